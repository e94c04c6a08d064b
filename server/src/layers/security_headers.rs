//! The header block of every answer. Pages get a content security policy with a nonce that is fresh for each answer and
//! stands in the request's extensions; everything else gets one that allows nothing. What a handler set itself stays:
//! assets their caching, embeds their `frame-ancestors`.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use data_encoding::BASE64URL_NOPAD;
use http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::assets::is_watched;

/// The nonce of the page being rendered, an extension of every request. Every script tag carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CspNonce(pub Arc<str>);

/// Whether `PUBLIC_URL` is https, which decides about HSTS and upgrades.
#[derive(Debug, Clone, Copy)]
pub struct Secure(pub bool);

const ALWAYS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    (header::CACHE_CONTROL, "no-store"),
];

/// The layer.
pub async fn layer(State(Secure(secure)): State<Secure>, mut request: Request, next: Next) -> Response {
    let nonce: Arc<str> = BASE64URL_NOPAD.encode(&rand::random::<[u8; 16]>()).into();
    request.extensions_mut().insert(CspNonce(Arc::clone(&nonce)));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        or_insert(headers, name, HeaderValue::from_static(value));
    }
    if secure {
        or_insert(
            headers,
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        );
    }
    let is_page = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page && !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        if let Ok(policy) = HeaderValue::from_str(&page_policy(&nonce, secure)) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        or_insert(
            headers,
            HeaderName::from_static("reporting-endpoints"),
            HeaderValue::from_static("csp=\"/csp-report\""),
        );
        or_insert(headers, header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    } else {
        let nothing = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
        or_insert(headers, header::CONTENT_SECURITY_POLICY, nothing);
    }
    response
}

fn or_insert(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}

fn page_policy(nonce: &str, secure: bool) -> String {
    let upgrade = if secure { "upgrade-insecure-requests; " } else { "" };
    // Under `make dev` the page asks cargo-leptos whether it should reload.
    let reload = if is_watched() { " ws://127.0.0.1:3001 ws://localhost:3001" } else { "" };
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'{reload}; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
         object-src 'none'; frame-src 'none'; frame-ancestors 'none'; {upgrade}report-to csp"
    )
}
