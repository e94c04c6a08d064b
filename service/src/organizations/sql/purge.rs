//! Statements of the removal for good.

use crate::{
    Result,
    authz::OrgAccess,
    db::{Tx, execute, fetch_all, fetch_optional},
};
use contract::OrgId;
use uuid::Uuid;

/// Hides the organization for good and frees its slug; no slug has the shape of the one it gets.
pub(in crate::organizations) async fn mark(tx: &mut Tx, access: &OrgAccess) -> Result<()> {
    let now = tx.now().0;
    execute!(
        tx,
        "UPDATE organizations SET deleted_at = $2, deleted_by = $3, purged_at = $2, slug = $4, updated_at = $2 WHERE id = $1",
        access.org().0,
        now,
        access.user_id().as_str(),
        access.org().to_string()
    )?;
    Ok(())
}

/// Organizations that were deleted before a moment and are not marked yet, with their names.
pub(in crate::organizations) async fn overdue(
    tx: &mut Tx,
    deleted_before: i64,
    limit: i64,
) -> Result<Vec<(Uuid, String)>> {
    fetch_all!(
        tx,
        (Uuid, String),
        "SELECT id, name
         FROM organizations
         WHERE deleted_at IS NOT NULL AND deleted_at <= $1 AND purged_at IS NULL
         ORDER BY deleted_at
         LIMIT $2",
        deleted_before,
        limit
    )
}

/// Marks an organization that was deleted before a moment. `false` when it was restored or marked meanwhile.
pub(in crate::organizations) async fn mark_overdue(tx: &mut Tx, org: OrgId, deleted_before: i64) -> Result<bool> {
    let now = tx.now().0;
    let rows = execute!(
        tx,
        "UPDATE organizations SET purged_at = $2, slug = $3
         WHERE id = $1 AND deleted_at IS NOT NULL AND deleted_at <= $4 AND purged_at IS NULL",
        org.0,
        now,
        org.to_string(),
        deleted_before
    )?;
    Ok(rows == 1)
}

/// Organizations that are marked.
pub(in crate::organizations) async fn marked(tx: &mut Tx, limit: i64) -> Result<Vec<Uuid>> {
    let rows = fetch_all!(
        tx,
        (Uuid,),
        "SELECT id FROM organizations WHERE purged_at IS NOT NULL ORDER BY purged_at LIMIT $1",
        limit
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Whether the organization is marked.
pub(in crate::organizations) async fn is_marked(tx: &mut Tx, org: OrgId) -> Result<bool> {
    let sql = "SELECT created_at FROM organizations WHERE id = $1 AND purged_at IS NOT NULL";
    Ok(fetch_optional!(tx, (i64,), sql, org.0)?.is_some())
}

/// Removes a marked organization with everything that is left in it.
pub(in crate::organizations) async fn remove(tx: &mut Tx, org: OrgId) -> Result<()> {
    execute!(tx, "DELETE FROM organizations WHERE id = $1 AND purged_at IS NOT NULL", org.0)?;
    Ok(())
}
