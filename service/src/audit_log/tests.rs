use crate::{
    audit_log, projects,
    testing::on_both,
    testing_people::{code, error, member, organization},
};
use contract::{ApiError, PageRequest, Timestamp, audit_log::AuditFilter, projects::NewProject};
use futures::StreamExt;

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
        let both = AuditFilter { actor: Some(ben.id.to_string()), target: Some(web.id.to_string()), ..of("nothing") };
        let names = audit_log::names(&t, &ana.actor, &org, &both).await.unwrap();
        assert_eq!((names.actor.as_deref(), names.target.as_deref()), (Some("Ben"), Some("web")));
        let unknown = AuditFilter { actor: Some("usr_nobody".to_owned()), ..Default::default() };
        assert_eq!(audit_log::names(&t, &ana.actor, &org, &unknown).await.unwrap(), Default::default());
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

/// Changes the database behind the service's back, as somebody with access to it could.
async fn tamper(t: &crate::testing::TestServices, sql: &'static str) {
    let mut tx = t.db.write().await.unwrap();
    if tx.is_postgres() {
        crate::db::execute!(tx, "ALTER TABLE audit_events DISABLE TRIGGER audit_events_append_only").unwrap();
    } else {
        crate::db::execute!(tx, "DROP TRIGGER IF EXISTS audit_events_append_only").unwrap();
    }
    crate::db::execute!(tx, sql).unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_chain_shows_every_kind_of_tampering() {
    for (sql, place) in [
        ("UPDATE audit_events SET actor_name = 'Somebody else' WHERE seq = 3", Some(3)),
        ("UPDATE audit_events SET at = at + 1 WHERE seq = 2", Some(2)),
        ("DELETE FROM audit_events WHERE seq = 2", Some(3)),
        ("DELETE FROM audit_events WHERE seq = (SELECT MAX(seq) FROM audit_events)", None),
        ("UPDATE audit_events SET seq = NULL WHERE seq = 4", Some(5)),
        ("UPDATE audit_chains SET events = events - 1", None),
        ("UPDATE audit_chains SET events = 0, head = (SELECT hash FROM audit_events WHERE seq = 1)", None),
    ] {
        on_both(|t| async move {
            let ana = t.person("Ana").await;
            let org = organization(&t, &ana, "Harbor").await;
            for i in 0..6 {
                let new = NewProject { name: format!("p{i}"), description: String::new() };
                projects::create(&t, &ana.actor, &org, new).await.unwrap();
            }
            let before = audit_log::verify(&t, &ana.actor, &org).await.unwrap();
            let page = PageRequest { include_total: true, ..Default::default() };
            let all = audit_log::list(&t, &ana.actor, &org, AuditFilter::default(), page).await.unwrap();
            assert!(before.valid && before.broken_at.is_none(), "{before:?}");
            assert_eq!(Some(before.events), all.total);
            tamper(&t, sql).await;
            let after = audit_log::verify(&t, &ana.actor, &org).await.unwrap();
            assert!(!after.valid, "{sql}");
            let oldest_first: Vec<_> = all.data.iter().rev().map(|event| event.id).collect();
            assert_eq!(after.broken_at, place.map(|place: usize| oldest_first[place - 1]), "{sql}");
            t
        })
        .await;
    }
}

#[tokio::test]
async fn an_event_slipped_in_beside_the_chain_is_found() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        tamper(
            &t,
            "INSERT INTO audit_events (id, org_id, at, actor_kind, actor_id, actor_name, action, target_kind, target_id,
               target_name, changes, request_id, surface)
             SELECT org_id, org_id, at + 1, actor_kind, actor_id, actor_name,
               action, target_kind, target_id, target_name, changes, request_id, surface
             FROM audit_events WHERE seq = 1",
        )
        .await;
        let found = audit_log::verify(&t, &ana.actor, &org).await.unwrap();
        assert!(!found.valid && found.broken_at.is_some());
        t
    })
    .await;
}

#[tokio::test]
async fn an_export_has_every_event_once_oldest_first_and_ends_with_the_right_to_it() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let ben = member(&t, &org, "Ben", "admin").await;
        for i in 0..520 {
            let patch =
                contract::organizations::OrganizationPatch { name: Some(format!("Harbor {i}")), ..Default::default() };
            crate::organizations::update(&t, &ana.actor, &org, patch).await.unwrap();
        }
        let chunks: Vec<_> =
            audit_log::export(&t, &ben.actor, &org, AuditFilter::default()).await.unwrap().collect().await;
        let events: Vec<_> = chunks.into_iter().flat_map(|chunk| chunk.unwrap()).collect();
        let page = PageRequest { include_total: true, ..Default::default() };
        let listed = audit_log::list(&t, &ana.actor, &org, AuditFilter::default(), page).await.unwrap();
        assert_eq!(i64::try_from(events.len()).ok(), listed.total);
        assert!(events.windows(2).all(|pair| (pair[0].at, pair[0].id) < (pair[1].at, pair[1].id)));
        assert!(audit_log::verify(&t, &ana.actor, &org).await.unwrap().valid);

        let mut stream = Box::pin(audit_log::export(&t, &ben.actor, &org, AuditFilter::default()).await.unwrap());
        assert_eq!(stream.next().await.unwrap().unwrap().len(), 500);
        crate::members::remove(&t, &ana.actor, &org, &ben.id, false).await.unwrap();
        assert_eq!(code(stream.next().await.unwrap()), "not_found");
        t
    })
    .await;
}
