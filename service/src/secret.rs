//! Bearer secrets: how they look, and the digests that stand in the database instead of them.

use crate::context::Context;
use contract::api_keys::KeyEnv;
use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// SHA-256 of a secret.
pub type SecretDigest = [u8; 32];

/// The digest under which a secret is stored and looked up.
pub fn digest(secret: &str) -> SecretDigest {
    Sha256::digest(secret.as_bytes()).into()
}

/// The digest of a session id, which is bytes rather than text.
pub fn digest_bytes(secret: &[u8]) -> SecretDigest {
    Sha256::digest(secret).into()
}

/// Whether two digests are equal, in constant time.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

/// The first eight hex digits of a secret's digest: enough to find it in a log, useless to anybody who reads the log.
pub fn log_id(secret: &str) -> String {
    data_encoding::HEXLOWER.encode(&digest(secret)[..4])
}

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// Characters of randomness in a native key (178 bits).
const KEY_RANDOM: usize = 30;
/// Characters of the checksum.
const KEY_CHECK: usize = 6;

/// A fresh native key: `ghk_live_` or `ghk_test_`, 30 base62 characters, 6 base62 characters of CRC-32 of what precedes.
pub(crate) fn new_api_key(context: &Context, env: KeyEnv) -> String {
    let mut key = format!("ghk_{}_", env.as_str());
    let start = key.len();
    while key.len() < start + KEY_RANDOM {
        for byte in context.random::<64>() {
            // 248 is the largest multiple of 62 in a byte: larger values would favour the first characters.
            if byte < 248 && key.len() < start + KEY_RANDOM {
                key.push(char::from(BASE62[usize::from(byte % 62)]));
            }
        }
    }
    let check = checksum(&key);
    key.push_str(&check);
    key
}

fn checksum(text: &str) -> String {
    let mut crc = crc32fast::hash(text.as_bytes());
    let mut digits = [b'0'; KEY_CHECK];
    for digit in digits.iter_mut().rev() {
        *digit = BASE62[(crc % 62) as usize];
        crc /= 62;
    }
    String::from_utf8_lossy(&digits).into_owned()
}

/// Whether a text has the shape of a native key, checksum included: typing errors are found without the database.
pub fn is_api_key(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("ghk_live_").or_else(|| text.strip_prefix("ghk_test_")) else { return false };
    rest.len() == KEY_RANDOM + KEY_CHECK
        && rest.bytes().all(|b| b.is_ascii_alphanumeric())
        && text.split_at_checked(text.len() - KEY_CHECK).is_some_and(|(body, check)| checksum(body) == check)
}

/// A fresh invitation token: `ivt_` + 43 base64url characters (256 bits).
pub(crate) fn new_invitation_token(context: &Context) -> String {
    format!("ivt_{}", BASE64URL_NOPAD.encode(&context.random::<32>()))
}

/// A fresh token for a mailed link: 43 base64url characters (256 bits).
pub(crate) fn new_link_token(context: &Context) -> String {
    BASE64URL_NOPAD.encode(&context.random::<32>())
}

/// A fresh user token: three dot-separated parts of `[A-Za-z0-9_-]`, starting `ut_`.
pub(crate) fn new_user_token(context: &Context) -> String {
    let id = data_encoding::HEXLOWER.encode(&context.random::<8>());
    let body = format!("ut_{id}.{}", BASE64URL_NOPAD.encode(&context.random::<32>()));
    let check = checksum(&body);
    format!("{body}.{check}")
}

/// The last four characters, by which people recognize a secret.
pub(crate) fn last_four(secret: &str) -> String {
    secret.chars().skip(secret.chars().count().saturating_sub(4)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::{SystemClock, SystemRandom};

    fn context() -> Context {
        Context { clock: Box::<SystemClock>::default(), random: Box::new(SystemRandom), touches: Default::default() }
    }

    #[test]
    fn a_changed_character_breaks_the_checksum() {
        let key = new_api_key(&context(), KeyEnv::Live);
        assert!(is_api_key(&key), "{key}");
        for i in 0..key.len() {
            let mut bytes = key.clone().into_bytes();
            bytes[i] = if bytes[i] == b'x' { b'y' } else { b'x' };
            assert!(!is_api_key(&String::from_utf8(bytes).unwrap()), "position {i}");
        }
        assert!(!is_api_key(&key[..key.len() - 1]));
    }

    #[test]
    fn tokens_have_the_published_shape() {
        let token = new_user_token(&context());
        assert!(token.starts_with("ut_"));
        assert_eq!(token.split('.').count(), 3);
        assert_eq!(new_invitation_token(&context()).len(), 4 + 43);
        assert_eq!(last_four("abcdef"), "cdef");
    }
}
