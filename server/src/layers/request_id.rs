//! Every request has an id, and every answer carries it as `X-Request-Id`: the client's, when it is 1–128 characters of
//! `[A-Za-z0-9._-]`, else a fresh UUID. Errors, logs and the audit log name it.

use std::sync::Arc;

use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderMap, HeaderName, HeaderValue};

/// Name of the header.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of the request being served, an extension of every request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn of(headers: &HeaderMap) -> Self {
        let given = headers.get(X_REQUEST_ID).and_then(|value| value.to_str().ok()).filter(|id| is_valid(id));
        Self(given.map_or_else(|| fresh().into(), Into::into))
    }
}

/// The id of a request that passed this layer; `None` before it.
#[must_use]
pub fn of<B>(request: &http::Request<B>) -> Option<RequestId> {
    request.extensions().get().cloned()
}

fn is_valid(id: &str) -> bool {
    (1..=128).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

fn fresh() -> String {
    uuid::Builder::from_random_bytes(rand::random()).into_uuid().to_string()
}

/// The layer.
pub async fn layer(mut request: Request, next: Next) -> Response {
    let id = RequestId::of(request.headers());
    request.extensions_mut().insert(id.clone());
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(X_REQUEST_ID, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::is_valid;

    #[test]
    fn ids_of_clients_are_taken_only_when_they_are_plain() {
        for id in ["a", "0199-aB.c_d", &"x".repeat(128)] {
            assert!(is_valid(id), "{id}");
        }
        for id in ["", "a b", "a\"b", "ä", "a/b", &"x".repeat(129)] {
            assert!(!is_valid(id), "{id}");
        }
    }
}
