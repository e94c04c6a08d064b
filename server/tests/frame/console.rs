//! The whole server as it is built: pages, unknown addresses, probes.

use std::sync::Arc;

use axum::body::Body;
use http::{HeaderMap, Request, StatusCode, header};
use server::{
    assets::Assets,
    router::{AppState, build},
};
use service::testing::TestServices;
use tower::ServiceExt;

async fn get(path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, String) {
    let request = Request::get(path).header("host", "127.0.0.1:3000");
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    ask(request.body(Body::empty()).expect("a request")).await
}

async fn ask(request: Request<Body>) -> (StatusCode, HeaderMap, String) {
    let services = TestServices::new("sqlite", |_| {}).await;
    let config = Arc::new(crate::common::config(&[]));
    let app =
        build(&AppState { config, assets: Assets::embedded(), services: services.services.clone() }).expect("a router");
    let response = app.oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.expect("a body");
    services.finish().await;
    (parts.status, parts.headers, String::from_utf8_lossy(&body).into_owned())
}

#[tokio::test]
async fn a_page_is_rendered_with_the_nonce_of_its_policy_on_every_script() {
    let (_, headers, page) = get("/nowhere", &[("accept", "text/html")]).await;
    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
    let scripts: Vec<&str> =
        page.split("<script").skip(1).map(|rest| rest.split('>').next().unwrap_or_default()).collect();
    assert!(!scripts.is_empty(), "{page}");
    for script in scripts {
        assert!(script.contains(&format!("nonce=\"{nonce}\"")), "{script}");
    }
    assert!(page.contains("/pkg/") && page.contains("/guildhall.js"), "{page}");
}

#[tokio::test]
async fn the_theme_cookie_reaches_the_document() {
    let (_, _, dark) = get("/nowhere", &[("cookie", "theme=dark")]).await;
    assert!(dark.contains("data-theme=\"dark\""), "{dark}");
    let (_, _, system) = get("/nowhere", &[]).await;
    assert!(!system.contains("data-theme=\""), "{system}");
}

#[tokio::test]
async fn unknown_addresses_are_a_page_for_people_and_a_problem_for_programs() {
    let (status, headers, _) = get("/nowhere", &[]).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(headers[header::CONTENT_TYPE].to_str().expect("text").starts_with("text/html"));
    for path in ["/api/v1/nowhere", "/api", "/_fn/nowhere", "/pkg/0/guildhall.js", "/fonts/none.woff2"] {
        let (status, headers, _) = get(path, &[]).await;
        assert_eq!(
            (status, &headers[header::CONTENT_TYPE]),
            (StatusCode::NOT_FOUND, &"application/problem+json".parse().expect("a value")),
            "{path}"
        );
    }
}

#[tokio::test]
async fn probes_are_mounted() {
    for path in ["/healthz", "/readyz"] {
        assert_eq!(get(path, &[]).await.0, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_list_that_is_sent_without_scripts_is_answered_by_the_page_of_its_address() {
    let path = "/o/harbor/invitations/import";
    let (_, asked, _) = get(path, &[("accept", "text/html")]).await;
    let request = Request::post(path)
        .header("host", "127.0.0.1:3000")
        .header("origin", "http://127.0.0.1:3000")
        .header("accept", "text/html")
        .header("content-type", "application/x-www-form-urlencoded");
    let (status, sent, _) = ask(request.body(Body::from("list=a%40x.example")).expect("a request")).await;
    assert_eq!((status, &sent[header::LOCATION]), (StatusCode::FOUND, &asked[header::LOCATION]));
    assert!(sent[header::LOCATION].to_str().expect("text").starts_with("/sign-in?next="), "{sent:?}");
}
