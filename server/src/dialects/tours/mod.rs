//! Tours & Events "Organizations" REST API: `/api/organizations…`, `/api/invitations…` and `/api/api-keys…`, beside the
//! native `/api/v1`.
//!
//! A handler asks [`service::admission`] first, then reads the body, then calls its operation: this surface promises the
//! order credential 401, kind of credential 403, current organization 404, role or permission 403, body and query 400,
//! addressed object 404, values 422, state 409.

mod api_keys;
mod error;
mod input;
mod invitations;
mod members;
mod names;
mod organizations;
mod roles;
mod shapes;

pub use error::{bare, of as refusal};

use axum::{Router, extract::DefaultBodyLimit, middleware::from_fn};
use http::StatusCode;
use service::Services;

/// The longest body, in bytes.
const BODY_MAX: usize = 1024 * 1024;

/// All calls, without session and actor, which the caller puts around them.
pub fn routes() -> Router<Services> {
    // Without a body here: the layers write the surface's own.
    let unknown = || async { StatusCode::NOT_FOUND };
    let in_organizations = organizations::routes()
        .nest("/members", members::routes())
        .nest("/roles", roles::routes())
        .nest("/invitations", invitations::routes())
        .fallback(unknown);
    Router::new()
        .nest("/api/organizations", in_organizations)
        .nest("/api/invitations", invitations::public_routes().fallback(unknown))
        .nest("/api/api-keys", api_keys::routes().fallback(unknown))
        .layer(from_fn(error::layer))
        .layer(DefaultBodyLimit::max(BODY_MAX))
}
