//! What a page draws only when somebody asks for it, from a part of the Wasm that comes then.

use super::part::{Fetching, NotFetched};
use contract::ApiError;
use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

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
    let drawing = draw();
    // It comes later, and yet belongs to what asked for it; and never comes when that is gone.
    spawn_local_scoped_with_cancellation(async move {
        let view = match drawing.await {
            Ok(view) => view,
            Err(NotFetched) => {
                view! { <p role="alert">{crate::messages::detail(&ApiError::Unreachable)}</p> }.into_any()
            }
        };
        drawn.set_value(Some(view));
        there.set(true);
    });
    move || there.get().then(|| drawn.try_update_value(Option::take).flatten())
}
