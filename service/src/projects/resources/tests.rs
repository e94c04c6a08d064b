use crate::{
    organizations, projects,
    testing::{Person, TestServices, on_both},
    testing_people::{code, error, member, organization},
};
use contract::{
    ApiError, OrgRef, ProjectRef,
    organizations::DeleteOptions,
    projects::{NewProject, Resource},
};

use super::ResourceName;

fn environment(name: &str) -> ResourceName<'_> {
    ResourceName { kind: "environment", name }
}

async fn register(t: &TestServices, who: &Person, org: &OrgRef, what: ResourceName<'_>) -> (Resource, bool) {
    projects::register_resource(t, &who.actor, org, &ProjectRef::from("web"), what).await.unwrap()
}

async fn counts(t: &TestServices, who: &Person, org: &OrgRef) -> (i64, i64) {
    let project = projects::read(t, &who.actor, org, &ProjectRef::from("web")).await.unwrap();
    (project.environment_count, project.blueprint_count)
}

async fn with_web(t: &TestServices) -> (Person, OrgRef) {
    let ana = t.person("Ana").await;
    let org = organization(t, &ana, "Harbor").await;
    let web = NewProject { name: "web".to_owned(), description: String::new() };
    projects::create(t, &ana.actor, &org, web).await.unwrap();
    (ana, org)
}

#[tokio::test]
async fn resources_count_for_their_project_once_each() {
    on_both(|t| async move {
        let (ana, org) = with_web(&t).await;
        let (made, new) = register(&t, &ana, &org, environment("prod")).await;
        assert!(new);
        assert_eq!(register(&t, &ana, &org, environment("prod")).await, (made, false));
        register(&t, &ana, &org, ResourceName { kind: "blueprint", name: "prod" }).await;
        register(&t, &ana, &org, environment("staging")).await;
        assert_eq!(counts(&t, &ana, &org).await, (2, 1));
        let web = ProjectRef::from("web");
        projects::unregister_resource(&t, &ana.actor, &org, &web, environment("prod")).await.unwrap();
        let gone = projects::unregister_resource(&t, &ana.actor, &org, &web, environment("prod")).await;
        assert_eq!(error(gone), ApiError::not_found("resource"));
        assert_eq!(counts(&t, &ana, &org).await, (1, 1));
        t
    })
    .await;
}

#[tokio::test]
async fn what_runs_guards_its_project_and_its_organization() {
    on_both(|t| async move {
        let (ana, org) = with_web(&t).await;
        for name in ["prod", "staging", "a", "b", "c", "d"] {
            register(&t, &ana, &org, environment(name)).await;
        }
        register(&t, &ana, &org, ResourceName { kind: "blueprint", name: "node" }).await;
        let resources = vec!["web: 6 environments (a, b, c, d, prod, …), 1 blueprint (node)".to_owned()];
        let guarded = ApiError::ActiveResources { resources };
        let web = ProjectRef::from("web");
        let listed = projects::list_resources(&t, &ana.actor, &org, &web).await.unwrap();
        let names: Vec<_> = listed.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["node", "a", "b", "c", "d", "prod", "staging"]);
        assert_eq!(error(projects::delete(&t, &ana.actor, &org, &web, false, false).await), guarded);
        assert_eq!(error(organizations::delete(&t, &ana.actor, &org, DeleteOptions::default()).await), guarded);
        projects::delete(&t, &ana.actor, &org, &web, true, false).await.unwrap();
        organizations::delete(&t, &ana.actor, &org, DeleteOptions::default()).await.unwrap();
        t
    })
    .await;
}

#[tokio::test]
async fn registering_needs_the_right_and_a_name_that_can_be_one() {
    on_both(|t| async move {
        let (ana, org) = with_web(&t).await;
        let ben = member(&t, &org, "Ben", "member").await;
        let (web, tram) = (ProjectRef::from("web"), ProjectRef::from("tram"));
        let ask = async |who: &Person, project: &ProjectRef, what: ResourceName<'_>| {
            code(projects::register_resource(&t, &who.actor, &org, project, what).await)
        };
        assert_eq!(ask(&ben, &tram, environment("prod")).await, "permission_denied");
        assert_eq!(ask(&ana, &tram, environment("prod")).await, "not_found");
        assert_eq!(ask(&ana, &web, environment(" ")).await, "validation_failed");
        assert_eq!(ask(&ana, &web, ResourceName { kind: "server", name: "prod" }).await, "validation_failed");
        t
    })
    .await;
}
