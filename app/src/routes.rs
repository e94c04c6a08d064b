//! The table of pages. One line a page: path, view, and how the server sends it.

use crate::{
    accounts::{
        AccessibilityPage, AccountPage, ForgotPage, ReauthenticatePage, ResetPage, SignInPage, SignUpPage, VerifyPage,
    },
    administration::{InstanceOrganizationsPage, InstancePage, InstanceUsersPage},
    api_keys::{CreateKeyPage, KeysPage},
    audit_log::AuditPage,
    invitations::{ImportPage, InvitationsPage, InvitePage},
    join_codes::{JoinCodesPage, JoinPage},
    members::MembersPage,
    messages as t,
    organizations::{CreateOrganizationPage, HomePage, OverviewPage, RecycleBinPage, SettingsPage},
    outbox::OutboxPage,
    projects::{ProjectPage, ProjectsPage},
    roles::{NewRolePage, RolePage, RolesPage, ViewAsPage},
    setup::SetupPage,
    ui::SignCard,
    usage::UsagePage,
};
use leptos::{prelude::*, tachys::view::iterators::StaticVec};
use leptos_router::{
    SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::{FlatRoutes, FlatRoutesProps, Route, RouteChildren, RouteProps},
    path,
};

/// One line of the table: `page!("/path/:parameter", View)`. The page is complete without scripts.
macro_rules! page {
    ($path:tt, $view:ident) => {
        Route(RouteProps::builder().path(path!($path)).view($view).ssr(SsrMode::Async).build()).into_any_nested_route()
    };
}

fn table() -> Vec<AnyNestedRoute> {
    vec![
        page!("/", HomePage),
        page!("/accessibility", AccessibilityPage),
        page!("/account", AccountPage),
        page!("/admin", InstanceOrganizationsPage),
        page!("/admin/users", InstanceUsersPage),
        page!("/admin/outbox", OutboxPage),
        page!("/admin/instance", InstancePage),
        page!("/organizations/new", CreateOrganizationPage),
        page!("/recycle-bin", RecycleBinPage),
        page!("/setup", SetupPage),
        page!("/sign-in", SignInPage),
        page!("/sign-up", SignUpPage),
        page!("/forgot", ForgotPage),
        page!("/reauthenticate", ReauthenticatePage),
        page!("/reset", ResetPage),
        page!("/verify", VerifyPage),
        page!("/invite", InvitePage),
        page!("/join", JoinPage),
        page!("/o/:slug", OverviewPage),
        page!("/o/:slug/invitations", InvitationsPage),
        page!("/o/:slug/invitations/import", ImportPage),
        page!("/o/:slug/join-codes", JoinCodesPage),
        page!("/o/:slug/members", MembersPage),
        page!("/o/:slug/roles", RolesPage),
        page!("/o/:slug/roles/new", NewRolePage),
        page!("/o/:slug/roles/:role", RolePage),
        page!("/o/:slug/roles/:role/view", ViewAsPage),
        page!("/o/:slug/projects", ProjectsPage),
        page!("/o/:slug/projects/:project", ProjectPage),
        page!("/o/:slug/keys", KeysPage),
        page!("/o/:slug/keys/new", CreateKeyPage),
        page!("/o/:slug/settings", SettingsPage),
        page!("/o/:slug/audit", AuditPage),
        page!("/o/:slug/usage", UsagePage),
        #[cfg(debug_assertions)]
        components(),
    ]
}

/// The sheet of all components, for whoever works on them: development builds only.
#[cfg(debug_assertions)]
fn components() -> AnyNestedRoute {
    use crate::dev::ComponentsPage;
    page!("/dev/components", ComponentsPage)
}

/// The page that belongs to the current address.
#[component]
pub(crate) fn Pages() -> impl IntoView {
    let children = RouteChildren::to_children(|| StaticVec::from(table()));
    FlatRoutes(FlatRoutesProps::builder().fallback(NotFound).transition(true).children(children).build())
}

/// Shown for an address that no page has. The same words as for an organization one may not see.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    view! {
        <SignCard title=t::common::not_found() text=t::common::not_found_text()>
            <crate::ui::LinkButton href="/" variant=crate::ui::Variant::Primary size=crate::ui::Size::Large block=true>
                {t::common::to_organizations()}
            </crate::ui::LinkButton>
        </SignCard>
    }
}
