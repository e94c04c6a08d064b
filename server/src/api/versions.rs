//! `ETag` on single resources, and `If-None-Match` on reading them. `If-Match` is judged by the service, in the transaction
//! of the change.

use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, Method, StatusCode, header};
use service::etag::{self, Versioned};

use super::extract::Json;

/// A single resource as JSON, with its version.
#[derive(Debug)]
pub struct Single<T>(pub T);

impl<T: Versioned> IntoResponse for Single<T> {
    fn into_response(self) -> Response {
        let etag = HeaderValue::try_from(etag::etag(&self.0));
        let mut response = Json(self.0).into_response();
        if let Ok(etag) = etag {
            response.headers_mut().insert(header::ETAG, etag);
        }
        response
    }
}

/// Answers 304 to a GET of a version that the client has.
pub async fn layer(request: Request, next: Next) -> Response {
    let known =
        (request.method() == Method::GET).then(|| request.headers().get(header::IF_NONE_MATCH).cloned()).flatten();
    let response = next.run(request).await;
    let (Some(known), Some(etag)) = (known, response.headers().get(header::ETAG)) else { return response };
    let unchanged = known.to_str().ok().zip(etag.to_str().ok()).is_some_and(|(known, etag)| etag::names(known, etag));
    if !unchanged {
        return response;
    }
    (StatusCode::NOT_MODIFIED, [(header::ETAG, etag.clone())]).into_response()
}
