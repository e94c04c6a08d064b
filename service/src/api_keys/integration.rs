//! Integration keys (Tours): `tke_live_…`, which act as their maker in the organization that was active when they were
//! made. Their maker manages them, by session or user token; no key does.

use super::{Draft, sql, store};
use crate::{
    Actor, Result, Services,
    audit::{self, Entry},
    db::page_window,
    secret,
};
use contract::{
    ApiError, ApiKeyId, OffsetPage, OffsetRequest, OrgId, OrgRef, PermissionSet, Timestamp,
    api_keys::{ApiKey, CreatedApiKey, KeyEnv, KeyKind},
    validate::{Faults, MAX_NAME},
};

/// How many integration keys somebody may have alive in all.
const MOST_KEYS: i64 = 1000;

/// An integration key with the organization it is bound to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntegrationKey {
    /// The key, without its secret.
    pub key: ApiKey,
    /// Where it acts.
    pub organization: OrgId,
}

/// Makes an integration key of the caller for the active organization (`Principal::active_organization`). Needs a person
/// who is an active member there, and no permission: the key holds what its maker holds. An end must be in the future. May
/// fail with `reauthentication_required`.
pub async fn mint_integration_key(
    s: &Services,
    actor: &Actor,
    org: OrgId,
    name: &str,
    expires_at: Option<Timestamp>,
) -> Result<CreatedApiKey> {
    let mut faults = Faults::new();
    faults.name("name", name, MAX_NAME);
    faults.finish()?;
    let mut tx = s.db.write().await?;
    let access = actor.enter(&mut tx, &OrgRef::Id(org)).await?;
    if access.key_id().is_some() {
        return Err(ApiError::UserRequired.into());
    }
    actor.recently_authenticated(&mut tx).await?;
    if expires_at.is_some_and(|at| at <= tx.now()) {
        return Err(ApiError::invalid("expires_at", "out_of_range", "Choose a time in the future.").into());
    }
    if sql::count_own(&mut tx, access.user_id(), true).await? >= MOST_KEYS {
        let detail = format!("You have {MOST_KEYS} keys already. Revoke one first.");
        return Err(ApiError::Conflict { detail }.into());
    }
    let draft = Draft {
        kind: KeyKind::Integration,
        name: name.trim().to_owned(),
        secret: secret::new_integration_key(&tx.context),
        env: KeyEnv::Live,
        project: None,
        permissions: PermissionSet::ALL,
        expires_at,
        of_user: true,
        bound_role: None,
    };
    let created = store(&mut tx, &access, draft).await?;
    tx.commit().await?;
    Ok(created)
}

/// The caller's integration keys in every organization, oldest first, by the number of the page.
pub async fn list_own(s: &Services, actor: &Actor, page: OffsetRequest) -> Result<OffsetPage<IntegrationKey>> {
    let (limit, offset) = page_window(&page)?;
    let mut tx = s.db.read().await?;
    let me = actor.user(&mut tx).await?.id;
    let now = tx.now();
    let rows = sql::list_own(&mut tx, &me, offset, limit).await?;
    let total = sql::count_own(&mut tx, &me, false).await?;
    Ok(OffsetPage { data: rows.into_iter().map(|row| row.into_integration_key(now)).collect(), total })
}

/// One of the caller's integration keys; those of others are `not_found`.
pub async fn read_own(s: &Services, actor: &Actor, key: ApiKeyId) -> Result<IntegrationKey> {
    let mut tx = s.db.read().await?;
    let me = actor.user(&mut tx).await?.id;
    let now = tx.now();
    let row = sql::find_own(&mut tx, &me, key).await?.ok_or_else(|| ApiError::not_found("API key"))?;
    Ok(row.into_integration_key(now))
}

/// Renames or, for good, revokes one of the caller's integration keys. `conflict` when it should be revoked and is revoked
/// or expired already.
pub async fn update_own(
    s: &Services,
    actor: &Actor,
    id: ApiKeyId,
    name: Option<&str>,
    revoke: bool,
) -> Result<IntegrationKey> {
    let mut faults = Faults::new();
    if let Some(name) = name {
        faults.name("name", name, MAX_NAME);
    }
    faults.finish()?;
    let mut tx = s.db.write().await?;
    let me = actor.user(&mut tx).await?;
    let now = tx.now();
    let row = sql::find_own(&mut tx, &me.id, id).await?.ok_or_else(|| ApiError::not_found("API key"))?;
    let IntegrationKey { key: before, organization } = row.into_integration_key(now);
    let over = matches!(before.status.as_str(), "revoked" | "expired");
    if revoke && over {
        let detail = format!("This key is {} already.", before.status);
        return Err(ApiError::Conflict { detail }.into());
    }
    let name = name.map_or(before.name.as_str(), str::trim).to_owned();
    let renamed = Entry::new("api_key.updated", "api_key", id, &before.name).change("name", &before.name, &name);
    let revoked = Entry::new("api_key.revoked", "api_key", id, &name).change(
        "status",
        before.status.as_str(),
        if revoke { "revoked" } else { before.status.as_str() },
    );
    if renamed.is_empty() && revoked.is_empty() {
        return Ok(IntegrationKey { key: before, organization });
    }
    sql::update_own(&mut tx, &me.id, id, &name, revoke).await?;
    for entry in [renamed, revoked] {
        if !entry.is_empty() {
            audit::record_person(&mut tx, Some(organization), &me, entry).await?;
        }
    }
    let after = sql::find_own(&mut tx, &me.id, id).await?.ok_or_else(|| ApiError::not_found("API key"))?;
    tx.commit().await?;
    Ok(after.into_integration_key(now))
}

/// Removes one of the caller's integration keys from every list; it is refused from the next request on.
pub async fn delete_own(s: &Services, actor: &Actor, key: ApiKeyId) -> Result<()> {
    let mut tx = s.db.write().await?;
    let me = actor.user(&mut tx).await?;
    let now = tx.now();
    let row = sql::find_own(&mut tx, &me.id, key).await?.ok_or_else(|| ApiError::not_found("API key"))?;
    let IntegrationKey { key: before, organization } = row.into_integration_key(now);
    if !sql::delete_own(&mut tx, &me.id, key).await? {
        return Err(ApiError::not_found("API key").into());
    }
    let entry = Entry::new("api_key.deleted", "api_key", key, &before.name).change(
        "status",
        Some(before.status.as_str()),
        None,
    );
    audit::record_person(&mut tx, Some(organization), &me, entry).await?;
    tx.commit().await
}
