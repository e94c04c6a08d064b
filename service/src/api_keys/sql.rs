//! Statements of `api_keys`. Only [`lookup`] takes no [`OrgAccess`]: it finds a key by the digest of its secret, and
//! [`super::verify`] decides whether the caller may know of it.

use crate::{
    Result,
    api_keys::IntegrationKey,
    authz::OrgAccess,
    db::{DatedList, Tx, encode_moment, execute, fetch_all, fetch_one, fetch_optional, like_pattern, on},
    secret::SecretDigest,
};
use contract::{
    ApiError, ApiKeyId, OrgId, PermissionSet, ProjectId, Timestamp, UserId,
    api_keys::{ApiKey, KeyEnv, KeyKind},
};
use sqlx::QueryBuilder;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    id: Uuid,
    kind: String,
    name: String,
    prefix: String,
    last_four: String,
    env: String,
    project_id: Option<Uuid>,
    project_name: Option<String>,
    permissions: i64,
    created_by: String,
    created_at: i64,
    last_used_at: Option<i64>,
    expires_at: Option<i64>,
    enabled: bool,
    revoked_at: Option<i64>,
}

/// How a key stands; the first that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Revoked,
    Expired,
    Disabled,
    Active,
}

impl Status {
    pub(super) fn of(revoked_at: Option<i64>, expires_at: Option<i64>, enabled: bool, now: Timestamp) -> Self {
        if revoked_at.is_some() {
            Self::Revoked
        } else if expires_at.is_some_and(|at| at <= now.0) {
            Self::Expired
        } else if !enabled {
            Self::Disabled
        } else {
            Self::Active
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Revoked => "revoked",
            Self::Expired => "expired",
            Self::Disabled => "disabled",
            Self::Active => "active",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        [Self::Revoked, Self::Expired, Self::Disabled, Self::Active].into_iter().find(|s| s.as_str() == text)
    }
}

pub(super) fn env(text: &str) -> KeyEnv {
    if text == KeyEnv::Test.as_str() { KeyEnv::Test } else { KeyEnv::Live }
}

impl Row {
    pub(super) fn cursor(&self) -> String {
        encode_moment(self.created_at, self.id)
    }

    pub(super) fn dated_cursor(&self, list: &DatedList, now: Timestamp) -> String {
        list.cursor(now, self.created_at, self.id)
    }

    pub(super) fn into_key(self, now: Timestamp) -> ApiKey {
        ApiKey {
            id: ApiKeyId(self.id),
            status: Status::of(self.revoked_at, self.expires_at, self.enabled, now).as_str().to_owned(),
            kind: KeyKind::parse(&self.kind).unwrap_or_default(),
            name: self.name,
            prefix: self.prefix,
            last_four: self.last_four,
            env: env(&self.env),
            project_id: self.project_id.map(ProjectId),
            project_name: self.project_name,
            permissions: PermissionSet::from_bits(self.permissions),
            created_by: self.created_by,
            created_at: Timestamp(self.created_at),
            last_used_at: self.last_used_at.map(Timestamp),
            expires_at: self.expires_at.map(Timestamp),
            enabled: self.enabled,
        }
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT k.id, k.kind, k.name, k.prefix, k.last_four, k.env, k.project_id, p.name AS project_name, k.permissions,
                    u.name AS created_by, k.created_at, k.last_used_at, k.expires_at, k.enabled, k.revoked_at
             FROM api_keys k
             JOIN users u ON u.id = k.created_by
             LEFT JOIN projects p ON p.org_id = k.org_id AND p.id = k.project_id ",
            $rest
        )
    };
}

/// Which keys a list is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub(super) project: Option<ProjectId>,
    pub(super) status: Option<Status>,
}

macro_rules! conditions {
    ($query:ident, $access:expr, $wanted:expr, $now:expr) => {
        $query.push("WHERE k.org_id = ").push_bind($access.org().0);
        if let Some(project) = $wanted.project {
            $query.push(" AND k.project_id = ").push_bind(project.0);
        }
        if let Some(status) = $wanted.status {
            $query.push(match status {
                Status::Revoked => " AND k.revoked_at IS NOT NULL",
                _ => " AND k.revoked_at IS NULL",
            });
            match status {
                Status::Revoked => {}
                Status::Expired => {
                    $query.push(" AND k.expires_at <= ").push_bind($now.0);
                }
                Status::Disabled | Status::Active => {
                    $query.push(" AND (k.expires_at IS NULL OR k.expires_at > ").push_bind($now.0);
                    $query.push(if status == Status::Active { ") AND k.enabled" } else { ") AND NOT k.enabled" });
                }
            }
        }
    };
}

pub(super) async fn list(
    tx: &mut Tx,
    access: &OrgAccess,
    wanted: Wanted,
    after: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<Row>> {
    let now = tx.now();
    Ok(on!(tx, |c| {
        let mut query = QueryBuilder::new(select!(""));
        conditions!(query, access, wanted, now);
        if let Some((at, id)) = after {
            query.push(" AND (k.created_at, k.id) < (").push_bind(at).push(", ").push_bind(id).push(")");
        }
        query.push(" ORDER BY k.created_at DESC, k.id DESC LIMIT ").push_bind(limit);
        query.build_query_as::<Row>().fetch_all(c).await
    })?)
}

/// The keys of a project in the order in which they were made.
pub(super) async fn list_of_project(
    tx: &mut Tx,
    access: &OrgAccess,
    project: ProjectId,
    search: Option<&str>,
    after: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<Row>> {
    Ok(on!(tx, |c| {
        let mut query = QueryBuilder::new(select!(""));
        query.push("WHERE k.org_id = ").push_bind(access.org().0);
        query.push(" AND k.project_id = ").push_bind(project.0);
        if let Some(search) = search {
            query.push(" AND LOWER(k.name) LIKE LOWER(").push_bind(like_pattern(search)).push(") ESCAPE '\\'");
        }
        if let Some((at, id)) = after {
            query.push(" AND (k.created_at, k.id) > (").push_bind(at).push(", ").push_bind(id).push(")");
        }
        query.push(" ORDER BY k.created_at, k.id LIMIT ").push_bind(limit);
        query.build_query_as::<Row>().fetch_all(c).await
    })?)
}

pub(super) async fn count(tx: &mut Tx, access: &OrgAccess, wanted: Wanted) -> Result<i64> {
    let now = tx.now();
    Ok(on!(tx, |c| {
        let mut query = QueryBuilder::new("SELECT COUNT(*) FROM api_keys k ");
        conditions!(query, access, wanted, now);
        query.build_query_scalar::<i64>().fetch_one(c).await
    })?)
}

pub(super) async fn find(tx: &mut Tx, access: &OrgAccess, key: ApiKeyId) -> Result<Option<Row>> {
    fetch_optional!(tx, Row, select!("WHERE k.org_id = $1 AND k.id = $2"), access.org().0, key.0)
}

/// What the row of a new key has besides the key's own fields.
pub(super) struct NewRow<'a> {
    pub(super) org: OrgId,
    pub(super) maker: &'a UserId,
    pub(super) digest: &'a SecretDigest,
    pub(super) of_user: bool,
    pub(super) bound_role: Option<&'a str>,
}

/// Stores a new key of `maker` in an organization. `of_user` and `bound_role`: see `authz::rights::KeyRights`.
pub(super) async fn insert(tx: &mut Tx, key: &ApiKey, new: &NewRow<'_>) -> Result<()> {
    let NewRow { org, maker, digest, of_user, bound_role } = *new;
    execute!(
        tx,
        "INSERT INTO api_keys
           (id, org_id, project_id, kind, env, name, prefix, last_four, digest, permissions, created_by, created_at,
            expires_at, of_user, bound_role)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        key.id.0,
        org.0,
        key.project_id.map(|p| p.0),
        key.kind.as_str(),
        key.env.as_str(),
        key.name.as_str(),
        key.prefix.as_str(),
        key.last_four.as_str(),
        digest.as_slice(),
        key.permissions.bits(),
        maker.as_str(),
        key.created_at.0,
        key.expires_at.map(|t| t.0),
        of_user,
        bound_role
    )?;
    Ok(())
}

/// Fails with `conflict` when the key was revoked meanwhile.
pub(super) async fn update(tx: &mut Tx, access: &OrgAccess, key: ApiKeyId, name: &str, enabled: bool) -> Result<()> {
    let changed = execute!(
        tx,
        "UPDATE api_keys SET name = $3, enabled = $4 WHERE org_id = $1 AND id = $2 AND revoked_at IS NULL",
        access.org().0,
        key.0,
        name,
        enabled
    )?;
    if changed == 1 {
        Ok(())
    } else {
        Err(ApiError::Conflict { detail: "This key was revoked meanwhile.".to_owned() }.into())
    }
}

/// Names the successor of a key and ends it at `ends`, or earlier if it ended earlier. Whether it had none before.
pub(super) async fn replace(
    tx: &mut Tx,
    access: &OrgAccess,
    key: ApiKeyId,
    successor: ApiKeyId,
    ends: Timestamp,
) -> Result<bool> {
    let changed = execute!(
        tx,
        "UPDATE api_keys SET replaced_by = $3, expires_at = $4
         WHERE org_id = $1 AND id = $2 AND replaced_by IS NULL AND revoked_at IS NULL",
        access.org().0,
        key.0,
        successor.0,
        ends.0
    )?;
    Ok(changed == 1)
}

/// Whether the key was not revoked before.
pub(super) async fn revoke(tx: &mut Tx, access: &OrgAccess, key: ApiKeyId) -> Result<bool> {
    let now = tx.now().0;
    let changed = execute!(
        tx,
        "UPDATE api_keys SET revoked_at = $3, enabled = FALSE WHERE org_id = $1 AND id = $2 AND revoked_at IS NULL",
        access.org().0,
        key.0,
        now
    )?;
    Ok(changed == 1)
}

/// An integration key of somebody, in an organization that is not deleted.
#[derive(sqlx::FromRow)]
pub(super) struct OwnRow {
    org_id: Uuid,
    #[sqlx(flatten)]
    row: Row,
}

impl OwnRow {
    pub(super) fn into_integration_key(self, now: Timestamp) -> IntegrationKey {
        IntegrationKey { key: self.row.into_key(now), organization: OrgId(self.org_id) }
    }
}

macro_rules! own {
    ($rest:literal) => {
        concat!(
            "SELECT k.org_id, k.id, k.kind, k.name, k.prefix, k.last_four, k.env, k.project_id,
                    CAST(NULL AS TEXT) AS project_name, k.permissions, u.name AS created_by, k.created_at, k.last_used_at,
                    k.expires_at, k.enabled, k.revoked_at
             FROM api_keys k
             JOIN users u ON u.id = k.created_by
             JOIN organizations o ON o.id = k.org_id AND o.deleted_at IS NULL
             WHERE k.created_by = $1 AND k.kind = 'integration' ",
            $rest
        )
    };
}

pub(super) async fn list_own(tx: &mut Tx, user: &UserId, offset: i64, limit: i64) -> Result<Vec<OwnRow>> {
    fetch_all!(tx, OwnRow, own!("ORDER BY k.created_at, k.id LIMIT $3 OFFSET $2"), user.as_str(), offset, limit)
}

/// How many integration keys somebody has; with `alive` only those that may still be used.
pub(super) async fn count_own(tx: &mut Tx, user: &UserId, alive: bool) -> Result<i64> {
    let now = tx.now().0;
    let (count,) = fetch_one!(
        tx,
        (i64,),
        "SELECT COUNT(*)
         FROM api_keys k JOIN organizations o ON o.id = k.org_id AND o.deleted_at IS NULL
         WHERE k.created_by = $1 AND k.kind = 'integration'
           AND (NOT $2 OR k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $3))",
        user.as_str(),
        alive,
        now
    )?;
    Ok(count)
}

pub(super) async fn find_own(tx: &mut Tx, user: &UserId, key: ApiKeyId) -> Result<Option<OwnRow>> {
    fetch_optional!(tx, OwnRow, own!("AND k.id = $2"), user.as_str(), key.0)
}

/// Whether there was such a key.
pub(super) async fn delete_own(tx: &mut Tx, user: &UserId, key: ApiKeyId) -> Result<bool> {
    let deleted = execute!(
        tx,
        "DELETE FROM api_keys WHERE created_by = $1 AND kind = 'integration' AND id = $2",
        user.as_str(),
        key.0
    )?;
    Ok(deleted == 1)
}

/// Fails with `conflict` when the key is to be revoked and was revoked meanwhile.
pub(super) async fn update_own(tx: &mut Tx, user: &UserId, key: ApiKeyId, name: &str, revoke: bool) -> Result<()> {
    let now = tx.now().0;
    let changed = execute!(
        tx,
        "UPDATE api_keys
         SET name = $3, revoked_at = CASE WHEN $4 THEN $5 ELSE revoked_at END, enabled = enabled AND NOT $4
         WHERE created_by = $1 AND kind = 'integration' AND id = $2 AND (revoked_at IS NULL OR NOT $4)",
        user.as_str(),
        key.0,
        name,
        revoke,
        now
    )?;
    if changed == 1 {
        Ok(())
    } else {
        Err(ApiError::Conflict { detail: "This key was revoked meanwhile.".to_owned() }.into())
    }
}

/// A key with what its maker or the role that binds it holds now, and the project that the question names.
#[derive(sqlx::FromRow)]
pub(super) struct Found {
    pub(super) id: Uuid,
    pub(super) org_id: Uuid,
    pub(super) project_id: Option<Uuid>,
    pub(super) kind: String,
    pub(super) of_user: bool,
    pub(super) env: String,
    pub(super) digest: Vec<u8>,
    pub(super) permissions: i64,
    pub(super) expires_at: Option<i64>,
    pub(super) enabled: bool,
    pub(super) revoked_at: Option<i64>,
    pub(super) super_admin: bool,
    pub(super) creator_disabled_at: Option<i64>,
    pub(super) role: Option<String>,
    pub(super) member_status: Option<String>,
    pub(super) role_permissions: Option<i64>,
    pub(super) asked_project: Option<Uuid>,
}

pub(super) async fn lookup(
    tx: &mut Tx,
    digest: &SecretDigest,
    project_id: Option<Uuid>,
    project_name: Option<&str>,
) -> Result<Option<Found>> {
    fetch_optional!(
        tx,
        Found,
        "SELECT k.id, k.org_id, k.project_id, k.kind, k.of_user, k.env, k.digest, k.permissions, k.expires_at, k.enabled, k.revoked_at,
                u.super_admin, u.disabled_at AS creator_disabled_at, COALESCE(m.role, k.bound_role) AS role, m.status AS member_status,
                r.permissions AS role_permissions, p.id AS asked_project
         FROM api_keys k
         JOIN organizations o ON o.id = k.org_id AND o.deleted_at IS NULL
         JOIN users u ON u.id = k.created_by
         LEFT JOIN memberships m ON m.org_id = k.org_id AND m.user_id = k.created_by AND k.of_user
         LEFT JOIN roles r ON r.org_id = k.org_id AND r.name = COALESCE(m.role, k.bound_role)
         LEFT JOIN projects p ON p.org_id = k.org_id AND (p.id = $2 OR p.name = $3)
         WHERE k.digest = $1",
        digest.as_slice(),
        project_id,
        project_name
    )
}
