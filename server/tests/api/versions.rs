//! `ETag` and `If-Match` through the doors: a change that was meant for another version is refused, and nothing is changed.

use serde_json::json;

use crate::{
    client::Client,
    world::{ORG, in_both_worlds},
};

async fn answer(client: &Client, method: &str, path: &str, if_match: &str) -> String {
    let client = client.clone().with("if-match", if_match);
    let body = (method == "PATCH").then(|| json!({ "name": "Renamed" }));
    client.send(method, &format!("/api/v1{path}"), body.as_ref()).await.verdict()
}

#[tokio::test]
async fn my_profile_has_a_version() {
    in_both_worlds(|w| async move {
        let first = w.member.get("/me").await.header("etag").to_owned();
        assert_eq!(answer(&w.member, "PATCH", "/me", &first).await, "200");
        let second = w.member.get("/me").await;
        assert_eq!(second.body["user"]["name"], "Renamed");
        assert_ne!(second.header("etag"), first);
        w.member.patch("/me", json!({ "name": "Maria" })).await.ok();
        assert_eq!(answer(&w.member, "PATCH", "/me", &first).await, "412 precondition_failed");
        assert_eq!(w.member.get("/me").await.body["user"]["name"], "Maria");
        w
    })
    .await;
}

#[tokio::test]
async fn what_has_no_version_is_changed_by_no_name_of_one() {
    in_both_worlds(|w| async move {
        let sent = w.admin.post(&format!("{ORG}/invitations"), json!({ "email": "ines@example.com" })).await;
        let code = w.admin.post(&format!("{ORG}/join-codes"), json!({})).await;
        let token = w.member.post("/me/tokens", json!({ "name": "laptop" })).await;
        let resource = format!("{ORG}/projects/default/resources/environment/prod");
        w.admin.put(&resource).await.ok();
        let things = [
            (&w.admin, format!("{ORG}/invitations/{}", sent.text("/id"))),
            (&w.admin, format!("{ORG}/join-codes/{}", code.text("/id"))),
            (&w.member, format!("/me/tokens/{}", token.text("/id"))),
            (&w.admin, resource),
        ];
        for (client, path) in things {
            for stale in ["\"some\"", "\"some\", \"other\"", ""] {
                assert_eq!(answer(client, "DELETE", &path, stale).await, "412 precondition_failed", "{path} {stale:?}");
            }
            assert_eq!(answer(client, "DELETE", &path, "*").await, "204", "{path}");
        }
        w
    })
    .await;
}
