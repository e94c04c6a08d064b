//! Requests for other hosts are refused with 421, so that nobody makes the server speak in another name (links in mail
//! come from `PUBLIC_URL` in any case). Health probes come by address and are let through.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{StatusCode, header};

use super::{is_health, request_id};
use crate::{
    config::Config,
    problem::{of_status, problem},
};

/// The hosts the server answers for, lower case.
#[derive(Debug, Clone)]
pub struct Hosts {
    accepted: Arc<[String]>,
    default_port: &'static str,
}

impl Hosts {
    /// The host of `PUBLIC_URL` and, when only this machine can reach it, the address listened on.
    #[must_use]
    pub fn of(config: &Config) -> Self {
        let mut accepted = vec![config.public_url.authority().to_owned()];
        let addr: SocketAddr = config.addr;
        if addr.ip().to_canonical().is_loopback() {
            accepted.push(addr.to_string());
            accepted.push(format!("localhost:{}", addr.port()));
        }
        Self { accepted: accepted.into(), default_port: if config.public_url.is_secure() { ":443" } else { ":80" } }
    }

    fn accepts(&self, host: &str) -> bool {
        let host = host.strip_suffix(self.default_port).unwrap_or(host);
        self.accepted.iter().any(|accepted| accepted.eq_ignore_ascii_case(host))
    }

    /// Every host the request names (the `Host` header, HTTP/2's `:authority`, an absolute address) must be accepted,
    /// and it must name one.
    fn accept_request<B>(&self, request: &http::Request<B>) -> bool {
        let named = request.headers().get_all(header::HOST).iter().map(|host| host.to_str().ok());
        let authority = request.uri().authority().map(|authority| Some(authority.as_str()));
        let mut hosts = named.chain(authority).peekable();
        hosts.peek().is_some() && hosts.all(|host| host.is_some_and(|host| self.accepts(host)))
    }
}

/// The layer.
pub async fn layer(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    if is_health(request.uri()) || hosts.accept_request(&request) {
        return next.run(request).await;
    }
    let (code, detail) = of_status(StatusCode::MISDIRECTED_REQUEST);
    problem(StatusCode::MISDIRECTED_REQUEST, code, detail, request_id::of(&request).as_ref().map(|id| id.as_str()))
}
