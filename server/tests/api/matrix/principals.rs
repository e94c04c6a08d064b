//! Everybody who may call, in one organization.

use contract::permissions::system_role;
use serde_json::{Value, json};

use super::keys;
use crate::{
    client::{ADMIN_TOKEN, Api},
    world::{ORG, World, invite, token_of},
};

/// Somebody who calls.
pub struct Principal {
    /// The name in snapshots.
    pub name: &'static str,
    /// The Bearer credential.
    pub token: Option<String>,
    /// What it stands for.
    pub standing: Standing,
}

/// How a principal stands to the organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// No valid credential.
    Nobody,
    /// A person who has nothing to do with it.
    Outside,
    /// A person whose membership is suspended.
    Suspended,
    /// A member with these permissions.
    Member(Vec<&'static str>),
    /// A person with every permission everywhere.
    SuperAdmin(Vec<&'static str>),
    /// A key with these permissions.
    Key(Vec<&'static str>),
    /// A key with these permissions, for one project.
    ProjectKey(Vec<&'static str>),
    /// Whoever holds the administration token.
    Administrator,
}

/// What the operations are done to.
#[derive(Debug, Clone)]
pub struct Targets {
    /// The organization's slug.
    pub org: String,
    /// A member with the role `member`.
    pub user: String,
    /// A pending invitation.
    pub invitation: String,
    /// The token of the pending invitation to the principal `invited`.
    pub token: String,
    /// A join code's id.
    pub join_code: String,
    /// A join code.
    pub code: String,
    /// A role that nobody has.
    pub role: String,
    /// The organization's id.
    pub org_id: String,
    /// A project.
    pub project: String,
    /// That project's id.
    pub project_id: String,
    /// The kind of a resource in that project.
    pub kind: String,
    /// That resource.
    pub resource: String,
    /// An API key's id.
    pub key_id: String,
    /// That API key.
    pub key: String,
    /// A session id of nobody's.
    pub session: String,
    /// A user token of the owner's.
    pub token_id: String,
}

impl Targets {
    /// The path of an operation.
    pub fn path(&self, template: &str) -> String {
        let values = [
            ("org", &self.org),
            ("org_id", &self.org_id),
            ("project_id", &self.project_id),
            ("user", &self.user),
            ("invitation", &self.invitation),
            ("join_code", &self.join_code),
            ("role", &self.role),
            ("project", &self.project),
            ("kind", &self.kind),
            ("name", &self.resource),
            ("key", &self.key_id),
            ("session", &self.session),
            ("token_id", &self.token_id),
            ("token", &self.token),
        ];
        values.iter().fold(template.to_owned(), |path, (name, value)| path.replace(&format!("{{{name}}}"), value))
    }
}

pub fn names(set: contract::PermissionSet) -> Vec<&'static str> {
    set.iter().map(contract::Permission::name).collect()
}

/// Makes the organization, its targets and everybody.
pub async fn assemble(api: Api) -> (Api, Targets, Vec<Principal>) {
    let world = World::new(api).await;
    let auditor = ["organization.read", "audit.read"];
    let role = json!({ "name": "auditor", "permissions": auditor });
    world.owner.post(&format!("{ORG}/roles"), role).await.ok();
    let targets = targets(&world).await;
    let all = names(contract::PermissionSet::ALL);
    let admin = names(system_role("admin").unwrap());
    let member = names(system_role("member").unwrap());
    let mut principals = vec![
        Principal { name: "anonymous", token: None, standing: Standing::Nobody },
        Principal { name: "unknown token", token: Some("ut_no.such.token".to_owned()), standing: Standing::Nobody },
        Principal { name: "malformed token", token: Some("gibberish".to_owned()), standing: Standing::Nobody },
    ];
    let mut add = |name, token, standing| principals.push(Principal { name, token: Some(token), standing });

    let (stranger, _) = world.api.person("Stan").await;
    add("stranger", stranger.token, Standing::Outside);
    let (foreign, client) = world.api.person("Fay").await;
    client.post("/organizations", json!({ "name": "Far Away" })).await.ok();
    add("owner elsewhere", foreign.token, Standing::Outside);
    add("invited", world.api.t.person("Ivan").await.token, Standing::Outside);
    let (removed, client) = world.api.person("Rita").await;
    enter(&world, &client, "rita@example.com", "admin").await;
    world.owner.delete(&format!("{ORG}/members/{}", removed.id)).await.ok();
    add("removed", removed.token, Standing::Outside);
    let (suspended, client) = world.api.person("Sven").await;
    enter(&world, &client, "sven@example.com", "admin").await;
    world.owner.patch(&format!("{ORG}/members/{}", suspended.id), json!({ "status": "suspended" })).await.ok();
    add("suspended", suspended.token, Standing::Suspended);
    let mut owner = None;
    for (name, person, role, permissions) in [
        ("member", "Max", "member", member.clone()),
        ("custom role", "Carl", "auditor", auditor.to_vec()),
        ("admin", "Ada", "admin", admin.clone()),
        ("owner", "Otto", "owner", all.clone()),
    ] {
        let (somebody, client) = world.api.person(person).await;
        enter(&world, &client, &somebody.email, role).await;
        if role == "owner" {
            owner = Some(somebody.clone());
        }
        add(name, somebody.token, Standing::Member(permissions));
    }
    let (operator, _) = world.api.person("Sue").await;
    world.api.t.make_super_admin(&operator).await;
    add("super admin", operator.token, Standing::SuperAdmin(all));

    let key = |body: Value| async { world.admin.post(&format!("{ORG}/api-keys"), body).await.ok() };
    let text = |key: &Value, field: &str| key[field].as_str().unwrap().to_owned();
    let full = key(json!({ "name": "full", "permissions": admin })).await;
    add("key of an admin", text(&full, "key"), Standing::Key(admin.clone()));
    let empty = key(json!({ "name": "empty", "permissions": [] })).await;
    add("key without rights", text(&empty, "key"), Standing::Key(Vec::new()));
    // Everything that a project's key can have.
    let scope =
        vec!["projects.read", "projects.update", "projects.delete", "apiKeys.list", "apiKeys.create", "apiKeys.revoke"];
    let bound = key(json!({ "name": "bound", "permissions": scope, "project": "default" })).await;
    add("project key", text(&bound, "key"), Standing::ProjectKey(scope));
    let expiring = json!({ "name": "expiring", "permissions": admin, "expires_at": "2026-11-24T13:00:00Z" });
    add("expired key", text(&key(expiring).await, "key"), Standing::Nobody);
    let revoked = key(json!({ "name": "revoked", "permissions": admin })).await;
    world.admin.delete(&format!("{ORG}/api-keys/{}", text(&revoked, "id"))).await.ok();
    add("revoked key", text(&revoked, "key"), Standing::Nobody);
    for (name, token, standing) in keys::of_surfaces(&world, &owner.unwrap()).await {
        add(name, token, standing);
    }
    add("administrator", ADMIN_TOKEN.to_owned(), Standing::Administrator);

    world.api.t.clock.advance(2 * contract::time::HOUR);
    (world.api, targets, principals)
}

pub async fn enter(world: &World, client: &crate::client::Client, email: &str, role: &str) {
    let token = invite(&world.owner, email, role).await;
    client.act(&format!("/invitations/{token}/accept")).await.ok();
}

async fn targets(world: &World) -> Targets {
    let owner = &world.owner;
    let pending = owner.post(&format!("{ORG}/invitations"), json!({ "email": "ivan@example.com" })).await;
    let code = owner.post(&format!("{ORG}/join-codes"), json!({})).await;
    let role = json!({ "name": "unused", "permissions": ["users.read"] });
    owner.post(&format!("{ORG}/roles"), role).await.ok();
    let project = owner.post(&format!("{ORG}/projects"), json!({ "name": "harbour" })).await;
    let organization = owner.get(ORG).await;
    owner.put(&format!("{ORG}/projects/harbour/resources/blueprint/dry-dock")).await.ok();
    let key = owner.post(&format!("{ORG}/api-keys"), json!({ "name": "target", "permissions": [] })).await;
    let token = owner.post("/me/tokens", json!({ "name": "target" })).await;
    Targets {
        org: "harbor-labs".to_owned(),
        org_id: organization.text("/id"),
        project_id: project.text("/id"),
        user: world.member_id.clone(),
        invitation: pending.text("/id"),
        token: token_of(&pending),
        join_code: code.text("/id"),
        code: code.text("/code"),
        role: "unused".to_owned(),
        project: "harbour".to_owned(),
        kind: "blueprint".to_owned(),
        resource: "dry-dock".to_owned(),
        key_id: key.text("/id"),
        key: key.text("/key"),
        session: format!("ses_{}", "0".repeat(31) + "1"),
        token_id: token.text("/id"),
    }
}
