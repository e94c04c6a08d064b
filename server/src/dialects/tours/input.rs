//! What handlers read: the JSON body, the query, and the ids of paths.

use std::{convert::Infallible, str::FromStr};

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Path, Request},
};
use contract::{ApiError, OffsetRequest};
use http::{StatusCode, request::Parts};
use serde_json::{Map, Value};

use super::{BODY_MAX, error::Failure};

/// Rows of a page when the caller names no limit.
const LIMIT_DEFAULT: u32 = 10;
/// The most rows of a page; a larger limit means this one.
const LIMIT_MAX: u32 = 100;

/// A JSON object, read field by field. Unknown fields are ignored.
pub(super) struct Body(Map<String, Value>);

impl Body {
    /// Reads the body of a request whose caller may make the call.
    pub(super) async fn read(request: Request) -> Result<Self, Failure> {
        let bytes = Bytes::from_request(request, &()).await.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => ApiError::PayloadTooLarge { limit: BODY_MAX as u64 },
            _ => invalid("it did not arrive completely"),
        })?;
        match serde_json::from_slice(&bytes) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(_) => Err(invalid("expected a JSON object").into()),
            Err(_) => Err(invalid("it is not valid JSON").into()),
        }
    }

    /// A text that may be absent, but not `null`.
    pub(super) fn text(&self, field: &str) -> Result<Option<String>, ApiError> {
        match self.0.get(field) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(invalid(&format!("'{field}' must be a string"))),
        }
    }

    /// A text that must be there.
    pub(super) fn required_text(&self, field: &str) -> Result<String, ApiError> {
        self.text(field)?.ok_or_else(|| required(field))
    }

    /// A text that may be absent; `null` is `Some(None)`.
    pub(super) fn text_or_null(&self, field: &str) -> Result<Option<Option<String>>, ApiError> {
        match self.0.get(field) {
            Some(Value::Null) => Ok(Some(None)),
            Some(Value::String(_)) | None => Ok(self.text(field)?.map(Some)),
            Some(_) => Err(invalid(&format!("'{field}' must be a string or null"))),
        }
    }

    /// A list of texts that may be absent.
    pub(super) fn texts(&self, field: &str) -> Result<Option<Vec<String>>, ApiError> {
        let wrong = || invalid(&format!("'{field}' must be an array of strings"));
        match self.0.get(field) {
            None => Ok(None),
            Some(Value::Array(items)) => {
                let texts = items.iter().map(|item| item.as_str().map(str::to_owned).ok_or_else(wrong));
                texts.collect::<Result<_, _>>().map(Some)
            }
            Some(_) => Err(wrong()),
        }
    }
}

/// A body that cannot be read.
pub(super) fn invalid(why: &str) -> ApiError {
    ApiError::InvalidRequest { detail: format!("Invalid request body: {why}") }
}

/// A field that is missing.
pub(super) fn required(field: &str) -> ApiError {
    invalid(&format!("'{field}' is required"))
}

/// The query, unread: a wrong one is reported after everything that comes before it.
pub(super) struct Query(Option<Vec<(String, String)>>);

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(axum::extract::Query::try_from_uri(&parts.uri).ok().map(|axum::extract::Query(pairs)| pairs)))
    }
}

impl Query {
    /// A parameter that says something; the last one counts.
    pub(super) fn text(&self, name: &str) -> Result<Option<&str>, ApiError> {
        let pairs = self.0.as_ref().ok_or_else(|| wrong_query("it is not readable"))?;
        let text = pairs.iter().rev().find(|(known, _)| known == name).map(|(_, text)| text.as_str());
        match text {
            Some(text) if text.contains('\0') => Err(wrong_query(&format!("'{name}' has control characters"))),
            other => Ok(other.filter(|text| !text.is_empty())),
        }
    }

    /// One of a few words.
    pub(super) fn word<T: FromStr>(&self, name: &str, words: &str) -> Result<Option<T>, ApiError> {
        let parse = |text: &str| text.parse().map_err(|_| wrong_query(&format!("'{name}' must be one of {words}")));
        self.text(name)?.map(parse).transpose()
    }

    /// Which page.
    pub(super) fn page(&self) -> Result<OffsetRequest, ApiError> {
        let limit = self.number("limit")?.unwrap_or_else(|| u64::from(LIMIT_DEFAULT));
        Ok(OffsetRequest {
            page: self.number("page")?.unwrap_or(1),
            limit: u32::try_from(limit).unwrap_or(LIMIT_MAX).min(LIMIT_MAX),
        })
    }

    fn number(&self, name: &str) -> Result<Option<u64>, ApiError> {
        let pairs = self.0.as_ref().ok_or_else(|| wrong_query("it is not readable"))?;
        let Some((_, text)) = pairs.iter().rev().find(|(known, _)| known == name) else { return Ok(None) };
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        // More digits than fit are a large number still.
        let number = if digits { text.parse().unwrap_or(u64::MAX) } else { 0 };
        if number == 0 {
            return Err(wrong_query(&format!("'{name}' must be a whole number of at least 1")));
        }
        Ok(Some(number))
    }
}

fn wrong_query(why: &str) -> ApiError {
    ApiError::InvalidRequest { detail: format!("Invalid query: {why}") }
}

/// The last part of the path, as it is.
pub(super) struct Name(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Name {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        // What is not UTF-8 names nothing, and neither does the empty text.
        Ok(Self(Path::<String>::from_request_parts(parts, state).await.map(|Path(text)| text).unwrap_or_default()))
    }
}

impl Name {
    /// The id that the path names; a malformed one is an unknown one.
    pub(super) fn id<T: FromStr>(&self, what: &str) -> Result<T, ApiError> {
        self.0.parse().map_err(|_| ApiError::not_found(what))
    }
}
