use super::*;
use crate::{
    fixtures::{code, error},
    projects,
    testing::{Person, TestServices, on_both},
    testing_people::{member, organization, run},
};
use contract::projects::NewProject;

async fn project(t: &TestServices, by: &Person, org: &OrgRef, name: &str) -> Project {
    let new = NewProject { name: name.to_owned(), description: String::new() };
    projects::create(t, &by.actor, org, new).await.unwrap()
}

#[tokio::test]
async fn a_project_of_a_strange_organization_is_an_unknown_one() {
    on_both(|t| async move {
        let (ana, sam) = (t.person("Ana").await, t.person("Sam").await);
        let org = organization(&t, &ana, "Harbor").await;
        let mia = member(&t, &org, "Mia", "member").await;
        let site = project(&t, &ana, &org, "site").await;
        let unknown = ProjectId(uuid::Uuid::nil());
        for (who, id) in [(&sam, site.id), (&ana, unknown)] {
            let gone = ApiError::not_found("project");
            assert_eq!(error(read_by_id(&t, &who.actor, id).await), gone);
            assert_eq!(error(update_by_id(&t, &who.actor, id, None, None).await), gone);
            assert_eq!(error(delete_by_id(&t, &who.actor, id, true).await), gone);
        }
        assert_eq!(read_by_id(&t, &mia.actor, site.id).await.unwrap().1, site);
        assert_eq!(code(update_by_id(&t, &mia.actor, site.id, Some("other"), None).await), "permission_denied");
        assert_eq!(code(delete_by_id(&t, &mia.actor, site.id, true).await), "permission_denied");
        t
    })
    .await;
}

#[tokio::test]
async fn the_name_stays_and_the_description_changes() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let site = project(&t, &ana, &org, "site").await;
        let words = || Some("The web site".to_owned());
        let changed = update_by_id(&t, &ana.actor, site.id, Some("site"), words()).await.unwrap().1;
        assert_eq!(changed.description, "The web site");
        let renamed = error(update_by_id(&t, &ana.actor, site.id, Some("shop"), words()).await);
        assert!(renamed.for_field("name").is_some());
        let names: Vec<_> = all(&t, &ana.actor, &org).await.unwrap().into_iter().map(|p| p.name).collect();
        assert_eq!(names, ["default", "site"]);
        t
    })
    .await;
}

#[tokio::test]
async fn a_project_in_use_goes_by_force_only_and_the_first_one_never() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let site = project(&t, &ana, &org, "site").await;
        run(&t, &org, "UPDATE projects SET blueprint_count = 1 WHERE org_id = $1 AND name = $2", "site").await;
        let kept = delete_by_id(&t, &ana.actor, site.id, false).await.unwrap();
        assert_eq!(kept, DeletionOutcome::InUse("site".to_owned()));
        assert_eq!(delete_by_id(&t, &ana.actor, site.id, true).await.unwrap(), DeletionOutcome::Deleted);
        let first = all(&t, &ana.actor, &org).await.unwrap().remove(0);
        let kept = delete_by_id(&t, &ana.actor, first.id, true).await.unwrap();
        assert_eq!(kept, DeletionOutcome::Permanent("default".to_owned()));
        t
    })
    .await;
}
