//! What surfaces need that print an organization with the caller's own role and never change its slug.

use super::{change, sql};
use crate::{Actor, OrgAccess, Result, Services, actor::Credential};
use contract::{
    ApiError, OrgRef, Permission,
    organizations::{Organization, OrganizationPatch},
};

/// Every organization in which the caller is an active member, with the caller's role, oldest membership first. A key sees
/// its own, without the billing address and metadata when it lacks `organization.read`.
pub async fn joined(s: &Services, actor: &Actor) -> Result<Vec<Organization>> {
    let mut tx = s.db.read().await?;
    if matches!(actor.credential, Credential::ApiKey(_)) {
        let access = actor.enter_own(&mut tx).await?;
        let mut own = with_role(sql::one(&mut tx, access.org()).await?, &access);
        if !access.permissions().contains(Permission::OrganizationRead) {
            own.billing_email = None;
            own.metadata.clear();
        }
        return Ok(vec![own]);
    }
    let user = actor.user(&mut tx).await?;
    Ok(sql::joined(&mut tx, user.id()).await?.into_iter().map(Organization::from).collect())
}

/// One organization with the caller's role. Needs `organization.read`.
pub async fn read_with_role(s: &Services, actor: &Actor, org: &OrgRef) -> Result<Organization> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::OrganizationRead).await?;
    Ok(with_role(sql::one(&mut tx, access.org()).await?, &access))
}

/// Changes an organization whose slug the caller may repeat: another than the present one is invalid. Answers with the
/// caller's role. Needs `organization.update`.
pub async fn update_named(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    slug: Option<&str>,
    patch: OrganizationPatch,
) -> Result<Organization> {
    patch.validate()?;
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::OrganizationUpdate).await?;
    if slug.is_some_and(|slug| slug != access.slug()) {
        return Err(ApiError::invalid("slug", "not_allowed", "It never changes. Leave it out.").into());
    }
    let new = change(&mut tx, &access, patch).await?;
    tx.commit().await?;
    Ok(with_role(new, &access))
}

fn with_role(organization: Organization, access: &OrgAccess) -> Organization {
    Organization { role: Some(access.role_name().to_owned()), ..organization }
}

#[cfg(test)]
mod tests;
