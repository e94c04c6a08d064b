//! Statements of `administration`. They are about the whole instance, so none takes an organization's proof.

use crate::{
    Result,
    db::{Handle, Tx, execute, fetch_one, fetch_optional, on, prefix_end},
    organizations::RESTORABLE,
};
use contract::{
    ApiError, Timestamp, UserId,
    administration::{InstanceCounts, InstanceUser},
    time::DAY,
};
use sqlx::QueryBuilder;

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    id: String,
    email: String,
    pub(super) email_key: String,
    email_verified_at: Option<i64>,
    name: String,
    super_admin: bool,
    disabled_at: Option<i64>,
    created_at: i64,
    organization_count: i64,
}

impl From<Row> for InstanceUser {
    fn from(row: Row) -> Self {
        Self {
            id: UserId::stored(row.id),
            email: row.email,
            email_verified: row.email_verified_at.is_some(),
            name: row.name,
            super_admin: row.super_admin,
            disabled: row.disabled_at.is_some(),
            organization_count: row.organization_count,
            created_at: Timestamp(row.created_at),
        }
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT u.id, u.email, u.email_key, u.email_verified_at, u.name, u.super_admin, u.disabled_at, u.created_at,
               (SELECT COUNT(*) FROM memberships m JOIN organizations o ON o.id = m.org_id AND o.deleted_at IS NULL
                WHERE m.user_id = u.id) AS organization_count
             FROM users u ",
            $rest
        )
    };
}

/// Which accounts a list is about.
pub(super) struct Wanted<'a> {
    pub(super) search: Option<&'a str>,
    pub(super) super_admin: Option<bool>,
    pub(super) disabled: Option<bool>,
}

macro_rules! conditions {
    ($q:ident, $wanted:expr) => {
        $q.push("WHERE 1 = 1");
        if let Some(search) = $wanted.search {
            let end = prefix_end(search).unwrap_or_else(|| char::MAX.to_string());
            // Two ranges on two indexes.
            $q.push(" AND u.id IN (SELECT n.id FROM users n WHERE n.name_key >= ")
                .push_bind(search)
                .push(" AND n.name_key < ")
                .push_bind(end.clone())
                .push(" UNION SELECT e.id FROM users e WHERE e.email_key >= ")
                .push_bind(search)
                .push(" AND e.email_key < ")
                .push_bind(end)
                .push(")");
        }
        match $wanted.super_admin {
            Some(true) => _ = $q.push(" AND u.super_admin"),
            Some(false) => _ = $q.push(" AND NOT u.super_admin"),
            None => {}
        }
        match $wanted.disabled {
            Some(true) => _ = $q.push(" AND u.disabled_at IS NOT NULL"),
            Some(false) => _ = $q.push(" AND u.disabled_at IS NULL"),
            None => {}
        }
    };
}

pub(super) async fn list(tx: &mut Tx, wanted: &Wanted<'_>, after: Option<&str>, limit: i64) -> Result<Vec<Row>> {
    Ok(on!(tx, |c| {
        let mut q = QueryBuilder::new(select!(""));
        conditions!(q, wanted);
        if let Some(after) = after {
            q.push(" AND u.email_key > ").push_bind(after);
        }
        q.push(" ORDER BY u.email_key LIMIT ").push_bind(limit);
        q.build_query_as::<Row>().fetch_all(c).await
    })?)
}

pub(super) async fn count(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<i64> {
    let (count,) = on!(tx, |c| {
        let mut q = QueryBuilder::new("SELECT COUNT(*) FROM users u ");
        conditions!(q, wanted);
        q.build_query_as::<(i64,)>().fetch_one(c).await
    })?;
    Ok(count)
}

pub(super) async fn one(tx: &mut Tx, user: &UserId) -> Result<Option<Row>> {
    fetch_optional!(tx, Row, select!("WHERE u.id = $1"), user.as_str())
}

/// Holds the rows of all super admins until the end of the transaction. SQLite needs nothing: it has one writer.
pub(super) async fn lock_super_admins(tx: &mut Tx) -> Result<()> {
    if !tx.is_postgres() {
        return Ok(());
    }
    if let Handle::Postgres(conn) = tx.handle() {
        sqlx::query("SELECT 1 FROM users WHERE super_admin ORDER BY id FOR NO KEY UPDATE").execute(conn).await?;
    }
    Ok(())
}

/// How many super admins can act.
pub(super) async fn super_admins(tx: &mut Tx) -> Result<i64> {
    let (count,) = fetch_one!(tx, (i64,), "SELECT COUNT(*) FROM users WHERE super_admin AND disabled_at IS NULL")?;
    Ok(count)
}

/// Writes both flags.
pub(super) async fn update(tx: &mut Tx, user: &UserId, super_admin: bool, disabled: bool) -> Result<()> {
    let now = tx.now().0;
    let changed = execute!(
        tx,
        "UPDATE users
         SET super_admin = $2, disabled_at = CASE WHEN $3 THEN COALESCE(disabled_at, $4) ELSE NULL END, updated_at = $4
         WHERE id = $1",
        user.as_str(),
        super_admin,
        disabled,
        now
    )?;
    if changed == 1 { Ok(()) } else { Err(ApiError::not_found("user").into()) }
}

/// The engine with its version.
pub(super) async fn database(tx: &mut Tx) -> Result<String> {
    let (name, sql) = if tx.is_postgres() {
        ("PostgreSQL", "SELECT current_setting('server_version')")
    } else {
        ("SQLite", "SELECT sqlite_version()")
    };
    let (version,) = fetch_one!(tx, (String,), sql)?;
    Ok(format!("{name} {version}"))
}

/// What there is, in one statement.
pub(super) async fn counts(tx: &mut Tx) -> Result<InstanceCounts> {
    let now = tx.now().0;
    let row = fetch_one!(
        tx,
        (i64, i64, i64, i64, i64, i64, i64),
        "SELECT
           (SELECT COUNT(*) FROM organizations WHERE deleted_at IS NULL),
           (SELECT COUNT(*) FROM organizations WHERE purged_at IS NULL AND deleted_at > $1),
           (SELECT COUNT(*) FROM users),
           (SELECT COUNT(*) FROM users WHERE disabled_at IS NOT NULL),
           (SELECT COUNT(*) FROM sessions WHERE expires_at > $2 AND seen_at > $3),
           (SELECT COUNT(*) FROM outbox WHERE next_attempt_at IS NOT NULL),
           (SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL AND last_error IS NOT NULL)",
        now - RESTORABLE,
        now,
        now - DAY
    )?;
    let (organizations, deleted_organizations, users, disabled_users, sessions, waiting_mail, failed_mail) = row;
    Ok(InstanceCounts {
        organizations,
        deleted_organizations,
        users,
        disabled_users,
        sessions,
        waiting_mail,
        failed_mail,
    })
}
