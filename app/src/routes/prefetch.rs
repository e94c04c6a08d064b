//! Parts of the Wasm ahead of time: the document of a page names the files of its part, so that the browser fetches them along
//! with the rest; and the part of another page is fetched as soon as the pointer, a finger or the focus comes to a link there.

use super::{fetch_dialogs, part::Page};
use leptos::{ev, prelude::*, task::spawn_local, web_sys};
use leptos_meta::Link;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use web_sys::wasm_bindgen::JsCast;

/// Which files of the Wasm belong to which part. The server gives it to the document as context.
#[derive(Clone, Debug)]
pub struct WasmParts(Arc<(String, BTreeMap<String, Vec<String>>)>);

impl WasmParts {
    /// `folder` is the path of the files; `parts` has their names without ending by the name of the part, as cargo-leptos
    /// writes them into its manifest.
    #[must_use]
    pub fn new(folder: String, parts: BTreeMap<String, Vec<String>>) -> Self {
        Self(Arc::new((folder, parts)))
    }
}

/// Names the files of a part in the document that the server renders.
pub(super) fn announce(part: &str) {
    let Some(WasmParts(parts)) = use_context() else { return };
    let (folder, parts) = parts.as_ref();
    for file in parts.get(part).into_iter().flatten() {
        // Rendering registers it for the head; there is nothing to see.
        let _ = view! { <Link rel="preload" href=format!("{folder}/{file}.wasm") as_="fetch" type_="application/wasm" crossorigin="anonymous"/> }
            .to_html();
    }
}

/// Listens for the intent to follow a link, all over the document.
pub(crate) fn prefetch_on_intent() {
    let fetched = StoredValue::new(BTreeSet::new());
    Effect::new(move |_| {
        let pointed = window_event_listener(ev::pointerover, move |event| prepare(fetched, event.target()));
        let focused = window_event_listener(ev::focusin, move |event| prepare(fetched, event.target()));
        on_cleanup(move || {
            pointed.remove();
            focused.remove();
        });
    });
}

fn prepare(fetched: StoredValue<BTreeSet<String>>, target: Option<web_sys::EventTarget>) {
    let element = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let link = element.and_then(|element| element.closest("a[href^='/']:not([rel~='external'])").ok().flatten());
    let Some(href) = link.and_then(|link| link.get_attribute("href")) else { return };
    let address = href.split('#').next().unwrap_or_default();
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let Some(page) = Page::find(path) else { return };
    // A link to a dialog needs more than one to its page.
    let what = format!("{}{}", page.part, if fetch_dialogs(page, query).is_some() { "?" } else { "" });
    if fetched.try_update_value(|fetched| fetched.insert(what.clone())) == Some(true) {
        let query = query.to_owned();
        spawn_local(async move {
            if page.fetch_with(&query).await.is_err() {
                // The next time is another try.
                fetched.try_update_value(|fetched| fetched.remove(&what));
            }
        });
    }
}
