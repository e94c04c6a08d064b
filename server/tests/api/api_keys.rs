//! API keys.

use serde_json::json;

use crate::{
    client::{ADMIN_TOKEN, snapshot},
    world::{ORG, in_both_worlds},
};

#[tokio::test]
async fn a_key_is_made_used_switched_and_revoked() {
    in_both_worlds(|w| async move {
        let path = format!("{ORG}/api-keys");
        let body = json!({ "name": "worker", "permissions": ["users.read", "apiKeys.list"], "env": "test" });
        let made = w.admin.post(&path, body).await;
        assert!(made.text("/key").starts_with("ghk_test_"));
        snapshot!("api-keys-create", made);
        let beyond = json!({ "name": "wrecker", "permissions": ["organization.delete"] });
        snapshot!("api-keys-create-beyond", w.admin.post(&path, beyond).await);
        let never = json!({ "name": "forever", "permissions": [], "expires_at": null });
        snapshot!("api-keys-create-never", w.admin.post(&path, never.clone()).await);
        assert!(w.owner.post(&path, never).await.ok()["expires_at"].is_null());
        let wrong = json!({ "name": "", "permissions": [], "project": "tram" });
        snapshot!("api-keys-create-invalid", w.admin.post(&path, wrong).await);
        snapshot!(
            "api-keys-create-env",
            w.admin.post(&path, json!({ "name": "x", "permissions": [], "env": "moon" })).await
        );
        snapshot!("api-keys-list-denied", w.member.get(&path).await);
        snapshot!("api-keys-list", w.admin.get(&format!("{path}?status=active")).await);

        let id = made.text("/id");
        let one = format!("{path}/{id}");
        snapshot!("api-keys-read-unknown", w.admin.get(&format!("{path}/key_{}", "1".repeat(32))).await);
        let key = w.api.bearer(&made.text("/key"));
        let question = json!({ "key": made.text("/key") });
        assert_eq!(key.get(&format!("{ORG}/members")).await.status, 200);
        snapshot!("api-keys-verify", key.post("/api-keys/verify", question.clone()).await);

        snapshot!("api-keys-update", w.admin.patch(&one, json!({ "name": "idle", "enabled": false })).await);
        assert_eq!(key.get(&format!("{ORG}/members")).await.verdict(), "401 unauthenticated");
        let verdict = async || w.owner.post("/api-keys/verify", question.clone()).await.text("/code");
        assert_eq!(verdict().await, "disabled");
        w.admin.patch(&one, json!({ "enabled": true })).await.ok();
        assert_eq!(verdict().await, "ok");
        snapshot!("api-keys-rotate", w.admin.post(&format!("{one}/rotate"), json!({ "grace_seconds": 3600 })).await);
        snapshot!("api-keys-rotate-again", w.admin.post(&format!("{one}/rotate"), json!({})).await);
        snapshot!(
            "api-keys-rotate-long",
            w.admin.post(&format!("{one}/rotate"), json!({ "grace_seconds": 90000 })).await
        );
        assert_eq!(verdict().await, "ok");
        assert_eq!(w.admin.delete(&one).await.status, 204);
        assert_eq!(key.get(&format!("{ORG}/members")).await.verdict(), "401 unauthenticated");
        assert_eq!(verdict().await, "revoked");
        w
    })
    .await;
}

#[tokio::test]
async fn a_wrong_key_is_an_answer_and_not_an_error() {
    in_both_worlds(|w| async move {
        let (made, key) = w.key("checker", &["apiKeys.list"]).await;
        let secret = made["key"].as_str().unwrap().to_owned();
        snapshot!("api-keys-verify-unknown", key.post("/api-keys/verify", json!({ "key": "ghk_live_nothing" })).await);
        let lacking = json!({ "key": secret, "permission": "users.read" });
        snapshot!("api-keys-verify-lacking", key.post("/api-keys/verify", lacking).await);

        w.stranger.post("/organizations", json!({ "name": "Elsewhere" })).await.ok();
        let foreign = json!({ "name": "foreign", "permissions": ["apiKeys.list"] });
        let foreign = w.stranger.post("/organizations/elsewhere/api-keys", foreign).await;
        let asked = key.post("/api-keys/verify", json!({ "key": foreign.text("/key") })).await;
        let unknown = key.post("/api-keys/verify", json!({ "key": "ghk_live_nothing" })).await;
        assert_eq!(asked.bytes, unknown.bytes, "another organization's key cannot be told from none");

        let administrator = w.api.bearer(ADMIN_TOKEN);
        assert_eq!(administrator.post("/api-keys/verify", json!({ "key": secret })).await.text("/code"), "ok");
        let (_, blind) = w.key("blind", &["users.read"]).await;
        snapshot!("api-keys-verify-denied", blind.post("/api-keys/verify", json!({ "key": secret })).await);
        w.api.t.clock.advance(91 * contract::time::DAY);
        let late = administrator.post("/api-keys/verify", json!({ "key": secret })).await;
        assert_eq!(late.text("/code"), "expired");
        assert_eq!(key.get(ORG).await.verdict(), "401 unauthenticated");
        w
    })
    .await;
}
