//! Every organization of the server, for super admins in person: an owner without the flag is refused here.

use super::{RESTORABLE, change, deletion, sql};
use crate::{
    Actor, OrgAccess, Result, Services, UserAccess,
    db::{Tx, decode_moment, page_limit, page_of, page_window},
    email::search_key,
};
use contract::{
    ApiError, OffsetPage, OffsetRequest, OrgRef, Page, PageRequest,
    error::Denial,
    organizations::{DeleteOptions, DeletedOrganization, Organization, OrganizationDeletion, OrganizationPatch},
};

/// Every organization, oldest first, by the number of the page. `search` is the beginning of the name or slug.
pub async fn list(
    s: &Services,
    actor: &Actor,
    search: Option<&str>,
    page: OffsetRequest,
) -> Result<OffsetPage<Organization>> {
    let (limit, offset) = page_window(&page)?;
    let mut tx = s.db.read().await?;
    let user = actor.super_admin(&mut tx).await?;
    let search = search.map(search_key).filter(|s| !s.is_empty());
    let wanted = sql::Wanted { user: user.id(), all: true, search: search.as_deref(), after: None };
    let total = sql::count(&mut tx, &wanted).await?;
    let rows = if offset < total { sql::list_by_age(&mut tx, &wanted, limit, offset).await? } else { Vec::new() };
    Ok(OffsetPage { data: rows.into_iter().map(Organization::from).collect(), total })
}

/// Every organization that can still be restored, the last deleted first. [`super::restore`] does it.
pub async fn deleted(s: &Services, actor: &Actor, page: PageRequest) -> Result<Page<DeletedOrganization>> {
    let limit = page_limit(&page)?;
    let after = page.cursor.as_deref().map(decode_moment).transpose()?;
    let mut tx = s.db.read().await?;
    actor.super_admin(&mut tx).await?;
    let since = tx.now().0 - RESTORABLE;
    let rows = sql::deleted(&mut tx, None, since, after, limit + 1).await?;
    let mut answer = page_of(rows, limit, sql::DeletedRow::cursor, DeletedOrganization::from);
    answer.total = Some(sql::count_deleted(&mut tx, None, since).await?);
    Ok(answer)
}

/// One organization.
pub async fn read(s: &Services, actor: &Actor, org: &OrgRef) -> Result<Organization> {
    let mut tx = s.db.read().await?;
    let access = enter(&mut tx, actor, org).await?;
    sql::one(&mut tx, access.org()).await
}

/// Changes an organization; see [`super::update`].
pub async fn update(s: &Services, actor: &Actor, org: &OrgRef, patch: OrganizationPatch) -> Result<Organization> {
    patch.validate()?;
    let mut tx = s.db.write().await?;
    let access = enter(&mut tx, actor, org).await?;
    let new = change(&mut tx, &access, patch).await?;
    tx.commit().await?;
    Ok(new)
}

/// Deletes an organization; see [`super::delete`].
pub async fn delete(s: &Services, actor: &Actor, org: &OrgRef, options: DeleteOptions) -> Result<OrganizationDeletion> {
    let mut tx = if options.dry_run { s.db.read().await? } else { s.db.write().await? };
    let access = enter(&mut tx, actor, org).await?;
    deletion::delete_in(s, tx, actor, &access, options).await
}

/// The flag comes before the organization: without it nobody learns here which ones there are.
async fn enter(tx: &mut Tx, actor: &Actor, org: &OrgRef) -> Result<OrgAccess> {
    actor.super_admin(tx).await?;
    actor.enter(tx, org).await
}

impl Actor {
    /// A super admin in person.
    pub(crate) async fn super_admin(&self, tx: &mut Tx) -> Result<UserAccess> {
        let user = self.user(tx).await?;
        if user.super_admin() {
            return Ok(user);
        }
        Err(ApiError::PermissionDenied(Box::new(Denial {
            detail: "Only a super admin can do this.".to_owned(),
            missing_permission: None,
            resource: None,
            your_role: None,
            granted_by_roles: Vec::new(),
            ask: Vec::new(),
        }))
        .into())
    }
}
