//! Deleting an organization, recoverably or for good, and getting it back out of the recycle bin.

use super::sql;
use crate::{
    Actor, OrgAccess, Result, Services,
    audit::{self, Entry},
    authz::SUPER_ADMIN,
    db::{Tx, decode_moment, page_limit, page_of},
    projects,
};
use contract::{
    ApiError, OrgRef, Page, PageRequest, Permission,
    organizations::{DeleteOptions, DeletedOrganization, Organization, OrganizationDeletion},
    time::DAY,
};

/// How long a deleted organization can be restored, in microseconds.
pub(crate) const RESTORABLE: i64 = 30 * DAY;

/// Deletes an organization: hidden from everyone at once and every key of it dead with the next request, restorable for
/// 30 days, its slug taken meanwhile. Needs `organization.delete`.
///
/// Fails with `active_resources` while environments or blueprints run there, unless `force`. `purge` removes it for good
/// and frees the slug; an owner can purge what is in the recycle bin, too. `dry_run` only says what would be cut off; all
/// else may fail with `reauthentication_required`.
pub async fn delete(s: &Services, actor: &Actor, org: &OrgRef, options: DeleteOptions) -> Result<OrganizationDeletion> {
    let mut tx = if options.dry_run { s.db.read().await? } else { s.db.write().await? };
    let access = match actor.require(&mut tx, org, Permission::OrganizationDelete).await {
        Err(error) if options.purge && matches!(error.as_public(), Some(ApiError::NotFound { .. })) => {
            // Perhaps it is in the bin; a key has nothing to look for there.
            match actor.enter_deleted(&mut tx, org).await {
                Ok(access) => access,
                Err(_) => return Err(error),
            }
        }
        result => result?,
    };
    delete_in(tx, actor, &access, options).await
}

/// Deletes the organization of an access that allows it, and ends the transaction.
pub(super) async fn delete_in(
    mut tx: Tx,
    actor: &Actor,
    access: &OrgAccess,
    options: DeleteOptions,
) -> Result<OrganizationDeletion> {
    let (members, projects, keys) = sql::cut_off(&mut tx, access).await?;
    let active_resources = projects::active(&mut tx, access, None).await?;
    let restorable_until = (!options.purge).then(|| tx.now().plus(RESTORABLE));
    let deletion = OrganizationDeletion { members, projects, keys, active_resources, restorable_until };
    if options.dry_run {
        return Ok(deletion);
    }
    actor.recently_authenticated(&mut tx).await?;
    if !options.force && !deletion.active_resources.is_empty() {
        return Err(ApiError::ActiveResources { resources: deletion.active_resources }.into());
    }
    let entry = Entry::new("organization.deleted", "organization", access.org(), access.org_name())
        .set("purge", options.purge)
        .set("members", members)
        .set("projects", projects)
        .set("keys", keys);
    if options.purge {
        sql::purge(&mut tx, access).await?;
        audit::record_purge(&mut tx, access, entry).await?;
    } else {
        sql::delete(&mut tx, access).await?;
        audit::record(&mut tx, access, entry).await?;
    }
    tx.commit().await?;
    Ok(deletion)
}

/// The deleted organizations that the caller owns and can still restore, the last deleted first.
pub async fn deleted(s: &Services, actor: &Actor, page: PageRequest) -> Result<Page<DeletedOrganization>> {
    let limit = page_limit(&page)?;
    let after = page.cursor.as_deref().map(decode_moment).transpose()?;
    let mut tx = s.db.read().await?;
    let user = actor.user(&mut tx).await?;
    let since = tx.now().0 - RESTORABLE;
    let rows = sql::deleted(&mut tx, user.id(), since, after, limit + 1).await?;
    let mut answer = page_of(rows, limit, sql::DeletedRow::cursor, DeletedOrganization::from);
    if page.include_total {
        answer.total = Some(sql::count_deleted(&mut tx, user.id(), since).await?);
    }
    Ok(answer)
}

/// Takes an organization out of the recycle bin, with its members, roles and projects; its keys stay switched off. For its
/// owners, within 30 days; `not_found` for everybody else and afterwards, `conflict` when it has no active owner any more.
pub async fn restore(s: &Services, actor: &Actor, org: &OrgRef) -> Result<Organization> {
    let mut tx = s.db.write().await?;
    let access = actor.enter_deleted(&mut tx, org).await?;
    if !sql::restore(&mut tx, &access).await? {
        return Err(ApiError::Conflict {
            detail: "It has no active owner any more, so nobody could administer it.".to_owned(),
        }
        .into());
    }
    let entry = Entry::new("organization.restored", "organization", access.org(), access.org_name());
    audit::record(&mut tx, &access, entry).await?;
    let mut organization = sql::one(&mut tx, access.org()).await?;
    organization.role = Some(access.role().unwrap_or(SUPER_ADMIN).to_owned());
    tx.commit().await?;
    Ok(organization)
}

/// Removes for good what can be restored no more, and tells how many organizations that were.
pub async fn empty_bin(s: &Services) -> Result<u64> {
    let mut tx = s.db.write().await?;
    let before = tx.now().0 - RESTORABLE;
    let removed = sql::empty_bin(&mut tx, before).await?;
    tx.commit().await?;
    Ok(removed)
}

#[cfg(test)]
mod tests;
