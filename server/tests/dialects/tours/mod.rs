//! Tours & Events: every call with its success and its errors, byte for byte, as one tape a subject.

mod calls;
mod credentials;
mod example;
mod tape;

use serde_json::json;

use crate::client::{Api, Client};

/// `harbor-tours` with Ana as its owner, Adam as an admin and Mia as a member.
struct World {
    api: Api,
    ana: Client,
    adam: Client,
    mia: Client,
}

impl World {
    async fn new(engine: &'static str) -> Self {
        let api = Api::new(engine).await;
        let (_, ana) = api.person("Ana").await;
        ana.post("/organizations", json!({ "name": "Harbor Tours" })).await.ok();
        let adam = join(&api, &ana, "Adam", "admin").await;
        let mia = join(&api, &ana, "Mia", "member").await;
        Self { api, ana, adam, mia }
    }
}

/// A person who joins by invitation.
async fn join(api: &Api, owner: &Client, name: &str, role: &str) -> Client {
    let (person, client) = api.person(name).await;
    let body = json!({ "email": person.email, "role": role });
    let sent = owner.send("POST", "/api/organizations/invitations", Some(&body)).await;
    client.send("POST", &format!("/api/invitations/{}/accept", sent.text("/token")), None).await.ok();
    client
}

/// Runs a test on SQLite and on PostgreSQL.
async fn on_both<F: Future<Output = Api>>(test: impl Fn(World) -> F) {
    for engine in ["sqlite", "postgres"] {
        test(World::new(engine).await).await.t.finish().await;
    }
}
