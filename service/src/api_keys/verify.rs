//! Is this key good? A wrong key is an answer, not an error; a key of another organization is `not_found`.

use super::{foreign_project, sql};
use crate::{
    Actor, RequestInfo, Result, Services, SystemAccess,
    actor::Credential,
    authz::{KeyRights, OrgAccess, Standing},
    db::Tx,
    secret,
    touches::Used,
};
use contract::{
    ApiError, ApiKeyId, OrgId, OrgRef, Permission, PermissionSet, ProjectId, ProjectRef, Timestamp,
    api_keys::{KeyKind, KeyVerdict, KeyVerification, VerifyKey},
};

/// Judges a key for a caller with `apiKeys.list`: of the organization of the calling key, or of the active organization of
/// the request, or else of the one that the key belongs to. Keys of other organizations and, for a key bound to a project, of
/// other projects are `not_found`.
pub async fn verify(s: &Services, actor: &Actor, request: VerifyKey) -> Result<KeyVerification> {
    let mut tx = s.db.read().await?;
    let active = match actor.request().active_org.clone() {
        None => None,
        Some(Ok(org)) => Some(org),
        Some(Err(_)) => return Err(ApiError::not_found("organization").into()),
    };
    let access = match (&actor.credential, active) {
        (Credential::ApiKey(_), _) => Some(actor.enter_own(&mut tx).await?),
        (_, Some(org)) => Some(actor.enter(&mut tx, &OrgRef::Id(org)).await?),
        (_, None) => {
            actor.user(&mut tx).await?;
            None
        }
    };
    if let Some(access) = &access {
        access.require(&mut tx, Permission::ApiKeysList).await?;
    }
    let Some(key) = lookup(&mut tx, &request).await? else { return Ok(nothing()) };
    let access = match access {
        Some(access) => access,
        None => match visible(&mut tx, actor, OrgId(key.org_id)).await? {
            Some(access) => access,
            None => return Ok(nothing()),
        },
    };
    if access.org().0 != key.org_id || foreign_project(&access, key.project_id.map(ProjectId)) {
        return Ok(nothing());
    }
    Ok(judge(&tx, &key, &request))
}

/// Judges a key of any organization, for the administration token.
pub async fn verify_as_admin(s: &Services, _system: &SystemAccess, request: VerifyKey) -> Result<KeyVerification> {
    let mut tx = s.db.read().await?;
    Ok(match lookup(&mut tx, &request).await? {
        Some(key) => judge(&tx, &key, &request),
        None => nothing(),
    })
}

/// The caller's access to the organization of the key, if the caller may see that organization at all.
async fn visible(tx: &mut Tx, actor: &Actor, org: OrgId) -> Result<Option<OrgAccess>> {
    match actor.require(tx, &OrgRef::Id(org), Permission::ApiKeysList).await {
        Ok(access) => Ok(Some(access)),
        Err(error) if matches!(error.as_public(), Some(ApiError::NotFound { .. })) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The key with its creator's rights, in one statement; what has no key's shape or a wrong checksum costs none.
async fn lookup(tx: &mut Tx, request: &VerifyKey) -> Result<Option<sql::Found>> {
    let Credential::ApiKey(digest) = Actor::bearer(&request.key, RequestInfo::default()).credential else {
        return Ok(None);
    };
    let project = request.project.as_deref().map(ProjectRef::from);
    let (id, name) = match &project {
        Some(ProjectRef::Id(id)) => (Some(id.0), None),
        Some(ProjectRef::Name(name)) => (None, Some(name.trim())),
        None => (None, None),
    };
    let found = sql::lookup(tx, &digest, id, name).await?;
    Ok(found.filter(|found| secret::same(&found.digest, &digest)))
}

fn judge(tx: &Tx, key: &sql::Found, request: &VerifyKey) -> KeyVerification {
    let now = tx.now();
    // The organization's own keys need nobody who answers for them.
    let member = !key.of_user || key.super_admin || key.member_status.is_some();
    let suspended = key.of_user && !key.super_admin && key.member_status.as_deref() != Some("active");
    let status = sql::Status::of(key.revoked_at, key.expires_at, key.enabled && !suspended, now);
    let held = held(key);
    let code = match status {
        sql::Status::Revoked => KeyVerdict::Revoked,
        // Nobody answers for it any more: the creator left, was removed, or the account was switched off.
        _ if !member || key.of_user && key.creator_disabled_at.is_some() => KeyVerdict::Revoked,
        sql::Status::Expired => KeyVerdict::Expired,
        sql::Status::Disabled => KeyVerdict::Disabled,
        sql::Status::Active
            if request.permission.is_some_and(|asked| !held.contains(asked)) || !good_for(key, request) =>
        {
            KeyVerdict::InsufficientPermissions
        }
        sql::Status::Active => KeyVerdict::Ok,
    };
    let alive = matches!(code, KeyVerdict::Ok | KeyVerdict::InsufficientPermissions);
    if code == KeyVerdict::Ok {
        tx.context.touches.used(&Used::Key(key.id), now);
    }
    KeyVerification {
        valid: code == KeyVerdict::Ok,
        code,
        key_id: Some(ApiKeyId(key.id)),
        organization_id: Some(OrgId(key.org_id)),
        project_id: key.project_id.map(ProjectId),
        env: Some(sql::env(&key.env)),
        permissions: if alive { held } else { PermissionSet::EMPTY },
        expires_at: key.expires_at.map(Timestamp),
    }
}

/// What the key holds now.
fn held(key: &sql::Found) -> PermissionSet {
    let rights = KeyRights {
        kind: KeyKind::parse(&key.kind).unwrap_or_default(),
        of_user: key.of_user,
        permissions: key.permissions,
        in_project: key.project_id.is_some(),
    };
    let standing = Standing {
        super_admin: key.super_admin,
        role: key.role.as_deref(),
        role_permissions: key.role_permissions,
        key: Some(rights),
    };
    standing.held()
}

/// Whether the key is good for the project that was asked for: its own, or any of the organization when it is bound to none.
fn good_for(key: &sql::Found, request: &VerifyKey) -> bool {
    request.project.is_none() || key.asked_project.is_some_and(|asked| key.project_id.is_none_or(|own| own == asked))
}

pub(super) fn nothing() -> KeyVerification {
    KeyVerification {
        valid: false,
        code: KeyVerdict::NotFound,
        key_id: None,
        organization_id: None,
        project_id: None,
        env: None,
        permissions: PermissionSet::EMPTY,
        expires_at: None,
    }
}
