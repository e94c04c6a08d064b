//! Search and commands under `Ctrl K`: pages, actions and places of the reader at once, members, projects and keys of the
//! organization as the server finds them. What is offered and what fits is in [`entries`].

mod entries;
mod recent;

use super::{Found, PageContext, search_organization, shortcuts};
use crate::{
    messages as t,
    ui::{Avatar, AvatarSize, Icon, dom},
};
use entries::{Does, Entry, Group, Picture};
use leptos::{ev, html, prelude::*, task::spawn_local, web_sys};
use leptos_router::hooks::use_navigate;
use std::time::Duration;
use web_sys::wasm_bindgen::JsCast;

/// The id of the dialog.
const DIALOG: &str = "palette";
/// After this long without another letter the server is asked.
const PAUSE: Duration = Duration::from_millis(120);

/// Opens the palette, or closes it.
pub(super) fn toggle() {
    if dom::is_open(DIALOG) {
        dom::close_dialog(DIALOG);
    } else {
        dom::click_first(".search-button");
    }
}

/// The button in the topbar and the palette it opens. What the palette holds is made when it is opened first.
///
/// Props: `context` (who looks, and where).
///
/// Example: `<Palette context/>`
#[component]
pub(super) fn Palette(
    /// Who looks, and where.
    context: Memo<PageContext>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let key = dom::command_key();
    Effect::new(move |_| {
        let handle = window_event_listener(ev::submit, move |event| {
            let form = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            if form.is_some_and(|form| form.matches("[action=\"/sign-out\"]").unwrap_or_default()) {
                recent::forget(context.with_untracked(|context| context.me.user.id.to_string()).as_str());
            }
        });
        on_cleanup(move || handle.remove());
    });
    view! {
        <button
            type="button"
            class="search-button scripted"
            aria-haspopup="dialog"
            aria-keyshortcuts="Control+K Meta+K"
            on:click=move |_| open.set(true)
        >
            <Icon name="search"/>
            <span>{t::frame::palette_button()}</span>
            <kbd>{key} " K"</kbd>
        </button>
        <dialog class="palette" id=DIALOG aria-labelledby="palette-title" closedby="any" on:close=move |_| open.set(false)>
            <h2 class="visually-hidden" id="palette-title">
                {t::frame::palette_label()}
            </h2>
            {move || open.get().then(|| view! { <Inside context/> })}
        </dialog>
    }
}

/// What the open palette holds.
#[component]
fn Inside(context: Memo<PageContext>) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let (typed, active) = (RwSignal::new(String::new()), RwSignal::new(0_usize));
    let user = context.with_untracked(|context| context.me.user.id.to_string());
    let places = StoredValue::new(recent::places(&user));
    let (found, asking) = (RwSignal::new(Found::default()), RwSignal::new(false));
    let entries = Memo::new(move |_| {
        let (mut all, found) = (places.get_value(), found.get());
        context.with(|context| {
            all.extend(entries::known(context));
            if let Some(org) = &context.org {
                all.extend(entries::of_found(&org.organization.slug, &found));
            }
        });
        entries::fitting(all, &typed.read())
    });
    let search = searching(context, found, asking);
    let navigate = use_navigate();
    let run = move |entry: Entry| {
        dom::close_dialog(DIALOG);
        recent::remember(&user, &entry);
        match entry.does {
            Does::Go(href) => navigate(&href, leptos_router::NavigateOptions::default()),
            Does::Theme(theme) => theme.apply(),
            Does::ShowKeys => shortcuts::open_help(),
            Does::SignOut => dom::click_first("form[action=\"/sign-out\"] [type=submit]"),
        }
    };
    let run = Callback::new(run);
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            dom::show_dialog(DIALOG);
            // The dialog is open, so it takes the focus.
            let _ = input.focus();
        }
    });
    Effect::new(move |_| dom::scroll_near(&option_id(active.get())));
    let on_input = move |event| {
        let text = event_target_value(&event);
        active.set(0);
        search.run(text.clone());
        typed.set(text);
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        let (here, count) = (active.get_untracked(), entries.with_untracked(Vec::len));
        let next = match event.key().as_str() {
            "ArrowDown" => (here + 1) % count.max(1),
            "ArrowUp" => (here + count.saturating_sub(1)) % count.max(1),
            "Home" => 0,
            "End" => count.saturating_sub(1),
            "Enter" if !event.is_composing() => {
                event.prevent_default();
                if let Some(entry) = entries.with_untracked(|entries| entries.get(here).cloned()) {
                    run.run(entry);
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        active.set(next);
    };
    let any = Memo::new(move |_| entries.with(|entries| !entries.is_empty()));
    view! {
        <div class="palette-input">
            <Icon name="search"/>
            <input
                type="text"
                role="combobox"
                node_ref=input
                autocomplete="off"
                spellcheck="false"
                enterkeyhint="go"
                aria-label=t::frame::palette_label()
                placeholder=t::frame::palette_placeholder()
                aria-autocomplete="list"
                aria-expanded=move || if any.get() { "true" } else { "false" }
                aria-controls=move || any.get().then_some("palette-list")
                aria-activedescendant=move || any.get().then(|| option_id(active.get()))
                on:input=on_input
                on:keydown=on_keydown
            />
            <button type="button" class="button small-only" data-variant="ghost" command="close" commandfor=DIALOG>
                {t::common::close()}
            </button>
            <kbd class="wide-only">"Esc"</kbd>
        </div>
        {move || match any.get() {
            true => view! { <Options entries typed active run/> }.into_any(),
            false if asking.get() => view! { <p class="palette-empty">{t::frame::palette_asking()}</p> }.into_any(),
            false => view! { <p class="palette-empty">{t::frame::palette_nothing(&typed.read())}</p> }.into_any(),
        }}
        <div class="palette-foot">
            <span>
                <kbd>"↑"</kbd>
                <kbd>"↓"</kbd>
                {t::frame::palette_move()}
            </span>
            <span>
                <kbd>"↵"</kbd>
                {t::frame::palette_run()}
            </span>
            <span>
                <kbd>"Esc"</kbd>
                {t::frame::palette_close()}
            </span>
        </div>
        <p class="visually-hidden" role="status">
            {move || (!typed.read().is_empty()).then(|| t::frame::palette_results(entries.with(Vec::len)))}
        </p>
    }
}

/// Asks the server for what is typed, after a pause; an answer that comes after more was typed is dropped.
fn searching(context: Memo<PageContext>, found: RwSignal<Found>, asking: RwSignal<bool>) -> Callback<String> {
    let latest = StoredValue::new(0_u32);
    Callback::new(move |typed: String| {
        let number = latest.get_value().wrapping_add(1);
        latest.set_value(number);
        let words = typed.trim().to_owned();
        let slug = context.with_untracked(|context| context.org.as_ref().map(|org| org.organization.slug.clone()));
        let Some(slug) = slug.filter(|_| !words.is_empty()) else {
            found.set(Found::default());
            asking.set(false);
            return;
        };
        asking.set(true);
        // Once the palette is closed there is no latest question any more.
        let current = move || latest.try_get_value() == Some(number);
        let ask = move || {
            if !current() {
                return;
            }
            spawn_local(async move {
                let answer = search_organization(slug, words).await;
                if current() {
                    // What cannot be read is not found; the page says why when the server is lost.
                    found.set(answer.unwrap_or_default());
                    asking.set(false);
                }
            });
        };
        // Without a timer the server is not asked; pages and actions are found all the same.
        let _ = set_timeout(ask, PAUSE);
    })
}

/// The entries, in their groups.
#[component]
fn Options(
    entries: Memo<Vec<Entry>>,
    typed: RwSignal<String>,
    active: RwSignal<usize>,
    run: Callback<Entry>,
) -> impl IntoView {
    let groups = move || {
        let mut groups: Vec<(Group, Vec<(usize, Entry)>)> = Vec::new();
        for (place, entry) in entries.get().into_iter().enumerate() {
            match groups.last_mut().filter(|(group, _)| *group == entry.group) {
                Some((_, entries)) => entries.push((place, entry)),
                None => groups.push((entry.group, vec![(place, entry)])),
            }
        }
        let groups = groups.into_iter().enumerate().map(|(number, (group, entries))| {
            let heading = format!("palette-group-{number}");
            let labelled = heading.clone();
            let options = entries.into_iter().map(|(place, entry)| option(place, entry, typed, active, run));
            view! {
                <div role="group" aria-labelledby=labelled>
                    <span class="menu-label" id=heading role="presentation">
                        {group.title()}
                    </span>
                    {options.collect_view()}
                </div>
            }
        });
        groups.collect_view()
    };
    view! {
        <div class="palette-list" id="palette-list" role="listbox" aria-label=t::frame::palette_list() tabindex="-1">
            {groups}
        </div>
    }
}

fn option(
    place: usize,
    entry: Entry,
    typed: RwSignal<String>,
    active: RwSignal<usize>,
    run: Callback<Entry>,
) -> impl IntoView {
    let picture = match &entry.picture {
        Picture::Icon(name) => view! { <Icon name/> }.into_any(),
        Picture::Avatar { id, square } => {
            let (name, id, square) = (entry.title.clone(), id.clone(), *square);
            view! { <Avatar name id square size=AvatarSize::Small/> }.into_any()
        }
    };
    let title = entry.title.clone();
    let words = match entries::marked(&title, &typed.get_untracked()) {
        Some((begin, end)) => {
            let part = |from, to| title.get(from..to).unwrap_or_default().to_owned();
            let (before, hit, after) = (part(0, begin), part(begin, end), part(end, title.len()));
            view! { <span>{before} <mark>{hit}</mark> {after}</span> }.into_any()
        }
        None => view! { <span>{title}</span> }.into_any(),
    };
    let hint = (!entry.hint.is_empty()).then(|| view! { <span class="hint">{entry.hint.clone()}</span> });
    view! {
        <div
            role="option"
            id=option_id(place)
            aria-selected=move || if active.get() == place { "true" } else { "false" }
            // The focus stays in the field.
            on:mousedown=|event| event.prevent_default()
            on:mousemove=move |_| {
                if active.get_untracked() != place {
                    active.set(place);
                }
            }
            on:click=move |_| run.run(entry.clone())
        >
            {picture}
            {words}
            {hint}
        </div>
    }
}

fn option_id(place: usize) -> String {
    format!("palette-{place}")
}
