//! Keys of other products' surfaces that are the organization's own: they outlive whoever made them, and act as nobody.

use super::{Draft, created_entry, sql, store};
use crate::{Actor, Result, Services, actor::UserAccess, audit::Entry, db::Tx, projects, secret};
use contract::{
    OrgId, OrgRef, Permission, PermissionSet, ProjectRef,
    api_keys::{CreatedApiKey, KeyEnv, KeyKind},
    permissions::ADMIN,
    validate::{Faults, MAX_NAME},
};

/// What a project key (perms.io) may do in its project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProjectAccess {
    /// Reads, and makes and revokes keys of the project.
    Full,
    /// Looks the organization and the project up.
    Check,
}

impl ProjectAccess {
    /// The permissions it stands for.
    pub fn permissions(self) -> PermissionSet {
        use Permission as P;
        let check = [P::OrganizationRead, P::ProjectsRead];
        let more = [P::ApiKeysList, P::DashboardView, P::ApiKeysCreate, P::ApiKeysRevoke];
        match self {
            Self::Check => check.into_iter().collect(),
            Self::Full => check.into_iter().chain(more).collect(),
        }
    }

    /// The access that a key's permissions amount to: full once it may make keys.
    pub fn of(permissions: PermissionSet) -> Self {
        if permissions.contains(Permission::ApiKeysCreate) { Self::Full } else { Self::Check }
    }
}

/// A project key `pk_<id>.<secret>.<check>` without end. Needs `apiKeys.create` and every permission that the key gets; a key
/// bound to a project makes keys of that project only. Names (1–120 characters) need not be unique.
/// May fail with `reauthentication_required`.
pub async fn mint_project_key(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    project: &ProjectRef,
    name: &str,
    access: ProjectAccess,
) -> Result<CreatedApiKey> {
    let mut faults = Faults::new();
    faults.name("name", name, MAX_NAME);
    faults.finish()?;
    let mut tx = s.db.write().await?;
    let caller = actor.require(&mut tx, org, Permission::ApiKeysCreate).await?;
    actor.recently_authenticated(&mut tx).await?;
    let project = projects::find(&mut tx, &caller, project).await?;
    caller.may_grant_permissions(&mut tx, access.permissions()).await?;
    let draft = Draft {
        kind: KeyKind::Project,
        name: name.trim().to_owned(),
        secret: secret::new_project_key(&tx.context),
        env: KeyEnv::Live,
        project: Some(project),
        permissions: access.permissions(),
        expires_at: None,
        of_user: false,
        bound_role: None,
    };
    let created = store(&mut tx, &caller, draft).await?;
    tx.commit().await?;
    Ok(created)
}

/// The request for an api-token (Adrifact).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewApiToken {
    /// Up to 120 characters; `api-token` when absent.
    pub name: Option<String>,
    /// Which world it is for; both have the same rights.
    pub env: KeyEnv,
}

/// An api-token `<key>:<secret>` without end, which holds what the name `admin` resolves to. Needs `organization.update`
/// (`org:manage`) and everything that `admin` holds. May fail with `reauthentication_required`.
pub async fn mint_api_token(s: &Services, actor: &Actor, org: &OrgRef, new: NewApiToken) -> Result<CreatedApiKey> {
    let name = new.name.as_deref().map(str::trim).filter(|name| !name.is_empty()).unwrap_or("api-token");
    let mut faults = Faults::new();
    faults.name("name", name, MAX_NAME);
    faults.finish()?;
    let mut tx = s.db.write().await?;
    let caller = actor.require(&mut tx, org, Permission::OrganizationUpdate).await?;
    actor.recently_authenticated(&mut tx).await?;
    caller.may_grant(&mut tx, ADMIN).await?;
    let draft = Draft {
        kind: KeyKind::ApiToken,
        name: name.to_owned(),
        secret: secret::new_api_token(&tx.context, new.env),
        env: new.env,
        project: None,
        permissions: PermissionSet::ALL,
        expires_at: None,
        of_user: false,
        bound_role: Some(ADMIN.to_owned()),
    };
    let created = store(&mut tx, &caller, draft).await?;
    tx.commit().await?;
    Ok(created)
}

/// The organization key `permit_key_…` of an organization that is being made, for its first owner; the
/// caller records the entry.
pub(crate) async fn mint_organization_key(
    tx: &mut Tx,
    org: OrgId,
    owner: &UserAccess,
) -> Result<(CreatedApiKey, Entry)> {
    let draft = Draft {
        kind: KeyKind::Organization,
        name: "Organization key".to_owned(),
        secret: secret::new_organization_key(&tx.context),
        env: KeyEnv::Live,
        project: None,
        permissions: PermissionSet::ALL,
        expires_at: None,
        of_user: false,
        bound_role: None,
    };
    let key = draft.key(tx, &owner.name);
    let row =
        sql::NewRow { org, maker: &owner.id, digest: &secret::digest(&draft.secret), of_user: false, bound_role: None };
    sql::insert(tx, &key, &row).await?;
    let entry = created_entry(&key);
    Ok((CreatedApiKey { api_key: key, key: draft.secret }, entry))
}

#[cfg(test)]
mod tests;
