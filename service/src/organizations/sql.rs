//! Statements of `organizations`. Those without an [`OrgAccess`] serve lists of the caller's own organizations and the
//! making of a new one, where no access can precede.

mod bin;

pub(super) use bin::{DeletedRow, count_deleted, deleted, empty_bin, restore};

use crate::{
    Result,
    authz::OrgAccess,
    db::{Tx, execute, fetch_all, fetch_one, fetch_optional, on, prefix_end},
};
use contract::{OrgId, ProjectId, Timestamp, UserId, organizations::Organization};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// The columns of [`OrganizationRow`], of a table named `o`, but for the role.
macro_rules! columns {
    () => {
        "o.id, COALESCE(o.slug_given, o.slug) AS slug, o.name, o.name_key, o.logo, o.timezone, o.billing_email, o.plan, o.metadata,
         o.member_count, o.project_count, o.created_at, o.updated_at"
    };
}

/// `FROM` and `WHERE` of a list of organizations.
macro_rules! filter {
    ($q:ident, $wanted:ident) => {
        if $wanted.all {
            $q.push("FROM organizations o LEFT JOIN memberships m ON m.org_id = o.id AND m.status = 'active' AND m.user_id = ")
                .push_bind($wanted.user.as_str())
                .push(" WHERE o.deleted_at IS NULL");
        } else {
            $q.push("FROM memberships m JOIN organizations o ON o.id = m.org_id WHERE m.user_id = ")
                .push_bind($wanted.user.as_str())
                .push(" AND m.status = 'active' AND o.deleted_at IS NULL");
        }
        if let Some(search) = $wanted.search {
            let end = prefix_end(search).unwrap_or_else(|| char::MAX.to_string());
            // Two ranges on two indexes.
            $q.push(" AND o.id IN (SELECT n.id FROM organizations n WHERE n.name_key >= ")
                .push_bind(search)
                .push(" AND n.name_key < ")
                .push_bind(end.clone())
                .push(" UNION SELECT s.id FROM organizations s WHERE s.slug >= ")
                .push_bind(search)
                .push(" AND s.slug < ")
                .push_bind(end)
                .push(")");
        }
    };
}

#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct OrganizationRow {
    pub(super) id: Uuid,
    slug: String,
    name: String,
    pub(super) name_key: String,
    logo: Option<String>,
    timezone: String,
    billing_email: Option<String>,
    plan: String,
    metadata: String,
    member_count: i64,
    project_count: i64,
    created_at: i64,
    updated_at: i64,
    role: Option<String>,
}

impl From<OrganizationRow> for Organization {
    fn from(row: OrganizationRow) -> Self {
        Self {
            id: OrgId(row.id),
            slug: row.slug,
            name: row.name,
            logo: row.logo,
            timezone: row.timezone,
            billing_email: row.billing_email,
            plan: row.plan,
            metadata: serde_json::from_str(&row.metadata).unwrap_or_default(),
            member_count: row.member_count,
            project_count: row.project_count,
            created_at: Timestamp(row.created_at),
            updated_at: Timestamp(row.updated_at),
            role: row.role,
        }
    }
}

/// One organization, which the caller has an access to or has just made.
pub(super) async fn one(tx: &mut Tx, org: OrgId) -> Result<Organization> {
    let row = fetch_one!(
        tx,
        OrganizationRow,
        concat!("SELECT ", columns!(), ", CAST(NULL AS TEXT) AS role FROM organizations o WHERE o.id = $1"),
        org.0
    )?;
    Ok(row.into())
}

/// Where a page of organizations begins and what it holds.
pub(super) struct Wanted<'a> {
    pub(super) user: &'a UserId,
    pub(super) all: bool,
    pub(super) search: Option<&'a str>,
    pub(super) after: Option<(String, Uuid)>,
}

/// The rows after the cursor, by name. `all` is for super admins: every organization instead of the user's own.
pub(super) async fn list(tx: &mut Tx, wanted: &Wanted<'_>, limit: i64) -> Result<Vec<OrganizationRow>> {
    Ok(on!(tx, |c| {
        let mut q = QueryBuilder::new(concat!("SELECT ", columns!(), ", m.role "));
        filter!(q, wanted);
        if let Some((name_key, id)) = &wanted.after {
            q.push(" AND (o.name_key, o.id) > (").push_bind(name_key.as_str()).push(", ").push_bind(*id).push(")");
        }
        q.push(" ORDER BY o.name_key, o.id LIMIT ").push_bind(limit);
        q.build_query_as::<OrganizationRow>().fetch_all(c).await
    })?)
}

/// A page by its offset, oldest organizations first.
pub(super) async fn list_by_age(
    tx: &mut Tx,
    wanted: &Wanted<'_>,
    limit: i64,
    offset: i64,
) -> Result<Vec<OrganizationRow>> {
    Ok(on!(tx, |c| {
        let mut q = QueryBuilder::new(concat!("SELECT ", columns!(), ", m.role "));
        filter!(q, wanted);
        q.push(" ORDER BY o.created_at, o.id LIMIT ").push_bind(limit).push(" OFFSET ").push_bind(offset);
        q.build_query_as::<OrganizationRow>().fetch_all(c).await
    })?)
}

/// How many rows all pages have.
pub(super) async fn count(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<i64> {
    let (count,) = on!(tx, |c| {
        let mut q = QueryBuilder::new("SELECT COUNT(*) ");
        filter!(q, wanted);
        q.build_query_as::<(i64,)>().fetch_one(c).await
    })?;
    Ok(count)
}

/// What a surface gives besides the native fields: a slug by its own rule, settings as JSON text.
#[derive(Clone, Copy)]
pub(crate) struct Extra<'a> {
    pub(crate) given: Option<&'a str>,
    pub(crate) settings: &'a str,
}

impl Default for Extra<'_> {
    fn default() -> Self {
        Self { given: None, settings: "{}" }
    }
}

/// A new organization's columns.
#[derive(Clone, Copy)]
pub(super) struct NewRow<'a> {
    pub(super) slug: &'a str,
    pub(super) slug_given: Option<&'a str>,
    pub(super) settings: &'a str,
    pub(super) name: &'a str,
    pub(super) name_key: &'a str,
    pub(super) logo: Option<&'a str>,
    pub(super) timezone: &'a str,
    pub(super) billing_email: Option<&'a str>,
}

/// Makes the row unless the slug is taken, by a deleted organization too. `false`: it is taken.
pub(super) async fn insert(tx: &mut Tx, id: OrgId, new: &NewRow<'_>) -> Result<bool> {
    let now = tx.now().0;
    let rows = execute!(
        tx,
        "INSERT INTO organizations
           (id, slug, name, name_key, logo, timezone, billing_email, created_at, updated_at, slug_given, settings)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10)
         ON CONFLICT (slug) DO NOTHING",
        id.0,
        new.slug,
        new.name,
        new.name_key,
        new.logo,
        new.timezone,
        new.billing_email,
        now,
        new.slug_given,
        new.settings
    )?;
    Ok(rows == 1)
}

/// Name and plan of an organization that is not deleted, for the administrator.
pub(super) async fn plan(tx: &mut Tx, org: OrgId) -> Result<Option<(String, String)>> {
    let sql = "SELECT name, plan FROM organizations WHERE id = $1 AND deleted_at IS NULL";
    fetch_optional!(tx, (String, String), sql, org.0)
}

/// Writes the plan.
pub(super) async fn set_plan(tx: &mut Tx, org: OrgId, plan: &str) -> Result<()> {
    let now = tx.now().0;
    execute!(tx, "UPDATE organizations SET plan = $2, updated_at = $3 WHERE id = $1", org.0, plan, now)?;
    Ok(())
}

/// The shortest taken slugs that begin with `prefix`, so that a free ending is found in few tries.
pub(super) async fn taken_slugs(tx: &mut Tx, prefix: &str) -> Result<Vec<String>> {
    let end = prefix_end(prefix).unwrap_or_else(|| char::MAX.to_string());
    let rows = fetch_all!(
        tx,
        (String,),
        "SELECT slug FROM organizations WHERE slug >= $1 AND slug < $2 ORDER BY LENGTH(slug), slug LIMIT 2000",
        prefix,
        end.as_str()
    )?;
    Ok(rows.into_iter().map(|(slug,)| slug).collect())
}

/// The project that comes with a new organization.
pub(super) async fn insert_default_project(tx: &mut Tx, org: OrgId) -> Result<()> {
    let (id, now) = (tx.new_id(), tx.now().0);
    execute!(
        tx,
        "INSERT INTO projects (id, org_id, name, is_default, created_at, updated_at)
         VALUES ($1, $2, 'default', TRUE, $3, $3)",
        id,
        org.0,
        now
    )?;
    Ok(())
}

/// Writes the editable fields.
pub(super) async fn update(tx: &mut Tx, access: &OrgAccess, new: &Organization, name_key: &str) -> Result<()> {
    let metadata = serde_json::to_string(&new.metadata).unwrap_or_default();
    execute!(
        tx,
        "UPDATE organizations
         SET name = $2, name_key = $3, logo = $4, timezone = $5, billing_email = $6, metadata = $7, updated_at = $8
         WHERE id = $1",
        access.org().0,
        new.name.as_str(),
        name_key,
        new.logo.as_deref(),
        new.timezone.as_str(),
        new.billing_email.as_deref(),
        metadata.as_str(),
        new.updated_at.0
    )?;
    Ok(())
}

/// Members, projects and keys that a deletion would cut off.
pub(super) async fn cut_off(tx: &mut Tx, access: &OrgAccess) -> Result<(i64, i64, i64)> {
    let now = tx.now().0;
    fetch_one!(
        tx,
        (i64, i64, i64),
        "SELECT o.member_count, o.project_count,
           (SELECT COUNT(*) FROM api_keys k
            WHERE k.org_id = o.id AND k.revoked_at IS NULL AND k.enabled AND (k.expires_at IS NULL OR k.expires_at > $2))
         FROM organizations o
         WHERE o.id = $1",
        access.org().0,
        now
    )
}

/// Hides the organization from everyone and disables its keys.
pub(super) async fn delete(tx: &mut Tx, access: &OrgAccess) -> Result<()> {
    let now = tx.now().0;
    execute!(tx, "UPDATE api_keys SET enabled = FALSE WHERE org_id = $1 AND enabled", access.org().0)?;
    execute!(
        tx,
        "UPDATE organizations SET deleted_at = $2, deleted_by = $3, updated_at = $2 WHERE id = $1 AND deleted_at IS NULL",
        access.org().0,
        now,
        access.user_id().as_str()
    )?;
    Ok(())
}

/// Removes the organization with everything in it.
pub(super) async fn purge(tx: &mut Tx, access: &OrgAccess) -> Result<()> {
    execute!(tx, "DELETE FROM organizations WHERE id = $1", access.org().0)?;
    Ok(())
}

/// The counters of the overview.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Counters {
    pub(super) own_roles: i64,
    pub(super) members: i64,
    pub(super) projects: i64,
    pub(super) invitations: i64,
    /// Keys that would verify now: the organization's own, and those whose maker is an active member or a super admin.
    pub(super) keys: i64,
    pub(super) unrevoked_keys: i64,
}

/// Counts in one statement; of keys, only those of the project when one is given.
pub(super) async fn counters(tx: &mut Tx, access: &OrgAccess, project: Option<ProjectId>) -> Result<Counters> {
    let now = tx.now().0;
    fetch_one!(
        tx,
        Counters,
        "SELECT o.member_count AS members, o.project_count AS projects,
           (SELECT COUNT(*) FROM roles r WHERE r.org_id = o.id AND r.name NOT IN ('admin', 'member')) AS own_roles,
           (SELECT COUNT(*) FROM invitations i
            WHERE i.org_id = o.id AND i.status = 'pending' AND i.expires_at > $2) AS invitations,
           (SELECT COUNT(*) FROM api_keys k
            JOIN users u ON u.id = k.created_by
            LEFT JOIN memberships m ON m.org_id = k.org_id AND m.user_id = k.created_by
            WHERE k.org_id = o.id AND ($3 IS NULL OR k.project_id = $3)
              AND k.revoked_at IS NULL AND k.enabled AND (k.expires_at IS NULL OR k.expires_at > $2)
              AND (NOT k.of_user OR u.disabled_at IS NULL AND (u.super_admin OR m.status = 'active'))) AS keys,
           (SELECT COUNT(*) FROM api_keys k
            WHERE k.org_id = o.id AND ($3 IS NULL OR k.project_id = $3) AND k.revoked_at IS NULL) AS unrevoked_keys
         FROM organizations o
         WHERE o.id = $1",
        access.org().0,
        now,
        project.map(|project| project.0)
    )
}

/// What decides about somebody's rights.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Standing {
    pub(super) name: String,
    pub(super) super_admin: bool,
    pub(super) disabled_at: Option<i64>,
    pub(super) role: Option<String>,
    pub(super) status: Option<String>,
    pub(super) role_permissions: Option<i64>,
}

/// The standing of a member of the organization or of a super admin; nobody else is told apart from an unknown user.
pub(super) async fn standing(tx: &mut Tx, access: &OrgAccess, user: &UserId) -> Result<Option<Standing>> {
    fetch_optional!(
        tx,
        Standing,
        "SELECT u.name, u.super_admin, u.disabled_at, m.role, m.status, r.permissions AS role_permissions
         FROM users u
         LEFT JOIN memberships m ON m.org_id = $1 AND m.user_id = u.id
         LEFT JOIN roles r ON r.org_id = $1 AND r.name = m.role
         WHERE u.id = $2 AND (u.super_admin OR m.user_id IS NOT NULL)",
        access.org().0,
        user.as_str()
    )
}

/// Whether the project that the acting key is bound to goes by this id or name.
pub(super) async fn is_own_project(tx: &mut Tx, access: &OrgAccess, own: Uuid, reference: &str) -> Result<bool> {
    let row = fetch_optional!(
        tx,
        (i64,),
        "SELECT created_at FROM projects WHERE org_id = $1 AND id = $2 AND name = $3",
        access.org().0,
        own,
        reference
    )?;
    Ok(row.is_some())
}
