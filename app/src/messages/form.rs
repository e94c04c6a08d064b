//! Messages with values in them. `build.rs` marks values and choices by control characters, so that a message is one piece of
//! text, which the browser fetches with all others in the reader's language.

use super::number;

const VALUE: char = '\u{1}';
const CHOICE: char = '\u{2}';
const KEY: char = '\u{3}';
const BODY: char = '\u{4}';
const END: char = '\u{5}';

/// A value of a message.
#[derive(Clone, Copy)]
pub(super) enum Value<'a> {
    Text(&'a str),
    Number(i64),
}

impl Value<'_> {
    /// Whether it is the one that a key names. English and German agree on what the singular is.
    fn is(self, key: &str) -> bool {
        match self {
            Self::Text(text) => text == key,
            Self::Number(number) => (key == "one" && number == 1) || key.parse() == Ok(number),
        }
    }
}

/// A message with its values.
pub(super) fn told(form: &str, values: &[Value]) -> String {
    let mut out = String::new();
    let mut rest = form;
    while let Some(at) = rest.find([VALUE, CHOICE]) {
        out.push_str(&rest[..at]);
        let mark = rest[at..].chars().next();
        let (value, after) = valued(&rest[at + 1..], values);
        rest = after;
        if mark == Some(CHOICE) {
            let (chosen, after) = chosen(rest, value);
            out.push_str(&told(chosen, values));
            rest = after;
        } else {
            match value {
                Value::Text(text) => out.push_str(text),
                Value::Number(value) => out.push_str(&number(value)),
            }
        }
    }
    out.push_str(rest);
    out
}

/// The value whose place the text begins with, and the text behind it.
fn valued<'a, 'v>(text: &'a str, values: &[Value<'v>]) -> (Value<'v>, &'a str) {
    let place = text.chars().next().and_then(|place| place.to_digit(10)).and_then(|place| usize::try_from(place).ok());
    let value = place.and_then(|place| values.get(place)).copied().unwrap_or(Value::Text(""));
    (value, text.get(1..).unwrap_or_default())
}

/// What a choice says for a value, and the text behind the choice. The last of its keys is empty, and fits always.
fn chosen<'a>(text: &'a str, value: Value) -> (&'a str, &'a str) {
    let mut found = None;
    let mut rest = text;
    while let Some((key, after)) = rest.strip_prefix(KEY).and_then(|rest| rest.split_once(BODY)) {
        let end = end_of(after);
        if found.is_none() && (key.is_empty() || value.is(key)) {
            found = Some(&after[..end]);
        }
        rest = &after[end..];
    }
    (found.unwrap_or_default(), rest.strip_prefix(END).unwrap_or(rest))
}

/// Where what belongs to a key ends: at the next key or at the end of the choice, beyond the choices within it.
fn end_of(text: &str) -> usize {
    let mut depth = 0;
    for (at, sign) in text.char_indices() {
        match sign {
            CHOICE => depth += 1,
            KEY | END if depth == 0 => return at,
            END => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// The values in a sentence of a form; `None` for another sentence.
pub(super) fn recognized<'a>(form: &str, sentence: &'a str) -> Option<Vec<&'a str>> {
    let mut texts = form.split(VALUE);
    let mut rest = sentence.strip_prefix(texts.next().unwrap_or_default())?;
    let mut texts = texts.map(|text| text.get(1..).unwrap_or_default()).peekable();
    let mut values = Vec::new();
    while let Some(text) = texts.next() {
        // The end of a sentence is looked for from behind: a value may hold the same words.
        let place = match texts.peek() {
            None if rest.ends_with(text) => rest.len() - text.len(),
            None => return None,
            Some(_) => rest.find(text)?,
        };
        values.push(&rest[..place]);
        rest = &rest[place + text.len()..];
    }
    rest.is_empty().then_some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_choices_are_put_in() {
        let form = "\u{1}0 has \u{2}1\u{3}0\u{4}no keys\u{3}one\u{4}one key\u{3}\u{4}\u{1}1 keys\u{5}.";
        let words = |count| told(form, &[Value::Text("Ana"), Value::Number(count)]);
        assert_eq!(words(0), "Ana has no keys.");
        assert_eq!(words(1), "Ana has one key.");
        assert_eq!(words(1_204), "Ana has 1,204 keys.");
    }

    #[test]
    fn a_choice_may_hold_another() {
        let inner = |word: &str| format!("\u{2}1\u{3}one\u{4}{word}\u{3}\u{4}{word}s\u{5}");
        let form = format!("\u{2}0\u{3}key\u{4}{}\u{3}\u{4}{}\u{5}!", inner("key"), inner("token"));
        let words = |kind, count| told(&form, &[Value::Text(kind), Value::Number(count)]);
        assert_eq!([words("key", 1), words("key", 2), words("other", 1)], ["key!", "keys!", "token!"]);
    }

    #[test]
    fn a_form_that_is_none_is_no_panic() {
        for form in ["\u{1}", "\u{1}9", "\u{2}0", "\u{2}0\u{3}a", "\u{2}0\u{3}a\u{4}", "\u{1}ä", "\u{5}"] {
            let _ = told(form, &[Value::Text("x")]);
        }
    }

    #[test]
    fn a_value_may_hold_the_words_around_it() {
        let form = "There is no role \u{1}0 here.";
        assert_eq!(recognized(form, "There is no role over here. here."), Some(vec!["over here."]));
        assert_eq!(recognized(form, "There is no role x there."), None);
        assert_eq!(recognized(form, "There is no role x here. Go."), None);
        assert_eq!(recognized("Just words.", "Just words."), Some(vec![]));
        assert_eq!(recognized("Just words.", "Just words. More."), None);
    }
}
