//! Tokens of mailed links. The server moves them from the address into a cookie; server functions read them there.

/// The cookie that carries the token of a link to its page: `invite`, `join`, `reset`, `verify` or `setup`.
pub fn cookie_name(page: &str) -> String {
    format!("link_{page}")
}
