//! How many requests a principal may make on a surface, with the numbers of its contract; shared by all processes.
//!
//! Counted are users and keys, whatever credential of theirs is used; requests without a good credential count by the
//! client's address. The console has limits of its own where they matter, and the administration has none.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use contract::{ApiError, Timestamp, time::SECOND};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use service::{
    Actor, Services,
    limits::{Allowance, Quota},
    principals::{self, Holder, Principal},
};

use crate::dialects::Surface;

/// Of the native API, and of the surfaces without published numbers.
const NATIVE: Quota = Quota::per_minute(600);
/// Without a good credential, for an address.
const ANONYMOUS: Quota = Quota::per_minute(60);
/// Of perms.io: requests that come at once without being slowed down.
const PERMS_BURST: i64 = 100;

/// The layer. Inside the one that finds the actor.
pub async fn layer(State(services): State<Services>, request: Request, next: Next) -> Response {
    let surface = Surface::of(request.uri().path());
    if !services.config().rate_limits || matches!(surface, Surface::Console | Surface::Admin) {
        return next.run(request).await;
    }
    let Some(actor) = request.extensions().get::<Actor>().cloned() else { return next.run(request).await };
    let (key, quota) = match principals::identify(&services, &actor).await {
        Ok(principal) => counted(surface, &principal),
        Err(_) => (format!("requests:{}:{}", surface.name(), actor.request().limit_key), ANONYMOUS),
    };
    let content_type = request.headers().get(header::CONTENT_TYPE).cloned();
    let refuse = |error| surface.refusal(error, &actor.request().request_id, content_type);
    let (allowance, mut response) = match services.allow_request(&key, quota).await {
        Ok(Some(allowance)) => match allowance.retry_after {
            None => (allowance, next.run(request).await),
            Some(retry_after) => (allowance, refuse(ApiError::RateLimited { retry_after })),
        },
        Ok(None) => return next.run(request).await,
        // Too much to do, or no database: nobody is let through uncounted.
        Err(error) => return refuse(error.public(&actor.request().request_id)),
    };
    tell(surface, &allowance, services.now(), response.headers_mut());
    response
}

/// What is counted, by which rule.
fn counted(surface: Surface, principal: &Principal) -> (String, Quota) {
    let (id, is_user) = match &principal.holder {
        Holder::User(user) => (user.id.to_string(), true),
        Holder::Key(key) => (key.id.to_string(), false),
    };
    let quota = match (surface, principal.plan.as_deref()) {
        (Surface::Perms, _) if is_user => Quota::per_hour(1_000).with_burst(PERMS_BURST),
        (Surface::Perms, _) => Quota::per_hour(10_000).with_burst(PERMS_BURST),
        (Surface::Teabar, Some("enterprise")) => Quota::per_minute(1_000).with_burst(2_000),
        (Surface::Teabar, Some("pro")) => Quota::per_minute(300).with_burst(500),
        (Surface::Teabar, _) => Quota::per_minute(60).with_burst(100),
        _ => NATIVE,
    };
    (format!("requests:{}:{id}", surface.name()), quota)
}

/// The numbers, in the headers of the surface.
fn tell(surface: Surface, allowance: &Allowance, now: Timestamp, headers: &mut HeaderMap) {
    let Allowance { quota, remaining, reset, .. } = *allowance;
    match surface {
        Surface::Native => {
            let rule = format!("\"default\";q={};w={}", quota.count, quota.period / SECOND);
            let left = format!("\"default\";r={remaining};t={reset}");
            for (name, value) in [("ratelimit-policy", rule), ("ratelimit", left)] {
                if let Ok(value) = HeaderValue::from_str(&value) {
                    headers.insert(HeaderName::from_static(name), value);
                }
            }
        }
        Surface::Teabar => {
            let all_back = now.plus(reset * SECOND).0 / SECOND;
            // Never more left than the limit says, although a burst may be larger.
            let numbers = [
                ("x-ratelimit-limit", quota.count),
                ("x-ratelimit-remaining", remaining.min(quota.count)),
                ("x-ratelimit-reset", all_back),
            ];
            for (name, number) in numbers {
                headers.insert(HeaderName::from_static(name), HeaderValue::from(number));
            }
        }
        _ => {}
    }
}
