//! Roles of an organization: the system's and its own.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use contract::{
    OrgRef, Page,
    roles::{NewRole, Role, RolePatch, RolePreview},
};
use http::StatusCode;
use serde::Serialize;
use service::Services;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::{Caller, DryRun, Json, PathParams, Query},
    problem::ApiResult,
    versions::Single,
    whole,
};

const TAG: &str = "Roles";

/// The calls of this file.
pub fn routes() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(list_roles, create_role)).routes(routes!(read_role, update_role, delete_role))
}

/// What came of a change, or would.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
enum RoleOutcome {
    /// The role.
    Done(Role),
    /// With `dry_run`: what the change would do.
    Preview(RolePreview),
}

impl IntoResponse for RoleOutcome {
    fn into_response(self) -> Response {
        match self {
            Self::Done(role) => Single(role).into_response(),
            Self::Preview(preview) => Json(preview).into_response(),
        }
    }
}

/// Every role in effect. Needs `roles.read`.
#[utoipa::path(get, path = "/organizations/{org}/roles", tag = TAG, responses(
    (status = 200, description = "All of them.", body = Page<Role>),
))]
async fn list_roles(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
) -> ApiResult<Json<Page<Role>>> {
    Ok(Json(whole(service::roles::list(&s, &actor, &org).await?)))
}

/// Makes a role. Needs `roles.create`. Nobody puts in a permission that they lack.
///
/// With `dry_run` the answer says who would gain and lose what, and nothing happens.
#[utoipa::path(post, path = "/organizations/{org}/roles", tag = TAG, params(DryRun), responses(
    (status = 200, description = "With `dry_run`: what it would do.", body = RolePreview),
    (status = 201, description = "The role.", body = Role),
    (status = 409, description = "`already_exists`: the name is taken."),
))]
async fn create_role(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    Query(query): Query<DryRun>,
    Json(request): Json<NewRole>,
) -> ApiResult<Response> {
    if query.dry_run {
        let preview = service::roles::preview_create(&s, &actor, &org, request).await?;
        return Ok(RoleOutcome::Preview(preview).into_response());
    }
    let role = service::roles::create(&s, &actor, &org, request).await?;
    Ok((StatusCode::CREATED, RoleOutcome::Done(role)).into_response())
}

/// One role. Needs `roles.read`.
#[utoipa::path(get, path = "/organizations/{org}/roles/{role}", tag = TAG, responses(
    (status = 200, description = "The role.", body = Role),
))]
async fn read_role(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, role)): PathParams<(OrgRef, String)>,
) -> ApiResult<Single<Role>> {
    Ok(Single(service::roles::read(&s, &actor, &org, &role).await?))
}

/// Changes a role, with effect on the next request of its holders. Needs `roles.update`.
///
/// With `dry_run` the answer says who would gain and lose what, and nothing happens.
#[utoipa::path(patch, path = "/organizations/{org}/roles/{role}", tag = TAG, params(DryRun), responses(
    (status = 200, description = "The role, changed; or, with `dry_run`, what the change would do.", body = RoleOutcome),
    (status = 409, description = "`already_exists`: the new name is taken."),
))]
async fn update_role(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, role)): PathParams<(OrgRef, String)>,
    Query(query): Query<DryRun>,
    Json(request): Json<RolePatch>,
) -> ApiResult<Response> {
    if query.dry_run {
        let preview = service::roles::preview_update(&s, &actor, &org, &role, request).await?;
        return Ok(RoleOutcome::Preview(preview).into_response());
    }
    Ok(RoleOutcome::Done(service::roles::update(&s, &actor, &org, &role, request).await?).into_response())
}

/// Deletes a role that nobody has. Needs `roles.delete`.
///
/// With `dry_run` the answer says who would gain and lose what, and nothing happens.
#[utoipa::path(delete, path = "/organizations/{org}/roles/{role}", tag = TAG, params(DryRun), responses(
    (status = 200, description = "With `dry_run`: what it would do.", body = RolePreview),
    (status = 204, description = "Deleted."),
    (status = 409, description = "`role_in_use`."),
))]
async fn delete_role(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, role)): PathParams<(OrgRef, String)>,
    Query(query): Query<DryRun>,
) -> ApiResult<Response> {
    if query.dry_run {
        return Ok(Json(service::roles::preview_delete(&s, &actor, &org, &role).await?).into_response());
    }
    service::roles::delete(&s, &actor, &org, &role).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
