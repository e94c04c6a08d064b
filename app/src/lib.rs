//! The console: every page as Leptos views, rendered by the server (feature `ssr`) and taken over by the browser (`hydrate`).
//!
//! How to extend it: a feature is one folder with `rpc.rs` (server functions, three lines each) and `page.rs` (views built from [`ui`]);
//! its pages get a line in `routes/mod.rs`. Components in [`ui`] know no feature: they take plain values and children.
#![recursion_limit = "256"]

mod accounts;
mod administration;
mod api_keys;
mod audit_log;
#[cfg(any(debug_assertions, test))]
mod dev;
pub mod frame;
mod invitations;
mod join_codes;
pub mod links;
mod members;
mod messages;
mod organizations;
mod outbox;
mod ownership;
mod projects;
mod remote;
mod roles;
mod routes;
mod setup;
mod shell;
mod theme;
pub mod ui;
mod usage;

#[cfg(feature = "ssr")]
pub mod ssr;

pub use invitations::SentList;
#[cfg(target_arch = "wasm32")]
pub use messages::load_words;
pub use messages::{Locale, follow_document};
#[cfg(not(target_arch = "wasm32"))]
pub use messages::{words_address, words_file};
pub use routes::{WasmParts, fetch_for_document};
pub use shell::{App, shell};
pub use theme::Theme;

/// Tells both sides which types the answers of server functions have. Called before the first of them.
pub fn set_packed_version() {
    contract::packed::set_version(env!("PACKED_VERSION"));
}
