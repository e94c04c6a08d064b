//! The keys of the console. What they mean is in [`keys`], the list of them under `?`.

mod help;
mod keys;
mod rows;

use super::{Overlays, Reader, commands, palette};
use crate::{routes::Later, ui::dom};
pub(super) use help::{Help, open_help};
use keys::{Command, Keys, Press};
use leptos::{ev, prelude::*, web_sys};
use leptos_router::hooks::use_location;
use web_sys::wasm_bindgen::JsCast;

/// Listens to the keys of signed-in pages. `Ctrl K` works always, keys without it only outside fields and dialogs, and unless
/// the reader has switched them off.
#[component]
pub(super) fn Shortcuts() -> impl IntoView {
    let (reader, help) = (Reader::get(), Overlays::get().help);
    let path = use_location().pathname;
    let keys = StoredValue::new(Keys::default());
    let last = StoredValue::new(None::<usize>);
    Effect::new(move |_| {
        path.track();
        // Rows of another page.
        last.set_value(None);
    });
    let run = move |command: Command| match command {
        Command::Palette => palette::toggle(),
        Command::Help => open_help(help),
        Command::Search => {
            dom::focus_first("main input[type=search]");
        }
        Command::Go(path) => {
            if let Some(org) = untrack(|| reader.shown()).and_then(|context| context.org) {
                let slug = org.organization.slug;
                dom::click_first(&format!(".sidebar a.nav-item[href=\"/o/{slug}{path}\"]"));
            }
        }
        Command::Create => {
            dom::click_first("main .page-head :is(a, button)[data-variant=primary]");
        }
        Command::Next => rows::step(true),
        Command::Previous => rows::step(false),
        Command::Tick | Command::TickRange => {
            if let Some(place) = rows::tick(command == Command::TickRange, last.get_value()) {
                last.set_value(Some(place));
            }
        }
        Command::ClearTicks => rows::clear_ticks(),
    };
    Effect::new(move |_| {
        let pressed = window_event_listener(ev::keydown, move |event| {
            if !palette::is_offered() {
                return;
            }
            let single_keys = untrack(|| reader.shown()).is_some_and(|context| context.single_key_shortcuts);
            let mut state = keys.get_value();
            let command = state.press(&press(&event), single_keys);
            keys.set_value(state);
            if let Some(command) = command {
                if command != Command::ClearTicks {
                    event.prevent_default();
                }
                run(command);
            }
        });
        let clicked = window_event_listener(ev::click, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            if let Some(place) = target.and_then(|target| rows::clicked(&target, event.shift_key(), last.get_value())) {
                last.set_value(Some(place));
            }
        });
        on_cleanup(move || {
            pressed.remove();
            clicked.remove();
        });
    });
    move || help.get().then(|| view! { <Later draw=|| Box::pin(commands::help())/> })
}

fn press(event: &web_sys::KeyboardEvent) -> Press {
    let active = document().active_element();
    let within = |selector: &str| active.as_ref().is_some_and(|at| at.matches(selector).unwrap_or_default());
    Press {
        key: event.key(),
        command: event.ctrl_key() || event.meta_key(),
        alt: event.alt_key(),
        shift: event.shift_key(),
        in_field: event.is_composing()
            || within(
                "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]",
            ),
        covered: document().query_selector("dialog[open], [popover]:popover-open").ok().flatten().is_some(),
        at: event.time_stamp(),
    }
}
