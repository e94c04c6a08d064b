//! `Idempotency-Key`: a request that is sent twice has one effect and one answer.
//!
//! [`begin`] takes the key, in a transaction of its own, so that a twin finds it taken. The operation's transaction marks it
//! with its effect (every change is recorded, and recording marks), so that a crash behind the commit cannot lead to a
//! second effect. [`finish`] keeps the answer, sealed, because it may hold a fresh secret; [`abandon`] frees the key of a
//! request that had no effect.

use crate::{
    Actor, RequestInfo, Result, Services,
    db::{Tx, execute, fetch_optional},
    principals,
};
use contract::{ApiError, time::HOUR, time::SECOND};
use sha2::{Digest, Sha256};

/// How long an answer is kept.
const KEPT: i64 = 24 * HOUR;
/// After this a request that left neither effect nor answer is dead: its server was stopped. Longer than any handler has.
const DEAD: i64 = 60 * SECOND;
/// Longest key, in characters.
const KEY_MAX: usize = 255;
/// What the sealed answers are for.
const PURPOSE: &str = "idempotency";

/// A caller's key, as a digest of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdempotencyKey([u8; 32]);

/// What to do with a request.
#[derive(Debug)]
pub enum Begin {
    /// Run it, as this actor, and then [`finish`] or [`abandon`].
    Run(Actor, IdempotencyKey),
    /// It ran before; this is its answer, as [`finish`] got it.
    Replay(Vec<u8>),
}

/// Takes a key for a request of which `fingerprint` is a digest. Checks the credential first.
///
/// # Errors
/// `idempotency_mismatch` when another request had the key, `idempotency_in_flight` while its twin runs, `conflict` when
/// the twin had its effect but its answer was lost in a crash.
pub async fn begin(s: &Services, actor: &Actor, key: &str, fingerprint: &[u8; 32]) -> Result<Begin> {
    principals::identify(s, actor).await?;
    if key.is_empty() || key.len() > KEY_MAX || !key.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        let detail = "Idempotency-Key must have 1 to 255 printable ASCII characters.".to_owned();
        return Err(ApiError::InvalidRequest { detail }.into());
    }
    let Some(credential) = actor.credential_digest() else { return Err(ApiError::Unauthenticated.into()) };
    let digest = Sha256::new().chain_update(credential).chain_update(key.as_bytes()).finalize();
    let id = IdempotencyKey(digest.into());
    let mut tx = s.db.write().await?;
    let now = tx.now().0;
    let taken = execute!(
        tx,
        "INSERT INTO idempotency_keys (id, fingerprint, began_at) VALUES ($1, $2, $3)
         ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint, began_at = excluded.began_at,
           effect_at = NULL, answer = NULL
         WHERE idempotency_keys.began_at <= $4
            OR (idempotency_keys.effect_at IS NULL AND idempotency_keys.answer IS NULL
                AND idempotency_keys.began_at <= $5 AND idempotency_keys.fingerprint = excluded.fingerprint)",
        id.0.as_slice(),
        fingerprint.as_slice(),
        now,
        now - KEPT,
        now - DEAD
    )?;
    if taken == 1 {
        tx.commit().await?;
        return Ok(Begin::Run(actor.with_idempotency_key(id), id));
    }
    let Some((other, began_at, effect_at, answer)) = find(&mut tx, id).await? else {
        // Freed between the two statements; the twin's client will ask again, and so may this one.
        return Err(ApiError::IdempotencyInFlight.into());
    };
    if other != fingerprint {
        return Err(ApiError::IdempotencyMismatch.into());
    }
    match answer {
        Some(sealed) => Ok(Begin::Replay(s.config.server_key.open(PURPOSE, &sealed)?)),
        None if effect_at.is_some() && began_at <= now - DEAD => {
            let detail = "The first request with this key took effect, but its answer was lost. Read what it changed.";
            Err(ApiError::Conflict { detail: detail.to_owned() }.into())
        }
        None => Err(ApiError::IdempotencyInFlight.into()),
    }
}

type Row = (Vec<u8>, i64, Option<i64>, Option<Vec<u8>>);

async fn find(tx: &mut Tx, id: IdempotencyKey) -> Result<Option<Row>> {
    fetch_optional!(
        tx,
        Row,
        "SELECT fingerprint, began_at, effect_at, answer FROM idempotency_keys WHERE id = $1",
        id.0.as_slice()
    )
}

/// Keeps the answer of a request that succeeded, for 24 hours.
pub async fn finish(s: &Services, key: IdempotencyKey, answer: &[u8]) -> Result<()> {
    let mut tx = s.db.write().await?;
    let sealed = s.config.server_key.seal(&tx.context, PURPOSE, answer)?;
    execute!(tx, "UPDATE idempotency_keys SET answer = $2 WHERE id = $1", key.0.as_slice(), sealed)?;
    tx.commit().await
}

/// Frees the key of a request that failed, unless it had an effect all the same.
pub async fn abandon(s: &Services, key: IdempotencyKey) -> Result<()> {
    let mut tx = s.db.write().await?;
    execute!(tx, "DELETE FROM idempotency_keys WHERE id = $1 AND effect_at IS NULL", key.0.as_slice())?;
    tx.commit().await
}

/// Marks the key of a request, if it has one, in the transaction of its effect.
pub(crate) async fn mark(tx: &mut Tx, request: &RequestInfo) -> Result<()> {
    if let Some(key) = request.idempotency_key {
        let now = tx.now().0;
        execute!(tx, "UPDATE idempotency_keys SET effect_at = $2 WHERE id = $1", key.0.as_slice(), now)?;
    }
    Ok(())
}

impl Services {
    /// Forgets keys after their time.
    pub async fn sweep_idempotency_keys(&self) -> Result<u64> {
        let mut tx = self.db.write().await?;
        let before = tx.now().0 - KEPT;
        let removed = execute!(tx, "DELETE FROM idempotency_keys WHERE began_at <= $1", before)?;
        tx.commit().await?;
        Ok(removed)
    }
}

#[cfg(test)]
mod tests;
