//! Bad input for every call that takes a body: the documented error, and nothing is stored.

use serde_json::{Map, Value, json};

use crate::{
    client::{Api, Client},
    world::{ORG, World, stored},
};

/// A call with a body that would be right.
struct Write {
    method: &'static str,
    path: String,
    body: Value,
}

fn write(method: &'static str, path: impl Into<String>, body: Value) -> Write {
    Write { method, path: format!("/api/v1{}", path.into()), body }
}

fn writes(w: &World, key: &str) -> Vec<Write> {
    let long = "a long and quiet sentence";
    vec![
        write(
            "POST",
            "/users",
            json!({ "email": "n@example.com", "password": long, "name": "N", "invitation_token": "ivt_x" }),
        ),
        write("POST", "/sessions", json!({ "email": "n@example.com", "password": long })),
        write("POST", "/password-resets", json!({ "email": "n@example.com" })),
        write("POST", "/password-resets/none", json!({ "password": long })),
        write("PATCH", "/me", json!({ "name": "N" })),
        write("POST", "/me/password", json!({ "current_password": long, "new_password": long })),
        write("POST", "/me/tokens", json!({ "name": "N", "expires_at": "2027-01-01T00:00:00Z" })),
        write(
            "POST",
            "/organizations",
            json!({ "name": "N", "slug": "nnn", "billing_email": "n@example.com", "logo": "https://n.example/l.png", "timezone": "UTC" }),
        ),
        write(
            "PATCH",
            ORG,
            json!({ "name": "N", "billing_email": "n@example.com", "logo": "https://n.example/l.png", "timezone": "UTC", "metadata": { "a": "b" } }),
        ),
        write(
            "POST",
            format!("{ORG}/permissions/check"),
            json!({ "permission": "users.read", "user_id": w.member_id, "project": "default" }),
        ),
        write("PATCH", format!("{ORG}/members/{}", w.member_id), json!({ "role": "admin", "status": "suspended" })),
        write(
            "POST",
            format!("{ORG}/invitations"),
            json!({ "email": "n@example.com", "role": "member", "message": "Hi", "expires_in_days": 7 }),
        ),
        write(
            "POST",
            format!("{ORG}/join-codes"),
            json!({ "role": "member", "max_uses": 3, "expires_at": "2027-01-01T00:00:00Z", "email_domain": "example.com" }),
        ),
        write("POST", "/join", json!({ "code": "0000-0000" })),
        write(
            "POST",
            format!("{ORG}/roles"),
            json!({ "name": "n", "description": "N", "permissions": ["users.read"] }),
        ),
        write(
            "PATCH",
            format!("{ORG}/roles/target"),
            json!({ "name": "n", "description": "N", "permissions": ["users.read"] }),
        ),
        write("POST", format!("{ORG}/projects"), json!({ "name": "n", "description": "N" })),
        write("PATCH", format!("{ORG}/projects/default"), json!({ "name": "n", "description": "N" })),
        write(
            "POST",
            format!("{ORG}/api-keys"),
            json!({ "name": "n", "permissions": ["users.read"], "project": "default", "env": "live", "expires_at": "2027-01-01T00:00:00Z" }),
        ),
        write("PATCH", format!("{ORG}/api-keys/{key}"), json!({ "name": "n", "enabled": false })),
        write(
            "POST",
            "/api-keys/verify",
            json!({ "key": "ghk_live_x", "permission": "users.read", "project": "default" }),
        ),
    ]
}

/// Sends the body with each field replaced; `change` gives the replacement, or nothing to leave the field out of it.
async fn each_field(
    client: &Client,
    call: &Write,
    change: impl Fn(&Value) -> Option<Value>,
    expected: impl Fn(u16) -> bool,
    what: &str,
) {
    let fields = call.body.as_object().unwrap();
    for (name, value) in fields {
        let Some(bad) = change(value) else { continue };
        let mut body: Map<String, Value> = fields.clone();
        body.insert(name.clone(), bad);
        let answer = client.send(call.method, &call.path, Some(&body.into())).await;
        assert!(
            expected(answer.status.as_u16()),
            "{} {} with {what} in {name}: {} {}",
            call.method,
            call.path,
            answer.verdict(),
            answer.body
        );
        if !answer.status.is_success() {
            assert_eq!(answer.header("content-type"), "application/problem+json");
        }
    }
}

#[tokio::test]
async fn wrong_types_and_unknown_fields_are_refused_and_nothing_is_stored() {
    for engine in ["sqlite", "postgres"] {
        let w = World::new(Api::new(engine).await).await;
        let (key, _) = w.key("target", &[]).await;
        w.owner.post(&format!("{ORG}/roles"), json!({ "name": "target", "permissions": [] })).await.ok();
        let before = stored(&w.owner).await;
        for call in writes(&w, key["id"].as_str().unwrap()) {
            let wrong = |value: &Value| Some(if value.is_object() { json!(7) } else { json!([1]) });
            each_field(&w.owner, &call, wrong, |status| status == 400, "a wrong type").await;
            for field in ["id", "org_id", "organization_id", "user_id_", "super_admin", "created_at", "__proto__"] {
                let mut body = call.body.clone();
                body[field] = json!("org_0199d7a8c1f27c4e9a53b6d0e8f41c22");
                let answer = w.owner.send(call.method, &call.path, Some(&body)).await;
                assert_eq!(answer.verdict(), "400 unknown_field", "{} {} {field}", call.method, call.path);
            }
            for body in [json!(null), json!([]), json!("x"), json!(7), json!([call.body])] {
                let answer = w.owner.send(call.method, &call.path, Some(&body)).await;
                assert_eq!(answer.verdict(), "400 invalid_request", "{} {} {body}", call.method, call.path);
            }
        }
        assert_eq!(stored(&w.owner).await, before);
        w.api.t.finish().await;
    }
}

#[tokio::test]
async fn overlong_and_unprintable_texts_are_refused_and_nothing_is_stored() {
    for engine in ["sqlite", "postgres"] {
        let w = World::new(Api::new(engine).await).await;
        let (key, _) = w.key("target", &[]).await;
        w.owner.post(&format!("{ORG}/roles"), json!({ "name": "target", "permissions": [] })).await.ok();
        let before = stored(&w.owner).await;
        let refused = |status: u16| (400..500).contains(&status);
        for call in writes(&w, key["id"].as_str().unwrap()) {
            // Some calls answer a question; for those a strange text is a question with a plain answer.
            let question = call.path.ends_with("/verify") || call.path.ends_with("/check");
            let allowed = |status: u16| {
                refused(status) || question && status == 200 || call.path.ends_with("resets") && status == 202
            };
            let text = |bad: String| move |value: &Value| value.is_string().then(|| json!(bad));
            each_field(&w.owner, &call, text("x".repeat(10_000)), allowed, "10,000 characters").await;
            each_field(&w.owner, &call, text("a\u{0}b".to_owned()), |status| status == 422, "U+0000").await;
            each_field(&w.owner, &call, text("a\u{1b}b".to_owned()), allowed, "an escape character").await;
            let number = |value: &Value| value.is_number().then(|| json!(-1));
            each_field(&w.owner, &call, number, |status| status == 422, "a negative number").await;
            let huge = |value: &Value| value.is_number().then(|| json!(1e300));
            each_field(&w.owner, &call, huge, |status| status == 400, "a huge number").await;
        }
        assert_eq!(stored(&w.owner).await, before);
        w.api.t.finish().await;
    }
}

#[tokio::test]
async fn foreign_ids_are_not_found_and_nothing_is_stored() {
    for engine in ["sqlite", "postgres"] {
        let w = World::new(Api::new(engine).await).await;
        w.stranger.post("/organizations", json!({ "name": "Elsewhere" })).await.ok();
        let theirs = "/organizations/elsewhere";
        let invitation = w.stranger.post(&format!("{theirs}/invitations"), json!({ "email": "x@example.com" })).await;
        let code = w.stranger.post(&format!("{theirs}/join-codes"), json!({})).await;
        let project = w.stranger.post(&format!("{theirs}/projects"), json!({ "name": "ferry" })).await;
        let key = w.stranger.post(&format!("{theirs}/api-keys"), json!({ "name": "n", "permissions": [] })).await;
        w.stranger.post(&format!("{theirs}/roles"), json!({ "name": "pilot", "permissions": [] })).await.ok();
        let user = w.stranger.get("/me").await.text("/user/id");
        let before = stored(&w.owner).await;
        let calls = [
            ("GET", format!("{ORG}/members/{user}"), None),
            ("PATCH", format!("{ORG}/members/{user}"), Some(json!({ "role": "admin" }))),
            ("DELETE", format!("{ORG}/members/{user}"), None),
            ("DELETE", format!("{ORG}/invitations/{}", invitation.text("/id")), None),
            ("POST", format!("{ORG}/invitations/{}/resend", invitation.text("/id")), None),
            ("DELETE", format!("{ORG}/join-codes/{}", code.text("/id")), None),
            ("GET", format!("{ORG}/projects/{}", project.text("/id")), None),
            ("PATCH", format!("{ORG}/projects/{}", project.text("/id")), Some(json!({ "name": "mine" }))),
            ("DELETE", format!("{ORG}/projects/{}", project.text("/id")), None),
            ("GET", format!("{ORG}/api-keys/{}", key.text("/id")), None),
            ("PATCH", format!("{ORG}/api-keys/{}", key.text("/id")), Some(json!({ "enabled": false }))),
            ("DELETE", format!("{ORG}/api-keys/{}", key.text("/id")), None),
            ("GET", format!("{ORG}/roles/pilot"), None),
            ("PATCH", format!("{ORG}/roles/pilot"), Some(json!({ "permissions": [] }))),
            ("DELETE", format!("{ORG}/roles/pilot"), None),
        ];
        for (method, path, body) in calls {
            let answer = w.owner.send(method, &format!("/api/v1{path}"), body.as_ref()).await;
            assert_eq!(answer.verdict(), "404 not_found", "{method} {path}");
        }
        let bound = json!({ "name": "n", "permissions": ["projects.read"], "project": project.text("/id") });
        let bound = w.owner.post(&format!("{ORG}/api-keys"), bound).await;
        assert!(matches!(bound.status.as_u16(), 404 | 422), "{}", bound.verdict());
        let foreign_role =
            w.owner.post(&format!("{ORG}/invitations"), json!({ "email": "y@example.com", "role": "pilot" })).await;
        assert_eq!(foreign_role.verdict(), "422 validation_failed");
        assert_eq!(stored(&w.owner).await, before);
        let theirs: Vec<_> = w.stranger.get(&format!("{theirs}/api-keys?status=active")).await.ok()["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|key| key["name"].clone())
            .collect();
        assert_eq!(theirs, ["n"], "nothing of theirs was touched");
        w.api.t.finish().await;
    }
}
