//! The audit log: every change, who made it, through what, before and after.

mod chain;
mod event;
mod page;
pub mod rpc;

pub(crate) use page::AuditPage;

use crate::{frame::encode, messages as t};

#[cfg(any(feature = "ssr", test))]
use contract::{ApiError, FieldError, audit_log::AuditFilter};
use contract::{Timestamp, time::DAY};
use serde_json::Value;

/// The groups of actions that one can filter by, as they stand in the address.
const GROUPS: [&str; 8] =
    ["", "organization.", "member.", "invitation.", "join_code.", "role.", "project.", "api_key."];

/// What a kind of thing is called, in the middle of a line.
fn kind_words(kind: &str) -> String {
    t::audit_log::kind(&kind.replace('_', "-"))
}

/// The file that a filter exports to, through the native API, which takes moments instead of days.
fn export_path(slug: &str, format: &str, filter: impl Fn(&str) -> Option<String>) -> String {
    let mut path = format!("/api/v1/organizations/{}/audit-events/export?format={format}", encode(slug));
    let day = |word: &str| format!("{}T00:00:00Z", filter(word)?.trim()).parse::<Timestamp>().ok();
    let moments = [("from", day("from")), ("to", day("to").map(|start| start.plus(DAY)))];
    let words = ["actor", "action", "target"].map(|word| (word, filter(word)));
    let moments = moments.map(|(word, at)| (word, at.map(|at| at.to_string())));
    for (word, value) in words.into_iter().chain(moments) {
        if let Some(value) = value {
            path.push_str(&format!("&{word}={}", encode(&value)));
        }
    }
    path
}

/// What a group of actions is called.
fn group_words(group: &str) -> String {
    match group.trim_end_matches('.') {
        "" => t::audit_log::any_change().to_owned(),
        group => t::audit_log::group(&group.replace('_', "-")),
    }
}

/// What an address asks for. Days are whole days in UTC; the last one counts to its end.
#[cfg(any(feature = "ssr", test))]
fn filter(
    actor: Option<String>,
    action: Option<String>,
    target: Option<String>,
    from: Option<String>,
    to: Option<String>,
) -> Result<AuditFilter, ApiError> {
    Ok(AuditFilter { actor, action, target, from: day("from", from)?, to: day("to", to)?.map(|start| start.plus(DAY)) })
}

/// The first moment of a day.
#[cfg(any(feature = "ssr", test))]
fn day(field: &str, text: Option<String>) -> Result<Option<Timestamp>, ApiError> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return Ok(None) };
    match format!("{}T00:00:00Z", text.trim()).parse() {
        Ok(at) => Ok(Some(at)),
        Err(_) => Err(ApiError::ValidationFailed {
            errors: vec![FieldError::new(field, "invalid_format", "Enter a date such as 2026-11-24.")],
        }),
    }
}

/// A value as a line of a comparison; `None` where there was none.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| words(item).unwrap_or_default()).collect();
            Some(if items.is_empty() { t::audit_log::no_values().to_owned() } else { items.join(", ") })
        }
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_last_day_counts_to_its_end() {
        let day = Some("2026-11-24".to_owned());
        let filter = filter(None, None, None, day.clone(), day).unwrap();
        assert_eq!(filter.from.unwrap().to_string(), "2026-11-24T00:00:00Z");
        assert_eq!(filter.to.unwrap().to_string(), "2026-11-25T00:00:00Z");
    }

    #[test]
    fn an_export_has_what_the_list_shows() {
        let filter = |word: &str| match word {
            "action" => Some("member.".to_owned()),
            "to" => Some("2026-11-24".to_owned()),
            "from" => Some("soon".to_owned()),
            _ => None,
        };
        assert_eq!(
            export_path("harbor", "csv", filter),
            "/api/v1/organizations/harbor/audit-events/export?format=csv&action=member.&to=2026-11-25T00%3A00%3A00Z"
        );
    }

    #[test]
    fn a_wrong_day_is_a_fault_of_its_field() {
        let error = filter(None, None, None, None, Some("yesterday".to_owned())).unwrap_err();
        assert!(error.for_field("to").is_some(), "{error:?}");
    }

    #[test]
    fn values_read_as_people_write_them() {
        assert_eq!(words(&json!(["users.read", "roles.read"])).as_deref(), Some("users.read, roles.read"));
        assert_eq!(words(&json!([])).as_deref(), Some("none"));
        assert_eq!(words(&json!("a\"b")).as_deref(), Some("a\"b"));
        assert_eq!(words(&json!(true)).as_deref(), Some("true"));
        assert_eq!(words(&json!(null)), None);
    }
}
