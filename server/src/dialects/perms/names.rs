//! perms.io's names of permissions, resources and ids.

use contract::{ApiError, ApiKeyId, OrgId, Permission, ProjectRef, UserId, api_keys::ApiKey};
use service::api_keys::ProjectAccess;

use super::error::Status;
use crate::rpc::proto::permio::organisation::v1::APIKeyAccess;

/// What perms.io calls a permission. Those that no call of it asks for keep their own names.
pub fn permission(permission: Permission) -> &'static str {
    match permission {
        Permission::OrganizationRead => "organisation.get",
        Permission::OrganizationUpdate => "organisation.update",
        Permission::UsersInvite => "organisation.user.invite",
        Permission::UsersDelete => "organisation.user.remove",
        Permission::ProjectsRead => "project.get",
        Permission::ProjectsCreate => "project.create",
        Permission::ProjectsDelete => "project.delete",
        Permission::ApiKeysList => "apiKeys.list",
        Permission::ApiKeysCreate => "apiKeys.create",
        Permission::ApiKeysRevoke => "apiKeys.invalidate",
        Permission::DashboardView => "organisation.dashboard.view",
        Permission::BillingView => "billing.view",
        other => other.name(),
    }
}

/// What a call needs, and on what: the two names in a refusal.
#[derive(Debug)]
pub struct Need {
    permission: &'static str,
    resource: String,
}

impl Need {
    /// A permission in an organisation.
    pub fn in_organisation(needed: Permission, org: OrgId) -> Self {
        Self { permission: permission(needed), resource: format!("/organisation/{org}") }
    }

    /// A permission in a project of an organisation.
    pub fn in_project(needed: Permission, org: OrgId, project: &str) -> Self {
        Self { permission: permission(needed), resource: format!("/organisation/{org}/project/{project}") }
    }

    /// To read the organisation of a user.
    pub fn users_organisation(user: &str) -> Self {
        Self { permission: "user.organisation.get", resource: format!("/user/{user}") }
    }

    /// To put a user into an organisation.
    pub fn set_users_organisation(user: &UserId) -> Self {
        Self { permission: "user.organisation.set", resource: format!("/user/{user}") }
    }

    /// To make an organisation at all.
    pub fn create_organisation() -> Self {
        Self { permission: "organisation.create", resource: "/organisation".to_owned() }
    }

    /// The documented text of a refusal.
    pub fn refusal(&self) -> String {
        format!("Permission denied: missing required permission '{}' on resource '{}'", self.permission, self.resource)
    }
}

/// An organisation's id in any spelling; what is no id names nothing that exists.
pub fn organisation(text: &str) -> Result<OrgId, Status> {
    text.parse().map_err(|_| Status::of(ApiError::not_found("organization")))
}

/// A user's id.
pub fn user(text: &str) -> Result<UserId, Status> {
    text.parse().map_err(|_| Status::of(ApiError::not_found("user")))
}

/// A key's id in any spelling.
pub fn key(text: &str) -> Result<ApiKeyId, Status> {
    text.parse().map_err(|_| Status::of(ApiError::not_found("API key")))
}

/// A project. Here it goes by its name only.
pub fn project(name: &str) -> ProjectRef {
    ProjectRef::Name(name.to_owned())
}

/// The id of the organisation as a customer.
pub fn customer(org: OrgId) -> String {
    format!("cus_{}", org.uuid().as_simple())
}

/// As much of a key as lists show.
pub fn masked(key: &ApiKey) -> String {
    let beginning: String = key.prefix.chars().take(12).collect();
    format!("{beginning}…")
}

/// What a key may do, in the two words of perms.io; `None` for a number that is no access. Not saying is full access.
pub fn access(access: buffa::EnumValue<APIKeyAccess>) -> Option<ProjectAccess> {
    match access.as_known()? {
        APIKeyAccess::API_KEY_ACCESS_CHECK => Some(ProjectAccess::Check),
        APIKeyAccess::API_KEY_ACCESS_FULL | APIKeyAccess::API_KEY_ACCESS_UNSPECIFIED => Some(ProjectAccess::Full),
    }
}

/// The word for what a key may do.
pub fn access_of(key: &ApiKey) -> APIKeyAccess {
    match ProjectAccess::of(key.permissions) {
        ProjectAccess::Full => APIKeyAccess::API_KEY_ACCESS_FULL,
        ProjectAccess::Check => APIKeyAccess::API_KEY_ACCESS_CHECK,
    }
}
