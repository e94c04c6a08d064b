//! The frame of signed-in pages: [`OrgPage`] inside an organization, [`PersonalPage`] outside.
//!
//! A page component creates its own resources and actions at its top and hands a closure that draws it; the frame calls
//! the closure once it knows who looks, and shows the error page otherwise. What it knows is kept while pages of the same
//! organization follow each other, and read again after every form that worked (`Reader`).

mod address;
mod commands;
mod connection;
mod context;
mod pages;
mod palette;
mod rpc;
mod shortcuts;

use crate::{
    messages as t,
    ui::{NavGroup, NavItem},
};
pub use address::Address;
pub(crate) use commands::{Commands, Overlays};
pub(crate) use connection::{Connection, Notices};
pub(crate) use context::{ForgetOutside, Reader};
use contract::{Permission, PermissionSet};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
pub use pages::{OrgPage, PersonalPage};
pub use rpc::{Found, Hit, PageContext, SignInAgain, read_page_context, search_organization};

/// The slug of the organization in the address.
pub fn use_slug() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.read().get("slug").unwrap_or_default())
}

/// Where to sign in so that one comes back to `path`. Only paths of this server are kept.
pub fn sign_in_path(path: &str) -> String {
    match safe_next(path) {
        Some(path) if path != "/" => format!("/sign-in?next={}", encode(path)),
        _ => "/sign-in".to_owned(),
    }
}

/// The page that asks for the password again.
pub const REAUTHENTICATE: &str = "/reauthenticate";

/// Where to enter the password again so that one comes back to `path`.
pub fn reauthenticate_path(path: &str) -> String {
    format!("{REAUTHENTICATE}?next={}", encode(safe_next(path).unwrap_or("/")))
}

/// A path that one may be led to: on this server, and no way to leave it.
pub fn safe_next(path: &str) -> Option<&str> {
    let ok = path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with("/\\")
        && !path.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\');
    ok.then_some(path)
}

/// Percent-encodes everything that has a meaning in a query.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The destinations that somebody with these rights may see.
pub(crate) fn navigation(base: &str, rights: PermissionSet) -> Vec<NavGroup> {
    use Permission as P;
    let item = |needs: P, label: &str, path: &str, icon: &'static str| {
        rights.contains(needs).then(|| NavItem {
            label: label.to_owned(),
            href: format!("{base}{path}"),
            icon,
            count: None,
            exact: path.is_empty(),
        })
    };
    let group = |title: Option<&str>, items: Vec<Option<NavItem>>| NavGroup {
        title: title.map(str::to_owned),
        items: items.into_iter().flatten().collect(),
    };
    let groups = [
        group(None, vec![item(P::OrganizationRead, t::frame::overview(), "", "layout-dashboard")]),
        group(
            Some(t::frame::group_people()),
            vec![
                item(P::UsersRead, t::frame::members(), "/members", "users"),
                item(P::UsersRead, t::frame::invitations(), "/invitations", "mail"),
                item(P::UsersInvite, t::frame::join_codes(), "/join-codes", "ticket"),
                item(P::RolesRead, t::frame::roles(), "/roles", "shield-check"),
            ],
        ),
        group(
            Some(t::frame::group_build()),
            vec![
                item(P::ProjectsRead, t::frame::projects(), "/projects", "boxes"),
                item(P::ApiKeysList, t::frame::keys(), "/keys", "key-round"),
            ],
        ),
        group(
            Some(t::frame::group_organization()),
            vec![
                item(P::AuditRead, t::frame::audit(), "/audit", "scroll-text"),
                item(P::BillingView, t::usage::title(), "/usage", "activity"),
                item(P::OrganizationRead, t::frame::settings(), "/settings", "settings"),
            ],
        ),
    ];
    groups.into_iter().filter(|group| !group.items.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_away_from_this_server() {
        for bad in ["//evil.example", "/\\evil.example", "https://evil.example", "", "/a\r\nb", "/a\\b"] {
            assert_eq!(safe_next(bad), None, "{bad:?}");
        }
        assert_eq!(safe_next("/o/harbor/members"), Some("/o/harbor/members"));
        assert_eq!(sign_in_path("/o/a b"), "/sign-in");
        assert_eq!(sign_in_path("/o/harbor?x=1&y"), "/sign-in?next=/o/harbor%3Fx%3D1%26y");
    }

    #[test]
    fn the_sidebar_leaves_out_what_one_may_not_see() {
        let member = contract::permissions::system_role("member").unwrap_or_default();
        let labels: Vec<String> =
            navigation("/o/x", member).into_iter().flat_map(|group| group.items).map(|item| item.label).collect();
        assert_eq!(labels, ["Overview", "Members", "Invitations", "Roles", "Projects", "Settings"]);
    }
}
