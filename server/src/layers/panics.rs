//! A panic in a handler is a 500 with the request id, not a dropped connection. Its message goes to the log.

use std::any::Any;

use axum::{body::Body, response::Response};
use http::StatusCode;
use tower_http::catch_panic::CatchPanicLayer;

/// What turns a panic into an answer.
pub type OnPanic = fn(Box<dyn Any + Send + 'static>) -> Response;

/// The layer. The body is written by [`super::bare_errors`], which knows the request id.
#[must_use]
pub fn layer() -> CatchPanicLayer<OnPanic> {
    CatchPanicLayer::custom(answer as OnPanic)
}

fn answer(panic: Box<dyn Any + Send + 'static>) -> Response {
    let message = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    tracing::error!(error = message.unwrap_or("without a message"), "a handler panicked");
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}
