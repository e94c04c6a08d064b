//! The worked example of the contract.

use serde_json::json;

use super::{on_both, tape::Tape};

#[tokio::test]
async fn the_worked_example() {
    on_both(|w| async move {
        let mut tape = Tape::default();
        let made = tape.call(("ana", &w.ana), "POST /api/api-keys", Some(json!({ "name": "Zapier" }))).await;
        let key = w.api.bearer(&made.text("/key"));
        let key = ("key", &key);
        tape.call(key, "GET /api/organizations/me", None).await;
        tape.call(key, "PATCH /api/organizations/me", Some(json!({ "timezone": "America/Los_Angeles" }))).await;
        let rights = json!(["users.read", "users.invite"]);
        for name in ["coordinator", "member"] {
            let role = json!({ "name": name, "permissions": rights });
            tape.call(key, "POST /api/organizations/roles", Some(role)).await;
        }
        tape.call(key, "GET /api/organizations/roles", None).await;
        let mia = json!({ "email": "mias-friend@example.com" });
        tape.call(("mia", &w.mia), "POST /api/organizations/invitations", Some(mia)).await;
        let bo = json!({ "email": "bo@example.com", "role": "coordinator" });
        let sent = tape.call(key, "POST /api/organizations/invitations", Some(bo)).await;
        let invitation = format!("/api/organizations/invitations/{}", sent.text("/id"));
        let resent = tape.call(key, &format!("POST {invitation}"), None).await;
        let by_token = format!("/api/invitations/{}", resent.text("/token"));
        let anybody = w.api.anonymous();
        let former = sent.text("/token");
        tape.call(("anybody", &anybody), &format!("GET /api/invitations/{former}"), None).await;
        tape.call(("anybody", &anybody), &format!("GET {by_token}"), None).await;
        let (_, bo) = w.api.person("Bo").await;
        tape.call(("bo", &bo), &format!("POST {by_token}/accept"), None).await;
        tape.call(key, &format!("DELETE {invitation}"), None).await;
        tape.call(("ana", &w.ana), "GET /api/organizations", None).await;
        tape.end("tours-example");
        w.api
    })
    .await;
}
