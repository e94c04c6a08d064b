//! Members.

use serde_json::json;

use crate::{
    client::snapshot,
    world::{ORG, in_both_worlds},
};

#[tokio::test]
async fn members_are_listed_filtered_and_read() {
    in_both_worlds(|w| async move {
        w.api.t.flush_touches().await.unwrap();
        snapshot!("members-list", w.member.get(&format!("{ORG}/members?include_total=true")).await);
        let admins = w.member.get(&format!("{ORG}/members?role=admin&sort=-joined_at")).await.ok();
        assert_eq!(admins["data"].as_array().unwrap().len(), 1);
        let none = w.member.get(&format!("{ORG}/members?status=suspended")).await.ok();
        assert_eq!(none["data"], json!([]));
        snapshot!("members-list-unknown-status", w.member.get(&format!("{ORG}/members?status=gone")).await);
        snapshot!("members-read", w.member.get(&format!("{ORG}/members/{}", w.admin_id)).await);
        snapshot!("members-read-unknown", w.member.get(&format!("{ORG}/members/usr_nobody")).await);
        w
    })
    .await;
}

#[tokio::test]
async fn roles_and_standing_change_with_the_next_request() {
    in_both_worlds(|w| async move {
        let mia = format!("{ORG}/members/{}", w.member_id);
        snapshot!("members-update-denied", w.member.patch(&mia, json!({ "role": "admin" })).await);
        snapshot!("members-update", w.admin.patch(&mia, json!({ "role": "admin" })).await);
        assert_eq!(w.member.get(&format!("{ORG}/audit-events")).await.status, 200);
        snapshot!("members-update-owner-denied", w.admin.patch(&mia, json!({ "role": "owner" })).await);
        snapshot!("members-update-unknown-role", w.admin.patch(&mia, json!({ "role": "pirate" })).await);
        w.admin.patch(&mia, json!({ "status": "suspended" })).await.ok();
        snapshot!("members-suspended", w.member.get(ORG).await);
        w.admin.patch(&mia, json!({ "status": "active" })).await.ok();
        assert_eq!(w.member.get(ORG).await.status, 200);
        w
    })
    .await;
}

#[tokio::test]
async fn removing_previews_and_the_last_owner_stays() {
    in_both_worlds(|w| async move {
        let adam = format!("{ORG}/members/{}", w.admin_id);
        let key =
            w.admin.post(&format!("{ORG}/api-keys"), json!({ "name": "worker", "permissions": ["users.read"] })).await;
        let key = w.api.bearer(&key.text("/key"));
        let before = w.stored().await;
        snapshot!("members-remove-preview", w.owner.delete(&format!("{adam}?dry_run=true")).await);
        assert_eq!(w.stored().await, before);
        assert_eq!(key.get(&format!("{ORG}/members")).await.status, 200);
        assert_eq!(w.owner.delete(&adam).await.status, 200);
        assert_eq!(key.get(&format!("{ORG}/members")).await.verdict(), "401 unauthenticated");
        assert_eq!(w.admin.get(ORG).await.verdict(), "404 not_found");
        assert_eq!(w.owner.delete(&adam).await.verdict(), "404 not_found");

        let me = w.owner.get("/me").await.text("/user/id");
        let olga = format!("{ORG}/members/{me}");
        snapshot!("members-last-owner", w.owner.delete(&olga).await);
        assert_eq!(w.owner.patch(&olga, json!({ "role": "member" })).await.verdict(), "409 last_owner");
        assert_eq!(w.owner.patch(&olga, json!({ "status": "suspended" })).await.verdict(), "409 last_owner");
        assert_eq!(w.owner.act(&format!("{ORG}/leave")).await.verdict(), "409 last_owner");
        assert_eq!(w.member.act(&format!("{ORG}/leave")).await.status, 204);
        assert_eq!(w.member.get(ORG).await.verdict(), "404 not_found");
        w
    })
    .await;
}
