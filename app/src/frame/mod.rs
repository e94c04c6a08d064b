//! The frame of signed-in pages: [`OrgPage`] inside an organization, [`PersonalPage`] outside.
//!
//! A page component creates its own resources and actions at its top and hands a closure that draws it; the frame calls
//! the closure once it knows who looks, and shows the error page otherwise.

mod address;
mod rpc;

use crate::{
    messages as t,
    routes::NotFound,
    ui::{Crumb, ErrorPage, Frame, FrameUser, NavGroup, NavItem, OrgLink, SkeletonRows},
};
pub use address::Address;
use contract::{Permission, PermissionSet, accounts::Me, organizations::OrganizationContext};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map, use_query_map};
pub use rpc::{PageContext, read_page_context};

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

fn context_resource(org: Signal<Option<String>>) -> Resource<Result<PageContext, contract::ApiError>> {
    let (location, query) = (use_location(), use_query_map());
    Resource::new_blocking(
        move || org.get(),
        move |org| {
            let path = Address::new(location.pathname.get_untracked(), &query.read_untracked()).href();
            async move { read_page_context(org, path).await }
        },
    )
}

/// A page of an organization: `/o/:slug/…`.
///
/// Props: `crumbs` (behind the organization; the last is the page), `narrow`, `view` (draws the page).
///
/// Example: `<OrgPage crumbs=vec![Crumb::here("Members")] view=move |org| members(org).into_any()/>`
#[component]
pub fn OrgPage<F>(
    /// The way from the organization to the page.
    #[prop(optional, into)]
    crumbs: Signal<Vec<Crumb>>,
    /// A narrower page, for forms.
    #[prop(optional)]
    narrow: bool,
    /// Draws the page.
    view: F,
) -> impl IntoView
where
    F: Fn(OrganizationContext) -> AnyView + Clone + Send + Sync + 'static,
{
    let slug = use_slug();
    let context = context_resource(Signal::derive(move || Some(slug.get())));
    let path = use_location().pathname;
    view! {
        <Transition fallback=Loading>
            {move || {
                let view = view.clone();
                Suspend::new(async move {
                    match context.await {
                        Ok(PageContext { me, org: Some(org), .. }) => {
                            let base = format!("/o/{}", org.organization.slug);
                            let mut way = vec![Crumb::link(org.organization.name.clone(), base.clone())];
                            way.extend(crumbs.get_untracked());
                            let here = OrgLink {
                                id: org.organization.id.to_string(),
                                name: org.organization.name.clone(),
                                href: base.clone(),
                                role: org.role.clone(),
                            };
                            let nav = navigation(&base, org.permissions);
                            let page = view(org);
                            view! {
                                <Frame user=user(&me) org=Some(here) orgs=links(&me) nav path crumbs=way narrow>
                                    {page}
                                </Frame>
                            }
                                .into_any()
                        }
                        Ok(PageContext { .. }) => {
                            view! { <Alone error=contract::ApiError::not_found("organization")/> }.into_any()
                        }
                        Err(error) => view! { <Alone error/> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}

/// A signed-in page outside organizations.
///
/// Props: `crumbs` (the last is the page), `narrow`, `view` (draws the page from who one is).
///
/// Example: `<PersonalPage crumbs=vec![Crumb::here("Account")] view=move |me| account(me).into_any()/>`
#[component]
pub fn PersonalPage<F>(
    /// The way to the page.
    #[prop(optional, into)]
    crumbs: Signal<Vec<Crumb>>,
    /// A narrower page, for forms.
    #[prop(optional)]
    narrow: bool,
    /// Draws the page.
    view: F,
) -> impl IntoView
where
    F: Fn(Me) -> AnyView + Clone + Send + Sync + 'static,
{
    let context = context_resource(Signal::derive(|| None));
    let path = use_location().pathname;
    view! {
        <Transition fallback=Loading>
            {move || {
                let view = view.clone();
                Suspend::new(async move {
                    match context.await {
                        Ok(PageContext { me, .. }) => {
                            let page = view(me.clone());
                            view! {
                                <Frame user=user(&me) org=None orgs=links(&me) nav=Vec::new() path crumbs=crumbs.get_untracked() narrow>
                                    {page}
                                </Frame>
                            }
                                .into_any()
                        }
                        Err(error) => view! { <Alone error/> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}

/// A page that consists of an error.
#[component]
fn Alone(error: contract::ApiError) -> impl IntoView {
    match error {
        contract::ApiError::NotFound { .. } => view! { <NotFound/> }.into_any(),
        error => view! { <ErrorPage error/> }.into_any(),
    }
}

#[component]
fn Loading() -> impl IntoView {
    view! {
        <main class="page" id="main" tabindex="-1" aria-busy="true">
            <SkeletonRows label=t::frame::loading()/>
        </main>
    }
}

fn user(me: &Me) -> FrameUser {
    FrameUser {
        id: me.user.id.to_string(),
        name: me.user.name.clone(),
        email: me.user.email.clone(),
        super_admin: me.super_admin,
    }
}

fn links(me: &Me) -> Vec<OrgLink> {
    me.memberships
        .iter()
        .map(|membership| OrgLink {
            id: membership.organization.id.to_string(),
            name: membership.organization.name.clone(),
            href: format!("/o/{}", membership.organization.slug),
            role: membership.role.clone(),
        })
        .collect()
}

/// The destinations that somebody with these rights may see.
fn navigation(base: &str, rights: PermissionSet) -> Vec<NavGroup> {
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
