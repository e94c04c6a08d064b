//! What the published descriptions of the request messages say of their fields, checked before anything is looked up.

use contract::{
    PageRequest,
    validate::{Faults, MAX_NAME},
};

use super::error::Status;
use crate::rpc::proto::{pagination::PaginationRequest, permio::organisation::v1 as pb};

/// Rows of a page when the request names no limit.
const DEFAULT_LIMIT: i32 = 10;
/// The most rows of a page.
const MAX_LIMIT: i32 = 100;
/// Days of a usage history when the request names none.
const DEFAULT_DAYS: i32 = 30;
/// The most days of a usage history.
const MAX_DAYS: i32 = 365;

/// A request message that knows the rules of its fields.
pub trait Check {
    /// Notes every fault.
    fn faults(&self, faults: &mut Faults);

    /// Fails with the faults, when there are any.
    fn check(&self) -> Result<(), Status> {
        let mut faults = Faults::new();
        self.faults(&mut faults);
        faults.finish().map_err(Status::of)
    }
}

/// A text of at least one character.
fn given(faults: &mut Faults, field: &str, value: &str) {
    if value.is_empty() {
        faults.add(field, "required", "This field is required.");
    }
    storable(faults, field, value);
}

/// A text that a database could hold.
fn storable(faults: &mut Faults, field: &str, value: &str) {
    if value.contains('\0') {
        faults.add(field, "invalid_format", "Remove the control characters.");
    }
}

fn project_name(faults: &mut Faults, field: &str, value: &str) {
    let fits = (1..=32).contains(&value.len())
        && value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if value.is_empty() {
        given(faults, field, value);
    } else if !fits {
        faults.add(field, "invalid_format", "Use 1 to 32 lower-case letters, digits and hyphens.");
    }
}

fn listing(faults: &mut Faults, page: Option<&PaginationRequest>, search: Option<&str>) {
    if let Some(page) = page {
        if page.limit.is_some_and(|limit| !(1..=MAX_LIMIT).contains(&limit)) {
            faults.add("limit", "out_of_range", format!("Use 1 to {MAX_LIMIT}."));
        }
        storable(faults, "cursor", page.cursor.as_deref().unwrap_or_default());
    }
    storable(faults, "search", search.unwrap_or_default());
}

/// The page that a request names.
pub fn page(page: Option<&PaginationRequest>) -> PageRequest {
    let limit = page.and_then(|page| page.limit).unwrap_or(DEFAULT_LIMIT);
    let cursor = page.and_then(|page| page.cursor.clone()).filter(|cursor| !cursor.is_empty());
    PageRequest { limit: u32::try_from(limit).ok(), cursor, include_total: false }
}

/// The days that a request names.
pub fn days(request: &pb::GetUsageHistoryRequest) -> i64 {
    i64::from(if request.days == 0 { DEFAULT_DAYS } else { request.days })
}

/// `message: field, field, …`, each of which must be given.
macro_rules! given {
    ($($message:ident: $($field:ident),+;)+) => {
        $(impl Check for pb::$message {
            fn faults(&self, faults: &mut Faults) {
                $(given(faults, stringify!($field), &self.$field);)+
            }
        })+
    };
}

given! {
    GetOrganisationRequest: id;
    RemoveUserFromOrganisationRequest: organisation_id, user_id;
    GetProjectRequest: organisation_id, project_name;
    DeleteProjectRequest: organisation_id, project_name;
    GetPrincipalUsageStatsRequest: organisation_id;
}

impl Check for pb::CreateOrganisationRequest {
    fn faults(&self, faults: &mut Faults) {
        faults.name("name", &self.name, MAX_NAME);
        given(faults, "user_id", &self.user_id);
    }
}

impl Check for pb::UpdateOrganisationRequest {
    fn faults(&self, faults: &mut Faults) {
        given(faults, "id", &self.id);
        faults.name("name", &self.name, MAX_NAME);
    }
}

impl Check for pb::SetUsersOrganisationRequest {
    fn faults(&self, faults: &mut Faults) {
        given(faults, "id", &self.id);
        given(faults, "user_id", &self.user_id);
        faults.email("email", &self.email);
    }
}

impl Check for pb::InviteUserToOrganisationRequest {
    fn faults(&self, faults: &mut Faults) {
        given(faults, "organisation_id", &self.organisation_id);
        faults.email("email", &self.email);
    }
}

impl Check for pb::GetUsersOrganisationRequest {
    fn faults(&self, faults: &mut Faults) {
        storable(faults, "user_id", &self.user_id);
    }
}

impl Check for pb::CreateAPIKeyRequest {
    fn faults(&self, faults: &mut Faults) {
        given(faults, "organisation_id", &self.organisation_id);
        project_name(faults, "project_name", &self.project_name);
        faults.name("name", &self.name, MAX_NAME);
        if self.access.as_known().is_none() {
            faults.add("access", "unknown_value", "Use API_KEY_ACCESS_CHECK or API_KEY_ACCESS_FULL.");
        }
    }
}

impl Check for pb::ListAPIKeysRequest {
    fn faults(&self, faults: &mut Faults) {
        given(faults, "organisation_id", &self.organisation_id);
        project_name(faults, "project_name", &self.project_name);
        listing(faults, self.pagination.as_option(), self.search.as_deref());
    }
}

impl Check for pb::InvalidateAPIKeyRequest {
    fn faults(&self, faults: &mut Faults) {
        given(faults, "organisation_id", &self.organisation_id);
        project_name(faults, "project_name", &self.project_name);
        given(faults, "id", &self.id);
    }
}

impl Check for pb::CreateProjectRequest {
    fn faults(&self, faults: &mut Faults) {
        given(faults, "organisation_id", &self.organisation_id);
        project_name(faults, "name", &self.name);
    }
}

impl Check for pb::GetProjectsForOrganisationRequest {
    fn faults(&self, faults: &mut Faults) {
        given(faults, "organisation_id", &self.organisation_id);
        listing(faults, self.pagination.as_option(), self.search.as_deref());
    }
}

impl Check for pb::GetOrganisationDashboardRequest {
    fn faults(&self, faults: &mut Faults) {
        given(faults, "organisation_id", &self.organisation_id);
        storable(faults, "project", &self.project);
    }
}

impl Check for pb::GetUsageHistoryRequest {
    fn faults(&self, faults: &mut Faults) {
        given(faults, "organisation_id", &self.organisation_id);
        if !(0..=MAX_DAYS).contains(&self.days) {
            faults.add("days", "out_of_range", format!("Use 1 to {MAX_DAYS}."));
        }
    }
}
