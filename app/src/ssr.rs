//! What the bodies of server functions import with `use crate::ssr::*`: they compile for the server only, so nothing else needs a `cfg`.

pub use leptos_axum::{ResponseOptions, redirect};
