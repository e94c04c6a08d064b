//! Statements of `accounts`. An account belongs to its person, so these take the user's id rather than an organization's proof.

use crate::{
    Email, Result,
    db::{Tx, execute, fetch_all, fetch_optional},
    email::search_key,
    secret::SecretDigest,
};
use contract::{OrgId, TokenId, UserId, time::DAY};
use uuid::Uuid;

/// An account with what only this feature may know.
#[derive(sqlx::FromRow)]
pub(super) struct Account {
    pub(super) id: String,
    pub(super) email: String,
    pub(super) email_key: String,
    pub(super) email_verified_at: Option<i64>,
    pub(super) name: String,
    pub(super) password_hash: Option<String>,
    pub(super) super_admin: bool,
    pub(super) disabled_at: Option<i64>,
    pub(super) failed_sign_ins: i64,
    pub(super) created_at: i64,
}

pub(super) struct NewAccount<'a> {
    pub(super) id: &'a UserId,
    pub(super) email: &'a Email,
    pub(super) name: &'a str,
    pub(super) password_hash: Option<&'a str>,
    pub(super) verified: bool,
    pub(super) super_admin: bool,
}

pub(super) async fn any_user(tx: &mut Tx) -> Result<bool> {
    Ok(fetch_optional!(tx, (String,), "SELECT id FROM users LIMIT 1")?.is_some())
}

/// `false` when the id or the address is taken.
pub(super) async fn insert(tx: &mut Tx, new: &NewAccount<'_>) -> Result<bool> {
    let now = tx.now().0;
    let rows = execute!(
        tx,
        "INSERT INTO users
           (id, email, email_key, email_verified_at, name, name_key, password_hash, password_changed_at, super_admin,
            created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
         ON CONFLICT DO NOTHING",
        new.id.as_str(),
        new.email.address(),
        new.email.key(),
        new.verified.then_some(now),
        new.name,
        search_key(new.name),
        new.password_hash,
        new.password_hash.map(|_| now),
        new.super_admin,
        now
    )?;
    Ok(rows == 1)
}

macro_rules! account {
    ($rest:literal) => {
        concat!(
            "SELECT id, email, email_key, email_verified_at, name, password_hash, super_admin, disabled_at, ",
            "failed_sign_ins, created_at FROM users WHERE ",
            $rest
        )
    };
}

pub(super) async fn by_email(tx: &mut Tx, email_key: &str) -> Result<Option<Account>> {
    fetch_optional!(tx, Account, account!("email_key = $1"), email_key)
}

pub(super) async fn by_id(tx: &mut Tx, id: &UserId) -> Result<Option<Account>> {
    fetch_optional!(tx, Account, account!("id = $1"), id.as_str())
}

/// Raises the counter of the account and returns it, in one statement, so that known and unknown addresses cost the same.
pub(super) async fn by_email_counting_failure(tx: &mut Tx, email_key: &str) -> Result<Option<Account>> {
    let now = tx.now().0;
    fetch_optional!(
        tx,
        Account,
        "UPDATE users
         SET failed_sign_ins = failed_sign_ins + 1, last_failed_at = $2
         WHERE email_key = $1
         RETURNING id, email, email_key, email_verified_at, name, password_hash, super_admin, disabled_at,
           failed_sign_ins, created_at",
        email_key,
        now
    )
}

/// Raises the counter of an address from one client; `None` while it is blocked. It starts anew after a day of quiet.
pub(super) async fn raise_failures(tx: &mut Tx, key: &SecretDigest, enforce: bool) -> Result<Option<i64>> {
    let now = tx.now().0;
    let row = fetch_optional!(
        tx,
        (i64,),
        "INSERT INTO sign_in_failures (key, failures, blocked_until, last_failed_at)
         VALUES ($1, 1, $2, $2)
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

pub(super) async fn block(tx: &mut Tx, key: &SecretDigest, until: i64) -> Result<()> {
    execute!(tx, "UPDATE sign_in_failures SET blocked_until = $2 WHERE key = $1", key.as_slice(), until)?;
    Ok(())
}

pub(super) async fn blocked_until(tx: &mut Tx, key: &SecretDigest) -> Result<i64> {
    let row = fetch_optional!(tx, (i64,), "SELECT blocked_until FROM sign_in_failures WHERE key = $1", key.as_slice())?;
    Ok(row.map_or(0, |(until,)| until))
}

/// A success ends the row of failures, for the account and for this client.
pub(super) async fn clear_failures(tx: &mut Tx, key: &SecretDigest, user: &UserId) -> Result<()> {
    execute!(tx, "DELETE FROM sign_in_failures WHERE key = $1", key.as_slice())?;
    execute!(
        tx,
        "UPDATE users SET failed_sign_ins = 0, last_failed_at = NULL WHERE id = $1 AND failed_sign_ins > 0",
        user.as_str()
    )?;
    Ok(())
}

/// Replaces the stored hash by one of the same password; nothing happens when the password changed meanwhile.
pub(super) async fn rehash(tx: &mut Tx, user: &UserId, old: &str, new: &str) -> Result<()> {
    execute!(tx, "UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2", user.as_str(), old, new)?;
    Ok(())
}

/// Sets a new password in place of `old`; `false` when that is no longer the stored one.
pub(super) async fn change_password(tx: &mut Tx, user: &UserId, old: &str, new: &str) -> Result<bool> {
    let now = tx.now().0;
    let rows = execute!(
        tx,
        "UPDATE users
         SET password_hash = $3, password_changed_at = $4, updated_at = $4
         WHERE id = $1 AND password_hash = $2",
        user.as_str(),
        old,
        new,
        now
    )?;
    Ok(rows == 1)
}

/// Sets a new password for who has read the mailbox, which proves the address too. `false` when the account changed.
pub(super) async fn reset_password(tx: &mut Tx, user: &UserId, email_key: &str, hash: &str) -> Result<bool> {
    let now = tx.now().0;
    let rows = execute!(
        tx,
        "UPDATE users
         SET password_hash = $3, password_changed_at = $4, updated_at = $4, failed_sign_ins = 0, last_failed_at = NULL,
             email_verified_at = COALESCE(email_verified_at, $4)
         WHERE id = $1 AND email_key = $2 AND disabled_at IS NULL",
        user.as_str(),
        email_key,
        hash,
        now
    )?;
    Ok(rows == 1)
}

pub(super) async fn verify_email(tx: &mut Tx, user: &UserId, email_key: &str) -> Result<bool> {
    let now = tx.now().0;
    let rows = execute!(
        tx,
        "UPDATE users
         SET email_verified_at = COALESCE(email_verified_at, $3), updated_at = $3
         WHERE id = $1 AND email_key = $2 AND disabled_at IS NULL",
        user.as_str(),
        email_key,
        now
    )?;
    Ok(rows == 1)
}

/// Makes a mailed link the only one of its purpose.
pub(super) async fn replace_link(
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

pub(super) async fn delete_links(tx: &mut Tx, user: &UserId, purpose: &'static str) -> Result<()> {
    execute!(tx, "DELETE FROM account_tokens WHERE user_id = $1 AND purpose = $2", user.as_str(), purpose)?;
    Ok(())
}

/// Whose link it is, while it can be used.
pub(super) async fn link_user(tx: &mut Tx, digest: &SecretDigest, purpose: &'static str) -> Result<Option<UserId>> {
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
pub(super) async fn use_link(
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

/// Removes links and counters that mean nothing any more.
pub(super) async fn forget_old(tx: &mut Tx) -> Result<()> {
    let long_ago = tx.now().0 - DAY;
    execute!(tx, "DELETE FROM account_tokens WHERE expires_at < $1", long_ago)?;
    execute!(tx, "DELETE FROM sign_in_failures WHERE last_failed_at < $1", long_ago)?;
    Ok(())
}

/// Names and slugs of the organizations of a user, which make bad passwords.
pub(super) async fn organization_words(tx: &mut Tx, user: &UserId) -> Result<Vec<(String, String)>> {
    fetch_all!(
        tx,
        (String, String),
        "SELECT o.name, o.slug
         FROM memberships m JOIN organizations o ON o.id = m.org_id
         WHERE m.user_id = $1
         ORDER BY m.joined_at
         LIMIT 20",
        user.as_str()
    )
}

#[derive(sqlx::FromRow)]
pub(super) struct MembershipRow {
    pub(super) id: Uuid,
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) logo: Option<String>,
    pub(super) role: String,
    pub(super) status: String,
    pub(super) joined_at: i64,
}

pub(super) async fn memberships(tx: &mut Tx, user: &UserId) -> Result<Vec<MembershipRow>> {
    fetch_all!(
        tx,
        MembershipRow,
        "SELECT o.id, o.slug, o.name, o.logo, m.role, m.status, m.joined_at
         FROM memberships m JOIN organizations o ON o.id = m.org_id
         WHERE m.user_id = $1 AND o.deleted_at IS NULL
         ORDER BY m.joined_at, o.id
         LIMIT 500",
        user.as_str()
    )
}

/// The name, and its copies by which members are sorted and searched.
pub(super) async fn rename(tx: &mut Tx, user: &UserId, name: &str) -> Result<bool> {
    let now = tx.now().0;
    let key = search_key(name);
    let rows = execute!(
        tx,
        "UPDATE users SET name = $2, name_key = $3, updated_at = $4 WHERE id = $1",
        user.as_str(),
        name,
        key.as_str(),
        now
    )?;
    execute!(tx, "UPDATE memberships SET name_key = $2 WHERE user_id = $1", user.as_str(), key.as_str())?;
    Ok(rows == 1)
}

#[derive(sqlx::FromRow)]
pub(super) struct TokenRow {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) last_four: String,
    pub(super) created_at: i64,
    pub(super) expires_at: Option<i64>,
    pub(super) last_used_at: Option<i64>,
}

pub(super) async fn tokens(tx: &mut Tx, user: &UserId, limit: i64) -> Result<Vec<TokenRow>> {
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

pub(super) struct NewToken<'a> {
    pub(super) id: TokenId,
    pub(super) name: &'a str,
    pub(super) digest: &'a SecretDigest,
    pub(super) last_four: &'a str,
    pub(super) active_org: Option<OrgId>,
    pub(super) expires_at: Option<i64>,
}

pub(super) async fn insert_token(tx: &mut Tx, user: &UserId, new: &NewToken<'_>) -> Result<()> {
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
pub(super) async fn token_expiry(tx: &mut Tx, digest: &SecretDigest) -> Result<Option<i64>> {
    let row =
        fetch_optional!(tx, (Option<i64>,), "SELECT expires_at FROM user_tokens WHERE digest = $1", digest.as_slice())?;
    Ok(row.and_then(|(expires_at,)| expires_at))
}

/// The name of the revoked token; `None` when there is no such token of this user.
pub(super) async fn revoke_token(tx: &mut Tx, user: &UserId, id: TokenId) -> Result<Option<String>> {
    let row = fetch_optional!(
        tx,
        (String,),
        "DELETE FROM user_tokens WHERE id = $1 AND user_id = $2 RETURNING name",
        id.0,
        user.as_str()
    )?;
    Ok(row.map(|(name,)| name))
}

pub(super) async fn revoke_all_tokens(tx: &mut Tx, user: &UserId) -> Result<u64> {
    execute!(tx, "DELETE FROM user_tokens WHERE user_id = $1", user.as_str())
}

pub(super) async fn organization_exists(tx: &mut Tx, org: OrgId) -> Result<bool> {
    let row = fetch_optional!(
        tx,
        (i64,),
        "SELECT created_at FROM organizations WHERE id = $1 AND deleted_at IS NULL",
        org.0
    )?;
    Ok(row.is_some())
}

/// The digest of the one-time set-up token becomes `digest`, in hex; an earlier token is dead.
pub(super) async fn set_setup_token(tx: &mut Tx, digest: &str) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO instance (key, value)
         VALUES ('setup_token', $1)
         ON CONFLICT (key) DO UPDATE SET value = $1",
        digest
    )?;
    Ok(())
}

pub(super) async fn setup_token(tx: &mut Tx) -> Result<Option<String>> {
    let row = fetch_optional!(tx, (String,), "SELECT value FROM instance WHERE key = 'setup_token'")?;
    Ok(row.map(|(digest,)| digest))
}

pub(super) async fn use_setup_token(tx: &mut Tx, digest: &str) -> Result<bool> {
    let rows = execute!(tx, "DELETE FROM instance WHERE key = 'setup_token' AND value = $1", digest)?;
    Ok(rows == 1)
}

/// A write like that of a mail's transaction, so that an unknown address costs what a known one does.
pub(super) async fn same_work(tx: &mut Tx) -> Result<()> {
    let now = tx.now().0.to_string();
    execute!(
        tx,
        "INSERT INTO instance (key, value)
         VALUES ('last_asked', $1)
         ON CONFLICT (key) DO UPDATE SET value = $1",
        now.as_str()
    )?;
    Ok(())
}
