//! Usage: how many principals and requests an organization has a day, and how many people are active a month.

use serde::{Deserialize, Serialize};

/// One UTC day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UsageDay {
    /// The day as `YYYY-MM-DD`.
    pub date: String,
    /// Users and keys that made at least one request.
    pub principals: i64,
    /// Requests.
    pub requests: i64,
}

/// An organization's usage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Usage {
    /// Each day asked for, oldest first, quiet days included.
    pub days: Vec<UsageDay>,
    /// Users active in the present month.
    pub monthly_active_users: i64,
}
