//! Deleting an organization, recoverably or for good.

use super::sql;
use crate::{
    Actor, Result, Services,
    audit::{self, Entry},
};
use contract::{
    ApiError, OrgRef, Permission,
    organizations::{DeleteOptions, OrganizationDeletion},
    time::DAY,
};

/// How long a deleted organization can be restored, in microseconds.
const RESTORABLE: i64 = 30 * DAY;

/// Deletes an organization: hidden from everyone at once and every key of it dead with the next request, restorable for
/// 30 days, its slug taken meanwhile. Needs `organization.delete`.
///
/// Fails with `active_resources` while environments or blueprints run there, unless `force`. `purge` removes it for good
/// and frees the slug. `dry_run` only counts what would be cut off; all else may fail with `reauthentication_required`.
pub async fn delete(s: &Services, actor: &Actor, org: &OrgRef, options: DeleteOptions) -> Result<OrganizationDeletion> {
    let mut tx = if options.dry_run { s.db.read().await? } else { s.db.write().await? };
    let access = actor.require(&mut tx, org, Permission::OrganizationDelete).await?;
    let (members, projects, keys) = sql::cut_off(&mut tx, &access).await?;
    let restorable_until = (!options.purge).then(|| tx.now().plus(RESTORABLE));
    let deletion = OrganizationDeletion { members, projects, keys, restorable_until };
    if options.dry_run {
        return Ok(deletion);
    }
    actor.recently_authenticated(&mut tx).await?;
    if !options.force {
        let resources: Vec<String> = sql::active_projects(&mut tx, &access)
            .await?
            .into_iter()
            .map(|(name, environments, blueprints)| {
                format!("{name}: {environments} environments, {blueprints} blueprints")
            })
            .collect();
        if !resources.is_empty() {
            return Err(ApiError::ActiveResources { resources }.into());
        }
    }
    let entry = Entry::new("organization.deleted", "organization", access.org(), access.org_name())
        .set("purge", options.purge)
        .set("members", members)
        .set("projects", projects)
        .set("keys", keys);
    if options.purge {
        sql::purge(&mut tx, &access).await?;
        audit::record_purge(&mut tx, &access, entry).await?;
    } else {
        sql::delete(&mut tx, &access).await?;
        audit::record(&mut tx, &access, entry).await?;
    }
    tx.commit().await?;
    Ok(deletion)
}
