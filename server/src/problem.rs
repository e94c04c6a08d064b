//! Errors made outside the service layer: RFC 9457 documents as `contracts/native-v1.md` writes them.

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

/// Media type of an error.
pub const PROBLEM_JSON: &str = "application/problem+json";

#[derive(Serialize)]
struct Problem<'a> {
    r#type: String,
    title: String,
    status: u16,
    code: &'a str,
    detail: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
}

/// An error answer. `code` is stable snake case; `detail` says what to do and holds nothing of the inside.
#[must_use]
pub fn problem(status: StatusCode, code: &str, detail: &str, request_id: Option<&str>) -> Response {
    let document = Problem {
        r#type: format!("https://guildhall.dev/problems/{code}"),
        title: title(code),
        status: status.as_u16(),
        code,
        detail,
        request_id,
    };
    match serde_json::to_vec(&document) {
        Ok(json) => {
            (status, [(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON))], Body::from(json)).into_response()
        }
        // Strings and a number always serialise; without a body the status still says enough.
        Err(_) => status.into_response(),
    }
}

/// `permission_denied` is "Permission denied".
fn title(code: &str) -> String {
    let mut title = code.replace('_', " ");
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    title
}

/// Code and detail for a bare status, as routers and libraries answer them.
#[must_use]
pub fn of_status(status: StatusCode) -> (&'static str, &'static str) {
    match status.as_u16() {
        401 => ("unauthenticated", "Sign in or send a credential."),
        403 => ("forbidden", "This is not allowed."),
        404 => ("not_found", "There is nothing at this address."),
        405 => ("method_not_allowed", "This address does not take this method; see the Allow header."),
        408 => ("request_timeout", "The request did not arrive in time."),
        413 => ("payload_too_large", "The body is larger than this address takes."),
        414 => ("uri_too_long", "The address is longer than 8 KiB."),
        415 => ("unsupported_media_type", "The body is not in a form this address takes."),
        421 => ("misdirected_request", "This server does not answer for that host."),
        429 => ("rate_limited", "Too many requests; see the Retry-After header."),
        431 => ("headers_too_large", "The headers are larger than 32 KiB or more than 100."),
        503 => ("overloaded", "The server is busy; try again shortly."),
        _ if status.is_client_error() => ("invalid_request", "The request could not be understood."),
        _ => ("internal", "Something went wrong on the server; its log has the request id."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_document_is_rfc_9457() {
        let response = problem(StatusCode::NOT_FOUND, "not_found", "Nothing \"here\".", Some("r1"));
        assert_eq!(response.headers()[header::CONTENT_TYPE], PROBLEM_JSON);
        let body = axum::body::to_bytes(response.into_body(), 4096).await.expect("a body");
        insta::assert_snapshot!(String::from_utf8_lossy(&body), @r#"{"type":"https://guildhall.dev/problems/not_found","title":"Not found","status":404,"code":"not_found","detail":"Nothing \"here\".","request_id":"r1"}"#);
    }
}
