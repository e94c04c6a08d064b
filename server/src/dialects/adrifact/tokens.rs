//! Api-tokens: keys of the organization's own.

use axum::{Json, extract::State};
use contract::api_keys::KeyEnv;
use serde::Serialize;
use service::{
    Services,
    api_keys::{self, NewApiToken},
};

use super::{Caller, error::Answer, shapes::Input};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Created {
    api_token: ApiToken,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ApiToken {
    key: String,
    secret: String,
    last_four: String,
    bearer: String,
}

/// Needs `org:manage`. The secret and the bearer appear here only.
pub async fn create(State(s): State<Services>, Caller(actor): Caller, mut input: Input) -> Answer<Created> {
    let (org, name) = (input.organization(), input.optional_text("name"));
    let env = input.word("env", &[("live", KeyEnv::Live), ("test", KeyEnv::Test)], KeyEnv::Live);
    input.finish()?;
    let made = api_keys::mint_api_token(&s, &actor, &org, NewApiToken { name, env }).await?;
    let (key, secret) = made.key.split_once(':').unwrap_or((&made.key, ""));
    let (key, secret) = (key.to_owned(), secret.to_owned());
    Ok(Json(Created { api_token: ApiToken { key, secret, last_four: made.api_key.last_four, bearer: made.key } }))
}
