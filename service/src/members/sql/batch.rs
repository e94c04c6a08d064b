//! Statements over several members at once.

use super::MemberRow;
use crate::{
    Result,
    authz::OrgAccess,
    db::{Tx, on},
};
use contract::members::MemberStatus;
use sqlx::QueryBuilder;
use uuid::Uuid;

/// How many invitations one statement names, far below what either engine binds.
const PART: usize = 500;

/// `column IN (…)` with the values.
macro_rules! push_among {
    ($q:ident, $column:literal, $values:expr) => {
        $q.push(concat!(" AND ", $column, " IN ("));
        let mut list = $q.separated(", ");
        for value in $values {
            list.push_bind(*value);
        }
        $q.push(")");
    };
}

/// The members of these user ids, in no order.
pub(in crate::members) async fn by_users(tx: &mut Tx, access: &OrgAccess, users: &[&str]) -> Result<Vec<MemberRow>> {
    Ok(on!(tx, |c| {
        let mut q = QueryBuilder::new(
            "SELECT m.id, m.user_id, u.email, u.name, m.role, m.status, m.email_key, m.name_key, m.joined_at,
                    m.last_active_at
             FROM memberships m JOIN users u ON u.id = m.user_id
             WHERE m.org_id = ",
        );
        q.push_bind(access.org().0);
        push_among!(q, "m.user_id", users);
        q.build_query_as::<MemberRow>().fetch_all(c).await
    })?)
}

/// A pending invitation of a member: its id, who sent it, and the role it gives with what that holds if it is the
/// organization's own.
#[derive(Debug, sqlx::FromRow)]
pub(in crate::members) struct Promise {
    pub(in crate::members) id: Uuid,
    pub(in crate::members) invited_by: String,
    pub(in crate::members) role: String,
    pub(in crate::members) permissions: Option<i64>,
    pub(in crate::members) super_admin: bool,
}

/// The pending invitations that these users sent.
pub(in crate::members) async fn promises_of(tx: &mut Tx, access: &OrgAccess, users: &[&str]) -> Result<Vec<Promise>> {
    Ok(on!(tx, |c| {
        let mut q = QueryBuilder::new(
            "SELECT i.id, i.invited_by, i.role, r.permissions, u.super_admin
             FROM invitations i JOIN users u ON u.id = i.invited_by
                  LEFT JOIN roles r ON r.org_id = i.org_id AND r.name = i.role
             WHERE i.status = 'pending' AND i.org_id = ",
        );
        q.push_bind(access.org().0);
        push_among!(q, "i.invited_by", users);
        q.build_query_as::<Promise>().fetch_all(c).await
    })?)
}

/// Revokes these invitations, as far as they are pending.
pub(in crate::members) async fn revoke_promises(tx: &mut Tx, access: &OrgAccess, ids: &[Uuid]) -> Result<()> {
    let now = tx.now().0;
    for part in ids.chunks(PART) {
        on!(tx, |c| {
            let mut q = QueryBuilder::new("UPDATE invitations SET status = 'revoked', answered_at = ");
            q.push_bind(now).push(" WHERE status = 'pending' AND org_id = ").push_bind(access.org().0);
            push_among!(q, "id", part);
            q.build().execute(c).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// Owner and name of the keys that are somebody's, not the organization's own, and that are neither revoked nor expired.
pub(in crate::members) async fn live_keys_of(
    tx: &mut Tx,
    access: &OrgAccess,
    users: &[&str],
) -> Result<Vec<(String, String)>> {
    let now = tx.now().0;
    Ok(on!(tx, |c| {
        let mut q = QueryBuilder::new(
            "SELECT created_by, name FROM api_keys WHERE of_user AND revoked_at IS NULL AND org_id = ",
        );
        q.push_bind(access.org().0).push(" AND (expires_at IS NULL OR expires_at > ").push_bind(now).push(")");
        push_among!(q, "created_by", users);
        q.push(" ORDER BY name, id");
        q.build_query_as::<(String, String)>().fetch_all(c).await
    })?)
}

/// Gives all of them a role.
pub(in crate::members) async fn set_roles(tx: &mut Tx, access: &OrgAccess, users: &[&str], role: &str) -> Result<()> {
    on!(tx, |c| {
        let mut q = QueryBuilder::new("UPDATE memberships SET role = ");
        q.push_bind(role).push(" WHERE org_id = ").push_bind(access.org().0);
        push_among!(q, "user_id", users);
        q.build().execute(c).await.map(|_| ())
    })?;
    Ok(())
}

/// Suspends or reactivates all of them.
pub(in crate::members) async fn set_statuses(
    tx: &mut Tx,
    access: &OrgAccess,
    users: &[&str],
    status: MemberStatus,
) -> Result<()> {
    let now = tx.now().0;
    on!(tx, |c| {
        let mut q = QueryBuilder::new("UPDATE memberships SET status = ");
        q.push_bind(status.as_str());
        if status == MemberStatus::Active {
            q.push(", active_since = ").push_bind(now);
        }
        q.push(" WHERE org_id = ").push_bind(access.org().0);
        push_among!(q, "user_id", users);
        q.build().execute(c).await.map(|_| ())
    })?;
    Ok(())
}

/// Keeps in memory that they were active members until now, as far as they were, for the usage of former days.
pub(in crate::members) async fn end_activities(tx: &mut Tx, access: &OrgAccess, users: &[&str]) -> Result<()> {
    let now = tx.now().0;
    on!(tx, |c| {
        let mut q = QueryBuilder::new(
            "INSERT INTO past_principals (org_id, began_at, ended_at)
             SELECT org_id, COALESCE(active_since, joined_at), ",
        );
        q.push_bind(now).push(" FROM memberships WHERE status = 'active' AND org_id = ").push_bind(access.org().0);
        push_among!(q, "user_id", users);
        q.build().execute(c).await.map(|_| ())
    })?;
    Ok(())
}

/// Ends the memberships, and revokes the keys that are theirs; the organization's own stay.
pub(in crate::members) async fn delete_all(tx: &mut Tx, access: &OrgAccess, users: &[&str]) -> Result<()> {
    let now = tx.now().0;
    on!(tx, |c| {
        let mut q = QueryBuilder::new("UPDATE api_keys SET revoked_at = ");
        q.push_bind(now).push(" WHERE of_user AND revoked_at IS NULL AND org_id = ").push_bind(access.org().0);
        push_among!(q, "created_by", users);
        q.build().execute(c).await.map(|_| ())
    })?;
    on!(tx, |c| {
        let mut q = QueryBuilder::new("DELETE FROM memberships WHERE org_id = ");
        q.push_bind(access.org().0);
        push_among!(q, "user_id", users);
        q.build().execute(c).await.map(|_| ())
    })?;
    Ok(())
}
