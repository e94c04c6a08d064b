//! Administration of the whole instance, for super admins: organizations, users, mail (in `outbox`), and the server itself.

mod instance;
mod organizations;
pub mod rpc;
mod user_dialog;
mod user_row;
mod users;

pub(crate) use instance::InstancePage;
pub(crate) use organizations::InstanceOrganizationsPage;
pub(crate) use users::InstanceUsersPage;

use crate::{
    frame::PersonalPage,
    messages as t,
    ui::{Crumb, LinkButton, PageHead, Tab, Tabs, Variant},
};
use contract::accounts::Me;
use leptos::prelude::*;

/// A page of the administration.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Organizations,
    Users,
    Outbox,
    Instance,
}

impl Place {
    const ALL: [Place; 4] = [Place::Organizations, Place::Users, Place::Outbox, Place::Instance];

    fn title(self) -> &'static str {
        match self {
            Place::Organizations => t::administration::organizations(),
            Place::Users => t::administration::users(),
            Place::Outbox => t::administration::outbox(),
            Place::Instance => t::administration::instance(),
        }
    }

    fn text(self) -> &'static str {
        match self {
            Place::Organizations => t::administration::organizations_text(),
            Place::Users => t::administration::users_text(),
            Place::Outbox => t::administration::outbox_text(),
            Place::Instance => t::administration::instance_text(),
        }
    }

    pub(crate) fn path(self) -> &'static str {
        match self {
            Place::Organizations => "/admin",
            Place::Users => "/admin/users",
            Place::Outbox => "/admin/outbox",
            Place::Instance => "/admin/instance",
        }
    }
}

/// The frame of each page of the administration: title and tabs above what `view` draws.
#[component]
pub(crate) fn AdminPage<F>(
    /// Which page.
    place: Place,
    /// Draws what stands below the tabs.
    view: F,
) -> impl IntoView
where
    F: Fn(Me) -> AnyView + Clone + Send + Sync + 'static,
{
    let content = move |me: Me| {
        let tabs = me.super_admin.then(|| view! { <Tabs label=t::administration::title() tabs=tabs(place)/> });
        let create = (me.super_admin && place == Place::Organizations).then(|| {
            view! {
                <LinkButton href="/organizations/new" icon="plus" variant=Variant::Primary>
                    {t::organizations::create()}
                </LinkButton>
            }
        });
        view! {
            <PageHead title=place.title() text=place.text()>
                {create}
            </PageHead>
            {tabs}
            {view(me)}
        }
        .into_any()
    };
    let crumbs = vec![Crumb::link(t::administration::title(), "/admin"), Crumb::here(place.title())];
    view! { <PersonalPage crumbs view=content/> }
}

fn tabs(here: Place) -> Vec<Tab> {
    let tab = |place: Place| Tab {
        label: place.title().to_owned(),
        href: place.path().to_owned(),
        current: place == here,
        count: None,
    };
    Place::ALL.map(tab).to_vec()
}
