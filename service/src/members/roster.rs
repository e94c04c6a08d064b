//! What surfaces need that know two roles only, and lists without pages.

use super::{change, sql, target};
use crate::{Actor, Result, Services, invitations};
use contract::{
    MemberRef, OrgRef, Permission,
    invitations::Invitation,
    members::{Member, MemberPatch, MemberSort},
    permissions::{ADMIN, MEMBER, OWNER},
};

/// All members, suspended ones too, in the order in which they joined; and with `invited` the invitations that wait for an
/// answer, oldest first, if the caller may invite. Needs `users.read`.
pub async fn roster(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    invited: bool,
) -> Result<(Vec<Member>, Vec<Invitation>)> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::UsersRead).await?;
    let wanted =
        sql::Wanted { search: None, role: None, status: None, sort: MemberSort::Oldest, after: None, offset: 0 };
    let members = sql::list(&mut tx, &access, &wanted, i64::MAX).await?.into_iter().map(Member::from).collect();
    let waiting = if invited && access.permissions().contains(Permission::UsersInvite) {
        invitations::pending_in(&mut tx, &access).await?
    } else {
        Vec::new()
    };
    Ok((members, waiting))
}

/// Gives the role `admin` or `member` in place of any other; an owner who is to be an administrator stays an owner. The rules
/// are those of [`super::update`].
pub async fn set_administrator(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    member: &MemberRef,
    administrator: bool,
) -> Result<Member> {
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::UsersUpdate).await?;
    let old = target(&mut tx, &access, member).await?;
    if administrator && old.role == OWNER {
        return Ok(old);
    }
    let role = if administrator { ADMIN } else { MEMBER };
    let new = change(&mut tx, actor, &access, old, MemberPatch { role: Some(role.to_owned()), status: None }).await?;
    tx.commit().await?;
    Ok(new)
}

#[cfg(test)]
mod tests;
