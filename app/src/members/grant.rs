//! What the viewer may give and touch, so that forms offer only that. The service decides again.

use crate::ui::Choice;
use contract::{
    organizations::OrganizationContext,
    permissions::{OWNER, SYSTEM_ROLES, system_role},
    roles::Role,
};

/// Whether the viewer holds everything that a role holds; ownership only owners give and take.
pub(super) fn may_grant(org: &OrganizationContext, roles: &[Role], name: &str) -> bool {
    let rights = roles.iter().find(|role| role.name == name).map(|role| role.permissions).or_else(|| system_role(name));
    let owner = org.role == OWNER || org.role == "super_admin";
    (owner || name != OWNER) && rights.unwrap_or_default().is_subset(org.permissions)
}

/// The roles that the viewer may give, as choices; the system roles when the viewer may not read the roles.
pub(crate) fn role_choices(org: &OrganizationContext, roles: &[Role]) -> Vec<Choice> {
    let names: Vec<&str> = match roles {
        [] => SYSTEM_ROLES.to_vec(),
        roles => roles.iter().map(|role| role.name.as_str()).collect(),
    };
    names.into_iter().filter(|name| may_grant(org, roles, name)).map(|name| Choice::new(name, name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{OrgId, Permission, PermissionSet, Timestamp, organizations::Organization};

    fn viewer(role: &str, permissions: PermissionSet) -> OrganizationContext {
        OrganizationContext {
            organization: Organization {
                id: "org_0199d7a8c1f27c4e9a53b6d0e8f41c22".parse::<OrgId>().unwrap(),
                slug: "harbor".into(),
                name: "Harbor".into(),
                logo: None,
                timezone: "UTC".into(),
                billing_email: None,
                plan: "free".into(),
                metadata: Default::default(),
                member_count: 1,
                project_count: 1,
                created_at: Timestamp(0),
                updated_at: Timestamp(0),
                role: None,
            },
            role: role.into(),
            permissions,
        }
    }

    fn names(choices: Vec<Choice>) -> Vec<String> {
        choices.into_iter().map(|choice| choice.value).collect()
    }

    #[test]
    fn nobody_is_offered_a_role_above_their_own() {
        assert_eq!(names(role_choices(&viewer("owner", PermissionSet::ALL), &[])), ["owner", "admin", "member"]);
        let admin = system_role("admin").unwrap();
        assert_eq!(names(role_choices(&viewer("admin", admin), &[])), ["admin", "member"]);
        let clerk = PermissionSet::EMPTY.with(Permission::UsersUpdate);
        assert!(role_choices(&viewer("clerk", clerk), &[]).is_empty());
    }

    #[test]
    fn a_role_that_holds_everything_does_not_make_its_holder_an_owner() {
        assert_eq!(names(role_choices(&viewer("boss", PermissionSet::ALL), &[])), ["admin", "member"]);
    }
}
