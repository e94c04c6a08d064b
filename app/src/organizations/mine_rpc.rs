//! Server functions of the page of my organizations.

use contract::{
    ApiError, Packed, Page,
    invitations::MyInvitation,
    organizations::{DeletedOrganization, Organization},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the start page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// Where I am a member.
    pub organizations: Page<Organization>,
    /// Invitations that wait for my answer.
    pub invitations: Vec<MyInvitation>,
    /// Deleted organizations that I can restore, the last deleted first.
    pub bin: Page<DeletedOrganization>,
}

/// My organizations and invitations. A single organization and nothing pending leads straight in, unless `all`.
#[server(protocol = Packed)]
pub async fn read_home(
    #[server(default)] search: String,
    #[server(default)] cursor: Option<String>,
    all: bool,
) -> Result<Home, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let filter = contract::organizations::OrganizationFilter {
        search: Some(search).filter(|search| !search.is_empty()),
        all: false,
    };
    let plain = !all && filter.search.is_none() && cursor.is_none();
    let page = contract::PageRequest { limit: None, cursor, include_total: true };
    let organizations = status.of(actor.answer(service::organizations::list(&s, &actor, filter, page).await))?;
    let invitations = status.of(my_invitations(&s, &actor).await)?;
    let bin = contract::PageRequest::default();
    let bin = status.of(actor.answer(service::organizations::deleted(&s, &actor, bin).await))?;
    if let ([only], true, true) = (organizations.data.as_slice(), invitations.is_empty(), plain) {
        redirect(&format!("/o/{}", only.slug), false);
    }
    Ok(Home { organizations, invitations, bin })
}

/// Accepts one of my invitations and leads into its organization.
#[server(protocol = Packed)]
pub async fn accept_mine(id: String) -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let id = id.parse().map_err(|_| ApiError::not_found("invitation"))?;
    let accepted = actor.answer(service::invitations::accept_mine(&s, &actor, id).await)?;
    redirect(&format!("/o/{}", accepted.organization.slug), false);
    Ok(())
}

/// Declines one of my invitations.
#[server(protocol = Packed)]
pub async fn decline_mine(id: String) -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let id = id.parse().map_err(|_| ApiError::not_found("invitation"))?;
    actor.answer(service::invitations::decline_mine(&s, &actor, id).await)
}

/// Takes an organization of mine out of the recycle bin.
#[server(protocol = Packed)]
pub async fn restore_organization(id: String) -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    actor.answer(service::organizations::restore(&s, &actor, &id.as_str().into()).await).map(drop)
}
