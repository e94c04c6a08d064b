//! Invitations: a mailed link that makes a member.

use crate::{ApiError, InvitationId, Timestamp, UserId, accounts::OrganizationSummary, validate::Faults};
use serde::{Deserialize, Serialize};

/// Where an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum InvitationStatus {
    /// Waits for an answer.
    Pending,
    /// Made a member.
    Accepted,
    /// Refused by the invited person.
    Declined,
    /// Taken back.
    Revoked,
    /// Its time is over.
    Expired,
}

impl InvitationStatus {
    /// The name as the wire has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
        }
    }
}

impl std::str::FromStr for InvitationStatus {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Pending, Self::Accepted, Self::Declined, Self::Revoked, Self::Expired]
            .into_iter()
            .find(|s| s.as_str() == text)
            .ok_or(())
    }
}

/// An invitation, without its token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// The id.
    pub id: InvitationId,
    /// Whom it went to.
    pub email: String,
    /// The role it gives.
    pub role: String,
    /// Where it stands.
    pub status: InvitationStatus,
    /// The name of who sent it.
    pub invited_by: String,
    /// The id of who sent it, for surfaces that print one; unknown in what was read from an answer.
    #[serde(skip)]
    pub invited_by_id: Option<UserId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When its mail was last written.
    pub last_sent_at: Timestamp,
}

/// The request to invite somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewInvitation {
    /// Whom to invite.
    pub email: String,
    /// The role to give; `member` when absent.
    #[serde(default)]
    pub role: Option<String>,
    /// A sentence for the mail.
    #[serde(default)]
    pub message: Option<String>,
    /// Lifetime in days, 1–30; 7 when absent.
    #[serde(default)]
    pub expires_in_days: Option<u16>,
}

impl NewInvitation {
    /// Lists every fault.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        faults.email("email", &self.email);
        if let Some(role) = self.role.as_deref().filter(|r| !r.is_empty()) {
            faults.key_name("role", role);
        }
        if let Some(message) = &self.message {
            faults.text("message", message, 500);
        }
        if let Some(days) = self.expires_in_days
            && !(1..=30).contains(&days)
        {
            faults.add("expires_in_days", "out_of_range", "Choose 1 to 30 days.");
        }
        faults.finish()
    }
}

/// A new or resent invitation with its link, shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SentInvitation {
    /// The invitation.
    #[serde(flatten)]
    pub invitation: Invitation,
    /// The link to accept it; it cannot be shown again.
    pub accept_url: String,
    /// The token at the end of the link, for surfaces that print it alone; empty in what was read from an answer.
    #[serde(skip)]
    pub token: String,
}

/// One row of a list of people to invite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkRow {
    /// Whom to invite.
    pub email: String,
    /// The role to give; `member` when absent or empty.
    #[serde(default)]
    pub role: Option<String>,
}

/// The request to invite many people at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkInvitations {
    /// 1–1000 rows.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 1000))]
    pub invitations: Vec<BulkRow>,
}

impl BulkInvitations {
    /// The most rows of one list.
    pub const MAX: usize = 1000;

    /// Lists the faults of the list; those of its rows are results.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        if self.invitations.is_empty() {
            faults.add("invitations", "required", "List at least one address.");
        } else if self.invitations.len() > Self::MAX {
            faults.add("invitations", "too_long", "List at most 1000 addresses.");
        }
        faults.finish()
    }
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BulkVerdict {
    /// Invited, or would be.
    Created,
    /// The address is a member's.
    AlreadyMember,
    /// An invitation to the address waits, or an earlier row has it.
    AlreadyInvited,
    /// The row cannot become an invitation.
    Invalid,
}

/// A row with what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkResult {
    /// The row's number, from 1; a header does not count.
    pub row: i64,
    /// The address as it was given.
    pub email: String,
    /// The role.
    pub role: String,
    /// What became of it.
    pub result: BulkVerdict,
    /// Why the row is invalid.
    pub reason: Option<String>,
    /// The new invitation; absent with `dry_run`.
    pub invitation_id: Option<InvitationId>,
}

/// What became of a list. The links are in the mails only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkOutcome {
    /// Each row, in its order.
    pub results: Vec<BulkResult>,
    /// Rows that became invitations, or would.
    pub created: i64,
    /// Rows whose address is a member's.
    pub already_member: i64,
    /// Rows whose address is invited.
    pub already_invited: i64,
    /// Rows that cannot become invitations.
    pub invalid: i64,
}

impl BulkOutcome {
    /// Counts the results.
    pub fn of(results: Vec<BulkResult>) -> Self {
        let count =
            |verdict| i64::try_from(results.iter().filter(|row| row.result == verdict).count()).unwrap_or(i64::MAX);
        Self {
            created: count(BulkVerdict::Created),
            already_member: count(BulkVerdict::AlreadyMember),
            already_invited: count(BulkVerdict::AlreadyInvited),
            invalid: count(BulkVerdict::Invalid),
            results,
        }
    }
}

/// What the invited person sees before deciding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationPreview {
    /// The organization.
    pub organization: InvitingOrganization,
    /// Who invited.
    pub inviter_name: String,
    /// Whom it went to.
    pub email: String,
    /// The role it gives.
    pub role: String,
    /// Where it stands.
    pub status: InvitationStatus,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// The little that an invitation tells of its organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitingOrganization {
    /// Its name.
    pub name: String,
    /// Its logo.
    pub logo: Option<String>,
}

/// A pending invitation to my verified address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyInvitation {
    /// The id; with a verified address it can be accepted without the token.
    pub id: InvitationId,
    /// The organization.
    pub organization: InvitingOrganization,
    /// Who invited.
    pub inviter_name: String,
    /// The role it gives.
    pub role: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// What accepting led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Accepted {
    /// Where one is a member now.
    pub organization: OrganizationSummary,
    /// As what; the former role when one was a member before.
    pub role: String,
    /// Whether one was a member before.
    pub already_member: bool,
}
