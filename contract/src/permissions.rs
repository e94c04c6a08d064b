//! The twenty-three canonical permissions, sets of them, and what the system roles hold.
//!
//! The server decides by this table and the console hides buttons by the same one.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

macro_rules! permissions {
    ($($variant:ident = $bit:literal, $name:literal, $group:literal, $title:literal, $description:literal;)*) => {
        /// One right in an organization. The number is its bit in the database and is never reused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Permission {
            $(
                #[doc = $description]
                $variant = $bit,
            )*
        }

        impl Permission {
            /// Every permission, in the order of the role editor.
            pub const ALL: &'static [Permission] = &[$(Permission::$variant),*];

            /// The canonical name, for example `users.invite`.
            pub fn name(self) -> &'static str {
                match self { $(Permission::$variant => $name),* }
            }

            /// The heading it stands under in the role editor.
            pub fn group(self) -> &'static str {
                match self { $(Permission::$variant => $group),* }
            }

            /// A short title in plain words.
            pub fn title(self) -> &'static str {
                match self { $(Permission::$variant => $title),* }
            }

            /// What it allows, in a sentence.
            pub fn description(self) -> &'static str {
                match self { $(Permission::$variant => $description),* }
            }
        }
    };
}

permissions! {
    OrganizationRead = 0, "organization.read", "Organization", "View organization", "See the organization's name, settings and plan.";
    OrganizationUpdate = 1, "organization.update", "Organization", "Change settings", "Change the organization's name, logo, time zone, billing address and metadata.";
    OrganizationDelete = 2, "organization.delete", "Organization", "Delete organization", "Delete the organization with everything in it.";
    UsersRead = 3, "users.read", "People", "View members", "See members and invitations.";
    UsersInvite = 4, "users.invite", "People", "Invite people", "Invite people by mail and make join codes.";
    UsersUpdate = 5, "users.update", "People", "Change members", "Change roles, suspend and reactivate members.";
    UsersDelete = 6, "users.delete", "People", "Remove members", "Remove members from the organization.";
    RolesRead = 7, "roles.read", "Roles", "View roles", "See roles and what they allow.";
    RolesCreate = 8, "roles.create", "Roles", "Create roles", "Make custom roles from permissions one holds.";
    RolesUpdate = 9, "roles.update", "Roles", "Edit roles", "Change what custom roles allow.";
    RolesDelete = 10, "roles.delete", "Roles", "Delete roles", "Delete custom roles.";
    ProjectsRead = 11, "projects.read", "Projects", "View projects", "See projects and their resources.";
    ProjectsCreate = 12, "projects.create", "Projects", "Create projects", "Make new projects.";
    ProjectsUpdate = 13, "projects.update", "Projects", "Edit projects", "Rename projects and register their resources.";
    ProjectsDelete = 14, "projects.delete", "Projects", "Delete projects", "Delete projects with their keys.";
    ApiKeysList = 15, "apiKeys.list", "API keys", "View API keys", "See API keys, without their secrets.";
    ApiKeysCreate = 16, "apiKeys.create", "API keys", "Create API keys", "Make API keys with permissions one holds.";
    ApiKeysRevoke = 17, "apiKeys.revoke", "API keys", "Revoke API keys", "Disable and revoke API keys.";
    DashboardView = 18, "dashboard.view", "Insight", "View dashboard", "See the overview's counters.";
    BillingView = 19, "billing.view", "Insight", "View usage", "See usage against the plan.";
    AuditRead = 20, "audit.read", "Insight", "Read audit log", "Read and export the audit log.";
    WebhooksManage = 21, "webhooks.manage", "Integration", "Manage webhooks", "Set up webhooks.";
    WidgetsManage = 22, "widgets.manage", "Integration", "Manage widgets", "Set up embedded widgets and open sessions for them.";
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A text that names no permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownPermission;

impl fmt::Display for UnknownPermission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a permission; GET /api/v1/permissions lists them")
    }
}

impl std::error::Error for UnknownPermission {}

impl FromStr for Permission {
    type Err = UnknownPermission;
    fn from_str(text: &str) -> Result<Self, UnknownPermission> {
        Self::ALL.iter().copied().find(|p| p.name() == text).ok_or(UnknownPermission)
    }
}

impl Serialize for Permission {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Permission {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Permission {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::schema::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .enum_values(Some(Self::ALL.iter().map(|permission| permission.name())))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Permission {}

/// A set of permissions; one bit each, so that rights compare as sets in one operation. A list of names on the wire.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = Vec<Permission>))]
pub struct PermissionSet(u32);

impl PermissionSet {
    /// No permission.
    pub const EMPTY: Self = Self(0);
    /// Every permission.
    pub const ALL: Self = Self((1 << 23) - 1);

    /// The set as the database stores it.
    pub fn bits(self) -> i64 {
        i64::from(self.0)
    }

    /// The set from the database's bits; bits that no permission has are dropped.
    pub fn from_bits(bits: i64) -> Self {
        Self(u32::try_from(bits & i64::from(Self::ALL.0)).unwrap_or(0))
    }

    /// Whether the permission is in the set.
    pub fn contains(self, permission: Permission) -> bool {
        self.0 & (1 << permission as u8) != 0
    }

    /// The set with one more permission.
    #[must_use]
    pub fn with(self, permission: Permission) -> Self {
        Self(self.0 | 1 << permission as u8)
    }

    /// The set without one permission.
    #[must_use]
    pub fn without(self, permission: Permission) -> Self {
        Self(self.0 & !(1 << permission as u8))
    }

    /// What is in both sets.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in this set and not in the other.
    #[must_use]
    pub fn difference(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether everything in this set is in the other too.
    pub fn is_subset(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many permissions are in the set.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// The permissions in the set, in the order of the role editor.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |p| self.contains(*p))
    }
}

impl FromIterator<Permission> for PermissionSet {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        permissions.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl Serialize for PermissionSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for PermissionSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<Permission>::deserialize(deserializer)?.into_iter().collect())
    }
}

/// The role that holds everything and can never be shadowed.
pub const OWNER: &str = "owner";
/// The role that holds everything but deleting the organization.
pub const ADMIN: &str = "admin";
/// The role of an ordinary colleague.
pub const MEMBER: &str = "member";
/// The system roles, strongest first.
pub const SYSTEM_ROLES: [&str; 3] = [OWNER, ADMIN, MEMBER];
/// Role names that no organization may define.
pub const RESERVED_ROLES: [&str; 2] = [OWNER, "super_admin"];

/// What a system role holds; `None` for a name that is no system role.
pub fn system_role(name: &str) -> Option<PermissionSet> {
    use Permission as P;
    match name {
        OWNER => Some(PermissionSet::ALL),
        ADMIN => Some(PermissionSet::ALL.without(P::OrganizationDelete)),
        MEMBER => Some(
            [P::OrganizationRead, P::UsersRead, P::RolesRead, P::ProjectsRead, P::DashboardView].into_iter().collect(),
        ),
        _ => None,
    }
}

/// What a system role is for, in a sentence; empty for a name that is no system role.
pub fn system_role_description(name: &str) -> &'static str {
    match name {
        OWNER => "Everything, including deleting the organization and naming other owners.",
        ADMIN => "Everything but deleting the organization and giving or taking ownership.",
        MEMBER => "Sees the organization, its people, roles and projects.",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permission_has_its_own_bit_and_name() {
        assert_eq!(Permission::ALL.len(), 23);
        let all: PermissionSet = Permission::ALL.iter().copied().collect();
        assert_eq!(all, PermissionSet::ALL);
        for p in Permission::ALL {
            assert_eq!(p.name().parse::<Permission>().unwrap(), *p);
        }
    }

    #[test]
    fn unknown_bits_give_no_rights() {
        assert_eq!(PermissionSet::from_bits(i64::MIN), PermissionSet::EMPTY);
        assert_eq!(PermissionSet::from_bits(-1), PermissionSet::ALL);
    }

    #[test]
    fn admin_lacks_only_deletion() {
        let missing: Vec<_> = PermissionSet::ALL.difference(system_role(ADMIN).unwrap()).iter().collect();
        assert_eq!(missing, [Permission::OrganizationDelete]);
    }
}
