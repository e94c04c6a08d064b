//! API keys of every kind: credentials of software. Native and integration keys are their maker's, with never more rights
//! than the maker holds now; the other kinds are the organization's own (see `authz::rights`). Each kind is listed, switched,
//! revoked and verified alike.

mod integration;
mod mint;
mod of_project;
mod rotate;
mod sql;
mod verify;

pub use integration::{IntegrationKey, delete_own, list_own, mint_integration_key, read_own, update_own};
pub(crate) use mint::mint_organization_key;
pub use mint::{NewApiToken, ProjectAccess, mint_api_token, mint_project_key};
pub use of_project::{list_of_project, revoke_of_project};
pub use rotate::rotate;
pub use verify::{verify, verify_as_admin};

use crate::{
    Actor, Result, Services,
    audit::{self, Entry},
    authz::{OrgAccess, project_scope},
    db::{Tx, decode_moment, page_limit, page_of},
    projects, secret,
};
use contract::{
    ApiError, ApiKeyId, OrgRef, Page, PageRequest, Permission, PermissionSet, ProjectId, Timestamp,
    api_keys::{ApiKey, ApiKeyFilter, ApiKeyPatch, CreatedApiKey, KeyEnv, KeyKind, NewApiKey},
    permissions::ADMIN,
    time::DAY,
};

/// When a key ends that names no end.
const DEFAULT_LIFETIME: i64 = 90 * DAY;
/// The longest that a key with an end may live: two years, one of them a leap year.
const MAX_LIFETIME: i64 = 731 * DAY;
/// The characters of a key by which people recognize how it begins.
const PREFIX: usize = 12;

/// The keys, newest first. Needs `apiKeys.list`; a key bound to a project sees those of its project.
pub async fn list(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    filter: ApiKeyFilter,
    page: PageRequest,
) -> Result<Page<ApiKey>> {
    let limit = page_limit(&page)?;
    let after = page.cursor.as_deref().map(decode_moment).transpose()?;
    let status = match filter.status.as_deref().filter(|text| !text.is_empty()) {
        None => None,
        Some(text) => Some(sql::Status::parse(text).ok_or_else(|| {
            ApiError::invalid("status", "unknown_value", "Choose active, disabled, expired or revoked.")
        })?),
    };
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::ApiKeysList).await?;
    let project = match filter.project.as_deref().filter(|text| !text.is_empty()) {
        None => access.project(),
        Some(text) => Some(projects::find(&mut tx, &access, &text.into()).await?.0),
    };
    let wanted = sql::Wanted { project, status };
    let now = tx.now();
    let rows = sql::list(&mut tx, &access, wanted, after, limit + 1).await?;
    let mut answer = page_of(rows, limit, sql::Row::cursor, |row| row.into_key(now));
    if page.include_total {
        answer.total = Some(sql::count(&mut tx, &access, wanted).await?);
    }
    Ok(answer)
}

/// One key, without its secret. Needs `apiKeys.list`.
pub async fn read(s: &Services, actor: &Actor, org: &OrgRef, key: ApiKeyId) -> Result<ApiKey> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::ApiKeysList).await?;
    find(&mut tx, &access, key).await
}

/// Makes a key; its secret is in this answer only. Needs `apiKeys.create` and every permission that the key gets; a key
/// without end needs an owner. A key bound to a project makes keys of that project only. May fail with
/// `reauthentication_required`.
pub async fn create(s: &Services, actor: &Actor, org: &OrgRef, request: NewApiKey) -> Result<CreatedApiKey> {
    request.validate()?;
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::ApiKeysCreate).await?;
    actor.recently_authenticated(&mut tx).await?;
    let project = match request.project.as_deref().filter(|text| !text.is_empty()) {
        Some(text) => Some(projects::find(&mut tx, &access, &text.into()).await?),
        None if access.project().is_some() => {
            return Err(
                access.forbidden("A key of a project can make keys of the same project only. Name the project.")
            );
        }
        None => None,
    };
    access.may_grant_permissions(&mut tx, request.permissions).await?;
    if project.is_some()
        && let Some(beyond) = request.permissions.difference(project_scope()).iter().next()
    {
        let message = format!("A key of a project cannot have {beyond}.");
        return Err(ApiError::invalid("permissions", "not_allowed", message).into());
    }
    let expires_at = end(&access, request.expires_at, tx.now())?;
    let draft = Draft {
        kind: KeyKind::Native,
        name: request.name.trim().to_owned(),
        secret: secret::new_api_key(&tx.context, request.env),
        env: request.env,
        project,
        permissions: request.permissions,
        expires_at,
        of_user: access.own_of_organization().is_none(),
        bound_role: access.own_of_organization().flatten().map(str::to_owned),
    };
    let created = store(&mut tx, &access, draft).await?;
    tx.commit().await?;
    Ok(created)
}

/// A key that is about to be stored.
struct Draft {
    kind: KeyKind,
    name: String,
    secret: String,
    env: KeyEnv,
    project: Option<(ProjectId, String)>,
    permissions: PermissionSet,
    expires_at: Option<Timestamp>,
    of_user: bool,
    bound_role: Option<String>,
}

impl Draft {
    fn key(&self, tx: &Tx, maker: &str) -> ApiKey {
        let (project_id, project_name) = self.project.clone().unzip();
        ApiKey {
            id: ApiKeyId(tx.new_id()),
            kind: self.kind,
            name: self.name.clone(),
            prefix: self.secret.chars().take(PREFIX).collect(),
            last_four: secret::last_four(&self.secret),
            env: self.env,
            project_id,
            project_name,
            permissions: self.permissions,
            status: "active".to_owned(),
            created_by: maker.to_owned(),
            created_at: tx.now(),
            last_used_at: None,
            expires_at: self.expires_at,
            enabled: true,
        }
    }
}

/// Stores a key with its audit entry. What a key makes does not outlive it: else a day's key in wrong hands would be access
/// for years.
async fn store(tx: &mut Tx, access: &OrgAccess, mut draft: Draft) -> Result<CreatedApiKey> {
    if let Some(own) = access.key_id()
        && let Some(ceiling) = find(tx, access, own).await?.expires_at
    {
        draft.expires_at = Some(draft.expires_at.map_or(ceiling, |at| at.min(ceiling)));
    }
    let key = draft.key(tx, access.user_name());
    let row = sql::NewRow {
        org: access.org(),
        maker: access.user_id(),
        digest: &secret::digest(&draft.secret),
        of_user: draft.of_user,
        bound_role: draft.bound_role.as_deref(),
    };
    sql::insert(tx, &key, &row).await?;
    audit::record(tx, access, created_entry(&key)).await?;
    Ok(CreatedApiKey { api_key: key, key: draft.secret })
}

fn created_entry(key: &ApiKey) -> Entry {
    Entry::new("api_key.created", "api_key", key.id, &key.name)
        .set("kind", key.kind)
        .set("env", key.env)
        .set("permissions", key.permissions)
        .change("project", None, key.project_name.as_deref())
        .change("expires_at", None, key.expires_at)
}

/// When a new key ends: `None` in the answer is never, which only an owner in person may choose.
fn end(access: &OrgAccess, asked: Option<Option<Timestamp>>, now: Timestamp) -> Result<Option<Timestamp>> {
    match asked {
        None => Ok(Some(now.plus(DEFAULT_LIFETIME))),
        Some(None) if access.may_handle_owners() => Ok(None),
        Some(None) => Err(access.forbidden("Only an owner can make a key that never ends.")),
        Some(Some(at)) if at <= now => {
            Err(ApiError::invalid("expires_at", "out_of_range", "Choose a time in the future.").into())
        }
        Some(Some(at)) if at > now.plus(MAX_LIFETIME) => {
            Err(ApiError::invalid("expires_at", "out_of_range", "Choose a time within two years.").into())
        }
        Some(Some(at)) => Ok(Some(at)),
    }
}

/// Renames a key or switches it. Switching off needs `apiKeys.revoke`; renaming and switching on need `apiKeys.create`, the
/// latter also every permission of the key, and may fail with `reauthentication_required`. `conflict` when the key is revoked.
pub async fn update(s: &Services, actor: &Actor, org: &OrgRef, key: ApiKeyId, patch: ApiKeyPatch) -> Result<ApiKey> {
    patch.validate()?;
    let mut tx = s.db.write().await?;
    let access = actor.enter(&mut tx, org).await?;
    if patch.enabled == Some(false) {
        access.require(&mut tx, Permission::ApiKeysRevoke).await?;
    }
    if patch.enabled == Some(true) || patch.name.is_some() {
        access.require(&mut tx, Permission::ApiKeysCreate).await?;
    }
    if patch == ApiKeyPatch::default() {
        access.require(&mut tx, Permission::ApiKeysList).await?;
    }
    let before = find(&mut tx, &access, key).await?;
    if before.status == "revoked" && patch != ApiKeyPatch::default() {
        return Err(ApiError::Conflict { detail: "This key is revoked for good. Make a new one.".to_owned() }.into());
    }
    let name = patch.name.as_deref().map_or(before.name.as_str(), str::trim).to_owned();
    let enabled = patch.enabled.unwrap_or(before.enabled);
    if enabled && !before.enabled {
        may_switch_on(&mut tx, &access, &before).await?;
        actor.recently_authenticated(&mut tx).await?;
    }
    let renamed = Entry::new("api_key.updated", "api_key", key, &before.name).change("name", &before.name, &name);
    let action = if enabled { "api_key.enabled" } else { "api_key.disabled" };
    let switched = Entry::new(action, "api_key", key, &name).change("enabled", before.enabled, enabled);
    if renamed.is_empty() && switched.is_empty() {
        return Ok(before);
    }
    sql::update(&mut tx, &access, key, &name, enabled).await?;
    for entry in [renamed, switched] {
        if !entry.is_empty() {
            audit::record(&mut tx, &access, entry).await?;
        }
    }
    let after = find(&mut tx, &access, key).await?;
    tx.commit().await?;
    Ok(after)
}

/// Whoever switches a key on gives its rights anew. What an integration key holds is its maker's matter.
async fn may_switch_on(tx: &mut Tx, access: &OrgAccess, key: &ApiKey) -> Result<()> {
    match key.kind {
        KeyKind::Integration => Ok(()),
        KeyKind::ApiToken => access.may_grant(tx, ADMIN).await.map(|_| ()),
        KeyKind::Native | KeyKind::Project | KeyKind::Organization => {
            access.may_grant_permissions(tx, key.permissions).await
        }
    }
}

/// Revokes a key for good, effective with the next request. Needs `apiKeys.revoke`. Revoking it again changes nothing.
pub async fn revoke(s: &Services, actor: &Actor, org: &OrgRef, key: ApiKeyId) -> Result<()> {
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::ApiKeysRevoke).await?;
    let before = find(&mut tx, &access, key).await?;
    end_key(&mut tx, &access, &before).await?;
    tx.commit().await
}

/// Revokes a key and records it, unless it is revoked already.
async fn end_key(tx: &mut Tx, access: &OrgAccess, key: &ApiKey) -> Result<()> {
    if sql::revoke(tx, access, key.id).await? {
        let entry = Entry::new("api_key.revoked", "api_key", key.id, &key.name).change(
            "status",
            key.status.as_str(),
            "revoked",
        );
        audit::record(tx, access, entry).await?;
    }
    Ok(())
}

async fn find(tx: &mut Tx, access: &OrgAccess, key: ApiKeyId) -> Result<ApiKey> {
    let now = tx.now();
    let row = sql::find(tx, access, key).await?.ok_or_else(|| ApiError::not_found("API key"))?;
    let key = row.into_key(now);
    if foreign_project(access, key.project_id) { Err(ApiError::not_found("API key").into()) } else { Ok(key) }
}

/// Whether the acting key is bound to a project and this is not it.
fn foreign_project(access: &OrgAccess, project: Option<ProjectId>) -> bool {
    access.project().is_some_and(|own| project != Some(own))
}

#[cfg(test)]
mod tests;
