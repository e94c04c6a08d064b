//! What a user sees and changes of itself.

use super::{no_such_user, sql};
use crate::{
    Actor, Error, Result, Services,
    actor::Credential,
    audit::{self, Entry},
};
use contract::{
    ApiError, OrgId, Timestamp,
    accounts::{Me, MyMembership, OrganizationSummary, Preferences, ProfilePatch, User},
    members::MemberStatus,
};

/// How many memberships come with the account.
const SHOWN: i64 = 500;

/// My account and my memberships, earliest first. Three statements.
pub async fn me(s: &Services, actor: &Actor) -> Result<Me> {
    me_and_preferences(s, actor).await.map(|(me, _)| me)
}

/// As [`me`], with how the console is to be for me. No statement more.
pub async fn me_and_preferences(s: &Services, actor: &Actor) -> Result<(Me, Preferences)> {
    let mut tx = s.db.read().await?;
    let user = actor.user(&mut tx).await?;
    let account = sql::by_id(&mut tx, &user.id).await?.ok_or_else(no_such_user)?;
    let memberships = sql::memberships(&mut tx, &user.id, SHOWN).await?;
    let memberships = memberships.into_iter().map(membership).collect::<Result<_>>()?;
    let me = Me { user: account.user(), memberships, super_admin: user.super_admin() };
    Ok((me, account.preferences()))
}

/// The organizations in which I am an active member, earliest first. An integration key acts as its maker, and sees the one
/// that it was made for; other keys are nobody: `user_required`.
pub async fn my_memberships(s: &Services, actor: &Actor) -> Result<Vec<MyMembership>> {
    let mut tx = s.db.read().await?;
    let (user, only) = if matches!(actor.credential, Credential::ApiKey(_)) {
        let access = actor.enter_own(&mut tx).await?;
        if !access.acts_as_user() {
            return Err(ApiError::UserRequired.into());
        }
        (access.user_id().clone(), Some(access.org()))
    } else {
        (actor.user(&mut tx).await?.id, None)
    };
    let rows = sql::memberships(&mut tx, &user, i64::MAX).await?;
    let all = rows.into_iter().map(membership).collect::<Result<Vec<_>>>()?;
    let mine = |m: &MyMembership| m.status == MemberStatus::Active && only.is_none_or(|org| org == m.organization.id);
    Ok(all.into_iter().filter(mine).collect())
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
    let before = sql::by_id(&mut tx, &user.id).await?.ok_or_else(no_such_user)?;
    actor.request().expects(&Me { user: before.user(), memberships: Vec::new(), super_admin: false })?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fixtures::{code, key, member, organization},
        members,
        testing::on_both,
    };
    use contract::{PermissionSet, members::MemberPatch};

    #[tokio::test]
    async fn my_memberships_are_the_active_ones_in_join_order() {
        on_both(|t| async move {
            let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
            let zoo = organization(&t, &ana, "Zoo").await;
            let left = organization(&t, &ben, "Left").await;
            let alder = organization(&t, &ana, "Alder").await;
            t.add_member(crate::fixtures::id(&left), &ana.id, "member").await;
            let suspended = MemberPatch { role: None, status: Some(MemberStatus::Suspended) };
            members::update(&t, &ben.actor, &left, &ana.id, suspended).await.unwrap();
            member(&t, &alder, "Mia", "member").await;
            let mine = my_memberships(&t, &ana.actor).await.unwrap();
            let names: Vec<_> = mine.iter().map(|m| (m.organization.name.as_str(), m.role.as_str())).collect();
            assert_eq!(names, [("Zoo", "owner"), ("Alder", "owner")]);
            let ci = key(&t, &zoo, &ana, "CI", PermissionSet::ALL).await;
            assert_eq!(code(my_memberships(&t, &ci).await), "user_required");
            t
        })
        .await;
    }
}
