//! Handing an organization over: an owner offers, a member accepts.

use crate::{ApiError, Timestamp, TransferId, UserId, error::Contact, permissions::OWNER, validate::Faults};
use serde::{Deserialize, Serialize};

/// Where an offer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TransferStatus {
    /// Waits for an answer.
    Pending,
    /// The recipient is an owner.
    Accepted,
    /// Refused by the recipient.
    Declined,
    /// Taken back by the giver.
    Withdrawn,
    /// Its time is over.
    Expired,
}

impl TransferStatus {
    /// The name as the database and the wire have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }
}

impl std::str::FromStr for TransferStatus {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Pending, Self::Accepted, Self::Declined, Self::Withdrawn, Self::Expired]
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or(())
    }
}

/// An offer of ownership.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnershipTransfer {
    /// The id.
    pub id: TransferId,
    /// The owner who gives.
    pub from: Contact,
    /// The member who is to be an owner.
    pub to: Contact,
    /// The role that the giver has afterwards.
    pub keep_role: String,
    /// Where it stands.
    pub status: TransferStatus,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends, 72 hours later.
    pub expires_at: Timestamp,
}

/// The request to offer one's ownership.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewOwnershipTransfer {
    /// The active member who is to be an owner.
    pub user_id: UserId,
    /// The role to have afterwards; `admin` when absent, never `owner`.
    #[serde(default)]
    pub keep_role: Option<String>,
}

impl NewOwnershipTransfer {
    /// Lists every fault.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        if let Some(role) = &self.keep_role {
            faults.key_name("keep_role", role);
            if role.trim() == OWNER {
                faults.add("keep_role", "not_allowed", "Choose another role, or make the member an owner beside you.");
            }
        }
        faults.finish()
    }
}
