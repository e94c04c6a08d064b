//! Handing an organization over.

use serde_json::json;

use crate::{
    client::snapshot,
    world::{ORG, in_both_worlds},
};

#[tokio::test]
async fn an_owner_offers_and_a_member_accepts() {
    in_both_worlds(|w| async move {
        let path = format!("{ORG}/ownership-transfers");
        let request = json!({ "user_id": w.admin_id, "keep_role": "member" });
        let made = w.owner.post(&path, request.clone()).await;
        snapshot!("ownership-offer", made);
        snapshot!("ownership-offer-again", w.owner.post(&path, request.clone()).await);
        snapshot!("ownership-offer-denied", w.admin.post(&path, request).await);
        let wrong = json!({ "user_id": w.admin_id, "keep_role": "owner" });
        snapshot!("ownership-offer-invalid", w.owner.post(&path, wrong).await);
        snapshot!("ownership-list", w.admin.get(&path).await);
        assert_eq!(w.member.get(&path).await.body["data"], json!([]));
        let accept = format!("{path}/{}/accept", made.text("/id"));
        snapshot!("ownership-accept-other", w.member.act(&accept).await);
        snapshot!("ownership-accept", w.admin.act(&accept).await);
        snapshot!("ownership-accept-again", w.admin.act(&accept).await);
        assert_eq!(w.admin.delete(&format!("{ORG}?dry_run=true")).await.status, 200);
        let back = w.admin.post(&path, json!({ "user_id": w.member_id })).await;
        assert_eq!(w.member.delete(&format!("{path}/{}", back.text("/id"))).await.status, 204);
        w
    })
    .await;
}
