//! Accounts, sessions, and what a user sees of itself.

use serde_json::json;

use crate::client::{Api, Client, on_both, snapshot};

const PASSWORD: &str = "a long and quiet sentence";

async fn sign_up(api: &Api, email: &str, name: &str) -> serde_json::Value {
    api.anonymous().post("/users", json!({ "email": email, "password": PASSWORD, "name": name })).await.ok()
}

/// Signs in and gives a client with the cookie, as a browser on the same origin sends it.
async fn browser(api: &Api, email: &str, password: &str) -> Client {
    let answer = api.anonymous().post("/sessions", json!({ "email": email, "password": password })).await;
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    answer.ok();
    api.anonymous().with("cookie", &cookie).with("origin", "http://127.0.0.1:3000")
}

async fn mailed_token(api: &Api, to: &str, kind: &str) -> String {
    let outbox =
        api.bearer(crate::client::ADMIN_TOKEN).send("GET", &format!("/admin/v1/outbox?to={to}"), None).await.ok();
    let messages = outbox["messages"].as_array().unwrap();
    let message = messages.iter().rev().find(|message| message["kind"] == kind).unwrap();
    message["token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_account_is_made_verified_and_used() {
    on_both(|api| async move {
        let nobody = api.anonymous();
        let body = json!({ "email": "Ana@Example.com", "password": PASSWORD, "name": "Ana" });
        snapshot!("identity-sign-up", nobody.post("/users", body.clone()).await);
        assert_eq!(nobody.post("/users", body).await.status, 201, "a known address gets the same-looking answer");
        let weak = json!({ "email": "nowhere", "password": "short", "name": " " });
        snapshot!("identity-sign-up-invalid", nobody.post("/users", weak).await);

        let token = mailed_token(&api, "ana@example.com", "verify_email").await;
        assert_eq!(nobody.act(&format!("/email-verifications/{token}")).await.status, 204);
        snapshot!("identity-verify-again", nobody.act(&format!("/email-verifications/{token}")).await);

        let wrong = json!({ "email": "ana@example.com", "password": "not the password at all" });
        let unknown = json!({ "email": "bob@example.com", "password": "not the password at all" });
        let wrong = nobody.post("/sessions", wrong).await;
        assert_eq!(wrong.bytes, nobody.post("/sessions", unknown).await.bytes, "unknown addresses cannot be told");
        assert_eq!(wrong.header("www-authenticate"), "Bearer");
        snapshot!("identity-sign-in-wrong", wrong);

        let right = nobody.post("/sessions", json!({ "email": "ana@example.com", "password": PASSWORD })).await;
        let cookie = right.header("set-cookie").to_owned();
        for part in ["sid=", "HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        snapshot!("identity-sign-in", right);
        let ana = browser(&api, "ana@example.com", PASSWORD).await;
        snapshot!("identity-me", ana.get("/me").await);
        snapshot!("identity-rename", ana.patch("/me", json!({ "name": "Ana Alba" })).await);
        let out = ana.delete("/sessions/current").await;
        assert_eq!((out.status.as_u16(), out.header("clear-site-data")), (204, "\"cache\", \"cookies\", \"storage\""));
        assert_eq!(ana.get("/me").await.verdict(), "401 unauthenticated");
        api
    })
    .await;
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_the_mailed_link() {
    on_both(|api| async move {
        sign_up(&api, "ana@example.com", "Ana").await;
        let nobody = api.anonymous();
        let known = nobody.post("/password-resets", json!({ "email": "ana@example.com" })).await;
        let unknown = nobody.post("/password-resets", json!({ "email": "bob@example.com" })).await;
        assert_eq!((known.status.as_u16(), &known.bytes), (202, &unknown.bytes));
        let token = mailed_token(&api, "ana@example.com", "reset_password").await;
        let path = format!("/password-resets/{token}");
        snapshot!("identity-reset-weak", nobody.post(&path, json!({ "password": "short" })).await);
        let old = browser(&api, "ana@example.com", PASSWORD).await;
        assert_eq!(nobody.post(&path, json!({ "password": "another long sentence of mine" })).await.status, 204);
        assert_eq!(old.get("/me").await.verdict(), "401 unauthenticated", "every session has ended");
        assert_eq!(nobody.post(&path, json!({ "password": PASSWORD })).await.verdict(), "404 not_found");
        browser(&api, "ana@example.com", "another long sentence of mine").await;
        api
    })
    .await;
}

#[tokio::test]
async fn a_sensitive_step_asks_for_the_password_again() {
    on_both(|api| async move {
        sign_up(&api, "ana@example.com", "Ana").await;
        let old = browser(&api, "ana@example.com", PASSWORD).await;
        api.t.clock.advance(16 * contract::time::MINUTE);
        snapshot!("identity-stale-step", old.post("/me/tokens", json!({ "name": "laptop" })).await);
        let path = "/sessions/current/reauthenticate";
        snapshot!("identity-reauthenticate-wrong", old.post(path, json!({ "password": "not the password" })).await);
        let answer = old.post(path, json!({ "password": PASSWORD })).await;
        assert_eq!(answer.status, 204);
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        assert_eq!(old.get("/me").await.verdict(), "401 unauthenticated", "a copied cookie gains nothing");
        let new = api.anonymous().with("cookie", &cookie).with("origin", "http://127.0.0.1:3000");
        assert_eq!(new.post("/me/tokens", json!({ "name": "laptop" })).await.status, 201);
        assert_eq!(api.anonymous().post(path, json!({ "password": PASSWORD })).await.verdict(), "401 unauthenticated");
        api
    })
    .await;
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    on_both(|api| async move {
        sign_up(&api, "ana@example.com", "Ana").await;
        let here = browser(&api, "ana@example.com", PASSWORD).await;
        let there = browser(&api, "ana@example.com", PASSWORD).await;
        let list = here.get("/me/sessions").await.ok();
        let sessions = list["data"].as_array().unwrap();
        assert_eq!((sessions.len(), list["next_cursor"].is_null()), (2, true));
        let other = sessions.iter().find(|session| session["current"] == false).unwrap();
        let path = format!("/me/sessions/{}", other["id"].as_str().unwrap());
        assert_eq!(here.delete(&path).await.status, 204);
        assert_eq!(there.get("/me").await.verdict(), "401 unauthenticated");
        snapshot!("identity-session-gone", here.delete(&path).await);
        let there = browser(&api, "ana@example.com", PASSWORD).await;
        assert_eq!(here.delete("/me/sessions").await.status, 204);
        assert_eq!((here.get("/me").await.status.as_u16(), there.get("/me").await.status.as_u16()), (200, 401));

        let change = json!({ "current_password": "not the password at all", "new_password": "yet another sentence" });
        snapshot!("identity-password-wrong", here.post("/me/password", change).await);
        let there = browser(&api, "ana@example.com", PASSWORD).await;
        let change = json!({ "current_password": PASSWORD, "new_password": "yet another sentence" });
        let changed = here.post("/me/password", change).await;
        assert_eq!(changed.status, 204);
        let cookie = changed.header("set-cookie").split(';').next().unwrap().to_owned();
        let renewed = api.anonymous().with("cookie", &cookie).with("origin", "http://127.0.0.1:3000");
        let answers = [renewed.get("/me").await, here.get("/me").await, there.get("/me").await];
        assert_eq!(
            answers.map(|answer| answer.status.as_u16()),
            [200, 401, 401],
            "the old cookies are dead, copies too"
        );
        api
    })
    .await;
}

#[tokio::test]
async fn a_cookie_counts_on_the_same_origin_only_and_a_bearer_credential_before_it() {
    on_both(|api| async move {
        sign_up(&api, "ana@example.com", "Ana").await;
        let ana = browser(&api, "ana@example.com", PASSWORD).await;
        let (bob, _) = api.person("Bob").await;
        let both = ana.clone().with("authorization", &format!("Bearer {}", bob.token));
        assert_eq!(both.get("/me").await.text("/user/name"), "Bob");
        let broken = ana.clone().with("authorization", "Bearer gibberish");
        assert_eq!(broken.get("/me").await.verdict(), "401 unauthenticated", "there is no way back to the cookie");
        let foreign = ana.clone().without("origin").with("origin", "https://evil.example");
        snapshot!("identity-cross-site", foreign.patch("/me", json!({ "name": "Mallory" })).await);
        let unmarked = ana.clone().without("origin").patch("/me", json!({ "name": "Mallory" })).await;
        assert_eq!(unmarked.verdict(), "403 cross_site_request", "no browser leaves out where it comes from");
        assert_eq!(ana.get("/me").await.text("/user/name"), "Ana");
        api
    })
    .await;
}

#[tokio::test]
async fn personal_tokens_act_as_their_owner_until_revoked() {
    on_both(|api| async move {
        let (_, ana) = api.person("Ana").await;
        let (_, bob) = api.person("Bob").await;
        let created = ana.post("/me/tokens", json!({ "name": "laptop" })).await;
        snapshot!("identity-token-created", created);
        let token = api.bearer(&created.text("/secret"));
        assert_eq!(token.get("/me").await.text("/user/name"), "Ana");
        let past = json!({ "name": "late", "expires_at": "2020-01-01T00:00:00Z" });
        snapshot!("identity-token-past", ana.post("/me/tokens", past).await);
        snapshot!("identity-tokens", ana.get("/me/tokens").await);
        let path = format!("/me/tokens/{}", created.text("/id"));
        assert_eq!(bob.delete(&path).await.verdict(), "404 not_found");
        assert_eq!(ana.delete(&path).await.status, 204);
        assert_eq!(token.get("/me").await.verdict(), "401 unauthenticated");
        api
    })
    .await;
}
