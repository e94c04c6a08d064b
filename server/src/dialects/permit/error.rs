//! Errors in two shapes, which clients tell apart by the status alone: 422 is a list of faults, everything else details of
//! one error.

use axum::{
    Json,
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::ApiError;
use http::StatusCode;
use serde::Serialize;

use super::{
    input::{Fault, Place},
    names,
};
use crate::failure::{carry, deliver, with_headers};

/// What a call answers.
pub type Answer<T> = Result<Json<T>, Failure>;

/// A failed call. Its body is written by [`layer`], which knows the request's id.
#[derive(Debug)]
pub enum Failure {
    /// What the request has wrong.
    Faults(Vec<Fault>),
    /// An error of the service; with a sentence of the call's own in place of its detail.
    Error(service::Error, Option<String>),
}

impl From<service::Error> for Failure {
    fn from(error: service::Error) -> Self {
        Self::Error(error, None)
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
    deliver(request, next, |failure, id| match failure {
        Failure::Faults(faults) => unprocessable(&faults),
        Failure::Error(error, sentence) => of(&error.public(id), sentence, id),
    })
    .await
}

/// The answer for an error; with a sentence in place of the error's own.
pub fn of(error: &ApiError, sentence: Option<String>, request_id: &str) -> Response {
    match error {
        ApiError::ValidationFailed { errors } => unprocessable(
            &errors
                .iter()
                .map(|fault| Fault::new(Place::Body, names::field(&fault.field), &fault.message, "value_error"))
                .collect::<Vec<_>>(),
        ),
        ApiError::InvalidRequest { detail } => unprocessable(&[Fault::of_body(detail, "value_error")]),
        other => {
            let message = sentence.unwrap_or_else(|| names::message(other));
            with_headers(details(other.status(), &message, request_id), other)
        }
    }
}

/// The answer for a status that no call wrote a body for.
pub fn bare(status: StatusCode, detail: &str, request_id: &str) -> Response {
    details(status, detail, request_id)
}

#[derive(Serialize)]
struct HttpValidationError<'a> {
    detail: &'a [Fault],
}

fn unprocessable(faults: &[Fault]) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Json(HttpValidationError { detail: faults })).into_response()
}

#[derive(Serialize)]
struct ErrorDetails<'a> {
    id: &'a str,
    title: &'a str,
    error_code: &'a str,
    message: &'a str,
    support_link: Option<&'a str>,
    additional_info: Option<&'a str>,
}

fn details(status: StatusCode, message: &str, id: &str) -> Response {
    let (error_code, title) = names::code_and_title(status);
    let body = ErrorDetails { id, title, error_code, message, support_link: None, additional_info: None };
    // 422 is for the other shape.
    let status = if status == StatusCode::UNPROCESSABLE_ENTITY { StatusCode::BAD_REQUEST } else { status };
    (status, Json(body)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::header;

    async fn text(response: Response) -> String {
        let bytes = axum::body::to_bytes(response.into_body(), 4096).await.expect("a body");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    #[tokio::test]
    async fn an_error_has_the_published_fields_in_their_order() {
        let answer = of(&ApiError::RateLimited { retry_after: 7 }, None, "r1");
        assert_eq!((answer.status().as_u16(), answer.headers()[header::RETRY_AFTER].to_str().ok()), (429, Some("7")));
        assert_eq!(
            text(answer).await,
            r#"{"id":"r1","title":"Too many requests","error_code":"CONCURRENT_OPERATION_DISALLOWED","message":"Try again in 7 seconds.","support_link":null,"additional_info":null}"#
        );
    }

    #[tokio::test]
    async fn no_other_status_has_the_shape_of_422_and_422_has_no_other() {
        for status in [400, 401, 403, 404, 405, 408, 409, 413, 415, 421, 422, 429, 500, 503] {
            let status = StatusCode::from_u16(status).expect("a status");
            let answer = bare(status, "Why.", "r1");
            assert_ne!(answer.status(), 422);
            assert!(text(answer).await.starts_with(r#"{"id":"r1","title":""#), "{status}");
        }
        let rule = ApiError::invalid("slug", "not_allowed", "Choose another one.");
        let answer = of(&rule, None, "r1");
        assert_eq!(answer.status(), 422);
        assert_eq!(
            text(answer).await,
            r#"{"detail":[{"loc":["body","key"],"msg":"Choose another one.","type":"value_error"}]}"#
        );
    }
}
