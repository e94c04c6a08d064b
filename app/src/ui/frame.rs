use super::{
    Avatar, AvatarSize, Brand, Count, Icon, Menu, MenuLabel, MenuLine, MenuLink, Person, ThemeMenu,
    theme_menu::ThemeChoices,
};
use crate::messages as t;
use leptos::{html, prelude::*};
use std::sync::atomic::{AtomicI32, Ordering};

/// One destination of the sidebar. Leave out what the reader may not see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NavItem {
    /// Words.
    pub label: String,
    /// Where it goes.
    pub href: String,
    /// Icon before the words.
    pub icon: &'static str,
    /// Number behind the words.
    pub count: Option<u64>,
    /// Marked as current on this very address only, not on those below it.
    pub exact: bool,
}

/// Destinations of the sidebar that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NavGroup {
    /// Quiet heading; the first group has none.
    pub title: Option<String>,
    /// The destinations.
    pub items: Vec<NavItem>,
}

/// An organization in the switcher.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrgLink {
    /// Decides the colour of the avatar.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it is: `/o/{slug}`.
    pub href: String,
    /// Second line: the reader's role there.
    pub role: String,
}

/// Who is signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrameUser {
    /// Decides the colour of the avatar.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// Shows the link to the administration of the instance.
    pub super_admin: bool,
}

/// One step of the way to this page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// Words.
    pub label: String,
    /// Where it goes; the last step, the page itself, goes nowhere.
    pub href: Option<String>,
}

impl Crumb {
    /// A step above this page.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: Some(href.into()) }
    }

    /// The page itself.
    pub fn here(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None }
    }
}

/// How far the sidebar was scrolled: each page draws its own. Set in the browser only, the server has no scrolling.
static SCROLLED: AtomicI32 = AtomicI32::new(0);

/// Frame of the console: sidebar with switcher and navigation, topbar with the way here and the page as `main`. A drawer on narrow screens.
///
/// Props: `user`, `org` (absent outside organizations), `orgs` (for the switcher), `nav`, `path` (current path), `crumbs` (all of them values or signals), `narrow` (forms: 768 px), `tools` (what stands in the topbar before the theme); children are the page, beginning with a `PageHead`.
///
/// Example: `<Frame user org=Some(org) orgs nav path=use_location().pathname crumbs=vec![Crumb::here("Members")]><PageHead ../></Frame>`
#[component]
pub fn Frame(
    /// Who is signed in.
    #[prop(into)]
    user: Signal<FrameUser>,
    /// The organization the page belongs to.
    #[prop(optional, into)]
    org: Signal<Option<OrgLink>>,
    /// Organizations to switch to.
    #[prop(optional, into)]
    orgs: Signal<Vec<OrgLink>>,
    /// Destinations.
    #[prop(optional, into)]
    nav: Signal<Vec<NavGroup>>,
    /// Current path.
    #[prop(into)]
    path: Signal<String>,
    /// The way here.
    #[prop(optional, into)]
    crumbs: Signal<Vec<Crumb>>,
    /// A narrower page, for forms.
    #[prop(optional)]
    narrow: bool,
    /// What stands in the topbar before the theme.
    #[prop(optional, into)]
    tools: Option<ViewFnOnce>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let groups = move || nav.get().into_iter().map(|group| nav_group(group, path)).collect_view();
    let admin = move || {
        user.read().super_admin.then(|| {
            let label = t::ui::nav_administration().to_owned();
            nav_link(NavItem { label, href: "/admin".to_owned(), icon: "server", ..NavItem::default() }, path)
        })
    };
    let sidebar = NodeRef::<html::Nav>::new();
    Effect::new(move |_| {
        if let Some(sidebar) = sidebar.get() {
            sidebar.set_scroll_top(SCROLLED.load(Ordering::Relaxed));
        }
    });
    let on_scroll = move |_| {
        if let Some(sidebar) = sidebar.get_untracked() {
            SCROLLED.store(sidebar.scroll_top(), Ordering::Relaxed);
        }
    };
    view! {
        <div class="app">
            <nav class="sidebar" id="sidebar" popover="" aria-label=t::ui::nav_main() node_ref=sidebar on:scroll=on_scroll>
                <Brand/>
                <Switcher org orgs/>
                {groups}
                <div class="nav-group push-down">{admin} <Account user/></div>
            </nav>
            <header class="topbar">
                <button
                    type="button"
                    class="button small-nav"
                    data-variant="ghost"
                    data-icon
                    popovertarget="sidebar"
                    aria-label=t::ui::nav_open()
                >
                    <Icon name="menu"/>
                </button>
                <nav class="crumbs" aria-label=t::ui::nav_breadcrumb()>
                    <ol>{move || crumbs.get().into_iter().map(crumb).collect_view()}</ol>
                </nav>
                {tools.map(|tools| tools.run())}
                <ThemeMenu/>
            </header>
            <main class="page" id="main" tabindex="-1" data-width=narrow.then_some("narrow")>
                {children()}
            </main>
        </div>
    }
}

fn crumb(crumb: Crumb) -> impl IntoView {
    match crumb.href {
        Some(href) => view! { <li><a href=href>{crumb.label}</a></li> }.into_any(),
        None => view! { <li><span aria-current="page">{crumb.label}</span></li> }.into_any(),
    }
}

/// Whether a destination is the page shown, or (unless `exact`) above it.
fn is_current(href: &str, exact: bool, path: &str) -> bool {
    let path = path.trim_end_matches('/');
    path == href || !exact && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'))
}

fn nav_group(group: NavGroup, path: Signal<String>) -> impl IntoView {
    view! {
        <div class="nav-group">
            {group.title.map(|title| view! { <p class="nav-title">{title}</p> })}
            {group.items.into_iter().map(|item| nav_link(item, path)).collect_view()}
        </div>
    }
}

fn nav_link(item: NavItem, path: Signal<String>) -> impl IntoView {
    let (href, exact) = (item.href.clone(), item.exact);
    let current = move || is_current(&href, exact, &path.read()).then_some("page");
    view! {
        <a class="nav-item" href=item.href aria-current=current>
            <Icon name=item.icon/>
            <span>{item.label}</span>
            {item.count.map(|value| view! { <Count value/> })}
        </a>
    }
}

/// Shows the organization one is in and leads to the others.
#[component]
fn Switcher(org: Signal<Option<OrgLink>>, orgs: Signal<Vec<OrgLink>>) -> impl IntoView {
    let label = move || match org.get() {
        Some(org) => view! { <Person name=org.name id=org.id sub=org.role square=true/> }.into_any(),
        None => view! { <span class="person"><span class="name">{t::ui::switcher_choose()}</span></span> }.into_any(),
    };
    let links = move || {
        let here = org.get().map(|org| org.id);
        let links = orgs.get().into_iter().map(|org| {
            let current = here.as_deref() == Some(org.id.as_str());
            let (id, name) = (org.id, org.name.clone());
            let mark = move || view! { <Avatar name id square=true size=AvatarSize::Small/> };
            view! {
                <MenuLink href=org.href mark hint=org.role current>
                    {org.name}
                </MenuLink>
            }
        });
        links.collect_view()
    };
    view! {
        <button type="button" class="switcher" popovertarget="org-switcher" aria-haspopup="menu">
            <span class="visually-hidden">{t::ui::switcher_now()}</span>
            {label}
            <Icon name="chevrons-up-down"/>
        </button>
        <Menu id="org-switcher" label=t::ui::switcher_label() start=true>
            {links}
            <MenuLine/>
            <MenuLink href="/?all=1" icon="building-2">
                {t::ui::switcher_all()}
            </MenuLink>
            <MenuLink href="/organizations/new" icon="plus">
                {t::common::create_organization()}
            </MenuLink>
        </Menu>
    }
}

/// Name of the reader, with the menu of the account. Signing out is a form, because it changes something.
#[component]
fn Account(user: Signal<FrameUser>) -> impl IntoView {
    let who = move || {
        let FrameUser { id, name, .. } = user.get();
        view! {
            <Avatar name=name.clone() id size=AvatarSize::Small/>
            <span class="truncate">{name}</span>
        }
    };
    view! {
        <button type="button" class="nav-item" popovertarget="account-menu" aria-haspopup="menu">
            {who}
            <Icon name="ellipsis"/>
        </button>
        <Menu id="account-menu" label=t::ui::account_menu() start=true>
            <MenuLabel>{move || user.get().email}</MenuLabel>
            <MenuLink href="/account" icon="user">
                {t::ui::account()}
            </MenuLink>
            <MenuLine/>
            <ThemeChoices/>
            <MenuLine/>
            <form method="post" action="/sign-out">
                <super::MenuItem icon="log-out" submit=true>
                    {t::common::sign_out()}
                </super::MenuItem>
            </form>
        </Menu>
    }
}

#[cfg(test)]
mod tests {
    use super::is_current;

    #[test]
    fn a_destination_is_current_on_its_page_and_below_but_not_beside_it() {
        assert!(is_current("/o/acme/roles", false, "/o/acme/roles"));
        assert!(is_current("/o/acme/roles", false, "/o/acme/roles/admin"));
        assert!(is_current("/o/acme/roles", false, "/o/acme/roles/"));
        assert!(!is_current("/o/acme/role", false, "/o/acme/roles"));
        assert!(!is_current("/o/acme", true, "/o/acme/roles"));
    }
}
