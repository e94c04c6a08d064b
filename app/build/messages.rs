//! Fluent files to Rust: a module a file, a function a message.
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
const LANGUAGES: [(&str, &str); 2] = [("en", "En"), ("de", "De")];
/// Sentences that the service writes, in English: they are recognized and told in another language.
const SENTENCES: &str = "sentences";

type Messages = BTreeMap<String, Pattern<String>>;
type Failure = Box<dyn std::error::Error>;

/// The text of the modules, of all files in the folders of the languages.
pub fn generate(source: &Path) -> Result<String, Failure> {
    let mut files = BTreeSet::new();
    for (language, _) in LANGUAGES {
        for file in fs::read_dir(source.join(language))? {
            let path = file?.path();
            let name = path.file_stem().and_then(|name| name.to_str()).ok_or("a file without a name")?;
            files.insert(name.to_owned());
        }
    }
    let mut out = String::new();
    for file in files {
        let mut languages = Vec::new();
        for (language, _) in LANGUAGES {
            let path = source.join(language).join(format!("{file}.ftl"));
            languages.push(read(&path).map_err(|error| format!("{}: {error}", path.display()))?);
        }
        for ((language, _), messages) in LANGUAGES.iter().zip(&languages).skip(1) {
            compare(&file, language, &languages[0], messages)?;
        }
        if file == SENTENCES {
            sentences(&mut out, &languages)?;
        } else {
            module(&mut out, &file, &languages)?;
        }
    }
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

fn module(out: &mut String, file: &str, languages: &[Messages]) -> Result<(), Failure> {
    writeln!(out, "/// Messages of `{file}.ftl`.\npub(crate) mod {} {{", snake(file))?;
    writeln!(
        out,
        "#[allow(unused_imports, clippy::allow_attributes)]\nuse super::{{Count, Locale, is_one, locale, number}};"
    )?;
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
        function(out, id, &given, languages)?;
    }
    writeln!(out, "}}")?;
    Ok(())
}

fn function(out: &mut String, id: &str, given: &[Value], languages: &[Messages]) -> Result<(), Failure> {
    let name = snake(id);
    let parameters = given.iter().map(|value| {
        let kind = if value.number { "impl Count" } else { "&str" };
        format!("{}: {kind}", snake(&value.name))
    });
    let parameters = parameters.collect::<Vec<_>>().join(", ");
    let answer = if given.is_empty() { "&'static str" } else { "String" };
    writeln!(out, "#[must_use]\npub(crate) fn {name}({parameters}) -> {answer} {{")?;
    for value in given.iter().filter(|value| value.number) {
        writeln!(out, "let {0} = {0}.count();", snake(&value.name))?;
    }
    writeln!(out, "match locale() {{")?;
    for ((_, variant), messages) in LANGUAGES.iter().zip(languages) {
        let text = if given.is_empty() { plain(&messages[id]) } else { built(&messages[id], variant, given) };
        writeln!(out, "Locale::{variant} => {},", text.map_err(|error| format!("{id}: {error}"))?)?;
    }
    writeln!(out, "}}\n}}")?;
    Ok(())
}

/// A message without values, as a literal.
fn plain(pattern: &Pattern<String>) -> Result<String, Failure> {
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value }
            | PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } =>
            {
                text.push_str(value);
            }
            PatternElement::Placeable { .. } => return Err("this form of a value is not known here".into()),
        }
    }
    Ok(format!("{text:?}"))
}

/// A message with values, as an expression of type `String`.
fn built(pattern: &Pattern<String>, language: &str, given: &[Value]) -> Result<String, Failure> {
    let mut parts = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => parts.push(format!("{value:?}")),
            PatternElement::Placeable { expression } => parts.push(placed(expression, language, given)?),
        }
    }
    Ok(match parts.as_slice() {
        [one] => format!("String::from({one})"),
        parts => format!("[{}].concat()", parts.join(", ")),
    })
}

/// What stands for a placeable: an expression of type `&str`.
fn placed(expression: &Expression<String>, language: &str, given: &[Value]) -> Result<String, Failure> {
    match expression {
        Expression::Inline(InlineExpression::StringLiteral { value }) => Ok(format!("{value:?}")),
        Expression::Inline(InlineExpression::VariableReference { id }) => {
            let name = snake(&id.name);
            let number = given.iter().any(|value| value.number && value.name == id.name);
            Ok(if number { format!("&*number({name})") } else { name })
        }
        Expression::Inline(InlineExpression::FunctionReference { id, arguments }) if id.name == "NUMBER" => {
            match arguments.positional.as_slice() {
                [InlineExpression::VariableReference { id }] => Ok(format!("&*number({})", snake(&id.name))),
                _ => Err("NUMBER takes one value".into()),
            }
        }
        Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
            let name = snake(&id.name);
            let number = counts(variants);
            let mut arms = Vec::new();
            // The default comes last, whatever its place: it is the arm for everything else.
            let (default, others): (Vec<_>, Vec<_>) = variants.iter().partition(|variant| variant.default);
            for variant in others {
                let guard = match &variant.key {
                    VariantKey::NumberLiteral { value } => format!("{name} == {value}"),
                    VariantKey::Identifier { name: key } if number && key == "one" => {
                        format!("is_one(Locale::{language}, {name})")
                    }
                    VariantKey::Identifier { name: key } if number => {
                        return Err(format!("the languages here have no plural category {key}").into());
                    }
                    VariantKey::Identifier { name: key } => format!("{name} == {key:?}"),
                };
                arms.push(format!("if {guard} {{ {} }}", built(&variant.value, language, given)?));
            }
            let default = default.first().ok_or("a choice needs a default")?;
            arms.push(format!("{{ {} }}", built(&default.value, language, given)?));
            Ok(format!("&*{{ {} }}", arms.join(" else ")))
        }
        _ => Err("this form of a value is not known here".into()),
    }
}

/// The table by which sentences of the service are recognized: pieces of text with places for values between them.
fn sentences(out: &mut String, languages: &[Messages]) -> Result<(), Failure> {
    writeln!(out, "/// Sentences of the service: as they come, and in each further language.")?;
    writeln!(out, "static SENTENCES: &[[&[Piece]; {}]] = &[", LANGUAGES.len())?;
    let mut ids = languages[0].keys().collect::<Vec<_>>();
    // Sentences without values are tried first: one with a value could swallow them.
    ids.sort_by_key(|id| values(&languages[0][*id]).len());
    for id in ids {
        let given = values(&languages[0][id]);
        let mut rows = Vec::new();
        for messages in languages {
            let mut pieces = Vec::new();
            for element in &messages[id].elements {
                pieces.push(match element {
                    PatternElement::TextElement { value } => format!("Piece::Text({value:?})"),
                    PatternElement::Placeable {
                        expression: Expression::Inline(InlineExpression::VariableReference { id }),
                    } => {
                        let place = given.iter().position(|value| value.name == id.name).ok_or("an unknown value")?;
                        format!("Piece::Value({place})")
                    }
                    PatternElement::Placeable { .. } => {
                        return Err(format!("{id}: sentences have plain values only").into());
                    }
                });
            }
            rows.push(format!("&[{}]", pieces.join(", ")));
        }
        writeln!(out, "[{}],", rows.join(", "))?;
    }
    writeln!(out, "];")?;
    Ok(())
}

fn snake(id: &str) -> String {
    id.replace('-', "_").to_lowercase()
}
