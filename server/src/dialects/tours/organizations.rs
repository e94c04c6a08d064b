//! Organizations: the current one, and every one for super admins.

use axum::{
    Json, Router,
    extract::{Request, State},
    routing::get,
};
use contract::{
    ApiError, OrgRef,
    organizations::{DeleteOptions, OrganizationPatch},
};
use service::{
    Services,
    admission::{self, Need},
    organizations::{self, instance},
};

use super::{
    error::Answer,
    input::{Body, Name, Query},
    shapes::{Organization, Page, Permissions, Success},
};
use crate::auth::Caller;

/// The calls of this file. Literal names win over ids.
pub(super) fn routes() -> Router<Services> {
    Router::new()
        .route("/", get(list))
        .route("/me", get(read_mine).patch(update_mine))
        .route("/me/permissions", get(my_permissions))
        .route("/{organization}", get(read).patch(update).delete(delete))
}

async fn list(State(s): State<Services>, Caller(actor): Caller, query: Query) -> Answer<Json<Page<Organization>>> {
    admission::of_super_admin(&s, &actor).await?;
    let (page, search) = (query.page()?, query.text("search")?);
    let found = instance::list(&s, &actor, search, page).await?;
    Ok(Json(Page::of(found, page, Organization::from)))
}

async fn read_mine(State(s): State<Services>, Caller(actor): Caller) -> Answer<Json<Organization>> {
    let org = admission::to_active_organization(&s, &actor, Need::Access).await?;
    Ok(Json(organizations::context(&s, &actor, &org.into()).await?.organization.into()))
}

async fn update_mine(State(s): State<Services>, Caller(actor): Caller, request: Request) -> Answer<Json<Organization>> {
    let org = admission::to_active_organization(&s, &actor, Need::Administrator).await?;
    let patch = patch(&Body::read(request).await?)?.within_rules()?;
    Ok(Json(organizations::update_as_administrator(&s, &actor, &org.into(), patch).await?.into()))
}

async fn my_permissions(State(s): State<Services>, Caller(actor): Caller) -> Answer<Json<Permissions>> {
    let org = admission::to_active_organization(&s, &actor, Need::Access).await?;
    Ok(Json(organizations::my_permissions(&s, &actor, &org.into()).await?.into()))
}

async fn read(State(s): State<Services>, Caller(actor): Caller, name: Name) -> Answer<Json<Organization>> {
    admission::of_super_admin(&s, &actor).await?;
    Ok(Json(instance::read(&s, &actor, &organization(&name)?).await?.into()))
}

async fn update(
    State(s): State<Services>,
    Caller(actor): Caller,
    name: Name,
    request: Request,
) -> Answer<Json<Organization>> {
    admission::of_super_admin(&s, &actor).await?;
    let patch = patch(&Body::read(request).await?)?;
    let org = organization(&name)?;
    instance::read(&s, &actor, &org).await?;
    Ok(Json(instance::update(&s, &actor, &org, patch.within_rules()?).await?.into()))
}

async fn delete(State(s): State<Services>, Caller(actor): Caller, name: Name) -> Answer<Json<Success>> {
    admission::of_super_admin(&s, &actor).await?;
    let options = DeleteOptions { force: true, ..DeleteOptions::default() };
    instance::delete(&s, &actor, &organization(&name)?, options).await?;
    Ok(Json(Success::DONE))
}

/// An organization by its id; this surface takes no slugs.
fn organization(name: &Name) -> Result<OrgRef, ApiError> {
    Ok(OrgRef::Id(name.id("organization")?))
}

/// A change whose values nobody has looked at.
struct Patch {
    name: Option<String>,
    logo: Option<Option<String>>,
    timezone: Option<String>,
}

fn patch(body: &Body) -> Result<Patch, ApiError> {
    Ok(Patch { name: body.text("name")?, logo: body.text_or_null("logo")?, timezone: body.text("timezone")? })
}

impl Patch {
    /// As the service spells it, where an empty logo is none: the empty text is no address here.
    fn within_rules(self) -> Result<OrganizationPatch, ApiError> {
        let logo = match self.logo {
            Some(Some(text)) if text.trim().is_empty() => {
                let message = "Send null to remove the logo.";
                return Err(ApiError::invalid("logo", "invalid_format", message));
            }
            other => other.map(Option::unwrap_or_default),
        };
        Ok(OrganizationPatch { name: self.name, logo, timezone: self.timezone, ..OrganizationPatch::default() })
    }
}
