//! Statements of `members`. Those without an [`OrgAccess`] make a member of somebody who has no access yet.

use crate::{
    Result,
    db::{Tx, execute, fetch_optional},
};
use contract::{OrgId, UserId};

/// Adds a membership unless there is one. `false`: there is one, or no such user.
pub(super) async fn insert(tx: &mut Tx, org: OrgId, user: &UserId, role: &str) -> Result<bool> {
    let now = tx.now().0;
    let rows = execute!(
        tx,
        "INSERT INTO memberships (org_id, user_id, role, status, email_key, name_key, joined_at)
         SELECT $1, u.id, $3, 'active', u.email_key, u.name_key, $4
         FROM users u
         WHERE u.id = $2
         ON CONFLICT (org_id, user_id) DO NOTHING",
        org.0,
        user.as_str(),
        role,
        now
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
