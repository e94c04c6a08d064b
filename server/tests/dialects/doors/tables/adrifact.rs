//! Adrifact.

use serde_json::{Value, json};
use server::dialects::Surface;

use super::super::call::{Call, Names, Wire};
use crate::doors::{needs::Needs, who::Things};

type Row = (&'static str, Names, Needs, fn(&Things) -> Value);

const ORG: Names = Names::Field("organizationId");

const fn permission(name: &'static str) -> Needs {
    Needs::Permission(name)
}

#[rustfmt::skip]
const ROWS: [Row; 17] = [
    ("/v1/organizations/create", Names::Nothing, Needs::Person, |_| json!({ "name": "Pier Nine" })),
    ("/v1/organizations/get", ORG, permission("organization.read"), |t| json!({ "organizationId": t.org })),
    ("/v1/organizations/list", Names::Nothing, Needs::ActingUser, |_| json!({})),
    ("/v1/organizations/update", ORG, permission("organization.update"),
        |t| json!({ "organizationId": t.org, "name": "Renamed" })),
    ("/v1/organizations/roles", Names::Nothing, Needs::Credential, |_| json!({})),
    ("/v1/organizations/members/list", ORG, permission("users.read"), |t| json!({ "organizationId": t.org })),
    ("/v1/organizations/members/remove", ORG, permission("users.delete"),
        |t| json!({ "organizationId": t.org, "userId": t.member })),
    ("/v1/organizations/members/set-role", ORG, permission("users.update"),
        |t| json!({ "organizationId": t.org, "userId": t.member, "role": "admin" })),
    ("/v1/organizations/invitations/create", ORG, permission("users.invite"),
        |t| json!({ "organizationId": t.org, "email": "new@example.com" })),
    ("/v1/organizations/invitations/list", ORG, permission("users.invite"), |t| json!({ "organizationId": t.org })),
    ("/v1/organizations/invitations/revoke", ORG, permission("users.invite"),
        |t| json!({ "organizationId": t.org, "id": t.invitation })),
    ("/v1/organizations/invitations/accept", Names::Nothing, Needs::Invited, |t| json!({ "token": t.token })),
    ("/v1/organizations/join-codes/create", ORG, permission("users.invite"),
        |t| json!({ "organizationId": t.org, "maxUses": 3 })),
    ("/v1/organizations/join-codes/list", ORG, permission("users.invite"), |t| json!({ "organizationId": t.org })),
    ("/v1/organizations/join-codes/revoke", ORG, permission("users.invite"),
        |t| json!({ "organizationId": t.org, "id": t.join_code })),
    ("/v1/organizations/join-codes/join", Names::Nothing, Needs::Joiner, |t| json!({ "code": t.code })),
    ("/v1/organizations/tokens/create", ORG, permission("organization.update"),
        |t| json!({ "organizationId": t.org, "name": "ci" })),
];

pub fn calls() -> Vec<Call> {
    let call = |row: &Row| Call {
        surface: Surface::Adrifact,
        wire: Wire::Rest("POST", row.0),
        needs: row.2,
        names: row.1,
        message: row.3,
        refusal: None,
    };
    ROWS.iter().map(call).collect()
}
