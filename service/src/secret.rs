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

/// `length` random base62 characters, every one equally likely.
fn base62(context: &Context, length: usize) -> String {
    let mut text = String::with_capacity(length);
    while text.len() < length {
        for byte in context.random::<64>() {
            // 248 is the largest multiple of 62 in a byte: larger values would favour the first characters.
            if byte < 248 && text.len() < length {
                text.push(char::from(BASE62[usize::from(byte % 62)]));
            }
        }
    }
    text
}

/// A fresh native key: `ghk_live_` or `ghk_test_`, 30 base62 characters, 6 base62 characters of CRC-32 of what precedes.
pub(crate) fn new_api_key(context: &Context, env: KeyEnv) -> String {
    let mut key = format!("ghk_{}_{}", env.as_str(), base62(context, KEY_RANDOM));
    let check = checksum(&key);
    key.push_str(&check);
    key
}

/// A fresh project key: `pk_<id>.<secret>.<check>`, 12, 32 (190 bits) and 6 base62 characters.
pub(crate) fn new_project_key(context: &Context) -> String {
    let body = format!("pk_{}.{}", base62(context, 12), base62(context, 32));
    format!("{body}.{}", checksum(&body))
}

/// A fresh organization key: `permit_key_` and 48 base62 characters (285 bits).
pub(crate) fn new_organization_key(context: &Context) -> String {
    format!("permit_key_{}", base62(context, 48))
}

/// A fresh api-token: `ak_<env>_` and 16 base62 characters, a colon, 40 base62 characters (238 bits) of secret.
pub(crate) fn new_api_token(context: &Context, env: KeyEnv) -> String {
    format!("ak_{}_{}:{}", env.as_str(), base62(context, 16), base62(context, 40))
}

/// A fresh integration key: `tke_live_` and 32 base64url characters (192 bits).
pub(crate) fn new_integration_key(context: &Context) -> String {
    format!("tke_live_{}", BASE64URL_NOPAD.encode(&context.random::<24>()))
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

/// Whether a text has the shape of an invitation token.
pub(crate) fn is_invitation_token(text: &str) -> bool {
    text.strip_prefix("ivt_").is_some_and(|rest| {
        rest.len() == 43 && rest.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    })
}

const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a join code (120 bits).
const JOIN_CODE: usize = 24;
/// Characters of a short join code (50 bits), which a compatibility surface prints.
const SHORT_JOIN_CODE: usize = 10;

/// A fresh join code: 24 Crockford base32 characters, without the hyphens that it is printed with; a short one has 10.
pub(crate) fn new_join_code(context: &Context, short: bool) -> String {
    let length = if short { SHORT_JOIN_CODE } else { JOIN_CODE };
    let random = context.random::<JOIN_CODE>();
    random.iter().take(length).map(|byte| char::from(CROCKFORD[usize::from(byte % 32)])).collect()
}

/// The join code that somebody typed: hyphens, spaces and case do not matter, O is 0, I and L are 1. `None` for what is none.
pub(crate) fn read_join_code(text: &str) -> Option<String> {
    let code: String = text
        .chars()
        .filter(|c| *c != '-' && !c.is_whitespace())
        .take(JOIN_CODE + 1)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    (matches!(code.len(), JOIN_CODE | SHORT_JOIN_CODE) && code.bytes().all(|b| CROCKFORD.contains(&b))).then_some(code)
}

/// A join code as it is printed, in groups of six; a short one in one piece.
pub(crate) fn print_join_code(code: &str) -> String {
    if code.len() == SHORT_JOIN_CODE {
        return code.to_owned();
    }
    let mut printed = String::new();
    for (i, c) in code.chars().enumerate() {
        if i > 0 && i % 6 == 0 {
            printed.push('-');
        }
        printed.push(c);
    }
    printed
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
        let letters = |text: &str, length: usize| {
            assert_eq!(text.len(), length, "{text}");
            assert!(text.bytes().all(|b| b.is_ascii_alphanumeric()), "{text}");
        };
        let project = new_project_key(&context());
        let parts: Vec<&str> = project.split('.').collect();
        assert!(project.starts_with("pk_") && parts.len() == 3);
        letters(&parts[0][3..], 12);
        letters(parts[1], 32);
        letters(parts[2], 6);
        letters(new_organization_key(&context()).strip_prefix("permit_key_").unwrap(), 48);
        let token = new_api_token(&context(), KeyEnv::Test);
        let (key, secret) = token.split_once(':').unwrap();
        letters(key.strip_prefix("ak_test_").unwrap(), 16);
        letters(secret, 40);
        assert_eq!(new_integration_key(&context()).len(), 9 + 32);
    }

    #[test]
    fn a_join_code_is_read_however_it_is_typed() {
        let code = new_join_code(&context(), false);
        let printed = print_join_code(&code);
        assert_eq!(printed.len(), 27);
        for typed in [printed.clone(), printed.to_lowercase(), format!(" {} ", printed.replace('-', " ")), code.clone()]
        {
            assert_eq!(read_join_code(&typed).as_deref(), Some(code.as_str()), "{typed}");
        }
        assert_eq!(read_join_code("oO iI lL 0000000000000000 00").as_deref(), Some("001111000000000000000000"));
        let long = format!("{code}0");
        let short = new_join_code(&context(), true);
        assert_eq!((short.len(), print_join_code(&short)), (10, short.clone()));
        assert_eq!(read_join_code(&format!(" {} ", short.to_lowercase())), Some(short.clone()));
        for wrong in ["", &code[1..], &long, &short[1..], "UUUUUUUUUUUUUUUUUUUUUUUU"] {
            assert_eq!(read_join_code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_the_whole_token_has_the_shape_of_one() {
        let token = new_invitation_token(&context());
        assert!(is_invitation_token(&token));
        let long = format!("{token}=");
        for wrong in [&token[1..], &token[..46], &long, &token.replace("ivt_", "IVT_"), ""] {
            assert!(!is_invitation_token(wrong), "{wrong}");
        }
    }
}
