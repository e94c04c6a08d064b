//! Members: who belongs to an organization, as what.

use crate::{ApiError, MembershipId, Timestamp, UserId, ids::InvalidId, validate::Faults};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

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

/// What is done to several members at once. Its text is `role:<name>`, `suspend`, `reactivate` or `remove`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum BatchAction {
    /// All get this role.
    Role(String),
    /// All are suspended.
    Suspend,
    /// All are reactivated.
    Reactivate,
    /// All are removed.
    Remove,
}

impl From<BatchAction> for String {
    fn from(action: BatchAction) -> Self {
        match action {
            BatchAction::Role(role) => format!("role:{role}"),
            BatchAction::Suspend => "suspend".to_owned(),
            BatchAction::Reactivate => "reactivate".to_owned(),
            BatchAction::Remove => "remove".to_owned(),
        }
    }
}

impl FromStr for BatchAction {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match (text, text.strip_prefix("role:")) {
            (_, Some(role)) => Ok(Self::Role(role.to_owned())),
            ("suspend", _) => Ok(Self::Suspend),
            ("reactivate", _) => Ok(Self::Reactivate),
            ("remove", _) => Ok(Self::Remove),
            _ => Err("no action on members"),
        }
    }
}

impl TryFrom<String> for BatchAction {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

/// One member of a [`MemberBatch`]. Its text is the user's id, or `<id>~<version>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchMember {
    /// Who.
    pub user_id: UserId,
    /// The version that the change is meant for; any when absent.
    pub version: Option<String>,
}

impl fmt::Display for BatchMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.version {
            Some(version) => write!(f, "{}~{version}", self.user_id),
            None => self.user_id.fmt(f),
        }
    }
}

impl FromStr for BatchMember {
    type Err = InvalidId;
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let (user, version) = text.split_once('~').map_or((text, None), |(user, version)| (user, Some(version)));
        Ok(Self { user_id: user.parse()?, version: version.map(str::to_owned) })
    }
}

/// The request to do the same to several members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberBatch {
    /// 1–100 members.
    pub members: Vec<BatchMember>,
    /// What is done to each.
    pub action: BatchAction,
}

impl MemberBatch {
    /// The most members of one request.
    pub const MAX: usize = 100;

    /// Lists the faults of the request; what is wrong with one member is a result.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        if self.members.is_empty() {
            faults.add("users", "required", "Choose at least one member.");
        } else if self.members.len() > Self::MAX {
            faults.add("users", "too_long", "Choose at most 100 members.");
        }
        if let BatchAction::Role(role) = &self.action {
            faults.key_name("role", role);
        }
        faults.finish()
    }
}

/// What became of one member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BatchVerdict {
    /// Changed, or would be; with what was taken along.
    Changed(MemberRemoval),
    /// It was so already.
    Unchanged,
    /// Not changed, and why.
    Refused(ApiError),
}

/// One member of a batch, as before it, and what became of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchResult {
    /// The member.
    pub member: Member,
    /// The member's version.
    pub version: String,
    /// What became of them.
    pub verdict: BatchVerdict,
}

/// What became of the members of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberBatchOutcome {
    /// What was done, or would be.
    pub action: BatchAction,
    /// Each member, in the order of the request.
    pub results: Vec<BatchResult>,
    /// How many were members no more.
    pub gone: usize,
}

impl MemberBatchOutcome {
    /// The members that were changed, or would be.
    pub fn changed(&self) -> impl Iterator<Item = (&BatchResult, &MemberRemoval)> {
        self.results.iter().filter_map(|result| match &result.verdict {
            BatchVerdict::Changed(lost) => Some((result, lost)),
            _ => None,
        })
    }

    /// The members that were not changed, and why.
    pub fn refused(&self) -> impl Iterator<Item = (&BatchResult, &ApiError)> {
        self.results.iter().filter_map(|result| match &result.verdict {
            BatchVerdict::Refused(error) => Some((result, error)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_travel_as_text() {
        for text in ["role:billing-clerk", "suspend", "reactivate", "remove"] {
            assert_eq!(String::from(text.parse::<BatchAction>().unwrap()), text);
        }
        assert!("delete".parse::<BatchAction>().is_err());
        for text in ["usr_1", "auth0:ana@example.com~AbC-_9"] {
            assert_eq!(text.parse::<BatchMember>().unwrap().to_string(), text);
        }
        assert!("a b".parse::<BatchMember>().is_err());
    }
}
