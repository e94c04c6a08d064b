//! What every page of the console needs first: who looks, and at which organization.

use contract::{ApiError, Packed, UserId, accounts::Me, organizations::OrganizationContext};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The reader, and the organization when the page belongs to one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageContext {
    /// Who is signed in, and where they are a member.
    pub me: Me,
    /// Whether single letters are shortcuts for this reader.
    pub single_key_shortcuts: bool,
    /// The organization of the address, with the reader's rights in it.
    pub org: Option<OrganizationContext>,
}

/// Reads the frame of the page at `path`. Somebody who is not signed in is led to sign in, and back afterwards.
#[server(protocol = Packed)]
pub async fn read_page_context(
    /// The organization's slug; absent outside organizations.
    #[server(default)]
    org: Option<String>,
    /// The page's own path, to come back to; empty to be led nowhere.
    path: String,
) -> Result<PageContext, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let page = page_status();
    let me = page.of(actor.answer(service::accounts::me_and_preferences(&s, &actor).await));
    if matches!(me, Err(ApiError::Unauthenticated)) && !path.is_empty() {
        redirect(&super::sign_in_path(&path), false);
    }
    let (me, preferences) = me?;
    let org = match org {
        None => None,
        Some(slug) => {
            let org = service::organizations::context(&s, &actor, &slug.as_str().into()).await;
            Some(page.of(actor.answer(org))?)
        }
    };
    Ok(PageContext { me, single_key_shortcuts: preferences.single_key_shortcuts, org })
}

/// Members, projects and keys that the palette shows of each.
#[cfg(feature = "ssr")]
const SHOWN: u32 = 5;

/// Something that the palette found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Quiet words behind it: an address, the beginning of a key.
    pub detail: String,
}

/// What the palette found in an organization; empty where the reader may not look.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Members by the beginning of name or address.
    pub members: Vec<Hit>,
    /// Projects by a part of the name.
    pub projects: Vec<Hit>,
    /// Keys by a part of the name or the beginning of the key.
    pub keys: Vec<Hit>,
}

/// Searches an organization for the palette: a few members, projects and keys that the reader may see.
#[server(protocol = Packed)]
pub async fn search_organization(
    /// The organization's slug.
    org: String,
    /// What is typed.
    q: String,
) -> Result<Found, ApiError> {
    use crate::ssr::*;
    use contract::{OrgRef, PageRequest, api_keys::ApiKeyFilter, members::MemberFilter};
    let (s, actor) = caller()?;
    let org = OrgRef::from(org.as_str());
    let few = |limit| PageRequest { limit: Some(limit), cursor: None, include_total: false };
    // Says no to whoever may not even know of the organization.
    actor.answer(service::organizations::context(&s, &actor, &org).await)?;
    let filter = MemberFilter { search: Some(q.clone()), ..Default::default() };
    let members = allowed(actor.answer(service::members::list(&s, &actor, &org, filter, few(SHOWN)).await))?;
    let projects = allowed(actor.answer(service::projects::list(&s, &actor, &org, Some(&q), few(SHOWN)).await))?;
    let keys = service::api_keys::list(&s, &actor, &org, ApiKeyFilter::default(), few(contract::page::MAX_LIMIT)).await;
    let keys = allowed(actor.answer(keys))?;
    let hit = |id: String, name: String, detail: String| Hit { id, name, detail };
    let members = members.into_iter().flat_map(|page| page.data);
    let projects = projects.into_iter().flat_map(|page| page.data);
    let keys = keys
        .into_iter()
        .flat_map(|page| page.data)
        .filter(|key| key.name.to_lowercase().contains(&q.to_lowercase()) || key.prefix.starts_with(q.as_str()));
    Ok(Found {
        members: members.map(|member| hit(member.user_id.to_string(), member.name, member.email)).collect(),
        projects: projects.map(|project| hit(project.id.to_string(), project.name, project.description)).collect(),
        keys: keys
            .take(SHOWN as usize)
            .map(|key| hit(key.id.to_string(), key.name, format!("{}…", key.prefix)))
            .collect(),
    })
}

/// Signs in anew on a page whose session has ended. Nobody is led anywhere: what was typed there stays.
#[server(protocol = Packed)]
pub async fn sign_in_again(
    /// The address of the account.
    email: String,
    /// Its password.
    password: String,
) -> Result<UserId, ApiError> {
    use crate::ssr::*;
    let ((s, request), session) = (requester()?, session()?);
    let credentials = contract::accounts::Credentials { email, password };
    let user = request.answer(service::accounts::sign_in(&s, &request, credentials).await)?;
    start_session(&session, &request, &user.id).await?;
    Ok(user.id)
}
