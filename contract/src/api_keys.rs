//! API keys: credentials of an organization's own software.

use crate::{ApiError, ApiKeyId, OrgId, PermissionSet, ProjectId, Timestamp, validate::Faults};
use serde::{Deserialize, Deserializer, Serialize};

/// Which world a key is for. Both are checked alike; the prefix tells people and leak scanners.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum KeyEnv {
    /// Real use.
    #[default]
    Live,
    /// Trying out.
    Test,
}

impl KeyEnv {
    /// The name as the database and the wire have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Test => "test",
        }
    }
}

/// Whose key it is, and which surface makes it. All kinds work on every surface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum KeyKind {
    /// `ghk_…`: the permissions it was given, never more than its maker holds.
    #[default]
    Native,
    /// `pk_…`: one project of the organization, with full access or only to look things up.
    Project,
    /// `permit_key_…`: every permission, but no word about owners.
    Organization,
    /// `ak_…:…`: what the role `admin` holds.
    ApiToken,
    /// `tke_live_…`: its maker, in this one organization.
    Integration,
}

impl KeyKind {
    /// The name as the database and the wire have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Project => "project",
            Self::Organization => "organization",
            Self::ApiToken => "api_token",
            Self::Integration => "integration",
        }
    }

    /// Reads what [`Self::as_str`] wrote; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Native, Self::Project, Self::Organization, Self::ApiToken, Self::Integration]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }
}

/// An API key, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKey {
    /// The id.
    pub id: ApiKeyId,
    /// Whose key it is.
    pub kind: KeyKind,
    /// What it is for.
    pub name: String,
    /// How the key begins.
    pub prefix: String,
    /// How the key ends.
    pub last_four: String,
    /// Which world it is for.
    pub env: KeyEnv,
    /// The project it is bound to.
    pub project_id: Option<ProjectId>,
    /// That project's name.
    pub project_name: Option<String>,
    /// What it was given; at each use cut to what its maker, or the role it is bound to, still holds.
    pub permissions: PermissionSet,
    /// `active`, `disabled`, `expired` or `revoked`.
    pub status: String,
    /// The name of who made it.
    pub created_by: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// When it ends; never when absent.
    pub expires_at: Option<Timestamp>,
    /// Whether it is switched on.
    pub enabled: bool,
}

/// Keeps apart a field that is absent (`None`) and one that is `null` (`Some(None)`).
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// The request to make a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewApiKey {
    /// What it is for.
    pub name: String,
    /// What it may do; nothing that the caller lacks. Empty means nothing.
    pub permissions: PermissionSet,
    /// The id or name of a project to bind it to.
    #[serde(default)]
    pub project: Option<String>,
    /// Which world it is for.
    #[serde(default)]
    pub env: KeyEnv,
    /// When it ends: 90 days from now when absent; `null` for never, which only owners may choose.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Timestamp>))]
    pub expires_at: Option<Option<Timestamp>>,
}

impl NewApiKey {
    /// Lists every fault.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        faults.name("name", &self.name, 64);
        faults.finish()
    }
}

/// The request to change a key; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKeyPatch {
    /// What it is for.
    #[serde(default)]
    pub name: Option<String>,
    /// Switch it on or off.
    #[serde(default)]
    pub enabled: Option<bool>,
}

impl ApiKeyPatch {
    /// Lists every fault.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        if let Some(name) = &self.name {
            faults.name("name", name, 64);
        }
        faults.finish()
    }
}

/// The request to put a new key in the place of one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeyRotation {
    /// How many seconds the old key works on, 0–86,400; it ends at once when absent.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 86400))]
    pub grace_seconds: u32,
}

impl KeyRotation {
    /// The longest grace, in seconds: a day.
    const MAX_GRACE: u32 = 86_400;

    /// Lists every fault.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        if self.grace_seconds > Self::MAX_GRACE {
            faults.add("grace_seconds", "out_of_range", "Choose 0 to 86,400 seconds.");
        }
        faults.finish()
    }
}

/// A new key with its secret, shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedApiKey {
    /// The key without its secret.
    #[serde(flatten)]
    pub api_key: ApiKey,
    /// The key itself; it cannot be shown again.
    pub key: String,
}

/// Which keys.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKeyFilter {
    /// Only keys of this project (id or name).
    #[serde(default)]
    pub project: Option<String>,
    /// Only this status: `active`, `disabled`, `expired` or `revoked`.
    #[serde(default)]
    pub status: Option<String>,
}

/// The question whether a key is good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerifyKey {
    /// The key somebody showed.
    pub key: String,
    /// A permission that it must have.
    #[serde(default)]
    pub permission: Option<crate::Permission>,
    /// A project (id or name) for which it must be good.
    #[serde(default)]
    pub project: Option<String>,
}

/// Why a key is good or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum KeyVerdict {
    /// Good.
    Ok,
    /// No such key, or one of another organization.
    NotFound,
    /// Revoked.
    Revoked,
    /// Its time is over.
    Expired,
    /// Switched off.
    Disabled,
    /// Good, but without the permission or for another project.
    InsufficientPermissions,
}

/// The answer to [`VerifyKey`]: a wrong key is an answer, not an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeyVerification {
    /// Whether the key is good for what was asked.
    pub valid: bool,
    /// Why.
    pub code: KeyVerdict,
    /// The key's id; absent for `not_found`.
    pub key_id: Option<ApiKeyId>,
    /// Its organization.
    pub organization_id: Option<OrgId>,
    /// Its project.
    pub project_id: Option<ProjectId>,
    /// Which world it is for.
    pub env: Option<KeyEnv>,
    /// What it may do now.
    pub permissions: PermissionSet,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
}
