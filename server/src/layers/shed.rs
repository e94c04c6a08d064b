//! Load shedding: above a number of requests in flight, further ones are answered 503 at once, so that those inside stay
//! quick. A page counts until its last byte; a stream of events counts until it begins. Health probes are let through.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use tokio::sync::Semaphore;

use super::{guard, is_health};

/// How many requests may be in flight.
#[derive(Debug, Clone)]
pub struct InFlight(Arc<Semaphore>);

impl InFlight {
    /// At most `limit` at once.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self(Arc::new(Semaphore::new(limit)))
    }

    /// 64 for each core.
    #[must_use]
    pub fn for_this_machine() -> Self {
        Self::new(64 * std::thread::available_parallelism().map_or(1, usize::from))
    }
}

/// The layer.
pub async fn layer(State(InFlight(permits)): State<InFlight>, request: Request, next: Next) -> Response {
    if is_health(request.uri()) {
        return next.run(request).await;
    }
    let Ok(permit) = permits.try_acquire_owned() else {
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, HeaderValue::from_static("1"))])
            .into_response();
    };
    let response = next.run(request).await;
    if guard::is_event_stream(&response) { response } else { guard::hold(response, permit) }
}
