//! Adrifact's "Organizations" app API: seventeen calls by POST under `/v1/organizations`, as
//! `contracts/organizations-rpc.md` has them.

pub mod error;
mod invitations;
mod join_codes;
mod members;
mod names;
mod organizations;
mod shapes;
mod tokens;

use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRequestParts},
    middleware::from_fn,
    routing::{any, post},
};
use http::{StatusCode, request::Parts};
use service::{Actor, Services};

use super::object::BODY_MAX;
use crate::auth;
use error::Failure;

/// The calls, their errors in the surface's form. An unknown path is answered here too, without a body yet.
pub fn routes() -> Router<Services> {
    let calls = Router::new()
        .route("/create", post(organizations::create))
        .route("/get", post(organizations::get))
        .route("/list", post(organizations::list))
        .route("/update", post(organizations::update))
        .route("/roles", post(organizations::roles))
        .route("/members/list", post(members::list))
        .route("/members/remove", post(members::remove))
        .route("/members/set-role", post(members::set_role))
        .route("/invitations/create", post(invitations::create))
        .route("/invitations/list", post(invitations::list))
        .route("/invitations/revoke", post(invitations::revoke))
        .route("/invitations/accept", post(invitations::accept))
        .route("/join-codes/create", post(join_codes::create))
        .route("/join-codes/list", post(join_codes::list))
        .route("/join-codes/revoke", post(join_codes::revoke))
        .route("/join-codes/join", post(join_codes::join))
        .route("/tokens/create", post(tokens::create))
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(from_fn(error::layer));
    // The prefix with a slash is under it too, which a nested router does not see.
    Router::new().nest("/v1/organizations", calls).route("/v1/organizations/", any(|| async { StatusCode::NOT_FOUND }))
}

/// Who calls. The credential is checked before the body is read.
struct Caller(Actor);

impl FromRequestParts<Services> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Failure> {
        let auth::Caller(actor) =
            auth::Caller::from_request_parts(parts, services).await.unwrap_or_else(|never| match never {});
        service::principals::identify(services, &actor).await?;
        Ok(Self(actor))
    }
}
