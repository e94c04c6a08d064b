//! The two calls beside those about organizations that official clients make before anything else.

use axum::{Json, extract::State};
use contract::{OrgId, OrgRef};
use service::{Services, organizations, projects};

use super::{
    Caller,
    error::Answer,
    input::Paging,
    orgs::missing,
    shapes::{ProjectRead, Scope},
};

/// Where the credential is good: of a key its organization and project, of a user the active organization.
pub async fn scope(State(s): State<Services>, caller: Caller) -> Answer<Scope> {
    let none = |error| missing(error, "There is no active organization");
    let organization_id = caller.principal.active_organization().map_err(none)?.0;
    // The organization that a header names may be none of the caller's.
    organizations::my_permissions(&s, &caller.actor, &OrgRef::Id(OrgId(organization_id))).await.map_err(none)?;
    let project_id = caller.principal.key().and_then(|key| key.project).map(|project| project.0);
    Ok(Json(Scope { organization_id, project_id }))
}

/// The projects of the active organization, oldest first.
pub async fn projects(State(s): State<Services>, caller: Caller, paging: Paging) -> Answer<Vec<ProjectRead>> {
    let none = |error| missing(error, "There is no active organization");
    let org = caller.principal.active_organization().map_err(none)?;
    let found = projects::list_numbered(&s, &caller.actor, &OrgRef::Id(org), paging.page).await.map_err(none)?;
    Ok(Json(found.into_iter().map(|project| ProjectRead::new(org.0, project)).collect()))
}
