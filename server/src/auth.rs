//! Cookie or Bearer token to an [`Actor`]: a claim only, which the service layer turns into rights within each operation.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, Request},
    middleware::Next,
    response::Response,
};
use contract::{OrgId, ids::InvalidId};
use http::{HeaderMap, HeaderValue, header, request::Parts};
use service::{Actor, RequestInfo, Services};
use tower_sessions::{
    Expiry, Session, SessionManagerLayer,
    cookie::{SameSite, time::Duration},
};

use crate::{
    dialects::Surface,
    layers::{client_addr::ClientAddr, request_id::RequestId},
    session_store::DatabaseSessions,
};

/// How long a session lasts, whatever happens; idle ones end after a day.
const SESSION_DAYS: i64 = 14;
/// Characters of a user agent that are kept.
const USER_AGENT_MAX: usize = 300;

/// Who makes the request. Never fails: rights are the service layer's matter.
#[derive(Debug, Clone)]
pub struct Caller(pub Actor);

/// Where the request comes from, for operations that need nobody.
#[derive(Debug, Clone)]
pub struct Requester(pub RequestInfo);

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let actor = parts.extensions.get::<Actor>().cloned();
        Ok(Self(actor.unwrap_or_else(|| Actor::anonymous(RequestInfo::default()))))
    }
}

impl<S: Sync> FromRequestParts<S> for Requester {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.extensions.get::<Actor>().map(|actor| actor.request().clone()).unwrap_or_default()))
    }
}

/// The session cookie: `__Host-sid` over https; `sid` where `PUBLIC_URL` is http, since browsers refuse the prefix there.
#[must_use]
pub fn session_layer(services: Services, secure: bool) -> SessionManagerLayer<DatabaseSessions> {
    SessionManagerLayer::new(DatabaseSessions(services))
        .with_name(if secure { "__Host-sid" } else { "sid" })
        .with_secure(secure)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(Duration::days(SESSION_DAYS)))
}

/// Puts the [`Actor`] into the request's extensions. Around the console and every API, inside the session layer.
/// When both a cookie and `Authorization` are sent, the latter counts.
pub async fn layer(mut request: Request, next: Next) -> Response {
    join_cookies(request.headers_mut());
    let info = request_info(&request);
    let actor = match bearer(request.headers()) {
        Some(token) => Actor::bearer(&token, info),
        None => match request.extensions().get::<Session>().and_then(Session::id) {
            Some(id) => Actor::session(&id.0.to_le_bytes(), info),
            None => Actor::anonymous(info),
        },
    };
    request.extensions_mut().insert(actor);
    next.run(request).await
}

/// HTTP/2 clients may send each cookie in a field of its own; what reads them after this finds one field.
fn join_cookies(headers: &mut HeaderMap) {
    let fields: Vec<&[u8]> = headers.get_all(header::COOKIE).iter().map(HeaderValue::as_bytes).collect();
    if fields.len() > 1
        && let Ok(all) = HeaderValue::from_bytes(&fields.join(b"; ".as_slice()))
    {
        headers.insert(header::COOKIE, all);
    }
}

/// The Bearer token; empty for an `Authorization` of another scheme, which is no credential here.
pub fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?;
    let token = value.to_str().ok().and_then(|text| {
        let (scheme, token) = text.trim().split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
    });
    Some(token.unwrap_or_default())
}

fn request_info(request: &Request) -> RequestInfo {
    let extensions = request.extensions();
    let address = extensions.get::<ClientAddr>().copied();
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    RequestInfo {
        request_id: extensions.get::<RequestId>().map(|id| id.as_str().to_owned()).unwrap_or_default(),
        ip: address.map(|address| address.0.to_string()),
        limit_key: address.map(|address| address.limiter_key().to_string()).unwrap_or_default(),
        user_agent: header("user-agent").map(|text| text.chars().take(USER_AGENT_MAX).collect()),
        surface: Surface::of(request.uri().path()).name(),
        active_org: active_org(request.headers()),
    }
}

/// The organization of `X-Organization-Id`. A header that is no id, or comes twice, is an error: no call may guess then.
fn active_org(headers: &HeaderMap) -> Option<Result<OrgId, InvalidId>> {
    let mut values = headers.get_all("x-organization-id").iter();
    let value = values.next()?;
    let wrong = Err(InvalidId { expected: OrgId::PREFIX });
    Some(match (value.to_str(), values.next()) {
        (Ok(text), None) => text.trim().parse(),
        _ => wrong,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(value: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, value.parse().expect("a header"));
        bearer(&headers)
    }

    #[test]
    fn the_scheme_is_read_in_any_case_and_others_are_no_credential() {
        assert_eq!(token("bearer abc").as_deref(), Some("abc"));
        assert_eq!(token("BEARER  abc ").as_deref(), Some("abc"));
        assert_eq!(token("Basic abc").as_deref(), Some(""));
        assert_eq!(token("Bearer").as_deref(), Some(""));
        assert_eq!(bearer(&HeaderMap::new()), None);
    }

    #[test]
    fn cookies_in_several_fields_become_one() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("sid=a"));
        headers.append(header::COOKIE, HeaderValue::from_static("link_invite=b; theme=dark"));
        join_cookies(&mut headers);
        assert_eq!(headers.get_all(header::COOKIE).iter().count(), 1);
        assert_eq!(headers[header::COOKIE], "sid=a; link_invite=b; theme=dark");
    }
}
