//! Statements of `members`. Those without an [`OrgAccess`] make a member of somebody who has no access yet.

mod batch;

pub(super) use batch::*;

use crate::{
    Result,
    authz::OrgAccess,
    db::{Tx, execute, fetch_all, fetch_one, fetch_optional, on, prefix_end},
};
use contract::{
    MembershipId, OrgId, Timestamp, UserId,
    members::{Member, MemberSort, MemberStatus},
};
use sqlx::QueryBuilder;
use uuid::Uuid;

#[derive(Debug, sqlx::FromRow)]
pub(super) struct MemberRow {
    id: Uuid,
    pub(super) user_id: String,
    email: String,
    name: String,
    role: String,
    status: String,
    pub(super) email_key: String,
    pub(super) name_key: String,
    joined_at: i64,
    last_active_at: Option<i64>,
}

impl MemberRow {
    /// The value that a list in this order sorts by.
    pub(super) fn sort_key(&self, sort: MemberSort) -> String {
        match sort {
            MemberSort::Name => self.name_key.clone(),
            MemberSort::Email => self.email_key.clone(),
            MemberSort::Newest | MemberSort::Oldest => self.joined_at.to_string(),
        }
    }
}

impl From<MemberRow> for Member {
    fn from(row: MemberRow) -> Self {
        Self {
            id: MembershipId(row.id),
            user_id: UserId::stored(row.user_id),
            email: row.email,
            name: row.name,
            role: row.role,
            status: row.status.parse().unwrap_or(MemberStatus::Suspended),
            joined_at: Timestamp(row.joined_at),
            last_active_at: row.last_active_at.map(Timestamp),
        }
    }
}

/// The sort value of a cursor.
#[derive(Debug)]
pub(super) enum Key {
    Text(String),
    Time(i64),
}

/// The row that a page begins after.
#[derive(Debug)]
pub(super) struct After {
    pub(super) key: Key,
    pub(super) user: String,
}

/// Which members, in which order.
#[derive(Debug)]
pub(super) struct Wanted<'a> {
    pub(super) search: Option<&'a str>,
    pub(super) role: Option<&'a str>,
    pub(super) status: Option<MemberStatus>,
    pub(super) sort: MemberSort,
    pub(super) after: Option<After>,
    /// Rows to pass over.
    pub(super) offset: i64,
}

impl<'a> Wanted<'a> {
    /// What is searched for in a list that is ordered by what matched. One by age keeps its order.
    pub(super) fn matches(&self) -> Option<&'a str> {
        self.search.filter(|_| matches!(self.sort, MemberSort::Name | MemberSort::Email))
    }

    /// The sort column and whether it runs downwards.
    fn order(&self) -> (&'static str, bool) {
        match self.sort {
            MemberSort::Name => ("name_key", false),
            MemberSort::Email => ("email_key", false),
            MemberSort::Newest => ("joined_at", true),
            MemberSort::Oldest => ("joined_at", false),
        }
    }
}

/// `WHERE` of a list, with a range of `$column` when there is a search.
macro_rules! filter {
    ($q:ident, $org:expr, $wanted:ident, $range:expr) => {
        $q.push(" FROM memberships WHERE org_id = ").push_bind($org);
        if let (Some(search), Some(column)) = ($wanted.search, $range) {
            let end = prefix_end(search).unwrap_or_else(|| char::MAX.to_string());
            $q.push(" AND ").push(column).push(" >= ").push_bind(search);
            $q.push(" AND ").push(column).push(" < ").push_bind(end);
        }
        if let Some(role) = $wanted.role {
            $q.push(" AND role = ").push_bind(role);
        }
        if let Some(status) = $wanted.status {
            // Said as text, not bound: only so does the index of suspended members match.
            $q.push(" AND status = '").push(status.as_str()).push("'");
        }
    };
}

/// The columns of this table that a page needs.
const COLUMNS: &str = "id, user_id, role, status, email_key, name_key, joined_at, last_active_at";

/// One page on one index: the rows after the cursor, in order.
macro_rules! branch {
    ($q:ident, $org:expr, $wanted:ident, $range:expr, $limit:expr) => {
        let (column, down) = $wanted.order();
        $q.push("SELECT ").push(COLUMNS).push(" FROM (SELECT ").push(COLUMNS);
        filter!($q, $org, $wanted, $range);
        if let Some(after) = &$wanted.after {
            $q.push(" AND (").push(column).push(", user_id) ").push(if down { "<" } else { ">" }).push(" (");
            match &after.key {
                Key::Text(text) => $q.push_bind(text.as_str()),
                Key::Time(at) => $q.push_bind(*at),
            };
            $q.push(", ").push_bind(after.user.as_str()).push(")");
        }
        let way = if down { " DESC" } else { "" };
        $q.push(" ORDER BY ").push(column).push(way).push(", user_id").push(way);
        $q.push(" LIMIT ").push_bind($limit).push(") AS page");
    };
}

/// Which of a search's two ranges, each in the order of its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The names that begin with the text.
    Names,
    /// The addresses that do, of people whose names do not.
    Addresses,
}

/// One part of a search, after a row, `offset` rows further: a walk on the part's index, whatever the number of matches.
pub(super) async fn search(
    tx: &mut Tx,
    access: &OrgAccess,
    wanted: &Wanted<'_>,
    part: Part,
    after: Option<&(String, String)>,
    (offset, limit): (i64, i64),
) -> Result<Vec<MemberRow>> {
    let org = access.org().0;
    let column = match part {
        Part::Names => "name_key",
        Part::Addresses => "email_key",
    };
    Ok(on!(tx, |c| {
        let mut q = QueryBuilder::new(
            "SELECT m.id, m.user_id, u.email, u.name, m.role, m.status, m.email_key, m.name_key, m.joined_at,
                    m.last_active_at
             FROM (SELECT ",
        );
        q.push(COLUMNS);
        filter!(q, org, wanted, Some(column));
        if let (Part::Addresses, Some(search)) = (part, wanted.search) {
            let end = prefix_end(search).unwrap_or_else(|| char::MAX.to_string());
            q.push(" AND NOT (name_key >= ").push_bind(search).push(" AND name_key < ").push_bind(end).push(")");
        }
        if let Some((key, user)) = after {
            q.push(" AND (").push(column).push(", user_id) > (").push_bind(key.as_str());
            q.push(", ").push_bind(user.as_str()).push(")");
        }
        q.push(" ORDER BY ").push(column).push(", user_id LIMIT ").push_bind(limit).push(" OFFSET ").push_bind(offset);
        q.push(") AS m JOIN users u ON u.id = m.user_id ORDER BY m.").push(column).push(", m.user_id");
        q.build_query_as::<MemberRow>().fetch_all(c).await
    })?)
}

/// How many names begin with the text.
pub(super) async fn count_names(tx: &mut Tx, access: &OrgAccess, wanted: &Wanted<'_>) -> Result<i64> {
    let org = access.org().0;
    let (count,) = on!(tx, |c| {
        let mut q = QueryBuilder::new("SELECT COUNT(*)");
        filter!(q, org, wanted, Some("name_key"));
        q.build_query_as::<(i64,)>().fetch_one(c).await
    })?;
    Ok(count)
}

/// The rows after the cursor. A search in a list by age joins the pages of two ranges, each sorted: it costs as much as
/// there are matches.
pub(super) async fn list(tx: &mut Tx, access: &OrgAccess, wanted: &Wanted<'_>, limit: i64) -> Result<Vec<MemberRow>> {
    let org = access.org().0;
    let read = limit.saturating_add(wanted.offset);
    let (column, down) = wanted.order();
    let way = if down { " DESC" } else { "" };
    Ok(on!(tx, |c| {
        let mut q = QueryBuilder::new(
            "SELECT m.id, m.user_id, u.email, u.name, m.role, m.status, m.email_key, m.name_key, m.joined_at,
                    m.last_active_at
             FROM (",
        );
        if wanted.search.is_some() {
            branch!(q, org, wanted, Some("name_key"), read);
            q.push(" UNION ");
            branch!(q, org, wanted, Some("email_key"), read);
        } else {
            branch!(q, org, wanted, None::<&str>, read);
        }
        q.push(") AS m JOIN users u ON u.id = m.user_id ORDER BY m.").push(column).push(way);
        q.push(", m.user_id").push(way).push(" LIMIT ").push_bind(limit);
        if wanted.offset > 0 {
            q.push(" OFFSET ").push_bind(wanted.offset);
        }
        q.build_query_as::<MemberRow>().fetch_all(c).await
    })?)
}

/// How many rows all pages have.
pub(super) async fn count(tx: &mut Tx, access: &OrgAccess, wanted: &Wanted<'_>) -> Result<i64> {
    let org = access.org().0;
    let (count,) = on!(tx, |c| {
        let mut q = QueryBuilder::new("");
        if wanted.search.is_some() {
            q.push("SELECT COUNT(*) FROM (SELECT user_id");
            filter!(q, org, wanted, Some("name_key"));
            q.push(" UNION SELECT user_id");
            filter!(q, org, wanted, Some("email_key"));
            q.push(") AS found");
        } else {
            q.push("SELECT COUNT(*)");
            filter!(q, org, wanted, None::<&str>);
        }
        q.build_query_as::<(i64,)>().fetch_one(c).await
    })?;
    Ok(count)
}

macro_rules! member {
    ($condition:literal) => {
        concat!(
            "SELECT m.id, m.user_id, u.email, u.name, m.role, m.status, m.email_key, m.name_key, m.joined_at,
                    m.last_active_at
             FROM memberships m JOIN users u ON u.id = m.user_id
             WHERE m.org_id = $1 AND ",
            $condition
        )
    };
}

/// The member of this user id.
pub(super) async fn by_user(tx: &mut Tx, access: &OrgAccess, user: &UserId) -> Result<Option<MemberRow>> {
    fetch_optional!(tx, MemberRow, member!("m.user_id = $2"), access.org().0, user.as_str())
}

/// The member of this membership.
pub(super) async fn by_membership(tx: &mut Tx, access: &OrgAccess, id: MembershipId) -> Result<Option<MemberRow>> {
    fetch_optional!(tx, MemberRow, member!("m.id = $2"), access.org().0, id.0)
}

/// How many active owners there are.
pub(super) async fn owner_count(tx: &mut Tx, access: &OrgAccess) -> Result<i64> {
    let (count,) = fetch_one!(tx, (i64,), "SELECT owner_count FROM organizations WHERE id = $1", access.org().0)?;
    Ok(count)
}

/// Keeps in memory that somebody was an active member until now, for the usage of former days.
pub(super) async fn end_activity(tx: &mut Tx, access: &OrgAccess, user: &UserId) -> Result<()> {
    let now = tx.now().0;
    execute!(
        tx,
        "INSERT INTO past_principals (org_id, began_at, ended_at)
         SELECT org_id, COALESCE(active_since, joined_at), $3
         FROM memberships
         WHERE org_id = $1 AND user_id = $2 AND status = 'active'",
        access.org().0,
        user.as_str(),
        now
    )?;
    Ok(())
}

/// Writes role and status.
pub(super) async fn update(
    tx: &mut Tx,
    access: &OrgAccess,
    user: &UserId,
    role: &str,
    status: MemberStatus,
) -> Result<u64> {
    let now = tx.now().0;
    execute!(
        tx,
        "UPDATE memberships
         SET role = $3, status = $4,
             active_since = CASE WHEN status = 'suspended' AND $4 = 'active' THEN $5 ELSE active_since END
         WHERE org_id = $1 AND user_id = $2",
        access.org().0,
        user.as_str(),
        role,
        status.as_str(),
        now
    )
}

/// Writes the role of an active member. Whether there is one.
pub(super) async fn set_role(tx: &mut Tx, org: OrgId, user: &str, role: &str) -> Result<bool> {
    let rows = execute!(
        tx,
        "UPDATE memberships SET role = $3 WHERE org_id = $1 AND user_id = $2 AND status = 'active'",
        org.0,
        user,
        role
    )?;
    Ok(rows == 1)
}

/// Ends the membership.
pub(super) async fn delete(tx: &mut Tx, access: &OrgAccess, user: &UserId) -> Result<u64> {
    execute!(tx, "DELETE FROM memberships WHERE org_id = $1 AND user_id = $2", access.org().0, user.as_str())
}

/// Names of the keys that are somebody's, not the organization's own, and that are neither revoked nor expired.
pub(super) async fn live_keys(tx: &mut Tx, access: &OrgAccess, user: &UserId) -> Result<Vec<String>> {
    let now = tx.now().0;
    let rows = fetch_all!(
        tx,
        (String,),
        "SELECT name
         FROM api_keys
         WHERE org_id = $1 AND created_by = $2 AND of_user AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $3)
         ORDER BY name, id",
        access.org().0,
        user.as_str(),
        now
    )?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

/// Revokes the keys that are somebody's; the organization's own stay.
pub(super) async fn revoke_keys(tx: &mut Tx, access: &OrgAccess, user: &UserId) -> Result<u64> {
    let now = tx.now().0;
    execute!(
        tx,
        "UPDATE api_keys SET revoked_at = $3 WHERE org_id = $1 AND created_by = $2 AND of_user AND revoked_at IS NULL",
        access.org().0,
        user.as_str(),
        now
    )
}

/// How many invitations of somebody wait for an answer.
pub(super) async fn pending_invitations(tx: &mut Tx, access: &OrgAccess, user: &UserId) -> Result<i64> {
    let (count,) = fetch_one!(
        tx,
        (i64,),
        "SELECT COUNT(*) FROM invitations WHERE org_id = $1 AND invited_by = $2 AND status = 'pending'",
        access.org().0,
        user.as_str()
    )?;
    Ok(count)
}

/// Adds a membership unless there is one. `false`: there is one, or no such user.
pub(super) async fn insert(tx: &mut Tx, org: OrgId, user: &UserId, role: &str) -> Result<bool> {
    let (id, now) = (tx.new_id(), tx.now().0);
    let rows = execute!(
        tx,
        "INSERT INTO memberships (id, org_id, user_id, role, status, email_key, name_key, joined_at)
         SELECT $5, $1, u.id, $3, 'active', u.email_key, u.name_key, $4
         FROM users u
         WHERE u.id = $2
         ON CONFLICT (org_id, user_id) DO NOTHING",
        org.0,
        user.as_str(),
        role,
        now,
        id
    )?;
    Ok(rows == 1)
}

/// The role of a member, suspended or not.
pub(super) async fn role_of(tx: &mut Tx, org: OrgId, user: &UserId) -> Result<Option<String>> {
    let row = fetch_optional!(
        tx,
        (String,),
        "SELECT role FROM memberships WHERE org_id = $1 AND user_id = $2",
        org.0,
        user.as_str()
    )?;
    Ok(row.map(|(role,)| role))
}

/// The role and status of a member.
pub(super) async fn standing(tx: &mut Tx, org: OrgId, user: &UserId) -> Result<Option<(String, String)>> {
    fetch_optional!(
        tx,
        (String, String),
        "SELECT role, status FROM memberships WHERE org_id = $1 AND user_id = $2",
        org.0,
        user.as_str()
    )
}
