use crate::{
    Locale,
    messages::{self as t, locale},
};
use leptos::prelude::*;

/// Foot of the public pages: the version, the languages, and the statement on accessibility. A language is a button of a plain
/// form, because it changes something and another language comes with another document.
///
/// Props: none.
///
/// Example: `<SignFooter/>`
#[component]
pub(super) fn SignFooter() -> impl IntoView {
    let now = locale();
    let languages = Locale::ALL.map(|language| {
        view! {
            <button
                type="submit"
                name="locale"
                value=language.tag()
                lang=language.tag()
                aria-pressed=if language == now { "true" } else { "false" }
            >
                {language.name()}
            </button>
        }
    });
    view! {
        <footer>
            <span>{concat!("Guildhall ", env!("CARGO_PKG_VERSION"))}</span>
            <form method="post" action="/locale" aria-label=t::accounts::language()>
                {languages}
            </form>
            <a href="/accessibility">{t::accounts::accessibility()}</a>
        </footer>
    }
}
