//! Authorization by proof: SQL of an organization takes an [`OrgAccess`], and only [`Actor::require`] makes one.
//!
//! A credential is resolved to its user, organization, membership, role and permissions by one joined statement, in the
//! transaction of the operation. On PostgreSQL a writing transaction locks the organization's row before, so that nothing
//! that was read here changes until the commit; on SQLite there is one writer.
//!
//! Decided here and nowhere else: who may not see an organization gets `not_found`, who may see it and lacks the right
//! gets `permission_denied` with the missing permission and whom to ask.
//!
//! Operations that take no [`Actor`] rights at all, because whoever calls them has none yet: sign-up, sign-in, asking for
//! and using a mailed link, the first set-up, previewing an invitation or join code. They live in `accounts`,
//! `invitations` and `join_codes`.

use crate::{
    Error, Result,
    actor::{Actor, Credential, RequestInfo, UserAccess},
    db::{Handle, Tx, fetch_all, fetch_optional},
    touches::Used,
};
use contract::{
    ApiError, ApiKeyId, OrgId, OrgRef, Permission, PermissionSet, ProjectId, UserId,
    error::{Contact, Denial},
    permissions::{ADMIN, OWNER, SYSTEM_ROLES, system_role},
};
use std::sync::Arc;
use uuid::Uuid;

/// The proof that somebody may do something in an organization. Tenant SQL takes it and is scoped by its organization.
#[derive(Debug, Clone)]
pub struct OrgAccess {
    org: OrgId,
    slug: String,
    org_name: String,
    user_id: UserId,
    user_name: String,
    key: Option<KeyAccess>,
    role: Option<String>,
    permissions: PermissionSet,
    super_admin: bool,
    request: Arc<RequestInfo>,
}

#[derive(Debug, Clone)]
struct KeyAccess {
    id: ApiKeyId,
    name: String,
    project: Option<ProjectId>,
}

/// What a key bound to a project may do at the most: nothing about the organization around it.
pub(crate) fn project_scope() -> PermissionSet {
    use Permission as P;
    [P::ProjectsRead, P::ProjectsUpdate, P::ProjectsDelete, P::ApiKeysList, P::ApiKeysCreate, P::ApiKeysRevoke]
        .into_iter()
        .collect()
}

#[derive(sqlx::FromRow)]
struct Resolved {
    user_id: String,
    user_name: String,
    super_admin: bool,
    key_id: Option<Uuid>,
    key_name: Option<String>,
    key_permissions: Option<i64>,
    key_project: Option<Uuid>,
    org_id: Option<Uuid>,
    org_slug: Option<String>,
    org_name: Option<String>,
    role: Option<String>,
    status: Option<String>,
    role_permissions: Option<i64>,
}

macro_rules! resolve {
    ($credential:literal, $key:literal, $organization:literal, $valid:literal) => {
        concat!(
            "SELECT u.id AS user_id, u.name AS user_name, u.super_admin, ",
            $key,
            ", o.id AS org_id, o.slug AS org_slug, o.name AS org_name, m.role, m.status, r.permissions AS role_permissions ",
            $credential,
            " LEFT JOIN organizations o ON ",
            $organization,
            " AND o.deleted_at IS NULL ",
            "LEFT JOIN memberships m ON m.org_id = o.id AND m.user_id = u.id ",
            "LEFT JOIN roles r ON r.org_id = o.id AND r.name = m.role ",
            "WHERE u.disabled_at IS NULL AND ",
            $valid
        )
    };
}
macro_rules! by_session {
    ($organization:literal) => {
        resolve!(
            "FROM sessions c JOIN users u ON u.id = c.user_id",
            "CAST(NULL AS UUID) AS key_id, CAST(NULL AS TEXT) AS key_name, CAST(NULL AS BIGINT) AS key_permissions, CAST(NULL AS UUID) AS key_project",
            $organization,
            "c.id_hash = $1 AND c.expires_at > $3 AND c.seen_at > $3 - 86400000000"
        )
    };
}
macro_rules! by_user_token {
    ($organization:literal) => {
        resolve!(
            "FROM user_tokens c JOIN users u ON u.id = c.user_id",
            "CAST(NULL AS UUID) AS key_id, CAST(NULL AS TEXT) AS key_name, CAST(NULL AS BIGINT) AS key_permissions, CAST(NULL AS UUID) AS key_project",
            $organization,
            "c.digest = $1 AND (c.expires_at IS NULL OR c.expires_at > $3)"
        )
    };
}
// A key lives only while its organization does and its creator is a member there.
macro_rules! by_key {
    ($organization:literal) => {
        resolve!(
            "FROM api_keys c
             JOIN users u ON u.id = c.created_by
             JOIN organizations ko ON ko.id = c.org_id AND ko.deleted_at IS NULL",
            "c.id AS key_id, c.name AS key_name, c.permissions AS key_permissions, c.project_id AS key_project",
            $organization,
            "c.digest = $1 AND c.revoked_at IS NULL AND c.enabled AND (c.expires_at IS NULL OR c.expires_at > $3)
             AND (u.super_admin OR EXISTS (SELECT 1 FROM memberships k WHERE k.org_id = c.org_id AND k.user_id = u.id))"
        )
    };
}

const SESSION_BY_ID: &str = by_session!("o.id = $2");
const SESSION_BY_SLUG: &str = by_session!("o.slug = $2");
const TOKEN_BY_ID: &str = by_user_token!("o.id = $2");
const TOKEN_BY_SLUG: &str = by_user_token!("o.slug = $2");
const KEY_BY_ID: &str = by_key!("o.id = $2 AND o.id = c.org_id");
const KEY_BY_SLUG: &str = by_key!("o.slug = $2 AND o.id = c.org_id");
/// A key without naming an organization: its own.
const KEY_OWN: &str = by_key!("o.id = c.org_id AND $2 IS NULL");

#[derive(sqlx::FromRow)]
struct Person {
    id: String,
    name: String,
    email: String,
    email_key: String,
    email_verified_at: Option<i64>,
    super_admin: bool,
}

impl Actor {
    /// The signed-in person. Keys are no persons: `user_required`. One statement.
    pub(crate) async fn user(&self, tx: &mut Tx) -> Result<UserAccess> {
        let now = tx.now();
        let row = match &self.credential {
            Credential::Session(digest) => fetch_optional!(
                tx,
                Person,
                "SELECT u.id, u.name, u.email, u.email_key, u.email_verified_at, u.super_admin
                 FROM sessions c JOIN users u ON u.id = c.user_id
                 WHERE u.disabled_at IS NULL AND c.id_hash = $1 AND c.expires_at > $2 AND c.seen_at > $2 - 86400000000",
                digest.as_slice(),
                now.0
            )?,
            Credential::UserToken(digest) => fetch_optional!(
                tx,
                Person,
                "SELECT u.id, u.name, u.email, u.email_key, u.email_verified_at, u.super_admin
                 FROM user_tokens c JOIN users u ON u.id = c.user_id
                 WHERE u.disabled_at IS NULL AND c.digest = $1 AND (c.expires_at IS NULL OR c.expires_at > $2)",
                digest.as_slice(),
                now.0
            )?,
            Credential::ApiKey(_) => {
                self.resolve(tx, None).await?;
                return Err(ApiError::UserRequired.into());
            }
            Credential::Anonymous | Credential::Unknown => None,
        };
        let Some(row) = row else { return Err(ApiError::Unauthenticated.into()) };
        self.used(tx, None);
        Ok(UserAccess {
            id: UserId::stored(row.id),
            name: row.name,
            email: row.email,
            email_key: row.email_key,
            email_verified: row.email_verified_at.is_some(),
            super_admin: row.super_admin,
            request: self.request.clone(),
        })
    }

    /// Any access to the organization at all: an active member, a key of it, or a super admin.
    pub(crate) async fn enter(&self, tx: &mut Tx, org: &OrgRef) -> Result<OrgAccess> {
        if tx.writes() {
            lock(tx, org).await?;
        }
        let row = self.resolve(tx, Some(org)).await?;
        self.access(tx, row)
    }

    /// The organization that a key belongs to, with the key's rights there; for calls that name no organization.
    pub(crate) async fn enter_own(&self, tx: &mut Tx) -> Result<OrgAccess> {
        let row = self.resolve(tx, None).await?;
        self.access(tx, row)
    }

    /// Access with a permission. The one gate before every operation in an organization.
    pub(crate) async fn require(&self, tx: &mut Tx, org: &OrgRef, permission: Permission) -> Result<OrgAccess> {
        let access = self.enter(tx, org).await?;
        access.require(tx, permission).await?;
        Ok(access)
    }

    async fn resolve(&self, tx: &mut Tx, org: Option<&OrgRef>) -> Result<Resolved> {
        let now = tx.now().0;
        let row = match (&self.credential, org) {
            (Credential::Session(d), Some(OrgRef::Id(id))) => {
                fetch_optional!(tx, Resolved, SESSION_BY_ID, d.as_slice(), id.0, now)?
            }
            (Credential::Session(d), Some(OrgRef::Slug(slug))) => {
                fetch_optional!(tx, Resolved, SESSION_BY_SLUG, d.as_slice(), slug.to_lowercase(), now)?
            }
            (Credential::UserToken(d), Some(OrgRef::Id(id))) => {
                fetch_optional!(tx, Resolved, TOKEN_BY_ID, d.as_slice(), id.0, now)?
            }
            (Credential::UserToken(d), Some(OrgRef::Slug(slug))) => {
                fetch_optional!(tx, Resolved, TOKEN_BY_SLUG, d.as_slice(), slug.to_lowercase(), now)?
            }
            (Credential::ApiKey(d), Some(OrgRef::Id(id))) => {
                fetch_optional!(tx, Resolved, KEY_BY_ID, d.as_slice(), id.0, now)?
            }
            (Credential::ApiKey(d), Some(OrgRef::Slug(slug))) => {
                fetch_optional!(tx, Resolved, KEY_BY_SLUG, d.as_slice(), slug.to_lowercase(), now)?
            }
            (Credential::ApiKey(d), None) => fetch_optional!(tx, Resolved, KEY_OWN, d.as_slice(), None::<i64>, now)?,
            (Credential::Session(_) | Credential::UserToken(_), None) => {
                return Err(ApiError::not_found("organization").into());
            }
            (Credential::Anonymous | Credential::Unknown, _) => None,
        };
        row.ok_or_else(|| ApiError::Unauthenticated.into())
    }

    fn access(&self, tx: &Tx, row: Resolved) -> Result<OrgAccess> {
        let (Some(org), Some(slug), Some(org_name)) = (row.org_id, row.org_slug, row.org_name) else {
            return Err(ApiError::not_found("organization").into());
        };
        let active = match row.status.as_deref() {
            Some("active") => true,
            _ if row.super_admin => true,
            Some(_) => false,
            None => return Err(ApiError::not_found("organization").into()),
        };
        let of_role = match (&row.role, row.role_permissions) {
            _ if row.super_admin => PermissionSet::ALL,
            (Some(role), _) if role == OWNER => PermissionSet::ALL,
            (Some(_), Some(bits)) => PermissionSet::from_bits(bits),
            (Some(role), None) => system_role(role).unwrap_or(PermissionSet::EMPTY),
            (None, _) => PermissionSet::EMPTY,
        };
        let permissions = match (row.key_permissions, row.key_project) {
            _ if !active => PermissionSet::EMPTY,
            (None, _) => of_role,
            (Some(bits), None) => of_role.intersection(PermissionSet::from_bits(bits)),
            (Some(bits), Some(_)) => of_role.intersection(PermissionSet::from_bits(bits)).intersection(project_scope()),
        };
        let access = OrgAccess {
            org: OrgId(org),
            slug,
            org_name,
            user_id: UserId::stored(row.user_id),
            user_name: row.user_name,
            key: row.key_id.map(|id| KeyAccess {
                id: ApiKeyId(id),
                name: row.key_name.unwrap_or_default(),
                project: row.key_project.map(ProjectId),
            }),
            role: row.role,
            permissions,
            super_admin: row.super_admin && row.key_id.is_none(),
            request: self.request.clone(),
        };
        if !active {
            return Err(access.denied("Your membership is suspended.", None, Vec::new(), Vec::new()));
        }
        self.used(tx, Some(&access));
        Ok(access)
    }

    fn used(&self, tx: &Tx, access: Option<&OrgAccess>) {
        let touches = &tx.context.touches;
        match (&self.credential, access.and_then(|a| a.key.as_ref())) {
            (Credential::Session(digest), _) => touches.used(&Used::Session(digest), tx.now()),
            (Credential::UserToken(digest), _) => touches.used(&Used::UserToken(digest), tx.now()),
            (_, Some(key)) => touches.used(&Used::Key(key.id.0), tx.now()),
            _ => {}
        }
        if let Some(access) = access {
            let (principal, is_user) = access.principal();
            touches.request(access.org, &principal, is_user, tx.now());
        }
    }
}

/// Holds the organization's row until the end of a writing transaction. SQLite needs nothing: it has one writer.
async fn lock(tx: &mut Tx, org: &OrgRef) -> Result<()> {
    if !tx.is_postgres() {
        return Ok(());
    }
    if let Handle::Postgres(conn) = tx.handle() {
        match org {
            OrgRef::Id(id) => {
                sqlx::query("SELECT 1 FROM organizations WHERE id = $1 FOR NO KEY UPDATE")
                    .bind(id.0)
                    .execute(conn)
                    .await?
            }
            OrgRef::Slug(slug) => {
                sqlx::query("SELECT 1 FROM organizations WHERE slug = $1 FOR NO KEY UPDATE")
                    .bind(slug.to_lowercase())
                    .execute(conn)
                    .await?
            }
        };
    }
    Ok(())
}

/// Locks an organization for an operation that no [`OrgAccess`] precedes: accepting an invitation, joining by a code.
pub(crate) async fn lock_org(tx: &mut Tx, org: OrgId) -> Result<()> {
    lock(tx, &OrgRef::Id(org)).await
}

impl OrgAccess {
    /// The organization. Every statement is scoped by it.
    pub fn org(&self) -> OrgId {
        self.org
    }

    /// The organization's slug.
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// The organization's name.
    pub fn org_name(&self) -> &str {
        &self.org_name
    }

    /// The user who acts, or whose key acts.
    pub fn user_id(&self) -> &UserId {
        &self.user_id
    }

    /// That user's name.
    pub fn user_name(&self) -> &str {
        &self.user_name
    }

    /// The key that acts, when one does.
    pub fn key_id(&self) -> Option<ApiKeyId> {
        self.key.as_ref().map(|k| k.id)
    }

    /// The key's name, when one acts.
    pub fn key_name(&self) -> Option<&str> {
        self.key.as_ref().map(|k| k.name.as_str())
    }

    /// The project that the acting key is bound to. Operations on projects and keys must stay inside it.
    pub fn project(&self) -> Option<ProjectId> {
        self.key.as_ref().and_then(|k| k.project)
    }

    /// The acting user's role; absent for a super admin who is no member.
    pub fn role(&self) -> Option<&str> {
        self.role.as_deref()
    }

    /// What is allowed.
    pub fn permissions(&self) -> PermissionSet {
        self.permissions
    }

    /// Whether a super admin acts in person.
    pub fn super_admin(&self) -> bool {
        self.super_admin
    }

    /// Whether an owner or a super admin acts in person: only they may give or take ownership.
    pub fn may_handle_owners(&self) -> bool {
        self.key.is_none() && (self.super_admin || self.role.as_deref() == Some(OWNER))
    }

    /// Where the request came from.
    pub fn request(&self) -> &RequestInfo {
        &self.request
    }

    fn principal(&self) -> (String, bool) {
        match &self.key {
            Some(key) => (key.id.to_string(), false),
            None => (self.user_id.to_string(), true),
        }
    }

    /// Fails with the explained 403 unless the permission is held.
    pub(crate) async fn require(&self, tx: &mut Tx, permission: Permission) -> Result<()> {
        if self.permissions.contains(permission) {
            return Ok(());
        }
        let (roles, ask) = who_holds(tx, self.org, permission).await?;
        let detail = format!("You need {permission} in {}.", self.org_name);
        Err(self.denied(&detail, Some(permission), roles, ask))
    }

    fn denied(&self, detail: &str, missing: Option<Permission>, roles: Vec<String>, ask: Vec<Contact>) -> Error {
        ApiError::PermissionDenied(Box::new(Denial {
            detail: detail.to_owned(),
            missing_permission: missing,
            resource: Some(self.org.to_string()),
            your_role: self.role.clone(),
            granted_by_roles: roles,
            ask,
        }))
        .into()
    }

    /// A 403 that no single permission would mend.
    pub(crate) fn forbidden(&self, detail: &str) -> Error {
        self.denied(detail, None, Vec::new(), Vec::new())
    }

    /// The one ceiling: whoever gives rights, by whatever path, gives none that they lack.
    pub(crate) async fn may_grant_permissions(&self, tx: &mut Tx, granted: PermissionSet) -> Result<()> {
        match granted.difference(self.permissions).iter().next() {
            None => Ok(()),
            Some(lacking) => {
                let (roles, ask) = who_holds(tx, self.org, lacking).await?;
                let detail = format!("You cannot give {lacking}, because you do not have it in {}.", self.org_name);
                Err(self.denied(&detail, Some(lacking), roles, ask))
            }
        }
    }

    /// The ceiling for a role: it must exist here, be within the actor's rights, and `owner` is for owners to give.
    /// Returns what the role holds.
    pub(crate) async fn may_grant(&self, tx: &mut Tx, role: &str) -> Result<PermissionSet> {
        let Some(permissions) = role_permissions(tx, self.org, role).await? else {
            return Err(ApiError::invalid("role", "unknown_value", format!("There is no role {role} here.")).into());
        };
        if role == OWNER && !self.may_handle_owners() {
            return Err(self.forbidden("Only an owner can make somebody an owner."));
        }
        self.may_grant_permissions(tx, permissions).await?;
        Ok(permissions)
    }

    /// Whether a member with this role may be changed or removed: within the actor's rights, owners only by owners.
    pub(crate) async fn may_touch(&self, tx: &mut Tx, role: &str) -> Result<()> {
        if role == OWNER && !self.may_handle_owners() {
            return Err(self.forbidden("Only an owner can change or remove an owner."));
        }
        let permissions = role_permissions(tx, self.org, role).await?.unwrap_or(PermissionSet::EMPTY);
        if permissions.is_subset(self.permissions) {
            Ok(())
        } else {
            Err(self.forbidden("This member has rights that you do not have, so you cannot change or remove them."))
        }
    }

    /// Fails unless the project is the one that the acting key is bound to, if it is bound to one.
    pub(crate) fn within(&self, project: ProjectId) -> Result<()> {
        match self.project() {
            Some(own) if own != project => Err(ApiError::not_found("project").into()),
            _ => Ok(()),
        }
    }
}

/// What a role name holds in an organization: its own role of that name before the system role; `None` when there is none.
pub(crate) async fn role_permissions(tx: &mut Tx, org: OrgId, role: &str) -> Result<Option<PermissionSet>> {
    if role == OWNER {
        return Ok(Some(PermissionSet::ALL));
    }
    let row =
        fetch_optional!(tx, (i64,), "SELECT permissions FROM roles WHERE org_id = $1 AND name = $2", org.0, role)?;
    Ok(row.map(|(bits,)| PermissionSet::from_bits(bits)).or_else(|| system_role(role)))
}

/// The roles that hold a permission, and up to three people who can give it. Only on the way to a refusal.
pub(crate) async fn who_holds(tx: &mut Tx, org: OrgId, permission: Permission) -> Result<(Vec<String>, Vec<Contact>)> {
    let custom = fetch_all!(
        tx,
        (String, i64),
        "SELECT name, permissions FROM roles WHERE org_id = $1 ORDER BY name LIMIT 200",
        org.0
    )?;
    let mut roles: Vec<String> = SYSTEM_ROLES
        .iter()
        .filter(|name| !custom.iter().any(|(custom, _)| custom == *name))
        .filter(|name| system_role(name).is_some_and(|p| p.contains(permission)))
        .map(|name| (*name).to_owned())
        .collect();
    roles.extend(
        custom
            .into_iter()
            .filter(|(_, bits)| PermissionSet::from_bits(*bits).contains(permission))
            .map(|(name, _)| name),
    );
    let people = fetch_all!(
        tx,
        (String, String),
        // One role at a time, so that the index gives each in order, however many there are.
        "SELECT u.id, u.name
         FROM (
           SELECT 1 AS rank, o.user_id, o.joined_at
           FROM (SELECT user_id, joined_at FROM memberships
                 WHERE org_id = $1 AND role = $2 AND status = 'active' ORDER BY joined_at LIMIT 3) AS o
           UNION ALL
           SELECT 2 AS rank, a.user_id, a.joined_at
           FROM (SELECT user_id, joined_at FROM memberships
                 WHERE org_id = $1 AND role = $3 AND status = 'active' ORDER BY joined_at LIMIT 3) AS a
         ) AS m
         JOIN users u ON u.id = m.user_id
         ORDER BY m.rank, m.joined_at
         LIMIT 3",
        org.0,
        OWNER,
        ADMIN
    )?;
    let ask = people.into_iter().map(|(id, name)| Contact { user_id: UserId::stored(id), name }).collect();
    Ok((roles, ask))
}

/// Instance-wide jobs (seeding, administration token) act through this; built in the server's start-up code only.
#[derive(Debug, Clone)]
pub struct SystemAccess {
    pub(crate) request: Arc<RequestInfo>,
}

impl SystemAccess {
    /// For the administration surface after its token was checked, and for commands of the operator.
    pub fn new(request: RequestInfo) -> Self {
        Self { request: Arc::new(request) }
    }
}
