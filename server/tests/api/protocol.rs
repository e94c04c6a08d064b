//! What all calls share: media types, sizes, unknown paths and methods, request ids, encodings.

use serde_json::json;

use crate::{
    client::{Api, snapshot},
    world::{ORG, World},
};

#[tokio::test]
async fn bodies_are_read_strictly() {
    let w = World::new(Api::new("sqlite").await).await;
    let before = w.stored().await;
    let path = format!("/api/v1{ORG}/projects");
    let send = async |headers: &[(&str, &str)], body: &[u8]| w.owner.raw("POST", &path, headers, body.to_vec()).await;
    let json = ("content-type", "application/json");
    snapshot!("protocol-no-media-type", send(&[], b"{\"name\":\"x\"}").await);
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "multipart/form-data"] {
        let answer = send(&[("content-type", kind)], b"{\"name\":\"x\"}").await;
        assert_eq!(answer.verdict(), "415 unsupported_media_type", "{kind}");
    }
    let encoded = send(&[json, ("content-encoding", "gzip")], b"{\"name\":\"x\"}").await;
    assert_eq!(encoded.verdict(), "415 unsupported_media_type");
    snapshot!("protocol-malformed", send(&[json], b"{\"name\":").await);
    snapshot!("protocol-empty", send(&[json], b"").await);
    snapshot!("protocol-wrong-type", send(&[json], b"{\"name\":[1]}").await);
    snapshot!("protocol-missing", send(&[json], b"{}").await);
    snapshot!("protocol-unknown-field", send(&[json], b"{\"name\":\"x\",\"org_id\":\"org_1\"}").await);
    snapshot!("protocol-twice", send(&[json], b"{\"name\":\"x\",\"name\":\"y\"}").await);
    snapshot!("protocol-nul", send(&[json], b"{\"name\":\"a\\u0000\"}").await);
    assert_eq!(send(&[json], b"{\"name\":\"\xff\"}").await.verdict(), "400 invalid_request");
    let deep = "[".repeat(5000);
    assert_eq!(send(&[json], deep.as_bytes()).await.verdict(), "400 invalid_request");
    let large = format!("{{\"name\":\"x\",\"description\":\"{}\"}}", "x".repeat(256 * 1024));
    snapshot!("protocol-too-large", send(&[json], large.as_bytes()).await);
    assert_eq!(w.stored().await, before, "nothing was stored");
    let spelled = send(&[("content-type", "Application/JSON; charset=utf-8")], b"{\"name\":\"x\"}").await;
    assert_eq!(spelled.status, 201);
    w.api.t.finish().await;
}

#[tokio::test]
async fn a_malformed_body_without_a_credential_is_a_matter_of_the_credential() {
    let api = Api::new("sqlite").await;
    let answer = api.anonymous().send("POST", "/api/v1/organizations", Some(&json!([]))).await;
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    snapshot!("protocol-unauthenticated", answer);
    api.t.finish().await;
}

#[tokio::test]
async fn queries_are_read_strictly() {
    let w = World::new(Api::new("sqlite").await).await;
    snapshot!("protocol-query-unknown", w.owner.get(&format!("{ORG}/members?colour=red")).await);
    snapshot!("protocol-query-malformed", w.owner.get(&format!("{ORG}/members?limit=many")).await);
    for query in
        ["limit=0", "limit=201", "limit=-1", "limit=1&limit=2", "search=%00", "include_total=maybe", "cursor=x"]
    {
        let answer = w.owner.get(&format!("{ORG}/members?{query}")).await;
        assert!(matches!(answer.status.as_u16(), 400 | 422), "{query}: {}", answer.verdict());
    }
    let foreign = w.owner.get(&format!("{ORG}/members?limit=1")).await.text("/next_cursor");
    let answer = w.owner.get(&format!("{ORG}/audit-events?cursor={foreign}")).await;
    assert!(matches!(answer.status.as_u16(), 400 | 422), "the cursor of another list: {}", answer.verdict());
    w.api.t.finish().await;
}

#[tokio::test]
async fn unknown_paths_and_methods_are_problems() {
    let api = Api::new("sqlite").await;
    snapshot!("protocol-unknown-path", api.anonymous().get("/nowhere").await);
    let answer = api.anonymous().send("PUT", "/api/v1/permissions", Some(&json!({}))).await;
    assert_eq!(answer.header("allow"), "GET,HEAD");
    snapshot!("protocol-wrong-method", answer);
    for path in ["/api/v1", "/api/v1/", "/api/v1/organizations/", "/api/v1//me", "/api/v2/me", "/api/nothing"] {
        let answer = api.anonymous().send("GET", path, None).await;
        assert_eq!(answer.verdict(), "404 not_found", "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
    }
    api.t.finish().await;
}

#[tokio::test]
async fn malformed_ids_name_nothing() {
    for engine in ["sqlite", "postgres"] {
        let w = World::new(Api::new(engine).await).await;
        for id in ["x", "%00", "%ff", "..%2f..", "org_1", "%F0%9F%A6%80", &"9".repeat(4000)] {
            for path in [
                format!("/organizations/{id}"),
                format!("{ORG}/members/{id}"),
                format!("{ORG}/roles/{id}"),
                format!("{ORG}/projects/{id}"),
                format!("{ORG}/api-keys/{id}"),
                format!("/invitations/{id}"),
            ] {
                assert_eq!(w.owner.get(&path).await.verdict(), "404 not_found", "{path}");
            }
            for path in
                [format!("{ORG}/invitations/{id}"), format!("{ORG}/join-codes/{id}"), format!("/me/tokens/{id}")]
            {
                assert_eq!(w.owner.delete(&path).await.verdict(), "404 not_found", "{path}");
            }
        }
        // Whoever lacks the permission hears of that first, whatever the id looks like.
        assert_eq!(w.member.get(&format!("{ORG}/api-keys/x")).await.verdict(), "403 permission_denied");
        assert_eq!(w.api.anonymous().get(&format!("{ORG}/api-keys/x")).await.verdict(), "401 unauthenticated");
        w.api.t.finish().await;
    }
}

#[tokio::test]
async fn every_answer_names_its_request() {
    let api = Api::new("sqlite").await;
    let answer = api.anonymous().with("x-request-id", "mine-1").get("/me").await;
    assert_eq!((answer.header("x-request-id"), answer.text("/request_id").as_str()), ("mine-1", "mine-1"));
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("cache-control"), "no-store");
    api.t.finish().await;
}
