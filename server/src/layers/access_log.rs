//! The tracing span around a request, and one line when it is answered. The route is logged, never the path: paths hold
//! tokens. Headers and query strings are not logged at all.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;

use super::{client_addr::ClientAddr, is_health, request_id};

/// The layer.
pub async fn layer(request: Request, next: Next) -> Response {
    let quiet = is_health(request.uri());
    let route = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str);
    let span = tracing::info_span!(
        "request",
        request_id = request_id::of(&request).as_ref().map(request_id::RequestId::as_str),
        method = request.method().as_str(),
        route,
        client = request.extensions().get::<ClientAddr>().map(|client| client.0.to_string()),
    );
    let start = Instant::now();
    async move {
        let response = next.run(request).await;
        let status = response.status().as_u16();
        let elapsed_ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        if status >= 500 {
            tracing::warn!(status, elapsed_ms, "answered");
        } else if quiet {
            tracing::debug!(status, elapsed_ms, "answered");
        } else {
            tracing::info!(status, elapsed_ms, "answered");
        }
        response
    }
    .instrument(span)
    .await
}
