//! `Idempotency-Key` on POST: the first success is kept and answers every repetition. What is kept, and when a key is free
//! again, says [`service::idempotency`]. Calls without a credential have no keys: there is nobody whose they could be.

use std::time::Duration;

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::ApiError;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use serde::{Deserialize, Serialize};
use service::{
    Actor, Services,
    idempotency::{Begin, IdempotencyKey, abandon, begin, finish},
};
use sha2::{Digest, Sha256};
use tracing::Instrument;

use super::problem::Failure;
use crate::layers::limits::BODY_CEILING;

/// Says that an answer is a repetition.
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// The headers that belong to an answer. Cookies are never kept.
const KEPT: [HeaderName; 3] = [header::CONTENT_TYPE, header::ETAG, header::LOCATION];
/// Longer than any handler has, and shorter than the time after which the service takes a request for dead.
const LONGEST: Duration = Duration::from_secs(50);

/// An answer as it is kept.
#[derive(Debug, Serialize, Deserialize)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

/// The layer.
pub async fn layer(State(s): State<Services>, request: Request, next: Next) -> Response {
    let key = request.headers().get("idempotency-key").filter(|_| request.method() == Method::POST).cloned();
    let actor = request.extensions().get::<Actor>().filter(|actor| !actor.is_anonymous()).cloned();
    match key.zip(actor) {
        Some((key, actor)) => once(s, key, actor, request, next).await.unwrap_or_else(IntoResponse::into_response),
        None => next.run(request).await,
    }
}

async fn once(s: Services, key: HeaderValue, actor: Actor, request: Request, next: Next) -> Result<Response, Failure> {
    let (mut parts, body) = request.into_parts();
    let body =
        to_bytes(body, BODY_CEILING).await.map_err(|_| ApiError::PayloadTooLarge { limit: BODY_CEILING as u64 })?;
    let mut sha = Sha256::new();
    for part in [parts.uri.path().as_bytes(), parts.uri.query().unwrap_or_default().as_bytes()] {
        sha.update((part.len() as u64).to_be_bytes());
        sha.update(part);
    }
    sha.update(&body);
    // Other bytes than ASCII make a key that the service refuses.
    let key = key.to_str().unwrap_or_default();
    match begin(&s, &actor, key, &sha.finalize().into()).await? {
        Begin::Replay(answer) => replay(&answer),
        Begin::Run(actor, key) => {
            parts.extensions.insert(actor);
            let request = Request::from_parts(parts, Body::from(body));
            // In a task of its own: a client that goes away will ask again, and then the answer must be there.
            let work = run(s, key, request, next).in_current_span();
            match tokio::spawn(tokio::time::timeout(LONGEST, work)).await {
                Ok(Ok(answer)) => answer,
                Ok(Err(_)) => Err(ApiError::Overloaded.into()),
                Err(stopped) => match stopped.try_into_panic() {
                    Ok(panic) => std::panic::resume_unwind(panic),
                    Err(_) => Err(ApiError::Overloaded.into()),
                },
            }
        }
    }
}

async fn run(s: Services, key: IdempotencyKey, request: Request, next: Next) -> Result<Response, Failure> {
    let (parts, body) = next.run(request).await.into_parts();
    if !parts.status.is_success() {
        abandon(&s, key).await?;
        return Ok(Response::from_parts(parts, body));
    }
    let Ok(bytes) = to_bytes(body, usize::MAX).await else { return Err(ApiError::Overloaded.into()) };
    let answer = Answer {
        status: parts.status.as_u16(),
        headers: kept(&parts.headers),
        body: String::from_utf8_lossy(&bytes).into_owned(),
    };
    finish(&s, key, &serde_json::to_vec(&answer).map_err(service::Error::internal)?).await?;
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

fn kept(headers: &HeaderMap) -> Vec<(String, String)> {
    KEPT.iter().filter_map(|name| Some((name.to_string(), headers.get(name)?.to_str().ok()?.to_owned()))).collect()
}

fn replay(answer: &[u8]) -> Result<Response, Failure> {
    let answer: Answer = serde_json::from_slice(answer).map_err(service::Error::internal)?;
    let status = StatusCode::from_u16(answer.status).map_err(service::Error::internal)?;
    let mut response = (status, answer.body).into_response();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.insert(name, value);
        }
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(response)
}
