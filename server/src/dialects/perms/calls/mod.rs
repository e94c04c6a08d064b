//! One function an RPC: check the request's fields, call one operation, make the answer. REST and gRPC share them.

mod keys;
mod organisations;
mod people;
mod projects;
mod usage;

pub use keys::{create_api_key, invalidate_api_key, list_api_keys};
pub use organisations::{create_organisation, get_organisation, get_users_organisation, update_organisation};
pub use people::{invite_user_to_organisation, remove_user_from_organisation, set_users_organisation};
pub use projects::{create_project, delete_project, get_project, get_projects_for_organisation};
pub use usage::{get_organisation_dashboard, get_principal_usage_stats, get_usage_history};

use contract::Timestamp;

use super::error::Status;

/// What a call answers.
type Answer<T> = Result<T, Status>;

/// A time as messages carry it.
fn time(at: Timestamp) -> buffa_types::google::protobuf::Timestamp {
    let nanos = i32::try_from(at.0.rem_euclid(1_000_000) * 1000).unwrap_or_default();
    buffa_types::google::protobuf::Timestamp { seconds: at.0.div_euclid(1_000_000), nanos, ..Default::default() }
}

/// A count as messages carry it.
fn count(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
