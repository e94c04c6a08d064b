//! Members: who belongs to an organization, as what.

use crate::{ApiError, MembershipId, Timestamp, UserId, validate::Faults};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Whether a membership counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MemberStatus {
    /// May do what the role allows.
    Active,
    /// May do nothing until reactivated.
    Suspended,
}

impl MemberStatus {
    /// The name as the database and the wire have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
        }
    }
}

impl FromStr for MemberStatus {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "active" => Ok(Self::Active),
            "suspended" => Ok(Self::Suspended),
            _ => Err(()),
        }
    }
}

/// A member of an organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    /// The membership's id, for surfaces that print one; the native API and the console name members by their user.
    #[serde(skip, default = "unknown")]
    pub id: MembershipId,
    /// Who.
    pub user_id: UserId,
    /// The account's address.
    pub email: String,
    /// The account's name.
    pub name: String,
    /// The role's name.
    pub role: String,
    /// Whether the membership counts.
    pub status: MemberStatus,
    /// Since when.
    pub joined_at: Timestamp,
    /// When the member last did something here, to some minutes.
    pub last_active_at: Option<Timestamp>,
}

/// The id of a membership whose JSON has none.
fn unknown() -> MembershipId {
    MembershipId(uuid::Uuid::nil())
}

/// Which order a list of members has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MemberSort {
    /// By name, A to Z.
    #[default]
    Name,
    /// By address, A to Z.
    Email,
    /// Newest members first.
    #[serde(rename = "-joined_at")]
    Newest,
    /// Oldest members first.
    #[serde(rename = "joined_at")]
    Oldest,
}

/// Which members.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberFilter {
    /// The beginning of a name or address. In a list by name or address, those come first whose names begin with it, by
    /// name, then those of whom only the address does, by address.
    #[serde(default)]
    pub search: Option<String>,
    /// Only this role.
    #[serde(default)]
    pub role: Option<String>,
    /// Only this status.
    #[serde(default)]
    pub status: Option<MemberStatus>,
    /// The order.
    #[serde(default)]
    pub sort: MemberSort,
}

/// The request to change a member; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberPatch {
    /// The new role's name.
    #[serde(default)]
    pub role: Option<String>,
    /// The new status.
    #[serde(default)]
    pub status: Option<MemberStatus>,
}

impl MemberPatch {
    /// Lists every fault.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        if let Some(role) = &self.role {
            faults.key_name("role", role);
        }
        faults.finish()
    }
}

/// What removing a member takes along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberRemoval {
    /// Names of the keys that stop working with the member.
    pub keys: Vec<String>,
    /// Pending invitations of theirs that are revoked.
    pub invitations: i64,
}
