//! What calls read. Every fault of a request is noted, in the words of the framework that this surface was written with,
//! which clients match.

use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use contract::{OffsetRequest, OrgId, validate::MAX_NAME};
use http::request::Parts;
use serde::Serialize;
use serde_json::{Map, Value};

use super::error::Failure;
use crate::dialects::object::{self, BODY_MAX, Unreadable};

/// The longest key, in characters.
const MAX_KEY: usize = 64;
/// The largest settings, in bytes of compact JSON.
const MAX_SETTINGS: usize = 64 * 1024;
/// Rows of a page when none are asked for, and at most.
const PER_PAGE: (u32, u64) = (30, 100);

/// Where a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// In the body.
    Body,
    /// In the query.
    Query,
}

/// A part of the way to a fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Step {
    Place(Place),
    Field(String),
    Offset(usize),
}

/// One thing that a request has wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    loc: Vec<Step>,
    msg: String,
    r#type: &'static str,
}

impl Fault {
    /// A fault of a field.
    pub fn new(place: Place, field: &str, msg: &str, kind: &'static str) -> Self {
        Self { loc: vec![Step::Place(place), Step::Field(field.to_owned())], msg: msg.to_owned(), r#type: kind }
    }

    /// A fault of the body as a whole.
    pub fn of_body(msg: &str, kind: &'static str) -> Self {
        Self { loc: vec![Step::Place(Place::Body)], msg: msg.to_owned(), r#type: kind }
    }
}

/// The fields of a body, and the faults that reading them brought up.
pub struct Body {
    fields: Map<String, Value>,
    faults: Vec<Fault>,
}

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let fault = |fault| Failure::Faults(vec![fault]);
        let read = object::bytes(request, state).await;
        match read.and_then(|bytes| object::parse(&bytes)) {
            Ok(fields) => Ok(Self { fields, faults: Vec::new() }),
            Err(Unreadable::TooLong) => Err(contract::ApiError::PayloadTooLarge { limit: BODY_MAX as u64 }.into()),
            Err(Unreadable::Cut) => Err(fault(Fault::of_body("the body did not arrive completely", "value_error"))),
            Err(Unreadable::Empty) => Err(fault(Fault::of_body("field required", "value_error.missing"))),
            Err(Unreadable::NotAnObject) => Err(fault(Fault::of_body("value is not a valid dict", "type_error.dict"))),
            Err(Unreadable::Syntax(offset, msg)) => Err(fault(Fault {
                loc: vec![Step::Place(Place::Body), Step::Offset(offset)],
                msg,
                r#type: "value_error.jsondecode",
            })),
        }
    }
}

impl Body {
    fn fault(&mut self, field: &str, msg: &str, kind: &'static str) {
        self.faults.push(Fault::new(Place::Body, field, msg, kind));
    }

    /// The key of a new organization: `^[A-Za-z0-9\-_]+$`, at most 64 characters, and not to be mistaken for an id.
    pub fn key(&mut self) -> String {
        let key = self.required("key");
        let Some(key) = key else { return String::new() };
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if key.chars().count() > MAX_KEY {
            self.too_long("key", MAX_KEY);
        } else if key.is_empty() || !key.chars().all(plain) {
            self.fault("key", r#"string does not match regex "^[A-Za-z0-9\-_]+$""#, "value_error.str.regex");
        } else if key.parse::<OrgId>().is_ok() {
            self.fault("key", "value reads like the id of an organization", "value_error");
        }
        key
    }

    /// A name that must be there.
    pub fn name(&mut self) -> String {
        let name = self.required("name").unwrap_or_default();
        self.check_name(&name);
        name
    }

    /// A name that may be absent, but not `null`.
    pub fn optional_name(&mut self) -> Option<String> {
        if !self.fields.contains_key("name") {
            return None;
        }
        Some(self.name())
    }

    /// `^[A-Za-z0-9\.\-\_\ ]+$`, at most 120 characters, not only spaces. One that was found faulty is not judged again.
    fn check_name(&mut self, name: &str) {
        let faulty = self.faults.last().is_some_and(|fault| fault.loc.last() == Some(&Step::Field("name".to_owned())));
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ');
        if faulty {
        } else if name.trim().chars().count() > MAX_NAME {
            self.too_long("name", MAX_NAME);
        } else if name.is_empty() || !name.chars().all(plain) {
            self.fault("name", r#"string does not match regex "^[A-Za-z0-9\.\-\_\ ]+$""#, "value_error.str.regex");
        } else if name.trim().is_empty() {
            self.fault("name", "ensure this value has at least 1 characters", "value_error.any_str.min_length");
        }
    }

    /// The settings: absent stays absent, `null` is an empty object.
    pub fn settings(&mut self) -> Option<Map<String, Value>> {
        match self.fields.remove("settings")? {
            Value::Null => Some(Map::new()),
            Value::Object(settings) => {
                let length = serde_json::to_string(&settings).map_or(usize::MAX, |text| text.len());
                if length > MAX_SETTINGS {
                    self.too_long("settings", MAX_SETTINGS);
                }
                Some(settings)
            }
            _ => {
                self.fault("settings", "value is not a valid dict", "type_error.dict");
                None
            }
        }
    }

    fn too_long(&mut self, field: &str, limit: usize) {
        let msg = format!("ensure this value has at most {limit} characters");
        self.fault(field, &msg, "value_error.any_str.max_length");
    }

    /// A text that must be there.
    fn required(&mut self, field: &str) -> Option<String> {
        match self.fields.remove(field) {
            Some(Value::String(text)) => Some(text),
            Some(_) => {
                self.fault(field, "str type expected", "type_error.str");
                None
            }
            None => {
                self.fault(field, "field required", "value_error.missing");
                None
            }
        }
    }

    /// Fails when there was a fault.
    pub fn finish(self) -> Result<(), Failure> {
        if self.faults.is_empty() { Ok(()) } else { Err(Failure::Faults(self.faults)) }
    }
}

/// Which page, and what to look for.
pub struct Paging {
    /// The page.
    pub page: OffsetRequest,
    /// Text to look for.
    pub search: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Paging {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        // Every query reads as pairs of texts.
        let pairs =
            Query::<Vec<(String, String)>>::try_from_uri(&parts.uri).map(|Query(pairs)| pairs).unwrap_or_default();
        // Of a parameter that comes twice, the last counts.
        let last = |name: &str| pairs.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let mut faults = Vec::new();
        let page = number(&mut faults, "page", last("page"), 1, u64::MAX);
        let limit = number(&mut faults, "per_page", last("per_page"), u64::from(PER_PAGE.0), PER_PAGE.1);
        if !faults.is_empty() {
            return Err(Failure::Faults(faults));
        }
        let limit = u32::try_from(limit).unwrap_or(PER_PAGE.0);
        Ok(Self { page: OffsetRequest { page, limit }, search: last("search").map(str::to_owned) })
    }
}

/// A whole number from 1 to `max` in the query; faults are noted.
fn number(faults: &mut Vec<Fault>, field: &str, text: Option<&str>, absent: u64, max: u64) -> u64 {
    let Some(text) = text.map(str::trim) else { return absent };
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        faults.push(Fault::new(Place::Query, field, "value is not a valid integer", "type_error.integer"));
        return absent;
    }
    // More than fits is larger than every bound.
    let value = if negative { 0 } else { digits.parse().unwrap_or(u64::MAX) };
    if value < 1 {
        let msg = "ensure this value is greater than or equal to 1";
        faults.push(Fault::new(Place::Query, field, msg, "value_error.number.not_ge"));
    } else if value > max {
        let msg = format!("ensure this value is less than or equal to {max}");
        faults.push(Fault::new(Place::Query, field, &msg, "value_error.number.not_le"));
    }
    value
}
