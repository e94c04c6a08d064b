use super::*;
use crate::{
    Actor,
    db::{execute, fetch_one},
    organizations,
    testing::on_both,
};
use contract::{
    UserId,
    accounts::{AdminNewToken, AdminNewUser, NewUserToken, ProfilePatch},
    organizations::NewOrganization,
    time::{DAY, HOUR, SECOND},
};

fn named(name: &str, expires_at: Option<contract::Timestamp>) -> NewUserToken {
    NewUserToken { name: name.to_owned(), expires_at }
}

#[tokio::test]
async fn a_token_acts_as_its_user_until_it_ends() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let made = accounts::create_token(&t, &ana.actor, named(" ci ", Some(t.now().plus(HOUR)))).await.unwrap();
        assert_eq!((made.token.name.as_str(), made.secret.len() > 40), ("ci", true));
        assert!(made.secret.ends_with(&made.token.last_four));
        let actor = Actor::bearer(&made.secret, request_info());
        assert_eq!(accounts::me(&t, &actor).await.unwrap().user.id, ana.id);
        for bad in [&made.secret[..made.secret.len() - 1], &made.secret.to_uppercase(), "ut_", "ut_a.b.c"] {
            assert_eq!(code(accounts::me(&t, &Actor::bearer(bad, request_info())).await), "unauthenticated");
        }
        t.clock.advance(HOUR + SECOND);
        assert_eq!(code(accounts::me(&t, &actor).await), "unauthenticated");
        t
    })
    .await;
}

#[tokio::test]
async fn a_revoked_token_is_dead_and_only_its_owner_revokes_it() {
    on_both(|t| async move {
        let (ana, bo) = (t.person("Ana").await, t.person("Bo").await);
        let made = accounts::create_token(&t, &ana.actor, named("ci", None)).await.unwrap();
        let actor = Actor::bearer(&made.secret, request_info());
        assert_eq!(code(accounts::revoke_token(&t, &bo.actor, made.token.id).await), "not_found");
        accounts::me(&t, &actor).await.unwrap();
        let listed = accounts::list_tokens(&t, &ana.actor).await.unwrap();
        assert_eq!(listed.len(), 2);
        assert_eq!(listed[0], made.token);
        assert_eq!(accounts::list_tokens(&t, &bo.actor).await.unwrap().len(), 1);

        accounts::revoke_token(&t, &ana.actor, made.token.id).await.unwrap();
        assert_eq!(code(accounts::me(&t, &actor).await), "unauthenticated");
        assert_eq!(code(accounts::revoke_token(&t, &ana.actor, made.token.id).await), "not_found");
        t
    })
    .await;
}

#[tokio::test]
async fn a_token_makes_no_token_that_outlives_it() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let ends = t.now().plus(HOUR);
        let short = accounts::create_token(&t, &ana.actor, named("short", Some(ends))).await.unwrap();
        let short = Actor::bearer(&short.secret, request_info());
        for wanted in [None, Some(t.now().plus(DAY))] {
            let made = accounts::create_token(&t, &short, named("long", wanted)).await.unwrap();
            assert_eq!(made.token.expires_at, Some(ends));
        }
        let past = accounts::create_token(&t, &ana.actor, named("past", Some(t.now().plus(-SECOND)))).await;
        assert!(error(past).for_field("expires_at").is_some());
        let empty = accounts::create_token(&t, &ana.actor, named(" ", None)).await;
        assert!(error(empty).for_field("name").is_some());
        t
    })
    .await;
}

#[tokio::test]
async fn the_administrator_makes_users_and_tokens() {
    on_both(|t| async move {
        let system = SystemAccess::new(request_info());
        let new = |id: Option<&str>, email: &str| AdminNewUser {
            id: id.map(str::to_owned),
            email: email.to_owned(),
            name: None,
            super_admin: true,
        };
        let made = accounts::admin_create_user(&t, &system, new(Some("u1"), "Bo@x.example")).await.unwrap();
        assert_eq!((made.name.as_str(), made.email.as_str()), ("Bo", "Bo@x.example"));
        for (id, email, field) in [(Some("u1"), "cy@x.example", "id"), (None, "BO@X.example", "email")] {
            let taken = accounts::admin_create_user(&t, &system, new(id, email)).await;
            assert_eq!(error(taken), ApiError::already_exists("user", field));
        }
        for (id, email) in [(Some("a b"), "cy@x.example"), (Some(""), "cy@x.example"), (None, "cy")] {
            assert_eq!(code(accounts::admin_create_user(&t, &system, new(id, email)).await), "validation_failed");
        }

        let ask = |ttl| AdminNewToken { organization_id: None, ttl_seconds: ttl };
        let token = accounts::admin_create_token(&t, &system, &made.id, ask(None)).await.unwrap();
        let me = accounts::me(&t, &Actor::bearer(&token.token, request_info())).await.unwrap();
        assert_eq!((me.user.email_verified, me.super_admin), (true, true));
        assert!((token.expires_at.0 - t.now().0 - DAY).abs() < SECOND);
        for ttl in [0, -1, i64::MAX] {
            let answer = accounts::admin_create_token(&t, &system, &made.id, ask(Some(ttl))).await;
            assert_eq!(code(answer), "validation_failed", "{ttl}");
        }
        let nobody: UserId = "nobody".parse().unwrap();
        assert_eq!(code(accounts::admin_create_token(&t, &system, &nobody, ask(None)).await), "not_found");
        let nowhere = AdminNewToken { organization_id: Some(contract::OrgId(t.context.new_id())), ttl_seconds: None };
        assert_eq!(code(accounts::admin_create_token(&t, &system, &made.id, nowhere).await), "not_found");
        t
    })
    .await;
}

#[tokio::test]
async fn a_disabled_user_is_out_with_the_next_request() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        accounts::me(&t, &ana.actor).await.unwrap();
        let mut tx = t.db.write().await.unwrap();
        execute!(tx, "UPDATE users SET disabled_at = 1").unwrap();
        tx.commit().await.unwrap();
        assert_eq!(code(accounts::me(&t, &ana.actor).await), "unauthenticated");
        t
    })
    .await;
}

#[tokio::test]
async fn me_costs_three_statements_however_many_memberships() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        for name in ["Zebra", "Alpha", "Middle"] {
            let new = NewOrganization { name: name.to_owned(), ..Default::default() };
            organizations::create(&t, &ana.actor, new).await.unwrap();
        }
        let before = t.statements();
        let me = accounts::me(&t, &ana.actor).await.unwrap();
        assert_eq!(t.statements() - before, 3);
        let names: Vec<&str> = me.memberships.iter().map(|m| m.organization.name.as_str()).collect();
        assert_eq!(names, ["Zebra", "Alpha", "Middle"]);
        assert!(me.memberships.iter().all(|m| m.role == "owner"));
        assert!(!me.super_admin);
        t
    })
    .await;
}

#[tokio::test]
async fn a_new_name_is_found_in_the_lists_of_members() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let new = NewOrganization { name: "Harbor".to_owned(), ..Default::default() };
        organizations::create(&t, &ana.actor, new).await.unwrap();
        let patch = |name: &str| ProfilePatch { name: Some(name.to_owned()) };
        let user = accounts::update_profile(&t, &ana.actor, patch("  Anna ÁB ")).await.unwrap();
        assert_eq!(user.name, "Anna ÁB");
        let (key,) = fetch_one!(t.db.read().await.unwrap(), (String,), "SELECT name_key FROM memberships").unwrap();
        assert_eq!(key, "anna áb");
        for bad in ["", " ", "a\nb", "a\u{202e}b", &"x".repeat(121)] {
            assert_eq!(code(accounts::update_profile(&t, &ana.actor, patch(bad)).await), "validation_failed");
        }
        let same = accounts::update_profile(&t, &ana.actor, ProfilePatch::default()).await.unwrap();
        assert_eq!(same, user);
        t
    })
    .await;
}
