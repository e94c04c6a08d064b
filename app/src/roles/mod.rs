//! Roles of an organization: those in effect, and the editor of its own.

mod editor;
mod effect;
mod list;
mod page;
pub mod rpc;

pub(crate) use list::RolesPage;
pub(crate) use page::{NewRolePage, RolePage};

use crate::frame::encode;

/// The page of a role. One named "new" shares its address with the page for new ones, so it is named in the query.
pub(crate) fn role_path(org: &str, role: &str) -> String {
    let org = encode(org);
    match role {
        "new" => format!("/o/{org}/roles/new?role=new"),
        role => format!("/o/{org}/roles/{}", encode(role)),
    }
}

/// "1 member", "6 members".
fn members(count: i64) -> String {
    match count {
        0 => "Nobody".to_owned(),
        1 => "1 member".to_owned(),
        _ => format!("{count} members"),
    }
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
