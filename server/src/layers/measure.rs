//! Counts requests and measures them, for `/metrics`.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};

use crate::{dialects::Surface, metrics::METRICS};

/// The layer.
pub async fn layer(request: Request, next: Next) -> Response {
    let surface = Surface::of(request.uri().path());
    let method = method(request.method());
    // Never the path: paths hold tokens, and there is no end of them.
    let route = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str).to_owned();
    let start = Instant::now();
    let running = Running::begin();
    let response = next.run(request).await;
    drop(running);
    METRICS.answered(surface, method, route, response.status(), start.elapsed());
    response
}

/// Methods that nobody defined could be any number of texts.
fn method(method: &http::Method) -> &'static str {
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
        .into_iter()
        .find(|known| *known == method.as_str())
        .unwrap_or("other")
}

/// A request in progress; it ends also when its connection does.
struct Running;

impl Running {
    fn begin() -> Self {
        METRICS.in_flight().inc();
        Self
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        METRICS.in_flight().dec();
    }
}
