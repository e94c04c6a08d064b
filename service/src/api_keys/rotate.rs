//! A new key in place of an old one, which works on for a while so that nothing stops in between.

use super::{PREFIX, end, find, sql};
use crate::{
    Actor, Result, Services,
    audit::{self, Entry},
    secret,
};
use contract::{
    ApiError, ApiKeyId, OrgRef, Permission,
    api_keys::{ApiKey, CreatedApiKey, KeyKind, KeyRotation},
    time::SECOND,
};

/// Makes a key of the same name, rights, project and length of life; its secret is in this answer only. The old key ends
/// after `grace_seconds`, at once with 0.
///
/// Needs `apiKeys.create` and every permission of the key; a key without end needs an owner. `conflict` unless the key is
/// active, was not rotated before and is a native one: the keys of the other surfaces are made there. May fail with
/// `reauthentication_required`.
pub async fn rotate(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    key: ApiKeyId,
    request: KeyRotation,
) -> Result<CreatedApiKey> {
    request.validate()?;
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::ApiKeysCreate).await?;
    actor.recently_authenticated(&mut tx).await?;
    let now = tx.now();
    let old = find(&mut tx, &access, key).await?;
    access.may_grant_permissions(&mut tx, old.permissions).await?;
    if old.kind != KeyKind::Native {
        return Err(conflict(&format!("Keys of the kind {} are not rotated here. Make a new one.", old.kind.as_str())));
    }
    if old.status != "active" {
        return Err(conflict(&format!("This key is {}. Make a new one.", old.status)));
    }
    let lifetime = old.expires_at.map(|at| now.plus(at.0 - old.created_at.0));
    let mut expires_at = end(&access, Some(lifetime), now)?;
    // As for every key that a key makes: it does not outlive its maker.
    if let Some(own) = access.key_id()
        && let Some(ceiling) = find(&mut tx, &access, own).await?.expires_at
    {
        expires_at = Some(expires_at.map_or(ceiling, |at| at.min(ceiling)));
    }
    let secret = secret::new_api_key(&tx.context, old.env);
    let new = ApiKey {
        id: ApiKeyId(tx.new_id()),
        prefix: secret.chars().take(PREFIX).collect(),
        last_four: secret::last_four(&secret),
        created_by: access.user_name().to_owned(),
        created_at: now,
        last_used_at: None,
        expires_at,
        ..old.clone()
    };
    let grace_ends = now.plus(i64::from(request.grace_seconds) * SECOND);
    let old_ends = old.expires_at.map_or(grace_ends, |at| at.min(grace_ends));
    let row = sql::NewRow {
        org: access.org(),
        maker: access.user_id(),
        digest: &secret::digest(&secret),
        of_user: access.own_of_organization().is_none(),
        bound_role: access.own_of_organization().flatten(),
    };
    sql::insert(&mut tx, &new, &row).await?;
    if !sql::replace(&mut tx, &access, key, new.id, old_ends).await? {
        return Err(conflict("This key was rotated before. Rotate its successor."));
    }
    let rotated = Entry::new("api_key.rotated", "api_key", key, &old.name).set("replaced_by", new.id).change(
        "expires_at",
        old.expires_at,
        Some(old_ends),
    );
    let created = Entry::new("api_key.created", "api_key", new.id, &new.name)
        .set("env", new.env)
        .set("permissions", new.permissions)
        .set("replaces", key)
        .change("project", None, new.project_name.as_deref())
        .change("expires_at", None, new.expires_at);
    audit::record(&mut tx, &access, rotated).await?;
    audit::record(&mut tx, &access, created).await?;
    tx.commit().await?;
    Ok(CreatedApiKey { api_key: new, key: secret })
}

fn conflict(detail: &str) -> crate::Error {
    ApiError::Conflict { detail: detail.to_owned() }.into()
}

#[cfg(test)]
mod tests;
