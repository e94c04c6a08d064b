//! What things are called on this surface.

use contract::{Permission, PermissionSet, permissions::system_role};

/// The four permissions, and the canonical ones that each of them is.
pub const PERMISSIONS: [(&str, &[Permission]); 4] = [
    ("org:view", &[Permission::OrganizationRead]),
    ("org:manage", &[Permission::OrganizationUpdate]),
    ("members:view", &[Permission::UsersRead]),
    ("members:manage", &[Permission::UsersInvite, Permission::UsersUpdate, Permission::UsersDelete]),
];

/// The permission that a canonical one is part of; its canonical name when it is part of none.
pub fn permission(canonical: Permission) -> &'static str {
    PERMISSIONS.iter().find(|(_, parts)| parts.contains(&canonical)).map_or_else(|| canonical.name(), |(name, _)| *name)
}

/// What a system role holds. A permission of several parts is held with all of them.
pub fn held_by(role: &str) -> Vec<&'static str> {
    let held = system_role(role).unwrap_or(PermissionSet::EMPTY);
    let holds = |parts: &[Permission]| parts.iter().all(|part| held.contains(*part));
    PERMISSIONS.iter().filter(|(_, parts)| holds(parts)).map(|(name, _)| *name).collect()
}

/// A field of the service's requests as this surface names it.
pub fn field(name: &str) -> &str {
    match name {
        "max_uses" => "maxUses",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_is_that_of_the_contract() {
        let all = ["org:view", "org:manage", "members:view", "members:manage"];
        assert_eq!(held_by("owner"), all);
        assert_eq!(held_by("admin"), all);
        assert_eq!(held_by("member"), ["org:view", "members:view"]);
        assert_eq!(permission(Permission::UsersDelete), "members:manage");
        assert_eq!(permission(Permission::BillingView), "billing.view");
    }
}
