//! Error answers without a body (an unknown path, a wrong method, a time-out, a panic) get a problem document. An answer
//! that has a media type was written by a handler and is left alone.

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
    if !is_error || response.headers().contains_key(header::CONTENT_TYPE) {
        return response;
    }
    let (code, detail) = of_status(status);
    let mut written = problem(status, code, detail, id.as_ref().map(|id| id.as_str()));
    for (name, value) in response.headers() {
        // `Allow`, `Retry-After` and their like stay; the length was that of no body.
        if name != header::CONTENT_LENGTH {
            written.headers_mut().append(name, value.clone());
        }
    }
    written
}
