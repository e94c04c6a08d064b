use crate::{
    accounts, administration, api_keys,
    fixtures::{code, key, organization},
    organizations, sessions,
    testing::{Person, TestServices, on_both, on_both_with},
};
use contract::{
    PageRequest, PermissionSet,
    administration::{InstanceCounts, InstanceSetting, InstanceUserFilter, InstanceUserPatch},
    organizations::DeleteOptions,
    time::DAY,
};

fn admin(super_admin: bool) -> InstanceUserPatch {
    InstanceUserPatch { super_admin: Some(super_admin), disabled: None }
}

fn off(disabled: bool) -> InstanceUserPatch {
    InstanceUserPatch { super_admin: None, disabled: Some(disabled) }
}

async fn root(t: &TestServices, name: &str) -> Person {
    let root = t.person(name).await;
    t.make_super_admin(&root).await;
    root
}

async fn found(t: &TestServices, who: &Person, filter: InstanceUserFilter) -> Vec<String> {
    let (mut names, mut cursor) = (Vec::new(), None);
    loop {
        let page = PageRequest { limit: Some(2), cursor, include_total: true };
        let page = administration::users(t, &who.actor, filter.clone(), page).await.unwrap();
        names.extend(page.data.into_iter().map(|user| user.name));
        cursor = page.next_cursor;
        if cursor.is_none() {
            assert_eq!(page.total, i64::try_from(names.len()).ok());
            return names;
        }
    }
}

#[tokio::test]
async fn super_admins_find_every_account() {
    on_both(|t| async move {
        let root = root(&t, "Root").await;
        let (ana, ben) = (t.person("Ana").await, t.person("Ben").await);
        organization(&t, &ana, "Harbor").await;
        assert_eq!(found(&t, &root, InstanceUserFilter::default()).await, ["Ana", "Ben", "Root"]);
        let search = |text: &str| InstanceUserFilter { search: Some(text.to_owned()), ..Default::default() };
        assert_eq!(found(&t, &root, search("AN")).await, ["Ana"]);
        assert_eq!(found(&t, &root, search("ben@ex")).await, ["Ben"]);
        let admins = InstanceUserFilter { super_admin: Some(true), ..Default::default() };
        assert_eq!(found(&t, &root, admins).await, ["Root"]);
        administration::update_user(&t, &root.actor, &ben.id, off(true)).await.unwrap();
        for (disabled, names) in [(true, vec!["Ben"]), (false, vec!["Ana", "Root"])] {
            let filter = InstanceUserFilter { disabled: Some(disabled), ..Default::default() };
            assert_eq!(found(&t, &root, filter).await, names);
        }
        let page = administration::users(&t, &root.actor, search("ana"), PageRequest::default()).await.unwrap();
        assert_eq!(page.data[0].organization_count, 1);
        let denied = administration::users(&t, &ana.actor, InstanceUserFilter::default(), PageRequest::default()).await;
        assert_eq!(code(denied), "permission_denied");
        t
    })
    .await;
}

#[tokio::test]
async fn an_account_that_is_switched_off_is_out_with_everything_it_made() {
    on_both(|t| async move {
        let (root, ana) = (root(&t, "Root").await, t.person("Ana").await);
        let org = organization(&t, &ana, "Harbor").await;
        let ci = key(&t, &org, &ana, "CI", PermissionSet::ALL).await;
        assert!(administration::update_user(&t, &root.actor, &ana.id, off(true)).await.unwrap().disabled);
        assert_eq!(code(accounts::me(&t, &ana.actor).await), "unauthenticated");
        let list = api_keys::list(&t, &ci, &org, Default::default(), PageRequest::default()).await;
        assert_eq!(code(list), "unauthenticated");
        administration::update_user(&t, &root.actor, &ana.id, off(false)).await.unwrap();
        accounts::me(&t, &ana.actor).await.unwrap();
        let nobody = "usr_nobody".parse().unwrap();
        assert_eq!(code(administration::update_user(&t, &root.actor, &nobody, off(true)).await), "not_found");
        assert_eq!(code(administration::update_user(&t, &ana.actor, &ana.id, admin(true)).await), "permission_denied");
        assert_eq!(code(administration::update_user(&t, &ci, &ana.id, admin(true)).await), "user_required");
        t
    })
    .await;
}

#[tokio::test]
async fn the_last_super_admin_stays() {
    on_both(|t| async move {
        let (root, ana) = (root(&t, "Root").await, t.person("Ana").await);
        for patch in [admin(false), off(true)] {
            assert_eq!(code(administration::update_user(&t, &root.actor, &root.id, patch).await), "conflict");
        }
        administration::update_user(&t, &root.actor, &ana.id, admin(true)).await.unwrap();
        administration::update_user(&t, &root.actor, &root.id, admin(false)).await.unwrap();
        assert_eq!(code(administration::update_user(&t, &ana.actor, &ana.id, admin(false)).await), "conflict");
        t
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_super_admins_never_take_the_right_from_each_other() {
    on_both(|t| async move {
        let (ana, ben) = (root(&t, "Ana").await, root(&t, "Ben").await);
        let (one, two) = (t.services.clone(), t.sibling().await);
        for round in 0..40 {
            let patch = if round % 2 == 0 { admin(false) } else { off(true) };
            let results = tokio::join!(
                administration::update_user(&one, &ana.actor, &ben.id, patch),
                administration::update_user(&two, &ben.actor, &ana.id, patch)
            );
            let results = [results.0, results.1];
            assert_eq!(results.iter().filter(|r| r.is_ok()).count(), 1, "{results:?}");
            let (winner, loser) = if results[0].is_ok() { (&ana, &ben) } else { (&ben, &ana) };
            let back = InstanceUserPatch { super_admin: Some(true), disabled: Some(false) };
            administration::update_user(&one, &winner.actor, &loser.id, back).await.unwrap();
        }
        two.close().await;
        t
    })
    .await;
}

#[tokio::test]
async fn super_admins_sign_others_out() {
    on_both(|t| async move {
        let (root, ana) = (root(&t, "Root").await, t.person("Ana").await);
        for id in [b"one", b"two"] {
            let session = sessions::StoredSession {
                user_id: ana.id.clone(),
                data: "{}".to_owned(),
                expires_at: t.now().plus(DAY),
                ip: None,
                user_agent: None,
            };
            assert!(sessions::store_create(&t, &crate::secret::digest_bytes(id), session).await.unwrap());
        }
        assert_eq!(administration::instance(&t, &root.actor).await.unwrap().counts.sessions, 2);
        assert_eq!(administration::end_sessions(&t, &root.actor, &ana.id).await.unwrap(), 2);
        assert!(sessions::list(&t, &ana.actor).await.unwrap().is_empty());
        assert!(!administration::user(&t, &root.actor, &ana.id).await.unwrap().disabled);
        let nobody = "usr_nobody".parse().unwrap();
        assert_eq!(code(administration::user(&t, &root.actor, &nobody).await), "not_found");
        assert_eq!(code(administration::end_sessions(&t, &root.actor, &nobody).await), "not_found");
        assert_eq!(code(administration::user(&t, &ana.actor, &ana.id).await), "permission_denied");
        assert_eq!(code(administration::end_sessions(&t, &ana.actor, &root.id).await), "permission_denied");
        t
    })
    .await;
}

#[tokio::test]
async fn super_admins_see_how_the_instance_is() {
    let setting = InstanceSetting { name: "SIGNUP".to_owned(), value: "open".to_owned(), source: "default".to_owned() };
    let shown = setting.clone();
    on_both_with(
        move |config| config.settings = vec![setting.clone()],
        |t| {
            let shown = shown.clone();
            async move {
                let (root, ana) = (root(&t, "Root").await, t.person("Ana").await);
                let ben = t.person("Ben").await;
                organization(&t, &ana, "Harbor").await;
                let gone = organization(&t, &ana, "Gone").await;
                organizations::delete(&t, &ana.actor, &gone, DeleteOptions::default()).await.unwrap();
                administration::update_user(&t, &root.actor, &ben.id, off(true)).await.unwrap();
                let instance = administration::instance(&t, &root.actor).await.unwrap();
                let counts = InstanceCounts {
                    organizations: 1,
                    deleted_organizations: 1,
                    users: 3,
                    disabled_users: 1,
                    sessions: 0,
                    waiting_mail: 0,
                    failed_mail: 0,
                };
                assert_eq!((instance.counts, instance.settings), (counts, vec![shown]));
                assert_eq!(administration::counts(&t, &root.actor).await.unwrap(), counts);
                assert_eq!(code(administration::counts(&t, &ana.actor).await), "permission_denied");
                assert_eq!((instance.writable, instance.mail_server), (true, false));
                assert_eq!(instance.schema_version, crate::schema_version());
                assert!(instance.database.to_lowercase().starts_with(t.engine), "{}", instance.database);
                assert_eq!(code(administration::instance(&t, &ana.actor).await), "permission_denied");

                let bin = organizations::instance::deleted(&t, &root.actor, PageRequest::default()).await.unwrap();
                let names: Vec<_> = bin.data.iter().map(|org| org.name.as_str()).collect();
                assert_eq!((names, bin.total), (vec!["Gone"], Some(1)));
                let denied = organizations::instance::deleted(&t, &ana.actor, PageRequest::default()).await;
                assert_eq!(code(denied), "permission_denied");
                organizations::restore(&t, &root.actor, &gone).await.unwrap();
                t
            }
        },
    )
    .await;
}
