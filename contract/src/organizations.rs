//! Organizations: the root of everything else.

use crate::{
    ApiError, OrgId, Permission, Timestamp, UserId,
    error::Contact,
    validate::{Faults, MAX_NAME},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Organization {
    /// The id.
    pub id: OrgId,
    /// Unique over the server; never changes.
    pub slug: String,
    /// The name; not unique.
    pub name: String,
    /// The http or https address of a logo.
    pub logo: Option<String>,
    /// An IANA time zone such as `Europe/Berlin`.
    pub timezone: String,
    /// Where invoices go.
    pub billing_email: Option<String>,
    /// `free`, `pro` or `enterprise`.
    pub plan: String,
    /// Up to 50 keys for the host application.
    pub metadata: BTreeMap<String, String>,
    /// Active members.
    pub member_count: i64,
    /// Projects.
    pub project_count: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// My role, in lists of my organizations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// The request to make an organization. Its creator becomes the first owner, and a project `default` is made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewOrganization {
    /// 1–120 characters.
    pub name: String,
    /// 3–48 of `[a-z0-9-]`; derived from the name when absent or empty.
    #[serde(default)]
    pub slug: Option<String>,
    /// Where invoices go.
    #[serde(default)]
    pub billing_email: Option<String>,
    /// The http or https address of a logo.
    #[serde(default)]
    pub logo: Option<String>,
    /// An IANA time zone; `UTC` when absent.
    #[serde(default)]
    pub timezone: Option<String>,
}

impl NewOrganization {
    /// Lists every fault.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        faults.name("name", &self.name, MAX_NAME);
        if let Some(slug) = self.slug.as_deref().filter(|s| !s.is_empty()) {
            faults.slug("slug", slug);
        }
        profile(&mut faults, self.billing_email.as_deref(), self.logo.as_deref(), self.timezone.as_deref());
        faults.finish()
    }
}

/// The request to change an organization; absent fields stay. An empty `billing_email` or `logo` removes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrganizationPatch {
    /// 1–120 characters.
    #[serde(default)]
    pub name: Option<String>,
    /// Where invoices go.
    #[serde(default)]
    pub billing_email: Option<String>,
    /// The http or https address of a logo.
    #[serde(default)]
    pub logo: Option<String>,
    /// An IANA time zone.
    #[serde(default)]
    pub timezone: Option<String>,
    /// Replaces all metadata.
    #[serde(default)]
    pub metadata: Option<BTreeMap<String, String>>,
}

impl OrganizationPatch {
    /// Lists every fault.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        if let Some(name) = &self.name {
            faults.name("name", name, MAX_NAME);
        }
        profile(&mut faults, self.billing_email.as_deref(), self.logo.as_deref(), self.timezone.as_deref());
        if self.timezone.as_deref() == Some("") {
            faults.add("timezone", "required", "Enter the name of a time zone such as Europe/Berlin.");
        }
        if let Some(metadata) = &self.metadata {
            if metadata.len() > 50 {
                faults.add("metadata", "too_long", "Use at most 50 keys.");
            }
            for (key, value) in metadata {
                let field = format!("metadata.{key}");
                if key.is_empty() || key.len() > 64 {
                    faults.add(&field, "invalid_format", "Use keys of 1 to 64 characters.");
                }
                faults.text(&field, value, 500);
            }
        }
        faults.finish()
    }
}

fn profile(faults: &mut Faults, billing_email: Option<&str>, logo: Option<&str>, timezone: Option<&str>) {
    if let Some(email) = billing_email.filter(|e| !e.trim().is_empty()) {
        faults.email("billing_email", email);
    }
    if let Some(logo) = logo.filter(|l| !l.trim().is_empty()) {
        let host = logo.strip_prefix("https://").or_else(|| logo.strip_prefix("http://"));
        let ok = host.is_some_and(|host| !host.is_empty() && !host.starts_with(['/', '?', '#', ':', '@']))
            && logo.len() <= 2048
            && !logo.chars().any(|c| c.is_whitespace() || c.is_control());
        if !ok {
            faults.add("logo", "invalid_format", "Enter an address that begins with https:// or http://.");
        }
    }
    if let Some(timezone) = timezone.filter(|t| !t.is_empty()) {
        let ok = timezone.len() <= 64 && timezone.bytes().all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b));
        if !ok {
            faults.add("timezone", "invalid_format", "Enter a time zone such as Europe/Berlin.");
        }
    }
}

/// An organization with its people and its billing customer, for hosts that keep both beside their own accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationProfile {
    /// The organization.
    pub organization: Organization,
    /// Its active members, in the order in which they joined.
    pub users: Vec<OrganizationUser>,
    /// Where invoices go: the billing address, or else the address of the owner who joined first.
    pub billing_email: String,
}

/// An active member, as an [`OrganizationProfile`] lists them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationUser {
    /// Who.
    pub id: UserId,
    /// The address.
    pub email: String,
}

/// What the administrator changes (`PATCH /admin/v1/organizations/{id}`); absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdminOrganizationPatch {
    /// `free`, `pro` or `enterprise`.
    #[serde(default)]
    pub plan: Option<String>,
}

impl AdminOrganizationPatch {
    /// Lists every fault.
    pub fn validate(&self) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        if self.plan.as_deref().is_some_and(|plan| !PLANS.contains(&plan)) {
            faults.add("plan", "unknown_value", "Choose free, pro or enterprise.");
        }
        faults.finish()
    }
}

/// The plans, smallest first.
pub const PLANS: [&str; 3] = ["free", "pro", "enterprise"];

/// The answer to [`AdminOrganizationPatch`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdminOrganization {
    /// The id.
    pub id: OrgId,
    /// The plan now.
    pub plan: String,
}

/// Which of my organizations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationFilter {
    /// The beginning of the name or slug.
    #[serde(default)]
    pub search: Option<String>,
    /// Every organization of the server instead of mine; super admins only.
    #[serde(default)]
    pub all: bool,
}

/// Counters of the overview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dashboard {
    /// System and custom roles in effect.
    pub total_roles: i64,
    /// Canonical permissions.
    pub total_permissions: i64,
    /// Active members and the keys that are not revoked.
    pub total_principals: i64,
    /// Active members.
    pub total_users: i64,
    /// Projects.
    pub projects: i64,
    /// Invitations that wait for an answer.
    pub pending_invitations: i64,
    /// Keys that would verify now.
    pub active_keys: i64,
}

/// What I may do in an organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyPermissions {
    /// My role.
    pub role: String,
    /// Every canonical permission and whether I hold it.
    pub permissions: BTreeMap<String, bool>,
}

/// The frame of a console page: who looks at which organization, and what they may do in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationContext {
    /// The organization.
    pub organization: Organization,
    /// The viewer's role (`super_admin` when not a member).
    pub role: String,
    /// What the viewer may do.
    pub permissions: crate::PermissionSet,
}

/// The question whether somebody may do something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PermissionCheck {
    /// A canonical permission.
    pub permission: Permission,
    /// Whom to ask about; oneself when absent.
    #[serde(default)]
    pub user_id: Option<UserId>,
    /// A project to which the caller's key may be bound.
    #[serde(default)]
    pub project: Option<String>,
}

/// The answer to [`PermissionCheck`], with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PermissionDecision {
    /// Whether it is allowed.
    pub allowed: bool,
    /// The role that decides; absent for somebody who is no member.
    pub role: Option<String>,
    /// The reason in a sentence.
    pub reason: String,
    /// The permission that is missing, when it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub missing_permission: Option<Permission>,
    /// The roles that hold the permission.
    pub granted_by_roles: Vec<String>,
    /// Members who can grant it.
    pub ask: Vec<Contact>,
}

/// What a deletion would take along, or took along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrganizationDeletion {
    /// Members who lose access.
    pub members: i64,
    /// Projects.
    pub projects: i64,
    /// Keys that stop working.
    pub keys: i64,
    /// What runs in its projects, a line for each; without `force` nothing is deleted while this is not empty.
    #[serde(default)]
    pub active_resources: Vec<String>,
    /// Until when it can be restored; absent when it is deleted for good.
    pub restorable_until: Option<Timestamp>,
}

/// An organization in the recycle bin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeletedOrganization {
    /// The id.
    pub id: OrgId,
    /// The slug; taken until it is removed for good.
    pub slug: String,
    /// The name.
    pub name: String,
    /// When it was deleted.
    pub deleted_at: Timestamp,
    /// The name of who deleted it; absent when that account is gone.
    pub deleted_by: Option<String>,
    /// Until when it can be restored.
    pub restorable_until: Timestamp,
}

/// How to delete an organization.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteOptions {
    /// Delete although something still runs there.
    pub force: bool,
    /// Delete for good, not into the recycle bin.
    pub purge: bool,
    /// Only say what would happen.
    pub dry_run: bool,
}
