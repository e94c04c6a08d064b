//! `/dev/components`: every component of `ui` in its states, in both themes, for eyes, and for the tests beside it. Development
//! builds only.

mod data;
mod forms;
mod lists;
mod surfaces;
#[cfg(test)]
mod tests;
mod whole;

use crate::ui::{Crumb, Frame, FrameUser, NavGroup, NavItem, OrgLink, PageHead};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// One of the two columns of the sheet: a theme, and what makes ids of one column differ from those of the other.
#[derive(Clone, Copy)]
pub(crate) struct Column(&'static str);

impl Column {
    /// An id, or the name of a field, in this column.
    fn id(self, name: &str) -> String {
        format!("{name}-{}", self.0)
    }
}

/// The sheet of components, or what its address shows alone.
#[component]
pub(crate) fn ComponentsPage() -> impl IntoView {
    let query = use_query_map();
    let word = Memo::new(move |_| query.read().get("show").unwrap_or_default());
    move || {
        whole::page(&word.read()).unwrap_or_else(|| {
            view! {
                <Sheet/>
                {whole::dialog(&word.read())}
            }
            .into_any()
        })
    }
}

#[component]
fn Sheet() -> impl IntoView {
    let org = |id: &str, name: &str, role: &str| OrgLink {
        id: id.to_owned(),
        name: name.to_owned(),
        href: "/dev/components".to_owned(),
        role: role.to_owned(),
    };
    let orgs = vec![
        org("org_1", "Harbor Labs", "owner"),
        org("org_2", "Kaufmann & Söhne Internationale Speditionsgesellschaft mbH", "admin"),
    ];
    let item = NavItem {
        label: "Components".to_owned(),
        href: "/dev/components".to_owned(),
        icon: "boxes",
        count: Some(33),
        exact: true,
    };
    let user = FrameUser {
        id: "usr_1".to_owned(),
        name: "Ana Lindqvist".to_owned(),
        email: "ana.lindqvist@harborlabs.example".to_owned(),
        super_admin: true,
    };
    let columns = [Column("light"), Column("dark")].map(|column| {
        view! {
            <div class="stack sheet" data-theme=column.0>
                <forms::Forms column/>
                <surfaces::Surfaces column/>
                <lists::Lists column/>
                <data::Data/>
            </div>
        }
    });
    view! {
        <Frame
            user
            org=orgs.first().cloned()
            orgs
            nav=vec![NavGroup { title: Some("Sheet".to_owned()), items: vec![item] }]
            path="/dev/components"
            crumbs=vec![Crumb::link("Harbor Labs", "/dev/components"), Crumb::here("Components")]
        >
            <PageHead title="Components" text="Every part in every state. Pages use only these."/>
            {whole::links()}
            <div class="half-grid">{columns.into_iter().collect_view()}</div>
        </Frame>
    }
}
