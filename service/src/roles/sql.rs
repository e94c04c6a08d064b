//! Statements of `roles`.

use crate::{
    Result,
    authz::OrgAccess,
    db::{Tx, execute, fetch_all, fetch_one, fetch_optional},
};
use contract::{PermissionSet, RoleId, Timestamp, permissions::system_role, roles::Role};
use uuid::Uuid;

#[derive(Debug, sqlx::FromRow)]
pub(super) struct RoleRow {
    id: Uuid,
    pub(super) name: String,
    description: String,
    permissions: i64,
    created_at: i64,
    updated_at: i64,
}

impl From<RoleRow> for Role {
    fn from(row: RoleRow) -> Self {
        Self {
            id: Some(RoleId(row.id)),
            shadows_system: system_role(&row.name).is_some(),
            name: row.name,
            description: row.description,
            permissions: PermissionSet::from_bits(row.permissions),
            is_system: false,
            member_count: 0,
            created_at: Some(Timestamp(row.created_at)),
            updated_at: Some(Timestamp(row.updated_at)),
        }
    }
}

/// The organization's own roles, by name.
pub(super) async fn all(tx: &mut Tx, access: &OrgAccess) -> Result<Vec<RoleRow>> {
    fetch_all!(
        tx,
        RoleRow,
        "SELECT id, name, description, permissions, created_at, updated_at FROM roles WHERE org_id = $1 ORDER BY name",
        access.org().0
    )
}

/// The names of the organization's own roles.
pub(super) async fn names(tx: &mut Tx, access: &OrgAccess) -> Result<Vec<String>> {
    let rows = fetch_all!(tx, (String,), "SELECT name FROM roles WHERE org_id = $1", access.org().0)?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

/// One of the organization's own roles.
pub(super) async fn one(tx: &mut Tx, access: &OrgAccess, name: &str) -> Result<Option<RoleRow>> {
    fetch_optional!(
        tx,
        RoleRow,
        "SELECT id, name, description, permissions, created_at, updated_at FROM roles WHERE org_id = $1 AND name = $2",
        access.org().0,
        name
    )
}

/// One of the organization's own roles, by its id.
pub(super) async fn by_id(tx: &mut Tx, access: &OrgAccess, id: RoleId) -> Result<Option<RoleRow>> {
    fetch_optional!(
        tx,
        RoleRow,
        "SELECT id, name, description, permissions, created_at, updated_at FROM roles WHERE org_id = $1 AND id = $2",
        access.org().0,
        id.0
    )
}

/// How many members each role name has, suspended ones too.
pub(super) async fn holders(tx: &mut Tx, access: &OrgAccess) -> Result<Vec<(String, i64)>> {
    fetch_all!(
        tx,
        (String, i64),
        "SELECT role, COUNT(*) FROM memberships WHERE org_id = $1 GROUP BY role",
        access.org().0
    )
}

/// How many members a role name has, suspended ones too.
pub(super) async fn holder_count(tx: &mut Tx, access: &OrgAccess, name: &str) -> Result<i64> {
    let (count,) = fetch_one!(
        tx,
        (i64,),
        "SELECT COUNT(*) FROM memberships WHERE org_id = $1 AND role = $2",
        access.org().0,
        name
    )?;
    Ok(count)
}

/// How many pending invitations promise a role name.
pub(super) async fn promise_count(tx: &mut Tx, access: &OrgAccess, name: &str) -> Result<i64> {
    let now = tx.now().0;
    let (count,) = fetch_one!(
        tx,
        (i64,),
        "SELECT COUNT(*) FROM invitations WHERE org_id = $1 AND role = $2 AND status = 'pending' AND expires_at > $3",
        access.org().0,
        name,
        now
    )?;
    Ok(count)
}

/// Makes a role.
pub(super) async fn insert(
    tx: &mut Tx,
    access: &OrgAccess,
    name: &str,
    description: &str,
    permissions: PermissionSet,
) -> Result<RoleRow> {
    let (id, now) = (tx.new_id(), tx.now().0);
    fetch_one!(
        tx,
        RoleRow,
        "INSERT INTO roles (id, org_id, name, description, permissions, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)
         RETURNING id, name, description, permissions, created_at, updated_at",
        id,
        access.org().0,
        name,
        description,
        permissions.bits(),
        now
    )
    .map_err(|e| e.unique("role", "name"))
}

/// Writes name, description and permissions.
pub(super) async fn update(
    tx: &mut Tx,
    access: &OrgAccess,
    name: &str,
    new_name: &str,
    description: &str,
    permissions: PermissionSet,
) -> Result<RoleRow> {
    let now = tx.now().0;
    fetch_one!(
        tx,
        RoleRow,
        "UPDATE roles
         SET name = $3, description = $4, permissions = $5, updated_at = $6
         WHERE org_id = $1 AND name = $2
         RETURNING id, name, description, permissions, created_at, updated_at",
        access.org().0,
        name,
        new_name,
        description,
        permissions.bits(),
        now
    )
    .map_err(|e| e.unique("role", "name"))
}

/// Removes a role.
pub(super) async fn delete(tx: &mut Tx, access: &OrgAccess, name: &str) -> Result<()> {
    execute!(tx, "DELETE FROM roles WHERE org_id = $1 AND name = $2", access.org().0, name)?;
    Ok(())
}

pub(super) async fn rename_in_memberships(tx: &mut Tx, access: &OrgAccess, old: &str, new: &str) -> Result<()> {
    execute!(tx, "UPDATE memberships SET role = $3 WHERE org_id = $1 AND role = $2", access.org().0, old, new)?;
    Ok(())
}

pub(super) async fn rename_in_invitations(tx: &mut Tx, access: &OrgAccess, old: &str, new: &str) -> Result<()> {
    execute!(
        tx,
        "UPDATE invitations SET role = $3 WHERE org_id = $1 AND role = $2 AND status = 'pending'",
        access.org().0,
        old,
        new
    )?;
    Ok(())
}

pub(super) async fn rename_in_join_codes(tx: &mut Tx, access: &OrgAccess, old: &str, new: &str) -> Result<()> {
    execute!(tx, "UPDATE join_codes SET role = $3 WHERE org_id = $1 AND role = $2", access.org().0, old, new)?;
    Ok(())
}

/// Revokes the join codes that give a role.
pub(super) async fn revoke_join_codes(tx: &mut Tx, access: &OrgAccess, role: &str) -> Result<()> {
    let now = tx.now().0;
    execute!(
        tx,
        "UPDATE join_codes SET revoked_at = $3 WHERE org_id = $1 AND role = $2 AND revoked_at IS NULL",
        access.org().0,
        role,
        now
    )?;
    Ok(())
}
