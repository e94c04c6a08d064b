//! Console sessions: the store behind the cookie, and where I am signed in.
//!
//! Only the SHA-256 of the cookie's value is stored. A session ends after 24 hours without use, 14 days after sign-in at
//! the latest, at sign-out, and when its user changes or resets the password.

mod sql;
#[cfg(test)]
mod tests;

use crate::{
    Actor, Result, Services, UserAccess, accounts,
    audit::{self, Entry},
    db::Tx,
    secret::{self, SecretDigest},
};
use contract::{ApiError, SessionId, Timestamp, UserId, sessions::Session, time::DAY};

/// How long a session lives at the most, in microseconds.
pub const ABSOLUTE_LIFETIME: i64 = 14 * DAY;

/// A session as the server's cookie layer stores it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSession {
    /// Whose it is.
    pub user_id: UserId,
    /// The record's map as JSON.
    pub data: String,
    /// When it ends; held to the absolute lifetime.
    pub expires_at: Timestamp,
    /// The address it came from at sign-in.
    pub ip: Option<String>,
    /// The browser it came from at sign-in.
    pub user_agent: Option<String>,
}

/// My sessions, latest sign-in first.
pub async fn list(s: &Services, actor: &Actor) -> Result<Vec<Session>> {
    let mut tx = s.db.read().await?;
    let user = actor.user(&mut tx).await?;
    let current = actor.session_digest();
    let rows = sql::list(&mut tx, &user).await?;
    Ok(rows
        .into_iter()
        .map(|row| Session {
            id: SessionId(row.id),
            created_at: Timestamp(row.created_at),
            last_seen_at: Timestamp(row.seen_at),
            ip: row.ip,
            user_agent: row.user_agent,
            current: current.is_some_and(|digest| secret::same(digest, &row.id_hash)),
        })
        .collect())
}

/// Ends one of my sessions.
pub async fn revoke(s: &Services, actor: &Actor, id: SessionId) -> Result<()> {
    let mut tx = s.db.write().await?;
    let user = actor.user(&mut tx).await?;
    actor.request().expects_no_version()?;
    if !sql::revoke(&mut tx, &user, id).await? {
        return Err(ApiError::not_found("session").into());
    }
    audit::record_person(&mut tx, None, &user, Entry::new("user.session_revoked", "session", id, "")).await?;
    tx.commit().await
}

/// Ends all my sessions but the one that asks.
pub async fn revoke_others(s: &Services, actor: &Actor) -> Result<()> {
    let mut tx = s.db.write().await?;
    let user = actor.user(&mut tx).await?;
    actor.request().expects_no_version()?;
    let ended = end_all(&mut tx, &user.id, actor.session_digest()).await?;
    let entry = Entry::new("user.sessions_revoked", "user", &user.id, &user.name).set("sessions", ended);
    audit::record_person(&mut tx, None, &user, entry).await?;
    tx.commit().await
}

/// Ends all sessions of a user but the one with the digest `but`; returns how many.
pub(crate) async fn end_all(tx: &mut Tx, user: &UserId, but: Option<&SecretDigest>) -> Result<u64> {
    sql::revoke_all(tx, user, but).await
}

/// Notes that the user of a session has just entered the password. `false` when the session ended meanwhile.
pub(crate) async fn authenticated(tx: &mut Tx, user: &UserAccess, digest: &SecretDigest) -> Result<bool> {
    sql::authenticated(tx, user, digest).await
}

/// Stores a new session under the digest of its id. `false` when the id is taken: draw another one.
///
/// Sessions are made, and their ids renewed, only when the password was entered in the same request, so a new one counts
/// as authenticated now.
pub async fn store_create(s: &Services, digest: &[u8; 32], session: StoredSession) -> Result<bool> {
    let mut tx = s.db.write().await?;
    let ends = session.expires_at.min(tx.now().plus(ABSOLUTE_LIFETIME)).0;
    let created = sql::create(&mut tx, digest, &session, ends).await?;
    tx.commit().await?;
    Ok(created)
}

/// Replaces the data of a session and counts as its use. `false` when it ended meanwhile: it is not made anew.
pub async fn store_save(s: &Services, digest: &[u8; 32], session: StoredSession) -> Result<bool> {
    let mut tx = s.db.write().await?;
    let saved = sql::save(&mut tx, digest, &session, ABSOLUTE_LIFETIME).await?;
    tx.commit().await?;
    Ok(saved)
}

/// The session under a digest, while it lives and its user is not disabled.
pub async fn store_load(s: &Services, digest: &[u8; 32]) -> Result<Option<StoredSession>> {
    let mut tx = s.db.read().await?;
    let row = sql::load(&mut tx, digest).await?;
    Ok(row.map(|row| StoredSession {
        user_id: UserId::stored(row.user_id),
        data: row.data,
        expires_at: Timestamp(row.expires_at),
        ip: row.ip,
        user_agent: row.user_agent,
    }))
}

/// Ends the session under a digest, if there is one.
pub async fn store_delete(s: &Services, digest: &[u8; 32]) -> Result<()> {
    let mut tx = s.db.write().await?;
    sql::delete(&mut tx, digest).await?;
    tx.commit().await
}

/// Removes what time has ended: sessions, mailed links, counters of failed sign-ins. Returns how many sessions.
pub async fn sweep(s: &Services) -> Result<u64> {
    let mut tx = s.db.write().await?;
    let ended = sql::sweep(&mut tx).await?;
    accounts::forget_old(&mut tx).await?;
    tx.commit().await?;
    Ok(ended)
}
