//! Teabar's service: each call and each error as snapshots, and the rules of its wire.

mod grpc;
mod wire;

use serde_json::{Value, json};

use crate::client::{ADMIN_TOKEN, Answer, Api, Client, on_both, snapshot};

const SERVICE: &str = "/teabar.v1.OrganizationService";

/// A call with a JSON message.
async fn call(client: &Client, method: &str, message: Value) -> Answer {
    client.send("POST", &format!("{SERVICE}/{method}"), Some(&message)).await
}

/// An organization `northwind` of Olga's; its id.
async fn northwind(owner: &Client) -> String {
    let message = json!({
        "name": "northwind", "displayName": "Northwind Traders", "billingEmail": "billing@example.com"
    });
    call(owner, "CreateOrganization", message).await.text("/id")
}

/// A person who joins by an invitation as `role`.
async fn join(api: &Api, org: &str, name: &str, role: &str) -> (String, Client) {
    let (person, client) = api.person(name).await;
    api.t.add_member(org.parse().unwrap(), &person.id, role).await;
    (person.id.to_string(), client)
}

/// Answers in the order of the calls, for one snapshot.
#[derive(Default)]
struct Log(Vec<Value>);

impl Log {
    async fn call(&mut self, who: &str, client: &Client, method: &str, message: Value) -> Answer {
        let answer = call(client, method, message.clone()).await;
        self.0
            .push(json!({ "call": format!("{who}: {method}"), "status": answer.status.as_u16(), "body": answer.body }));
        answer
    }

    fn answer(self) -> Answer {
        Answer {
            status: http::StatusCode::OK,
            headers: http::HeaderMap::new(),
            body: Value::Array(self.0),
            bytes: Vec::new(),
        }
    }
}

#[tokio::test]
async fn every_call_answers_as_the_contract_shows() {
    on_both(|api| async move {
        let (_, olga) = api.person("Olga").await;
        let mut log = Log::default();
        let made = log
            .call(
                "Olga",
                &olga,
                "CreateOrganization",
                json!({ "name": "northwind", "displayName": "Northwind Traders" }),
            )
            .await;
        let org = made.text("/id");
        log.call("Olga", &olga, "GetOrganization", json!({ "organizationId": org })).await;
        log.call("Olga", &olga, "ListOrganizations", json!({})).await;
        let update = json!({ "organization_id": org, "billing_email": "pay@example.com", "name": "northwind" });
        log.call("Olga", &olga, "UpdateOrganization", update).await;
        let new = json!({ "organizationId": org, "name": "training", "description": "Workshop environments" });
        let project = log.call("Olga", &olga, "CreateProject", new).await.text("/id");
        log.call("Olga", &olga, "GetProject", json!({ "projectId": project })).await;
        log.call("Olga", &olga, "ListProjects", json!({ "organizationId": org })).await;
        log.call("Olga", &olga, "UpdateProject", json!({ "projectId": project, "description": "" })).await;
        let invited = json!({ "organizationId": org, "email": "Bo@Example.com " });
        log.call("Olga", &olga, "InviteMember", invited).await;
        let (mia, client) = join(&api, &org, "Mia", "member").await;
        let all = json!({ "organizationId": org, "includeInvitations": true });
        log.call("Olga", &olga, "ListMembers", all.clone()).await;
        log.call("Mia", &client, "ListMembers", all).await;
        log.call("Mia", &client, "ListOrganizations", json!({})).await;
        let admin = json!({ "organizationId": org, "userId": mia, "role": "admin" });
        log.call("Olga", &olga, "UpdateMember", admin).await;
        log.call("Olga", &olga, "RemoveMember", json!({ "organizationId": org, "userId": mia })).await;
        log.call("Olga", &olga, "DeleteProject", json!({ "projectId": project })).await;
        log.call("Olga", &olga, "DeleteOrganization", json!({ "organizationId": org })).await;
        snapshot!("teabar-calls", log.answer());
        api
    })
    .await;
}

#[tokio::test]
async fn every_error_has_its_code_and_its_detail_in_both_forms() {
    on_both(|api| async move {
        let (_, olga) = api.person("Olga").await;
        let (_, sam) = api.person("Sam").await;
        let org = northwind(&olga).await;
        let (_, mia) = join(&api, &org, "Mia", "member").await;
        let olga_id = call(&olga, "ListMembers", json!({ "organizationId": org })).await.text("/members/0/userId");
        let of = |more: Value| {
            let mut message = json!({ "organizationId": org });
            message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            message
        };
        let project = call(&olga, "CreateProject", of(json!({ "name": "site" }))).await.text("/id");
        let first = call(&olga, "ListProjects", of(json!({}))).await.text("/projects/0/id");
        call(&olga, "InviteMember", of(json!({ "email": "bo@example.com" }))).await.ok();
        let mut log = Log::default();
        let none = api.anonymous();
        log.call("nobody", &none, "GetOrganization", json!({ "organizationId": 7 })).await;
        log.call("Olga", &olga, "CreateOrganization", json!({})).await;
        log.call("Olga", &olga, "CreateOrganization", json!({ "name": "North_Wind" })).await;
        log.call("Olga", &olga, "CreateOrganization", json!({ "name": "a", "billingEmail": "nobody" })).await;
        log.call("Olga", &olga, "CreateOrganization", json!({ "name": "northwind" })).await;
        log.call("Olga", &olga, "GetOrganization", json!({})).await;
        log.call("Olga", &olga, "GetOrganization", json!({ "organizationId": 7 })).await;
        log.call("Sam", &sam, "GetOrganization", of(json!({}))).await;
        log.call("Mia", &mia, "UpdateOrganization", of(json!({ "displayName": "Mine" }))).await;
        log.call("Olga", &olga, "UpdateOrganization", of(json!({ "displayName": "" }))).await;
        log.call("Olga", &olga, "UpdateOrganization", of(json!({ "name": "southwind" }))).await;
        log.call("Olga", &olga, "DeleteOrganization", of(json!({}))).await;
        log.call("Olga", &olga, "CreateProject", of(json!({ "name": "site" }))).await;
        log.call("Olga", &olga, "CreateProject", of(json!({ "name": "-site" }))).await;
        log.call("Sam", &sam, "GetProject", json!({ "projectId": project })).await;
        log.call("Olga", &olga, "GetProject", json!({ "projectId": "proj_x" })).await;
        log.call("Olga", &olga, "DeleteProject", json!({ "projectId": first, "force": true })).await;
        log.call("Olga", &olga, "InviteMember", of(json!({ "email": "bo@example.com" }))).await;
        log.call("Olga", &olga, "InviteMember", of(json!({ "email": "mia@example.com" }))).await;
        log.call("Olga", &olga, "InviteMember", of(json!({ "email": "x@example.com", "role": "owner" }))).await;
        log.call("Olga", &olga, "InviteMember", of(json!({ "email": "x" }))).await;
        log.call("Olga", &olga, "UpdateMember", of(json!({ "userId": "nobody", "role": "admin" }))).await;
        log.call("Olga", &olga, "UpdateMember", of(json!({ "userId": olga_id, "role": "member" }))).await;
        log.call("Olga", &olga, "RemoveMember", of(json!({ "userId": olga_id }))).await;
        snapshot!("teabar-errors", log.answer());
        api
    })
    .await;
}

#[tokio::test]
async fn ended_credentials_and_projects_in_use_say_why() {
    on_both(|api| async move {
        let (person, olga) = api.person("Olga").await;
        let org = northwind(&olga).await;
        let message = json!({ "organizationId": org });
        let mut log = Log::default();
        let named = json!({ "organizationId": org, "name": "site" });
        let project = call(&olga, "CreateProject", named).await.text("/id");
        olga.put(&format!("/organizations/{org}/projects/site/resources/environment/prod")).await.ok();
        log.call("Olga", &olga, "DeleteProject", json!({ "projectId": project })).await;
        let keys = format!("/organizations/{org}/api-keys");
        let made = olga.post(&keys, json!({ "name": "ci", "permissions": ["organization.read"] })).await;
        olga.delete(&format!("{keys}/{}", made.text("/id"))).await;
        log.call("revoked", &api.bearer(&made.text("/key")), "GetOrganization", message.clone()).await;
        let tokens = format!("/admin/v1/users/{}/tokens", person.id);
        let minute = api.bearer(ADMIN_TOKEN).send("POST", &tokens, Some(&json!({ "ttlSeconds": 60 }))).await;
        api.t.clock.advance(61_000_000);
        log.call("expired", &api.bearer(&minute.text("/token")), "GetOrganization", message).await;
        snapshot!("teabar-ended", log.answer());
        api
    })
    .await;
}

#[tokio::test]
async fn a_strangers_answer_is_that_of_an_organization_that_does_not_exist() {
    on_both(|api| async move {
        let (_, olga) = api.person("Olga").await;
        let (_, sam) = api.person("Sam").await;
        let org = northwind(&olga).await;
        let missing = format!("org_{}", "0".repeat(32));
        for method in ["GetOrganization", "UpdateOrganization", "DeleteOrganization", "ListProjects", "ListMembers"] {
            let strange = call(&sam, method, json!({ "organizationId": org })).await;
            assert_eq!(strange.verdict(), "404 not_found", "{method}");
            for id in [missing.as_str(), "what"] {
                let unknown = call(&sam, method, json!({ "organizationId": id })).await;
                assert_eq!(unknown.bytes, strange.bytes, "{method}");
            }
        }
        api
    })
    .await;
}
