//! What a surface may ask before it reads a body: whether the credential is good, of which kind, for which organization,
//! and whether it holds what the call needs. Some surfaces promise this order of their errors.
//!
//! This decides nothing for good: every operation asks again in its own transaction.

use crate::{Actor, OrgAccess, Result, Services, members, principals, roles};
use contract::{MemberRef, OrgId, OrgRef, Permission, RoleRef};

/// What a call in the active organization needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Any access: an active member, a key, a super admin.
    Access,
    /// A permission.
    Permission(Permission),
    /// The role `owner` or `admin` by name, a super admin, an organization key or an api-token.
    Administrator,
}

/// What a call is done to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Addressed {
    /// A member.
    Member(MemberRef),
    /// One of the organization's own roles.
    Role(RoleRef),
}

/// The active organization of a credential that holds what the call needs.
pub async fn to_active_organization(s: &Services, actor: &Actor, need: Need) -> Result<OrgId> {
    let org = OrgRef::Id(principals::identify(s, actor).await?.active_organization()?);
    let mut tx = s.db.read().await?;
    let access = actor.enter(&mut tx, &org).await?;
    match need {
        Need::Access => {}
        Need::Permission(permission) => access.require(&mut tx, permission).await?,
        Need::Administrator => access.require_administrator()?,
    }
    Ok(access.org())
}

/// Fails with `not_found` unless the organization has what the call is done to. Needs the permission of the call, so that
/// nobody learns more here than there.
pub async fn to_addressed(
    s: &Services,
    actor: &Actor,
    org: OrgId,
    permission: Permission,
    addressed: &Addressed,
) -> Result<()> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, &OrgRef::Id(org), permission).await?;
    match addressed {
        Addressed::Member(member) => members::target(&mut tx, &access, member).await.map(drop),
        Addressed::Role(role) => roles::own(&mut tx, &access, role).await.map(drop),
    }
}

/// Fails unless a person calls: `user_required` for keys.
pub async fn of_person(s: &Services, actor: &Actor) -> Result<()> {
    principals::identify(s, actor).await?.require_user().map(drop)
}

/// Fails unless a super admin calls in person.
pub async fn of_super_admin(s: &Services, actor: &Actor) -> Result<()> {
    // Asks who it is first, for the words about a credential that was good once.
    of_person(s, actor).await?;
    let mut tx = s.db.read().await?;
    actor.super_admin(&mut tx).await.map(drop)
}

impl OrgAccess {
    /// Fails unless this counts as an administrator by name.
    pub(crate) fn require_administrator(&self) -> Result<()> {
        if self.is_administrator() { Ok(()) } else { Err(self.forbidden("Only an owner or admin can do this.")) }
    }
}
