//! Join codes.

use serde_json::json;

use crate::{
    client::snapshot,
    world::{ORG, in_both_worlds},
};

#[tokio::test]
async fn a_join_code_makes_members_until_it_is_used_up() {
    in_both_worlds(|w| async move {
        let path = format!("{ORG}/join-codes");
        let made = w.admin.post(&path, json!({ "max_uses": 1 })).await;
        snapshot!("join-codes-create", made);
        let strong = json!({ "role": "admin", "max_uses": 0, "email_domain": "not a domain" });
        snapshot!("join-codes-create-invalid", w.admin.post(&path, strong).await);
        assert_eq!(w.member.post(&path, json!({})).await.verdict(), "403 permission_denied");

        let code = made.text("/code");
        assert_eq!(w.member.post("/join", json!({ "code": code })).await.ok()["already_member"], true);
        let spelled = format!(" {} ", code.to_lowercase());
        snapshot!("join-codes-join", w.stranger.post("/join", json!({ "code": spelled })).await);
        assert_eq!(w.stranger.get(ORG).await.status, 200);
        let (_, late) = w.api.person("Lara").await;
        snapshot!("join-codes-join-exhausted", late.post("/join", json!({ "code": code })).await);
        snapshot!("join-codes-join-unknown", late.post("/join", json!({ "code": "0000-0000" })).await);
        snapshot!("join-codes-list", w.admin.get(&path).await);

        let open = w.admin.post(&path, json!({})).await;
        assert_eq!(w.admin.delete(&format!("{path}/{}", open.text("/id"))).await.status, 204);
        let revoked = late.post("/join", json!({ "code": open.text("/code") })).await;
        assert_eq!(revoked.verdict(), "404 not_found");
        w
    })
    .await;
}

#[tokio::test]
async fn joining_does_not_end_a_suspension() {
    in_both_worlds(|w| async move {
        let code = w.admin.post(&format!("{ORG}/join-codes"), json!({})).await.text("/code");
        w.admin.patch(&format!("{ORG}/members/{}", w.member_id), json!({ "status": "suspended" })).await.ok();
        w.member.post("/join", json!({ "code": code })).await;
        assert_eq!(w.member.get(ORG).await.verdict(), "403 permission_denied");
        w
    })
    .await;
}
