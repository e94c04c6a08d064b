use super::{Icon, Tone};
use crate::messages as t;
use leptos::prelude::*;

/// A quiet word that says what kind of thing this is.
///
/// Props: `tone`, `icon`; children are the word.
///
/// Example: `<Badge icon="lock">"System"</Badge>`
#[component]
pub fn Badge(
    /// Colour.
    #[prop(optional)]
    tone: Tone,
    /// Icon before the word.
    #[prop(optional)]
    icon: Option<&'static str>,
    /// The word.
    children: Children,
) -> impl IntoView {
    view! {
        <span class="badge" data-tone=tone.word()>
            {icon.map(|name| view! { <Icon name/> })}
            {children()}
        </span>
    }
}

/// Dot and word that say which state this is in. Hollow dots are off or waiting.
///
/// Props: `tone` (`Success` active, `Warning` waiting or suspended, `Danger` failed, `Off` over); children are the word.
///
/// Example: `<Status tone=Tone::Success>"Active"</Status>`
#[component]
pub fn Status(
    /// Colour and shape of the dot.
    #[prop(optional)]
    tone: Tone,
    /// The word.
    children: Children,
) -> impl IntoView {
    view! { <span class="status" data-tone=tone.word()>{children()}</span> }
}

/// A number beside a word, in tabs and navigation.
///
/// Props: `value`.
///
/// Example: `<Count value=48/>`
#[component]
pub fn Count(
    /// The number.
    value: u64,
) -> impl IntoView {
    view! { <span class="count">{t::number(value)}</span> }
}
