use super::Icon;
use crate::{frame::Address, messages as t};
use leptos::{html, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};
use std::time::Duration;

/// How long a pause in typing is before the list follows.
const PAUSE: Duration = Duration::from_millis(200);

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
/// Props: `label`, `name` (`q` unless said), `value`, `placeholder`, `live` (the address follows while one types; for a box that stands outside of what it searches); children are hidden inputs.
///
/// Example: `<SearchBox label="Find member" placeholder="Find by name or email" value=query live=true/>`
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
    /// The address follows while one types.
    #[prop(optional)]
    live: bool,
    /// Hidden inputs.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let search = live.then(|| follow_typing(name, input));
    let (on_pause, on_enter) = (search.clone(), search);
    let mut on_input = debounce(PAUSE, move |()| {
        if let Some(search) = &on_pause {
            search();
        }
    });
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        if let Some(search) = &on_enter {
            event.prevent_default();
            search();
        }
    };
    view! {
        <form class="input-wrap" method="get" role="search" on:submit=on_submit>
            <Icon name="search"/>
            <input
                class="input"
                type="search"
                name=name
                value=value
                aria-label=label
                placeholder=placeholder
                node_ref=input
                on:input=move |_| on_input(())
            />
            {children.map(|children| children())}
            <button type="submit" class="visually-hidden" tabindex="-1">{t::common::search()}</button>
        </form>
    }
}

/// What leads to the address that says what stands in the input, from its first page on. The input follows the address in turn,
/// unless one is typing: a link that clears all filters empties it.
fn follow_typing(name: &'static str, input: NodeRef<html::Input>) -> impl Fn() + Clone {
    let (location, query, navigate) = (use_location(), use_query_map(), use_navigate());
    Effect::new(move |_| {
        let wanted = query.read().get(name).unwrap_or_default();
        let Some(input) = input.get() else { return };
        let typing = document().active_element().is_some_and(|active| active.is_same_node(Some(&input)));
        if !typing && input.value() != wanted {
            input.set_value(&wanted);
        }
    });
    move || {
        let Some(text) = input.get_untracked().map(|input| input.value().trim().to_owned()) else { return };
        let here = Address::new(location.pathname.get_untracked(), &query.read_untracked());
        if here.get(name).unwrap_or_default() == text {
            return;
        }
        let first = here.without(&[name, "cursor"]);
        let there = if text.is_empty() { first } else { first.with(name, &text) };
        navigate(&there.href(), NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    }
}
