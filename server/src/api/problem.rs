//! Errors of the native API: every [`ApiError`] as an RFC 9457 document, in the words of `contracts/native-v1.md`.
//!
//! A handler answers `Result<_, Failure>`. The document needs the request's id, which handlers need not carry around: a
//! [`Failure`] becomes an answer without a body, and [`layer`] around the routes writes it.

use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::{
    ApiError, FieldError, Permission,
    error::{Contact, Denial},
};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

use crate::{
    failure::{self, carry, deliver, with_headers},
    problem::PROBLEM_JSON,
};

/// What a handler answers.
pub type ApiResult<T, E = Failure> = Result<T, E>;

/// A failed call. Its document is written by [`layer`].
#[derive(Debug)]
pub struct Failure(service::Error);

impl From<service::Error> for Failure {
    fn from(error: service::Error) -> Self {
        Self(error)
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = self.0.as_public().map_or(StatusCode::INTERNAL_SERVER_ERROR, ApiError::status);
        carry(status, self.0)
    }
}

/// Writes the document of a [`Failure`]. What failed inside is logged under the request's id.
pub async fn layer(request: Request, next: Next) -> Response {
    deliver(request, next, |error: service::Error, id| of(error.public(id), id)).await
}

/// The error behind an answer that is still without a body.
pub fn take(response: &mut Response) -> Option<service::Error> {
    failure::take(response)
}

/// The document of an error.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// The kind of the problem as an address.
    #[serde(rename = "type")]
    #[schema(example = "https://guildhall.dev/problems/permission_denied")]
    r#type: String,
    /// A short title, the same for every problem of the code.
    #[schema(example = "Permission denied")]
    title: String,
    /// The HTTP status.
    #[schema(example = 403)]
    status: u16,
    /// The stable code; programs decide by it.
    #[schema(example = "permission_denied")]
    code: String,
    /// What happened and what to do, for people.
    #[schema(example = "You need roles.update in Harbor Labs.")]
    detail: String,
    /// The request's id, as in the header `X-Request-Id`, the log and the audit log.
    request_id: String,
    /// `validation_failed`: every faulty value.
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<Vec<FieldError>>,
    /// `unknown_field` and `already_exists`: the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// `permission_denied`: what would have been needed; absent when no permission would help.
    #[serde(skip_serializing_if = "Option::is_none")]
    missing_permission: Option<Permission>,
    /// `permission_denied`: the organization it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    resource: Option<String>,
    /// `permission_denied`: the caller's role there.
    #[serde(skip_serializing_if = "Option::is_none")]
    your_role: Option<String>,
    /// `permission_denied`: the roles that hold the permission.
    #[serde(skip_serializing_if = "Option::is_none")]
    granted_by_roles: Option<Vec<String>>,
    /// `permission_denied`: members who can grant it.
    #[serde(skip_serializing_if = "Option::is_none")]
    ask: Option<Vec<Contact>>,
    /// `active_resources`: what still runs there.
    #[serde(skip_serializing_if = "Option::is_none")]
    resources: Option<Vec<String>>,
    /// `role_in_use`: how many members have the role.
    #[serde(skip_serializing_if = "Option::is_none")]
    members: Option<i64>,
    /// `invitation_used`: the invitation's present status.
    #[serde(skip_serializing_if = "Option::is_none")]
    invitation_status: Option<String>,
    /// `rate_limited`: seconds after which one more request passes, as in `Retry-After`.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u64>,
}

impl Problem {
    fn new(error: &ApiError, request_id: &str) -> Self {
        let mut problem = Self {
            r#type: format!("https://guildhall.dev/problems/{}", error.code()),
            title: error.title().to_owned(),
            status: error.status().as_u16(),
            code: error.code().to_owned(),
            detail: error.detail(),
            request_id: request_id.to_owned(),
            errors: None,
            field: None,
            missing_permission: None,
            resource: None,
            your_role: None,
            granted_by_roles: None,
            ask: None,
            resources: None,
            members: None,
            invitation_status: None,
            retry_after: None,
        };
        problem.extend(error.clone());
        problem
    }

    fn extend(&mut self, error: ApiError) {
        match error {
            ApiError::ValidationFailed { errors } => self.errors = Some(errors),
            ApiError::UnknownField { field } | ApiError::AlreadyExists { field, .. } => self.field = Some(field),
            ApiError::PermissionDenied(denial) => {
                let Denial { missing_permission, resource, your_role, granted_by_roles, ask, .. } = *denial;
                self.missing_permission = missing_permission;
                self.resource = resource;
                self.your_role = your_role;
                self.granted_by_roles = Some(granted_by_roles);
                self.ask = Some(ask);
            }
            ApiError::ActiveResources { resources } => self.resources = Some(resources),
            ApiError::RoleInUse { members, .. } => self.members = Some(members),
            ApiError::InvitationUsed { status } => self.invitation_status = Some(status),
            ApiError::RateLimited { retry_after } => self.retry_after = Some(retry_after),
            _ => {}
        }
    }
}

/// The answer for an error: the document and the headers that belong to it.
pub fn of(error: ApiError, request_id: &str) -> Response {
    let body = serde_json::to_vec(&Problem::new(&error, request_id)).unwrap_or_default();
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON))];
    with_headers((error.status(), kind, body).into_response(), &error)
}
