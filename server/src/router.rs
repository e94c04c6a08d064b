//! All routes, and the layers around them.
//!
//! # Layers, from the outside in
//! 1. [`request_id`]: everything below, errors and logs too, can name the request.
//! 2. [`client_addr`]: the client behind trusted proxies.
//! 3. [`access_log`]: the span, and one line an answer; [`measure`]: the same for `/metrics`.
//! 4. [`security_headers`]: on every answer, whoever made it.
//! 5. compression: pages, JSON and problem documents; not streams of events, not what is compressed already.
//! 6. [`bare_errors`]: the problem document of every answer below that has a status only.
//! 7. [`panics`]: a panic below is a 500.
//! 8. [`shed`]: too many in flight, 503. From here on work is spent on the request.
//! 9. [`limits`]: address, headers, body.
//! 10. [`host`]: other hosts, 421.
//! 11. [`csrf`]: from other sites, 403.
//! 12. the time a handler has, including the arrival of the body.
//! 13. the default body limit, which a route may raise.
//!
//! Session, actor and [`rate_limits`] are not here but around the routes that want them (see `routes`): assets, probes and
//! reports do not touch the database.
//!
//! # Adding a group of routes
//! A function `pub fn routes(…) -> Router` in its own module, with its state applied, and one `merge` in `routes`, among those
//! that know who is asking or those that do not.

use std::{sync::Arc, time::Duration};

use axum::{Router, middleware::from_fn, middleware::from_fn_with_state};
use http::StatusCode;
use service::Services;
use tower::ServiceBuilder;
use tower_http::{
    compression::{CompressionLayer, DefaultPredicate, Predicate, predicate::NotForContentType},
    csrf::ConfigError,
    timeout::TimeoutLayer,
};

use crate::{
    admin::{self, AdminToken},
    api,
    assets::Assets,
    auth,
    config::Config,
    console, csp_report, dialects, health,
    layers::{
        access_log, bare_errors, client_addr, csrf,
        host::{self, Hosts},
        limits, measure, panics, rate_limits, request_id,
        security_headers::{self, Secure},
        shed::{self, InFlight},
    },
    links, locale, metrics, rpc, sign_out, start, theme, words,
};

/// From the end of the headers to the beginning of the answer: 30 s for the body and 15 s for the work.
const HANDLER_TIME: Duration = Duration::from_secs(45);

/// Everything the routes need.
#[derive(Clone)]
pub struct AppState {
    /// The configuration, after binding.
    pub config: Arc<Config>,
    /// What browsers load besides pages.
    pub assets: Assets,
    /// The service layer.
    pub services: Services,
}

/// The whole server.
///
/// # Errors
/// When `PUBLIC_URL` is not in the spelling of browsers, which the configuration makes sure of.
pub fn build(state: &AppState) -> Result<Router, ConfigError> {
    with_layers(routes(state), &state.config, InFlight::for_this_machine())
}

fn routes(state: &AppState) -> Router {
    let admin_token = AdminToken::new(state.config.admin_token.as_ref());
    Router::new()
        .merge(health::routes(start::readiness(&state.services)))
        .merge(metrics::routes(state.services.clone(), admin_token))
        .merge(csp_report::routes())
        .merge(theme::routes())
        .merge(state.assets.routes())
        .merge(words::routes())
        .merge(links::routes(state.config.public_url.is_secure()))
        .merge(doors(state))
}

/// What people and programs come through, with the session and the actor of the request.
fn doors(state: &AppState) -> Router {
    let who = ServiceBuilder::new()
        .layer(auth::session_layer(state.services.clone(), state.config.public_url.is_secure()))
        .layer(from_fn(auth::layer))
        .layer(from_fn_with_state(state.services.clone(), rate_limits::layer));
    let admin_token = AdminToken::new(state.config.admin_token.as_ref());
    Router::new()
        .merge(sign_out::routes())
        .merge(locale::routes(state.services.clone()))
        .merge(api::router(state.services.clone(), admin_token))
        .merge(admin::router(state.services.clone(), admin_token))
        .merge(dialects::router(state.services.clone()))
        .merge(rpc::routes(&state.services))
        .merge(console::routes(state))
        .layer(who)
}

/// Puts the layers around routes; see the module for their order.
///
/// # Errors
/// As [`build`].
pub fn with_layers(routes: Router, config: &Config, in_flight: InFlight) -> Result<Router, ConfigError> {
    let trusted: Arc<[ipnet::IpNet]> = config.trusted_proxies.clone().into();
    let compressible = DefaultPredicate::new()
        .and(NotForContentType::new("text/event-stream"))
        .and(NotForContentType::new("application/octet-stream"))
        .and(NotForContentType::new("font/"));
    let layers = ServiceBuilder::new()
        .layer(from_fn(request_id::layer))
        .layer(from_fn_with_state(trusted, client_addr::layer))
        .layer(from_fn(access_log::layer))
        .layer(from_fn(measure::layer))
        .layer(from_fn_with_state(Secure(config.public_url.is_secure()), security_headers::layer))
        .layer(CompressionLayer::new().compress_when(compressible))
        .layer(from_fn(bare_errors::layer))
        .layer(panics::layer())
        .layer(from_fn_with_state(in_flight, shed::layer))
        .layer(from_fn(limits::layer))
        .layer(from_fn_with_state(Hosts::of(config), host::layer))
        .layer(from_fn(csrf::layer))
        .layer(csrf::cross_site(config.public_url.origin())?)
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, HANDLER_TIME))
        .layer(limits::default_body_limit());
    Ok(routes.layer(layers))
}
