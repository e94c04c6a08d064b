//! Tokens of mailed links. The server moves them from the address into a cookie; server functions read them there.

/// Stands in the cookie of the page `join` for a code that was looked up and is none: the page goes on to say so, and nobody
/// looks it up again, since each look counts against the limit of misses.
pub const NO_CODE: &str = "-";

/// The cookie that carries the token of a link to its page: `invite`, `join`, `reset`, `verify` or `setup`.
pub fn cookie_name(page: &str) -> String {
    format!("link_{page}")
}
