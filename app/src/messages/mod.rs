//! Every word the console says, in every language: `t::members::title()` with `use crate::messages as t;`.
//!
//! The words are in `app/messages/<language>/<feature>.ftl`; `build.rs` makes a function of each, so a message that a language
//! lacks does not compile. The language is the reader's: the server puts a [`Locale`] into the context of each request, the
//! browser reads it from `<html lang>`, and fetches its words.

mod counted;
mod errors;
mod form;
#[cfg(test)]
mod guard;
mod locale;
mod rich;
mod words;

pub(crate) use counted::shown_of;
pub(crate) use errors::{detail, field_message, title};
use form::{Value, recognized, told};
pub(crate) use locale::locale;
pub use locale::{Locale, follow_document};
pub(crate) use rich::{SLOT, around};
#[cfg(target_arch = "wasm32")]
pub use words::load_words;
use words::{sentences, words};
#[cfg(not(target_arch = "wasm32"))]
pub use words::{words_address, words_file};

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// A sentence that the service wrote, in the reader's language. One that is not in `sentences.ftl` stays as it is.
pub(crate) fn sentence(english: &str) -> String {
    let mut all = sentences();
    let found = all.find_map(|(form, words)| Some((words, recognized(form, english)?)));
    let Some((words, values)) = found else { return english.to_owned() };
    told(words, &values.into_iter().map(Value::Text).collect::<Vec<_>>())
}

/// Something that is counted.
pub(crate) trait Count {
    /// The number.
    fn count(self) -> i64;
}

impl Count for i64 {
    fn count(self) -> i64 {
        self
    }
}

impl Count for u32 {
    fn count(self) -> i64 {
        i64::from(self)
    }
}

impl Count for u64 {
    fn count(self) -> i64 {
        i64::try_from(self).unwrap_or(i64::MAX)
    }
}

impl Count for usize {
    fn count(self) -> i64 {
        i64::try_from(self).unwrap_or(i64::MAX)
    }
}

/// A whole number in groups of three, as the reader's language writes it: 18,204 or 18.204.
pub(crate) fn number(value: impl Count) -> String {
    let value = value.count();
    let separator = match locale() {
        Locale::En => ',',
        Locale::De => '.',
    };
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        text.push('−');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use leptos::prelude::*;

    pub(super) fn in_german<T>(run: impl FnOnce() -> T) -> T {
        Owner::new().with(|| {
            provide_context(Locale::De);
            run()
        })
    }

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        assert_eq!([0_i64, 999, 18_204, 1_410_000, -1_200].map(number), ["0", "999", "18,204", "1,410,000", "−1,200"]);
        assert_eq!(in_german(|| number(1_410_000_u64)), "1.410.000");
    }

    #[test]
    fn sentences_of_the_service_are_told_in_the_readers_language() {
        let english = "Use at most 64 characters.";
        assert_eq!(sentence(english), english);
        assert_eq!(in_german(|| sentence(english)), "Verwenden Sie höchstens 64 Zeichen.");
        assert_eq!(in_german(|| sentence("Nobody wrote this.")), "Nobody wrote this.");
    }
}
