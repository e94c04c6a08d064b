//! Invitations.

use serde_json::json;

use crate::{
    client::snapshot,
    world::{ORG, in_both_worlds, invite, token_of},
};

#[tokio::test]
async fn an_invitation_is_sent_seen_and_accepted_once() {
    in_both_worlds(|w| async move {
        let path = format!("{ORG}/invitations");
        let body = json!({ "email": "Ivan@Example.com", "message": "Welcome aboard.", "expires_in_days": 3 });
        let sent = w.admin.post(&path, body.clone()).await;
        snapshot!("invitations-create", sent);
        snapshot!("invitations-create-again", w.admin.post(&path, body).await);
        let member = json!({ "email": "mia@example.com" });
        snapshot!("invitations-create-member", w.admin.post(&path, member).await);
        snapshot!("invitations-create-denied", w.member.post(&path, json!({ "email": "x@example.com" })).await);
        let owner = json!({ "email": "x@example.com", "role": "owner" });
        assert_eq!(w.admin.post(&path, owner).await.verdict(), "403 permission_denied");
        let wrong = json!({ "email": "x", "role": "no/pe", "expires_in_days": 31 });
        snapshot!("invitations-create-invalid", w.admin.post(&path, wrong).await);
        snapshot!("invitations-list", w.member.get(&format!("{path}?status=pending")).await);

        let token = token_of(&sent);
        let link = format!("/invitations/{token}");
        snapshot!("invitations-preview", w.api.anonymous().get(&link).await);
        snapshot!("invitations-preview-unknown", w.api.anonymous().get("/invitations/ivt_none").await);
        snapshot!("invitations-accept-mismatch", w.stranger.act(&format!("{link}/accept")).await);
        assert_eq!(w.api.anonymous().act(&format!("{link}/accept")).await.verdict(), "401 unauthenticated");

        let (_, ivan) = w.api.person("Ivan").await;
        snapshot!("invitations-mine", ivan.get("/me/invitations").await);
        snapshot!("invitations-accept", ivan.act(&format!("{link}/accept")).await);
        snapshot!("invitations-accept-again", ivan.act(&format!("{link}/accept")).await);
        assert_eq!(ivan.get(ORG).await.status, 200);
        w
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_declined_revoked_resent_or_expires() {
    in_both_worlds(|w| async move {
        let (_, ivan) = w.api.person("Ivan").await;
        let declined = invite(&w.owner, "ivan@example.com", "member").await;
        assert_eq!(ivan.act(&format!("/invitations/{declined}/decline")).await.status, 204);
        assert_eq!(ivan.act(&format!("/invitations/{declined}/accept")).await.verdict(), "409 invitation_used");

        let sent = w.owner.post(&format!("{ORG}/invitations"), json!({ "email": "ivan@example.com" })).await;
        let path = format!("{ORG}/invitations/{}", sent.text("/id"));
        let resent = w.admin.act(&format!("{path}/resend")).await;
        snapshot!("invitations-resend", resent);
        let old = ivan.act(&format!("/invitations/{}/accept", token_of(&sent))).await;
        assert_eq!(old.verdict(), "404 not_found", "the old link has ended");
        assert_eq!(w.member.delete(&path).await.verdict(), "403 permission_denied");
        assert_eq!(w.admin.delete(&path).await.status, 204);
        let revoked = ivan.act(&format!("/invitations/{}/accept", token_of(&resent))).await;
        snapshot!("invitations-accept-revoked", revoked);
        assert_eq!(w.admin.act(&format!("{path}/resend")).await.verdict(), "409 invitation_used");

        let late = invite(&w.owner, "ivan@example.com", "member").await;
        w.api.t.clock.advance(8 * contract::time::DAY);
        snapshot!("invitations-accept-expired", ivan.act(&format!("/invitations/{late}/accept")).await);
        assert_eq!(w.api.anonymous().get(&format!("/invitations/{late}")).await.text("/status"), "expired");
        w
    })
    .await;
}

#[tokio::test]
async fn a_list_of_people_is_invited_row_by_row() {
    in_both_worlds(|w| async move {
        let path = format!("{ORG}/invitations/bulk");
        let rows = json!({ "invitations": [
            { "email": "new@example.com" }, { "email": "mia@example.com" }, { "email": "nobody", "role": "admin" },
        ] });
        snapshot!("invitations-bulk-preview", w.admin.post(&format!("{path}?dry_run=true"), rows.clone()).await);
        snapshot!("invitations-bulk", w.admin.post(&path, rows).await);
        let csv = async |body: &str| {
            let headers = [("content-type", "text/csv; charset=utf-8")];
            w.admin.raw("POST", &format!("/api/v1{path}"), &headers, body.as_bytes().to_vec()).await
        };
        snapshot!("invitations-bulk-csv", csv("email,role\nnew@example.com,admin\nother@example.com,owner\n").await);
        snapshot!("invitations-bulk-csv-column", csv("email,colour\na@example.com,red\n").await);
        snapshot!("invitations-bulk-empty", csv("email\n").await);
        // Half a mebibyte is more than other calls read.
        let long = "email\n".to_owned() + &format!("{}@example.com\n", "x".repeat(512)).repeat(1000);
        assert_eq!(csv(&long).await.body["invalid"], 1000);
        snapshot!("invitations-bulk-large", csv(&"x".repeat(1024 * 1024 + 1)).await);
        let headers = [("content-type", "text/plain")];
        let plain = w.admin.raw("POST", &format!("/api/v1{path}"), &headers, b"email".to_vec()).await;
        assert_eq!(plain.verdict(), "415 unsupported_media_type");
        assert_eq!(w.member.post(&path, json!({ "invitations": [] })).await.verdict(), "422 validation_failed");
        w
    })
    .await;
}
