//! What one may do, and why.

use serde_json::json;

use crate::{
    client::snapshot,
    world::{ORG, in_both_worlds},
};

#[tokio::test]
async fn the_catalogue_is_public_and_rights_explain_themselves() {
    in_both_worlds(|w| async move {
        let catalogue = w.api.anonymous().get("/permissions").await.ok();
        assert_eq!(catalogue["data"].as_array().unwrap().len(), 23);
        snapshot!("permissions-mine", w.member.get(&format!("{ORG}/permissions")).await);
        let path = format!("{ORG}/permissions/check");
        snapshot!("permissions-check-no", w.member.post(&path, json!({ "permission": "roles.update" })).await);
        snapshot!("permissions-check-yes", w.member.post(&path, json!({ "permission": "users.read" })).await);
        let about = json!({ "permission": "audit.read", "user_id": w.admin_id });
        snapshot!("permissions-check-other", w.member.post(&path, about).await);
        let (_, key) = w.key("blind", &["organization.read"]).await;
        let about = json!({ "permission": "audit.read", "user_id": w.admin_id });
        snapshot!("permissions-check-other-denied", key.post(&path, about).await);
        snapshot!("permissions-check-unknown", w.member.post(&path, json!({ "permission": "roles.rule" })).await);
        w
    })
    .await;
}
