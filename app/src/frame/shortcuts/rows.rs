//! The rows of the list on the page, as keys move among them. Called from event handlers only.
//!
//! A row is a `tr` of the table, or anything marked `data-row`. Its link takes the focus; a row without one takes it itself.
//! What is ticked is the first checkbox in it.

use leptos::{prelude::*, web_sys};
use std::time::Duration;
use web_sys::wasm_bindgen::JsCast;

const ROWS: &str = "main [data-row], main .table > tbody > tr:not(.detail, [data-row])";
const LINK: &str = ".cell-main a[href], a[href]";
const BOX: &str = "input[type=checkbox]:not(:disabled)";

fn all() -> Vec<web_sys::HtmlElement> {
    let Ok(found) = document().query_selector_all(ROWS) else { return Vec::new() };
    (0..found.length()).filter_map(|n| found.item(n)?.dyn_into().ok()).collect()
}

/// The place of the row that holds the focus.
fn current(rows: &[web_sys::HtmlElement]) -> Option<usize> {
    let active = document().active_element()?;
    rows.iter().position(|row| row.contains(Some(&active)))
}

fn tick_box(row: &web_sys::HtmlElement) -> Option<web_sys::HtmlInputElement> {
    row.query_selector(BOX).ok()??.dyn_into().ok()
}

/// Moves the focus to the next row, or the one before; from outside the list to its first row.
pub(super) fn step(forward: bool) {
    let rows = all();
    let place = match (current(&rows), forward) {
        (None, _) => 0,
        (Some(place), true) => place + 1,
        (Some(place), false) => place.saturating_sub(1),
    };
    let Some(row) = rows.get(place) else { return };
    let link = row.query_selector(LINK).ok().flatten().and_then(|link| link.dyn_into().ok());
    let target: web_sys::HtmlElement = link.unwrap_or_else(|| {
        // A fixed, valid name.
        let _ = row.set_attribute("tabindex", "-1");
        row.clone()
    });
    // An element that cannot take the focus leaves it where it is.
    let _ = target.focus();
    row.scroll_into_view_with_bool(false);
}

/// Ticks the row that holds the focus, or removes its tick. With `range` all rows from `last`, the one ticked last, are
/// ticked. Answers the place of the row, to be the next `last`.
pub(super) fn tick(range: bool, last: Option<usize>) -> Option<usize> {
    let rows = all();
    let here = current(&rows)?;
    let start = last.filter(|last| range && *last < rows.len()).unwrap_or(here);
    if start == here && !range {
        tick_box(rows.get(here)?)?.click();
        return Some(here);
    }
    let (from, to) = (start.min(here), start.max(here));
    for ticked in rows.get(from..=to)?.iter().filter_map(tick_box).filter(|ticked| !ticked.checked()) {
        ticked.click();
    }
    Some(here)
}

/// Ticks all rows between the one whose box was clicked with Shift and `last`. Answers the place of the clicked row; `None`
/// when it was no box of a row.
pub(super) fn clicked(target: &web_sys::Element, range: bool, last: Option<usize>) -> Option<usize> {
    let clicked =
        target.dyn_ref::<web_sys::HtmlInputElement>().filter(|input| input.matches(BOX).unwrap_or_default())?;
    let rows = all();
    let here = rows.iter().position(|row| row.contains(Some(target)))?;
    // The box of its row, not another one such as a switch.
    tick_box(rows.get(here)?).filter(|first| first.is_same_node(Some(target)))?;
    if let Some(last) = last.filter(|last| range && *last < rows.len()) {
        let on = clicked.checked();
        let (from, to) = (last.min(here), last.max(here));
        let others: Vec<_> = rows.get(from..=to)?.iter().filter_map(tick_box).collect();
        // A listener cannot be called while it runs, and each of these clicks calls it again.
        // Fails only without a window.
        let _ = set_timeout(
            move || {
                for other in others.iter().filter(|other| other.checked() != on) {
                    other.click();
                }
            },
            Duration::ZERO,
        );
    }
    Some(here)
}

/// Removes the ticks of all rows.
pub(super) fn clear_ticks() {
    for ticked in all().iter().filter_map(tick_box).filter(web_sys::HtmlInputElement::checked) {
        ticked.click();
    }
}
