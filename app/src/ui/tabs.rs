use super::Count;
use leptos::prelude::*;

/// One entry of [`Tabs`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tab {
    /// Words.
    pub label: String,
    /// Where it goes.
    pub href: String,
    /// The one shown now.
    pub current: bool,
    /// Number beside the words.
    pub count: Option<u64>,
}

/// Pages that belong together; every tab is a link.
///
/// Props: `label` for screen readers, `tabs`.
///
/// Example: `<Tabs label="Members" tabs=vec![Tab { label: "Invitations".into(), href: "..".into(), current: true, count: Some(5) }]/>`
#[component]
pub fn Tabs(
    /// Name for screen readers.
    #[prop(into)]
    label: String,
    /// The entries.
    tabs: Vec<Tab>,
) -> impl IntoView {
    let links = tabs.into_iter().map(|tab| {
        view! {
            <a href=tab.href aria-current=tab.current.then_some("page")>
                {tab.label}
                {tab.count.map(|value| view! { <Count value/> })}
            </a>
        }
    });
    view! { <nav class="tabs" aria-label=label>{links.collect_view()}</nav> }
}
