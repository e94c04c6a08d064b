use leptos::prelude::*;

/// Mark and wordmark, a link to the start.
///
/// Props: none.
///
/// Example: `<Brand/>`
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <a class="brand" href="/" aria-label="Guildhall">
            <svg class="brand-mark" viewBox="0 0 20 20" aria-hidden="true">
                <use href="/icons.svg#mark"/>
            </svg>
            <svg class="brand-word" viewBox="0 0 83 20" width="75" height="18" aria-hidden="true">
                <use href="/icons.svg#wordmark"/>
            </svg>
        </a>
    }
}
