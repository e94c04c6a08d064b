//! The audit log: every change, who made it, through what, before and after.

mod event;
mod page;
pub mod rpc;

pub(crate) use page::AuditPage;

#[cfg(any(feature = "ssr", test))]
use contract::{ApiError, FieldError, Timestamp, audit_log::AuditFilter, time::DAY};
use serde_json::Value;

/// The groups of actions that one can filter by: the value in the address, and its words.
const GROUPS: [(&str, &str); 8] = [
    ("", "Any change"),
    ("organization.", "Organization"),
    ("member.", "Members"),
    ("invitation.", "Invitations"),
    ("join_code.", "Join codes"),
    ("role.", "Roles"),
    ("project.", "Projects"),
    ("api_key.", "API keys"),
];

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
            Some(if items.is_empty() { "none".to_owned() } else { items.join(", ") })
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
