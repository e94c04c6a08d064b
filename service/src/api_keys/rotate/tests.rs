use crate::{
    Actor, api_keys,
    testing::{Person, TestServices, on_both},
    testing_people::{by_key, code, error, member, organization, run},
};
use contract::{
    ApiError, OrgRef, Permission,
    api_keys::{ApiKeyPatch, CreatedApiKey, KeyRotation, KeyVerdict, NewApiKey, VerifyKey},
    time::{DAY, SECOND},
};

fn after(grace_seconds: u32) -> KeyRotation {
    KeyRotation { grace_seconds }
}

async fn make(t: &TestServices, who: &Person, org: &OrgRef, permissions: &[Permission]) -> CreatedApiKey {
    let request = NewApiKey {
        name: "ci".to_owned(),
        permissions: permissions.iter().copied().collect(),
        project: None,
        env: Default::default(),
        expires_at: None,
    };
    api_keys::create(t, &who.actor, org, request).await.unwrap()
}

async fn verdict(t: &TestServices, who: &Actor, key: &str) -> KeyVerdict {
    let question = VerifyKey { key: key.to_owned(), permission: None, project: None };
    api_keys::verify(t, who, question).await.unwrap().code
}

#[tokio::test]
async fn the_old_key_works_until_the_grace_is_over() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let old = make(&t, &ana, &org, &[Permission::ApiKeysList]).await;
        t.clock.advance(DAY);
        let new = api_keys::rotate(&t, &ana.actor, &org, old.api_key.id, after(60)).await.unwrap();
        assert_ne!(new.key, old.key);
        assert_eq!((new.api_key.name.as_str(), new.api_key.permissions), ("ci", old.api_key.permissions));
        assert_eq!(
            new.api_key.expires_at,
            Some(new.api_key.created_at.plus(90 * DAY)),
            "as long a life as the old one"
        );
        for key in [&old.key, &new.key] {
            assert_eq!(verdict(&t, &ana.actor, key).await, KeyVerdict::Ok);
            assert!(api_keys::read(&t, &by_key(key), &org, old.api_key.id).await.is_ok());
        }
        t.clock.advance(61 * SECOND);
        assert_eq!(verdict(&t, &ana.actor, &old.key).await, KeyVerdict::Expired);
        assert_eq!(code(api_keys::read(&t, &by_key(&old.key), &org, old.api_key.id).await), "unauthenticated");
        assert_eq!(verdict(&t, &ana.actor, &new.key).await, KeyVerdict::Ok);

        let newest = api_keys::rotate(&t, &ana.actor, &org, new.api_key.id, after(0)).await.unwrap();
        assert_eq!(verdict(&t, &ana.actor, &new.key).await, KeyVerdict::Expired, "without a grace it ends at once");
        assert_eq!(verdict(&t, &ana.actor, &newest.key).await, KeyVerdict::Ok);
        t
    })
    .await;
}

#[tokio::test]
async fn only_an_active_native_key_is_rotated_and_only_once() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let one = make(&t, &ana, &org, &[]).await.api_key.id;
        api_keys::rotate(&t, &ana.actor, &org, one, after(600)).await.unwrap();
        assert_eq!(code(api_keys::rotate(&t, &ana.actor, &org, one, after(600)).await), "conflict");
        assert_eq!(code(api_keys::rotate(&t, &ana.actor, &org, one, after(86_401)).await), "validation_failed");
        let off = make(&t, &ana, &org, &[]).await.api_key.id;
        let patch = ApiKeyPatch { enabled: Some(false), name: None };
        api_keys::update(&t, &ana.actor, &org, off, patch).await.unwrap();
        assert_eq!(code(api_keys::rotate(&t, &ana.actor, &org, off, after(0)).await), "conflict");
        let gone = make(&t, &ana, &org, &[]).await.api_key.id;
        api_keys::revoke(&t, &ana.actor, &org, gone).await.unwrap();
        assert_eq!(code(api_keys::rotate(&t, &ana.actor, &org, gone, after(0)).await), "conflict");
        let foreign = make(&t, &ana, &org, &[]).await.api_key.id;
        run(&t, &org, "UPDATE api_keys SET kind = $2 WHERE org_id = $1 AND revoked_at IS NULL", "integration").await;
        assert_eq!(code(api_keys::rotate(&t, &ana.actor, &org, foreign, after(0)).await), "conflict");
        t
    })
    .await;
}

#[tokio::test]
async fn nobody_gets_by_rotation_what_they_could_not_make() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let (ada, ben) = (member(&t, &org, "Ada", "admin").await, member(&t, &org, "Ben", "member").await);
        let strong = make(&t, &ana, &org, &[Permission::OrganizationDelete]).await.api_key.id;
        let ApiError::PermissionDenied(denial) = error(api_keys::rotate(&t, &ada.actor, &org, strong, after(0)).await)
        else {
            panic!("no denial")
        };
        assert_eq!(denial.missing_permission, Some(Permission::OrganizationDelete));
        assert_eq!(code(api_keys::rotate(&t, &ben.actor, &org, strong, after(0)).await), "permission_denied");
        let forever = NewApiKey {
            name: "forever".to_owned(),
            permissions: Default::default(),
            project: None,
            env: Default::default(),
            expires_at: Some(None),
        };
        let forever = api_keys::create(&t, &ana.actor, &org, forever).await.unwrap().api_key.id;
        assert_eq!(code(api_keys::rotate(&t, &ada.actor, &org, forever, after(0)).await), "permission_denied");
        let kept = api_keys::rotate(&t, &ana.actor, &org, forever, after(0)).await.unwrap();
        assert_eq!(kept.api_key.expires_at, None);
        // A key that rotates itself gets no longer life than it had.
        let own = make(&t, &ana, &org, &[Permission::ApiKeysCreate]).await;
        t.clock.advance(DAY);
        let next = api_keys::rotate(&t, &by_key(&own.key), &org, own.api_key.id, after(0)).await.unwrap();
        assert_eq!(next.api_key.expires_at, own.api_key.expires_at);
        t
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_rotations_at_once_make_one_successor() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let (one, two) = (t.services.clone(), t.sibling().await);
        for _ in 0..50 {
            let key = make(&t, &ana, &org, &[]).await.api_key.id;
            let results = tokio::join!(
                api_keys::rotate(&one, &ana.actor, &org, key, after(600)),
                api_keys::rotate(&two, &ana.actor, &org, key, after(600))
            );
            let results = [results.0, results.1];
            assert_eq!(results.iter().filter(|r| r.is_ok()).count(), 1, "{results:?}");
            assert_eq!(results.into_iter().find_map(Result::err).unwrap().public("race").code(), "conflict");
        }
        two.close().await;
        t
    })
    .await;
}
