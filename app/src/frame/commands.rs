//! The palette, the keys and their list: once, above the pages, so that what is open stays open when the next page arrives.
//! What they show is a part of the Wasm that comes when somebody is about to open one of them; so is the dialog of a session that
//! has ended.

use super::{
    PageContext,
    connection::SignInDialog,
    palette::{List, Opened, Palette},
    shortcuts::{Help, Shortcuts},
};
use crate::routes::NotFetched;
use leptos::{prelude::*, task::spawn_local};

/// What is open above the pages; one for the document.
#[derive(Clone, Copy)]
pub(crate) struct Overlays {
    /// The palette; set each time that it is asked for.
    pub(super) palette: RwSignal<bool>,
    /// The list of keys.
    pub(super) help: RwSignal<bool>,
}

impl Overlays {
    fn new() -> Self {
        Self { palette: RwSignal::new(false), help: RwSignal::new(false) }
    }

    /// Nothing is open yet; once, at the root of the document.
    pub(crate) fn provide() {
        provide_context(Self::new());
    }

    /// The one of this document.
    pub(super) fn get() -> Self {
        use_context().unwrap_or_else(Self::new)
    }
}

/// Search, commands and keys of the signed-in pages. Stands once, inside the router.
#[component]
pub(crate) fn Commands() -> impl IntoView {
    view! {
        <Palette/>
        <Shortcuts/>
    }
}

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

/// The dialog to sign in anew.
#[leptos::wasm_split::wasm_split(commands, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn sign_in_again(ended: RwSignal<bool>) -> Result<AnyView, NotFetched> {
    Ok(view! { <SignInDialog ended/> }.into_any())
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
