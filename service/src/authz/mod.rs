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

mod holders;
mod recent;
mod resolve;
mod rights;

pub(crate) use holders::{giver_may, role_permissions, who_holds};
pub(crate) use resolve::person;
pub(crate) use rights::{KeyRights, Standing, project_scope};

use crate::{
    Error, Result,
    actor::{Actor, Credential, RequestInfo},
    db::{Handle, Tx},
    touches::Used,
};
use contract::{
    ApiError, ApiKeyId, OrgId, OrgRef, Permission, PermissionSet, ProjectId, UserId,
    api_keys::KeyKind,
    error::{Contact, Denial},
    permissions::{ADMIN, OWNER},
};
use resolve::Resolved;
use std::sync::Arc;

/// What a super admin is called where a role is shown and there is no membership.
pub(crate) const SUPER_ADMIN: &str = "super_admin";
/// What a key with permissions of its own is called where a role is shown.
const API_KEY: &str = "api_key";

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
    kind: KeyKind,
    name: String,
    project: Option<ProjectId>,
    of_user: bool,
}

impl Actor {
    /// Any access to the organization at all: an active member, a key of it, or a super admin.
    pub(crate) async fn enter(&self, tx: &mut Tx, org: &OrgRef) -> Result<OrgAccess> {
        if tx.writes() {
            lock(tx, org).await?;
        }
        let row = self.resolve(tx, Some(org)).await?;
        self.access(tx, row)
    }

    /// Access to an organization in the recycle bin, for the little that can be done with it: its active owners and super
    /// admins, in person. `not_found` for everybody else, for what lives and for what is there too long.
    pub(crate) async fn enter_deleted(&self, tx: &mut Tx, org: &OrgRef) -> Result<OrgAccess> {
        if tx.writes() {
            lock(tx, org).await?;
        }
        let user = self.user(tx).await?;
        let since = tx.now().0 - crate::organizations::RESTORABLE;
        let found = resolve::deleted(tx, &user, org, since).await?;
        let Some(row) = found else { return Err(ApiError::not_found("organization").into()) };
        Ok(OrgAccess {
            org: OrgId(row.id),
            slug: row.slug,
            org_name: row.name,
            user_id: user.id.clone(),
            user_name: user.name.clone(),
            key: None,
            role: row.role,
            permissions: PermissionSet::ALL,
            super_admin: user.super_admin,
            request: self.request.clone(),
        })
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

    fn access(&self, tx: &Tx, row: Resolved) -> Result<OrgAccess> {
        let (Some(org), Some(slug), Some(org_name)) = (row.org_id, row.org_slug, row.org_name) else {
            return Err(ApiError::not_found("organization").into());
        };
        let kind = row.key_kind.as_deref().and_then(KeyKind::parse).unwrap_or_default();
        let key = row.key_id.map(|id| KeyAccess {
            id: ApiKeyId(id),
            kind,
            name: row.key_name.unwrap_or_default(),
            project: row.key_project.map(ProjectId),
            of_user: row.key_of_user.unwrap_or(true),
        });
        let of_person = key.as_ref().is_none_or(|key| key.of_user);
        let active = match row.status.as_deref() {
            Some("active") => true,
            _ if row.super_admin || !of_person => true,
            Some(_) => false,
            None => return Err(ApiError::not_found("organization").into()),
        };
        let standing = Standing {
            super_admin: row.super_admin,
            role: row.role.as_deref(),
            role_permissions: row.role_permissions,
            key: key.as_ref().map(|key| KeyRights {
                kind,
                of_user: key.of_user,
                permissions: row.key_permissions.unwrap_or_default(),
                in_project: key.project.is_some(),
            }),
        };
        let permissions = if active { standing.held() } else { PermissionSet::EMPTY };
        let in_person = key.as_ref().is_none_or(|key| key.kind == KeyKind::Integration);
        let access = OrgAccess {
            org: OrgId(org),
            slug,
            org_name,
            user_id: UserId::stored(row.user_id),
            user_name: row.user_name,
            key,
            role: row.role,
            permissions,
            super_admin: row.super_admin && in_person,
            request: self.request.clone(),
        };
        self.one_organization(&access)?;
        if !active {
            return Err(access.denied("Your membership is suspended.", None, Vec::new(), Vec::new()));
        }
        self.used(tx, Some(&access));
        Ok(access)
    }

    /// The native API takes one organization a request: a header that names another one than the address is refused.
    fn one_organization(&self, access: &OrgAccess) -> Result<()> {
        match &self.request.active_org {
            Some(Ok(named)) if self.request.surface == "api" && *named != access.org => {
                let detail = "X-Organization-Id names another organization than the request. Leave the header out.";
                Err(ApiError::InvalidRequest { detail: detail.to_owned() }.into())
            }
            _ => Ok(()),
        }
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

    /// The user who acts, or who made the key that acts.
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

    /// The kind of the key that acts, when one does.
    pub fn key_kind(&self) -> Option<KeyKind> {
        self.key.as_ref().map(|k| k.kind)
    }

    /// Whether a user acts: in person, or by an integration key, which acts as its maker.
    pub fn acts_as_user(&self) -> bool {
        self.key_kind().is_none_or(|kind| kind == KeyKind::Integration)
    }

    /// Whether what this key makes is the organization's own, as the key itself is, and the role that binds both.
    pub(crate) fn own_of_organization(&self) -> Option<Option<&str>> {
        self.key.as_ref().filter(|key| !key.of_user).map(|_| self.role.as_deref())
    }

    /// The role that the caller acts by: the user's; `admin` for an api-token. Absent for a super admin who is no member
    /// and for keys with permissions of their own: their maker's role says nothing about them.
    pub fn role(&self) -> Option<&str> {
        match &self.key {
            Some(key) if key.of_user && key.kind != KeyKind::Integration => None,
            _ => self.role.as_deref(),
        }
    }

    /// [`Self::role`], or what stands in for it where one must be shown: `super_admin`, `admin` for an organization key, which
    /// holds everything but a say about owners, `api_key` for other keys.
    pub fn role_name(&self) -> &str {
        match (self.role(), self.key_kind()) {
            (Some(role), _) => role,
            (None, Some(KeyKind::Organization)) => ADMIN,
            (None, None | Some(KeyKind::Integration)) => SUPER_ADMIN,
            (None, Some(_)) => API_KEY,
        }
    }

    /// Whether this counts as an administrator where a surface asks for one by name: the role `owner` or `admin`, a super
    /// admin, an organization key, an api-token.
    pub fn is_administrator(&self) -> bool {
        self.super_admin || matches!(self.role_name(), OWNER | ADMIN)
    }

    /// What is allowed.
    pub fn permissions(&self) -> PermissionSet {
        self.permissions
    }

    /// Whether a super admin acts, in person or by an integration key.
    pub fn super_admin(&self) -> bool {
        self.super_admin
    }

    /// Whether an owner or a super admin acts, in person or by an integration key: only they may give or take ownership.
    pub fn may_handle_owners(&self) -> bool {
        self.acts_as_user() && (self.super_admin || self.role.as_deref() == Some(OWNER))
    }

    /// Where the request came from.
    pub fn request(&self) -> &RequestInfo {
        &self.request
    }

    fn principal(&self) -> (String, bool) {
        match &self.key {
            Some(key) if key.kind != KeyKind::Integration => (key.id.to_string(), false),
            _ => (self.user_id.to_string(), true),
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
            your_role: self.role().map(str::to_owned),
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
            Some(own) if own != project => Err(self.no_such_project()),
            _ => Ok(()),
        }
    }

    /// There is no such project. The same for a key bound to another one, whether the project exists or not.
    pub(crate) fn no_such_project(&self) -> Error {
        let error = ApiError::not_found("project");
        if self.project().is_some() { Error::OutOfScope(error) } else { error.into() }
    }
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
