//! The whole instance, for super admins.

use serde_json::json;

use crate::{
    client::snapshot,
    world::{ORG, in_both_worlds, invite},
};

#[tokio::test]
async fn super_admins_see_and_change_the_whole_instance() {
    in_both_worlds(|w| async move {
        let (operator, root) = w.api.person("Root").await;
        snapshot!("administration-denied", root.get("/admin/users").await);
        w.api.t.make_super_admin(&operator).await;
        snapshot!("administration-organizations", root.get("/admin/organizations?search=harbor").await);
        snapshot!("administration-users", root.get("/admin/users?search=mia&include_total=true").await);
        invite(&w.owner, "nina@example.com", "member").await;
        snapshot!("administration-outbox", root.get("/admin/outbox?limit=1").await);
        let mia = format!("/admin/users/{}", w.member_id);
        snapshot!("administration-disable", root.patch(&mia, json!({ "disabled": true })).await);
        assert_eq!(w.member.get(ORG).await.verdict(), "401 unauthenticated");
        let own = format!("/admin/users/{}", operator.id);
        snapshot!("administration-last", root.patch(&own, json!({ "super_admin": false })).await);
        snapshot!("administration-unknown", root.patch("/admin/users/usr_nobody", json!({})).await);
        w
    })
    .await;
}
