//! Deleting an organization, recoverably or for good, and getting it back out of the recycle bin.

use super::{purge, sql};
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
/// and frees the slug, a large one from the database a little later; an owner can purge what is in the recycle bin, too.
/// `dry_run` only says what would be cut off; all else may fail with `reauthentication_required`.
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
        result => {
            let access = result?;
            access.request().expects(&sql::one(&mut tx, access.org()).await?)?;
            access
        }
    };
    delete_in(s, tx, actor, &access, options).await
}

/// What became of a wish to delete on a surface that keeps what is in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeletionOutcome {
    /// It is gone.
    Deleted,
    /// Nothing was done: something in it is in use. By the name that a surface shows.
    InUse(String),
    /// Nothing was done: it stays as long as its organization. By the name that a surface shows.
    Permanent(String),
}

/// Deletes an organization recoverably, but without `force` only one that nobody uses: no project besides the one that came
/// with it, no environment or blueprint, no key that is not revoked. Needs `organization.delete`.
pub async fn delete_idle(s: &Services, actor: &Actor, org: &OrgRef, force: bool) -> Result<DeletionOutcome> {
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::OrganizationDelete).await?;
    if !force && sql::in_use(&mut tx, &access).await? {
        return Ok(DeletionOutcome::InUse(access.slug().to_owned()));
    }
    delete_in(s, tx, actor, &access, DeleteOptions { force: true, ..DeleteOptions::default() }).await?;
    Ok(DeletionOutcome::Deleted)
}

/// Deletes the organization of an access that allows it, and ends the transaction.
pub(super) async fn delete_in(
    s: &Services,
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
        sql::mark(&mut tx, access).await?;
        audit::record_purge(&mut tx, access, entry).await?;
        tx.commit().await?;
        purge::begin(s, access.org()).await;
    } else {
        sql::delete(&mut tx, access).await?;
        audit::record(&mut tx, access, entry).await?;
        tx.commit().await?;
    }
    Ok(deletion)
}

/// The deleted organizations that the caller owns and can still restore, the last deleted first.
pub async fn deleted(s: &Services, actor: &Actor, page: PageRequest) -> Result<Page<DeletedOrganization>> {
    let limit = page_limit(&page)?;
    let after = page.cursor.as_deref().map(decode_moment).transpose()?;
    let mut tx = s.db.read().await?;
    let user = actor.user(&mut tx).await?;
    let since = tx.now().0 - RESTORABLE;
    let rows = sql::deleted(&mut tx, Some(user.id()), since, after, limit + 1).await?;
    let mut answer = page_of(rows, limit, sql::DeletedRow::cursor, DeletedOrganization::from);
    if page.include_total {
        answer.total = Some(sql::count_deleted(&mut tx, Some(user.id()), since).await?);
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

#[cfg(test)]
mod tests;
