//! The JSON of this surface. Names are camelCase, and ids but users' are hyphenated UUIDs.

use contract::api_keys::{ApiKey as ServiceKey, CreatedApiKey};
use contract::{
    OffsetPage, OffsetRequest, Permission, PermissionSet, Timestamp,
    invitations::{Invitation as ServiceInvitation, InvitationPreview, SentInvitation},
    members::Member as ServiceMember,
    organizations::{MyPermissions, Organization as ServiceOrganization},
    roles::Role as ServiceRole,
};
use serde::{Serialize, Serializer, ser::SerializeMap};
use uuid::Uuid;

use super::names;

/// A page of a list.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Page<T> {
    data: Vec<T>,
    total: i64,
    page: u64,
    limit: u32,
    total_pages: i64,
}

impl<T> Page<T> {
    /// Writes the rows of `found`, which is the page that `wanted` asked for.
    pub(super) fn of<R>(found: OffsetPage<R>, wanted: OffsetRequest, write: impl FnMut(R) -> T) -> Self {
        let OffsetPage { data, total } = found.map(write);
        let limit = i64::from(wanted.limit);
        Self { data, total, page: wanted.page, limit: wanted.limit, total_pages: (total + limit - 1) / limit }
    }
}

/// The answer of an operation without a result.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Success {
    success: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    organization_id: Option<Uuid>,
}

impl Success {
    /// Done.
    pub(super) const DONE: Self = Self { success: true, organization_id: None };

    /// Done, and this is where.
    pub(super) fn within(organization: Uuid) -> Self {
        Self { success: true, organization_id: Some(organization) }
    }
}

/// An organization.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Organization {
    id: Uuid,
    name: String,
    slug: String,
    logo: Option<String>,
    timezone: String,
    plan: String,
    member_count: i64,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl From<ServiceOrganization> for Organization {
    fn from(o: ServiceOrganization) -> Self {
        Self {
            id: o.id.0,
            name: o.name,
            slug: o.slug,
            logo: o.logo,
            timezone: o.timezone,
            plan: o.plan,
            member_count: o.member_count,
            created_at: o.created_at,
            updated_at: o.updated_at,
        }
    }
}

/// What the caller may do.
#[derive(Debug, Serialize)]
pub(super) struct Permissions {
    role: String,
    permissions: Map,
}

/// Every canonical permission, in its order, and whether it is held.
#[derive(Debug)]
struct Map(MyPermissions);

impl Serialize for Map {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(Permission::ALL.len()))?;
        for permission in Permission::ALL {
            map.serialize_entry(
                permission.name(),
                &self.0.permissions.get(permission.name()).copied().unwrap_or(false),
            )?;
        }
        map.end()
    }
}

impl From<MyPermissions> for Permissions {
    fn from(mine: MyPermissions) -> Self {
        Self { role: mine.role.clone(), permissions: Map(mine) }
    }
}

/// A member.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Member {
    id: Uuid,
    user_id: String,
    email: String,
    name: String,
    role: String,
    status: &'static str,
    joined_at: Timestamp,
    last_active_at: Option<Timestamp>,
}

impl From<ServiceMember> for Member {
    fn from(m: ServiceMember) -> Self {
        Self {
            id: m.id.0,
            user_id: m.user_id.to_string(),
            email: m.email,
            name: m.name,
            role: m.role,
            status: m.status.as_str(),
            joined_at: m.joined_at,
            last_active_at: m.last_active_at,
        }
    }
}

/// A role. System roles were never made, so they have no times.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Role {
    id: Uuid,
    name: String,
    description: String,
    permissions: PermissionSet,
    is_system: bool,
    created_at: Option<Timestamp>,
    updated_at: Option<Timestamp>,
}

impl From<ServiceRole> for Role {
    fn from(r: ServiceRole) -> Self {
        Self {
            id: r.id.map_or_else(|| names::system_role_id(&r.name), |id| id.0),
            name: r.name,
            description: r.description,
            permissions: r.permissions,
            is_system: r.is_system,
            created_at: r.created_at,
            updated_at: r.updated_at,
        }
    }
}

/// An invitation; `token` only in answers to create and resend.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invitation {
    id: Uuid,
    email: String,
    role: String,
    status: &'static str,
    inviter_name: String,
    created_at: Timestamp,
    expires_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
}

impl From<ServiceInvitation> for Invitation {
    fn from(i: ServiceInvitation) -> Self {
        Self {
            id: i.id.0,
            email: i.email,
            role: i.role,
            status: i.status.as_str(),
            inviter_name: i.invited_by,
            created_at: i.created_at,
            expires_at: i.expires_at,
            token: None,
        }
    }
}

impl From<SentInvitation> for Invitation {
    fn from(sent: SentInvitation) -> Self {
        Self { token: Some(sent.token), ..sent.invitation.into() }
    }
}

/// What an invitation says before it is accepted.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Preview {
    organization_name: String,
    inviter_name: String,
    email: String,
    role: String,
    expires_at: Timestamp,
}

impl From<InvitationPreview> for Preview {
    fn from(p: InvitationPreview) -> Self {
        Self {
            organization_name: p.organization.name,
            inviter_name: p.inviter_name,
            email: p.email,
            role: p.role,
            expires_at: p.expires_at,
        }
    }
}

/// An integration key; `key` only on creation.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ApiKey {
    id: Uuid,
    name: String,
    key_prefix: String,
    status: String,
    created_at: Timestamp,
    last_used_at: Option<Timestamp>,
    expires_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
}

impl From<ServiceKey> for ApiKey {
    fn from(k: ServiceKey) -> Self {
        Self {
            id: k.id.0,
            name: k.name,
            key_prefix: k.prefix,
            status: k.status,
            created_at: k.created_at,
            last_used_at: k.last_used_at,
            expires_at: k.expires_at,
            key: None,
        }
    }
}

impl From<CreatedApiKey> for ApiKey {
    fn from(created: CreatedApiKey) -> Self {
        Self { key: Some(created.key), ..created.api_key.into() }
    }
}
