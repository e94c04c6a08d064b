//! Join codes: a code that several people may use to become members.

use crate::{ApiError, JoinCodeId, OrgId, Timestamp, UserId, validate::Faults};
use serde::{Deserialize, Serialize};

/// A join code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JoinCode {
    /// The id.
    pub id: JoinCodeId,
    /// The code itself, for those who may give its role; empty for others.
    pub code: String,
    /// The role it gives.
    pub role: String,
    /// How many may use it; no limit when absent.
    pub max_uses: Option<i64>,
    /// How many used it.
    pub use_count: i64,
    /// When it ends; never when absent.
    pub expires_at: Option<Timestamp>,
    /// Only verified addresses of this domain may use it.
    pub email_domain: Option<String>,
    /// The name of who made it.
    pub created_by: String,
    /// The id of who made it, for surfaces that print one; unknown in what was read from an answer.
    #[serde(skip)]
    pub created_by_id: Option<UserId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// `active`, `used_up`, `expired` or `revoked`.
    pub status: String,
    /// Who joined by it; the latest 20.
    pub joined: Vec<JoinedBy>,
}

/// Somebody who joined by a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JoinedBy {
    /// Who.
    pub user_id: UserId,
    /// The name.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// The request to make a join code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewJoinCode {
    /// The role to give; `member` when absent. Never `owner` or `admin`.
    #[serde(default)]
    pub role: Option<String>,
    /// How many may use it, 1–100,000; no limit when absent.
    #[serde(default)]
    pub max_uses: Option<i64>,
    /// When it ends; never when absent.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
    /// Only verified addresses of this domain may use it.
    #[serde(default)]
    pub email_domain: Option<String>,
}

impl NewJoinCode {
    /// Lists every fault.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        if let Some(role) = self.role.as_deref().filter(|r| !r.is_empty()) {
            faults.key_name("role", role);
            if matches!(role, "owner" | "admin") {
                faults.add("role", "not_allowed", "A join code cannot give this role. Invite by mail instead.");
            }
        }
        if let Some(uses) = self.max_uses
            && !(1..=100_000).contains(&uses)
        {
            faults.add("max_uses", "out_of_range", "Choose 1 to 100,000 uses.");
        }
        if let Some(domain) = self.email_domain.as_deref().filter(|d| !d.trim().is_empty())
            && !crate::validate::looks_like_email(&format!("a@{}", domain.trim()))
        {
            faults.add("email_domain", "invalid_format", "Enter a domain such as example.com.");
        }
        faults.finish()
    }
}

/// The request to join by a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JoinRequest {
    /// The code; hyphens, spaces and case do not matter.
    pub code: String,
}

/// What joining led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Joined {
    /// Where one is a member now.
    pub organization_id: OrgId,
    /// As what; the former role when one was a member before.
    pub role: String,
    /// Whether one was a member before; the code is not used up then.
    pub already_member: bool,
}

/// What the console shows before one joins by a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinPreview {
    /// The organization's name.
    pub organization: String,
    /// The role it gives.
    pub role: String,
}
