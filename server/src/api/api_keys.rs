//! API keys of an organization, and whether a key is good.

use axum::extract::State;
use contract::{
    ApiKeyId, OrgRef, Page,
    api_keys::{ApiKey, ApiKeyFilter, ApiKeyPatch, CreatedApiKey, KeyRotation, KeyVerification, NewApiKey, VerifyKey},
};
use http::StatusCode;
use service::Services;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::{Caller, Json, NoQuery, PathParams, Query},
    list_query,
    problem::ApiResult,
    versions::Single,
};
use crate::admin::MaybeAdmin;

const TAG: &str = "API keys";

/// The calls of this file.
pub fn routes() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(list_api_keys, create_api_key))
        .routes(routes!(read_api_key, update_api_key, revoke_api_key))
        .routes(routes!(rotate_api_key))
        .routes(routes!(verify_api_key))
}

list_query! {
    /// Which keys.
    ApiKeysQuery {
        /// Only keys of this project, by id or name.
        project: Option<String>,
        /// Only this status: `active`, `disabled`, `expired` or `revoked`.
        status: Option<String>,
    }
}

/// Keys of every kind, without their secrets. Needs `apiKeys.list`.
#[utoipa::path(get, path = "/organizations/{org}/api-keys", tag = TAG, params(ApiKeysQuery), responses(
    (status = 200, description = "A page of keys.", body = Page<ApiKey>),
    (status = 422, description = "`validation_failed`: there is no such status."),
))]
async fn list_api_keys(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    Query(query): Query<ApiKeysQuery>,
) -> ApiResult<Json<Page<ApiKey>>> {
    let page = query.page();
    let filter = ApiKeyFilter { project: query.project, status: query.status };
    Ok(Json(service::api_keys::list(&s, &actor, &org, filter, page).await?))
}

/// Makes a key. Needs `apiKeys.create`. The key itself is in the answer, once.
///
/// It gets no permission that the caller lacks.
#[utoipa::path(post, path = "/organizations/{org}/api-keys", tag = TAG, responses(
    (status = 201, description = "The key with its secret.", body = CreatedApiKey),
))]
async fn create_api_key(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    Json(request): Json<NewApiKey>,
) -> ApiResult<(StatusCode, Json<CreatedApiKey>)> {
    Ok((StatusCode::CREATED, Json(service::api_keys::create(&s, &actor, &org, request).await?)))
}

/// One key, without its secret. Needs `apiKeys.list`.
#[utoipa::path(get, path = "/organizations/{org}/api-keys/{key}", tag = TAG, responses(
    (status = 200, description = "The key.", body = ApiKey),
))]
async fn read_api_key(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, key)): PathParams<(OrgRef, ApiKeyId)>,
) -> ApiResult<Single<ApiKey>> {
    Ok(Single(service::api_keys::read(&s, &actor, &org, key).await?))
}

/// Renames a key, or switches it on or off. Needs `apiKeys.create`; to switch off, `apiKeys.revoke`.
#[utoipa::path(patch, path = "/organizations/{org}/api-keys/{key}", tag = TAG, responses(
    (status = 200, description = "The key, changed.", body = ApiKey),
    (status = 409, description = "`conflict`: the key is revoked."),
))]
async fn update_api_key(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, key)): PathParams<(OrgRef, ApiKeyId)>,
    Json(request): Json<ApiKeyPatch>,
) -> ApiResult<Single<ApiKey>> {
    Ok(Single(service::api_keys::update(&s, &actor, &org, key, request).await?))
}

/// Revokes a key, with effect on the next request on every node. Needs `apiKeys.revoke`.
#[utoipa::path(delete, path = "/organizations/{org}/api-keys/{key}", tag = TAG, responses(
    (status = 204, description = "Revoked."),
))]
async fn revoke_api_key(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, key)): PathParams<(OrgRef, ApiKeyId)>,
    _: NoQuery,
) -> ApiResult<StatusCode> {
    service::api_keys::revoke(&s, &actor, &org, key).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a new key in the place of one. Needs `apiKeys.create` and every permission of the key.
///
/// The new key has the same name, permissions and project, and lives as long as the old one was to. The old one works until
/// the grace is over.
#[utoipa::path(post, path = "/organizations/{org}/api-keys/{key}/rotate", tag = TAG, responses(
    (status = 201, description = "The new key with its secret.", body = CreatedApiKey),
    (status = 409, description = "`conflict`: the key is not active, or was rotated before."),
))]
async fn rotate_api_key(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, key)): PathParams<(OrgRef, ApiKeyId)>,
    Json(request): Json<KeyRotation>,
) -> ApiResult<(StatusCode, Json<CreatedApiKey>)> {
    Ok((StatusCode::CREATED, Json(service::api_keys::rotate(&s, &actor, &org, key, request).await?)))
}

/// Whether a key is good. Needs `apiKeys.list` in its organization, or the administration token.
///
/// A wrong key is an answer, not an error. Keys of other organizations are `not_found`.
#[utoipa::path(post, path = "/api-keys/verify", tag = TAG, responses(
    (status = 200, description = "The verdict.", body = KeyVerification),
    (status = 403, description = "`permission_denied`: the caller lacks `apiKeys.list`."),
))]
async fn verify_api_key(
    State(s): State<Services>,
    Caller(actor): Caller,
    MaybeAdmin(admin): MaybeAdmin,
    Json(request): Json<VerifyKey>,
) -> ApiResult<Json<KeyVerification>> {
    Ok(Json(match admin {
        Some(admin) => service::api_keys::verify_as_admin(&s, &admin, request).await?,
        None => service::api_keys::verify(&s, &actor, request).await?,
    }))
}
