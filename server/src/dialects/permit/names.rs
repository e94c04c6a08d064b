//! What things are called on this surface, and what its plans include.

use contract::ApiError;
use http::StatusCode;

/// The plans: what the core calls them, the tier as it is printed, monthly active users, tenants. Clients refuse other tiers.
const PLANS: [(&str, Plan); 3] = [
    ("free", Plan { billing_tier: "free", mau: 1_000, tenants: 20 }),
    ("pro", Plan { billing_tier: "pro", mau: 10_000, tenants: 200 }),
    ("enterprise", Plan { billing_tier: "enterprise", mau: 100_000, tenants: 2_000 }),
];

/// What a plan includes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// The tier as it is printed.
    pub billing_tier: &'static str,
    /// Monthly active users.
    pub mau: i64,
    /// Tenants.
    pub tenants: i64,
}

/// The plan of the core's name for it; the smallest for a name that is not known here.
pub fn plan(name: &str) -> Plan {
    let [(_, smallest), ..] = PLANS;
    PLANS.iter().find(|(known, _)| *known == name).map_or(smallest, |(_, plan)| *plan)
}

/// Code and title of an error by its status. Those without a code of their own have the nearest published one.
pub fn code_and_title(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::UNAUTHORIZED => ("UNAUTHORIZED", "You are not authorized"),
        StatusCode::FORBIDDEN => ("FORBIDDEN_ACCESS", "You do not have access to this resource"),
        StatusCode::NOT_FOUND => ("NOT_FOUND", "The requested data could not be found"),
        StatusCode::CONFLICT => ("DUPLICATE_ENTITY", "An object with this key already exists"),
        StatusCode::TOO_MANY_REQUESTS => ("CONCURRENT_OPERATION_DISALLOWED", "Too many requests"),
        StatusCode::METHOD_NOT_ALLOWED => ("INVALID_INPUT", "This method is not allowed here"),
        StatusCode::PAYLOAD_TOO_LARGE => ("INVALID_INPUT", "The request body is too large"),
        other if other.is_server_error() => ("UNEXPECTED_ERROR", "Unexpected error"),
        _ => ("INVALID_INPUT", "The request could not be understood"),
    }
}

/// A field of the service's requests as this surface names it.
pub fn field(name: &str) -> &str {
    match name {
        "slug" => "key",
        other => other,
    }
}

/// The sentence of an error, with the names of this surface in it.
pub fn message(error: &ApiError) -> String {
    match error {
        ApiError::AlreadyExists { what, field: name } if what == "organization" => {
            format!("There is already an organization with this {}.", field(name))
        }
        other => other.detail(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_that_is_not_known_is_the_smallest() {
        assert_eq!(plan("enterprise").mau, 100_000);
        assert_eq!(plan("platinum"), plan("free"));
    }
}
