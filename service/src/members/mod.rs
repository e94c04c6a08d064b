//! Members: who belongs to an organization, as what.

mod sql;

use crate::{Result, db::Tx};
use contract::{ApiError, OrgId, UserId};

/// Makes somebody an active member, within a transaction that holds the organization's lock or has just made it.
/// `None`: added. `Some(role)`: was a member already (perhaps a suspended one) and keeps that role.
pub(crate) async fn add(tx: &mut Tx, org: OrgId, user: &UserId, role: &str) -> Result<Option<String>> {
    if sql::insert(tx, org, user, role).await? {
        return Ok(None);
    }
    match sql::role_of(tx, org, user).await? {
        Some(role) => Ok(Some(role)),
        None => Err(ApiError::not_found("user").into()),
    }
}
