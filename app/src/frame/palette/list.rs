//! The list of the palette and what its entries do; in the part of the Wasm that comes when the palette is opened.

use super::{
    super::{Found, PageContext, search_organization, shortcuts},
    DIALOG, Opened,
    entries::{self, Does, Entry, Group, Picture},
    option_id, recent,
};
use crate::{
    messages as t,
    ui::{Avatar, AvatarSize, Icon, dom},
};
use leptos::{ev, prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use std::time::Duration;

/// After this long without another letter the server is asked.
const PAUSE: Duration = Duration::from_millis(120);

/// What stands under the field.
#[component]
pub(in crate::frame) fn List(context: Memo<PageContext>, opened: Opened) -> impl IntoView {
    let Opened { typed, active, any, keys, entered, help } = opened;
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
    let run = Callback::new(move |entry: Entry| {
        dom::close_dialog(DIALOG);
        recent::remember(&user, &entry);
        match entry.does {
            Does::Go(href) => navigate(&href, leptos_router::NavigateOptions::default()),
            Does::Theme(theme) => theme.apply(),
            Does::ShowKeys => shortcuts::open_help(help),
            Does::SignOut => dom::click_first("form[action=\"/sign-out\"] [type=submit]"),
        }
    });
    keys.set_value(Some(Callback::new(move |event: ev::KeyboardEvent| {
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
    })));
    Effect::new(move |_| {
        search.run(typed.get());
        active.set(0);
    });
    Effect::new(move |_| {
        if entered.get_value()
            && let Some(entry) = entries.with_untracked(|entries| entries.first().cloned())
        {
            entered.set_value(false);
            run.run(entry);
        }
    });
    Effect::new(move |_| any.set(entries.with(|entries| !entries.is_empty())));
    Effect::new(move |_| dom::scroll_near(&option_id(active.get())));
    let any = Memo::new(move |_| entries.with(|entries| !entries.is_empty()));
    view! {
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
