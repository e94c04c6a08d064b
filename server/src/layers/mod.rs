//! One file a layer. Their order, and why it is that order, stands in [`crate::router`].

pub mod access_log;
pub mod bare_errors;
pub mod client_addr;
pub mod csrf;
pub mod guard;
pub mod host;
pub mod limits;
pub mod measure;
pub mod panics;
pub mod rate_limits;
pub mod request_id;
pub mod security_headers;
pub mod shed;

use http::Uri;

/// Whether a path is a probe of the machine around the server, which must be answered whatever the host and the load.
#[must_use]
pub fn is_health(uri: &Uri) -> bool {
    matches!(uri.path(), "/healthz" | "/readyz")
}
