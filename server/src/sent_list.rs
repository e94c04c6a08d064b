//! A list of people that a browser without scripts sends to the page that imports it: the answer is the page, with what would
//! become of the list.

use app::SentList;
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    response::{IntoResponse, Response},
};
use http::{Method, StatusCode, request::Parts};
use leptos::prelude::provide_context;

/// The page, as the router of pages spells it.
pub const PATH: &str = "/o/{slug}/invitations/import";
/// The longest list, as server functions read it.
const BODY_MAX: usize = 256 * 1024;

/// Draws the page for a list that was sent to it.
pub async fn answer<F>(request: Request, render: impl FnOnce(Request) -> F) -> Response
where
    F: Future<Output = Response<Body>>,
{
    let (mut parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_MAX).await else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    let list = form_urlencoded::parse(&body).find(|(name, _)| name == "list").map(|(_, list)| list.into_owned());
    parts.method = Method::GET;
    parts.extensions.insert(SentList(list.unwrap_or_default()));
    render(Request::from_parts(parts, Body::empty())).await
}

/// Gives the page that is being rendered the list that was sent to it.
pub fn provide(parts: &Parts) {
    if let Some(list) = parts.extensions.get::<SentList>() {
        provide_context(list.clone());
    }
}
