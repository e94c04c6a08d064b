//! Fluent files to Rust: a module a file, a function a message; and a table of the words for each language, in which values and
//! choices are marked by control characters, see `src/messages/form.rs`.
//!
//! Of the Fluent syntax this knows what the messages need: text, `{ $value }`, `{ NUMBER($count) }`, `{ "literal" }` and choices
//! (`{ $count -> [one] … *[other] … }`) by plural category, by number or by word. Anything else is refused.

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey},
    parser,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

/// The languages by their folders. The first decides which messages there are.
const LANGUAGES: [&str; 2] = ["en", "de"];
/// Sentences that the service writes, in English: they are recognized and told in another language.
const SENTENCES: &str = "sentences";

type Messages = BTreeMap<String, Pattern<String>>;
type Failure = Box<dyn std::error::Error>;

/// The text of the modules, of all files in the folders of the languages.
pub fn generate(source: &Path) -> Result<String, Failure> {
    let mut files = BTreeSet::new();
    for language in LANGUAGES {
        for file in fs::read_dir(source.join(language))? {
            let path = file?.path();
            let name = path.file_stem().and_then(|name| name.to_str()).ok_or("a file without a name")?;
            files.insert(name.to_owned());
        }
    }
    let mut out = String::new();
    let mut tables = vec![Vec::new(); LANGUAGES.len()];
    for file in files {
        let mut languages = Vec::new();
        for language in LANGUAGES {
            let path = source.join(language).join(format!("{file}.ftl"));
            languages.push(read(&path).map_err(|error| format!("{}: {error}", path.display()))?);
        }
        for (language, messages) in LANGUAGES.iter().zip(&languages).skip(1) {
            compare(&file, language, &languages[0], messages)?;
        }
        if file == SENTENCES {
            sentences(&mut out, &languages)?;
        } else {
            module(&mut out, &file, &languages, &mut tables)?;
        }
    }
    let count = tables[0].len();
    writeln!(out, "/// The words of each language.\n#[cfg(not(target_arch = \"wasm32\"))]")?;
    writeln!(out, "static WORDS: [[&str; {count}]; {}] = {tables:?};", LANGUAGES.len())?;
    writeln!(out, "#[cfg(target_arch = \"wasm32\")]\nconst COUNT: usize = {count};")?;
    Ok(out)
}

fn read(path: &Path) -> Result<Messages, Failure> {
    let text = fs::read_to_string(path)?;
    let resource = parser::parse(text).map_err(|(_, errors)| format!("{errors:?}"))?;
    let mut messages = Messages::new();
    for entry in resource.body {
        match entry {
            Entry::Message(message) => {
                let id = message.id.name;
                let value = message.value.ok_or_else(|| format!("{id} has no text"))?;
                if messages.insert(id.clone(), value).is_some() {
                    return Err(format!("{id} stands there twice").into());
                }
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            Entry::Term(term) => return Err(format!("-{}: terms are not used here", term.id.name).into()),
            Entry::Junk { content } => return Err(format!("cannot be read: {content}").into()),
        }
    }
    Ok(messages)
}

/// Every language has the same messages, with the same values in them.
fn compare(file: &str, language: &str, first: &Messages, other: &Messages) -> Result<(), Failure> {
    for (id, pattern) in first {
        let there = other.get(id).ok_or_else(|| format!("messages/{language}/{file}.ftl lacks {id}"))?;
        let names = |pattern| values(pattern).into_iter().map(|value| value.name).collect::<BTreeSet<_>>();
        if names(pattern) != names(there) {
            return Err(format!("messages/{language}/{file}.ftl: {id} has other values than the first language").into());
        }
    }
    match other.keys().find(|id| !first.contains_key(*id)) {
        Some(extra) => Err(format!("messages/{language}/{file}.ftl: {extra} is in this language only").into()),
        None => Ok(()),
    }
}

/// A value that a message is given.
struct Value {
    name: String,
    number: bool,
}

/// The values of a message in the order in which they appear. One that is counted anywhere, or is called a count, is a number.
fn values(pattern: &Pattern<String>) -> Vec<Value> {
    fn note(found: &mut Vec<Value>, name: &str, number: bool) {
        match found.iter_mut().find(|value| value.name == name) {
            Some(value) => value.number |= number,
            None => found.push(Value { name: name.to_owned(), number: number || name.ends_with("count") }),
        }
    }
    fn walk(pattern: &Pattern<String>, found: &mut Vec<Value>) {
        for element in &pattern.elements {
            match element {
                PatternElement::Placeable {
                    expression: Expression::Inline(InlineExpression::VariableReference { id }),
                } => {
                    note(found, &id.name, false);
                }
                PatternElement::Placeable {
                    expression: Expression::Inline(InlineExpression::FunctionReference { arguments, .. }),
                } => {
                    for argument in &arguments.positional {
                        if let InlineExpression::VariableReference { id } = argument {
                            note(found, &id.name, true);
                        }
                    }
                }
                PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                    if let InlineExpression::VariableReference { id } = selector {
                        note(found, &id.name, counts(variants));
                    }
                    variants.iter().for_each(|variant| walk(&variant.value, found));
                }
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    walk(pattern, &mut found);
    found
}

/// Whether a choice is made by number: all its keys are plural categories or numbers.
fn counts(variants: &[Variant<String>]) -> bool {
    variants.iter().all(|variant| match &variant.key {
        VariantKey::NumberLiteral { .. } => true,
        VariantKey::Identifier { name } => matches!(name.as_str(), "zero" | "one" | "two" | "few" | "many" | "other"),
    })
}

fn module(out: &mut String, file: &str, languages: &[Messages], tables: &mut [Vec<String>]) -> Result<(), Failure> {
    writeln!(out, "/// Messages of `{file}.ftl`.\npub(crate) mod {} {{", snake(file))?;
    writeln!(out, "#[allow(unused_imports, clippy::allow_attributes)]\nuse super::{{Count, Value}};")?;
    for id in languages[0].keys() {
        let mut given = Vec::new();
        for messages in languages {
            for value in values(&messages[id]) {
                match given.iter_mut().find(|known: &&mut Value| known.name == value.name) {
                    Some(known) => known.number |= value.number,
                    None => given.push(value),
                }
            }
        }
        function(out, id, &given, tables[0].len())?;
        for (table, messages) in tables.iter_mut().zip(languages) {
            table.push(form(&messages[id], &given).map_err(|error| format!("{id}: {error}"))?);
        }
    }
    writeln!(out, "}}")?;
    Ok(())
}

fn function(out: &mut String, id: &str, given: &[Value], place: usize) -> Result<(), Failure> {
    let name = snake(id);
    let list = |part: fn(&Value) -> String| given.iter().map(part).collect::<Vec<_>>().join(", ");
    let parameters = list(|value| {
        let kind = if value.number { "impl Count" } else { "&str" };
        format!("{}: {kind}", snake(&value.name))
    });
    let values = list(|value| {
        let name = snake(&value.name);
        if value.number { format!("Value::Number({name}.count())") } else { format!("Value::Text({name})") }
    });
    writeln!(out, "#[must_use]")?;
    if given.is_empty() {
        writeln!(out, "pub(crate) fn {name}() -> &'static str {{ super::words({place}) }}")?;
    } else {
        writeln!(
            out,
            "pub(crate) fn {name}({parameters}) -> String {{ super::told(super::words({place}), &[{values}]) }}"
        )?;
    }
    Ok(())
}

/// Marks of a form: a value, a choice by a value, its keys, what belongs to a key, and the end of a choice. Values have one more
/// character, their place.
const VALUE: char = '\u{1}';
const CHOICE: char = '\u{2}';
const KEY: char = '\u{3}';
const BODY: char = '\u{4}';
const END: char = '\u{5}';

/// A message as its text with marks.
fn form(pattern: &Pattern<String>, given: &[Value]) -> Result<String, Failure> {
    let mut text = String::new();
    let place = |name: &str| -> Result<char, Failure> {
        let place = given.iter().position(|value| value.name == name).ok_or("an unknown value")?;
        char::from_digit(u32::try_from(place)?, 10).ok_or_else(|| "more than ten values".into())
    };
    for element in &pattern.elements {
        let expression = match element {
            PatternElement::TextElement { value } => {
                text.push_str(value);
                continue;
            }
            PatternElement::Placeable { expression } => expression,
        };
        match expression {
            Expression::Inline(InlineExpression::StringLiteral { value }) => text.push_str(value),
            Expression::Inline(InlineExpression::VariableReference { id }) => text.extend([VALUE, place(&id.name)?]),
            Expression::Inline(InlineExpression::FunctionReference { id, arguments }) if id.name == "NUMBER" => {
                match arguments.positional.as_slice() {
                    [InlineExpression::VariableReference { id }] => text.extend([VALUE, place(&id.name)?]),
                    _ => return Err("NUMBER takes one value".into()),
                }
            }
            Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
                text.extend([CHOICE, place(&id.name)?]);
                // The default comes last, whatever its place: it is for everything else.
                let (default, others): (Vec<_>, Vec<_>) = variants.iter().partition(|variant| variant.default);
                for variant in others {
                    let key = match &variant.key {
                        VariantKey::NumberLiteral { value } => value,
                        VariantKey::Identifier { name } if counts(variants) && name != "one" => {
                            return Err(format!("the languages here have no plural category {name}").into());
                        }
                        VariantKey::Identifier { name } => name,
                    };
                    write!(text, "{KEY}{key}{BODY}{}", form(&variant.value, given)?)?;
                }
                let default = default.first().ok_or("a choice needs a default")?;
                write!(text, "{KEY}{BODY}{}{END}", form(&default.value, given)?)?;
            }
            _ => return Err("this form of a value is not known here".into()),
        }
    }
    Ok(text)
}

/// The table by which sentences of the service are recognized: as they come, and in each further language.
fn sentences(out: &mut String, languages: &[Messages]) -> Result<(), Failure> {
    let mut ids = languages[0].keys().collect::<Vec<_>>();
    // Sentences without values are tried first: one with a value could swallow them.
    ids.sort_by_key(|id| values(&languages[0][*id]).len());
    let mut rows = Vec::new();
    for id in ids {
        let given = values(&languages[0][id]);
        let row = languages.iter().map(|messages| form(&messages[id], &given));
        let row = row.collect::<Result<Vec<_>, _>>().map_err(|error| format!("{id}: {error}"))?;
        if row.iter().any(|form| form.contains(CHOICE)) {
            return Err(format!("{id}: sentences have plain values only").into());
        }
        rows.push(row);
    }
    writeln!(out, "/// Sentences of the service: as they come, and in each further language.")?;
    writeln!(out, "#[cfg(not(target_arch = \"wasm32\"))]")?;
    writeln!(out, "static SENTENCES: [[&str; {}]; {}] = {rows:?};", LANGUAGES.len(), rows.len())?;
    Ok(())
}

fn snake(id: &str) -> String {
    id.replace('-', "_").to_lowercase()
}
