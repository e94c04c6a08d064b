use super::{Icon, dom};
use crate::messages as t;
use leptos::prelude::*;

/// Copies a text; shown only where scripts run.
#[component]
fn Copy(text: String, on: RwSignal<bool>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button scripted"
            data-variant="ghost"
            data-size="small"
            on:click=move |_| {
                dom::copy(&text);
                on.set(true);
            }
        >
            {move || if on.get() { view! { <Icon name="check"/> } } else { view! { <Icon name="copy"/> } }}
            {move || if on.get() { t::ui::copied() } else { t::ui::copy() }}
        </button>
    }
}

/// A small button that copies a text; shown only where scripts run.
///
/// Props: `text`, `label` (the words of the button).
///
/// Example: `<CopyButton text=link label="Copy link"/>`
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: String,
    /// Words of the button.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    view! {
        <button
            type="button"
            class="button scripted"
            data-size="small"
            on:click=move |_| {
                dom::copy(&text);
                copied.set(true);
            }
        >
            {move || if copied.get() { view! { <Icon name="check"/> } } else { view! { <Icon name="link"/> } }}
            {move || if copied.get() { t::ui::copied().to_owned() } else { label.clone() }}
        </button>
    }
}

/// A listing with a caption and a button that copies it.
///
/// Props: `title` (caption), `code`.
///
/// Example: `<CodeBlock title="Request" code="curl https://…"/>`
#[component]
pub fn CodeBlock(
    /// Caption.
    #[prop(into)]
    title: String,
    /// The listing.
    #[prop(into)]
    code: String,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    view! {
        <figure class="code-block">
            <figcaption>{title.clone()} <Copy text=code.clone() on=copied/></figcaption>
            <pre tabindex="0" role="group" aria-label=title>
                <code>{code}</code>
            </pre>
        </figure>
    }
}

/// A secret that is shown once: a key, a token, a link. Says so, copies, and warns before the page is left uncopied.
///
/// Props: `value`, `label` for screen readers.
///
/// Example: `<Secret value=created.secret label="API key"/>`
#[component]
pub fn Secret(
    /// The secret.
    #[prop(into)]
    value: String,
    /// Name for screen readers.
    #[prop(into, default = t::ui::secret().to_owned())]
    label: String,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    Effect::new(move |_| {
        let handle = window_event_listener(leptos::ev::beforeunload, move |event| {
            if !copied.get_untracked() {
                event.prevent_default();
            }
        });
        on_cleanup(move || handle.remove());
    });
    view! {
        <div class="secret">
            <code role="group" aria-label=label>{value.clone()}</code>
            <Copy text=value on=copied/>
        </div>
        <p class="visually-hidden" role="status">{move || copied.get().then(t::ui::copied)}</p>
    }
}

/// An identifier in running text, in the code face.
///
/// Props: `value`.
///
/// Example: `<Id value="org_01J…"/>`
#[component]
pub fn Id(
    /// The identifier.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <code class="id">{value}</code> }
}
