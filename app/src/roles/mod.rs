//! Roles of an organization: those in effect, and the editor of its own.

mod compare;
mod editor;
mod effect;
mod list;
mod page;
pub mod rpc;
mod view_as;

pub(crate) use list::RolesPage;
pub(crate) use page::{NewRolePage, RolePage};
pub(crate) use view_as::ViewAsPage;

use crate::{frame::encode, messages::sentence};
use contract::{Permission, PermissionSet, roles::Role};

/// The page of a role. One named "new" shares its address with the page for new ones, so it is named in the query.
pub(crate) fn role_path(org: &str, role: &str) -> String {
    let org = encode(org);
    match role {
        "new" => format!("/o/{org}/roles/new?role=new"),
        role => format!("/o/{org}/roles/{}", encode(role)),
    }
}

/// The page that shows what somebody with a role may do.
fn view_path(org: &str, role: &str) -> String {
    format!("/o/{}/roles/{}/view", encode(org), encode(role))
}

/// Whether somebody with these rights may change a role: with the one right, and nothing in the role that they lack themselves.
fn may_change(role: &Role, rights: PermissionSet, needed: Permission) -> bool {
    !role.is_system && rights.contains(needed) && role.permissions.difference(rights).is_empty()
}

/// Whether somebody with these rights may delete a role.
fn may_delete(role: &Role, rights: PermissionSet) -> bool {
    may_change(role, rights, Permission::RolesDelete)
}

/// What a role is for. What the product says about its own roles is said in the reader's language.
fn description(role: &Role) -> String {
    if role.is_system { sentence(&role.description) } else { role.description.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_named_new_has_a_page_too() {
        assert_eq!(role_path("harbor", "billing-clerk"), "/o/harbor/roles/billing-clerk");
        assert_eq!(role_path("harbor", "new"), "/o/harbor/roles/new?role=new");
        assert_eq!(role_path("harbor", "desk lead:a"), "/o/harbor/roles/desk%20lead%3Aa");
    }
}
