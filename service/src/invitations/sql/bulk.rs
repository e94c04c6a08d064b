//! Statements over many addresses at once. Each takes the whole list, in parts that both engines have room for.

use super::New;
use crate::{
    Result,
    authz::OrgAccess,
    db::{Tx, fetch_all, fetch_one, on},
};
use contract::UserId;
use sqlx::QueryBuilder;

/// How many rows one statement inserts: eleven values each, far below what either engine binds.
const PART: usize = 500;

/// The organization's own roles and what they hold.
pub(in crate::invitations) async fn own_roles(tx: &mut Tx, access: &OrgAccess) -> Result<Vec<(String, i64)>> {
    fetch_all!(tx, (String, i64), "SELECT name, permissions FROM roles WHERE org_id = $1", access.org().0)
}

/// The address of an account, as typed.
pub(in crate::invitations) async fn address_of(tx: &mut Tx, user: &UserId) -> Result<String> {
    let (email,) = fetch_one!(tx, (String,), "SELECT email FROM users WHERE id = $1", user.as_str())?;
    Ok(email)
}

/// `(…)` with the addresses.
macro_rules! push_keys {
    ($q:ident, $keys:expr) => {
        $q.push("(");
        let mut list = $q.separated(", ");
        for key in $keys {
            list.push_bind(*key);
        }
        $q.push(")");
    };
}

/// Which of the addresses are members', suspended or not.
pub(in crate::invitations) async fn members_among(
    tx: &mut Tx,
    access: &OrgAccess,
    keys: &[&str],
) -> Result<Vec<String>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    Ok(on!(tx, |c| {
        let mut q = QueryBuilder::new("SELECT email_key FROM memberships WHERE org_id = ");
        q.push_bind(access.org().0).push(" AND email_key IN ");
        push_keys!(q, keys);
        q.build_query_scalar::<String>().fetch_all(c).await
    })?)
}

/// Which of the addresses have an invitation that waits.
pub(in crate::invitations) async fn invited_among(
    tx: &mut Tx,
    access: &OrgAccess,
    keys: &[&str],
) -> Result<Vec<String>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let now = tx.now().0;
    Ok(on!(tx, |c| {
        let mut q = QueryBuilder::new("SELECT email_key FROM invitations WHERE status = 'pending' AND org_id = ");
        q.push_bind(access.org().0).push(" AND expires_at > ").push_bind(now).push(" AND email_key IN ");
        push_keys!(q, keys);
        q.build_query_scalar::<String>().fetch_all(c).await
    })?)
}

/// Notes of pending invitations of the addresses that they are past their time.
pub(in crate::invitations) async fn expire_among(tx: &mut Tx, access: &OrgAccess, keys: &[&str]) -> Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    let now = tx.now().0;
    on!(tx, |c| {
        let mut q =
            QueryBuilder::new("UPDATE invitations SET status = 'expired' WHERE status = 'pending' AND org_id = ");
        q.push_bind(access.org().0).push(" AND expires_at <= ").push_bind(now).push(" AND email_key IN ");
        push_keys!(q, keys);
        q.build().execute(c).await.map(|_| ())
    })?;
    Ok(())
}

/// Makes many invitations.
pub(in crate::invitations) async fn insert_all(tx: &mut Tx, access: &OrgAccess, rows: &[New<'_>]) -> Result<()> {
    let now = tx.now().0;
    for part in rows.chunks(PART) {
        on!(tx, |c| {
            let mut q = QueryBuilder::new(
                "INSERT INTO invitations
                   (id, org_id, email, email_key, role, message, token_digest, invited_by, lifetime, created_at, expires_at,
                    last_sent_at) ",
            );
            q.push_values(part, |mut row, new| {
                row.push_bind(new.id.0)
                    .push_bind(access.org().0)
                    .push_bind(new.email)
                    .push_bind(new.email_key)
                    .push_bind(new.role)
                    .push_bind(new.message)
                    .push_bind(new.digest.as_slice())
                    .push_bind(access.user_id().as_str())
                    .push_bind(new.lifetime)
                    .push_bind(now)
                    .push_bind(new.expires_at.0)
                    .push_bind(now);
            });
            q.build().execute(c).await.map(|_| ())
        })?;
    }
    Ok(())
}
