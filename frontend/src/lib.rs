//! The Wasm entry point: takes over the page that the server rendered.

#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the hydration script once the module is loaded. A page whose words or part cannot be fetched stays as the server
/// made it, and works without scripts.
#[wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    app::set_packed_version();
    app::follow_document();
    // Both are under way already, because the document names them.
    if app::load_words().await.is_ok() && app::fetch_for_document().await.is_ok() {
        leptos::mount::hydrate_body(app::App);
    }
}

/// Room in the read-only data. The splitter gives each part the data that only it needs, unless aligning the pieces makes them
/// longer than the whole was; then everything would stay in the main file. Nothing reads this, so it is in no part.
#[used]
static ROOM: [u8; 16 * 1024] = [1; 16 * 1024];
