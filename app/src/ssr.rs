//! What the bodies of server functions import with `use crate::ssr::*`: they compile for the server only, so nothing else
//! needs a `cfg`. A body is three steps: `let (s, actor) = caller()?;`, the call of `service`, `actor.answer(…)`.
//!
//! `caller()` and `requester()` read the context, so they come before the first `.await`.

use contract::{ApiError, UserId};
use http::request::Parts;
use leptos::prelude::use_context;
pub use leptos_axum::{ResponseOptions, redirect};
pub use service::{self, Actor, RequestInfo, Services};
use tower_sessions::Session;

/// The services and who calls.
pub fn caller() -> Result<(Services, Actor), ApiError> {
    let missing = || ApiError::Internal { request_id: String::new() };
    let services = use_context::<Services>().ok_or_else(missing)?;
    let parts = use_context::<Parts>().ok_or_else(missing)?;
    let actor = parts.extensions.get::<Actor>().cloned().ok_or_else(missing)?;
    Ok((services, actor))
}

/// The services and where the request comes from, for operations that need nobody.
pub fn requester() -> Result<(Services, RequestInfo), ApiError> {
    let (services, actor) = caller()?;
    Ok((services, actor.request().clone()))
}

/// The session of the request, to sign in or out. Read it before the first `.await`.
pub fn session() -> Result<Session, ApiError> {
    use_context::<Parts>()
        .and_then(|parts| parts.extensions.get::<Session>().cloned())
        .ok_or_else(|| ApiError::Internal { request_id: String::new() })
}

/// The value of a cookie of the request.
pub fn cookie(name: &str) -> Option<String> {
    let parts = use_context::<Parts>()?;
    let header = parts.headers.get(http::header::COOKIE)?.to_str().ok()?.to_owned();
    header.split(';').find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then(|| value.to_owned())
    })
}

/// Turns what the service answered into what the outside may know.
pub trait Answer {
    /// The public error; the inner cause goes to the log under the request's id.
    fn answer<T>(&self, result: service::Result<T>) -> Result<T, ApiError>;
}

impl Answer for Actor {
    fn answer<T>(&self, result: service::Result<T>) -> Result<T, ApiError> {
        self.request().answer(result)
    }
}

impl Answer for RequestInfo {
    fn answer<T>(&self, result: service::Result<T>) -> Result<T, ApiError> {
        result.map_err(|error| error.public(&self.request_id))
    }
}

/// Signs a user in: a fresh id, so that nobody can have planted it, and who and from where in its data.
pub async fn start_session(session: &Session, request: &RequestInfo, user: &UserId) -> Result<(), ApiError> {
    let failed = |error: tower_sessions::session::Error| {
        request.answer::<()>(Err(service::Error::internal(error))).err().unwrap_or(ApiError::Overloaded)
    };
    session.cycle_id().await.map_err(failed)?;
    session.insert("user_id", user.as_str()).await.map_err(failed)?;
    session.insert("ip", &request.ip).await.map_err(failed)?;
    session.insert("user_agent", &request.user_agent).await.map_err(failed)
}

/// Signs out: the session is gone from the database, and the cookie with it.
pub async fn end_session(session: &Session, request: &RequestInfo) -> Result<(), ApiError> {
    let flushed = session.flush().await.map_err(service::Error::internal);
    request.answer(flushed)
}

/// Sets the status of the page that is being rendered. Take it before the first `.await`.
pub struct PageStatus(Option<ResponseOptions>);

/// The status of the page that is being rendered.
pub fn page_status() -> PageStatus {
    PageStatus(use_context())
}

impl PageStatus {
    /// Passes a result through; an error gives the page its status.
    pub fn of<T>(&self, result: Result<T, ApiError>) -> Result<T, ApiError> {
        if let (Err(error), Some(response)) = (&result, &self.0) {
            response.set_status(error.status());
        }
        result
    }
}
