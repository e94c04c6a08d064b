//! Statements for links with a secret: mailed ones, and the one of the first set-up.

use crate::{
    Result,
    db::{Tx, execute, fetch_optional},
    secret::SecretDigest,
};
use contract::UserId;

/// Makes a mailed link the only one of its purpose.
pub(in crate::accounts) async fn replace_link(
    tx: &mut Tx,
    user: &UserId,
    email_key: &str,
    purpose: &'static str,
    digest: &SecretDigest,
    expires_at: i64,
) -> Result<()> {
    delete_links(tx, user, purpose).await?;
    let now = tx.now().0;
    execute!(
        tx,
        "INSERT INTO account_tokens (digest, user_id, purpose, email_key, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        digest.as_slice(),
        user.as_str(),
        purpose,
        email_key,
        now,
        expires_at
    )?;
    Ok(())
}

pub(in crate::accounts) async fn delete_links(tx: &mut Tx, user: &UserId, purpose: &'static str) -> Result<()> {
    execute!(tx, "DELETE FROM account_tokens WHERE user_id = $1 AND purpose = $2", user.as_str(), purpose)?;
    Ok(())
}

/// Whose link it is, while it can be used.
pub(in crate::accounts) async fn link_user(
    tx: &mut Tx,
    digest: &SecretDigest,
    purpose: &'static str,
) -> Result<Option<UserId>> {
    let now = tx.now().0;
    let row = fetch_optional!(
        tx,
        (String,),
        "SELECT user_id FROM account_tokens WHERE digest = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3",
        digest.as_slice(),
        purpose,
        now
    )?;
    Ok(row.map(|(user,)| UserId::stored(user)))
}

/// Uses a link up: whose it was and for which address; `None` when it cannot be used.
pub(in crate::accounts) async fn use_link(
    tx: &mut Tx,
    digest: &SecretDigest,
    purpose: &'static str,
) -> Result<Option<(UserId, String)>> {
    let now = tx.now().0;
    let row = fetch_optional!(
        tx,
        (String, String),
        "UPDATE account_tokens
         SET used_at = $3
         WHERE digest = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
         RETURNING user_id, email_key",
        digest.as_slice(),
        purpose,
        now
    )?;
    Ok(row.map(|(user, email_key)| (UserId::stored(user), email_key)))
}

/// The digest of the one-time set-up token becomes `digest`, in hex; an earlier token is dead.
pub(in crate::accounts) async fn set_setup_token(tx: &mut Tx, digest: &str) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO instance (key, value)
         VALUES ('setup_token', $1)
         ON CONFLICT (key) DO UPDATE SET value = $1",
        digest
    )?;
    Ok(())
}

pub(in crate::accounts) async fn setup_token(tx: &mut Tx) -> Result<Option<String>> {
    let row = fetch_optional!(tx, (String,), "SELECT value FROM instance WHERE key = 'setup_token'")?;
    Ok(row.map(|(digest,)| digest))
}

pub(in crate::accounts) async fn use_setup_token(tx: &mut Tx, digest: &str) -> Result<bool> {
    let rows = execute!(tx, "DELETE FROM instance WHERE key = 'setup_token' AND value = $1", digest)?;
    Ok(rows == 1)
}
