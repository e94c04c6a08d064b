//! Statements for personal tokens.

use crate::{
    Result,
    db::{Tx, execute, fetch_all, fetch_optional},
    secret::SecretDigest,
};
use contract::{OrgId, TokenId, UserId};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
pub(in crate::accounts) struct TokenRow {
    pub(in crate::accounts) id: Uuid,
    pub(in crate::accounts) name: String,
    pub(in crate::accounts) last_four: String,
    pub(in crate::accounts) created_at: i64,
    pub(in crate::accounts) expires_at: Option<i64>,
    pub(in crate::accounts) last_used_at: Option<i64>,
}

pub(in crate::accounts) async fn tokens(tx: &mut Tx, user: &UserId, limit: i64) -> Result<Vec<TokenRow>> {
    fetch_all!(
        tx,
        TokenRow,
        "SELECT id, name, last_four, created_at, expires_at, last_used_at
         FROM user_tokens
         WHERE user_id = $1
         ORDER BY id DESC
         LIMIT $2",
        user.as_str(),
        limit
    )
}

pub(in crate::accounts) struct NewToken<'a> {
    pub(in crate::accounts) id: TokenId,
    pub(in crate::accounts) name: &'a str,
    pub(in crate::accounts) digest: &'a SecretDigest,
    pub(in crate::accounts) last_four: &'a str,
    pub(in crate::accounts) active_org: Option<OrgId>,
    pub(in crate::accounts) expires_at: Option<i64>,
}

pub(in crate::accounts) async fn insert_token(tx: &mut Tx, user: &UserId, new: &NewToken<'_>) -> Result<()> {
    let now = tx.now().0;
    execute!(
        tx,
        "INSERT INTO user_tokens (id, user_id, name, digest, last_four, active_org_id, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        new.id.0,
        user.as_str(),
        new.name,
        new.digest.as_slice(),
        new.last_four,
        new.active_org.map(|org| org.0),
        now,
        new.expires_at
    )?;
    Ok(())
}

/// When the acting token ends; `None` when it never does or the actor is no token.
pub(in crate::accounts) async fn token_expiry(tx: &mut Tx, digest: &SecretDigest) -> Result<Option<i64>> {
    let row =
        fetch_optional!(tx, (Option<i64>,), "SELECT expires_at FROM user_tokens WHERE digest = $1", digest.as_slice())?;
    Ok(row.and_then(|(expires_at,)| expires_at))
}

/// The name of the revoked token; `None` when there is no such token of this user.
pub(in crate::accounts) async fn revoke_token(tx: &mut Tx, user: &UserId, id: TokenId) -> Result<Option<String>> {
    let row = fetch_optional!(
        tx,
        (String,),
        "DELETE FROM user_tokens WHERE id = $1 AND user_id = $2 RETURNING name",
        id.0,
        user.as_str()
    )?;
    Ok(row.map(|(name,)| name))
}

pub(in crate::accounts) async fn revoke_all_tokens(tx: &mut Tx, user: &UserId) -> Result<u64> {
    execute!(tx, "DELETE FROM user_tokens WHERE user_id = $1", user.as_str())
}
