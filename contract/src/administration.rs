//! The whole instance, as super admins see it (`/api/v1/admin`).

use crate::{InvitationId, MessageId, OrgId, Timestamp, UserId, accounts::OutboxMessage};
use serde::{Deserialize, Serialize};

/// An account of the instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InstanceUser {
    /// The id.
    pub id: UserId,
    /// The address.
    pub email: String,
    /// Whether the address is proved.
    pub email_verified: bool,
    /// The name.
    pub name: String,
    /// Whether the account has every permission everywhere.
    pub super_admin: bool,
    /// Whether the account is switched off: it cannot sign in, and its tokens and keys are refused.
    pub disabled: bool,
    /// Memberships in living organizations.
    pub organization_count: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Which accounts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstanceUserFilter {
    /// The beginning of a name or address.
    #[serde(default)]
    pub search: Option<String>,
    /// Only super admins, or only others.
    #[serde(default)]
    pub super_admin: Option<bool>,
    /// Only accounts that are switched off, or only others.
    #[serde(default)]
    pub disabled: Option<bool>,
}

/// The request to change an account; absent fields stay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InstanceUserPatch {
    /// Whether the account has every permission everywhere.
    #[serde(default)]
    pub super_admin: Option<bool>,
    /// Whether the account is switched off.
    #[serde(default)]
    pub disabled: Option<bool>,
}

/// How the whole instance is, as super admins see it in the console.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    /// The version of the server.
    pub version: String,
    /// When the process that answers was started.
    pub started_at: Timestamp,
    /// The database with its version, such as `PostgreSQL 16.4`.
    pub database: String,
    /// The number of the newest migration.
    pub schema_version: i64,
    /// Whether the database takes writes.
    pub writable: bool,
    /// What there is.
    pub counts: InstanceCounts,
    /// Whether a mail server is set up.
    pub mail_server: bool,
    /// The settings in effect.
    pub settings: Vec<InstanceSetting>,
}

/// How much there is on the instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstanceCounts {
    /// Living organizations.
    pub organizations: i64,
    /// Organizations in the recycle bin.
    pub deleted_organizations: i64,
    /// Accounts.
    pub users: i64,
    /// Accounts that are switched off.
    pub disabled_users: i64,
    /// Sessions that are open now.
    pub sessions: i64,
    /// Messages that will be tried yet.
    pub waiting_mail: i64,
    /// Messages that failed at least once and are not sent.
    pub failed_mail: i64,
}

/// A setting of the server. The value of a secret is not in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstanceSetting {
    /// Its name, such as `PUBLIC_URL`.
    pub name: String,
    /// Its value, masked where it holds a secret.
    pub value: String,
    /// Where it was given, such as `GUILDHALL_PUBLIC_URL` or `default`.
    pub source: String,
}

/// Where a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// Not sent, and nothing went wrong yet.
    Waiting,
    /// Not sent, and the last try failed.
    Failed,
    /// Handed to the mail server.
    Sent,
}

impl MailState {
    /// All of them, in the order in which a message goes through them.
    pub const ALL: [MailState; 3] = [Self::Waiting, Self::Failed, Self::Sent];

    /// The word for it, in addresses and statements.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Failed => "failed",
            Self::Sent => "sent",
        }
    }

    /// Reads what [`Self::as_str`] wrote; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// A message of the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InstanceMessage {
    /// The id.
    pub id: MessageId,
    /// The recipient.
    pub to: String,
    /// `invitation`, `verify_email`, `reset_password`, ….
    pub kind: String,
    /// The organization it is about.
    pub organization_id: Option<OrgId>,
    /// The invitation it carries.
    pub invitation_id: Option<InvitationId>,
    /// The token in it; absent once the message is older than 24 hours.
    pub token: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was handed to the mail server; absent while it waits.
    pub sent_at: Option<Timestamp>,
    /// How often sending was tried.
    pub attempts: i64,
    /// Why the last try failed.
    pub last_error: Option<String>,
}

impl From<OutboxMessage> for InstanceMessage {
    fn from(message: OutboxMessage) -> Self {
        Self {
            id: message.id,
            to: message.to,
            kind: message.kind,
            organization_id: message.organization_id,
            invitation_id: message.invitation_id,
            token: message.token,
            created_at: message.created_at,
            sent_at: message.sent_at,
            attempts: message.attempts,
            last_error: message.last_error,
        }
    }
}
