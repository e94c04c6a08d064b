//! What a user sees and changes of itself.

use super::{no_such_user, sql};
use crate::{
    Actor, Error, Result, Services,
    audit::{self, Entry},
};
use contract::{
    OrgId, Timestamp,
    accounts::{Me, MyMembership, OrganizationSummary, ProfilePatch, User},
};

/// My account and my memberships, earliest first. Three statements.
pub async fn me(s: &Services, actor: &Actor) -> Result<Me> {
    let mut tx = s.db.read().await?;
    let user = actor.user(&mut tx).await?;
    let account = sql::by_id(&mut tx, &user.id).await?.ok_or_else(no_such_user)?;
    let memberships = sql::memberships(&mut tx, &user.id).await?;
    let memberships = memberships.into_iter().map(membership).collect::<Result<_>>()?;
    Ok(Me { user: account.user(), memberships, super_admin: user.super_admin() })
}

fn membership(row: sql::MembershipRow) -> Result<MyMembership> {
    Ok(MyMembership {
        organization: OrganizationSummary { id: OrgId(row.id), slug: row.slug, name: row.name, logo: row.logo },
        role: row.role,
        status: row.status.parse().map_err(|()| Error::internal("a membership has an unknown status"))?,
        joined_at: Timestamp(row.joined_at),
    })
}

/// Changes my name.
pub async fn update_profile(s: &Services, actor: &Actor, patch: ProfilePatch) -> Result<User> {
    patch.validate()?;
    let mut tx = s.db.write().await?;
    let user = actor.user(&mut tx).await?;
    if let Some(name) = patch.name.as_deref().map(str::trim).filter(|name| *name != user.name) {
        if !sql::rename(&mut tx, &user.id, name).await? {
            return Err(no_such_user());
        }
        let entry = Entry::new("user.updated", "user", &user.id, name).change("name", user.name.as_str(), name);
        audit::record_person(&mut tx, None, &user, entry).await?;
    }
    let account = sql::by_id(&mut tx, &user.id).await?.ok_or_else(no_such_user)?;
    tx.commit().await?;
    Ok(account.user())
}
