//! The audit log.

use serde_json::json;

use crate::{
    client::snapshot,
    world::{ORG, in_both_worlds},
};

#[tokio::test]
async fn events_say_who_did_what_before_and_after() {
    in_both_worlds(|w| async move {
        let path = format!("{ORG}/audit-events");
        w.admin.patch(&format!("{ORG}/members/{}", w.member_id), json!({ "role": "admin" })).await.ok();
        let changed = w.owner.get(&format!("{path}?action=member.role_changed")).await;
        snapshot!("audit-events-role-changed", changed);
        assert_eq!(changed.body["data"][0]["changes"]["role"], json!(["member", "admin"]));
        let by_admin = w.owner.get(&format!("{path}?actor={}&include_total=true", w.admin_id)).await.ok();
        assert_eq!(by_admin["total"], by_admin["data"].as_array().unwrap().len());
        let group = w.owner.get(&format!("{path}?action=invitation.")).await.ok();
        let actions: Vec<&str> =
            group["data"].as_array().unwrap().iter().map(|event| event["action"].as_str().unwrap()).collect();
        assert!(!actions.is_empty() && actions.iter().all(|action| action.starts_with("invitation.")), "{actions:?}");
        let none = w.owner.get(&format!("{path}?to=2026-01-01T00:00:00Z")).await.ok();
        assert_eq!(none["data"], json!([]));
        snapshot!("audit-events-malformed", w.owner.get(&format!("{path}?from=yesterday")).await);
        snapshot!("audit-events-cursor", w.owner.get(&format!("{path}?cursor=stale")).await);
        let (_, stranger) = w.api.person("Eve").await;
        assert_eq!(stranger.get(&path).await.verdict(), "404 not_found");
        let (_, plain) = w.join("Nora", "member").await;
        assert_eq!(plain.get(&path).await.verdict(), "403 permission_denied");
        w
    })
    .await;
}
