//! Statements of `accounts`. An account belongs to its person, so these take the user's id rather than an organization's proof.

mod failures;
mod links;
mod tokens;

pub(super) use failures::*;
pub(super) use links::*;
pub(super) use tokens::*;

use crate::{
    Email, Result,
    db::{Tx, execute, fetch_all, fetch_optional},
    email::search_key,
};
use contract::{OrgId, UserId, accounts::Preferences, time::DAY};
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
    pub(super) locale: Option<String>,
    pub(super) single_key_shortcuts: bool,
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
            "failed_sign_ins, locale, single_key_shortcuts, created_at FROM users WHERE ",
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
           failed_sign_ins, locale, single_key_shortcuts, created_at",
        email_key,
        now
    )
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

pub(super) async fn memberships(tx: &mut Tx, user: &UserId, limit: i64) -> Result<Vec<MembershipRow>> {
    fetch_all!(
        tx,
        MembershipRow,
        "SELECT o.id, COALESCE(o.slug_given, o.slug) AS slug, o.name, o.logo, m.role, m.status, m.joined_at
         FROM memberships m JOIN organizations o ON o.id = m.org_id
         WHERE m.user_id = $1 AND o.deleted_at IS NULL
         ORDER BY m.joined_at, o.id
         LIMIT $2",
        user.as_str(),
        limit
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

pub(super) async fn prefer(tx: &mut Tx, user: &UserId, wanted: &Preferences) -> Result<bool> {
    let now = tx.now().0;
    let rows = execute!(
        tx,
        "UPDATE users SET locale = $2, single_key_shortcuts = $3, updated_at = $4 WHERE id = $1",
        user.as_str(),
        wanted.locale.as_deref(),
        wanted.single_key_shortcuts,
        now
    )?;
    Ok(rows == 1)
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
