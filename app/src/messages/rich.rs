use leptos::prelude::*;

/// Stands in a message for something that is not text: a link, a time, a name in another face. Given as a value to the message,
/// and replaced by [`around`].
pub(crate) const SLOT: &str = "\u{E000}";

/// A message with a view in the place of its [`SLOT`]: `around(t::accounts::signed_in_as(SLOT), view! { <strong>{name}</strong> })`.
pub(crate) fn around<V: IntoView>(message: &str, view: V) -> impl IntoView + use<V> {
    let (before, after) = message.split_once(SLOT).unwrap_or((message, ""));
    (before.to_owned(), view, after.to_owned())
}
