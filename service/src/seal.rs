//! The server key: seals what must be readable again (mail that waits, join codes) and keys look-ups of short codes.
//! It lives in a file outside the database, so that a stolen database holds nothing usable.

use crate::{Error, Result, context::Context, context::Random};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// 32 random bytes, from which the keys for each purpose are derived.
#[derive(Clone)]
pub struct ServerKey {
    seal: [u8; 32],
    lookup: [u8; 32],
}

impl ServerKey {
    /// Derives the keys for each purpose from the server's secret.
    pub fn new(secret: &[u8; 32]) -> Self {
        Self { seal: hmac(secret, b"guildhall seal v1"), lookup: hmac(secret, b"guildhall lookup v1") }
    }

    /// A fresh secret, for the first start.
    pub fn generate(random: &dyn Random) -> [u8; 32] {
        let mut secret = [0; 32];
        random.fill(&mut secret);
        secret
    }

    /// Seals `text`; `purpose` must be the same at opening, so that a sealed text cannot be moved to another place.
    pub(crate) fn seal(&self, context: &Context, purpose: &str, text: &[u8]) -> Result<Vec<u8>> {
        let nonce: [u8; 24] = context.random();
        let cipher = XChaCha20Poly1305::new(&self.seal.into());
        let sealed = cipher
            .encrypt(&XNonce::from(nonce), Payload { msg: text, aad: purpose.as_bytes() })
            .map_err(|_| Error::internal("sealing failed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what [`Self::seal`] made. Fails when the server key is another one.
    pub(crate) fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let broken =
            || Error::internal("a sealed text cannot be opened: is the server key file the one of this database?");
        let (nonce, text) = sealed.split_first_chunk::<24>().ok_or_else(broken)?;
        XChaCha20Poly1305::new(&self.seal.into())
            .decrypt(&XNonce::from(*nonce), Payload { msg: text, aad: purpose.as_bytes() })
            .map_err(|_| broken())
    }

    /// The value under which a short code is looked up.
    pub(crate) fn lookup(&self, code: &str) -> [u8; 32] {
        hmac(&self.lookup, code.as_bytes())
    }
}

fn hmac(key: &[u8; 32], text: &[u8]) -> [u8; 32] {
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::{SystemClock, SystemRandom};

    #[test]
    fn what_is_sealed_opens_only_with_its_key_and_purpose() {
        let context = Context {
            clock: Box::<SystemClock>::default(),
            random: Box::new(SystemRandom),
            touches: Default::default(),
        };
        let key = ServerKey::new(&[7; 32]);
        let sealed = key.seal(&context, "outbox", b"secret").unwrap();
        assert_eq!(key.open("outbox", &sealed).unwrap(), b"secret");
        assert!(key.open("join_code", &sealed).is_err());
        assert!(ServerKey::new(&[8; 32]).open("outbox", &sealed).is_err());
        assert!(key.open("outbox", &sealed[..10]).is_err());
    }
}
