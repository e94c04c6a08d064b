//! What surfaces need that know no pages and want removing to be repeatable.

use super::{remove, sql};
use crate::{Actor, Error, Result, Services, db::Tx};
use contract::{
    ApiError, OrgId, OrgRef, Permission, UserId,
    members::{Member, MemberSort, MemberStatus},
};

/// All members, suspended ones too, in the order in which they joined. Needs `users.read`.
pub async fn all(s: &Services, actor: &Actor, org: &OrgRef) -> Result<Vec<Member>> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::UsersRead).await?;
    let wanted =
        sql::Wanted { search: None, role: None, status: None, sort: MemberSort::Oldest, after: None, offset: 0 };
    let rows = sql::list(&mut tx, &access, &wanted, i64::MAX).await?;
    Ok(rows.into_iter().map(Member::from).collect())
}

/// [`remove`] that is content when there is no such member.
pub async fn ensure_removed(s: &Services, actor: &Actor, org: &OrgRef, user: &UserId) -> Result<()> {
    match remove(s, actor, org, user, false).await {
        Err(Error::Public(ApiError::NotFound { what })) if what == "member" => Ok(()),
        other => other.map(drop),
    }
}

/// The role and status of a member, within a transaction of somebody who has no access yet.
pub(crate) async fn standing(tx: &mut Tx, org: OrgId, user: &UserId) -> Result<Option<(String, MemberStatus)>> {
    let row = sql::standing(tx, org, user).await?;
    Ok(row.map(|(role, status)| (role, status.parse().unwrap_or(MemberStatus::Suspended))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fixtures::{actions, code, error, member, organization, role},
        testing::on_both,
    };

    #[tokio::test]
    async fn the_whole_list_is_in_join_order_with_suspended_members() {
        on_both(|t| async move {
            let ana = t.person("Zoe").await;
            let org = organization(&t, &ana, "Harbor").await;
            let sam = member(&t, &org, "Sam", "member").await;
            role(&t, &org, &ana, "blind", &[]).await;
            let ben = member(&t, &org, "Ben", "blind").await;
            let suspended = crate::members::MemberPatch { role: None, status: Some(MemberStatus::Suspended) };
            crate::members::update(&t, &ana.actor, &org, &sam.id, suspended).await.unwrap();
            let all = all(&t, &ana.actor, &org).await.unwrap();
            let seen: Vec<_> = all.iter().map(|m| (m.name.as_str(), m.status)).collect();
            let (active, suspended) = (MemberStatus::Active, MemberStatus::Suspended);
            assert_eq!(seen, [("Zoe", active), ("Sam", suspended), ("Ben", active)]);
            assert_eq!(code(super::all(&t, &ben.actor, &org).await), "permission_denied");
            t
        })
        .await;
    }

    #[tokio::test]
    async fn removing_again_changes_nothing() {
        on_both(|t| async move {
            let ana = t.person("Ana").await;
            let org = organization(&t, &ana, "Harbor").await;
            let mia = member(&t, &org, "Mia", "member").await;
            for _ in 0..2 {
                ensure_removed(&t, &ana.actor, &org, &mia.id).await.unwrap();
            }
            ensure_removed(&t, &ana.actor, &org, &UserId::stored("usr_nobody".to_owned())).await.unwrap();
            assert_eq!(actions(&t, &org).await, ["organization.created", "member.removed"]);
            assert_eq!(error(ensure_removed(&t, &ana.actor, &org, &ana.id).await), ApiError::LastOwner);
            let gone = ensure_removed(&t, &mia.actor, &org, &mia.id).await;
            assert_eq!(error(gone), ApiError::not_found("organization"));
            t
        })
        .await;
    }
}
