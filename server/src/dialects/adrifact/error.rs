//! Errors: every [`ApiError`] as `{"error": <code>, "message": <sentence>}`.

use axum::{
    Json,
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::ApiError;
use http::StatusCode;
use serde::Serialize;

use super::names;
use crate::failure::{carry, deliver, with_headers};

/// What a call answers.
pub type Answer<T> = Result<Json<T>, Failure>;

/// A failed call. Its body is written by [`layer`], which knows the request's id.
#[derive(Debug)]
pub struct Failure {
    error: service::Error,
    /// Status and code, where the call has words of its own for an error.
    named: Option<(StatusCode, &'static str)>,
}

impl Failure {
    /// The error under another name.
    pub fn named(error: service::Error, status: StatusCode, code: &'static str) -> Self {
        Self { error, named: Some((status, code)) }
    }

    /// Something that cannot be read.
    pub fn unreadable(detail: String) -> Self {
        ApiError::InvalidRequest { detail }.into()
    }
}

impl From<service::Error> for Failure {
    fn from(error: service::Error) -> Self {
        Self { error, named: None }
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        service::Error::from(error).into()
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        carry(StatusCode::INTERNAL_SERVER_ERROR, self)
    }
}

/// Writes the body of a [`Failure`]. What failed inside is logged under the request's id.
pub async fn layer(request: Request, next: Next) -> Response {
    deliver(request, next, |Failure { error, named }, id| of(&error.public(id), named)).await
}

/// The answer for an error; with status and code in place of the error's own.
pub fn of(error: &ApiError, named: Option<(StatusCode, &'static str)>) -> Response {
    let (status, code) = named.unwrap_or_else(|| name(error));
    with_headers(body(status, code, &message(error)), error)
}

/// The answer for a status that no call wrote a body for.
pub fn bare(status: StatusCode, detail: &str) -> Response {
    let code = match status {
        StatusCode::UNAUTHORIZED => "unauthorized",
        StatusCode::FORBIDDEN => "forbidden",
        StatusCode::NOT_FOUND => "not_found",
        StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
        StatusCode::PAYLOAD_TOO_LARGE => "payload_too_large",
        StatusCode::TOO_MANY_REQUESTS => "rate_limited",
        other if other.is_server_error() => "internal",
        _ => "invalid_request",
    };
    body(status, code, detail)
}

#[derive(Serialize)]
struct Body<'a> {
    error: &'a str,
    message: &'a str,
}

fn body(status: StatusCode, error: &str, message: &str) -> Response {
    (status, Json(Body { error, message })).into_response()
}

/// Status and code.
fn name(error: &ApiError) -> (StatusCode, &'static str) {
    match error {
        ApiError::InvalidRequest { .. }
        | ApiError::UnknownField { .. }
        | ApiError::ValidationFailed { .. }
        | ApiError::UnsupportedMediaType => (StatusCode::BAD_REQUEST, "invalid_request"),
        ApiError::UserRequired => (StatusCode::FORBIDDEN, "acting_user_required"),
        ApiError::EmailMismatch { .. } => (StatusCode::FORBIDDEN, "email_mismatch"),
        ApiError::NotFound { what } => {
            let code = match what.as_str() {
                "organization" => "organization_not_found",
                "member" => "member_not_found",
                "invitation" => "invitation_not_found",
                "join code" => "join_code_not_found",
                _ => "not_found",
            };
            (StatusCode::NOT_FOUND, code)
        }
        ApiError::AlreadyExists { what, .. } if what == "member" => (StatusCode::CONFLICT, "already_member"),
        ApiError::AlreadyExists { what, .. } if what == "invitation" => (StatusCode::CONFLICT, "already_invited"),
        ApiError::LastOwner => (StatusCode::CONFLICT, "last_owner"),
        ApiError::InvitationUsed { .. } => (StatusCode::CONFLICT, "invitation_used"),
        ApiError::InvitationExpired => (StatusCode::GONE, "invitation_expired"),
        ApiError::JoinCodeExhausted => (StatusCode::CONFLICT, "join_code_exhausted"),
        ApiError::PayloadTooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large"),
        ApiError::RateLimited { .. } => (StatusCode::TOO_MANY_REQUESTS, "rate_limited"),
        // What is left has the status of every surface, and a code by its status alone.
        other => match other.status() {
            StatusCode::UNAUTHORIZED => (StatusCode::UNAUTHORIZED, "unauthorized"),
            StatusCode::FORBIDDEN => (StatusCode::FORBIDDEN, "forbidden"),
            StatusCode::CONFLICT => (StatusCode::CONFLICT, "conflict"),
            status if status.is_server_error() => (status, "internal"),
            _ => (StatusCode::BAD_REQUEST, "invalid_request"),
        },
    }
}

/// The sentence for people, with the names of this surface in it.
fn message(error: &ApiError) -> String {
    match error {
        ApiError::LastOwner => "The organization must keep at least one owner".to_owned(),
        ApiError::ValidationFailed { errors } => {
            let faults: Vec<String> =
                errors.iter().map(|fault| format!("{}: {}", names::field(&fault.field), fault.message)).collect();
            faults.join(" ")
        }
        ApiError::PermissionDenied(denial) => match denial.missing_permission {
            Some(missing) => denial.detail.replace(missing.name(), names::permission(missing)),
            None => denial.detail.clone(),
        },
        other => other.detail(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_that_layers_answer_have_the_codes_of_the_contract() {
        for (status, code) in [
            (401, "unauthorized"),
            (403, "forbidden"),
            (404, "not_found"),
            (405, "method_not_allowed"),
            (408, "invalid_request"),
            (413, "payload_too_large"),
            (421, "invalid_request"),
            (429, "rate_limited"),
            (500, "internal"),
            (503, "internal"),
        ] {
            let status = StatusCode::from_u16(status).expect("a status");
            let written = futures::executor::block_on(axum::body::to_bytes(bare(status, "Why.").into_body(), 1024));
            let text = String::from_utf8_lossy(&written.expect("a body")).into_owned();
            assert_eq!(text, format!(r#"{{"error":"{code}","message":"Why."}}"#));
        }
    }

    #[test]
    fn an_error_that_no_call_makes_still_has_a_code() {
        for (error, status, code) in [
            (ApiError::EmailUnverified, 403, "forbidden"),
            (ApiError::Overloaded, 503, "internal"),
            (ApiError::PreconditionFailed, 400, "invalid_request"),
            (ApiError::already_exists("organization", "slug"), 409, "conflict"),
            (ApiError::not_found("API key"), 404, "not_found"),
        ] {
            assert_eq!(name(&error), (StatusCode::from_u16(status).expect("a status"), code));
        }
    }
}
