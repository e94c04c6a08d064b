//! The table of pages. One line a page: path, view, and how the server sends it.

use crate::{
    accounts::{
        AccessibilityPage, AccountPage, ForgotPage, ReauthenticatePage, ResetPage, SignInPage, SignUpPage, VerifyPage,
    },
    administration::{InstanceOrganizationsPage, InstancePage, InstanceUsersPage},
    api_keys::{CreateKeyPage, KeysPage},
    audit_log::AuditPage,
    invitations::{InvitationsPage, InvitePage},
    join_codes::{JoinCodesPage, JoinPage},
    members::MembersPage,
    messages as t,
    organizations::{CreateOrganizationPage, HomePage, OverviewPage, SettingsPage},
    outbox::OutboxPage,
    prefetch::announce,
    projects::{ProjectPage, ProjectsPage},
    roles::{NewRolePage, RolePage, RolesPage},
    setup::SetupPage,
    ui::SignCard,
};
use leptos::{prelude::*, tachys::view::iterators::StaticVec};
use leptos_router::{
    Lazy, LazyRoute, SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::{FlatRoutes, FlatRoutesProps, Route, RouteChildren, RouteProps},
    lazy_route, path,
};
use std::pin::Pin;

/// A page: where it is, and how its part of the Wasm is fetched ahead of a visit.
struct Page {
    path: &'static str,
    route: AnyNestedRoute,
    preload: fn() -> Pin<Box<dyn Future<Output = ()>>>,
}

/// One line of the table: `page!("/path/:parameter", View)`. The page is complete without scripts, and its code is a part of the
/// Wasm of its own, fetched with the first visit to it.
macro_rules! page {
    ($path:tt, $view:ident) => {{
        struct $view {}
        #[lazy_route]
        impl LazyRoute for $view {
            fn data() -> Self {
                Self {}
            }

            fn view(_: Self) -> AnyView {
                announce(stringify!($view));
                view! { <$view/> }.into_any()
            }
        }
        let route = RouteProps::builder().path(path!($path)).view(Lazy::<$view>::new()).ssr(SsrMode::Async).build();
        Page {
            path: $path,
            route: Route(route).into_any_nested_route(),
            preload: || Box::pin(<$view as LazyRoute>::preload()),
        }
    }};
}

fn table() -> Vec<Page> {
    vec![
        page!("/", HomePage),
        page!("/accessibility", AccessibilityPage),
        page!("/account", AccountPage),
        page!("/admin", InstanceOrganizationsPage),
        page!("/admin/users", InstanceUsersPage),
        page!("/admin/outbox", OutboxPage),
        page!("/admin/instance", InstancePage),
        page!("/organizations/new", CreateOrganizationPage),
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
        page!("/o/:slug/join-codes", JoinCodesPage),
        page!("/o/:slug/members", MembersPage),
        page!("/o/:slug/roles", RolesPage),
        page!("/o/:slug/roles/new", NewRolePage),
        page!("/o/:slug/roles/:role", RolePage),
        page!("/o/:slug/projects", ProjectsPage),
        page!("/o/:slug/projects/:project", ProjectPage),
        page!("/o/:slug/keys", KeysPage),
        page!("/o/:slug/keys/new", CreateKeyPage),
        page!("/o/:slug/settings", SettingsPage),
        page!("/o/:slug/audit", AuditPage),
        #[cfg(debug_assertions)]
        components(),
    ]
}

/// The sheet of all components, for whoever works on them: development builds only.
#[cfg(debug_assertions)]
fn components() -> Page {
    use crate::dev::ComponentsPage;
    page!("/dev/components", ComponentsPage)
}

/// The page that belongs to the current address.
#[component]
pub(crate) fn Pages() -> impl IntoView {
    let children =
        RouteChildren::to_children(|| StaticVec::from(table().into_iter().map(|page| page.route).collect::<Vec<_>>()));
    FlatRoutes(FlatRoutesProps::builder().fallback(NotFound).transition(true).children(children).build())
}

/// Fetches the code of the page at `path`, if there is one, so that it is there when somebody goes there.
pub(crate) async fn preload(path: &str) {
    if let Some(page) = table().into_iter().find(|page| fits(page.path, path)) {
        (page.preload)().await;
    }
}

/// Whether a path is one of this form: `/o/:slug/roles/:role`.
fn fits(form: &str, path: &str) -> bool {
    let parts = |path: &str| path.trim_matches('/').split('/').map(str::to_owned).collect::<Vec<_>>();
    let (form, path) = (parts(form), parts(path));
    form.len() == path.len() && form.iter().zip(&path).all(|(form, part)| form.starts_with(':') || form == part)
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

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_path_fits_the_form_of_its_page_only() {
        assert!(fits("/", "/"));
        assert!(fits("/o/:slug/roles/:role", "/o/harbor/roles/admin"));
        assert!(fits("/o/:slug/roles/new", "/o/harbor/roles/new/"));
        assert!(!fits("/o/:slug", "/o/harbor/roles"));
        assert!(!fits("/o/:slug/roles", "/o/harbor/keys"));
    }
}
