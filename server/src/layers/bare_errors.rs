//! Error answers that only a library wrote get a problem document: those without a body (an unknown path, a wrong method,
//! a time-out, a panic) and axum's plain text (a body that is too long, a path that does not parse), whose wording is not
//! ours to promise. An answer of any other media type was written by a handler and is left alone.
//!
//! On a surface with error bodies of its own, these and the problem documents of the layers below take its form.

use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderValue, header};

use super::request_id;
use crate::{
    dialects::Surface,
    problem::{PROBLEM_JSON, of_status, problem},
};

/// The layer.
pub async fn layer(request: Request, next: Next) -> Response {
    let id = request_id::of(&request);
    let surface = Surface::of(request.uri().path());
    let response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let kind = response.headers().get(header::CONTENT_TYPE).map(|kind| kind.as_bytes());
    let bare = kind.is_none_or(|kind| kind.starts_with(b"text/plain"));
    let document = kind.is_some_and(|kind| kind.starts_with(PROBLEM_JSON.as_bytes()));
    if !bare && !document {
        return response;
    }
    let (code, detail) = of_status(status);
    let id = id.as_ref().map(|id| id.as_str());
    let retry =
        status == http::StatusCode::SERVICE_UNAVAILABLE && !response.headers().contains_key(header::RETRY_AFTER);
    let mut written = match surface.bare_error(status, detail, id.unwrap_or_default()) {
        Some(own) => own,
        None if bare => problem(status, code, detail, id),
        None => return response,
    };
    for (name, value) in response.headers() {
        // `Allow`, `Retry-After` and their like stay; length and type were those of the other body.
        if name != header::CONTENT_LENGTH && name != header::CONTENT_TYPE {
            written.headers_mut().append(name, value.clone());
        }
    }
    if retry {
        written.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    written
}
