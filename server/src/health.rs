//! `/healthz`: the process runs. `/readyz`: it can do its work now, which the service layer decides.

use std::{sync::Arc, time::Duration};

use axum::{Json, Router, extract::State, routing::get};
use futures::future::BoxFuture;
use http::StatusCode;
use serde_json::{Value, json};

/// How long a readiness check may take; a database that answers later is not ready.
const READY_WITHIN: Duration = Duration::from_secs(3);

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
