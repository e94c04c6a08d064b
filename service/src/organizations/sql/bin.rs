//! Statements of the recycle bin.

use crate::{
    Result,
    authz::OrgAccess,
    db::{Tx, encode_moment, execute, on},
};
use contract::{OrgId, Timestamp, UserId, organizations::DeletedOrganization};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// A deleted organization.
#[derive(sqlx::FromRow)]
pub(in crate::organizations) struct DeletedRow {
    id: Uuid,
    slug: String,
    name: String,
    deleted_at: i64,
    deleted_by: Option<String>,
}

impl DeletedRow {
    pub(in crate::organizations) fn cursor(&self) -> String {
        encode_moment(self.deleted_at, self.id)
    }
}

impl From<DeletedRow> for DeletedOrganization {
    fn from(row: DeletedRow) -> Self {
        Self {
            id: OrgId(row.id),
            slug: row.slug,
            name: row.name,
            deleted_at: Timestamp(row.deleted_at),
            deleted_by: row.deleted_by,
            restorable_until: Timestamp(row.deleted_at).plus(crate::organizations::RESTORABLE),
        }
    }
}

/// `FROM` and `WHERE` of the recycle bin of an owner, or of the whole instance.
macro_rules! bin {
    ($q:ident, $owner:expr, $since:expr) => {
        match $owner {
            Some(owner) => {
                _ = $q
                    .push(" FROM memberships m JOIN organizations o ON o.id = m.org_id WHERE m.user_id = ")
                    .push_bind(owner.as_str())
                    .push(" AND m.role = 'owner' AND m.status = 'active'")
            }
            None => _ = $q.push(" FROM organizations o WHERE 1 = 1"),
        }
        $q.push(" AND o.purged_at IS NULL AND o.deleted_at > ").push_bind($since);
    };
}

/// What an owner deleted or saw deleted since a time, or what anybody did, the last deleted first.
pub(in crate::organizations) async fn deleted(
    tx: &mut Tx,
    owner: Option<&UserId>,
    since: i64,
    after: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<DeletedRow>> {
    Ok(on!(tx, |c| {
        let mut q = QueryBuilder::new(
            "SELECT o.id, o.slug, o.name, o.deleted_at, (SELECT u.name FROM users u WHERE u.id = o.deleted_by) AS deleted_by",
        );
        bin!(q, owner, since);
        if let Some((at, id)) = after {
            q.push(" AND (o.deleted_at, o.id) < (").push_bind(at).push(", ").push_bind(id).push(")");
        }
        q.push(" ORDER BY o.deleted_at DESC, o.id DESC LIMIT ").push_bind(limit);
        q.build_query_as::<DeletedRow>().fetch_all(c).await
    })?)
}

/// How many rows all pages of the recycle bin have.
pub(in crate::organizations) async fn count_deleted(tx: &mut Tx, owner: Option<&UserId>, since: i64) -> Result<i64> {
    let (count,) = on!(tx, |c| {
        let mut q = QueryBuilder::new("SELECT COUNT(*)");
        bin!(q, owner, since);
        q.build_query_as::<(i64,)>().fetch_one(c).await
    })?;
    Ok(count)
}

/// Makes a deleted organization live again, if it has an active owner.
pub(in crate::organizations) async fn restore(tx: &mut Tx, access: &OrgAccess) -> Result<bool> {
    let now = tx.now().0;
    let rows = execute!(
        tx,
        "UPDATE organizations SET deleted_at = NULL, deleted_by = NULL, updated_at = $2
         WHERE id = $1 AND deleted_at IS NOT NULL AND purged_at IS NULL AND owner_count > 0",
        access.org().0,
        now
    )?;
    Ok(rows == 1)
}
