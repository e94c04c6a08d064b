//! Statements of profiles. They follow a check of the caller's access, or of who the caller is.

use crate::{
    Result,
    db::{Tx, fetch_all, fetch_optional},
};
use contract::{OrgId, UserId};
use uuid::Uuid;

#[derive(Debug, sqlx::FromRow)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) email: String,
    pub(super) role: String,
}

/// The active members in the order in which they joined.
pub(super) async fn people(tx: &mut Tx, org: OrgId) -> Result<Vec<Person>> {
    fetch_all!(
        tx,
        Person,
        "SELECT u.id, u.email, m.role
         FROM memberships m JOIN users u ON u.id = m.user_id
         WHERE m.org_id = $1 AND m.status = 'active'
         ORDER BY m.joined_at, m.user_id",
        org.0
    )
}

/// The organization that somebody joined first, of those in which they are active.
pub(super) async fn first_organization(tx: &mut Tx, user: &UserId) -> Result<Option<OrgId>> {
    let row = fetch_optional!(
        tx,
        (Uuid,),
        "SELECT m.org_id
         FROM memberships m JOIN organizations o ON o.id = m.org_id
         WHERE m.user_id = $1 AND m.status = 'active' AND o.deleted_at IS NULL
         ORDER BY m.joined_at, m.org_id
         LIMIT 1",
        user.as_str()
    )?;
    Ok(row.map(|(org,)| OrgId(org)))
}

/// Whether there is such an account.
pub(super) async fn user_exists(tx: &mut Tx, user: &UserId) -> Result<bool> {
    Ok(fetch_optional!(tx, (String,), "SELECT id FROM users WHERE id = $1", user.as_str())?.is_some())
}
