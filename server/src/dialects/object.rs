//! JSON objects as surfaces read them that report faults in words of their own: the fields as they came, unknown ones among
//! them.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use http::StatusCode;
use serde_json::{Map, Value};

/// The longest body of the compatibility surfaces, in bytes.
pub const BODY_MAX: usize = 1024 * 1024;

/// Why a body is no object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// There is nothing in it.
    Empty,
    /// It is no JSON: the offset in bytes at which that shows, and what is wrong there.
    Syntax(usize, String),
    /// It is JSON, but no object.
    NotAnObject,
    /// It is longer than [`BODY_MAX`].
    TooLong,
    /// It did not arrive completely.
    Cut,
}

/// The bytes of a body. The route's limit must be [`BODY_MAX`].
///
/// # Errors
/// [`Unreadable::TooLong`] and [`Unreadable::Cut`].
pub async fn bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Unreadable> {
    Bytes::from_request(request, state).await.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Unreadable::TooLong,
        _ => Unreadable::Cut,
    })
}

/// Reads an object. Of a field that comes twice, the last counts.
///
/// # Errors
/// When there is none.
pub fn parse(bytes: &[u8]) -> Result<Map<String, Value>, Unreadable> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(Unreadable::NotAnObject),
        Err(error) => {
            let message = error.to_string();
            // The place follows in a form of its own.
            let message = message.split(" at line ").next().unwrap_or_default().to_owned();
            let at = if error.is_eof() { bytes.len() } else { offset(bytes, error.line(), error.column()) };
            Err(Unreadable::Syntax(at, message))
        }
    }
}

/// The offset of a line and column, both from 1.
fn offset(bytes: &[u8], line: usize, column: usize) -> usize {
    let before: usize =
        bytes.split_inclusive(|byte| *byte == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    (before + column.saturating_sub(1)).min(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_object_is_read() {
        assert_eq!(parse(b" {\"a\":1,\"a\":2} ").map(|fields| fields["a"].clone()), Ok(Value::from(2)));
        for (body, fault) in [
            ("", Unreadable::Empty),
            (" \n", Unreadable::Empty),
            ("[]", Unreadable::NotAnObject),
            ("null", Unreadable::NotAnObject),
            ("{\"a\":}", Unreadable::Syntax(5, "expected value".to_owned())),
            ("{\n \"a\": x}", Unreadable::Syntax(8, "expected value".to_owned())),
            ("{} {}", Unreadable::Syntax(3, "trailing characters".to_owned())),
            ("{", Unreadable::Syntax(1, "EOF while parsing an object".to_owned())),
        ] {
            assert_eq!(parse(body.as_bytes()), Err(fault), "{body}");
        }
        assert!(matches!(parse(b"{\"a\":\"\xff\"}"), Err(Unreadable::Syntax(..))));
    }
}
