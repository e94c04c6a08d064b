//! `/healthz`: the process runs. `/readyz`: it can do its work now, which the service layer decides.

use std::{sync::Arc, time::Duration};

use axum::{Json, Router, extract::State, routing::get};
use futures::future::BoxFuture;
use http::StatusCode;
use serde_json::{Value, json};

/// How long a readiness check may take; a database that answers later is not ready.
pub(crate) const READY_WITHIN: Duration = Duration::from_secs(3);

/// Says whether the server can do its work; an error's text goes to the log, not to the caller.
pub type Readiness = Arc<dyn Fn() -> BoxFuture<'static, Result<(), String>> + Send + Sync>;

/// Both probes.
pub fn routes(readiness: Readiness) -> Router {
    Router::new().route("/healthz", get(healthz)).route("/readyz", get(readyz)).with_state(readiness)
}

async fn healthz() -> Json<Value> {
    Json(json!({ "status": "ok" }))
}

async fn readyz(State(readiness): State<Readiness>) -> (StatusCode, Json<Value>) {
    let outcome = tokio::time::timeout(READY_WITHIN, readiness()).await;
    match outcome.unwrap_or_else(|_| Err("no answer in time".to_owned())) {
        Ok(()) => (StatusCode::OK, Json(json!({ "status": "ready" }))),
        Err(error) => {
            tracing::warn!(error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "status": "unavailable" })))
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use http::Request;
    use tower::ServiceExt;

    use super::*;

    async fn status(readiness: Readiness, path: &str) -> StatusCode {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        routes(readiness).oneshot(request).await.expect("an answer").status()
    }

    #[tokio::test]
    async fn readiness_follows_the_check_and_liveness_does_not() {
        let ready: Readiness = Arc::new(|| Box::pin(async { Ok(()) }));
        let broken: Readiness = Arc::new(|| Box::pin(async { Err("disk full".to_owned()) }));
        assert_eq!(status(ready, "/readyz").await, StatusCode::OK);
        assert_eq!(status(Arc::clone(&broken), "/readyz").await, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(status(broken, "/healthz").await, StatusCode::OK);
    }
}
