//! Error answers that only a library wrote get a problem document: those without a body (an unknown path, a wrong method,
//! a time-out, a panic) and axum's plain text (a body that is too long, a path that does not parse), whose wording is not
//! ours to promise. An answer of any other media type was written by a handler and is left alone.

use axum::{extract::Request, middleware::Next, response::Response};
use http::header;

use super::request_id;
use crate::problem::{of_status, problem};

/// The layer.
pub async fn layer(request: Request, next: Next) -> Response {
    let id = request_id::of(&request);
    let response = next.run(request).await;
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let kind = response.headers().get(header::CONTENT_TYPE);
    if !is_error || kind.is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain")) {
        return response;
    }
    let (code, detail) = of_status(status);
    let mut written = problem(status, code, detail, id.as_ref().map(|id| id.as_str()));
    for (name, value) in response.headers() {
        // `Allow`, `Retry-After` and their like stay; length and type were those of the other body.
        if name != header::CONTENT_LENGTH && name != header::CONTENT_TYPE {
            written.headers_mut().append(name, value.clone());
        }
    }
    written
}
