//! Statements for the counters of failed sign-ins.

use crate::{
    Result,
    db::{Tx, execute, fetch_optional},
    secret::SecretDigest,
};
use contract::{UserId, time::DAY};

/// Raises the counter of an address from one client; `None` while it is blocked. It starts anew after a day of quiet.
pub(in crate::accounts) async fn raise_failures(tx: &mut Tx, key: &SecretDigest, enforce: bool) -> Result<Option<i64>> {
    let now = tx.now().0;
    let row = fetch_optional!(
        tx,
        (i64,),
        "INSERT INTO sign_in_failures (key, failures, blocked_until, last_failed_at)
         VALUES ($1, 1, 0, $2)
         ON CONFLICT (key) DO UPDATE
         SET failures = CASE WHEN sign_in_failures.last_failed_at < $3 THEN 1 ELSE sign_in_failures.failures + 1 END,
             last_failed_at = $2
         WHERE sign_in_failures.blocked_until <= $2 OR NOT $4
         RETURNING failures",
        key.as_slice(),
        now,
        now - DAY,
        enforce
    )?;
    Ok(row.map(|(failures,)| failures))
}

pub(in crate::accounts) async fn block(tx: &mut Tx, key: &SecretDigest, until: i64) -> Result<()> {
    execute!(tx, "UPDATE sign_in_failures SET blocked_until = $2 WHERE key = $1", key.as_slice(), until)?;
    Ok(())
}

pub(in crate::accounts) async fn blocked_until(tx: &mut Tx, key: &SecretDigest) -> Result<i64> {
    let row = fetch_optional!(tx, (i64,), "SELECT blocked_until FROM sign_in_failures WHERE key = $1", key.as_slice())?;
    Ok(row.map_or(0, |(until,)| until))
}

/// A success ends the row of failures, for the account and for this client.
pub(in crate::accounts) async fn clear_failures(tx: &mut Tx, key: &SecretDigest, user: &UserId) -> Result<()> {
    execute!(tx, "DELETE FROM sign_in_failures WHERE key = $1", key.as_slice())?;
    execute!(
        tx,
        "UPDATE users SET failed_sign_ins = 0, last_failed_at = NULL WHERE id = $1 AND failed_sign_ins > 0",
        user.as_str()
    )?;
    Ok(())
}

/// Whether the password that was just checked is still the account's, and the account not disabled. The statement writes,
/// so that on PostgreSQL it waits for a reset that is under way, and sees it.
pub(in crate::accounts) async fn still_valid(tx: &mut Tx, user: &UserId, hash: Option<&str>) -> Result<bool> {
    let rows = execute!(
        tx,
        "UPDATE users SET failed_sign_ins = failed_sign_ins
         WHERE id = $1 AND password_hash = $2 AND disabled_at IS NULL",
        user.as_str(),
        hash
    )?;
    Ok(rows == 1)
}
