use leptos::prelude::*;

/// One drawing from the sprite `/icons.svg`, hidden from screen readers: the words beside it say what it means.
///
/// Props: `name`, the id of a symbol in the sprite.
///
/// Example: `<Icon name="plus"/>`
#[component]
pub fn Icon(
    /// Id of a symbol in `style/assets/icons.svg`.
    name: &'static str,
) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use href=format!("/icons.svg#{name}")/>
        </svg>
    }
}
