//! The audit log as a file: chunks of events become chunks of text, so that no export stands in memory.

use axum::{
    body::{Body, Bytes},
    response::{IntoResponse, Response},
};
use contract::audit_log::{AuditEvent, ExportFormat};
use futures::{Stream, StreamExt, TryStreamExt, future, stream};
use http::{HeaderValue, header};
use std::io::{self, Write};

/// The columns of the table.
const COLUMNS: [&str; 15] = [
    "id",
    "at",
    "actor_kind",
    "actor_id",
    "actor_name",
    "via_key",
    "action",
    "target_kind",
    "target_id",
    "target_name",
    "changes",
    "ip",
    "user_agent",
    "request_id",
    "surface",
];

/// The answer. When the stream fails, the connection breaks off, so that nobody takes a part for the whole.
pub fn respond(
    format: ExportFormat,
    events: impl Stream<Item = service::Result<Vec<AuditEvent>>> + Send + 'static,
) -> Response {
    let (kind, name) = match format {
        ExportFormat::Csv => ("text/csv; charset=utf-8; header=present", "audit-log.csv"),
        ExportFormat::Json => ("application/json", "audit-log.json"),
        ExportFormat::Ndjson => ("application/x-ndjson", "audit-log.ndjson"),
    };
    let chunks = events.enumerate().map(move |(index, chunk)| {
        let events = chunk.map_err(|error| {
            tracing::warn!(%error, "an export of an audit log broke off");
            io::Error::other("the export broke off")
        })?;
        write(format, &events, index == 0)
    });
    let end = matches!(format, ExportFormat::Json).then(|| Ok(Bytes::from_static(b"]")));
    let body = chunks.try_filter(|bytes| future::ready(!bytes.is_empty())).chain(stream::iter(end));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_DISPOSITION, disposition(name)),
    ];
    (headers, Body::from_stream(body)).into_response()
}

fn disposition(name: &str) -> HeaderValue {
    HeaderValue::try_from(format!("attachment; filename=\"{name}\"")).unwrap_or(HeaderValue::from_static("attachment"))
}

fn write(format: ExportFormat, events: &[AuditEvent], first: bool) -> io::Result<Bytes> {
    let mut text = Vec::new();
    match format {
        ExportFormat::Csv => text = table(events, first)?,
        ExportFormat::Json => {
            if first {
                text.push(b'[');
            }
            for (index, event) in events.iter().enumerate() {
                if !first || index > 0 {
                    text.push(b',');
                }
                serde_json::to_writer(&mut text, event)?;
            }
        }
        ExportFormat::Ndjson => {
            for event in events {
                serde_json::to_writer(&mut text, event)?;
                text.write_all(b"\n")?;
            }
        }
    }
    Ok(text.into())
}

fn table(events: &[AuditEvent], first: bool) -> io::Result<Vec<u8>> {
    let mut table = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    if first {
        table.write_record(COLUMNS)?;
    }
    for event in events {
        let cells = [
            event.id.to_string(),
            event.at.to_string(),
            event.actor.kind.clone(),
            event.actor.id.clone(),
            event.actor.name.clone(),
            event.actor.via_key.clone().unwrap_or_default(),
            event.action.clone(),
            event.target.kind.clone(),
            event.target.id.clone(),
            event.target.name.clone(),
            serde_json::to_string(&event.changes)?,
            event.ip.clone().unwrap_or_default(),
            event.user_agent.clone().unwrap_or_default(),
            event.request_id.clone(),
            event.surface.clone(),
        ];
        table.write_record(cells.map(defused))?;
    }
    table.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

/// Spreadsheets run a cell that begins like a formula; after an apostrophe it is text.
fn defused(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text() {
        for cell in ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\0x"] {
            assert_eq!(defused(cell.to_owned()), format!("'{cell}"));
        }
        assert_eq!(defused("Ana = Bo".to_owned()), "Ana = Bo");
    }
}
