//! Permit's Organizations API: seven calls under `/v2/orgs`, and the two that its official clients make first, as
//! `contracts/permit-v2-orgs.md` has them.

mod companions;
pub mod error;
mod input;
mod names;
mod orgs;
mod shapes;

use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRequestParts, Path},
    middleware::from_fn,
    routing::{any, get},
};
use contract::OrgRef;
use http::{StatusCode, request::Parts};
use service::{Actor, Services, principals::Principal};

use super::object::BODY_MAX;
use crate::auth;
use error::Failure;

/// The calls, their errors in the surface's form. An unknown path is answered here too, without a body yet.
pub fn routes() -> Router<Services> {
    let calls = Router::new()
        .route("/orgs", get(orgs::list).post(orgs::create))
        .route("/orgs/active/org", get(orgs::active))
        .route("/orgs/{org_id}", get(orgs::read).patch(orgs::update).delete(orgs::delete))
        .route("/orgs/{org_id}/stats", get(orgs::stats))
        .route("/api-key/scope", get(companions::scope))
        .route("/projects", get(companions::projects))
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(from_fn(error::layer));
    // The prefix with a slash is under it too, which a nested router does not see.
    Router::new().nest("/v2", calls).route("/v2/", any(|| async { StatusCode::NOT_FOUND }))
}

/// Who calls. The credential is checked before anything else is read.
struct Caller {
    actor: Actor,
    principal: Principal,
}

impl FromRequestParts<Services> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Failure> {
        let auth::Caller(actor) =
            auth::Caller::from_request_parts(parts, services).await.unwrap_or_else(|never| match never {});
        let principal = service::principals::identify(services, &actor).await?;
        Ok(Self { actor, principal })
    }
}

/// The organization of the path, by id or key, and the text that names it there.
struct Named {
    org: OrgRef,
    text: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        // Bytes that are no text name nothing, as the empty key does, and a key with a U+0000.
        let text = Path::<String>::from_request_parts(parts, state).await.map(|Path(text)| text).unwrap_or_default();
        let org = OrgRef::from(if text.contains('\0') { "" } else { text.as_str() });
        Ok(Self { org, text })
    }
}
