//! Requests that change something must not come from another site with the user's cookie.
//!
//! tower-http's layer compares `Sec-Fetch-Site` and `Origin`, which every browser sends, and lets requests with neither
//! pass. Such a request is no browser's, so if it relies on a cookie it is refused here: the cookie was taken elsewhere.
//! `/csp-report` is exempt, it changes nothing.

use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderMap, Method, StatusCode, Uri, header};
use tower_http::csrf::{CsrfLayer, ProtectionError};

use super::request_id;
use crate::problem::problem;

/// tower-http's layer with the origin of `PUBLIC_URL` trusted.
///
/// # Errors
/// When the origin is not in the spelling of browsers, which the configuration makes sure of.
pub fn cross_site(origin: &str) -> Result<CsrfLayer, tower_http::csrf::ConfigError> {
    Ok(CsrfLayer::new().add_trusted_origin(origin)?.with_insecure_bypass(|_, uri| is_exempt(uri)))
}

fn is_exempt(uri: &Uri) -> bool {
    uri.path() == "/csp-report"
}

fn is_unmarked_cookie_write(method: &Method, uri: &Uri, headers: &HeaderMap) -> bool {
    let marked = headers.contains_key("sec-fetch-site") || headers.contains_key(header::ORIGIN);
    let safe = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    let relies_on_cookie = headers.contains_key(header::COOKIE) && !headers.contains_key(header::AUTHORIZATION);
    !safe && !marked && relies_on_cookie && !is_exempt(uri)
}

/// The own layer, around tower-http's: it refuses what that one lets through, and writes the body of its refusals.
pub async fn layer(request: Request, next: Next) -> Response {
    let id = request_id::of(&request);
    let refuse =
        |detail| problem(StatusCode::FORBIDDEN, "cross_site_request", detail, id.as_ref().map(|id| id.as_str()));
    if is_unmarked_cookie_write(request.method(), request.uri(), request.headers()) {
        return refuse(
            "A request with a cookie must say where it comes from: send Origin, or a bearer credential instead.",
        );
    }
    let response = next.run(request).await;
    if response.extensions().get::<ProtectionError>().is_some() {
        return refuse("This request came from another site.");
    }
    response
}
