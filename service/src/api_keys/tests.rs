use crate::{
    Actor, SystemAccess, api_keys, audit_log, projects,
    testing::{Person, TestServices, on_both, request_info},
    testing_people::{by_key, code, error, member, organization, role, run},
};
use contract::{
    ApiError, OrgRef, PageRequest, Permission, PermissionSet,
    api_keys::{ApiKeyFilter, ApiKeyPatch, CreatedApiKey, KeyEnv, KeyVerdict, KeyVerification, NewApiKey, VerifyKey},
    audit_log::AuditFilter,
    projects::NewProject,
    time::DAY,
};

const LIST: &[Permission] = &[Permission::ApiKeysList];

fn new(permissions: &[Permission]) -> NewApiKey {
    NewApiKey {
        name: "ci".to_owned(),
        permissions: permissions.iter().copied().collect(),
        project: None,
        env: KeyEnv::Live,
        expires_at: None,
    }
}

async fn make(t: &TestServices, who: &Person, org: &OrgRef, permissions: &[Permission]) -> CreatedApiKey {
    api_keys::create(t, &who.actor, org, new(permissions)).await.unwrap()
}

async fn verify(t: &TestServices, who: &Actor, key: &str) -> KeyVerification {
    api_keys::verify(t, who, VerifyKey { key: key.to_owned(), permission: None, project: None }).await.unwrap()
}

fn switch(enabled: bool) -> ApiKeyPatch {
    ApiKeyPatch { enabled: Some(enabled), name: None }
}

#[tokio::test]
async fn a_key_is_shown_once_and_works_at_once() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let made = make(&t, &ana, &org, LIST).await;
        let key = &made.api_key;
        assert!(
            made.key.starts_with("ghk_live_")
                && made.key.starts_with(&key.prefix)
                && made.key.ends_with(&key.last_four)
        );
        assert_eq!((key.prefix.len(), key.created_by.as_str(), key.status.as_str()), (12, "Ana", "active"));
        assert_eq!(key.expires_at, Some(key.created_at.plus(90 * DAY)));
        let itself = by_key(&made.key);
        let listed = api_keys::list(&t, &itself, &org, ApiKeyFilter::default(), PageRequest::default());
        let listed = listed.await.unwrap();
        assert_eq!(listed.data.as_slice(), std::slice::from_ref(key));
        let log = audit_log::list(&t, &ana.actor, &org, AuditFilter::default(), PageRequest::default()).await.unwrap();
        let digest = data_encoding::HEXLOWER.encode(&crate::secret::digest(&made.key));
        for text in [format!("{listed:?}"), format!("{log:?}")] {
            assert!(!text.contains(&made.key[12..]) && !text.contains(&digest), "{text}");
        }
        t.flush_touches().await.unwrap();
        assert!(api_keys::read(&t, &ana.actor, &org, key.id).await.unwrap().last_used_at.is_some());
        t
    })
    .await;
}

#[tokio::test]
async fn nobody_makes_a_key_with_more_rights_than_they_have() {
    on_both(|t| async move {
        use Permission as P;
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let (ben, cleo) = (member(&t, &org, "Ben", "admin").await, member(&t, &org, "Cleo", "member").await);
        let create = |who: Actor, request: NewApiKey| {
            let (t, org) = (t.services.clone(), org.clone());
            async move { api_keys::create(&t, &who, &org, request).await }
        };
        assert_eq!(code(create(cleo.actor.clone(), new(&[])).await), "permission_denied");
        let ApiError::PermissionDenied(denial) = error(create(ben.actor.clone(), new(&[P::OrganizationDelete])).await)
        else {
            panic!("an admin cannot give organization.delete")
        };
        assert_eq!(denial.missing_permission, Some(P::OrganizationDelete));
        // A key makes keys only when it was told so, and then none wider than itself.
        let reader = make(&t, &ana, &org, &[P::ProjectsRead]).await.key;
        assert_eq!(code(create(by_key(&reader), new(&[])).await), "permission_denied");
        let maker = make(&t, &ana, &org, &[P::ApiKeysCreate, P::ProjectsRead]).await.key;
        assert_eq!(code(create(by_key(&maker), new(&[P::ProjectsCreate])).await), "permission_denied");
        let child = create(by_key(&maker), new(&[P::ProjectsRead])).await.unwrap();
        assert_eq!(child.api_key.created_by, "Ana");
        // An empty scope is nothing.
        let empty = make(&t, &ana, &org, &[]).await.key;
        assert_eq!(
            code(projects::list(&t, &by_key(&empty), &org, None, PageRequest::default()).await),
            "permission_denied"
        );
        t
    })
    .await;
}

#[tokio::test]
async fn a_key_ends_within_two_years_unless_an_owner_says_never() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let ben = member(&t, &org, "Ben", "admin").await;
        let until = |who: Actor, end| {
            let (t, org) = (t.services.clone(), org.clone());
            async move { api_keys::create(&t, &who, &org, NewApiKey { expires_at: Some(end), ..new(LIST) }).await }
        };
        let now = t.now();
        assert_eq!(until(ana.actor.clone(), None).await.unwrap().api_key.expires_at, None);
        assert_eq!(code(until(ben.actor.clone(), None).await), "permission_denied");
        let maker = make(&t, &ana, &org, &[Permission::ApiKeysCreate, Permission::ApiKeysList]).await.key;
        assert_eq!(code(until(by_key(&maker), None).await), "permission_denied");
        for bad in [now, now.plus(-DAY), now.plus(800 * DAY)] {
            let fault = error(until(ana.actor.clone(), Some(bad)).await);
            assert!(fault.for_field("expires_at").is_some(), "{fault:?}");
        }
        until(ben.actor.clone(), Some(now.plus(730 * DAY))).await.unwrap();
        t
    })
    .await;
}

#[tokio::test]
async fn a_key_of_a_project_stays_inside_it() {
    on_both(|t| async move {
        use Permission as P;
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let api = NewProject { name: "api".to_owned(), description: String::new() };
        projects::create(&t, &ana.actor, &org, api).await.unwrap();
        let of = |project: &str, permissions: &[P]| NewApiKey { project: Some(project.to_owned()), ..new(permissions) };
        let all = [P::ApiKeysList, P::ApiKeysCreate, P::ApiKeysRevoke];
        let own = api_keys::create(&t, &ana.actor, &org, of("default", &all)).await.unwrap();
        let other = api_keys::create(&t, &ana.actor, &org, of("api", &all)).await.unwrap();
        let wide = make(&t, &ana, &org, LIST).await;
        let key = by_key(&own.key);
        let list = |filter| {
            let (t, org, key) = (t.services.clone(), org.clone(), key.clone());
            async move {
                let page = PageRequest { include_total: true, ..Default::default() };
                api_keys::list(&t, &key, &org, filter, page).await
            }
        };
        let seen = list(ApiKeyFilter::default()).await.unwrap();
        assert_eq!((seen.data.len(), seen.data[0].id, seen.total), (1, own.api_key.id, Some(1)));
        let elsewhere = ApiKeyFilter { project: Some("api".to_owned()), status: None };
        assert_eq!(error(list(elsewhere).await), ApiError::not_found("project"));
        for foreign in [&other, &wide] {
            assert_eq!(code(api_keys::read(&t, &key, &org, foreign.api_key.id).await), "not_found");
            assert_eq!(code(api_keys::revoke(&t, &key, &org, foreign.api_key.id).await), "not_found");
            assert_eq!(code(api_keys::update(&t, &key, &org, foreign.api_key.id, switch(false)).await), "not_found");
            assert_eq!(verify(&t, &key, &foreign.key).await.code, KeyVerdict::NotFound);
        }
        assert_eq!(code(api_keys::create(&t, &key, &org, new(LIST)).await), "permission_denied");
        assert_eq!(code(api_keys::create(&t, &key, &org, of("api", LIST)).await), "not_found");
        api_keys::create(&t, &key, &org, of("default", LIST)).await.unwrap();
        let fault = error(api_keys::create(&t, &ana.actor, &org, of("api", &[P::UsersRead])).await);
        assert!(fault.for_field("permissions").is_some(), "{fault:?}");
        t
    })
    .await;
}

#[tokio::test]
async fn switching_and_revoking_take_effect_with_the_next_request() {
    on_both(|t| async move {
        use Permission as P;
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        role(&t, &org, "keeper", &[P::ApiKeysRevoke, P::ApiKeysList]).await;
        let ben = member(&t, &org, "Ben", "keeper").await;
        let made = make(&t, &ana, &org, &[P::ProjectsRead]).await;
        let id = made.api_key.id;
        let other_process = t.sibling().await;
        let works = || async {
            projects::list(&other_process, &by_key(&made.key), &org, None, PageRequest::default()).await.map(|_| ())
        };
        let update = |who: &Person, patch: ApiKeyPatch| {
            let (t, org, who) = (t.services.clone(), org.clone(), who.actor.clone());
            async move { api_keys::update(&t, &who, &org, id, patch).await }
        };
        works().await.unwrap();
        assert_eq!(update(&ben, switch(false)).await.unwrap().status, "disabled");
        assert_eq!(code(works().await), "unauthenticated");
        assert_eq!(code(update(&ben, switch(true)).await), "permission_denied");
        let rename = ApiKeyPatch { name: Some("deploy".to_owned()), enabled: None };
        assert_eq!(code(update(&ben, rename.clone()).await), "permission_denied");
        assert_eq!(update(&ana, switch(true)).await.unwrap().status, "active");
        assert_eq!(update(&ana, rename.clone()).await.unwrap().name, "deploy");
        works().await.unwrap();
        api_keys::revoke(&t, &ben.actor, &org, id).await.unwrap();
        api_keys::revoke(&t, &ben.actor, &org, id).await.unwrap();
        assert_eq!(code(works().await), "unauthenticated");
        assert_eq!(code(update(&ana, switch(true)).await), "conflict");
        assert_eq!(code(update(&ana, rename).await), "conflict");
        let filter = AuditFilter { action: Some("api_key.".to_owned()), ..Default::default() };
        let log = audit_log::list(&t, &ana.actor, &org, filter, PageRequest::default()).await.unwrap();
        let actions: Vec<&str> = log.data.iter().map(|e| e.action.as_str()).collect();
        let expected = ["api_key.revoked", "api_key.updated", "api_key.enabled", "api_key.disabled", "api_key.created"];
        assert_eq!(actions, expected);
        other_process.close().await;
        t
    })
    .await;
}

#[tokio::test]
async fn switching_on_needs_every_right_of_the_key() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let ben = member(&t, &org, "Ben", "admin").await;
        let id = make(&t, &ana, &org, &[Permission::OrganizationDelete]).await.api_key.id;
        api_keys::update(&t, &ben.actor, &org, id, switch(false)).await.unwrap();
        assert_eq!(code(api_keys::update(&t, &ben.actor, &org, id, switch(true)).await), "permission_denied");
        api_keys::update(&t, &ana.actor, &org, id, switch(true)).await.unwrap();
        t
    })
    .await;
}

#[tokio::test]
async fn the_status_says_the_first_reason_and_filters() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let active = NewApiKey { expires_at: Some(None), ..new(LIST) };
        let active = api_keys::create(&t, &ana.actor, &org, active).await.unwrap().api_key.id;
        let off = NewApiKey { expires_at: Some(None), ..new(LIST) };
        let off = api_keys::create(&t, &ana.actor, &org, off).await.unwrap().api_key.id;
        api_keys::update(&t, &ana.actor, &org, off, switch(false)).await.unwrap();
        let old = make(&t, &ana, &org, LIST).await.api_key.id;
        let gone = make(&t, &ana, &org, LIST).await.api_key.id;
        api_keys::revoke(&t, &ana.actor, &org, gone).await.unwrap();
        t.clock.advance(91 * DAY);
        for (status, id) in [("active", active), ("disabled", off), ("expired", old), ("revoked", gone)] {
            assert_eq!(api_keys::read(&t, &ana.actor, &org, id).await.unwrap().status, status);
            let filter = ApiKeyFilter { status: Some(status.to_owned()), project: None };
            let page = PageRequest { include_total: true, ..Default::default() };
            let found = api_keys::list(&t, &ana.actor, &org, filter, page).await.unwrap();
            assert_eq!(found.data.iter().map(|k| k.id).collect::<Vec<_>>(), [id], "{status}");
            assert_eq!(found.total, Some(1));
        }
        let filter = ApiKeyFilter { status: Some("good".to_owned()), project: None };
        let fault = error(api_keys::list(&t, &ana.actor, &org, filter, PageRequest::default()).await);
        assert!(fault.for_field("status").is_some());
        let (mut ids, mut cursor) = (Vec::new(), None);
        loop {
            let page = PageRequest { limit: Some(3), cursor, include_total: false };
            let page = api_keys::list(&t, &ana.actor, &org, ApiKeyFilter::default(), page).await.unwrap();
            ids.extend(page.data.into_iter().map(|k| k.id));
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(ids, [gone, old, off, active]);
        t
    })
    .await;
}

#[tokio::test]
async fn a_verdict_names_the_first_reason() {
    on_both(|t| async move {
        use Permission as P;
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let caller = NewApiKey { expires_at: Some(None), ..new(LIST) };
        let caller = by_key(&api_keys::create(&t, &ana.actor, &org, caller).await.unwrap().key);
        let made = make(&t, &ana, &org, &[P::ProjectsRead]).await;
        let id = made.api_key.id;
        let good = verify(&t, &caller, &made.key).await;
        assert_eq!((good.valid, good.code, good.key_id), (true, KeyVerdict::Ok, Some(id)));
        assert_eq!(good.permissions, [P::ProjectsRead].into_iter().collect());
        let ask = |permission, project: Option<&str>| VerifyKey {
            key: made.key.clone(),
            permission,
            project: project.map(str::to_owned),
        };
        for (question, expected) in [
            (ask(Some(P::ProjectsRead), Some("default")), KeyVerdict::Ok),
            (ask(Some(P::ProjectsCreate), None), KeyVerdict::InsufficientPermissions),
            (ask(None, Some("nowhere")), KeyVerdict::InsufficientPermissions),
        ] {
            assert_eq!(api_keys::verify(&t, &caller, question).await.unwrap().code, expected);
        }
        t.flush_touches().await.unwrap();
        assert!(api_keys::read(&t, &ana.actor, &org, id).await.unwrap().last_used_at.is_some());
        api_keys::update(&t, &ana.actor, &org, id, switch(false)).await.unwrap();
        assert_eq!(verify(&t, &caller, &made.key).await.code, KeyVerdict::Disabled);
        t.clock.advance(91 * DAY);
        assert_eq!(verify(&t, &caller, &made.key).await.code, KeyVerdict::Expired);
        api_keys::revoke(&t, &ana.actor, &org, id).await.unwrap();
        let gone = verify(&t, &caller, &made.key).await;
        assert_eq!((gone.code, gone.valid, gone.permissions), (KeyVerdict::Revoked, false, PermissionSet::EMPTY));
        t
    })
    .await;
}

#[tokio::test]
async fn a_key_is_worth_what_its_maker_still_holds() {
    on_both(|t| async move {
        use Permission as P;
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let ben = member(&t, &org, "Ben", "admin").await;
        let key = make(&t, &ben, &org, &[P::ProjectsRead, P::ProjectsCreate]).await.key;
        let caller = by_key(&make(&t, &ana, &org, LIST).await.key);
        let set = "UPDATE memberships SET role = 'member' WHERE org_id = $1 AND user_id = $2";
        run(&t, &org, set, ben.id.as_str()).await;
        assert_eq!(verify(&t, &caller, &key).await.permissions, [P::ProjectsRead].into_iter().collect());
        let new_project = NewProject { name: "web".to_owned(), description: String::new() };
        assert_eq!(code(projects::create(&t, &by_key(&key), &org, new_project).await), "permission_denied");
        let suspend = "UPDATE memberships SET status = 'suspended' WHERE org_id = $1 AND user_id = $2";
        run(&t, &org, suspend, ben.id.as_str()).await;
        assert_eq!(verify(&t, &caller, &key).await.code, KeyVerdict::Disabled);
        run(&t, &org, "DELETE FROM memberships WHERE org_id = $1 AND user_id = $2", ben.id.as_str()).await;
        assert_eq!(verify(&t, &caller, &key).await.code, KeyVerdict::Revoked);
        assert_eq!(
            code(projects::list(&t, &by_key(&key), &org, None, PageRequest::default()).await),
            "unauthenticated"
        );
        t
    })
    .await;
}

#[tokio::test]
async fn a_foreign_or_mistyped_key_is_not_found() {
    on_both(|t| async move {
        let (ana, eve) = (t.person("Ana").await, t.person("Eve").await);
        let (org, other) = (organization(&t, &ana, "Harbor").await, organization(&t, &eve, "Other").await);
        let ben = member(&t, &org, "Ben", "member").await;
        let key = make(&t, &ana, &org, LIST).await.key;
        let foreign = make(&t, &eve, &other, LIST).await.key;
        assert_eq!(verify(&t, &by_key(&foreign), &key).await, super::verify::nothing());
        assert_eq!(verify(&t, &eve.actor, &key).await.code, KeyVerdict::NotFound);
        assert_eq!(verify(&t, &ana.actor, &key).await.code, KeyVerdict::Ok);
        let question = VerifyKey { key: key.clone(), permission: None, project: None };
        assert_eq!(code(api_keys::verify(&t, &ben.actor, question.clone()).await), "permission_denied");
        let nobody = Actor::anonymous(request_info());
        assert_eq!(code(api_keys::verify(&t, &nobody, question.clone()).await), "unauthenticated");
        let admin = SystemAccess::new(request_info());
        assert_eq!(api_keys::verify_as_admin(&t, &admin, question).await.unwrap().code, KeyVerdict::Ok);
        let before = t.statements();
        verify(&t, &by_key(&key), &key).await;
        assert_eq!(t.statements() - before, 2, "the caller and the key, one statement each");
        let mut typo = key.clone();
        typo.replace_range(20..21, if &key[20..21] == "a" { "b" } else { "a" });
        for wrong in [typo.as_str(), &key[..key.len() - 1], &format!("{key} "), &key.to_uppercase(), ""] {
            let before = t.statements();
            assert_eq!(verify(&t, &by_key(&key), wrong).await.code, KeyVerdict::NotFound, "{wrong}");
            assert_eq!(t.statements() - before, 1, "only the caller was looked up");
        }
        run(&t, &org, "UPDATE organizations SET deleted_at = 1 WHERE id = $1 AND slug <> $2", "").await;
        let question = VerifyKey { key, permission: None, project: None };
        assert_eq!(api_keys::verify_as_admin(&t, &admin, question).await.unwrap().code, KeyVerdict::NotFound);
        t
    })
    .await;
}
