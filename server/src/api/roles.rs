//! Roles of an organization: the system's and its own.

use axum::extract::State;
use contract::{
    OrgRef, Page,
    roles::{NewRole, Role, RolePatch},
};
use http::StatusCode;
use service::Services;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::{Caller, Json, NoQuery, PathParams},
    problem::ApiResult,
    whole,
};

const TAG: &str = "Roles";

/// The calls of this file.
pub fn routes() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(list_roles, create_role)).routes(routes!(read_role, update_role, delete_role))
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
#[utoipa::path(post, path = "/organizations/{org}/roles", tag = TAG, responses(
    (status = 201, description = "The role.", body = Role),
    (status = 409, description = "`already_exists`: the name is taken."),
))]
async fn create_role(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    Json(request): Json<NewRole>,
) -> ApiResult<(StatusCode, Single<Role>)> {
    Ok((StatusCode::CREATED, Single(service::roles::create(&s, &actor, &org, request).await?)))
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
#[utoipa::path(patch, path = "/organizations/{org}/roles/{role}", tag = TAG, responses(
    (status = 200, description = "The role, changed.", body = Role),
    (status = 409, description = "`already_exists`: the new name is taken."),
))]
async fn update_role(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, role)): PathParams<(OrgRef, String)>,
    _: NoQuery,
    Json(request): Json<RolePatch>,
) -> ApiResult<Single<Role>> {
    Ok(Single(service::roles::update(&s, &actor, &org, &role, request).await?))
}

/// Deletes a role that nobody has. Needs `roles.delete`.
#[utoipa::path(delete, path = "/organizations/{org}/roles/{role}", tag = TAG, responses(
    (status = 204, description = "Deleted."),
    (status = 409, description = "`role_in_use`."),
))]
async fn delete_role(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, role)): PathParams<(OrgRef, String)>,
    _: NoQuery,
) -> ApiResult<StatusCode> {
    service::roles::delete(&s, &actor, &org, &role).await?;
    Ok(StatusCode::NO_CONTENT)
}
