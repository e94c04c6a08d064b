//! Every call of the APIs, with what it needs. A new one gets its row here; `coverage` fails until it has one.

use serde_json::{Value, json};

use super::principals::Targets;

/// What an operation asks of its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: anybody may call it.
    Nothing,
    /// A person, whoever it is.
    Person,
    /// A membership, or a key of the organization.
    Membership,
    /// To see the organization at all; what the caller may not read is left out of the answer.
    Sight,
    /// A permission in the organization.
    Permission(&'static str),
    /// Any valid credential: a person, or a key for its own organization.
    Credential,
    /// A permission in the organization of the key that the body names; to others that key is unknown.
    PermissionOverKey(&'static str),
    /// A person who may do everything everywhere.
    SuperAdmin,
    /// The administration token.
    Administrator,
}

/// A call.
pub struct Operation {
    /// The HTTP method.
    pub method: &'static str,
    /// The path as the OpenAPI document has it.
    pub path: &'static str,
    /// Behind the path.
    pub query: &'static str,
    /// What the caller needs.
    pub needs: Needs,
    /// A body that is right.
    pub body: Option<fn(&Targets) -> Value>,
    /// The page whose mailed link was followed before, for a server function of it.
    pub link: Option<&'static str>,
}

impl Operation {
    /// The name in snapshots.
    pub fn name(&self) -> String {
        format!("{} {}{}", self.method, self.path, self.query)
    }

    /// Whether it belongs to the console, which is for people.
    pub fn is_function(&self) -> bool {
        self.path.starts_with("/_fn/")
    }

    /// Whether it changes nothing.
    pub fn only_reads(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        let reading = ["read_", "list_", "preview_"].iter().any(|verb| name.starts_with(verb));
        self.method == "GET" || self.is_function() && reading
    }

    /// Whether it is about an organization that its path or body names.
    pub fn in_organization(&self) -> bool {
        matches!(self.needs, Needs::Membership | Needs::Sight | Needs::Permission(_))
    }
}

const fn call(method: &'static str, path: &'static str, needs: Needs) -> Operation {
    Operation { method, path, query: "", needs, body: None, link: None }
}

const fn with(method: &'static str, path: &'static str, needs: Needs, body: fn(&Targets) -> Value) -> Operation {
    Operation { method, path, query: "", needs, body: Some(body), link: None }
}

const fn ask(method: &'static str, path: &'static str, query: &'static str, needs: Needs) -> Operation {
    Operation { method, path, query, needs, body: None, link: None }
}

use Needs::{Administrator, Credential, Membership, Nothing, Permission, PermissionOverKey, Person};

/// All of them.
pub const OPERATIONS: &[Operation] = &[
    // Identity
    with(
        "POST",
        "/api/v1/users",
        Nothing,
        |_| json!({ "email": "nina@example.com", "password": "a long and quiet sentence", "name": "Nina" }),
    ),
    with(
        "POST",
        "/api/v1/sessions",
        Nothing,
        |_| json!({ "email": "nobody@example.com", "password": "wrong password" }),
    ),
    call("DELETE", "/api/v1/sessions/current", Nothing),
    with(
        "POST",
        "/api/v1/sessions/current/reauthenticate",
        Person,
        |_| json!({ "password": "a long and quiet sentence" }),
    ),
    with("POST", "/api/v1/password-resets", Nothing, |_| json!({ "email": "nobody@example.com" })),
    with("POST", "/api/v1/password-resets/{token}", Nothing, |_| json!({ "password": "a long and quiet sentence" })),
    call("POST", "/api/v1/email-verifications/{token}", Nothing),
    call("GET", "/api/v1/me", Person),
    with("PATCH", "/api/v1/me", Person, |_| json!({ "name": "Renamed" })),
    with(
        "POST",
        "/api/v1/me/password",
        Person,
        |_| json!({ "current_password": "not the password", "new_password": "a long and quiet sentence" }),
    ),
    call("GET", "/api/v1/me/sessions", Person),
    call("DELETE", "/api/v1/me/sessions", Person),
    call("DELETE", "/api/v1/me/sessions/{session}", Person),
    call("GET", "/api/v1/me/tokens", Person),
    with("POST", "/api/v1/me/tokens", Person, |_| json!({ "name": "laptop" })),
    call("DELETE", "/api/v1/me/tokens/{token_id}", Person),
    call("GET", "/api/v1/me/invitations", Person),
    // Organizations
    call("GET", "/api/v1/organizations", Credential),
    ask("GET", "/api/v1/organizations", "?scope=all", Credential),
    with("POST", "/api/v1/organizations", Person, |_| json!({ "name": "Pier Nine" })),
    call("GET", "/api/v1/organizations/{org}", Permission("organization.read")),
    with("PATCH", "/api/v1/organizations/{org}", Permission("organization.update"), |_| json!({ "name": "Renamed" })),
    ask("DELETE", "/api/v1/organizations/{org}", "?force=true", Permission("organization.delete")),
    ask("DELETE", "/api/v1/organizations/{org}", "?dry_run=true", Permission("organization.delete")),
    ask("DELETE", "/api/v1/organizations/{org}", "?force=true&purge=true", Permission("organization.delete")),
    call("GET", "/api/v1/me/deleted-organizations", Person),
    call("POST", "/api/v1/organizations/{org}/restore", Person),
    call("GET", "/api/v1/organizations/{org}/dashboard", Permission("dashboard.view")),
    call("GET", "/api/v1/organizations/{org}/usage", Permission("billing.view")),
    // Permissions
    call("GET", "/api/v1/permissions", Nothing),
    call("GET", "/api/v1/organizations/{org}/permissions", Membership),
    with(
        "POST",
        "/api/v1/organizations/{org}/permissions/check",
        Membership,
        |_| json!({ "permission": "users.read" }),
    ),
    // Members
    call("GET", "/api/v1/organizations/{org}/members", Permission("users.read")),
    call("GET", "/api/v1/organizations/{org}/members/{user}", Permission("users.read")),
    with(
        "PATCH",
        "/api/v1/organizations/{org}/members/{user}",
        Permission("users.update"),
        |_| json!({ "status": "suspended" }),
    ),
    call("DELETE", "/api/v1/organizations/{org}/members/{user}", Permission("users.delete")),
    ask("DELETE", "/api/v1/organizations/{org}/members/{user}", "?dry_run=true", Permission("users.delete")),
    call("POST", "/api/v1/organizations/{org}/leave", Membership),
    // Invitations
    call("GET", "/api/v1/organizations/{org}/invitations", Permission("users.read")),
    with(
        "POST",
        "/api/v1/organizations/{org}/invitations",
        Permission("users.invite"),
        |_| json!({ "email": "nina@example.com" }),
    ),
    call("POST", "/api/v1/organizations/{org}/invitations/{invitation}/resend", Permission("users.invite")),
    call("DELETE", "/api/v1/organizations/{org}/invitations/{invitation}", Permission("users.invite")),
    call("GET", "/api/v1/invitations/{token}", Nothing),
    call("POST", "/api/v1/invitations/{token}/accept", Person),
    call("POST", "/api/v1/invitations/{token}/decline", Person),
    // Join codes
    call("GET", "/api/v1/organizations/{org}/join-codes", Permission("users.invite")),
    with("POST", "/api/v1/organizations/{org}/join-codes", Permission("users.invite"), |_| json!({})),
    call("DELETE", "/api/v1/organizations/{org}/join-codes/{join_code}", Permission("users.invite")),
    with("POST", "/api/v1/join", Person, |targets| json!({ "code": targets.code })),
    // Roles
    call("GET", "/api/v1/organizations/{org}/roles", Permission("roles.read")),
    with(
        "POST",
        "/api/v1/organizations/{org}/roles",
        Permission("roles.create"),
        |_| json!({ "name": "reader", "permissions": [] }),
    ),
    call("GET", "/api/v1/organizations/{org}/roles/{role}", Permission("roles.read")),
    with(
        "PATCH",
        "/api/v1/organizations/{org}/roles/{role}",
        Permission("roles.update"),
        |_| json!({ "description": "Changed." }),
    ),
    call("DELETE", "/api/v1/organizations/{org}/roles/{role}", Permission("roles.delete")),
    // Projects
    call("GET", "/api/v1/organizations/{org}/projects", Permission("projects.read")),
    with("POST", "/api/v1/organizations/{org}/projects", Permission("projects.create"), |_| json!({ "name": "ferry" })),
    call("GET", "/api/v1/organizations/{org}/projects/{project}", Permission("projects.read")),
    with(
        "PATCH",
        "/api/v1/organizations/{org}/projects/{project}",
        Permission("projects.update"),
        |_| json!({ "description": "Changed." }),
    ),
    ask("DELETE", "/api/v1/organizations/{org}/projects/{project}", "?force=true", Permission("projects.delete")),
    ask("DELETE", "/api/v1/organizations/{org}/projects/{project}", "?dry_run=true", Permission("projects.delete")),
    call(
        "PUT",
        "/api/v1/organizations/{org}/projects/{project}/resources/{kind}/{name}",
        Permission("projects.update"),
    ),
    call(
        "DELETE",
        "/api/v1/organizations/{org}/projects/{project}/resources/{kind}/{name}",
        Permission("projects.update"),
    ),
    // API keys
    call("GET", "/api/v1/organizations/{org}/api-keys", Permission("apiKeys.list")),
    with(
        "POST",
        "/api/v1/organizations/{org}/api-keys",
        Permission("apiKeys.create"),
        |_| json!({ "name": "worker", "permissions": [] }),
    ),
    call("GET", "/api/v1/organizations/{org}/api-keys/{key}", Permission("apiKeys.list")),
    with(
        "PATCH",
        "/api/v1/organizations/{org}/api-keys/{key}",
        Permission("apiKeys.create"),
        |_| json!({ "name": "renamed" }),
    ),
    with(
        "PATCH",
        "/api/v1/organizations/{org}/api-keys/{key}",
        Permission("apiKeys.revoke"),
        |_| json!({ "enabled": false }),
    ),
    call("DELETE", "/api/v1/organizations/{org}/api-keys/{key}", Permission("apiKeys.revoke")),
    with(
        "POST",
        "/api/v1/organizations/{org}/api-keys/{key}/rotate",
        Permission("apiKeys.create"),
        |_| json!({ "grace_seconds": 60 }),
    ),
    with("POST", "/api/v1/api-keys/verify", PermissionOverKey("apiKeys.list"), |targets| json!({ "key": targets.key })),
    // Audit log
    call("GET", "/api/v1/organizations/{org}/audit-events", Permission("audit.read")),
    ask("GET", "/api/v1/organizations/{org}/audit-events/export", "?format=json", Permission("audit.read")),
    call("GET", "/api/v1/organizations/{org}/audit-events/verify", Permission("audit.read")),
    // Administration
    with("POST", "/admin/v1/users", Administrator, |_| json!({ "email": "nina@example.com" })),
    with("POST", "/admin/v1/users/{user}/tokens", Administrator, |_| json!({})),
    with("PATCH", "/admin/v1/organizations/{org_id}", Administrator, |_| json!({ "plan": "pro" })),
    with(
        "PUT",
        "/admin/v1/projects/{project_id}/resources",
        Administrator,
        |_| json!({ "environmentCount": 2, "blueprintCount": 0 }),
    ),
    call("GET", "/admin/v1/outbox", Administrator),
];
