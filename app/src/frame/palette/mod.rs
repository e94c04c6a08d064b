//! Search and commands under `Ctrl K`: pages, actions and places of the reader at once, members, projects and keys of the
//! organization as the server finds them. What is offered and what fits is in [`entries`].

mod entries;
mod list;
mod recent;

use super::{Overlays, PageContext, Reader, commands};
use crate::{
    messages as t,
    routes::Later,
    ui::{Icon, dom},
};
use leptos::{ev, html, prelude::*, web_sys};
pub(super) use list::List;
use web_sys::wasm_bindgen::JsCast;

/// The id of the dialog.
const DIALOG: &str = "palette";
const BUTTON: &str = ".search-button";

/// Whether the page that is shown has search and commands: it has the frame of the console.
pub(super) fn is_offered() -> bool {
    dom::has(BUTTON)
}

/// Opens the palette, or closes it.
pub(super) fn toggle() {
    if dom::is_open(DIALOG) {
        dom::close_dialog(DIALOG);
    } else {
        dom::click_first(BUTTON);
    }
}

/// What the field of an open palette and the list under it know together. The field is there at once, so that no key is lost;
/// the list comes with its part of the Wasm.
#[derive(Clone, Copy)]
pub(super) struct Opened {
    /// What is in the field.
    typed: RwSignal<String>,
    /// The place of the chosen entry.
    active: RwSignal<usize>,
    /// Whether there is any entry.
    any: RwSignal<bool>,
    /// What the list does with keys that move in it.
    keys: StoredValue<Option<Callback<ev::KeyboardEvent>>>,
    /// Enter was pressed before the list was there.
    entered: StoredValue<bool>,
    /// Set to show the list of keys.
    help: RwSignal<bool>,
}

/// The button in the topbar that opens the palette.
#[component]
pub(super) fn PaletteButton() -> impl IntoView {
    let open = Overlays::get().palette;
    let key = dom::command_key();
    view! {
        <button
            type="button"
            class="search-button scripted"
            aria-haspopup="dialog"
            aria-keyshortcuts="Control+K Meta+K"
            on:click=move |_| open.set(true)
            on:pointerenter=|_| commands::fetch()
            on:focus=|_| commands::fetch()
        >
            <Icon name="search"/>
            <span>{t::frame::palette_button()}</span>
            <kbd>{key} " K"</kbd>
        </button>
    }
}

/// The palette, made when it is opened.
#[component]
pub(super) fn Palette() -> impl IntoView {
    let (reader, overlays) = (Reader::get(), Overlays::get());
    Effect::new(move |_| {
        let handle = window_event_listener(ev::submit, move |event| {
            let form = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            if form.is_some_and(|form| form.matches("[action=\"/sign-out\"]").unwrap_or_default())
                && let Some(user) = reader.user()
            {
                recent::forget(user.to_string().as_str());
            }
        });
        on_cleanup(move || handle.remove());
    });
    let open = Memo::new(move |_| overlays.palette.get());
    move || {
        // Only pages with a frame have the button, so somebody is known when it is pressed.
        let first = open.get().then(|| untrack(|| reader.shown())).flatten()?;
        let context = Memo::new(move |_| reader.shown().unwrap_or_else(|| first.clone()));
        Some(view! { <Dialog context overlays/> })
    }
}

#[component]
fn Dialog(context: Memo<PageContext>, overlays: Overlays) -> impl IntoView {
    let opened = Opened {
        typed: RwSignal::default(),
        active: RwSignal::default(),
        any: RwSignal::default(),
        keys: StoredValue::default(),
        entered: StoredValue::default(),
        help: overlays.help,
    };
    let before = StoredValue::new_local(document().active_element());
    let on_close = move |_| {
        // The browser gives the focus back, unless the page that had it has given way to the next one.
        if before.with_value(|before| before.as_ref().is_some_and(|before| !before.is_connected())) {
            dom::focus("main");
        }
        // It may have been opened again before the browser told that it was closed.
        if !dom::is_open(DIALOG) {
            overlays.palette.set(false);
        }
    };
    view! {
        <dialog class="palette" id=DIALOG aria-labelledby="palette-title" closedby="any" on:close=on_close>
            <h2 class="visually-hidden" id="palette-title">
                {t::frame::palette_label()}
            </h2>
            <Field opened asked=overlays.palette/>
            <Later draw=move || Box::pin(commands::list(context, opened))/>
        </dialog>
    }
}

/// The field to type in.
#[component]
fn Field(
    opened: Opened,
    /// Set each time that the palette is asked for.
    asked: RwSignal<bool>,
) -> impl IntoView {
    let Opened { typed, active, any, keys, entered, .. } = opened;
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get().filter(|_| asked.get()) {
            input.set_value("");
            typed.set(String::new());
            entered.set_value(false);
            dom::show_dialog(DIALOG);
            // The dialog is open, so it takes the focus.
            let _ = input.focus();
        }
    });
    let on_keydown = move |event: ev::KeyboardEvent| match keys.get_value() {
        Some(keys) => keys.run(event),
        None if event.key() == "Enter" && !event.is_composing() => entered.set_value(true),
        None => {}
    };
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
                on:input=move |event| typed.set(event_target_value(&event))
                on:keydown=on_keydown
            />
            <button type="button" class="button small-only" data-variant="ghost" command="close" commandfor=DIALOG>
                {t::common::close()}
            </button>
            <kbd class="wide-only">"Esc"</kbd>
        </div>
    }
}

fn option_id(place: usize) -> String {
    format!("palette-{place}")
}
