//! Errors of this surface: `{"error": "…"}`, with `reason` or `retryAfter` where the contract says so.

use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::{ApiError, FieldError};
use http::StatusCode;
use serde::Serialize;

use super::names;
use crate::failure::{carry, deliver, with_headers};

/// What a handler answers.
pub(super) type Answer<T> = Result<T, Failure>;

/// A failed call. Its body is written by [`layer`], which knows the request's id.
#[derive(Debug)]
pub(super) enum Failure {
    /// What the service says.
    Service(service::Error),
    /// Only this surface gives system roles an id, so only here can one be named for a change.
    SystemRole,
}

impl From<service::Error> for Failure {
    fn from(error: service::Error) -> Self {
        Self::Service(error)
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self::Service(error.into())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        carry(StatusCode::INTERNAL_SERVER_ERROR, self)
    }
}

/// Writes the body of a [`Failure`]. What failed inside is logged under the request's id.
pub(super) async fn layer(request: Request, next: Next) -> Response {
    deliver(request, next, |failure, id| match failure {
        Failure::Service(error) => of(&error.public(id)),
        Failure::SystemRole => answer(StatusCode::FORBIDDEN, Body::text("System roles cannot be changed")),
    })
    .await
}

/// The body of a status that no handler wrote one for.
#[must_use]
pub fn bare(status: StatusCode, detail: &str) -> Response {
    let text = match status.as_u16() {
        401 => "Unauthorized",
        404 => "Not found",
        405 => "Method not allowed",
        413 => "Payload too large",
        429 => "Rate limit exceeded",
        503 => "Service unavailable",
        _ if status.is_server_error() => "Internal server error",
        _ => detail.trim_end_matches('.'),
    };
    answer(status, Body::text(text))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    error: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u64>,
}

impl Body {
    fn text(error: impl Into<String>) -> Self {
        Self { error: error.into(), reason: None, retry_after: None }
    }

    fn because(reason: &'static str, error: &str) -> Self {
        Self { reason: Some(reason), ..Self::text(error) }
    }
}

fn answer(status: StatusCode, body: Body) -> Response {
    (status, axum::Json(body)).into_response()
}

/// The answer for an error of the service.
pub fn of(error: &ApiError) -> Response {
    let (status, body) = words(error);
    with_headers(answer(status, body), error)
}

fn words(error: &ApiError) -> (StatusCode, Body) {
    let text = |text: &str| Body::text(text);
    match error {
        ApiError::ValidationFailed { errors } => invalid(errors),
        ApiError::CredentialExpired => (StatusCode::UNAUTHORIZED, text("API key has expired")),
        _ if error.status() == StatusCode::UNAUTHORIZED => (StatusCode::UNAUTHORIZED, text("Unauthorized")),
        ApiError::UserRequired => (StatusCode::FORBIDDEN, text("Session authentication required")),
        ApiError::PermissionDenied(_) => (StatusCode::FORBIDDEN, text("Insufficient permissions")),
        ApiError::EmailMismatch { .. } => {
            (StatusCode::FORBIDDEN, text("This invitation was sent to another email address"))
        }
        ApiError::NotFound { what } => (StatusCode::NOT_FOUND, text(&format!("{} not found", names::capital(what)))),
        ApiError::AlreadyExists { what, .. } => (StatusCode::CONFLICT, text(&exists(what))),
        ApiError::LastOwner => {
            (StatusCode::CONFLICT, Body::because("last_owner", "An organization must keep at least one owner"))
        }
        ApiError::RoleInUse { .. } => (StatusCode::CONFLICT, Body::because("role_in_use", "Role is still in use")),
        ApiError::InvitationUsed { .. } | ApiError::InvitationExpired => {
            (StatusCode::CONFLICT, text("Invitation is not pending"))
        }
        ApiError::PayloadTooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, text("Payload too large")),
        ApiError::RateLimited { retry_after } => {
            let body = Body { retry_after: Some(*retry_after), ..text("Rate limit exceeded") };
            (StatusCode::TOO_MANY_REQUESTS, body)
        }
        ApiError::Overloaded => (StatusCode::SERVICE_UNAVAILABLE, text("Service unavailable")),
        ApiError::Internal { .. } => (StatusCode::INTERNAL_SERVER_ERROR, text("Internal server error")),
        _ => (error.status(), text(error.detail().trim_end_matches('.'))),
    }
}

/// A value that cannot be accepted. A role's name that belongs to the product is a conflict here.
fn invalid(errors: &[FieldError]) -> (StatusCode, Body) {
    match errors {
        [only] if only.field == "name" && only.code == "not_allowed" => {
            (StatusCode::CONFLICT, Body::text("This role name is reserved"))
        }
        [first, ..] => {
            let error = format!("Invalid value for '{}': {}", names::field(&first.field), first.message);
            (StatusCode::UNPROCESSABLE_ENTITY, Body::text(error.trim_end_matches('.')))
        }
        [] => (StatusCode::UNPROCESSABLE_ENTITY, Body::text("Invalid value")),
    }
}

fn exists(what: &str) -> String {
    match what {
        "member" => "This email address belongs to a member".to_owned(),
        "invitation" => "An invitation to this email address is pending".to_owned(),
        other => format!("{} already exists", names::capital(other)),
    }
}
