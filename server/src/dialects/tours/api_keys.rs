//! The caller's own integration keys. Keys cannot manage keys.

use axum::{
    Json, Router,
    extract::{Request, State},
    routing::get,
};
use contract::{ApiError, ApiKeyId, Timestamp};
use http::StatusCode;
use service::{
    Services,
    admission::{self, Need},
    api_keys,
};

use super::{
    error::Answer,
    input::{self, Body, Name, Query},
    shapes::{ApiKey, Page, Success},
};
use crate::auth::Caller;

/// The calls of this file.
pub(super) fn routes() -> Router<Services> {
    Router::new().route("/", get(list).post(create)).route("/{key}", get(read).patch(update).delete(delete))
}

async fn list(State(s): State<Services>, Caller(actor): Caller, query: Query) -> Answer<Json<Page<ApiKey>>> {
    admission::of_person(&s, &actor).await?;
    let page = query.page()?;
    let found = api_keys::list_own(&s, &actor, page).await?;
    Ok(Json(Page::of(found, page, |own| own.key.into())))
}

async fn create(
    State(s): State<Services>,
    Caller(actor): Caller,
    request: Request,
) -> Answer<(StatusCode, Json<ApiKey>)> {
    admission::of_person(&s, &actor).await?;
    let org = admission::to_active_organization(&s, &actor, Need::Access).await?;
    let body = Body::read(request).await?;
    let (name, expires_at) = (body.required_text("name")?, body.text_or_null("expiresAt")?.flatten());
    let expires_at = expires_at.as_deref().map(time).transpose()?;
    let created = api_keys::mint_integration_key(&s, &actor, org, &name, expires_at).await?;
    Ok((StatusCode::CREATED, Json(created.into())))
}

fn time(text: &str) -> Result<Timestamp, ApiError> {
    let wrong = || ApiError::invalid("expires_at", "invalid_format", "Use a time such as 2027-01-31T12:00:00Z.");
    text.parse().map_err(|_| wrong())
}

async fn read(State(s): State<Services>, Caller(actor): Caller, name: Name) -> Answer<Json<ApiKey>> {
    admission::of_person(&s, &actor).await?;
    Ok(Json(api_keys::read_own(&s, &actor, key(&name)?).await?.key.into()))
}

async fn update(
    State(s): State<Services>,
    Caller(actor): Caller,
    name: Name,
    request: Request,
) -> Answer<Json<ApiKey>> {
    admission::of_person(&s, &actor).await?;
    let body = Body::read(request).await?;
    let (status, new_name) = (body.text("status")?, body.text("name")?);
    if status.is_none() && new_name.is_none() {
        return Err(input::invalid("'status' or 'name' is required").into());
    }
    let key = key(&name)?;
    api_keys::read_own(&s, &actor, key).await?;
    if status.as_deref().is_some_and(|status| status != "revoked") {
        return Err(ApiError::invalid("status", "unknown_value", "A key can only be set to revoked.").into());
    }
    let updated = api_keys::update_own(&s, &actor, key, new_name.as_deref(), status.is_some()).await?;
    Ok(Json(updated.key.into()))
}

async fn delete(State(s): State<Services>, Caller(actor): Caller, name: Name) -> Answer<Json<Success>> {
    admission::of_person(&s, &actor).await?;
    api_keys::delete_own(&s, &actor, key(&name)?).await?;
    Ok(Json(Success::DONE))
}

fn key(name: &Name) -> Result<ApiKeyId, ApiError> {
    name.id("API key")
}
