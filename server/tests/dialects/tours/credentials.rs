//! Who may call at all, in which order faults are reported, and answers that no handler wrote.

use serde_json::json;

use super::{on_both, tape::Tape};
use crate::client::HOST;

#[tokio::test]
async fn credentials_and_the_order_of_checks() {
    on_both(|w| async move {
        let mut tape = Tape::default();
        let (anybody, wrong) = (w.api.anonymous(), w.api.bearer("ut_no.such.token"));
        let (_, sam) = w.api.person("Sam").await;
        let bad = Some("{");
        let role = "PATCH /api/organizations/roles/0199d7a8-c1f2-7c4e-9a53-b6d0e8f41c22";
        tape.raw(("anybody", &anybody), role, bad).await;
        tape.raw(("wrong", &wrong), role, bad).await;
        tape.raw(("nowhere", &sam), role, bad).await;
        tape.raw(("member", &w.mia), role, bad).await;
        tape.raw(("admin", &w.adam), role, bad).await;
        tape.raw(("admin", &w.adam), role, Some("[]")).await;
        tape.raw(("admin", &w.adam), role, Some(r#"{"name":7}"#)).await;
        tape.raw(("admin", &w.adam), role, Some(r#"{"name":"No!","permissions":["x"]}"#)).await;
        tape.call(("admin", &w.adam), "PATCH /api/organizations/roles/no-id", Some(json!({}))).await;
        let elsewhere = w.mia.clone().with("x-organization-id", "0199d7a8-c1f2-7c4e-9a53-b6d0e8f41c22");
        tape.call(("elsewhere", &elsewhere), "GET /api/organizations/me", None).await;
        let malformed = w.mia.clone().with("x-organization-id", "harbor-tours");
        tape.call(("malformed", &malformed), "GET /api/organizations/me", None).await;

        let expires = json!({ "name": "short", "expiresAt": "2026-11-24T13:00:00Z" });
        let short = tape.call(("ana", &w.ana), "POST /api/api-keys", Some(expires)).await;
        let key = w.api.bearer(&short.text("/key"));
        for call in
            ["GET /api/api-keys", "POST /api/api-keys", "GET /api/organizations", "POST /api/invitations/x/accept"]
        {
            tape.raw(("key", &key), call, None).await;
        }
        w.api.t.clock.advance(2 * contract::time::HOUR);
        tape.call(("expired", &key), "GET /api/organizations/me", None).await;
        tape.call(("ana", &w.ana), "GET /api/api-keys", None).await;

        for call in [
            "GET /api/organizations/me/nothing",
            "GET /api/organizations/",
            "PUT /api/organizations/me",
            "DELETE /api/organizations/members",
            "GET /api/invitations",
            "GET /api/api-keys/a/b",
        ] {
            tape.call(("ana", &w.ana), call, None).await;
        }
        let long = format!(r#"{{"name":"{}"}}"#, "a".repeat(1024 * 1024));
        tape.raw(("ana", &w.ana), "PATCH /api/organizations/me", Some(&long)).await;
        tape.end("tours-credentials");
        w.api
    })
    .await;
}

#[tokio::test]
async fn the_session_cookie_is_a_session_and_must_come_from_this_site() {
    on_both(|w| async move {
        let mut tape = Tape::default();
        let anybody = w.api.anonymous();
        let account = json!({ "email": "cora@example.com", "name": "Cora", "password": "a short sentence is good" });
        anybody.post("/users", account).await.ok();
        let signed_in = json!({ "email": "cora@example.com", "password": "a short sentence is good" });
        let answer = anybody.post("/sessions", signed_in).await;
        assert_eq!(answer.status, 201);
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        let cora = anybody.with("cookie", &cookie);
        cora.clone()
            .with("origin", &format!("http://{HOST}"))
            .post("/organizations", json!({ "name": "Cora's" }))
            .await
            .ok();
        tape.call(("cookie", &cora), "GET /api/organizations/me", None).await;
        let name = Some(json!({ "name": "Zapier" }));
        tape.call(("cookie without origin", &cora), "POST /api/api-keys", name.clone()).await;
        let foreign = cora.clone().with("origin", "https://evil.example");
        tape.call(("cookie from elsewhere", &foreign), "POST /api/api-keys", name.clone()).await;
        let own = cora.with("origin", &format!("http://{HOST}"));
        tape.call(("cookie", &own), "POST /api/api-keys", name).await;
        tape.end("tours-cookie");
        w.api
    })
    .await;
}
