//! What a credential may do in an organization: the one place where roles, flags and keys become a set of permissions.

use contract::{
    Permission, PermissionSet,
    api_keys::KeyKind,
    permissions::{OWNER, system_role},
};

/// What a key says about itself.
///
/// * A key *of its maker* (native, integration) lives with the maker's membership, and the maker's rights bind it.
/// * A key *of the organization* (project, organization, api-token, and native ones made by such keys) outlives its maker
///   and the maker's role says nothing about it. An api-token is bound to what the name `admin` resolves to, a shadow
///   included.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeyRights {
    pub(crate) kind: KeyKind,
    pub(crate) of_user: bool,
    /// As the database stores them.
    pub(crate) permissions: i64,
    pub(crate) in_project: bool,
}

/// What decides about the rights of whoever calls.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing<'a> {
    /// Whether the user, or the maker of a key of the maker's, is a super admin.
    pub(crate) super_admin: bool,
    /// The role of the user or maker; of an organization's own key the role that binds it.
    pub(crate) role: Option<&'a str>,
    /// What the organization's own role of that name holds, as the database stores it.
    pub(crate) role_permissions: Option<i64>,
    pub(crate) key: Option<KeyRights>,
}

/// What a native key bound to a project may do at the most: nothing about the organization around it.
pub(crate) fn project_scope() -> PermissionSet {
    use Permission as P;
    [P::ProjectsRead, P::ProjectsUpdate, P::ProjectsDelete, P::ApiKeysList, P::ApiKeysCreate, P::ApiKeysRevoke]
        .into_iter()
        .collect()
}

impl Standing<'_> {
    /// The permissions.
    pub(crate) fn held(&self) -> PermissionSet {
        let of_role = self.of_role();
        let Some(key) = self.key else { return of_role.unwrap_or(PermissionSet::EMPTY) };
        let bound = match of_role {
            Some(of_role) => of_role,
            // No role binds it.
            None if !key.of_user && self.role.is_none() => PermissionSet::ALL,
            None => PermissionSet::EMPTY,
        };
        let held = bound.intersection(PermissionSet::from_bits(key.permissions));
        if key.kind == KeyKind::Native && key.in_project { held.intersection(project_scope()) } else { held }
    }

    fn of_role(&self) -> Option<PermissionSet> {
        let of_person = self.key.is_none_or(|key| key.of_user);
        match (self.role, self.role_permissions) {
            _ if self.super_admin && of_person => Some(PermissionSet::ALL),
            (Some(OWNER), _) => Some(PermissionSet::ALL),
            (Some(_), Some(bits)) => Some(PermissionSet::from_bits(bits)),
            (Some(role), None) => system_role(role),
            (None, _) => None,
        }
    }
}
