//! The main job over the API alone: set-up, an organization, people, rights, a key, and every step in the audit log.

use contract::accounts::SetupRequest;
use serde_json::{Value, json};
use service::testing::request_info;

use crate::{
    client::{ADMIN_TOKEN, Api, Client, on_both},
    world::ORG,
};

const PASSWORD: &str = "a long and quiet sentence";

async fn signed_in(api: &Api, email: &str) -> Client {
    let answer = api.anonymous().post("/sessions", json!({ "email": email, "password": PASSWORD })).await;
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    answer.ok();
    api.anonymous().with("cookie", &cookie).with("origin", "http://127.0.0.1:3000")
}

/// The token that was mailed to an address.
async fn mailed(api: &Api, to: &str) -> String {
    let outbox = api.bearer(ADMIN_TOKEN).send("GET", &format!("/admin/v1/outbox?to={to}"), None).await;
    outbox.text("/messages/0/token")
}

#[tokio::test]
async fn an_organization_lives_over_the_api_alone() {
    on_both(|api| async move {
        let s = &api.t.services;
        let token = service::accounts::setup_link(s).await.unwrap().unwrap();
        let request = SetupRequest {
            email: "olga@example.com".to_owned(),
            password: PASSWORD.to_owned(),
            name: "Olga".to_owned(),
            organization: "Harbor Labs".to_owned(),
        };
        service::accounts::setup(s, &request_info(), &token, request).await.unwrap();
        let olga = signed_in(&api, "olga@example.com").await;
        assert_eq!(olga.get(ORG).await.text("/name"), "Harbor Labs");

        for (name, email) in [("Ada", "ada@example.com"), ("Mia", "mia@example.com")] {
            olga.post(&format!("{ORG}/invitations"), json!({ "email": email })).await.ok();
            let token = mailed(&api, email).await;
            let preview = api.anonymous().get(&format!("/invitations/{token}")).await;
            assert_eq!(preview.text("/email"), email);
            api.anonymous()
                .post(
                    "/users",
                    json!({ "email": email, "password": PASSWORD, "name": name, "invitation_token": token }),
                )
                .await
                .ok();
        }
        let (ada, mia) = (signed_in(&api, "ada@example.com").await, signed_in(&api, "mia@example.com").await);
        let ada_id = ada.get("/me").await.text("/user/id");
        let mia_id = mia.get("/me").await.text("/user/id");
        assert_eq!(mia.get(&format!("{ORG}/members/{mia_id}")).await.text("/role"), "member");

        olga.patch(&format!("{ORG}/members/{ada_id}"), json!({ "role": "admin" })).await.ok();
        let role = json!({ "name": "keeper", "permissions": ["organization.read", "apiKeys.list", "apiKeys.create"] });
        ada.post(&format!("{ORG}/roles"), role).await.ok();
        ada.patch(&format!("{ORG}/members/{mia_id}"), json!({ "role": "keeper" })).await.ok();
        ada.post(&format!("{ORG}/projects"), json!({ "name": "ferry" })).await.ok();
        let key = mia
            .post(
                &format!("{ORG}/api-keys"),
                json!({ "name": "worker", "permissions": ["organization.read", "apiKeys.list"] }),
            )
            .await;
        let worker = api.bearer(&key.text("/key"));
        let question = json!({ "key": key.text("/key"), "permission": "organization.read" });
        assert_eq!(worker.post("/api-keys/verify", question.clone()).await.ok()["valid"], true);
        assert_eq!(worker.get(ORG).await.status, 200);

        let one = format!("{ORG}/api-keys/{}", key.text("/id"));
        assert_eq!(mia.delete(&one).await.verdict(), "403 permission_denied");
        assert_eq!(ada.delete(&one).await.status, 204);
        assert_eq!(worker.get(ORG).await.verdict(), "401 unauthenticated");
        assert_eq!(olga.post("/api-keys/verify", question).await.text("/code"), "revoked");

        let log = olga.get(&format!("{ORG}/audit-events?limit=200")).await.ok();
        let mut steps: Vec<(String, String)> = log["data"].as_array().unwrap().iter().map(step).collect();
        steps.reverse();
        let expected = [
            ("organization.created", "Olga"),
            ("invitation.created", "Olga"),
            ("invitation.accepted", "Ada"),
            ("member.joined", "Ada"),
            ("invitation.created", "Olga"),
            ("invitation.accepted", "Mia"),
            ("member.joined", "Mia"),
            ("member.role_changed", "Olga"),
            ("role.created", "Ada"),
            ("member.role_changed", "Ada"),
            ("project.created", "Ada"),
            ("api_key.created", "Mia"),
            ("api_key.revoked", "Ada"),
        ];
        let steps: Vec<(&str, &str)> = steps.iter().map(|(action, by)| (action.as_str(), by.as_str())).collect();
        for step in expected {
            assert!(steps.contains(&step), "{step:?} is missing in {steps:?}");
        }
        let order: Vec<usize> =
            ["organization.created", "role.created", "project.created", "api_key.created", "api_key.revoked"]
                .iter()
                .map(|action| steps.iter().position(|step| step.0 == *action).unwrap())
                .collect();
        assert!(order.is_sorted(), "{steps:?}");
        api
    })
    .await;
}

fn step(event: &Value) -> (String, String) {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    (text(&event["action"]), text(&event["actor"]["name"]))
}
