//! What a page draws only when somebody asks for it, from a part of the Wasm that comes then.

use super::part::{Fetching, NotFetched};
use contract::ApiError;
use leptos::{prelude::*, reactive::computed::ScopedFuture, task::spawn_local};

/// Draws something once its part is there. Stands where nothing was drawn before somebody asked, so in the browser only.
///
/// Props: `draw` (fetches the part and draws).
///
/// Example: `<Later draw=|| Box::pin(commands::help())/>`
#[component]
pub(crate) fn Later(
    /// Fetches the part and draws.
    draw: impl FnOnce() -> Fetching<AnyView> + 'static,
) -> impl IntoView {
    let drawn = StoredValue::new_local(None::<AnyView>);
    let there = RwSignal::new(false);
    // It comes later, and yet belongs to what asked for it.
    let drawing = ScopedFuture::new_untracked(draw());
    spawn_local(async move {
        let view = match drawing.await {
            Ok(view) => view,
            Err(NotFetched) => {
                view! { <p role="alert">{crate::messages::detail(&ApiError::Unreachable)}</p> }.into_any()
            }
        };
        // Whoever asked may have gone meanwhile.
        drawn.try_update_value(|drawn| *drawn = Some(view));
        let _ = there.try_set(true);
    });
    move || there.get().then(|| drawn.try_update_value(Option::take).flatten())
}
