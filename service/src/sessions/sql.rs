//! Statements of `sessions`. A person's statements take the proof of who it is; the store's take the session's digest.

use super::StoredSession;
use crate::{
    Result, UserAccess,
    db::{Tx, execute, fetch_all, fetch_optional},
    secret::SecretDigest,
};
use contract::{SessionId, UserId, time::DAY};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) id_hash: Vec<u8>,
    pub(super) created_at: i64,
    pub(super) seen_at: i64,
    pub(super) ip: Option<String>,
    pub(super) user_agent: Option<String>,
}

/// The person's living sessions, latest sign-in first.
pub(super) async fn list(tx: &mut Tx, user: &UserAccess) -> Result<Vec<Row>> {
    let now = tx.now().0;
    fetch_all!(
        tx,
        Row,
        "SELECT id, id_hash, created_at, seen_at, ip, user_agent
         FROM sessions
         WHERE user_id = $1 AND expires_at > $2 AND seen_at > $3
         ORDER BY created_at DESC
         LIMIT 200",
        user.id.as_str(),
        now,
        now - DAY
    )
}

pub(super) async fn revoke(tx: &mut Tx, user: &UserAccess, id: SessionId) -> Result<bool> {
    let rows = execute!(tx, "DELETE FROM sessions WHERE id = $1 AND user_id = $2", id.0, user.id.as_str())?;
    Ok(rows == 1)
}

/// Ends all sessions of a user but the one with this digest.
pub(super) async fn revoke_all(tx: &mut Tx, user: &UserId, but: Option<&SecretDigest>) -> Result<u64> {
    match but {
        Some(digest) => {
            execute!(tx, "DELETE FROM sessions WHERE user_id = $1 AND id_hash <> $2", user.as_str(), digest.as_slice())
        }
        None => execute!(tx, "DELETE FROM sessions WHERE user_id = $1", user.as_str()),
    }
}

/// `false` when the digest is taken.
pub(super) async fn create(tx: &mut Tx, digest: &SecretDigest, session: &StoredSession, ends: i64) -> Result<bool> {
    let id = tx.new_id();
    let now = tx.now().0;
    let rows = execute!(
        tx,
        "INSERT INTO sessions
           (id_hash, id, user_id, data, created_at, seen_at, authenticated_at, expires_at, ip, user_agent)
         VALUES ($1, $2, $3, $4, $5, $5, $5, $6, $7, $8)
         ON CONFLICT (id_hash) DO NOTHING",
        digest.as_slice(),
        id,
        session.user_id.as_str(),
        session.data.as_str(),
        now,
        ends,
        session.ip.as_deref(),
        session.user_agent.as_deref()
    )?;
    Ok(rows == 1)
}

pub(super) async fn authenticated(tx: &mut Tx, user: &UserAccess, digest: &SecretDigest) -> Result<bool> {
    let now = tx.now().0;
    let rows = execute!(
        tx,
        "UPDATE sessions SET authenticated_at = $3 WHERE id_hash = $1 AND user_id = $2",
        digest.as_slice(),
        user.id.as_str(),
        now
    )?;
    Ok(rows == 1)
}

/// Never revives a session that ended, never hands it to another user, never outlives the absolute lifetime.
pub(super) async fn save(tx: &mut Tx, digest: &SecretDigest, session: &StoredSession, longest: i64) -> Result<bool> {
    let now = tx.now().0;
    let rows = execute!(
        tx,
        "UPDATE sessions
         SET data = $3,
             seen_at = $4,
             expires_at = CASE WHEN $5 < created_at + $6 THEN $5 ELSE created_at + $6 END
         WHERE id_hash = $1 AND user_id = $2 AND expires_at > $4 AND seen_at > $7",
        digest.as_slice(),
        session.user_id.as_str(),
        session.data.as_str(),
        now,
        session.expires_at.0,
        longest,
        now - DAY
    )?;
    Ok(rows == 1)
}

#[derive(sqlx::FromRow)]
pub(super) struct Stored {
    pub(super) user_id: String,
    pub(super) data: String,
    pub(super) expires_at: i64,
    pub(super) ip: Option<String>,
    pub(super) user_agent: Option<String>,
}

pub(super) async fn load(tx: &mut Tx, digest: &SecretDigest) -> Result<Option<Stored>> {
    let now = tx.now().0;
    fetch_optional!(
        tx,
        Stored,
        "SELECT s.user_id, s.data, s.expires_at, s.ip, s.user_agent
         FROM sessions s JOIN users u ON u.id = s.user_id
         WHERE s.id_hash = $1 AND s.expires_at > $2 AND s.seen_at > $3 AND u.disabled_at IS NULL",
        digest.as_slice(),
        now,
        now - DAY
    )
}

pub(super) async fn delete(tx: &mut Tx, digest: &SecretDigest) -> Result<()> {
    // Signing out twice is no fault, so it does not matter whether there was a row.
    execute!(tx, "DELETE FROM sessions WHERE id_hash = $1", digest.as_slice())?;
    Ok(())
}

pub(super) async fn sweep(tx: &mut Tx) -> Result<u64> {
    let now = tx.now().0;
    execute!(tx, "DELETE FROM sessions WHERE expires_at <= $1 OR seen_at <= $2", now, now - DAY)
}
