//! What seeding tells.

use contract::{ApiKeyId, OrgId, UserId};
use serde::Serialize;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Memberships that are written.
    pub members: u64,
    /// Memberships that will be written.
    pub total: u64,
}

/// What was made: how many rows of each kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SeedReport {
    /// Organizations.
    pub organizations: u64,
    /// People; some are members of several organizations.
    pub users: u64,
    /// Memberships, suspended ones too.
    pub members: u64,
    /// Custom roles.
    pub roles: u64,
    /// Projects.
    pub projects: u64,
    /// Native API keys in every state.
    pub api_keys: u64,
    /// Invitations in every state.
    pub invitations: u64,
    /// Join codes in every state.
    pub join_codes: u64,
    /// Console sessions.
    pub sessions: u64,
    /// Days of usage, over all organizations.
    pub usage_days: u64,
    /// Audit events.
    pub audit_events: u64,
    /// The address of a super admin.
    pub administrator: String,
    /// The password of everybody.
    pub password: String,
    /// What a load test needs; only of the bench profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bench: Option<BenchReport>,
}

/// Ids and credentials for a load test. Nothing here is a secret: every run makes the same ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct BenchReport {
    /// The large organizations, smallest first.
    pub organizations: Vec<BenchOrganization>,
    /// The user who is in many organizations.
    pub everywhere: Option<BenchUser>,
    /// How many these are.
    pub everywhere_organizations: u64,
    /// Values of the session cookie, each of another user.
    pub sessions: Vec<String>,
    /// Addresses of people who can sign in with the password.
    pub emails: Vec<String>,
}

/// A user with a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BenchUser {
    /// Who.
    pub id: UserId,
    /// The address.
    pub email: String,
    /// A user token without an end.
    pub token: String,
}

/// A large organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BenchOrganization {
    /// The id.
    pub id: OrgId,
    /// The slug.
    pub slug: String,
    /// Memberships, suspended ones too.
    pub members: u64,
    /// An owner.
    pub owner: BenchUser,
    /// An active member who is no owner.
    pub member_id: UserId,
    /// Live keys that may list keys, and so verify others.
    pub api_keys: Vec<BenchKey>,
}

/// A key in clear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BenchKey {
    /// The id.
    pub id: ApiKeyId,
    /// The key itself.
    pub key: String,
}
