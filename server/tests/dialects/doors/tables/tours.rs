//! Tours. The current organization is named by the header.

use serde_json::{Value, json};
use server::dialects::Surface;

use super::super::call::{Call, Names, Wire};
use crate::doors::{needs::Needs, who::Things};

type Row = (&'static str, &'static str, Names, Needs, fn(&Things) -> Value);

const HEADER: Names = Names::Header;
const NOTHING: Names = Names::Nothing;

const fn permission(name: &'static str) -> Needs {
    Needs::Permission(name)
}

#[rustfmt::skip]
const ROWS: [Row; 25] = [
    ("GET", "/api/organizations", NOTHING, Needs::SuperAdmin, |_| json!({})),
    ("GET", "/api/organizations/me", HEADER, Needs::Access, |_| json!({})),
    ("PATCH", "/api/organizations/me", HEADER, Needs::Administrator, |_| json!({ "name": "Renamed" })),
    ("GET", "/api/organizations/me/permissions", HEADER, Needs::Access, |_| json!({})),
    ("GET", "/api/organizations/{organization}", Names::Field("organization"), Needs::SuperAdmin, |t| json!({ "organization": t.org })),
    ("PATCH", "/api/organizations/{organization}", Names::Field("organization"), Needs::SuperAdmin,
        |t| json!({ "organization": t.org, "name": "Renamed" })),
    ("DELETE", "/api/organizations/{organization}", Names::Field("organization"), Needs::SuperAdmin, |t| json!({ "organization": t.org })),
    ("GET", "/api/organizations/members", HEADER, permission("users.read"), |_| json!({})),
    ("PATCH", "/api/organizations/members/{member}", HEADER, permission("users.update"),
        |t| json!({ "member": t.member, "status": "suspended" })),
    ("DELETE", "/api/organizations/members/{member}", HEADER, permission("users.delete"), |t| json!({ "member": t.member })),
    ("GET", "/api/organizations/roles", HEADER, permission("roles.read"), |_| json!({})),
    ("POST", "/api/organizations/roles", HEADER, permission("roles.create"),
        |_| json!({ "name": "porter", "permissions": ["users.read"] })),
    ("PATCH", "/api/organizations/roles/{role}", HEADER, permission("roles.update"),
        |t| json!({ "role": t.role, "description": "At the quay" })),
    ("DELETE", "/api/organizations/roles/{role}", HEADER, permission("roles.delete"), |t| json!({ "role": t.role })),
    ("GET", "/api/organizations/invitations", HEADER, permission("users.read"), |_| json!({})),
    ("POST", "/api/organizations/invitations", HEADER, permission("users.invite"), |_| json!({ "email": "new@example.com" })),
    ("POST", "/api/organizations/invitations/{invitation}", HEADER, permission("users.invite"),
        |t| json!({ "invitation": t.invitation })),
    ("DELETE", "/api/organizations/invitations/{invitation}", HEADER, permission("users.invite"),
        |t| json!({ "invitation": t.invitation })),
    ("GET", "/api/invitations/{token}", NOTHING, Needs::Nothing, |t| json!({ "token": t.token })),
    ("POST", "/api/invitations/{token}/accept", NOTHING, Needs::Invited, |t| json!({ "token": t.token })),
    ("GET", "/api/api-keys", NOTHING, Needs::Person, |_| json!({})),
    ("POST", "/api/api-keys", HEADER, Needs::PersonWithAccess, |_| json!({ "name": "Zapier" })),
    ("GET", "/api/api-keys/{key}", Names::Thing("key"), Needs::ItsOwner, |t| json!({ "key": t.integration_key })),
    ("PATCH", "/api/api-keys/{key}", Names::Thing("key"), Needs::ItsOwner, |t| json!({ "key": t.integration_key, "status": "revoked" })),
    ("DELETE", "/api/api-keys/{key}", Names::Thing("key"), Needs::ItsOwner, |t| json!({ "key": t.integration_key })),
];

pub fn calls() -> Vec<Call> {
    let call = |row: &Row| Call {
        surface: Surface::Tours,
        wire: Wire::Rest(row.0, row.1),
        needs: row.3,
        names: row.2,
        message: row.4,
        refusal: None,
    };
    ROWS.iter().map(call).collect()
}
