use crate::{
    api_keys, audit_log, projects,
    testing::{Person, TestServices, on_both},
    testing_people::{by_key, code, error, member, organization, run},
};
use contract::{
    ApiError, OrgRef, PageRequest, Permission, ProjectRef,
    api_keys::NewApiKey,
    audit_log::AuditFilter,
    projects::{NewProject, Project, ProjectDeletion, ProjectPatch},
};

fn named(name: &str) -> NewProject {
    NewProject { name: name.to_owned(), description: String::new() }
}

async fn make(t: &TestServices, who: &Person, org: &OrgRef, name: &str) -> Project {
    projects::create(t, &who.actor, org, named(name)).await.unwrap()
}

/// A key with all rights that a key of a project may have.
async fn key_of(t: &TestServices, who: &Person, org: &OrgRef, project: &str) -> String {
    use Permission as P;
    let request = NewApiKey {
        name: "ci".to_owned(),
        permissions: [P::ProjectsRead, P::ProjectsUpdate, P::ProjectsDelete].into_iter().collect(),
        project: Some(project.to_owned()),
        env: Default::default(),
        expires_at: None,
    };
    api_keys::create(t, &who.actor, org, request).await.unwrap().key
}

#[tokio::test]
async fn a_project_is_made_read_renamed_and_listed() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let made = make(&t, &ana, &org, "  web ").await;
        assert_eq!((made.name.as_str(), made.is_default), ("web", false));
        for by in [ProjectRef::Id(made.id), ProjectRef::from("web")] {
            assert_eq!(projects::read(&t, &ana.actor, &org, &by).await.unwrap(), made);
        }
        let patch = ProjectPatch { name: Some("site".to_owned()), description: Some("Public pages".to_owned()) };
        let changed = projects::update(&t, &ana.actor, &org, &made.id.into(), patch.clone()).await.unwrap();
        assert_eq!((changed.name.as_str(), changed.description.as_str()), ("site", "Public pages"));
        projects::update(&t, &ana.actor, &org, &made.id.into(), patch).await.unwrap();
        let filter = AuditFilter { action: Some("project.updated".to_owned()), ..Default::default() };
        let events = audit_log::list(&t, &ana.actor, &org, filter, PageRequest::default()).await.unwrap().data;
        assert_eq!(events.len(), 1, "a change of nothing is no event");
        assert_eq!(events[0].changes["name"], ("web".into(), "site".into()));
        t
    })
    .await;
}

#[tokio::test]
async fn a_name_is_unique_in_its_organization_only() {
    on_both(|t| async move {
        let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
        let (one, two) = (organization(&t, &ana, "One").await, organization(&t, &ben, "Two").await);
        let web = make(&t, &ana, &one, "web").await;
        make(&t, &ben, &two, "web").await;
        let taken = ApiError::already_exists("project", "name");
        assert_eq!(error(projects::create(&t, &ana.actor, &one, named("web")).await), taken);
        let rename = ProjectPatch { name: Some("default".to_owned()), ..Default::default() };
        assert_eq!(error(projects::update(&t, &ana.actor, &one, &web.id.into(), rename).await), taken);
        assert_eq!(code(projects::read(&t, &ben.actor, &two, &web.id.into()).await), "not_found");
        t
    })
    .await;
}

#[tokio::test]
async fn a_list_goes_on_where_its_page_ended_and_finds_signs_literally() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        for name in ["a_b", "aXb", "Zoo"] {
            make(&t, &ana, &org, name).await;
        }
        let mut page = PageRequest { limit: Some(3), cursor: None, include_total: true };
        let first = projects::list(&t, &ana.actor, &org, None, page.clone()).await.unwrap();
        assert_eq!((first.data.len(), first.total), (3, Some(4)));
        page.cursor = first.next_cursor;
        let rest = projects::list(&t, &ana.actor, &org, None, page).await.unwrap();
        assert_eq!((rest.data.len(), rest.next_cursor), (1, None));
        for (search, expected) in [("a_b", vec!["a_b"]), ("zo", vec!["Zoo"]), ("%", vec![]), ("xB", vec!["aXb"])] {
            let page = PageRequest { include_total: true, ..Default::default() };
            let found = projects::list(&t, &ana.actor, &org, Some(search), page).await.unwrap();
            assert_eq!(found.data.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), expected, "{search}");
            assert_eq!(found.total, i64::try_from(expected.len()).ok());
        }
        t
    })
    .await;
}

#[tokio::test]
async fn a_member_sees_projects_and_changes_none() {
    on_both(|t| async move {
        let (ana, eve) = (t.person("Ana").await, t.person("Eve").await);
        let org = organization(&t, &ana, "Harbor").await;
        let ben = member(&t, &org, "Ben", "member").await;
        let default = ProjectRef::from("default");
        projects::read(&t, &ben.actor, &org, &default).await.unwrap();
        assert_eq!(code(projects::create(&t, &ben.actor, &org, named("web")).await), "permission_denied");
        let patch = ProjectPatch::default();
        assert_eq!(code(projects::update(&t, &ben.actor, &org, &default, patch).await), "permission_denied");
        let missing = ProjectRef::from("nowhere");
        assert_eq!(code(projects::delete(&t, &ben.actor, &org, &missing, true, false).await), "permission_denied");
        assert_eq!(error(projects::read(&t, &eve.actor, &org, &default).await), ApiError::not_found("organization"));
        t
    })
    .await;
}

#[tokio::test]
async fn what_runs_there_guards_a_project_and_its_keys_die_with_it() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let web = ProjectRef::Id(make(&t, &ana, &org, "web").await.id);
        let key = key_of(&t, &ana, &org, "web").await;
        run(&t, &org, "UPDATE projects SET environment_count = 2 WHERE org_id = $1 AND name = $2", "web").await;
        let refused = error(projects::delete(&t, &ana.actor, &org, &web, false, false).await);
        assert_eq!(refused, ApiError::ActiveResources { resources: vec!["web: 2 environments".to_owned()] });
        let preview = projects::delete(&t, &ana.actor, &org, &web, true, true).await.unwrap();
        assert_eq!(preview, ProjectDeletion { keys: 1, active_resources: vec!["web: 2 environments".to_owned()] });
        projects::read(&t, &by_key(&key), &org, &web).await.unwrap();
        assert_eq!(projects::delete(&t, &ana.actor, &org, &web, true, false).await.unwrap(), preview);
        assert_eq!(code(projects::read(&t, &by_key(&key), &org, &web).await), "unauthenticated");
        assert_eq!(code(projects::read(&t, &ana.actor, &org, &web).await), "not_found");
        t
    })
    .await;
}

#[tokio::test]
async fn the_default_project_stays() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        make(&t, &ana, &org, "web").await;
        assert_eq!(code(projects::delete(&t, &ana.actor, &org, &"default".into(), true, false).await), "conflict");
        t
    })
    .await;
}

#[tokio::test]
async fn a_key_of_a_project_sees_and_touches_only_its_own() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let (web, api) = (make(&t, &ana, &org, "web").await, make(&t, &ana, &org, "api").await);
        let key = by_key(&key_of(&t, &ana, &org, "web").await);
        let page = PageRequest { include_total: true, ..Default::default() };
        let seen = projects::list(&t, &key, &org, None, page).await.unwrap();
        assert_eq!((seen.data.len(), seen.data[0].id, seen.total), (1, web.id, Some(1)));
        for other in [ProjectRef::Id(api.id), "api".into()] {
            assert_eq!(error(projects::read(&t, &key, &org, &other).await), ApiError::not_found("project"));
            let patch = ProjectPatch { name: Some("mine".to_owned()), ..Default::default() };
            assert_eq!(code(projects::update(&t, &key, &org, &other, patch).await), "not_found");
            assert_eq!(code(projects::delete(&t, &key, &org, &other, true, false).await), "not_found");
        }
        assert_eq!(code(projects::create(&t, &key, &org, named("more")).await), "permission_denied");
        t
    })
    .await;
}

#[tokio::test]
async fn a_list_by_age_goes_on_for_a_day_and_in_its_own_organization_only() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let (org, other) = (organization(&t, &ana, "Harbor").await, organization(&t, &ana, "Other").await);
        for name in ["zoo", "Api", "web-api"] {
            make(&t, &ana, &org, name).await;
        }
        let page = |cursor| PageRequest { limit: Some(2), cursor, include_total: false };
        let names = |page: &contract::Page<Project>| page.data.iter().map(|p| p.name.clone()).collect::<Vec<_>>();
        let first = projects::list_by_age(&t, &ana.actor, &org, None, page(None)).await.unwrap();
        assert_eq!(names(&first), ["default", "zoo"]);
        let cursor = first.next_cursor;
        let rest = projects::list_by_age(&t, &ana.actor, &org, None, page(cursor.clone())).await.unwrap();
        assert_eq!((names(&rest), rest.next_cursor), (vec!["Api".to_owned(), "web-api".to_owned()], None));
        let found = projects::list_by_age(&t, &ana.actor, &org, Some("aPi"), page(None)).await.unwrap();
        assert_eq!(names(&found), ["Api", "web-api"]);
        for (org, search) in [(&other, None), (&org, Some("api"))] {
            let refused = projects::list_by_age(&t, &ana.actor, org, search, page(cursor.clone())).await;
            assert_eq!(code(refused), "invalid_request");
        }
        t.clock.advance(contract::time::DAY);
        let dead = projects::list_by_age(&t, &ana.actor, &org, None, page(cursor)).await;
        assert_eq!(code(dead), "invalid_request");
        t
    })
    .await;
}

#[tokio::test]
async fn to_a_key_of_a_project_another_one_is_as_far_as_a_missing_one() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        make(&t, &ana, &org, "web").await;
        let key = by_key(&key_of(&t, &ana, &org, "web").await);
        for other in ["default", "nowhere"] {
            let refused = projects::read(&t, &key, &org, &other.into()).await.unwrap_err();
            assert!(matches!(refused, crate::Error::OutOfScope(_)), "{other}: {refused:?}");
        }
        let unknown = projects::read(&t, &ana.actor, &org, &"nowhere".into()).await.unwrap_err();
        assert!(matches!(unknown, crate::Error::Public(_)), "{unknown:?}");
        t
    })
    .await;
}
