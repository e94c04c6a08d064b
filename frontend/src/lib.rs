//! The Wasm entry point: takes over the page that the server rendered.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the hydration script once the module is loaded. A page whose part cannot be fetched stays as the server made it.
#[wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    app::follow_document();
    if app::fetch_for_document().await.is_ok() {
        leptos::mount::hydrate_body(app::App);
    }
}
