//! What one may do, and why.

use axum::extract::State;
use contract::{
    OrgRef, Page,
    organizations::{MyPermissions, PermissionCheck, PermissionDecision},
    roles::PermissionInfo,
};
use service::Services;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::{Caller, Json, PathParams},
    problem::ApiResult,
    whole,
};

const TAG: &str = "Permissions";

/// The calls of this file.
pub fn routes() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(list_permissions))
        .routes(routes!(read_my_permissions))
        .routes(routes!(check_permission))
}

/// Every permission with what it allows.
#[utoipa::path(get, path = "/permissions", tag = TAG, security(()), responses(
    (status = 200, description = "All of them.", body = Page<PermissionInfo>),
))]
async fn list_permissions() -> Json<Page<PermissionInfo>> {
    Json(whole(service::roles::permissions()))
}

/// My role in an organization, and each permission with whether I hold it.
#[utoipa::path(get, path = "/organizations/{org}/permissions", tag = TAG, responses(
    (status = 200, description = "What I may do.", body = MyPermissions),
))]
async fn read_my_permissions(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
) -> ApiResult<Json<MyPermissions>> {
    Ok(Json(service::organizations::my_permissions(&s, &actor, &org).await?))
}

/// Whether somebody may do something, and why. About another user it needs `users.read`.
#[utoipa::path(post, path = "/organizations/{org}/permissions/check", tag = TAG, responses(
    (status = 200, description = "The decision.", body = PermissionDecision),
))]
async fn check_permission(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    Json(request): Json<PermissionCheck>,
) -> ApiResult<Json<PermissionDecision>> {
    Ok(Json(service::organizations::check_permission(&s, &actor, &org, request).await?))
}
