//! Roles as an organization sees them: the system roles and its own.

use crate::{ApiError, PermissionSet, RoleId, Timestamp, permissions::RESERVED_ROLES, validate::Faults};
use serde::{Deserialize, Serialize};

/// A role in effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Role {
    /// The id; absent for system roles.
    pub id: Option<RoleId>,
    /// The name by which memberships refer to it.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What it allows.
    pub permissions: PermissionSet,
    /// Whether it is one of `owner`, `admin`, `member` as the product defines them.
    pub is_system: bool,
    /// Whether it takes the place of a system role of the same name.
    pub shadows_system: bool,
    /// Members who have it, suspended ones too.
    pub member_count: i64,
    /// When it was made; absent for system roles.
    pub created_at: Option<Timestamp>,
    /// When it last changed; absent for system roles.
    pub updated_at: Option<Timestamp>,
}

/// The request to make a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewRole {
    /// The name; a system role's name shadows it, except `owner`.
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// What it allows; nothing that the caller lacks.
    pub permissions: PermissionSet,
}

/// Which names a role can be given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RoleNaming {
    /// Words as people write them: letters of any script, digits, single spaces and some signs.
    #[default]
    Words,
    /// `^[a-z][a-z0-9_-]{0,47}$`, for surfaces whose contract says so.
    Identifier,
}

impl NewRole {
    /// Lists every fault.
    pub fn validate(&self, naming: RoleNaming) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        role_name(&mut faults, &self.name, naming);
        faults.text("description", &self.description, 300);
        faults.finish()
    }
}

/// The request to change a role; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RolePatch {
    /// A new name; members keep the role.
    #[serde(default)]
    pub name: Option<String>,
    /// What it is for.
    #[serde(default)]
    pub description: Option<String>,
    /// What it allows; nothing that the caller lacks.
    #[serde(default)]
    pub permissions: Option<PermissionSet>,
}

impl RolePatch {
    /// Lists every fault.
    pub fn validate(&self, naming: RoleNaming) -> Result<(), ApiError> {
        let mut faults = Faults::new();
        if let Some(name) = &self.name {
            role_name(&mut faults, name, naming);
        }
        if let Some(description) = &self.description {
            faults.text("description", description, 300);
        }
        faults.finish()
    }
}

fn role_name(faults: &mut Faults, name: &str, naming: RoleNaming) {
    match naming {
        RoleNaming::Words => faults.key_name("name", name),
        RoleNaming::Identifier => {
            let of_identifier = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-';
            if name.len() > 48
                || !name.starts_with(|c: char| c.is_ascii_lowercase())
                || !name.bytes().all(of_identifier)
            {
                let message = "Use 1 to 48 lower-case letters, digits and the signs _ -, a letter first.";
                faults.add("name", "invalid_format", message);
            }
        }
    }
    if RESERVED_ROLES.contains(&name.trim().to_lowercase().as_str()) {
        faults.add("name", "not_allowed", "This name belongs to the product. Choose another one.");
    }
}

/// A canonical permission as the reference lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PermissionInfo {
    /// The canonical name.
    pub name: String,
    /// The heading it stands under.
    pub group: String,
    /// A short title.
    pub title: String,
    /// What it allows.
    pub description: String,
}
