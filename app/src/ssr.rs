//! What the bodies of server functions import with `use crate::ssr::*`: they compile for the server only, so nothing else
//! needs a `cfg`. A body is three steps: `let (s, actor) = caller()?;`, the call of `service`, `actor.answer(…)`.
//!
//! `caller()` and `requester()` read the context, so they come before the first `.await`.

use crate::{accounts::rpc::Visitor, messages::Locale};
use contract::{ApiError, UserId, invitations::MyInvitation, join_codes::JoinPreview};
use http::request::Parts;
use leptos::prelude::{use_context, with_context};
pub use leptos_axum::{ResponseOptions, redirect};
pub use service::{self, Actor, RequestInfo, Services};
use std::sync::PoisonError;
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

/// Whether the answer of the server function that runs shall be packed.
pub fn is_packed_asked() -> bool {
    let accepts = |parts: &Parts| {
        let kinds = parts.headers.get(http::header::ACCEPT).and_then(|kinds| kinds.to_str().ok()).unwrap_or_default();
        contract::packed::is_asked_by(kinds)
    };
    with_context(accepts).unwrap_or_default()
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

/// Sets a cookie that no script can read, for all paths; `seconds` 0 removes it. Values are percent-encoded.
pub fn set_cookie(name: &str, value: &str, seconds: u32) {
    cookies().set(name, value, seconds);
}

/// The cookies of the answer. Take it before the first `.await`.
pub struct Cookies(Option<(ResponseOptions, Services)>);

/// The cookies of the answer.
pub fn cookies() -> Cookies {
    Cookies(use_context().zip(use_context()))
}

impl Cookies {
    /// See [`set_cookie`].
    pub fn set(&self, name: &str, value: &str, seconds: u32) {
        let Some((response, services)) = &self.0 else { return };
        let secure = if services.config().public_url.starts_with("https:") { "; Secure" } else { "" };
        let value = crate::frame::encode(value);
        let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
        if let Ok(cookie) = http::HeaderValue::from_str(&cookie) {
            response.append_header(http::header::SET_COOKIE, cookie);
        }
    }
}

/// The language of the reader, and how to make it another one. Take it before the first `.await`.
pub struct Language {
    now: Locale,
    response: Option<ResponseOptions>,
    plain: bool,
}

/// The language of the reader.
pub fn language() -> Language {
    let accepts =
        |parts: &Parts| parts.headers.get(http::header::ACCEPT)?.to_str().ok().map(|a| a.contains("text/html"));
    let plain = use_context::<Parts>().is_some_and(|parts| accepts(&parts).unwrap_or_default());
    Language { now: use_context().unwrap_or_default(), response: use_context(), plain }
}

impl Language {
    /// Goes on to `path` in the language that an account chose, if it chose one. A page in another language comes with a new
    /// document: its path is then the answer, and scripts load it.
    pub fn lead(&self, chosen: Option<&str>, path: &str) -> Option<String> {
        let chosen = chosen.and_then(Locale::parse);
        if let (Some(chosen), Some(response)) = (chosen, &self.response)
            && let Ok(cookie) = http::HeaderValue::from_str(&chosen.cookie())
        {
            response.append_header(http::header::SET_COOKIE, cookie);
        }
        if chosen.is_some_and(|chosen| chosen != self.now) && !self.plain {
            return Some(path.to_owned());
        }
        redirect(path, false);
        None
    }
}

/// The token of the mailed link that led to a page: `invite`, `join`, `reset`, `verify` or `setup`.
pub fn link_token(page: &str) -> Option<String> {
    cookie(&crate::links::cookie_name(page)).filter(|token| !token.is_empty())
}

/// Forgets the token of a mailed link: it is used up.
pub fn clear_link_token(page: &str) {
    set_cookie(&crate::links::cookie_name(page), "", 0);
}

/// How long the page of a join code remembers the code that was entered, in seconds.
pub const CODE_REMEMBERED: u32 = 3600;

/// Who looks at a page before the console, and what this server offers.
pub async fn visitor(s: &Services, actor: &Actor) -> Result<Visitor, ApiError> {
    let user = service::accounts::me(s, actor).await.ok().map(|me| me.user);
    let needs_setup = user.is_none() && actor.answer(service::accounts::needs_setup(s).await)?;
    let policy = s.config().signup;
    Ok(Visitor {
        user,
        needs_setup,
        sign_up_open: policy == service::SignupPolicy::Open,
        sign_up_invited: policy != service::SignupPolicy::Closed,
    })
}

/// The invitations that wait for the caller. They show once the address is proved; the page says so.
pub async fn my_invitations(s: &Services, actor: &Actor) -> Result<Vec<MyInvitation>, ApiError> {
    match actor.answer(service::invitations::mine(s, actor).await) {
        Err(ApiError::EmailUnverified) => Ok(Vec::new()),
        other => other,
    }
}

/// What the join code of the cookie leads to. One that is none is looked up once only.
pub async fn join_preview(s: &Services, actor: &Actor, cookies: &Cookies, code: &str) -> Result<JoinPreview, ApiError> {
    let preview = actor.answer(service::join_codes::preview(s, actor.request(), code).await);
    if matches!(preview, Err(ApiError::NotFound { .. })) && code != crate::links::NO_CODE {
        cookies.set(&crate::links::cookie_name("join"), crate::links::NO_CODE, CODE_REMEMBERED);
    }
    preview
}

/// What a form carries of the link or code that its page showed, so that an answer to one is never given to another that
/// was opened meanwhile. Tells nothing of the token.
pub fn shown_mark(token: &str) -> String {
    service::secret::log_id(token)
}

/// Refuses the answer to a link or code that is not the one the page showed. Without any, the service says so.
pub fn check_shown(token: &str, shown: &str, what: &str) -> Result<(), ApiError> {
    if token.is_empty() || shown_mark(token) == shown {
        return Ok(());
    }
    let detail =
        format!("Another {what} was opened meanwhile. This is it. Nothing was done yet: look at it and decide again.");
    Err(ApiError::Conflict { detail })
}

/// The name of a [`flash`] that belongs to one organization: one opened beside it neither shows nor takes it.
pub fn flash_of(name: &str, org: &str) -> String {
    let org: String = org.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(64).collect();
    format!("{name}_{org}")
}

/// Keeps for a minute what an action made and the next page shows once, such as a secret. It travels in a cookie that
/// no script can read, so that it reaches the page with and without scripts, and never an address.
pub fn flash(name: &str, value: &str) {
    set_cookie(&format!("flash_{name}"), value, 60);
}

/// Takes what [`flash`] kept; the second time there is nothing.
pub fn take_flash(name: &str) -> Option<String> {
    let cookie_name = format!("flash_{name}");
    let value = cookie(&cookie_name).filter(|value| !value.is_empty())?;
    set_cookie(&cookie_name, "", 0);
    Some(decode(&value))
}

/// Undoes [`crate::frame::encode`].
fn decode(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        let digits = (byte == b'%').then(|| [bytes.next(), bytes.next()]);
        let decoded = match digits {
            Some([Some(high), Some(low)]) => {
                let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                digit(high).zip(digit(low)).map(|(high, low)| high * 16 + low)
            }
            Some(_) => None,
            None => Some(byte),
        };
        out.extend(decoded);
    }
    String::from_utf8_lossy(&out).into_owned()
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

/// Signs a user in who has just entered a password: a fresh id, so that nobody can have planted it, and who and from where in its data.
pub async fn start_session(session: &Session, request: &RequestInfo, user: &UserId) -> Result<(), ApiError> {
    let failed = |error: tower_sessions::session::Error| {
        request.answer::<()>(Err(service::Error::internal(error))).err().unwrap_or(ApiError::Overloaded)
    };
    session.cycle_id().await.map_err(failed)?;
    session.insert("user_id", user.as_str()).await.map_err(failed)?;
    session.insert("ip", &request.ip).await.map_err(failed)?;
    session.insert("user_agent", &request.user_agent).await.map_err(failed)
}

/// Gives the session a fresh id: a stolen old one is worth nothing any more. Only when the password has just been entered:
/// the new session counts as authenticated now.
pub async fn renew_session(session: &Session, request: &RequestInfo) -> Result<(), ApiError> {
    let renewed = session.cycle_id().await.map_err(service::Error::internal);
    request.answer(renewed)
}

/// Signs out: the session is gone from the database, and the cookie with it.
pub async fn end_session(session: &Session, request: &RequestInfo) -> Result<(), ApiError> {
    let flushed = session.flush().await.map_err(service::Error::internal);
    request.answer(flushed)
}

/// What a reader may see, `None` where they lack the permission: for parts of a page that are left out then.
pub fn allowed<T>(result: Result<T, ApiError>) -> Result<Option<T>, ApiError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(ApiError::PermissionDenied(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Leads back to a page of this server after an action; anything else stays where it is.
pub fn go_back(path: &str) {
    if let Some(path) = crate::frame::safe_next(path) {
        redirect(path, false);
    }
}

/// Sets the status of the page that is being rendered. Take it before the first `.await`.
pub struct PageStatus(Option<ResponseOptions>);

/// The status of the page that is being rendered. A call by the browser has none: its answer says itself what went wrong.
pub fn page_status() -> PageStatus {
    let called = use_context::<Parts>().is_some_and(|parts| parts.uri.path().starts_with("/_fn/"));
    PageStatus(use_context().filter(|_| !called))
}

impl PageStatus {
    /// Passes a result through; an error gives the page its status.
    pub fn of<T>(&self, result: Result<T, ApiError>) -> Result<T, ApiError> {
        if let (Err(error), Some(response)) = (&result, &self.0) {
            let mut parts = response.0.write().unwrap_or_else(PoisonError::into_inner);
            // Another part of the page may lead to sign-in already; that wins.
            if !parts.status.is_some_and(|status| status.is_redirection()) {
                parts.status = Some(error.status());
            }
        }
        result
    }

    /// As [`PageStatus::of`], for a part that is left out for those who may not see it.
    pub fn of_part<T>(&self, result: Result<T, ApiError>) -> Result<T, ApiError> {
        if matches!(result, Err(ApiError::PermissionDenied(_))) { result } else { self.of(result) }
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn what_a_cookie_carries_comes_back_whole() {
        for text in ["gh_abc-DEF_1", "https://host/invite/ivt_x?a=1;b", "Ærø 100 %"] {
            assert_eq!(decode(&crate::frame::encode(text)), text);
        }
    }
}
