//! Organizations by age in numbered pages, their free-form settings, and the figures of one.

use super::*;
use crate::db::like_pattern;

#[derive(sqlx::FromRow)]
pub(in crate::organizations) struct Row {
    #[sqlx(flatten)]
    organization: OrganizationRow,
    settings: String,
}

impl Row {
    pub(in crate::organizations) fn split(self) -> (Organization, String) {
        (self.organization.into(), self.settings)
    }
}

/// Which organizations a list is about.
#[derive(Debug, Clone, Copy)]
pub(in crate::organizations) enum Among<'a> {
    /// Those in which a user is an active member.
    Of(&'a UserId),
    /// Every one, for super admins.
    All,
    /// One, which the caller has an access to.
    Only(OrgId),
}

/// What a list looks for, anywhere: in names and slugs, both folded as they are stored for searches, and in ids.
#[derive(Debug)]
pub(in crate::organizations) struct Needle {
    pub(in crate::organizations) name_key: String,
    pub(in crate::organizations) slug: String,
    /// The digits of an id without hyphens; absent when the text can be no part of one.
    pub(in crate::organizations) digits: Option<String>,
}

/// The rows of a page, oldest first.
pub(in crate::organizations) async fn list(
    tx: &mut Tx,
    among: Among<'_>,
    needle: Option<&Needle>,
    (limit, offset): (i64, i64),
) -> Result<Vec<Row>> {
    let id = if tx.is_postgres() { "REPLACE(CAST(o.id AS TEXT), '-', '')" } else { "LOWER(HEX(o.id))" };
    Ok(on!(tx, |c| {
        let mut q = QueryBuilder::new(concat!("SELECT ", columns!(), ", CAST(NULL AS TEXT) AS role, o.settings "));
        match among {
            Among::Of(user) => {
                q.push("FROM memberships m JOIN organizations o ON o.id = m.org_id WHERE m.user_id = ");
                q.push_bind(user.as_str()).push(" AND m.status = 'active' AND o.deleted_at IS NULL");
            }
            Among::All => {
                q.push("FROM organizations o WHERE o.deleted_at IS NULL");
            }
            Among::Only(org) => {
                q.push("FROM organizations o WHERE o.deleted_at IS NULL AND o.id = ").push_bind(org.0);
            }
        }
        if let Some(needle) = needle {
            q.push(" AND (o.name_key LIKE ").push_bind(like_pattern(&needle.name_key)).push(" ESCAPE '\\'");
            q.push(" OR o.slug LIKE ").push_bind(like_pattern(&needle.slug)).push(" ESCAPE '\\'");
            if let Some(digits) = &needle.digits {
                q.push(" OR ").push(id).push(" LIKE ").push_bind(like_pattern(digits)).push(" ESCAPE '\\'");
            }
            q.push(")");
        }
        q.push(" ORDER BY o.created_at, o.id LIMIT ").push_bind(limit).push(" OFFSET ").push_bind(offset);
        q.build_query_as::<Row>().fetch_all(c).await
    })?)
}

/// One organization with its settings, which the caller has an access to.
pub(in crate::organizations) async fn one(tx: &mut Tx, org: OrgId) -> Result<Row> {
    fetch_one!(
        tx,
        Row,
        concat!("SELECT ", columns!(), ", CAST(NULL AS TEXT) AS role, o.settings FROM organizations o WHERE o.id = $1"),
        org.0
    )
}

/// Replaces the settings.
pub(in crate::organizations) async fn set_settings(tx: &mut Tx, access: &OrgAccess, settings: &str) -> Result<()> {
    execute!(tx, "UPDATE organizations SET settings = $2 WHERE id = $1", access.org().0, settings)?;
    Ok(())
}

/// Environments of all projects together.
pub(in crate::organizations) async fn environments(tx: &mut Tx, access: &OrgAccess) -> Result<i64> {
    let (sum,) = fetch_one!(
        tx,
        (i64,),
        "SELECT CAST(COALESCE(SUM(environment_count), 0) AS BIGINT) FROM projects WHERE org_id = $1",
        access.org().0
    )?;
    Ok(sum)
}
