//! How perms.io answers an error: `{"error": {"code": <gRPC number>, "message": "…"}}`, or the same two as a gRPC status.

use axum::response::{IntoResponse, Response};
use connectrpc::{ConnectError, ErrorCode};
use contract::ApiError;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::json;

use super::names::Need;
use crate::failure::retry_after;

/// A failed call.
#[derive(Debug, Clone)]
pub struct Status {
    code: ErrorCode,
    message: String,
    /// Where it is not the one that belongs to the code.
    http: Option<StatusCode>,
    /// Seconds.
    retry_after: Option<u64>,
}

impl Status {
    /// A status of a code.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), http: None, retry_after: None }
    }

    /// The request says something that cannot be.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::InvalidArgument, message)
    }

    /// The status of an error, for which no permission is to be named.
    pub fn of(error: ApiError) -> Self {
        let (code, message) = code_and_message(&error);
        let http = match &error {
            ApiError::PayloadTooLarge { .. } | ApiError::UnsupportedMediaType => Some(error.status()),
            _ => None,
        };
        Self { code, message, http, retry_after: retry_after(&error) }
    }

    /// The caller lacks what a call needs.
    pub fn denied(need: &Need) -> Self {
        Self::new(ErrorCode::PermissionDenied, need.refusal())
    }
}

fn code_and_message(error: &ApiError) -> (ErrorCode, String) {
    match error {
        ApiError::InvalidRequest { .. } | ApiError::UnknownField { .. } | ApiError::PayloadTooLarge { .. } => {
            (ErrorCode::InvalidArgument, error.detail())
        }
        // Any type is read as JSON; what is not read is a compressed body.
        ApiError::UnsupportedMediaType => (ErrorCode::InvalidArgument, "Send the body uncompressed.".to_owned()),
        ApiError::ValidationFailed { errors } => {
            let faults: Vec<String> = errors.iter().map(|e| format!("{}: {}", e.field, e.message)).collect();
            (ErrorCode::InvalidArgument, faults.join(" "))
        }
        ApiError::NotFound { what } => {
            let what = match what.as_str() {
                "organization" => "Organisation",
                "project" => "Project",
                "member" | "user" => "User",
                other => other,
            };
            (ErrorCode::NotFound, format!("{what} not found"))
        }
        ApiError::AlreadyExists { what, .. } => {
            let message = match what.as_str() {
                "member" => "User is already a member of the organisation",
                "invitation" => "An invitation to this address is pending",
                _ => return (ErrorCode::AlreadyExists, error.detail()),
            };
            (ErrorCode::AlreadyExists, message.to_owned())
        }
        ApiError::PermissionDenied(_)
        | ApiError::UserRequired
        | ApiError::EmailMismatch { .. }
        | ApiError::EmailUnverified
        | ApiError::SignupClosed
        | ApiError::ReauthenticationRequired => (ErrorCode::PermissionDenied, error.detail()),
        ApiError::LastOwner => {
            (ErrorCode::FailedPrecondition, "The last owner of an organisation cannot be removed".to_owned())
        }
        ApiError::RoleInUse { .. }
        | ApiError::ActiveResources { .. }
        | ApiError::InvitationUsed { .. }
        | ApiError::InvitationExpired
        | ApiError::JoinCodeExhausted
        | ApiError::Conflict { .. }
        | ApiError::PreconditionFailed => (ErrorCode::FailedPrecondition, error.detail()),
        ApiError::RateLimited { retry_after } => {
            (ErrorCode::ResourceExhausted, format!("Rate limit exceeded, retry after {retry_after} seconds"))
        }
        ApiError::Overloaded | ApiError::Unreachable => (ErrorCode::Unavailable, error.detail()),
        ApiError::Internal { .. } => (ErrorCode::Internal, "Internal error".to_owned()),
        // No, an unknown, a dead credential: all say the same.
        other if other.status() == StatusCode::UNAUTHORIZED => {
            (ErrorCode::Unauthenticated, "Missing or invalid credential".to_owned())
        }
        other => (ErrorCode::Internal, other.title().to_owned()),
    }
}

impl IntoResponse for Status {
    fn into_response(self) -> Response {
        let status = self.http.unwrap_or_else(|| self.code.http_status());
        let mut response = write(status, self.code, &self.message);
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<Status> for ConnectError {
    fn from(status: Status) -> Self {
        let error = Self::new(status.code, status.message);
        match status.retry_after {
            Some(seconds) => {
                error.with_trailers(HeaderMap::from_iter([(header::RETRY_AFTER, HeaderValue::from(seconds))]))
            }
            None => error,
        }
    }
}

fn write(status: StatusCode, code: ErrorCode, message: &str) -> Response {
    let body = json!({ "error": { "code": code.grpc_code(), "message": message } });
    let mut response = (status, axum::Json(body)).into_response();
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// The body for a status that no call wrote a body for.
pub fn bare(status: StatusCode, detail: &str) -> Response {
    let code = match status.as_u16() {
        401 => ErrorCode::Unauthenticated,
        403 => ErrorCode::PermissionDenied,
        404 => ErrorCode::NotFound,
        405 | 501 => ErrorCode::Unimplemented,
        408 | 504 => ErrorCode::DeadlineExceeded,
        429 => ErrorCode::ResourceExhausted,
        503 => ErrorCode::Unavailable,
        _ if status.is_client_error() => ErrorCode::InvalidArgument,
        _ => ErrorCode::Internal,
    };
    write(status, code, detail)
}
