//! A configuration and routes to put layers around.

use std::{collections::HashMap, convert::Infallible, sync::Arc, time::Duration};

use axum::{
    Extension, Json, Router,
    body::{Body, Bytes},
    response::{Html, Sse, sse::Event},
    routing::{get, post},
};
use clap::Parser;
use futures::{StreamExt, stream};
use serde_json::{Value, json};
use server::{
    cli::Cli,
    config::Config,
    layers::{client_addr::ClientAddr, request_id::RequestId, security_headers::CspNonce},
};
use tokio::sync::Notify;

/// The configuration that the given variables make, without the prefix.
pub fn config(variables: &[(&str, &str)]) -> Config {
    let variables: HashMap<String, String> =
        variables.iter().map(|(name, value)| (format!("GUILDHALL_{name}"), (*value).to_owned())).collect();
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    let cli = Cli::try_parse_from(["guildhall"]).expect("parses");
    Config::from_sources(&cli.settings, |name| variables.get(name).cloned(), Some(file.path())).expect("right")
}

/// Routes that show what the layers do. `/wait` answers after `gate` was opened once for it.
pub fn routes(gate: Arc<Notify>) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/api/v1/ok", get(|| async { "ok" }).post(|body: Bytes| async move { body.len().to_string() }))
        .route(
            "/api/v1/panic",
            get(|| async {
                if true {
                    panic!("canary-panic")
                }
            }),
        )
        .route("/api/v1/who", get(who))
        .route("/api/v1/large", get(|| async { Json(vec!["guildhall"; 1000]) }))
        .route("/api/v1/invalid", get(|| async { (http::StatusCode::BAD_REQUEST, Json(json!({"own": true}))) }))
        .route("/page", get(|Extension(nonce): Extension<CspNonce>| async move { Html(nonce.0.to_string()) }))
        .route(
            "/events",
            get(|| async { Sse::new(stream::iter([Ok::<_, Infallible>(Event::default().data("x".repeat(999)))])) }),
        )
        .route(
            "/stream",
            get(|| async {
                // A page that has sent its beginning and waits for the database.
                let beginning = stream::once(async { Ok::<_, Infallible>("<h1>guildhall</h1>".repeat(100)) });
                ([(http::header::CONTENT_TYPE, "text/html")], Body::from_stream(beginning.chain(stream::pending())))
            }),
        )
        .route("/csp-report", post(|| async { http::StatusCode::NO_CONTENT }))
        .route(
            "/wait",
            get(move || async move {
                tokio::time::timeout(Duration::from_secs(20), gate.notified()).await.map_or("too long", |()| "done")
            }),
        )
}

async fn who(Extension(id): Extension<RequestId>, Extension(client): Extension<ClientAddr>) -> Json<Value> {
    Json(json!({ "request_id": id.as_str(), "client": client.0.to_string(), "key": client.limiter_key().to_string() }))
}
