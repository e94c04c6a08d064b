//! The list of keys, under `?`.

use super::keys::DESTINATIONS;
use crate::{
    messages as t,
    ui::{Dialog, dom},
};
use leptos::prelude::*;
use std::time::Duration;

/// The id of the dialog.
const DIALOG: &str = "shortcuts";

/// Opens the list of keys: made the first time, then only shown again.
pub(in crate::frame) fn open_help(help: RwSignal<bool>) {
    if document().get_element_by_id(DIALOG).is_some() {
        dom::show_dialog(DIALOG);
    } else {
        help.set(true);
    }
}

/// The dialog with the list. It opens by itself, because it comes when it was asked for.
#[component]
pub(in crate::frame) fn Help() -> impl IntoView {
    // Once it stands in the page. Without a timer the next press of the key opens it.
    Effect::new(|_| drop(set_timeout(|| dom::show_dialog(DIALOG), Duration::ZERO)));
    let go = DESTINATIONS.iter().map(|(letter, path)| {
        let place = match *path {
            "" => t::frame::overview(),
            "/members" => t::frame::members(),
            "/roles" => t::frame::roles(),
            "/projects" => t::frame::projects(),
            "/keys" => t::frame::keys(),
            "/join-codes" => t::frame::join_codes(),
            "/audit" => t::frame::audit(),
            _ => t::frame::settings(),
        };
        view! {
            <dt>
                <kbd>"G"</kbd>
                " "
                <kbd>{letter.to_ascii_uppercase()}</kbd>
            </dt>
            <dd>{place}</dd>
        }
    });
    let row = |keys: &[&'static str], words: &'static str| {
        let keys = keys.iter().copied().enumerate().map(|(place, key)| {
            view! {
                {(place > 0).then_some(" ")}
                <kbd>{key}</kbd>
            }
        });
        view! {
            <dt>{keys.collect_view()}</dt>
            <dd>{words}</dd>
        }
    };
    view! {
        <Dialog id=DIALOG title=t::frame::keys_title()>
            <dl class="facts">
                <dt>
                    <kbd>{dom::command_key()}</kbd>
                    " "
                    <kbd>"K"</kbd>
                </dt>
                <dd>{t::frame::keys_palette()}</dd>
                {row(&["/"], t::frame::keys_search())}
                {row(&["C"], t::frame::keys_create())}
                {row(&["J", "K"], t::frame::keys_rows())}
                {row(&[t::ui::key_enter()], t::frame::keys_open())}
                {row(&["X"], t::frame::keys_tick())}
                {row(&[t::ui::key_shift(), "X"], t::frame::keys_range())}
                {row(&["Esc"], t::frame::keys_escape())}
                {row(&["?"], t::frame::keys_help())}
            </dl>
            <h3>{t::frame::keys_go()}</h3>
            <dl class="facts">{go.collect_view()}</dl>
            <p class="hint">{t::frame::keys_off()}</p>
        </Dialog>
    }
}
