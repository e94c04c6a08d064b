//! Sizes and times of requests, checked before anything is parsed.
//!
//! * The address: 8 KiB. Headers: 100, and 32 KiB by the connection (see [`crate::serve`]).
//! * The body: handlers read at most 256 KiB unless their route raises axum's `DefaultBodyLimit`; nobody reads more than
//!   [`BODY_CEILING`], and a longer announced body is refused unread. It arrives within [`BODY_TIME`].
//! * Compressed bodies are refused on our own doors, which have no use for them.

use std::time::Duration;

use axum::{
    body::Body,
    extract::{DefaultBodyLimit, Request},
    middleware::Next,
    response::Response,
};
use http::{StatusCode, header};
use http_body_util::Limited;
use tower_http::timeout::DeadlineBody;

use super::request_id;
use crate::problem::{of_status, problem};

/// What a handler reads by default, in bytes.
pub const BODY_DEFAULT: usize = 256 * 1024;
/// What a route may raise that to, in bytes; forms of multipart boundaries and bulk requests included.
pub const BODY_CEILING: usize = 2 * 1024 * 1024;
/// Longest path and query, in bytes.
pub const URI_MAX: usize = 8 * 1024;
/// Most headers.
pub const HEADERS_MAX: usize = 100;
/// Longest headers, in bytes.
pub const HEADER_BYTES_MAX: usize = 32 * 1024;

/// How long a body may take to arrive.
pub const BODY_TIME: Duration = Duration::from_secs(30);

/// The limit that extractors and server functions read by; a route raises it by its own layer.
pub fn default_body_limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(BODY_DEFAULT)
}

/// The layer.
pub async fn layer(request: Request, next: Next) -> Response {
    if let Some(status) = refusal(&request) {
        let (code, detail) = of_status(status);
        return problem(status, code, detail, request_id::of(&request).as_ref().map(|id| id.as_str()));
    }
    next.run(request.map(|body| Body::new(DeadlineBody::new(BODY_TIME, Limited::new(body, BODY_CEILING))))).await
}

fn refusal(request: &Request) -> Option<StatusCode> {
    let headers = request.headers();
    let path = request.uri().path_and_query().map_or(0, |path| path.as_str().len());
    if path > URI_MAX {
        return Some(StatusCode::URI_TOO_LONG);
    }
    let bytes: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if headers.len() > HEADERS_MAX || bytes > HEADER_BYTES_MAX {
        return Some(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    }
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > BODY_CEILING as u64) {
        return Some(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let ours = ["/api/", "/admin/", "/_fn/"].iter().any(|prefix| request.uri().path().starts_with(prefix));
    let plain = |value: &http::HeaderValue| value.as_bytes().eq_ignore_ascii_case(b"identity");
    if ours && !headers.get_all(header::CONTENT_ENCODING).iter().all(plain) {
        return Some(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    None
}
