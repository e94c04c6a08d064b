//! What the error answers of all surfaces share.
//!
//! How a failed call comes to the layer that writes its body: a handler need not know the request's id, which a body may
//! hold and under which the log tells what failed inside.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::ApiError;
use http::{HeaderValue, StatusCode, header};

use crate::layers::request_id::{self, RequestId};

/// A failure on its way; response extensions must be `Clone`.
struct Carried<F>(Arc<Mutex<Option<F>>>);

impl<F> Clone for Carried<F> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// The answer that carries a failure to [`deliver`]; with its status, when it is known already.
pub fn carry<F: Send + 'static>(status: StatusCode, failure: F) -> Response {
    let mut response = status.into_response();
    response.extensions_mut().insert(Carried(Arc::new(Mutex::new(Some(failure)))));
    response
}

/// Runs the request. A failure becomes the answer that `write` makes of it and the request's id.
pub async fn deliver<F: Send + 'static>(request: Request, next: Next, write: fn(F, &str) -> Response) -> Response {
    let id = request_id::of(&request);
    let mut response = next.run(request).await;
    match take(&mut response) {
        Some(failure) => write(failure, id.as_ref().map(RequestId::as_str).unwrap_or_default()),
        None => response,
    }
}

/// The failure that an answer carries, whose body nobody wrote yet.
pub fn take<F: Send + 'static>(response: &mut Response) -> Option<F> {
    let Carried(failure) = response.extensions_mut().remove::<Carried<F>>()?;
    failure.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Seconds to wait before the same is worth another try.
#[must_use]
pub fn retry_after(error: &ApiError) -> Option<u64> {
    match error {
        ApiError::RateLimited { retry_after } => Some(*retry_after),
        ApiError::Overloaded | ApiError::Unreachable => Some(1),
        _ => None,
    }
}

/// The headers that belong to an error on every surface.
#[must_use]
pub fn with_headers(mut response: Response, error: &ApiError) -> Response {
    let unauthorized = response.status() == StatusCode::UNAUTHORIZED;
    let headers = response.headers_mut();
    if unauthorized {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if let Some(seconds) = retry_after(error) {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
