//! The address under which browsers reach the server.

use std::net::{IpAddr, SocketAddr};

use http::Uri;

/// An origin, in the spelling of browsers: lower case, no default port, no path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    origin: String,
    authority: String,
    secure: bool,
    loopback: bool,
}

impl PublicUrl {
    /// Accepts `https://host[:port]`, and `http://` for a loopback host; a single trailing slash is dropped.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let uri: Uri = text.parse().ok()?;
        let secure = match uri.scheme_str()? {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let authority = uri.authority()?;
        if authority.as_str().contains('@') || uri.path() != "/" || uri.query().is_some() || text.contains('#') {
            return None;
        }
        let host = authority.host().to_ascii_lowercase();
        if host.is_empty() || authority.as_str().ends_with(':') {
            return None;
        }
        let url = Self::new(secure, &host, authority.port_u16());
        (secure || url.loopback).then_some(url)
    }

    /// `http://` and the address.
    #[must_use]
    pub fn of_addr(addr: SocketAddr) -> Self {
        let host = match addr.ip() {
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => format!("[{ip}]"),
        };
        Self::new(false, &host, Some(addr.port()))
    }

    fn new(secure: bool, host: &str, port: Option<u16>) -> Self {
        let default_port = if secure { 443 } else { 80 };
        let authority = match port {
            Some(port) if port != default_port => format!("{host}:{port}"),
            _ => host.to_owned(),
        };
        let scheme = if secure { "https" } else { "http" };
        let loopback = host == "localhost"
            || host.ends_with(".localhost")
            || host.trim_matches(['[', ']']).parse().is_ok_and(|ip: IpAddr| ip.to_canonical().is_loopback());
        Self { origin: format!("{scheme}://{authority}"), authority, secure, loopback }
    }

    /// `https://hall.example.com`, without a trailing slash: a link is this and a path.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Host and, when it is not the default one, port: what browsers send as `Host`.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Whether it is https: `Secure` cookies, HSTS.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// Whether only this machine can reach it.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }
}
