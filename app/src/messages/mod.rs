//! Every word the console says, in every language: `t::members::title()` with `use crate::messages as t;`.
//!
//! The words are in `app/messages/<language>/<feature>.ftl`; `build.rs` makes a function of each, so a message that a language
//! lacks does not compile. The language is the reader's: the server puts a [`Locale`] into the context of each request, the
//! browser reads it from `<html lang>`.

mod counted;
mod errors;
#[cfg(test)]
mod guard;
mod locale;
mod rich;

pub(crate) use counted::shown_of;
pub(crate) use errors::{detail, field_message, title};
pub(crate) use locale::locale;
pub use locale::{Locale, follow_document};
pub(crate) use rich::{SLOT, around};

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// A part of a sentence of the service.
enum Piece {
    Text(&'static str),
    Value(usize),
}

/// A sentence that the service wrote, in the reader's language. One that is not in `sentences.ftl` stays as it is.
pub(crate) fn sentence(english: &str) -> String {
    let language = locale() as usize;
    if language == 0 {
        return english.to_owned();
    }
    let found = SENTENCES.iter().find_map(|languages| Some((languages, recognized(languages[0], english)?)));
    let Some((languages, values)) = found else { return english.to_owned() };
    let words = languages[language].iter().map(|piece| match piece {
        Piece::Text(text) => text,
        Piece::Value(place) => values.get(*place).copied().unwrap_or_default(),
    });
    words.collect()
}

/// The values in a sentence of this form; `None` for another sentence.
fn recognized<'a>(form: &[Piece], sentence: &'a str) -> Option<Vec<&'a str>> {
    let mut rest = sentence;
    let mut values = Vec::new();
    let mut open = false;
    for (at, piece) in form.iter().enumerate() {
        match piece {
            Piece::Value(_) => open = true,
            Piece::Text(text) => {
                let last = at + 1 == form.len();
                let place = match (open, last) {
                    (false, _) => rest.starts_with(text).then_some(0),
                    // The end of a sentence is looked for from behind: a value may hold the same words.
                    (true, true) => rest.ends_with(text).then(|| rest.len() - text.len()),
                    (true, false) => rest.find(text),
                }?;
                if open {
                    values.push(&rest[..place]);
                }
                open = false;
                rest = &rest[place + text.len()..];
            }
        }
    }
    if open {
        values.push(rest);
        rest = "";
    }
    rest.is_empty().then_some(values)
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

/// Whether a language says this number in its singular. English and German agree.
fn is_one(language: Locale, count: i64) -> bool {
    match language {
        Locale::En | Locale::De => count == 1,
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

    #[test]
    fn a_value_may_hold_the_words_around_it() {
        let form = [Piece::Text("There is no role "), Piece::Value(0), Piece::Text(" here.")];
        assert_eq!(recognized(&form, "There is no role over here. here."), Some(vec!["over here."]));
        assert_eq!(recognized(&form, "There is no role x there."), None);
        assert_eq!(recognized(&form, "There is no role x here. Go."), None);
    }
}
