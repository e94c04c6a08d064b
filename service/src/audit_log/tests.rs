use crate::{
    audit_log, projects,
    testing::on_both,
    testing_people::{code, error, member, organization},
};
use contract::{ApiError, PageRequest, Timestamp, audit_log::AuditFilter, projects::NewProject};

async fn actions(
    t: &crate::testing::TestServices,
    who: &crate::Actor,
    org: &contract::OrgRef,
    filter: AuditFilter,
) -> Vec<String> {
    let page = PageRequest { include_total: true, ..Default::default() };
    let page = audit_log::list(t, who, org, filter, page).await.unwrap();
    assert_eq!(page.total, i64::try_from(page.data.len()).ok());
    page.data.into_iter().map(|e| e.action).collect()
}

#[tokio::test]
async fn events_come_newest_first_and_each_filter_narrows_them() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let ben = member(&t, &org, "Ben", "admin").await;
        let new = |name: &str| NewProject { name: name.to_owned(), description: String::new() };
        let web = projects::create(&t, &ana.actor, &org, new("web")).await.unwrap();
        let middle = t.now();
        projects::create(&t, &ben.actor, &org, new("api")).await.unwrap();
        projects::delete(&t, &ben.actor, &org, &web.id.into(), false, false).await.unwrap();

        let of = |action: &str| AuditFilter { action: Some(action.to_owned()), ..Default::default() };
        let all = ["project.deleted", "project.created", "project.created"];
        assert_eq!(actions(&t, &ana.actor, &org, of("project.")).await, all);
        assert_eq!(actions(&t, &ana.actor, &org, of("project.deleted")).await, all[..1]);
        assert!(actions(&t, &ana.actor, &org, of("project")).await.is_empty(), "a group ends in a dot");
        let by_ben = AuditFilter { actor: Some(ben.id.to_string()), ..Default::default() };
        assert_eq!(actions(&t, &ana.actor, &org, by_ben).await, all[..2]);
        let about_web = AuditFilter { target: Some(web.id.to_string()), ..Default::default() };
        assert_eq!(actions(&t, &ana.actor, &org, about_web).await, ["project.deleted", "project.created"]);
        let late = AuditFilter { from: Some(middle), ..of("project.") };
        assert_eq!(actions(&t, &ana.actor, &org, late).await, all[..2]);
        let early = AuditFilter { to: Some(middle), ..of("project.") };
        assert_eq!(actions(&t, &ana.actor, &org, early).await, all[2..]);
        let never = AuditFilter { from: Some(Timestamp(middle.0 * 2)), ..Default::default() };
        assert!(actions(&t, &ana.actor, &org, never).await.is_empty());
        t
    })
    .await;
}

#[tokio::test]
async fn pages_neither_skip_nor_repeat_and_a_foreign_cursor_is_refused() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        for i in 0..5 {
            let new = NewProject { name: format!("p{i}"), description: String::new() };
            projects::create(&t, &ana.actor, &org, new).await.unwrap();
        }
        let whole =
            audit_log::list(&t, &ana.actor, &org, AuditFilter::default(), PageRequest::default()).await.unwrap();
        let (mut seen, mut cursor) = (Vec::new(), None);
        loop {
            let page = PageRequest { limit: Some(2), cursor, include_total: false };
            let page = audit_log::list(&t, &ana.actor, &org, AuditFilter::default(), page).await.unwrap();
            seen.extend(page.data);
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen, whole.data);
        let page = PageRequest { cursor: Some("bm9uZQ".to_owned()), ..Default::default() };
        assert_eq!(code(audit_log::list(&t, &ana.actor, &org, AuditFilter::default(), page).await), "invalid_request");
        t
    })
    .await;
}

#[tokio::test]
async fn the_log_is_for_those_with_audit_read_and_of_one_organization() {
    on_both(|t| async move {
        let (ana, eve) = (t.person("Ana").await, t.person("Eve").await);
        let org = organization(&t, &ana, "Harbor").await;
        let other = organization(&t, &eve, "Other").await;
        let ben = member(&t, &org, "Ben", "member").await;
        let list = |who: crate::Actor| {
            let (t, org) = (t.services.clone(), org.clone());
            async move { audit_log::list(&t, &who, &org, AuditFilter::default(), PageRequest::default()).await }
        };
        assert_eq!(code(list(ben.actor.clone()).await), "permission_denied");
        assert_eq!(error(list(eve.actor.clone()).await), ApiError::not_found("organization"));
        let foreign = AuditFilter { actor: Some(ana.id.to_string()), ..Default::default() };
        assert!(actions(&t, &eve.actor, &other, foreign).await.is_empty());
        t
    })
    .await;
}
