//! The two kinds of signed-in pages, and what stands in their place while they load or cannot be shown.

use super::{Address, PageContext, Reader, navigation, palette::PaletteButton, use_slug};
use crate::{
    messages as t,
    routes::NotFound,
    ui::{Crumb, ErrorPage, Frame, FrameUser, Home, OrgLink, SkeletonPage},
};
use contract::{accounts::Me, organizations::OrganizationContext};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use std::sync::Arc;

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
    provide_context(Home(Signal::derive(move || Some(format!("/o/{}", slug.get())))));
    let draw = move |context: PageContext| context.org.map(&view);
    framed(Signal::derive(move || Some(slug.get())), crumbs, narrow, Arc::new(draw))
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
    let draw = move |context: PageContext| Some(view(context.me));
    framed(Signal::stored(None), crumbs, narrow, Arc::new(draw))
}

/// Draws a page from its context; `None` for an organization that is not there.
type Draw = Arc<dyn Fn(PageContext) -> Option<AnyView> + Send + Sync>;

/// The part that is the same for every page, so that it is compiled once.
fn framed(org: Signal<Option<String>>, crumbs: Signal<Vec<Crumb>>, narrow: bool, draw: Draw) -> AnyView {
    let reader = Reader::get();
    let (path, query) = (use_location().pathname, use_query_map());
    let here = move || Address::new(path.get_untracked(), &query.read_untracked()).href();
    let first = org.get_untracked();
    let asked = StoredValue::new((first.clone(), reader.read(first, here())));
    let content = move || {
        reader.track_rights();
        let org = org.get();
        if asked.with_value(|(before, _)| *before != org) {
            asked.set_value((org.clone(), reader.read(org, here())));
        }
        let reading = asked.with_value(|(_, reading)| reading.clone());
        let draw = draw.clone();
        Suspend::new(async move {
            match reading.await {
                Ok(context) => {
                    let context = reader.newest(context);
                    match draw(context.get_untracked()) {
                        Some(page) => frame(context, crumbs, narrow, path, page),
                        None => view! { <Alone error=contract::ApiError::not_found("organization")/> }.into_any(),
                    }
                }
                Err(error) => {
                    reader.forget();
                    view! { <Alone error/> }.into_any()
                }
            }
        })
    };
    view! { <Transition fallback=Loading>{content}</Transition> }.into_any()
}

fn frame(
    context: Memo<PageContext>,
    crumbs: Signal<Vec<Crumb>>,
    narrow: bool,
    path: Memo<String>,
    page: AnyView,
) -> AnyView {
    let user = Signal::derive(move || context.with(|context| user(&context.me)));
    let orgs = Signal::derive(move || context.with(|context| links(&context.me)));
    let org = Signal::derive(move || context.with(|context| context.org.as_ref().map(link)));
    let nav = Signal::derive(move || {
        context.with(|context| match &context.org {
            Some(org) => navigation(&format!("/o/{}", org.organization.slug), org.permissions),
            None => Vec::new(),
        })
    });
    let way = Signal::derive(move || {
        let start = org.get().map(|org| Crumb::link(org.name, org.href));
        start.into_iter().chain(crumbs.get()).collect::<Vec<_>>()
    });
    view! {
        <Frame user org orgs nav path crumbs=way narrow tools=move || view! { <PaletteButton/> }>
            {page}
        </Frame>
    }
    .into_any()
}

/// A page that consists of an error.
#[component]
fn Alone(error: contract::ApiError) -> impl IntoView {
    match error {
        contract::ApiError::NotFound { .. } => view! { <NotFound/> }.into_any(),
        error => view! { <ErrorPage error/> }.into_any(),
    }
}

/// The frame without words, while it is not known who looks.
#[component]
fn Loading() -> impl IntoView {
    view! {
        <div class="app">
            <div class="sidebar"></div>
            <div class="topbar"></div>
            <main class="page" id="main" tabindex="-1">
                <SkeletonPage label=t::frame::loading()/>
            </main>
        </div>
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

fn link(org: &OrganizationContext) -> OrgLink {
    OrgLink {
        id: org.organization.id.to_string(),
        name: org.organization.name.clone(),
        href: format!("/o/{}", org.organization.slug),
        role: org.role.clone(),
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
