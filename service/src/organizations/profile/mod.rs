//! An organization with its people and its billing customer: how hosts read it that keep both beside their own accounts.

mod sql;
#[cfg(test)]
mod tests;

use super::{change, insert};
use crate::{
    Actor, Error, Result, Services, UserAccess,
    actor::Credential,
    audit::{self, Entry},
    authz::SUPER_ADMIN,
    db::Tx,
};
use contract::{
    ApiError, OrgId, OrgRef, Permission, UserId,
    error::Denial,
    organizations::{NewOrganization, OrganizationPatch, OrganizationProfile, OrganizationUser},
    permissions::OWNER,
};

/// The organization with its people. Needs `organization.read`.
pub async fn profile(s: &Services, actor: &Actor, org: &OrgRef) -> Result<OrganizationProfile> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::OrganizationRead).await?;
    assemble(&mut tx, access.org()).await
}

/// Makes an organization with `owner` as its first owner: the caller, or anybody when a super admin calls. Fails with
/// `user_required` for keys, `permission_denied` for somebody else's id, `not_found` for an unknown one.
pub async fn create_owned_by(
    s: &Services,
    actor: &Actor,
    owner: &UserId,
    new: NewOrganization,
) -> Result<OrganizationProfile> {
    new.validate()?;
    let mut tx = s.db.write().await?;
    let user = actor.user(&mut tx).await?;
    about(&mut tx, &user, owner, "Only a super admin can make an organization for somebody else.").await?;
    let org = insert(&mut tx, owner, new, Default::default()).await?;
    let made = assemble(&mut tx, org).await?;
    let entry = Entry::new("organization.created", "organization", org, &made.organization.name)
        .set("name", &made.organization.name)
        .set("slug", &made.organization.slug)
        .change("owner", Some(user.id()).filter(|id| *id == owner), Some(owner));
    audit::record_person(&mut tx, Some(org), &user, entry).await?;
    tx.commit().await?;
    Ok(made)
}

/// Gives the organization another name. Needs `organization.update`.
pub async fn rename(s: &Services, actor: &Actor, org: &OrgRef, name: &str) -> Result<OrganizationProfile> {
    let patch = OrganizationPatch { name: Some(name.to_owned()), ..Default::default() };
    patch.validate()?;
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::OrganizationUpdate).await?;
    change(&mut tx, &access, patch).await?;
    let renamed = assemble(&mut tx, access.org()).await?;
    tx.commit().await?;
    Ok(renamed)
}

/// The organization of somebody: of their active memberships the one they joined first. For the caller when `user` is
/// absent, and then for a key its own organization, which needs `organization.read` unless it acts as its maker; about
/// others only super admins may ask. `not_found` when there is none.
pub async fn profile_of_user(s: &Services, actor: &Actor, user: Option<&UserId>) -> Result<OrganizationProfile> {
    let mut tx = s.db.read().await?;
    if matches!(actor.credential, Credential::ApiKey(_)) {
        let access = actor.enter_own(&mut tx).await?;
        // A person may always ask for their own; a key that acts for nobody sees no more than its permissions say.
        if !access.acts_as_user() {
            access.require(&mut tx, Permission::OrganizationRead).await?;
        }
        return match user {
            None => assemble(&mut tx, access.org()).await,
            // A key that acts as its maker sees one organization, whatever others the maker joined.
            Some(user) if access.acts_as_user() && user == access.user_id() => assemble(&mut tx, access.org()).await,
            Some(_) => Err(access.forbidden("A key cannot ask for the organization of a user.")),
        };
    }
    let caller = actor.user(&mut tx).await?;
    let user = user.unwrap_or(caller.id());
    about(&mut tx, &caller, user, "Only a super admin can ask for the organization of somebody else.").await?;
    match sql::first_organization(&mut tx, user).await? {
        Some(org) => assemble(&mut tx, org).await,
        None => Err(ApiError::not_found("organization").into()),
    }
}

/// Fails unless `user` is the caller, or exists and the caller is a super admin.
async fn about(tx: &mut Tx, caller: &UserAccess, user: &UserId, refusal: &str) -> Result<()> {
    if user == caller.id() {
        return Ok(());
    }
    if !caller.super_admin() {
        return Err(Error::Public(ApiError::PermissionDenied(Box::new(Denial {
            detail: refusal.to_owned(),
            missing_permission: None,
            resource: None,
            your_role: None,
            granted_by_roles: vec![SUPER_ADMIN.to_owned()],
            ask: Vec::new(),
        }))));
    }
    if sql::user_exists(tx, user).await? { Ok(()) } else { Err(ApiError::not_found("user").into()) }
}

async fn assemble(tx: &mut Tx, org: OrgId) -> Result<OrganizationProfile> {
    let organization = super::sql::one(tx, org).await?;
    let people = sql::people(tx, org).await?;
    let first_owner = || people.iter().find(|person| person.role == OWNER).map(|person| person.email.clone());
    let billing_email = organization.billing_email.clone().or_else(first_owner).unwrap_or_default();
    let users = people
        .into_iter()
        .map(|person| OrganizationUser { id: UserId::stored(person.id), email: person.email })
        .collect();
    Ok(OrganizationProfile { organization, users, billing_email })
}
