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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Usage {
    /// Each day asked for, oldest first, quiet days included.
    pub days: Vec<UsageDay>,
    /// Users active in the present month.
    pub monthly_active_users: i64,
    /// Principals against the plan in the present billing period.
    pub current_period: CurrentPeriod,
}

/// How an organization stands in the present billing period, the UTC calendar month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CurrentPeriod {
    /// Principals now: active members, and keys that are not revoked.
    pub principals: i64,
    /// Principals that the plan includes.
    pub included: i64,
    /// `principals` as whole per cent of `included`, rounded down.
    pub percentage: i64,
    /// Principals beyond what the plan includes.
    pub overage: i64,
    /// What each of them costs a period.
    pub overage_rate: f64,
    /// What they cost together.
    pub estimated_overage_cost: f64,
    /// The month as `YYYY-MM`.
    pub period: String,
    /// Days of the month after today.
    pub days_left: i64,
}

/// How many principals there were at the end of a UTC day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrincipalCount {
    /// The day as `YYYY-MM-DD`.
    pub date: String,
    /// Active members, and keys that are not revoked.
    pub count: i64,
}

/// How many people were active in a UTC month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthlyUsers {
    /// The month as `YYYY-MM`.
    pub month: String,
    /// Users that made at least one request.
    pub users: i64,
}

/// Everything that the console's page of usage shows, of one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UsageReport {
    /// Requests a day, and how the organization stands against its plan.
    pub usage: Usage,
    /// The plan.
    pub plan: String,
    /// Principals at the end of each day since the organization was made, oldest first, of the days asked for at most.
    pub principals: Vec<PrincipalCount>,
    /// The last twelve months, oldest first, from the first in which the organization was there.
    pub months: Vec<MonthlyUsers>,
}
