//! Join codes, and joining by one.

use axum::extract::State;
use contract::{
    JoinCodeId, OrgRef, Page,
    join_codes::{JoinCode, JoinRequest, Joined, NewJoinCode},
};
use http::StatusCode;
use service::Services;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::{Caller, Json, NoQuery, PathParams, Query},
    list_query,
    problem::ApiResult,
};

const TAG: &str = "Join codes";

/// The calls of this file.
pub fn routes() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(list_join_codes, create_join_code))
        .routes(routes!(revoke_join_code))
        .routes(routes!(join_by_code))
}

list_query! {
    /// Which page.
    JoinCodesQuery {}
}

/// Join codes, with who joined by them. Needs `users.invite`.
#[utoipa::path(get, path = "/organizations/{org}/join-codes", tag = TAG, params(JoinCodesQuery), responses(
    (status = 200, description = "A page of join codes.", body = Page<JoinCode>),
))]
async fn list_join_codes(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    Query(query): Query<JoinCodesQuery>,
) -> ApiResult<Json<Page<JoinCode>>> {
    Ok(Json(service::join_codes::list(&s, &actor, &org, query.page()).await?))
}

/// Makes a join code. Needs `users.invite`; never for `owner` or `admin`.
#[utoipa::path(post, path = "/organizations/{org}/join-codes", tag = TAG, responses(
    (status = 201, description = "The join code.", body = JoinCode),
))]
async fn create_join_code(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    Json(request): Json<NewJoinCode>,
) -> ApiResult<(StatusCode, Json<JoinCode>)> {
    Ok((StatusCode::CREATED, Json(service::join_codes::create(&s, &actor, &org, request).await?)))
}

/// Revokes a join code. Needs `users.invite`. Who joined by it stays.
#[utoipa::path(delete, path = "/organizations/{org}/join-codes/{join_code}", tag = TAG, responses(
    (status = 204, description = "It does not work any more."),
))]
async fn revoke_join_code(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, code)): PathParams<(OrgRef, JoinCodeId)>,
    _: NoQuery,
) -> ApiResult<StatusCode> {
    service::join_codes::revoke(&s, &actor, &org, code).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Joins an organization by a code.
#[utoipa::path(post, path = "/join", tag = TAG, responses(
    (status = 200, description = "Where I am a member now.", body = Joined),
    (status = 403, description = "`email_mismatch`, `email_unverified` or `user_required`."),
    (status = 404, description = "There is no such code, or it does not work any more."),
    (status = 409, description = "`join_code_exhausted`."),
))]
async fn join_by_code(
    State(s): State<Services>,
    Caller(actor): Caller,
    Json(request): Json<JoinRequest>,
) -> ApiResult<Json<Joined>> {
    Ok(Json(service::join_codes::join(&s, &actor, request).await?))
}
