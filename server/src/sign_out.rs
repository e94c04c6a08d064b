//! `POST /sign-out`: the session is gone from the database, and what the browser keeps of the console with it.

use axum::{
    Router,
    response::{IntoResponse, Response},
    routing::post,
};
use http::{HeaderName, StatusCode, header};
use tower_sessions::Session;

use crate::auth::Requester;

/// Tells a browser to forget what it keeps of this server.
pub const CLEAR_SITE_DATA: (HeaderName, &str) =
    (HeaderName::from_static("clear-site-data"), "\"cache\", \"cookies\", \"storage\"");

/// The route; it needs the session and actor layers around it.
pub fn routes() -> Router {
    Router::new().route("/sign-out", post(sign_out))
}

async fn sign_out(session: Session, Requester(request): Requester) -> Response {
    match app::ssr::end_session(&session, &request).await {
        Ok(()) => (StatusCode::SEE_OTHER, [(header::LOCATION, "/sign-in"), CLEAR_SITE_DATA]).into_response(),
        Err(error) => error.status().into_response(),
    }
}
