//! The audit log: every change, who made it, through what, before and after.

use crate::{EventId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditActor {
    /// `user`, `key`, `admin` (the administration token) or `system`.
    pub kind: String,
    /// The id of the user or key.
    pub id: String,
    /// The name at that time.
    pub name: String,
    /// The key through which a user acted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via_key: Option<String>,
}

/// What it was done to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditTarget {
    /// `organization`, `member`, `invitation`, `join_code`, `role`, `project`, `api_key`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its name at that time.
    pub name: String,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEvent {
    /// The id.
    pub id: EventId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: AuditActor,
    /// What, for example `member.role_changed`.
    pub action: String,
    /// To what.
    pub target: AuditTarget,
    /// Each changed field with its value before and after.
    #[serde(with = "crate::packed::changes")]
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, Vec<Value>>))]
    pub changes: BTreeMap<String, (Value, Value)>,
    /// The address it came from.
    pub ip: Option<String>,
    /// The client it came from.
    pub user_agent: Option<String>,
    /// The request's id, as in the log.
    pub request_id: String,
    /// The door it came through: `console`, `api`, ….
    pub surface: String,
}

/// Which events.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditFilter {
    /// Only by this user or key id.
    #[serde(default)]
    pub actor: Option<String>,
    /// Only this action, or a whole group such as `member.`.
    #[serde(default)]
    pub action: Option<String>,
    /// Only about this id.
    #[serde(default)]
    pub target: Option<String>,
    /// Not before.
    #[serde(default)]
    pub from: Option<Timestamp>,
    /// Before.
    #[serde(default)]
    pub to: Option<Timestamp>,
}

/// Whom and what a filter means, by their names in the log; absent for ids that are not in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterNames {
    /// The last name of the user or key.
    pub actor: Option<String>,
    /// The last name of what it was done to.
    pub target: Option<String>,
}

/// What a check of an organization's hash chain found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditVerification {
    /// Whether every event is as it was written and none is missing.
    pub valid: bool,
    /// How many events the chain has.
    pub events: i64,
    /// The hash of the last event in hexadecimal: kept elsewhere, it shows later that the log is still a continuation of this one.
    pub head: String,
    /// The first event that is not as it was written, that was slipped in, or before which one is missing; absent when the
    /// chain is whole, and when events are missing at its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broken_at: Option<EventId>,
}

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ExportFormat {
    /// A table with a header; opens in spreadsheets.
    Csv,
    /// One JSON array.
    Json,
    /// One JSON object a line.
    Ndjson,
}
