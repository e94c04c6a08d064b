//! The little that components ask of the browser. Everything here is called from effects and event handlers only.

use crate::messages as t;
use leptos::{prelude::*, web_sys};
use web_sys::wasm_bindgen::JsCast;

/// Moves the focus to the element of this id, if it is there.
pub(crate) fn focus(id: &str) {
    if let Some(element) =
        document().get_element_by_id(id).and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok())
    {
        // An element that cannot take the focus keeps the page as it is.
        let _ = element.focus();
    }
}

/// Whether nothing has the focus, as after the element is gone that had it.
pub(crate) fn focus_is_lost() -> bool {
    document().active_element().is_none_or(|active| active.tag_name().eq_ignore_ascii_case("body"))
}

/// Whether the page is the server's and is being taken over by the browser.
pub(crate) fn is_hydrating() -> bool {
    Owner::current_shared_context().is_some_and(|context| context.during_hydration())
}

/// The values of the ticked boxes of this name; `None` when the page has no such box.
pub(crate) fn checked_values(name: &str) -> Option<Vec<String>> {
    let boxes = document().query_selector_all(&format!("input[type=checkbox][name='{name}']")).ok()?;
    let inputs: Vec<web_sys::HtmlInputElement> =
        (0..boxes.length()).filter_map(|place| boxes.get(place)?.dyn_into().ok()).collect();
    let ticked = inputs.iter().filter(|input| input.checked()).map(web_sys::HtmlInputElement::value).collect();
    (!inputs.is_empty()).then_some(ticked)
}

/// The main landmark of the page.
pub(crate) fn main() -> Option<web_sys::Element> {
    document().get_element_by_id("main")
}

/// Calls `then` with an element once it is part of the document. One that never comes is given up after five seconds.
pub(crate) fn when_connected<E: AsRef<web_sys::Node> + 'static>(element: E, then: impl FnOnce(E) + 'static) {
    wait_for_connection(element, then, 0);
}

fn wait_for_connection<E: AsRef<web_sys::Node> + 'static>(element: E, then: impl FnOnce(E) + 'static, frames: u16) {
    if element.as_ref().is_connected() {
        then(element);
    } else if frames < 300 {
        // Fails only without a window.
        let _ = request_animation_frame(move || wait_for_connection(element, then, frames + 1));
    }
}

/// Moves the focus to what is wrong in a form with this action: the first field that is marked, or else the words of the form.
pub(crate) fn focus_fault(action: &str) {
    let inside = |what: &str| {
        let found = document().query_selector(&format!("form[action=\"{action}\"] {what}")).ok().flatten();
        found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok())
    };
    let fault = inside("[aria-invalid]").or_else(|| {
        let words = inside("[role=alert]")?;
        // Words take the focus only when told to; the name is a valid one.
        let _ = words.set_attribute("tabindex", "-1");
        Some(words)
    });
    if let Some(fault) = fault {
        let _ = fault.focus();
    }
}

/// Sends the form that an event has come up to, as its own button would.
pub(crate) fn submit_form(event: &web_sys::Event) {
    let form = event.current_target().and_then(|target| target.dyn_into::<web_sys::HtmlFormElement>().ok());
    if let Some(form) = form {
        // Fails only for a button that is not the form's, and none is named.
        let _ = form.request_submit();
    }
}

/// Moves the focus to the first element that a selector finds.
pub(crate) fn focus_first(selector: &str) {
    if let Some(element) = first(selector) {
        let _ = element.focus();
    }
}

/// Clicks the first element that a selector finds: a key does what its button does.
pub(crate) fn click_first(selector: &str) {
    if let Some(element) = first(selector) {
        element.click();
    }
}

/// Whether a selector finds an element.
pub(crate) fn has(selector: &str) -> bool {
    first(selector).is_some()
}

fn first(selector: &str) -> Option<web_sys::HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

fn dialog(id: &str) -> Option<web_sys::HtmlDialogElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Opens the dialog of this id above the page.
pub(crate) fn show_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        // Fails only for a dialog that is open already.
        let _ = dialog.show_modal();
    }
}

/// Closes the dialog of this id.
pub(crate) fn close_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
    }
}

/// Whether the dialog of this id is open.
pub(crate) fn is_open(id: &str) -> bool {
    dialog(id).is_some_and(|dialog| dialog.open())
}

/// Scrolls the list around the element of this id as little as shows it.
pub(crate) fn scroll_near(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let nearest = web_sys::ScrollIntoViewOptions::new();
        nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}

/// What the key for commands is called here: Control, or `⌘` on Apple's computers once the page is alive.
pub(crate) fn command_key() -> Signal<&'static str> {
    let key = RwSignal::new(t::ui::key_control());
    Effect::new(move |_| {
        let agent = window().navigator().user_agent().unwrap_or_default();
        if agent.contains("Mac OS") {
            key.set("⌘");
        }
    });
    key.into()
}

/// Puts text on the clipboard. Browsers may refuse without a permission; then nothing happens.
pub(crate) fn copy(text: &str) {
    // The promise settles on its own; the text stays selectable for whoever was refused.
    let _ = window().navigator().clipboard().write_text(text);
}

/// Opens and closes dialogs in browsers that do not know `command` yet (before Chrome 135, Firefox 144, Safari 26.2).
pub(crate) fn install_commands() {
    Effect::new(|_| {
        let button = document().create_element("button").ok();
        let native = button.is_some_and(|button| {
            web_sys::js_sys::Reflect::has(&button, &"commandForElement".into()).unwrap_or_default()
        });
        if native {
            return;
        }
        let handle = window_event_listener(leptos::ev::click, |event| {
            let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
                return;
            };
            let Ok(Some(button)) = target.closest("button[command][commandfor]") else { return };
            let id = button.get_attribute("commandfor").unwrap_or_default();
            match button.get_attribute("command").as_deref() {
                Some("show-modal") => show_dialog(&id),
                Some("close") => close_dialog(&id),
                _ => {}
            }
        });
        on_cleanup(move || handle.remove());
    });
}

/// Moves the focus among the items of a menu: `step` 1 down, -1 up, around both ends.
pub(crate) fn step_focus(menu: &web_sys::Element, step: isize) {
    let Ok(items) = menu.query_selector_all(".menu-item:not(:disabled)") else { return };
    let items: Vec<_> =
        (0..items.length()).filter_map(|n| items.item(n)?.dyn_into::<web_sys::HtmlElement>().ok()).collect();
    let active = document().active_element();
    let here = items.iter().position(|item| active.as_ref().is_some_and(|active| item.is_same_node(Some(active))));
    let count = isize::try_from(items.len()).unwrap_or(0);
    if count == 0 {
        return;
    }
    let start = if step > 0 { -1 } else { 0 };
    let next = (here.and_then(|n| isize::try_from(n).ok()).unwrap_or(start) + step).rem_euclid(count);
    if let Some(item) = usize::try_from(next).ok().and_then(|n| items.get(n)) {
        let _ = item.focus();
    }
}
