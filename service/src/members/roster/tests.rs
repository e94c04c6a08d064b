use super::*;
use crate::{
    fixtures::{code, error, invite, role},
    testing::on_both,
    testing_people::{member, organization},
};
use contract::{ApiError, Permission};

#[tokio::test]
async fn who_may_not_invite_sees_no_invitations() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let mia = member(&t, &org, "Mia", "member").await;
        invite(&t, &org, &ana, "ben@example.com", "member").await;
        let counts = |(members, waiting): (Vec<Member>, Vec<Invitation>)| (members.len(), waiting.len());
        assert_eq!(counts(roster(&t, &ana.actor, &org, true).await.unwrap()), (2, 1));
        assert_eq!(counts(roster(&t, &ana.actor, &org, false).await.unwrap()), (2, 0));
        assert_eq!(counts(roster(&t, &mia.actor, &org, true).await.unwrap()), (2, 0));
        t
    })
    .await;
}

#[tokio::test]
async fn an_owner_stays_one_as_administrator_and_the_last_one_cannot_be_a_member() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let adam = member(&t, &org, "Adam", "admin").await;
        role(&t, &org, &ana, "support", &[Permission::UsersRead]).await;
        let sue = member(&t, &org, "Sue", "support").await;
        let set = async |by: &Actor, whom, admin| {
            set_administrator(&t, by, &org, &MemberRef::from(whom), admin).await.map(|member| member.role)
        };
        assert_eq!(set(&adam.actor, &ana.id, true).await.unwrap(), "owner");
        assert_eq!(set(&adam.actor, &sue.id, false).await.unwrap(), "member");
        assert_eq!(set(&adam.actor, &sue.id, true).await.unwrap(), "admin");
        assert_eq!(code(set(&adam.actor, &ana.id, false).await), "permission_denied");
        assert_eq!(error(set(&ana.actor, &ana.id, false).await), ApiError::LastOwner);
        t
    })
    .await;
}
