//! Accounts: sign-up, sign-in, addresses, passwords, and what a user sees of itself.

use crate::{
    ApiError, OrgId, Timestamp, TokenId, UserId,
    validate::{Faults, MAX_NAME},
};
use serde::{Deserialize, Serialize};

/// A person's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct User {
    /// The opaque id, equal on every surface.
    pub id: UserId,
    /// The address as it was typed.
    pub email: String,
    /// Whether the address was proved by a mailed link.
    pub email_verified: bool,
    /// The name others see.
    pub name: String,
    /// When the account was made.
    pub created_at: Timestamp,
}

/// The request to make an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewUser {
    /// The address to sign in with.
    pub email: String,
    /// At least 12 characters.
    pub password: String,
    /// The name others see.
    pub name: String,
    /// An invitation's token, when sign-up is by invitation; it also proves the address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation_token: Option<String>,
    /// A join code, when sign-up is by invitation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub join_code: Option<String>,
}

impl NewUser {
    /// Lists every fault.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        faults.email("email", &self.email);
        faults.new_password("password", &self.password);
        faults.name("name", &self.name, MAX_NAME);
        faults.finish()
    }
}

/// The first account and, if wished, the first organization; behind the one-time link printed at the first start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetupRequest {
    /// The operator's address; it counts as verified.
    pub email: String,
    /// At least 12 characters.
    pub password: String,
    /// The operator's name.
    pub name: String,
    /// The first organization's name; empty for none.
    #[serde(default)]
    pub organization: String,
}

impl SetupRequest {
    /// Lists every fault.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        faults.email("email", &self.email);
        faults.new_password("password", &self.password);
        faults.name("name", &self.name, MAX_NAME);
        if !self.organization.trim().is_empty() {
            faults.name("organization", &self.organization, MAX_NAME);
        }
        faults.finish()
    }
}

/// Address and password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Credentials {
    /// The account's address.
    pub email: String,
    /// The account's password.
    pub password: String,
}

/// The password once more, before a sensitive step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reauthentication {
    /// The password of the signed-in user.
    pub password: String,
}

/// The request to mail a link for a new password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordResetRequest {
    /// The account's address; the answer is the same for unknown ones.
    pub email: String,
}

/// The new password that a mailed link allows to set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordReset {
    /// At least 12 characters.
    pub password: String,
}

/// The request to change one's own password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordChange {
    /// The present password.
    pub current_password: String,
    /// At least 12 characters.
    pub new_password: String,
}

/// The request to change one's own profile.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfilePatch {
    /// The name others see.
    pub name: Option<String>,
}

impl ProfilePatch {
    /// Lists every fault.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        if let Some(name) = &self.name {
            faults.name("name", name, MAX_NAME);
        }
        faults.finish()
    }
}

/// The languages of the console, by their tags.
pub const LOCALES: [&str; 2] = ["en", "de"];

/// How the console is to be for its user, wherever they sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// The tag of the language; what the browser wishes when absent.
    pub locale: Option<String>,
    /// Whether single letters are shortcuts.
    pub single_key_shortcuts: bool,
}

/// The request to change one's preferences; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PreferencesPatch {
    /// The tag of the language; `Some(None)` for what the browser wishes.
    pub locale: Option<Option<String>>,
    /// Whether single letters are shortcuts.
    pub single_key_shortcuts: Option<bool>,
}

impl PreferencesPatch {
    /// Lists every fault.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        if let Some(Some(locale)) = &self.locale
            && !LOCALES.contains(&locale.as_str())
        {
            faults.add("locale", "unknown_value", "Choose a language of the console.");
        }
        faults.finish()
    }
}

/// The organization of a membership, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrganizationSummary {
    /// The organization's id.
    pub id: OrgId,
    /// Its slug, as the console's paths use it.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The address of its logo.
    pub logo: Option<String>,
}

/// One of my memberships.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyMembership {
    /// Where.
    pub organization: OrganizationSummary,
    /// As what.
    pub role: String,
    /// `active` or `suspended`.
    pub status: crate::members::MemberStatus,
    /// Since when.
    pub joined_at: Timestamp,
}

/// Who I am.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// My account.
    pub user: User,
    /// Where I am a member, earliest first; at most 500.
    pub memberships: Vec<MyMembership>,
    /// Whether I have every permission everywhere.
    pub super_admin: bool,
}

/// A personal token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserToken {
    /// The token's id.
    pub id: TokenId,
    /// What it is for.
    pub name: String,
    /// The last four characters of the secret.
    pub last_four: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends; never when absent.
    pub expires_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
}

/// The request to make a personal token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewUserToken {
    /// What it is for.
    pub name: String,
    /// When it ends; never when absent.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
}

impl NewUserToken {
    /// Lists every fault.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        faults.name("name", &self.name, 64);
        faults.finish()
    }
}

/// A new personal token with its secret, shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedUserToken {
    /// The token.
    #[serde(flatten)]
    pub token: UserToken,
    /// The secret; it cannot be shown again.
    pub secret: String,
}

/// A user made by the administrator (`POST /admin/v1/users`); its address counts as verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdminNewUser {
    /// A chosen id; generated when absent.
    #[serde(default)]
    pub id: Option<String>,
    /// The address.
    pub email: String,
    /// The name; the address's local part when absent.
    #[serde(default)]
    pub name: Option<String>,
    /// Every permission everywhere.
    #[serde(default)]
    pub super_admin: bool,
}

/// The answer to [`AdminNewUser`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdminUser {
    /// The id.
    pub id: UserId,
    /// The address.
    pub email: String,
    /// The name.
    pub name: String,
    /// Every permission everywhere.
    pub super_admin: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

/// The request for a user token by the administrator (`POST /admin/v1/users/{id}/tokens`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdminNewToken {
    /// The organization that counts as active for this token.
    #[serde(default)]
    pub organization_id: Option<OrgId>,
    /// Lifetime in seconds; a day when absent.
    #[serde(default)]
    pub ttl_seconds: Option<i64>,
}

/// The answer to [`AdminNewToken`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdminToken {
    /// The token, shown once.
    pub token: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// A message of the outbox as the administrator sees it (`GET /admin/v1/outbox`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OutboxMessage {
    /// The message's id.
    pub id: crate::MessageId,
    /// The recipient.
    pub to: String,
    /// `invitation`, `verify_email`, `reset_password`, ….
    pub kind: String,
    /// The organization it is about.
    pub organization_id: Option<OrgId>,
    /// The invitation it carries.
    pub invitation_id: Option<crate::InvitationId>,
    /// The token in it; absent once the message is older than 24 h.
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
