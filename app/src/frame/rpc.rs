//! What every page of the console needs first: who looks, and at which organization.

use contract::{ApiError, accounts::Me, organizations::OrganizationContext};
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
#[server]
pub async fn read_page_context(
    /// The organization's slug; absent outside organizations.
    #[server(default)]
    org: Option<String>,
    /// The page's own path, to come back to.
    path: String,
) -> Result<PageContext, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let page = page_status();
    let me = page.of(actor.answer(service::accounts::me_and_preferences(&s, &actor).await));
    if matches!(me, Err(ApiError::Unauthenticated)) {
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
