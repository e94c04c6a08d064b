//! Every layer, around routes of the test's own, without a connection.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo};
use futures::StreamExt;
use http::{HeaderMap, Request, StatusCode};
use serde_json::Value;
use server::{layers::shed::InFlight, router::with_layers};
use tokio::sync::Notify;
use tower::ServiceExt;

const HOST: &str = "127.0.0.1:3000";

fn app_with(variables: &[(&str, &str)], in_flight: usize, gate: Arc<Notify>) -> Router {
    with_layers(crate::common::routes(gate), &crate::common::config(variables), InFlight::new(in_flight))
        .expect("a router")
}

fn app() -> Router {
    app_with(&[], 100, Arc::new(Notify::new()))
}

fn request(method: &str, path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if !headers.iter().any(|(name, _)| *name == "host") {
        request = request.header("host", HOST);
    }
    headers
        .iter()
        .fold(request, |request, (name, value)| request.header(*name, *value))
        .body(Body::empty())
        .expect("a request")
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().expect("text")).unwrap_or_default()
    }
}

async fn send(app: &Router, request: Request<Body>) -> Answer {
    let response = app.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.expect("a body").to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}

#[tokio::test]
async fn every_answer_carries_the_request_id() {
    let app = app();
    let own = send(&app, request("GET", "/api/v1/who", &[("x-request-id", "mine-1.2_3")])).await;
    assert_eq!(own.header("x-request-id"), "mine-1.2_3");
    assert_eq!(own.json()["request_id"], "mine-1.2_3");

    let fresh = send(&app, request("GET", "/api/v1/who", &[("x-request-id", "not <plain>")])).await;
    let id = fresh.header("x-request-id");
    assert_eq!((id.len(), fresh.json()["request_id"].as_str()), (36, Some(id)));

    for (path, host) in [("/nowhere", HOST), ("/api/v1/panic", HOST), ("/api/v1/ok", "evil.example")] {
        let answer = send(&app, request("GET", path, &[("x-request-id", "r1"), ("host", host)])).await;
        assert_eq!(answer.header("x-request-id"), "r1", "{path}");
        assert_eq!(answer.json()["request_id"], "r1", "{path}");
    }
}

#[tokio::test]
async fn only_trusted_proxies_name_the_client() {
    let app = app_with(&[("TRUSTED_PROXIES", "10.0.0.0/8")], 100, Arc::new(Notify::new()));
    for (peer, client) in [("10.1.2.3:5", "2a02:1:2:3:4::5"), ("203.0.113.9:5", "203.0.113.9")] {
        let mut request = request("GET", "/api/v1/who", &[("x-forwarded-for", "198.51.100.1, 2a02:1:2:3:4::5")]);
        request.extensions_mut().insert(ConnectInfo(peer.parse::<SocketAddr>().expect("an address")));
        let answer = send(&app, request).await;
        assert_eq!(answer.json()["client"], client);
        let key = if client.contains(':') { "2a02:1:2:3::" } else { client };
        assert_eq!(answer.json()["key"], key);
    }
}

#[tokio::test]
async fn pages_get_a_policy_with_a_fresh_nonce() {
    let app = app();
    let (first, second) =
        (send(&app, request("GET", "/page", &[])).await, send(&app, request("GET", "/page", &[])).await);
    let nonce = String::from_utf8(first.body.clone()).expect("text");
    assert_eq!(nonce.len(), 22);
    assert_ne!(first.body, second.body);
    insta::assert_snapshot!(first.header("content-security-policy").replace(&nonce, "N"), @"default-src 'none'; script-src 'nonce-N' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self' 'nonce-N'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-src 'none'; frame-ancestors 'none'; report-to csp");
    assert_eq!(first.header("reporting-endpoints"), "csp=\"/csp-report\"");
    assert_eq!(first.header("x-frame-options"), "DENY");
    assert_eq!(first.header("strict-transport-security"), "", "not on http");

    let secure = app_with(&[("PUBLIC_URL", "https://hall.example.com")], 100, Arc::new(Notify::new()));
    let page = send(&secure, request("GET", "/page", &[("host", "hall.example.com")])).await;
    assert!(page.header("content-security-policy").contains("upgrade-insecure-requests; report-to csp"));
    assert_eq!(page.header("strict-transport-security"), "max-age=63072000; includeSubDomains");
}

#[tokio::test]
async fn everything_else_gets_a_policy_that_allows_nothing() {
    for path in ["/api/v1/ok", "/nowhere", "/api/v1/panic"] {
        let answer = send(&app(), request("GET", path, &[])).await;
        assert_eq!(answer.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(answer.header("permissions-policy").starts_with("camera=()"));
    }
}

#[tokio::test]
async fn errors_without_a_body_become_problem_documents() {
    let app = app();
    let missing = send(&app, request("GET", "/api/v1/nowhere", &[])).await;
    assert_eq!((missing.status, missing.header("content-type")), (StatusCode::NOT_FOUND, "application/problem+json"));
    assert_eq!(missing.json()["type"], "https://guildhall.dev/problems/not_found");

    let method = send(&app, request("DELETE", "/api/v1/ok", &[])).await;
    assert_eq!((method.status, method.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD,POST"));
    assert_eq!(method.json()["code"], "method_not_allowed");

    let panic = send(&app, request("GET", "/api/v1/panic", &[])).await;
    assert_eq!((panic.status, &panic.json()["code"]), (StatusCode::INTERNAL_SERVER_ERROR, &"internal".into()));
    assert!(!String::from_utf8_lossy(&panic.body).contains("canary"));

    let own = send(&app, request("GET", "/api/v1/invalid", &[])).await;
    assert_eq!(own.json(), serde_json::json!({ "own": true }), "an answer of a handler is left alone");
}

#[tokio::test]
async fn other_hosts_are_refused() {
    let app = app();
    for host in [HOST, "localhost:3000", "LOCALHOST:3000"] {
        assert_eq!(send(&app, request("GET", "/api/v1/ok", &[("host", host)])).await.status, StatusCode::OK, "{host}");
    }
    for host in ["evil.example", "127.0.0.1", "127.0.0.1:3001", "localhost:3000.evil.example", ""] {
        let answer = send(&app, request("GET", "/api/v1/ok", &[("host", host)])).await;
        assert_eq!(
            (answer.status, &answer.json()["code"]),
            (StatusCode::MISDIRECTED_REQUEST, &"misdirected_request".into())
        );
    }
    let absolute = send(&app, request("GET", "http://evil.example/api/v1/ok", &[])).await;
    assert_eq!(absolute.status, StatusCode::MISDIRECTED_REQUEST);
    let twice = send(&app, request("GET", "/api/v1/ok", &[("host", HOST), ("host", "evil.example")])).await;
    assert_eq!(twice.status, StatusCode::MISDIRECTED_REQUEST);
    let none = Request::get("/api/v1/ok").body(Body::empty()).expect("a request");
    assert_eq!(send(&app, none).await.status, StatusCode::MISDIRECTED_REQUEST);
    let forwarded = [("x-forwarded-host", "evil.example"), ("forwarded", "host=evil.example")];
    assert_eq!(send(&app, request("GET", "/api/v1/ok", &forwarded)).await.status, StatusCode::OK, "it has no effect");
    assert_eq!(send(&app, request("GET", "/healthz", &[("host", "10.0.0.7:3000")])).await.status, StatusCode::OK);

    let behind = app_with(&[("PUBLIC_URL", "https://hall.example.com")], 100, Arc::new(Notify::new()));
    for host in ["hall.example.com", "hall.example.com:443"] {
        assert_eq!(send(&behind, request("GET", "/api/v1/ok", &[("host", host)])).await.status, StatusCode::OK);
    }
    let open = [("PUBLIC_URL", "https://hall.example.com"), ("ADDR", "0.0.0.0:3000")];
    let open = app_with(&open, 100, Arc::new(Notify::new()));
    assert_eq!(send(&open, request("GET", "/api/v1/ok", &[])).await.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn writes_from_other_sites_are_refused() {
    let cookie = ("cookie", "sid=1");
    let refused: [&[(&str, &str)]; 5] = [
        &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://evil.example")],
        &[("origin", "null"), cookie],
        &[cookie],
    ];
    for headers in refused {
        let answer = send(&app(), request("POST", "/api/v1/ok", headers)).await;
        assert_eq!(
            (answer.status, &answer.json()["code"]),
            (StatusCode::FORBIDDEN, &"cross_site_request".into()),
            "{headers:?}"
        );
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    let accepted: [&[(&str, &str)]; 6] = [
        &[],
        &[cookie, ("sec-fetch-site", "same-origin")],
        &[cookie, ("origin", "http://127.0.0.1:3000")],
        &[("sec-fetch-site", "none")],
        &[cookie, ("authorization", "Bearer x")],
        &[("authorization", "Bearer x")],
    ];
    for headers in accepted {
        assert_eq!(send(&app(), request("POST", "/api/v1/ok", headers)).await.status, StatusCode::OK, "{headers:?}");
    }
    assert_eq!(send(&app(), request("GET", "/api/v1/ok", &[cookie])).await.status, StatusCode::OK);
    let report = request("POST", "/csp-report", &[("sec-fetch-site", "cross-site"), ("origin", "null"), cookie]);
    assert_eq!(send(&app(), report).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn sizes_are_bounded() {
    let app = app();
    let status = async |request| send(&app, request).await.status;
    let long = format!("/api/v1/ok?q={}", "x".repeat(8200));
    assert_eq!(status(request("GET", &long, &[])).await, StatusCode::URI_TOO_LONG);
    let many: Vec<(&str, &str)> = std::iter::repeat_n(("x-many", "1"), 101).collect();
    assert_eq!(status(request("GET", "/api/v1/ok", &many)).await, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    let large = "x".repeat(33 * 1024);
    assert_eq!(
        status(request("GET", "/api/v1/ok", &[("x-large", &large)])).await,
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE
    );
    let announced = request("POST", "/api/v1/ok", &[("content-length", "99999999")]);
    assert_eq!(status(announced).await, StatusCode::PAYLOAD_TOO_LARGE);
    let packed = request("POST", "/api/v1/ok", &[("content-encoding", "gzip")]);
    assert_eq!(status(packed).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);

    for (length, expected) in [(256 * 1024, StatusCode::OK), (256 * 1024 + 1, StatusCode::PAYLOAD_TOO_LARGE)] {
        let body = Body::from(vec![b'x'; length]);
        let request = Request::post("/api/v1/ok").header("host", HOST).body(body).expect("a request");
        let answer = send(&app, request).await;
        assert_eq!(answer.status, expected, "{length}");
        if expected != StatusCode::OK {
            assert_eq!(answer.header("content-type"), "application/problem+json", "not axum's plain text");
            assert_eq!(answer.json()["code"], "payload_too_large");
        }
    }
}

#[tokio::test]
async fn json_and_pages_are_compressed_and_events_are_not() {
    let app = app();
    for (accept, encoding) in [("br", "br"), ("gzip", "gzip"), ("gzip, br", "br"), ("identity", "")] {
        let answer = send(&app, request("GET", "/api/v1/large", &[("accept-encoding", accept)])).await;
        assert_eq!(answer.header("content-encoding"), encoding);
        assert_eq!(answer.body.len() < 1000, !encoding.is_empty());
    }
    let events = send(&app, request("GET", "/events", &[("accept-encoding", "br, gzip")])).await;
    assert_eq!((events.status, events.header("content-encoding")), (StatusCode::OK, ""));
}

#[tokio::test]
async fn the_beginning_of_a_compressed_page_does_not_wait_for_its_end() {
    for encoding in ["br", "gzip"] {
        let request = request("GET", "/stream", &[("accept-encoding", encoding)]);
        let response = app().oneshot(request).await.expect("an answer");
        assert_eq!(response.headers()["content-encoding"], encoding);
        let mut chunks = response.into_body().into_data_stream();
        let mut received = 0;
        let until_silence = async {
            while let Some(Ok(chunk)) = chunks.next().await {
                received += chunk.len();
            }
        };
        assert!(tokio::time::timeout(Duration::from_millis(300), until_silence).await.is_err(), "the page goes on");
        assert!(received > 20, "{encoding}: {received} bytes came");
    }
}

#[tokio::test]
async fn load_above_the_limit_is_shed_and_probes_are_not() {
    let gate = Arc::new(Notify::new());
    let app = app_with(&[], 1, Arc::clone(&gate));
    let inside = tokio::spawn({
        let app = app.clone();
        async move { send(&app, request("GET", "/wait", &[])).await }
    });
    let shed = loop {
        // Until the first request is inside, this one is served.
        let answer = send(&app, request("GET", "/api/v1/ok", &[])).await;
        if answer.status != StatusCode::OK {
            break answer;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!((shed.status, shed.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "1"));
    assert_eq!(shed.json()["code"], "overloaded");
    assert_eq!(send(&app, request("GET", "/healthz", &[])).await.status, StatusCode::OK);
    gate.notify_one();
    assert_eq!(inside.await.expect("not cancelled").body, b"done");
    assert_eq!(send(&app, request("GET", "/api/v1/ok", &[])).await.status, StatusCode::OK, "normal again");
}

#[tokio::test]
async fn a_page_counts_as_load_until_its_last_byte() {
    let app = app_with(&[], 1, Arc::new(Notify::new()));
    let page = app.clone().oneshot(request("GET", "/page", &[])).await.expect("an answer");
    assert_eq!(send(&app, request("GET", "/api/v1/ok", &[])).await.status, StatusCode::SERVICE_UNAVAILABLE);
    drop(page);
    let events = app.clone().oneshot(request("GET", "/events", &[])).await.expect("an answer");
    assert_eq!(send(&app, request("GET", "/api/v1/ok", &[])).await.status, StatusCode::OK);
    drop(events);
}
