//! Teabar's names of roles, fields and things.

use contract::permissions::{ADMIN, OWNER};

/// What Teabar prints for a role: it knows two.
pub fn role(role: &str) -> &'static str {
    if matches!(role, OWNER | ADMIN | "super_admin") { "admin" } else { "member" }
}

/// Whether a role that a request names is the administrator's; `None` for one that Teabar does not know.
pub fn administrator(role: &str) -> Option<bool> {
    match role {
        "admin" => Some(true),
        "member" => Some(false),
        _ => None,
    }
}

/// What Teabar calls a field of the service's.
pub fn field(field: &str, of_organization: bool) -> &str {
    match (field, of_organization) {
        ("slug", _) => "name",
        ("name", true) => "displayName",
        ("billing_email", _) => "billingEmail",
        (other, _) => other,
    }
}

/// The reason of a thing that is not there.
pub fn not_found(what: &str) -> Option<(&'static str, &'static str)> {
    match what {
        "organization" => Some(("Organization not found", "ORGANIZATION_NOT_FOUND")),
        "project" => Some(("Project not found", "PROJECT_NOT_FOUND")),
        "member" | "user" => Some(("Member not found", "MEMBER_NOT_FOUND")),
        _ => None,
    }
}
