//! `POST /csp-report`: browsers tell which content their page was not allowed to load. It is logged and forgotten.
//!
//! Anyone may post here, so bodies are small, few are logged, and of what they say only three short fields.

use std::{num::NonZeroU32, sync::Arc};

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    routing::post,
};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use http::StatusCode;
use serde_json::Value;

/// Longest report, in bytes.
const REPORT_MAX: usize = 16 * 1024;
/// Longest field that is logged, in characters.
const FIELD_MAX: usize = 200;
/// Reports logged a minute.
const LOGGED_PER_MINUTE: NonZeroU32 = NonZeroU32::new(60).unwrap();
/// Reports looked at in one body.
const REPORTS_PER_BODY: usize = 10;

/// The route.
pub fn routes() -> Router {
    let limiter: Arc<DefaultDirectRateLimiter> = Arc::new(RateLimiter::direct(Quota::per_minute(LOGGED_PER_MINUTE)));
    Router::new().route("/csp-report", post(receive)).layer(DefaultBodyLimit::max(REPORT_MAX)).with_state(limiter)
}

async fn receive(State(limiter): State<Arc<DefaultDirectRateLimiter>>, body: Bytes) -> StatusCode {
    let Ok(document) = serde_json::from_slice::<Value>(&body) else { return StatusCode::BAD_REQUEST };
    for report in reports(&document).into_iter().take(REPORTS_PER_BODY) {
        if limiter.check().is_err() {
            break;
        }
        let field = |names: [&str; 2]| names.iter().find_map(|name| report.get(name)?.as_str()).map(shorten);
        tracing::warn!(
            directive = field(["effectiveDirective", "violated-directive"]),
            blocked = field(["blockedURL", "blocked-uri"]),
            document = field(["documentURL", "document-uri"]),
            "a browser blocked content"
        );
    }
    StatusCode::NO_CONTENT
}

/// The reports of both spellings: the Reporting API's list, and the single object of `report-uri`.
fn reports(document: &Value) -> Vec<&Value> {
    match document {
        Value::Array(list) => list.iter().filter_map(|entry| entry.get("body")).collect(),
        _ => document.get("csp-report").into_iter().collect(),
    }
}

/// Without query and fragment, which may hold what is nobody's business, and not long.
fn shorten(text: &str) -> String {
    text.split(['?', '#']).next().unwrap_or_default().chars().take(FIELD_MAX).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn both_kinds_of_reports_are_understood() {
        let modern = json!([{ "type": "csp-violation", "body": { "effectiveDirective": "img-src" } }, { "type": "x" }]);
        assert_eq!(reports(&modern).len(), 1);
        let old = json!({ "csp-report": { "violated-directive": "img-src" } });
        assert_eq!(reports(&old).len(), 1);
        assert!(reports(&json!("text")).is_empty());
    }

    #[test]
    fn logged_addresses_have_no_query() {
        assert_eq!(shorten("https://h/p?token=1#f"), "https://h/p");
        assert_eq!(shorten(&"x".repeat(500)).len(), FIELD_MAX);
    }
}
