use super::Icon;
use crate::messages as t;
use leptos::prelude::*;

/// One filter: dashed while off, solid with its value while on. A link, because the URL is the state.
///
/// Props: `label`, `value` (what it is set to), `href` (turns it off when on, or goes to where it is chosen).
///
/// Example: `<FilterChip label="Status" value="Suspended" href="?role=admin"/>`
#[component]
pub fn FilterChip(
    /// What it filters by.
    #[prop(into)]
    label: String,
    /// What it is set to; absent means off.
    #[prop(optional, into)]
    value: Option<String>,
    /// The same list with this filter turned round.
    #[prop(into)]
    href: String,
) -> impl IntoView {
    let on = value.is_some();
    let action = if on { t::ui::filter_remove(&label) } else { t::ui::filter_add(&label) };
    view! {
        <a class="chip" href=href data-on=on title=action>
            {(!on).then(|| view! { <Icon name="plus"/> })}
            {label}
            {value.map(|value| view! { " " <b>{value}</b> })}
            {on.then(|| view! { <Icon name="x"/> })}
        </a>
    }
}

/// One entry of [`Segments`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Words.
    pub label: String,
    /// The same page with this choice.
    pub href: String,
    /// Chosen now.
    pub current: bool,
}

/// A few choices side by side that change what the page shows; links, because the URL is the state.
///
/// Props: `label` for screen readers, `segments`.
///
/// Example: `<Segments label="Range" segments=vec![Segment { label: "30 days".into(), href: "?days=30".into(), current: true }]/>`
#[component]
pub fn Segments(
    /// Name for screen readers.
    #[prop(into)]
    label: String,
    /// The choices.
    segments: Vec<Segment>,
) -> impl IntoView {
    let links = segments.into_iter().map(|segment| {
        view! { <a href=segment.href aria-current=segment.current.then_some("true")>{segment.label}</a> }
    });
    view! { <nav class="segments" aria-label=label>{links.collect_view()}</nav> }
}

/// Search of a list: sends `name` by GET, so that the address holds it. Hidden inputs as children keep other filters.
///
/// Props: `label`, `name` (`q` unless said), `value`, `placeholder`; children are hidden inputs.
///
/// Example: `<SearchBox label="Find member" placeholder="Find by name or email" value=query/>`
#[component]
pub fn SearchBox(
    /// Name for screen readers.
    #[prop(into)]
    label: String,
    /// Name in the address.
    #[prop(default = "q")]
    name: &'static str,
    /// What is searched now.
    #[prop(optional, into)]
    value: Option<String>,
    /// Example inside the empty input.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Hidden inputs.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <form class="input-wrap" method="get" role="search">
            <Icon name="search"/>
            <input class="input" type="search" name=name value=value aria-label=label placeholder=placeholder/>
            {children.map(|children| children())}
            <button type="submit" class="visually-hidden" tabindex="-1">{t::common::search()}</button>
        </form>
    }
}
