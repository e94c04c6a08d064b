//! Logs: for people on a terminal, else one JSON object a line on standard error.
//!
//! Only fields named in [`FIELDS`] are written, whoever logs them: a field that is not on the list could hold a secret
//! or a name. The path of a request is never logged, only its route, because some paths hold tokens.

use std::{
    fmt::{self, Write as _},
    io::{IsTerminal, Write as _},
};

use serde_json::{Map, Value};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};
use tracing_subscriber::{
    EnvFilter, Layer,
    fmt::format,
    layer::{Context, SubscriberExt},
    registry::LookupSpan,
    util::SubscriberInitExt,
};

/// The fields that may be written.
pub const FIELDS: &[&str] = &[
    "message",
    "request_id",
    "method",
    "route",
    "status",
    "elapsed_ms",
    "client",
    "error",
    "code",
    "addr",
    "count",
    "user_id",
    "org_id",
    "key_id",
    "invitation_id",
    "token_digest",
    "action",
    "permission",
    "surface",
    "kind",
    "jobs",
    "outcome",
    "attempt",
    "directive",
    "blocked",
    "document",
    "setting",
    "path",
    "version",
    "link",
];

/// Starts logging. `filter` was checked with the configuration.
///
/// # Errors
/// When the filter does not parse or logging was started before.
pub fn init(filter: &str) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let filter = env_filter(filter)?;
    let registry = tracing_subscriber::registry().with(filter);
    if std::io::stderr().is_terminal() {
        let fields = format::debug_fn(|writer, field, value| match field.name() {
            "message" => write!(writer, "{value:?}"),
            name if allowed(name) => write!(writer, "{name}={value:?}"),
            _ => Ok(()),
        });
        let layer = tracing_subscriber::fmt::layer().fmt_fields(fields).with_target(false).with_writer(std::io::stderr);
        registry.with(layer).try_init()?;
    } else {
        registry.with(JsonLines { write: write_line }).try_init()?;
    }
    Ok(())
}

/// The filter, without the warnings of the session layer unless they are asked for: it finds every cookie suspicious whose
/// session has ended, which is what cookies do.
fn env_filter(filter: &str) -> Result<EnvFilter, Box<dyn std::error::Error + Send + Sync>> {
    let quiet = EnvFilter::try_new(filter)?;
    if filter.contains("tower_sessions") {
        return Ok(quiet);
    }
    Ok(quiet.add_directive("tower_sessions_core=error".parse()?))
}

fn allowed(name: &str) -> bool {
    FIELDS.contains(&name)
}

fn write_line(line: &str) {
    // Nowhere is left to report that standard error is gone.
    let _ = std::io::stderr().lock().write_all(line.as_bytes());
}

/// Writes events as JSON lines, with the fields of the spans around them.
struct JsonLines<W> {
    write: W,
}

/// The allowed fields of a span.
struct SpanFields(Map<String, Value>);

struct Allowed<'a>(&'a mut Map<String, Value>);

impl Allowed<'_> {
    fn put(&mut self, field: &Field, value: impl Into<Value>) {
        if allowed(field.name()) {
            self.0.insert(field.name().to_owned(), value.into());
        }
    }
}

impl Visit for Allowed<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let mut text = String::new();
        // Writing into a string fails only when the value's own formatter does; what it wrote until then is kept.
        let _ = write!(text, "{value:?}");
        self.put(field, text);
    }
    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, value);
    }
    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, value);
    }
    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, value);
    }
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field, value);
    }
    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, value);
    }
}

impl<S, W> Layer<S> for JsonLines<W>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: Fn(&str) + 'static,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if let Some(span) = context.span(id) {
            let mut fields = Map::new();
            attributes.record(&mut Allowed(&mut fields));
            span.extensions_mut().insert(SpanFields(fields));
        }
    }

    fn on_record(&self, id: &Id, record: &Record<'_>, context: Context<'_, S>) {
        if let Some(span) = context.span(id)
            && let Some(SpanFields(fields)) = span.extensions_mut().get_mut::<SpanFields>()
        {
            record.record(&mut Allowed(fields));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut line = Map::new();
        line.insert("at".to_owned(), now().into());
        line.insert("level".to_owned(), event.metadata().level().as_str().into());
        line.insert("target".to_owned(), event.metadata().target().into());
        for span in context.event_scope(event).into_iter().flatten() {
            if let Some(SpanFields(fields)) = span.extensions().get::<SpanFields>() {
                line.extend(fields.iter().map(|(name, value)| (name.clone(), value.clone())));
            }
        }
        event.record(&mut Allowed(&mut line));
        (self.write)(&format!("{}\n", Value::Object(line)));
    }
}

/// RFC 3339 in UTC.
fn now() -> String {
    use tracing_subscriber::fmt::{format::Writer, time::FormatTime};
    let mut text = String::new();
    let _ = tracing_subscriber::fmt::time::SystemTime.format_time(&mut Writer::new(&mut text));
    text
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[test]
    fn a_cookie_whose_session_has_ended_is_no_line_in_the_log() {
        for (filter, expected) in [("info", "own"), ("debug", "own"), ("info,tower_sessions_core=warn", "theirsown")] {
            let lines = Arc::new(Mutex::new(String::new()));
            let layer = JsonLines {
                write: {
                    let lines = Arc::clone(&lines);
                    move |line: &str| {
                        let line: Value = serde_json::from_str(line).expect("JSON");
                        lines.lock().expect("not poisoned").push_str(line["message"].as_str().unwrap_or_default());
                    }
                },
            };
            let registry = tracing_subscriber::registry().with(env_filter(filter).expect("a filter")).with(layer);
            tracing::subscriber::with_default(registry, || {
                tracing::warn!(target: "tower_sessions_core::session", "theirs");
                tracing::warn!("own");
            });
            assert_eq!(*lines.lock().expect("not poisoned"), expected, "{filter}");
        }
    }

    #[test]
    fn only_listed_fields_are_written_and_control_characters_are_escaped() {
        let lines = Arc::new(Mutex::new(String::new()));
        let layer = JsonLines {
            write: {
                let lines = Arc::clone(&lines);
                move |line: &str| lines.lock().expect("not poisoned").push_str(line)
            },
        };
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), || {
            let span = tracing::info_span!(
                "request",
                request_id = "r1",
                password = "canary-1",
                status = tracing::field::Empty
            );
            let _entered = span.enter();
            span.record("status", 200);
            tracing::info!(user_id = "usr\r\n{\"x\":1}", secret = "canary-2", count = 3, "hello");
        });
        let text = lines.lock().expect("not poisoned").clone();
        assert_eq!(text.lines().count(), 1, "{text}");
        let line: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(line["request_id"], "r1");
        assert_eq!(line["status"], 200);
        assert_eq!(line["count"], 3);
        assert_eq!(line["message"], "hello");
        assert_eq!(line["user_id"], "usr\r\n{\"x\":1}");
        assert!(line["at"].as_str().is_some_and(|at| at.ends_with('Z')));
        assert!(!text.contains("canary"), "{text}");
    }
}
