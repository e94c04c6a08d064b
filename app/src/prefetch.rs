//! The Wasm has a part for each page. The document of a page names its part, so that the browser fetches it along with the
//! rest; and the part of another page is fetched as soon as the pointer, a finger or the focus comes to a link there.

use crate::routes;
use leptos::{ev, prelude::*, task::spawn_local, web_sys};
use leptos_meta::Link;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use web_sys::wasm_bindgen::JsCast;

/// Which files of the Wasm belong to which page. The server gives it to the document as context.
#[derive(Clone, Debug)]
pub struct WasmParts(Arc<(String, HashMap<String, Vec<String>>)>);

impl WasmParts {
    /// `folder` is the path of the files; `parts` has their names without ending by the name of the function that needs them, as
    /// cargo-leptos writes them into its manifest.
    #[must_use]
    pub fn new(folder: String, parts: HashMap<String, Vec<String>>) -> Self {
        Self(Arc::new((folder, parts)))
    }
}

/// Names the files of a page in the document that the server renders. `page` is the name of its component.
///
/// Leptos would do so itself, but adds a module without the nonce, which the policy refuses.
pub(crate) fn announce(page: &str) {
    let Some(WasmParts(parts)) = use_context() else { return };
    let (folder, parts) = parts.as_ref();
    // The function of `MembersPage` is `__members_page_view_` and a hash.
    let function = format!("{}view", page.to_lowercase());
    let files = parts.iter().filter(|(name, _)| name.replace('_', "").starts_with(&function)).flat_map(|(_, files)| files);
    for file in files {
        // Rendering registers it for the head; there is nothing to see.
        let _ = view! { <Link rel="preload" href=format!("{folder}/{file}.wasm") as_="fetch" type_="application/wasm" crossorigin="anonymous"/> }
            .to_html();
    }
}

/// Listens for the intent to follow a link, all over the document.
pub(crate) fn prefetch_on_intent() {
    let known = StoredValue::new(HashSet::new());
    Effect::new(move |_| {
        let pointed = window_event_listener(ev::pointerover, move |event| prepare(known, event.target()));
        let focused = window_event_listener(ev::focusin, move |event| prepare(known, event.target()));
        on_cleanup(move || {
            pointed.remove();
            focused.remove();
        });
    });
}

fn prepare(known: StoredValue<HashSet<String>>, target: Option<web_sys::EventTarget>) {
    let element = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let link = element.and_then(|element| element.closest("a[href^='/']:not([rel~='external'])").ok().flatten());
    let Some(href) = link.and_then(|link| link.get_attribute("href")) else { return };
    let path = href.split(['?', '#']).next().unwrap_or_default().to_owned();
    if known.try_update_value(|known| known.insert(path.clone())) == Some(true) {
        spawn_local(async move { routes::preload(&path).await });
    }
}
