//! Who calls: a credential checked on its own, before a body is read or an organization is looked at.
//!
//! Every operation checks its credential again in its own transaction; this is for doors that must answer 401 before
//! anything else, that tell sessions from keys, or that count requests by principal.

use crate::{
    Actor, Result, Services,
    actor::Credential,
    authz::{KeyRights, Standing},
    db::{Tx, fetch_optional},
    secret::SecretDigest,
};
use contract::{ApiError, ApiKeyId, OrgId, PermissionSet, ProjectId, UserId, api_keys::KeyKind};
use uuid::Uuid;

/// Who calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// A person or a key.
    pub holder: Holder,
    /// A key's own organization; else the one that `X-Organization-Id` names; else the one that the token was minted for;
    /// else the earliest joined of the user's active memberships. Whether the caller may see it, its operation says.
    active_organization: Option<OrgId>,
    /// The plan of the active organization (`free`, `pro`, `enterprise`); absent unless the caller belongs to it.
    pub plan: Option<String>,
}

/// Whose credential it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// A signed-in person, by the console's session or a user token.
    User(PrincipalUser),
    /// A key.
    Key(PrincipalKey),
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrincipalUser {
    /// The id.
    pub id: UserId,
    /// The address.
    pub email: String,
    /// The name.
    pub name: String,
    /// Whether the person has every permission everywhere.
    pub super_admin: bool,
}

/// A key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrincipalKey {
    /// The id.
    pub id: ApiKeyId,
    /// Whose key it is.
    pub kind: KeyKind,
    /// The organization it belongs to.
    pub organization: OrgId,
    /// The project it is bound to.
    pub project: Option<ProjectId>,
    /// What it may do now; nothing while its maker is suspended.
    pub permissions: PermissionSet,
    /// The user that it acts as: the maker of an integration key, nobody for the other kinds.
    pub acting_user: Option<PrincipalUser>,
}

impl Principal {
    /// The active organization; `not_found` when there is none or the header names none.
    pub fn active_organization(&self) -> Result<OrgId> {
        self.active_organization.ok_or_else(|| ApiError::not_found("organization").into())
    }

    /// The person, unless a key calls.
    pub fn user(&self) -> Option<&PrincipalUser> {
        match &self.holder {
            Holder::User(user) => Some(user),
            Holder::Key(_) => None,
        }
    }

    /// The key, when one calls.
    pub fn key(&self) -> Option<&PrincipalKey> {
        match &self.holder {
            Holder::User(_) => None,
            Holder::Key(key) => Some(key),
        }
    }

    /// The person, or the user whom an integration key acts as.
    pub fn acting_user(&self) -> Option<&PrincipalUser> {
        match &self.holder {
            Holder::User(user) => Some(user),
            Holder::Key(key) => key.acting_user.as_ref(),
        }
    }

    /// The person; fails with `user_required` for every key.
    pub fn require_user(&self) -> Result<&PrincipalUser> {
        self.user().ok_or_else(|| ApiError::UserRequired.into())
    }
}

/// Checks the credential of a request and says who calls. One statement; none for what has no credential's shape.
///
/// Fails with `unauthenticated`; as `CredentialExpired` or `CredentialRevoked` when a key or token was good once.
pub async fn identify(s: &Services, actor: &Actor) -> Result<Principal> {
    let mut tx = s.db.read().await?;
    let (named, wrong) = match &actor.request().active_org {
        None => (None, false),
        Some(Ok(org)) => (Some(org.0), false),
        Some(Err(_)) => (None, true),
    };
    let mut principal = match &actor.credential {
        Credential::Session(digest) => person(&mut tx, SESSION, digest, named).await?,
        Credential::UserToken(digest) => person(&mut tx, USER_TOKEN, digest, named).await?,
        Credential::ApiKey(digest) => return key(&mut tx, digest).await,
        Credential::Anonymous | Credential::Unknown => return Err(ApiError::Unauthenticated.into()),
    };
    if wrong {
        principal.active_organization = None;
        principal.plan = None;
    }
    Ok(principal)
}

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: String,
    email: String,
    name: String,
    super_admin: bool,
    disabled_at: Option<i64>,
    expires_at: Option<i64>,
    seen_at: Option<i64>,
    active_org: Option<Uuid>,
    plan: Option<String>,
}

macro_rules! person {
    ($credential:literal, $seen_at:literal, $minted_for:literal, $digest:literal) => {
        concat!(
            "SELECT u.id, u.email, u.name, u.super_admin, u.disabled_at, c.expires_at, ",
            $seen_at,
            " AS seen_at, o.id AS active_org, CASE WHEN m.user_id IS NULL THEN NULL ELSE o.plan END AS plan
             FROM ",
            $credential,
            " c
             JOIN users u ON u.id = c.user_id
             LEFT JOIN organizations o ON o.deleted_at IS NULL AND o.id = COALESCE(",
            $minted_for,
            ", (SELECT j.org_id
                FROM memberships j JOIN organizations jo ON jo.id = j.org_id AND jo.deleted_at IS NULL
                WHERE j.user_id = u.id AND j.status = 'active'
                ORDER BY j.joined_at, j.org_id
                LIMIT 1))
             LEFT JOIN memberships m ON m.org_id = o.id AND m.user_id = u.id AND m.status = 'active'
             WHERE ",
            $digest,
            " = $1"
        )
    };
}

const SESSION: &str = person!("sessions", "c.seen_at", "$2", "c.id_hash");
const USER_TOKEN: &str = person!("user_tokens", "CAST(NULL AS BIGINT)", "$2, c.active_org_id", "c.digest");

/// How long a session may be idle, in microseconds.
const IDLE: i64 = contract::time::DAY;

async fn person(tx: &mut Tx, sql: &'static str, digest: &SecretDigest, named: Option<Uuid>) -> Result<Principal> {
    let now = tx.now().0;
    let row = fetch_optional!(tx, PersonRow, sql, digest.as_slice(), named)?;
    let Some(row) = row.filter(|row| row.disabled_at.is_none()) else {
        return Err(ApiError::Unauthenticated.into());
    };
    if row.expires_at.is_some_and(|at| at <= now) || row.seen_at.is_some_and(|at| at <= now - IDLE) {
        return Err(ApiError::CredentialExpired.into());
    }
    Ok(Principal {
        holder: Holder::User(PrincipalUser {
            id: UserId::stored(row.id),
            email: row.email,
            name: row.name,
            super_admin: row.super_admin,
        }),
        active_organization: row.active_org.map(OrgId),
        plan: row.plan,
    })
}

#[derive(sqlx::FromRow)]
struct KeyRow {
    key_id: Uuid,
    kind: String,
    org_id: Uuid,
    project_id: Option<Uuid>,
    key_permissions: i64,
    expires_at: Option<i64>,
    revoked_at: Option<i64>,
    enabled: bool,
    of_user: bool,
    id: String,
    email: String,
    name: String,
    super_admin: bool,
    disabled_at: Option<i64>,
    role: Option<String>,
    status: Option<String>,
    role_permissions: Option<i64>,
    plan: String,
}

async fn key(tx: &mut Tx, digest: &SecretDigest) -> Result<Principal> {
    let now = tx.now().0;
    let row = fetch_optional!(
        tx,
        KeyRow,
        "SELECT c.id AS key_id, c.kind, c.org_id, c.project_id, c.permissions AS key_permissions, c.expires_at,
                c.revoked_at, c.enabled, c.of_user, u.id, u.email, u.name, u.super_admin, u.disabled_at,
                COALESCE(m.role, c.bound_role) AS role, m.status, r.permissions AS role_permissions, o.plan
         FROM api_keys c
         JOIN organizations o ON o.id = c.org_id AND o.deleted_at IS NULL
         JOIN users u ON u.id = c.created_by
         LEFT JOIN memberships m ON m.org_id = c.org_id AND m.user_id = c.created_by AND c.of_user
         LEFT JOIN roles r ON r.org_id = c.org_id AND r.name = COALESCE(m.role, c.bound_role)
         WHERE c.digest = $1",
        digest.as_slice()
    )?;
    let Some(row) = row else { return Err(ApiError::Unauthenticated.into()) };
    let left = row.of_user && (row.disabled_at.is_some() || !row.super_admin && row.status.is_none());
    if row.revoked_at.is_some() || left {
        return Err(ApiError::CredentialRevoked.into());
    }
    if row.expires_at.is_some_and(|at| at <= now) {
        return Err(ApiError::CredentialExpired.into());
    }
    if !row.enabled {
        return Err(ApiError::Unauthenticated.into());
    }
    let kind = KeyKind::parse(&row.kind).unwrap_or_default();
    let standing = Standing {
        super_admin: row.super_admin,
        role: row.role.as_deref(),
        role_permissions: row.role_permissions,
        key: Some(KeyRights {
            kind,
            of_user: row.of_user,
            permissions: row.key_permissions,
            in_project: row.project_id.is_some(),
        }),
    };
    let suspended = row.of_user && !row.super_admin && row.status.as_deref() != Some("active");
    let permissions = if suspended { PermissionSet::EMPTY } else { standing.held() };
    let maker =
        PrincipalUser { id: UserId::stored(row.id), email: row.email, name: row.name, super_admin: row.super_admin };
    let organization = OrgId(row.org_id);
    Ok(Principal {
        holder: Holder::Key(PrincipalKey {
            id: ApiKeyId(row.key_id),
            kind,
            organization,
            project: row.project_id.map(ProjectId),
            permissions,
            acting_user: (kind == KeyKind::Integration).then_some(maker),
        }),
        active_organization: Some(organization),
        plan: Some(row.plan),
    })
}

#[cfg(test)]
mod tests;
