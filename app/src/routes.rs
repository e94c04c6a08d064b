//! The table of pages. One line a page: path, view, and how the server sends it.

use crate::{
    accounts::{AccountPage, ForgotPage, ReauthenticatePage, ResetPage, SignInPage, SignUpPage, VerifyPage},
    api_keys::{CreateKeyPage, KeysPage},
    audit_log::AuditPage,
    invitations::{InvitationsPage, InvitePage},
    join_codes::{JoinCodesPage, JoinPage},
    members::MembersPage,
    organizations::{CreateOrganizationPage, HomePage, OverviewPage, SettingsPage},
    outbox::AdministrationPage,
    projects::{ProjectPage, ProjectsPage},
    roles::{NewRolePage, RolePage, RolesPage},
    setup::SetupPage,
    ui::SignCard,
};
use leptos::{prelude::*, tachys::view::iterators::StaticVec};
use leptos_router::{
    SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::{FlatRoutes, FlatRoutesProps, Route, RouteChildren, RouteProps},
    path,
};

/// One line of the table: `page!("/path/:parameter", View)`, and `Async` or `PartiallyBlocked` behind it for a page that must be
/// complete without scripts (sign-in, settings, public pages). Without a word the page streams out of order.
macro_rules! page {
    ($path:tt, $view:expr) => {
        page!($path, $view, OutOfOrder)
    };
    ($path:tt, $view:expr, $mode:ident) => {
        Route(RouteProps::builder().path(path!($path)).view($view).ssr(SsrMode::$mode).build()).into_any_nested_route()
    };
}

fn table() -> Vec<AnyNestedRoute> {
    vec![
        page!("/", HomePage, Async),
        page!("/account", AccountPage, Async),
        page!("/admin", AdministrationPage, Async),
        page!("/organizations/new", CreateOrganizationPage, Async),
        page!("/setup", SetupPage, Async),
        page!("/sign-in", SignInPage, Async),
        page!("/sign-up", SignUpPage, Async),
        page!("/forgot", ForgotPage, Async),
        page!("/reauthenticate", ReauthenticatePage, Async),
        page!("/reset", ResetPage, Async),
        page!("/verify", VerifyPage, Async),
        page!("/invite", InvitePage, Async),
        page!("/join", JoinPage, Async),
        page!("/o/:slug", OverviewPage, Async),
        page!("/o/:slug/invitations", InvitationsPage, Async),
        page!("/o/:slug/join-codes", JoinCodesPage, Async),
        page!("/o/:slug/members", MembersPage, Async),
        page!("/o/:slug/roles", RolesPage, Async),
        page!("/o/:slug/roles/new", NewRolePage, Async),
        page!("/o/:slug/roles/:role", RolePage, Async),
        page!("/o/:slug/projects", ProjectsPage, Async),
        page!("/o/:slug/projects/:project", ProjectPage, Async),
        page!("/o/:slug/keys", KeysPage, Async),
        page!("/o/:slug/keys/new", CreateKeyPage, Async),
        page!("/o/:slug/settings", SettingsPage, Async),
        page!("/o/:slug/audit", AuditPage, Async),
        #[cfg(debug_assertions)]
        components(),
    ]
}

/// The sheet of all components, for whoever works on them: development builds only.
#[cfg(debug_assertions)]
fn components() -> AnyNestedRoute {
    use crate::dev::ComponentsPage;
    page!("/dev/components", ComponentsPage, Async)
}

/// The page that belongs to the current address.
#[component]
pub(crate) fn Pages() -> impl IntoView {
    let children = RouteChildren::to_children(|| StaticVec::from(table()));
    FlatRoutes(FlatRoutesProps::builder().fallback(NotFound).children(children).build())
}

/// Shown for an address that no page has. The same words as for an organization one may not see.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    view! {
        <SignCard title="Page not found" text="The address is wrong, or you have no access to what is there.">
            <crate::ui::LinkButton href="/" variant=crate::ui::Variant::Primary size=crate::ui::Size::Large block=true>
                "Go to my organizations"
            </crate::ui::LinkButton>
        </SignCard>
    }
}
