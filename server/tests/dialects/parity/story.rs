//! The steps of the story, and how each door tells them. What a door has no call for is told natively.

use serde_json::{Value, json};

use Door::{Adrifact, Native, Permit, Perms, Teabar, Tours};
use Step::{
    AcceptAda, AcceptBo, Create, CreateCode, CreateKey, CreateProject, CreateRole, Delete, DeleteProject, InviteAda,
    InviteBo, InviteDee, Join, Promote, RemoveBo, Rename, RevokeDee, RevokeKey,
};

/// A way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Native,
    Perms,
    Teabar,
    Permit,
    Adrifact,
    Tours,
}

impl Door {
    pub const ALL: [Self; 6] = [Native, Perms, Teabar, Permit, Adrifact, Tours];

    /// As the audit log names it.
    pub fn surface(self) -> &'static str {
        match self {
            Native => "api",
            Perms => "perms",
            Teabar => "teabar",
            Permit => "permit",
            Adrifact => "adrifact",
            Tours => "tours",
        }
    }
}

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Create,
    Rename,
    CreateProject,
    InviteAda,
    AcceptAda,
    InviteBo,
    AcceptBo,
    InviteDee,
    RevokeDee,
    Promote,
    CreateRole,
    CreateCode,
    Join,
    CreateKey,
    RevokeKey,
    RemoveBo,
    DeleteProject,
    Delete,
}

impl Step {
    /// In the order of the story.
    pub const ALL: [Self; 18] = [
        Create,
        Rename,
        CreateProject,
        InviteAda,
        AcceptAda,
        InviteBo,
        AcceptBo,
        InviteDee,
        RevokeDee,
        Promote,
        CreateRole,
        CreateCode,
        Join,
        CreateKey,
        RevokeKey,
        RemoveBo,
        DeleteProject,
        Delete,
    ];

    /// Who does it.
    pub fn by(self) -> &'static str {
        match self {
            AcceptAda => "Ada",
            AcceptBo => "Bo",
            Join => "Cy",
            _ => "Olga",
        }
    }
}

/// What is known at a step; what is not made yet is empty.
#[derive(Default)]
pub struct Known {
    pub org: String,
    pub olga: String,
    pub ada: String,
    pub bo: String,
    /// The mailed token for whoever acts.
    pub token: String,
    /// Dee's invitation.
    pub invitation: String,
    pub project: String,
    pub key: String,
    pub code: String,
}

/// Method, path, body.
pub type Request = (&'static str, String, Option<Value>);

/// How a door tells a step; nothing when it has no call for it.
pub fn told(door: Door, step: Step, k: &Known) -> Option<Request> {
    match door {
        Native => Some(natively(step, k)),
        Perms => by_perms(step, k),
        Teabar => by_teabar(step, k),
        Permit => by_permit(step, k),
        Adrifact => by_adrifact(step, k),
        Tours => by_tours(step, k),
    }
}

/// The native call for a step: there is one for each.
pub fn natively(step: Step, k: &Known) -> Request {
    let Known { ada, bo, token, invitation, key, code, .. } = k;
    let (method, path, body) = match step {
        Create => return ("POST", "/api/v1/organizations".to_owned(), Some(json!({ "name": "Harbor Labs" }))),
        AcceptAda | AcceptBo => return ("POST", format!("/api/v1/invitations/{token}/accept"), None),
        Join => return ("POST", "/api/v1/join".to_owned(), Some(json!({ "code": code }))),
        Rename => ("PATCH", String::new(), Some(json!({ "name": "Harbor Works" }))),
        CreateProject => ("POST", "/projects".to_owned(), Some(json!({ "name": "docks" }))),
        InviteAda => ("POST", "/invitations".to_owned(), Some(json!({ "email": "ada@example.com" }))),
        InviteBo => ("POST", "/invitations".to_owned(), Some(json!({ "email": "bo@example.com" }))),
        InviteDee => ("POST", "/invitations".to_owned(), Some(json!({ "email": "dee@example.com" }))),
        RevokeDee => ("DELETE", format!("/invitations/{invitation}"), None),
        Promote => ("PATCH", format!("/members/{ada}"), Some(json!({ "role": "admin" }))),
        CreateRole => ("POST", "/roles".to_owned(), Some(json!({ "name": "porter", "permissions": ["users.read"] }))),
        CreateCode => ("POST", "/join-codes".to_owned(), Some(json!({ "max_uses": 2 }))),
        // The other doors make keys that never end.
        CreateKey => (
            "POST",
            "/api-keys".to_owned(),
            Some(json!({ "name": "ci", "permissions": ["projects.read"], "expires_at": null })),
        ),
        RevokeKey => ("DELETE", format!("/api-keys/{key}"), None),
        RemoveBo => ("DELETE", format!("/members/{bo}"), None),
        DeleteProject => ("DELETE", "/projects/docks".to_owned(), None),
        Delete => ("DELETE", "?force=true".to_owned(), None),
    };
    (method, format!("/api/v1/organizations/{}{path}", k.org), body)
}

fn by_perms(step: Step, k: &Known) -> Option<Request> {
    let (method, path, body) = match step {
        Create => ("POST", String::new(), json!({ "name": "Harbor Labs", "user_id": k.olga })),
        Rename => ("PUT", format!("/{}", k.org), json!({ "name": "Harbor Works" })),
        CreateProject => ("POST", format!("/{}/project", k.org), json!({ "name": "docks" })),
        InviteAda => ("POST", format!("/{}/invite", k.org), json!({ "email": "ada@example.com" })),
        InviteBo => ("POST", format!("/{}/invite", k.org), json!({ "email": "bo@example.com" })),
        InviteDee => ("POST", format!("/{}/invite", k.org), json!({ "email": "dee@example.com" })),
        CreateKey => ("POST", format!("/{}/api-key", k.org), json!({ "project_name": "default", "name": "ci" })),
        RevokeKey => ("DELETE", format!("/{}/api-key/{}?project_name=default", k.org, k.key), Value::Null),
        RemoveBo => ("POST", format!("/{}/user/{}", k.org, k.bo), json!({})),
        DeleteProject => ("DELETE", format!("/{}/project?project_name=docks", k.org), Value::Null),
        AcceptAda | AcceptBo | RevokeDee | Promote | CreateRole | CreateCode | Join | Delete => return None,
    };
    let body = if body.is_null() { None } else { Some(body) };
    Some((method, format!("/organisation-service/v1/organisation{path}"), body))
}

fn by_teabar(step: Step, k: &Known) -> Option<Request> {
    let org = &k.org;
    let (method, message) = match step {
        Create => ("CreateOrganization", json!({ "name": "harbor-labs", "displayName": "Harbor Labs" })),
        Rename => ("UpdateOrganization", json!({ "organizationId": org, "displayName": "Harbor Works" })),
        CreateProject => ("CreateProject", json!({ "organizationId": org, "name": "docks" })),
        InviteAda => ("InviteMember", json!({ "organizationId": org, "email": "ada@example.com" })),
        InviteBo => ("InviteMember", json!({ "organizationId": org, "email": "bo@example.com" })),
        InviteDee => ("InviteMember", json!({ "organizationId": org, "email": "dee@example.com" })),
        Promote => ("UpdateMember", json!({ "organizationId": org, "userId": k.ada, "role": "admin" })),
        RemoveBo => ("RemoveMember", json!({ "organizationId": org, "userId": k.bo })),
        DeleteProject => ("DeleteProject", json!({ "projectId": k.project })),
        Delete => ("DeleteOrganization", json!({ "organizationId": org, "force": true })),
        AcceptAda | AcceptBo | RevokeDee | CreateRole | CreateCode | Join | CreateKey | RevokeKey => return None,
    };
    Some(("POST", format!("/teabar.v1.OrganizationService/{method}"), Some(message)))
}

fn by_permit(step: Step, k: &Known) -> Option<Request> {
    match step {
        Create => Some(("POST", "/v2/orgs".to_owned(), Some(json!({ "key": "harbor-labs", "name": "Harbor Labs" })))),
        Rename => Some(("PATCH", format!("/v2/orgs/{}", k.org), Some(json!({ "name": "Harbor Works" })))),
        Delete => Some(("DELETE", format!("/v2/orgs/{}", k.org), None)),
        _ => None,
    }
}

fn by_adrifact(step: Step, k: &Known) -> Option<Request> {
    let org = &k.org;
    let (path, body) = match step {
        Create => ("create", json!({ "name": "Harbor Labs" })),
        Rename => ("update", json!({ "organizationId": org, "name": "Harbor Works" })),
        InviteAda => ("invitations/create", json!({ "organizationId": org, "email": "ada@example.com" })),
        InviteBo => ("invitations/create", json!({ "organizationId": org, "email": "bo@example.com" })),
        InviteDee => ("invitations/create", json!({ "organizationId": org, "email": "dee@example.com" })),
        AcceptAda | AcceptBo => ("invitations/accept", json!({ "token": k.token })),
        RevokeDee => ("invitations/revoke", json!({ "organizationId": org, "id": k.invitation })),
        Promote => ("members/set-role", json!({ "organizationId": org, "userId": k.ada, "role": "admin" })),
        CreateCode => ("join-codes/create", json!({ "organizationId": org, "maxUses": 2 })),
        Join => ("join-codes/join", json!({ "code": k.code })),
        CreateKey => ("tokens/create", json!({ "organizationId": org, "name": "ci" })),
        RemoveBo => ("members/remove", json!({ "organizationId": org, "userId": k.bo })),
        CreateProject | CreateRole | RevokeKey | DeleteProject | Delete => return None,
    };
    Some(("POST", format!("/v1/organizations/{path}"), Some(body)))
}

fn by_tours(step: Step, k: &Known) -> Option<Request> {
    let (method, path, body) = match step {
        Rename => ("PATCH", "organizations/me".to_owned(), Some(json!({ "name": "Harbor Works" }))),
        InviteAda => ("POST", "organizations/invitations".to_owned(), Some(json!({ "email": "ada@example.com" }))),
        InviteBo => ("POST", "organizations/invitations".to_owned(), Some(json!({ "email": "bo@example.com" }))),
        InviteDee => ("POST", "organizations/invitations".to_owned(), Some(json!({ "email": "dee@example.com" }))),
        AcceptAda | AcceptBo => ("POST", format!("invitations/{}/accept", k.token), None),
        RevokeDee => ("DELETE", format!("organizations/invitations/{}", k.invitation), None),
        Promote => ("PATCH", format!("organizations/members/{}", k.ada), Some(json!({ "role": "admin" }))),
        CreateRole => {
            ("POST", "organizations/roles".to_owned(), Some(json!({ "name": "porter", "permissions": ["users.read"] })))
        }
        CreateKey => ("POST", "api-keys".to_owned(), Some(json!({ "name": "ci" }))),
        RevokeKey => ("PATCH", format!("api-keys/{}", k.key), Some(json!({ "status": "revoked" }))),
        RemoveBo => ("DELETE", format!("organizations/members/{}", k.bo), None),
        // Deleting is for super admins there, and the owner is none.
        Create | CreateProject | CreateCode | Join | DeleteProject | Delete => return None,
    };
    Some((method, format!("/api/{path}"), body))
}
