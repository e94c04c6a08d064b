use super::*;
use crate::{
    fixtures::{code, error, key, set},
    organizations::{self, DeletionOutcome, delete_idle},
    projects,
    testing::on_both,
    testing_people::{id, member, organization},
};
use contract::projects::NewProject;

fn patch(name: &str) -> OrganizationPatch {
    OrganizationPatch { name: Some(name.to_owned()), ..Default::default() }
}

#[tokio::test]
async fn my_organizations_come_in_the_order_of_joining_with_my_role() {
    on_both(|t| async move {
        let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
        let zoo = organization(&t, &ana, "Zoo").await;
        let bay = organization(&t, &ben, "Bay").await;
        t.add_member(id(&bay), &ana.id, "member").await;
        let shown = |list: Vec<Organization>| {
            list.into_iter().map(|o| (o.name, o.role.unwrap_or_default())).collect::<Vec<_>>()
        };
        let mine = joined(&t, &ana.actor).await.unwrap();
        assert_eq!(shown(mine), [("Zoo".to_owned(), "owner".to_owned()), ("Bay".to_owned(), "member".to_owned())]);
        let blind = key(&t, &zoo, &ana, "blind", set(&[])).await;
        let own = joined(&t, &blind).await.unwrap();
        assert_eq!((own.len(), own[0].billing_email.as_deref(), own[0].id), (1, None, id(&zoo)));
        assert_eq!(code(joined(&t, &crate::testing_people::by_key("pk_no.such.key")).await), "unauthenticated");
        t
    })
    .await;
}

#[tokio::test]
async fn a_repeated_slug_is_no_change_and_another_one_is_refused() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let mia = member(&t, &org, "Mia", "member").await;
        let new = update_named(&t, &ana.actor, &org, Some("harbor"), patch("Port")).await.unwrap();
        assert_eq!((new.name.as_str(), new.role.as_deref()), ("Port", Some("owner")));
        let refused = error(update_named(&t, &ana.actor, &org, Some("port"), patch("Quay")).await);
        assert!(refused.for_field("slug").is_some());
        // Whoever may not change anything is not told which slug would be right.
        let denied = update_named(&t, &mia.actor, &org, Some("port"), patch("Quay")).await;
        assert_eq!(code(denied), "permission_denied");
        assert_eq!(read_with_role(&t, &mia.actor, &org).await.unwrap().role.as_deref(), Some("member"));
        assert_eq!(organizations::read(&t, &ana.actor, &org).await.unwrap().name, "Port");
        t
    })
    .await;
}

#[tokio::test]
async fn an_organization_in_use_goes_by_force_only() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let [fresh, built, keyed] = [
            organization(&t, &ana, "Fresh").await,
            organization(&t, &ana, "Built").await,
            organization(&t, &ana, "Keyed").await,
        ];
        let new = NewProject { name: "site".to_owned(), description: String::new() };
        projects::create(&t, &ana.actor, &built, new).await.unwrap();
        key(&t, &keyed, &ana, "deploy", set(&[])).await;
        for (org, slug) in [(&built, "built"), (&keyed, "keyed")] {
            let kept = delete_idle(&t, &ana.actor, org, false).await.unwrap();
            assert_eq!(kept, DeletionOutcome::InUse(slug.to_owned()));
            assert!(organizations::read(&t, &ana.actor, org).await.is_ok());
            assert_eq!(delete_idle(&t, &ana.actor, org, true).await.unwrap(), DeletionOutcome::Deleted);
        }
        assert_eq!(delete_idle(&t, &ana.actor, &fresh, false).await.unwrap(), DeletionOutcome::Deleted);
        assert_eq!(code(delete_idle(&t, &ana.actor, &fresh, false).await), "not_found");
        t
    })
    .await;
}
