//! An organization with everybody in it who can stand in a relation to it.

use serde_json::{Value, json};

use crate::client::{Answer, Api, Client};

/// The organization `harbor-labs` and its people.
pub struct World {
    pub api: Api,
    pub owner: Client,
    pub admin: Client,
    pub member: Client,
    pub stranger: Client,
    /// The admin's user id.
    pub admin_id: String,
    /// The member's user id.
    pub member_id: String,
}

/// The path of the organization.
pub const ORG: &str = "/organizations/harbor-labs";

impl World {
    /// Olga owns it, Adam is an admin, Mia a member, Sam does not belong.
    pub async fn new(api: Api) -> Self {
        let (_, owner) = api.person("Olga").await;
        owner.post("/organizations", json!({ "name": "Harbor Labs" })).await.ok();
        let (admin_id, admin) = join(&api, &owner, "Adam", "admin").await;
        let (member_id, member) = join(&api, &owner, "Mia", "member").await;
        let (_, stranger) = api.person("Sam").await;
        Self { api, owner, admin, member, stranger, admin_id, member_id }
    }

    /// A person who joins with a role by invitation.
    pub async fn join(&self, name: &str, role: &str) -> (String, Client) {
        join(&self.api, &self.owner, name, role).await
    }

    /// A key made by the owner, and a client that uses it.
    pub async fn key(&self, name: &str, permissions: &[&str]) -> (Value, Client) {
        let body = json!({ "name": name, "permissions": permissions });
        let key = self.owner.post(&format!("{ORG}/api-keys"), body).await.ok();
        let client = self.api.bearer(key["key"].as_str().unwrap());
        (key, client)
    }

    /// Everything that is stored of the organization, so that a test can tell that nothing changed.
    pub async fn stored(&self) -> Vec<Value> {
        stored(&self.owner).await
    }
}

/// A person who accepts an invitation by its mailed token.
pub async fn join(api: &Api, owner: &Client, name: &str, role: &str) -> (String, Client) {
    let (person, client) = api.person(name).await;
    let token = invite(owner, &person.email, role).await;
    client.act(&format!("/invitations/{token}/accept")).await.ok();
    (person.id.to_string(), client)
}

/// Invites an address and gives the token of the link.
pub async fn invite(owner: &Client, email: &str, role: &str) -> String {
    let sent = owner.post(&format!("{ORG}/invitations"), json!({ "email": email, "role": role })).await;
    token_of(&sent)
}

/// The token in the link of a sent invitation.
#[track_caller]
pub fn token_of(sent: &Answer) -> String {
    sent.text("/accept_url").rsplit('/').next().unwrap().to_owned()
}

/// Every list of the organization as its owner sees it, the audit log included: whatever is stored shows up there.
pub async fn stored(owner: &Client) -> Vec<Value> {
    let mut lists = vec![owner.get(ORG).await.ok(), owner.get("/me").await.ok()];
    for list in ["members", "invitations", "join-codes", "roles", "projects", "api-keys", "audit-events"] {
        let mut list = owner.get(&format!("{ORG}/{list}?limit=200")).await.ok();
        for row in list["data"].as_array_mut().unwrap() {
            if let Some(row) = row.as_object_mut() {
                // Stamps of use are no change.
                row.remove("last_active_at");
                row.remove("last_used_at");
            }
        }
        lists.push(list);
    }
    lists.push(owner.get("/me/tokens").await.ok()["data"].as_array().map(Vec::len).into());
    lists
}

/// Runs a test in a fresh world on SQLite and on PostgreSQL.
pub async fn in_both_worlds<F: Future<Output = World>>(test: impl Fn(World) -> F) {
    for engine in ["sqlite", "postgres"] {
        test(World::new(Api::new(engine).await).await).await.api.t.finish().await;
    }
}
