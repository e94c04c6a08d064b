//! What the palette and the list of keys show: a part of the Wasm that comes when somebody is about to open one of them.

use super::{
    PageContext,
    palette::{List, Opened},
    shortcuts::Help,
};
use crate::routes::NotFetched;
use leptos::{prelude::*, task::spawn_local};

/// The list of the palette.
#[leptos::wasm_split::wasm_split(commands, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn list(context: Memo<PageContext>, opened: Opened) -> Result<AnyView, NotFetched> {
    Ok(view! { <List context opened/> }.into_any())
}

/// The list of keys.
#[leptos::wasm_split::wasm_split(commands, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn help() -> Result<AnyView, NotFetched> {
    Ok(view! { <Help/> }.into_any())
}

#[leptos::wasm_split::wasm_split(commands, wasm_split_path = leptos::wasm_split, fallible)]
fn nothing() -> Result<(), NotFetched> {
    Ok(())
}

/// Fetches the part ahead. Called in the browser only.
pub(super) fn fetch() {
    spawn_local(async {
        // Whoever opens something then, tries again and is told.
        let _ = nothing().await;
    });
}
