//! Roles.

use serde_json::json;

use crate::{
    client::snapshot,
    world::{ORG, in_both_worlds},
};

#[tokio::test]
async fn a_custom_role_is_made_changed_and_deleted() {
    in_both_worlds(|w| async move {
        let path = format!("{ORG}/roles");
        let body = json!({ "name": "auditor", "description": "Reads the log.", "permissions": ["audit.read"] });
        snapshot!("roles-create", w.admin.post(&path, body.clone()).await);
        snapshot!("roles-create-taken", w.admin.post(&path, body).await);
        let beyond = json!({ "name": "wrecker", "permissions": ["organization.delete"] });
        snapshot!("roles-create-beyond", w.admin.post(&path, beyond).await);
        snapshot!("roles-create-reserved", w.admin.post(&path, json!({ "name": "owner", "permissions": [] })).await);
        snapshot!("roles-create-unknown", w.admin.post(&path, json!({ "name": "x", "permissions": ["a.b"] })).await);
        assert_eq!(
            w.member.post(&path, json!({ "name": "x", "permissions": [] })).await.verdict(),
            "403 permission_denied"
        );
        snapshot!("roles-list", w.member.get(&path).await);

        let role = format!("{path}/auditor");
        snapshot!("roles-read", w.member.get(&role).await);
        snapshot!("roles-read-unknown", w.member.get(&format!("{path}/pirate")).await);
        let mia = format!("{ORG}/members/{}", w.member_id);
        w.admin.patch(&mia, json!({ "role": "auditor" })).await.ok();
        assert_eq!(w.member.get(&format!("{ORG}/members")).await.verdict(), "403 permission_denied");
        let change = json!({ "permissions": ["audit.read", "users.read"] });
        snapshot!("roles-update-preview", w.admin.patch(&format!("{role}?dry_run=true"), change).await);
        snapshot!("roles-update", w.admin.patch(&role, json!({ "permissions": ["audit.read", "users.read"] })).await);
        assert_eq!(w.member.get(&format!("{ORG}/members")).await.status, 200, "with the next request");
        snapshot!("roles-delete-in-use", w.admin.delete(&role).await);
        w.admin.patch(&mia, json!({ "role": "member" })).await.ok();
        assert_eq!(w.admin.delete(&role).await.status, 204);
        assert_eq!(w.admin.delete(&role).await.verdict(), "404 not_found");
        w
    })
    .await;
}
