//! The administration surface.

use serde_json::json;

use crate::client::{ADMIN_TOKEN, Api, Client, HOST, on_both, router, snapshot};

#[tokio::test]
async fn the_administrator_makes_users_and_their_tokens() {
    on_both(|api| async move {
        let admin = api.bearer(ADMIN_TOKEN);
        let body = json!({ "id": "ana", "email": "Ana@Example.com", "name": "Ana", "superAdmin": true, "ignored": 1 });
        snapshot!("admin-create-user", admin.send("POST", "/admin/v1/users", Some(&body)).await);
        snapshot!("admin-create-user-again", admin.send("POST", "/admin/v1/users", Some(&body)).await);
        let wrong = json!({ "email": "nowhere" });
        snapshot!("admin-create-user-invalid", admin.send("POST", "/admin/v1/users", Some(&wrong)).await);
        snapshot!("admin-create-user-malformed", admin.send("POST", "/admin/v1/users", Some(&json!([]))).await);
        let minted = admin.send("POST", "/admin/v1/users/ana/tokens", Some(&json!({ "ttlSeconds": 60 }))).await;
        snapshot!("admin-create-token", minted);
        let ana = api.bearer(&minted.text("/token"));
        assert_eq!(ana.get("/me").await.ok()["super_admin"], true);
        api.t.clock.advance(61 * contract::time::SECOND);
        assert_eq!(ana.get("/me").await.verdict(), "401 unauthenticated");
        let nobody = admin.send("POST", "/admin/v1/users/bob/tokens", Some(&json!({}))).await;
        snapshot!("admin-create-token-unknown", nobody);
        api
    })
    .await;
}

#[tokio::test]
async fn the_outbox_holds_the_mailed_tokens() {
    on_both(|api| async move {
        let (_, olga) = api.person("Olga").await;
        olga.post("/organizations", json!({ "name": "Harbor Labs" })).await.ok();
        for email in ["ivan@example.com", "ines@example.com"] {
            olga.post("/organizations/harbor-labs/invitations", json!({ "email": email })).await.ok();
        }
        let admin = api.bearer(ADMIN_TOKEN);
        snapshot!("admin-outbox", admin.send("GET", "/admin/v1/outbox?to=ivan@example.com", None).await);
        let all = admin.send("GET", "/admin/v1/outbox", None).await.ok();
        let to: Vec<&str> =
            all["messages"].as_array().unwrap().iter().map(|message| message["to"].as_str().unwrap()).collect();
        assert_eq!(to, ["ivan@example.com", "ines@example.com"], "oldest first");
        api
    })
    .await;
}

#[tokio::test]
async fn the_administrator_sets_plans_and_what_runs_in_a_project() {
    on_both(|api| async move {
        let (_, olga) = api.person("Olga").await;
        let org = olga.post("/organizations", json!({ "name": "Harbor Labs" })).await.text("/id");
        let project = olga.post("/organizations/harbor-labs/projects", json!({ "name": "web" })).await.text("/id");
        let admin = api.bearer(ADMIN_TOKEN);
        let path = format!("/admin/v1/organizations/{org}");
        let pro = admin.send("PATCH", &path, Some(&json!({ "plan": "pro" }))).await.ok();
        assert_eq!(pro, json!({ "id": org, "plan": "pro" }));
        let same = admin.send("PATCH", &path, Some(&json!({}))).await.ok();
        assert_eq!(same["plan"], "pro");
        assert_eq!(olga.get("/organizations/harbor-labs").await.ok()["plan"], "pro");
        let wrong = admin.send("PATCH", &path, Some(&json!({ "plan": "gold" }))).await;
        snapshot!("admin-plan-unknown", wrong);
        let nowhere = format!("/admin/v1/organizations/org_{}", "1".repeat(32));
        assert_eq!(admin.send("PATCH", &nowhere, Some(&json!({ "plan": "pro" }))).await.status, 404);
        // Every spelling of an id is good.
        let bare = project.trim_start_matches("proj_");
        let path = format!("/admin/v1/projects/{bare}/resources");
        let body = json!({ "environmentCount": 2, "blueprintCount": 1 });
        assert_eq!(admin.send("PUT", &path, Some(&body)).await.ok(), body);
        let read = olga.get("/organizations/harbor-labs/projects/web").await.ok();
        assert_eq!((&read["environment_count"], &read["blueprint_count"]), (&json!(2), &json!(1)));
        let wrong = json!({ "environmentCount": -1, "blueprintCount": 0 });
        snapshot!("admin-resources-negative", admin.send("PUT", &path, Some(&wrong)).await);
        let missing = admin.send("PUT", &path, Some(&json!({ "environmentCount": 1 }))).await;
        assert_eq!(missing.status, 400);
        let nowhere = admin.send("PUT", "/admin/v1/projects/nowhere/resources", Some(&body)).await;
        assert_eq!(nowhere.status, 404);
        api
    })
    .await;
}

#[tokio::test]
async fn errors_have_the_form_of_the_surface() {
    let api = Api::new("sqlite").await;
    let unauthenticated = api.anonymous().send("GET", "/admin/v1/outbox", None).await;
    assert_eq!(unauthenticated.header("www-authenticate"), "Bearer");
    snapshot!("admin-unauthenticated", unauthenticated);
    let wrong = api.bearer(&ADMIN_TOKEN.to_uppercase()).send("GET", "/admin/v1/outbox", None).await;
    assert_eq!(wrong.status, 401);
    let admin = api.bearer(ADMIN_TOKEN);
    snapshot!("admin-unknown-path", admin.send("GET", "/admin/v1/nowhere", None).await);
    let method = admin.send("DELETE", "/admin/v1/outbox", None).await;
    assert_eq!(method.header("allow"), "GET,HEAD");
    snapshot!("admin-wrong-method", method);

    // Without a token in the configuration there is nothing here.
    let none = Client::of(router(&api.t.services, &[]), Some(""));
    for (method, path) in [("GET", "/admin/v1/outbox"), ("POST", "/admin/v1/users")] {
        assert_eq!(none.send(method, path, Some(&json!({}))).await.status, 404, "{path} on {HOST}");
    }
    api.t.finish().await;
}
