//! How Teabar answers an error: a Connect code, a message, and one detail `teabar.v1.ErrorInfo` in two forms at once. The
//! Connect protocol wants `type` and `value`, Teabar's own pages show `@type` and the fields.

use axum::response::{IntoResponse, Response};
use connectrpc::{ConnectError, ErrorCode, ErrorDetail};
use contract::ApiError;
use data_encoding::{BASE64, BASE64_NOPAD};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::names;
use crate::rpc::proto::teabar::v1::ErrorInfo;

const TYPE: &str = "teabar.v1.ErrorInfo";
const DOMAIN: &str = "teabar.dev";

/// A failed call.
#[derive(Debug, Clone)]
pub struct Failure {
    code: ErrorCode,
    message: String,
    reason: Option<&'static str>,
    /// More about the reason.
    metadata: Option<(&'static str, String)>,
    /// Where it is not the one that belongs to the code.
    status: Option<StatusCode>,
    /// Seconds.
    retry_after: Option<u64>,
}

impl Failure {
    /// A failure of a code, without a reason.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), reason: None, metadata: None, status: None, retry_after: None }
    }

    /// With the status that an answer by HTTP has in place of the code's own.
    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status: Some(status), ..self }
    }

    /// With a reason for programs.
    pub fn because(self, reason: &'static str) -> Self {
        Self { reason: Some(reason), ..self }
    }

    /// A field says something that cannot be.
    pub fn field(field: &str, message: &str) -> Self {
        let invalid = Self::new(ErrorCode::InvalidArgument, format!("{field}: {message}")).because("INVALID_FIELD");
        Self { metadata: Some(("field", field.to_owned())), ..invalid }
    }

    /// The failure for an error of the service. `of_organization`: whether its field `name` is the name for people.
    pub fn of(error: ApiError, of_organization: bool) -> Self {
        let detail = error.detail();
        let plain = |code| Self::new(code, detail.clone());
        match error {
            ApiError::ValidationFailed { errors } => match errors.first() {
                Some(fault) => Self::field(names::field(&fault.field, of_organization), &fault.message),
                None => plain(ErrorCode::InvalidArgument),
            },
            ApiError::UnknownField { field } => Self::field(&field, "It is not known here."),
            ApiError::InvalidRequest { .. } | ApiError::UnsupportedMediaType => plain(ErrorCode::InvalidArgument),
            ApiError::PayloadTooLarge { .. } => too_large(),
            ApiError::Unauthenticated | ApiError::InvalidCredentials => {
                Self::new(ErrorCode::Unauthenticated, "Missing or invalid token").because("TOKEN_INVALID")
            }
            ApiError::CredentialExpired => {
                Self::new(ErrorCode::Unauthenticated, "The token has expired").because("TOKEN_EXPIRED")
            }
            ApiError::CredentialRevoked => {
                Self::new(ErrorCode::Unauthenticated, "The token was revoked").because("TOKEN_REVOKED")
            }
            ApiError::PermissionDenied(_)
            | ApiError::UserRequired
            | ApiError::EmailMismatch { .. }
            | ApiError::EmailUnverified
            | ApiError::SignupClosed
            | ApiError::ReauthenticationRequired => plain(ErrorCode::PermissionDenied).because("INSUFFICIENT_ROLE"),
            ApiError::NotFound { what } => match names::not_found(&what) {
                Some((message, reason)) => Self::new(ErrorCode::NotFound, message).because(reason),
                None => plain(ErrorCode::NotFound),
            },
            ApiError::AlreadyExists { what, .. } => {
                let reason = match what.as_str() {
                    "organization" => Some("ORGANIZATION_NAME_TAKEN"),
                    "project" => Some("PROJECT_NAME_TAKEN"),
                    "member" => Some("ALREADY_MEMBER"),
                    "invitation" => Some("INVITATION_PENDING"),
                    _ => None,
                };
                Self { reason, ..plain(ErrorCode::AlreadyExists) }
            }
            ApiError::LastOwner => plain(ErrorCode::FailedPrecondition).because("LAST_OWNER"),
            ApiError::RateLimited { retry_after } => {
                Self { retry_after: Some(retry_after), ..plain(ErrorCode::ResourceExhausted) }
            }
            ApiError::Overloaded | ApiError::Unreachable => {
                Self { retry_after: Some(1), ..plain(ErrorCode::Unavailable) }
            }
            ApiError::Internal { .. } => Self::new(ErrorCode::Internal, "Internal error"),
            // States that no call of Teabar's leads to; each is one that forbids what was asked for.
            _ => plain(ErrorCode::FailedPrecondition),
        }
    }

    /// The same failure with a message of the call's own.
    pub fn saying(self, message: impl Into<String>) -> Self {
        Self { message: message.into(), ..self }
    }

    /// The code.
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        headers
    }

    fn info(&self) -> Option<ErrorInfo> {
        let reason = self.reason?.to_owned();
        let metadata = self.metadata.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Some(ErrorInfo { reason, domain: DOMAIN.to_owned(), metadata, ..Default::default() })
    }
}

impl From<Failure> for ConnectError {
    fn from(failure: Failure) -> Self {
        let headers = failure.headers();
        let info = failure.info();
        let mut error = Self::new(failure.code, failure.message);
        error.details = info.iter().map(|info| ErrorDetail::from_message(TYPE, info)).collect();
        error.with_headers(headers)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = self.status.unwrap_or_else(|| self.code.http_status());
        let headers = self.headers();
        let details = self.info().iter().map(Detail::new).collect();
        let body = Body { code: self.code.as_str(), message: &self.message, details };
        let mut response = (status, axum::Json(body)).into_response();
        response.headers_mut().extend(headers);
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// A message longer than is read here.
pub fn too_large() -> Failure {
    let message = format!("The message may have at most {} bytes", crate::rpc::MESSAGE_MAX);
    Failure::new(ErrorCode::ResourceExhausted, message).with_status(StatusCode::PAYLOAD_TOO_LARGE)
}

/// The answer for a status that no call wrote a body for.
pub fn bare(status: StatusCode, detail: &str) -> Response {
    let code = match status.as_u16() {
        400 | 414 | 422 | 431 => ErrorCode::InvalidArgument,
        401 => ErrorCode::Unauthenticated,
        403 => ErrorCode::PermissionDenied,
        404 | 501 => ErrorCode::Unimplemented,
        408 | 504 => ErrorCode::DeadlineExceeded,
        413 | 429 => ErrorCode::ResourceExhausted,
        502 | 503 => ErrorCode::Unavailable,
        500 => ErrorCode::Internal,
        _ => ErrorCode::Unknown,
    };
    Failure::new(code, detail).with_status(status).into_response()
}

/// An error as the crate wrote it.
#[derive(Deserialize)]
struct Written {
    code: ErrorCode,
    #[serde(default)]
    message: String,
    #[serde(default)]
    details: Vec<WrittenDetail>,
}

#[derive(Deserialize)]
struct WrittenDetail {
    r#type: String,
    value: String,
}

/// The body of an error with its details in both forms, out of the body that the crate wrote with one. `None` for what is no
/// such body.
pub fn complete(body: &[u8]) -> Option<(ErrorCode, Vec<u8>)> {
    let written: Written = serde_json::from_slice(body).ok()?;
    let details = written.details.iter().filter(|detail| detail.r#type == TYPE);
    let details = details.filter_map(|detail| {
        let bytes = BASE64_NOPAD.decode(detail.value.as_bytes()).or_else(|_| BASE64.decode(detail.value.as_bytes()));
        let info = <ErrorInfo as buffa::Message>::decode_from_slice(&bytes.ok()?).ok()?;
        Some(Detail::new(&info))
    });
    let body = Body { code: written.code.as_str(), message: &written.message, details: details.collect() };
    Some((written.code, serde_json::to_vec(&body).ok()?))
}

#[derive(Serialize)]
struct Body<'a> {
    code: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    details: Vec<Detail>,
}

/// Both forms of a detail in one object.
#[derive(Serialize)]
struct Detail {
    r#type: &'static str,
    value: String,
    debug: Value,
    #[serde(rename = "@type")]
    any: String,
    reason: String,
    domain: String,
    metadata: serde_json::Map<String, Value>,
}

impl Detail {
    fn new(info: &ErrorInfo) -> Self {
        let metadata = info.metadata.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str())));
        Self {
            r#type: TYPE,
            value: BASE64_NOPAD.encode(&buffa::Message::encode_to_vec(info)),
            debug: serde_json::to_value(info).unwrap_or_else(|_| json!({})),
            any: format!("type.googleapis.com/{TYPE}"),
            reason: info.reason.clone(),
            domain: info.domain.clone(),
            metadata: metadata.collect(),
        }
    }
}
