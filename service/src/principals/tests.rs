use super::*;
use crate::{
    RequestInfo, accounts, api_keys,
    api_keys::{NewApiToken, ProjectAccess},
    members, organizations,
    testing::{Person, TestServices, on_both, request_info},
    testing_people::{by_key, code, error, id, member, organization, role},
};
use contract::{
    OrgRef, Permission,
    accounts::AdminNewToken,
    members::{MemberPatch, MemberStatus},
    time::{HOUR, MINUTE},
};

fn asking(token: &str, org: Option<OrgId>) -> Actor {
    Actor::bearer(token, RequestInfo { active_org: org.map(Ok), ..request_info() })
}

async fn active(t: &TestServices, token: &str, named: Option<OrgId>) -> OrgId {
    identify(t, &asking(token, named)).await.unwrap().active_organization().unwrap()
}

async fn integration(t: &TestServices, who: &Person, org: &OrgRef) -> String {
    api_keys::mint_integration_key(t, &who.actor, id(org), "Zapier", None).await.unwrap().key
}

#[tokio::test]
async fn a_person_is_told_from_a_key_in_one_statement() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let before = t.statements();
        let person = identify(&t, &ana.actor).await.unwrap();
        assert_eq!(t.statements() - before, 1);
        let user = person.require_user().unwrap();
        assert_eq!((&user.id, user.email.as_str(), user.super_admin), (&ana.id, "ana@example.com", false));
        assert_eq!(person.plan.as_deref(), Some("free"));
        let made = api_keys::mint_api_token(&t, &ana.actor, &org, NewApiToken::default()).await.unwrap();
        let before = t.statements();
        let key = identify(&t, &by_key(&made.key)).await.unwrap();
        assert_eq!(t.statements() - before, 1);
        assert!(key.acting_user().is_none() && code(key.require_user().cloned()) == "user_required");
        let known = key.key().unwrap();
        assert_eq!((known.id, known.kind, known.organization), (made.api_key.id, KeyKind::ApiToken, id(&org)));
        let acting = identify(&t, &by_key(&integration(&t, &ana, &org).await)).await.unwrap();
        assert_eq!(acting.acting_user().map(|user| &user.id), Some(&ana.id));
        for nobody in ["", "gibberish", "ut_no.such.token", "ak_live_no:such"] {
            assert_eq!(error(identify(&t, &by_key(nobody)).await), ApiError::Unauthenticated, "{nobody}");
        }
        t
    })
    .await;
}

#[tokio::test]
async fn the_active_organization_is_the_keys_own_then_the_named_then_the_minted_then_the_earliest() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let first = organization(&t, &ana, "First").await;
        let second = organization(&t, &ana, "Second").await;
        let third = organization(&t, &ana, "Third").await;
        assert_eq!(active(&t, &ana.token, None).await, id(&first));
        assert_eq!(active(&t, &ana.token, Some(id(&third))).await, id(&third));
        let system = crate::SystemAccess::new(request_info());
        let minted_for = AdminNewToken { organization_id: Some(id(&second)), ttl_seconds: None };
        let token = accounts::admin_create_token(&t, &system, &ana.id, minted_for).await.unwrap().token;
        assert_eq!(active(&t, &token, None).await, id(&second));
        assert_eq!(active(&t, &token, Some(id(&third))).await, id(&third));
        let key = integration(&t, &ana, &second).await;
        assert_eq!(active(&t, &key, Some(id(&third))).await, id(&second), "a key has its own");
        // A header that is no id names nothing, and nothing else is guessed.
        let wrong = Actor::bearer(&ana.token, RequestInfo { active_org: Some("x".parse()), ..request_info() });
        assert_eq!(code(identify(&t, &wrong).await.unwrap().active_organization()), "not_found");
        // Suspended memberships and deleted organizations do not count.
        let ben = member(&t, &first, "Ben", "member").await;
        let suspend = MemberPatch { status: Some(MemberStatus::Suspended), role: None };
        members::update(&t, &ana.actor, &first, &ben.id, suspend).await.unwrap();
        assert_eq!(code(identify(&t, &ben.actor).await.unwrap().active_organization()), "not_found");
        organizations::delete(&t, &ana.actor, &first, Default::default()).await.unwrap();
        assert_eq!(active(&t, &ana.token, None).await, id(&second));
        assert_eq!(
            code(identify(&t, &asking(&ana.token, Some(id(&first)))).await.unwrap().active_organization()),
            "not_found"
        );
        t
    })
    .await;
}

#[tokio::test]
async fn the_plan_of_an_organization_counts_for_its_own_people_only() {
    on_both(|t| async move {
        let (ana, stan) = (t.person("Ana").await, t.person("Stan").await);
        let org = organization(&t, &ana, "Harbor").await;
        let plan = contract::organizations::AdminOrganizationPatch { plan: Some("enterprise".to_owned()) };
        organizations::admin_update(&t, &crate::SystemAccess::new(request_info()), id(&org), plan).await.unwrap();
        assert_eq!(identify(&t, &ana.actor).await.unwrap().plan.as_deref(), Some("enterprise"));
        let stranger = identify(&t, &asking(&stan.token, Some(id(&org)))).await.unwrap();
        assert_eq!(stranger.plan, None);
        t
    })
    .await;
}

#[tokio::test]
async fn an_ended_credential_says_how_it_ended() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let end = Some(t.now().plus(HOUR));
        let expiring = api_keys::mint_integration_key(&t, &ana.actor, id(&org), "soon", end).await.unwrap();
        let revoked = api_keys::mint_integration_key(&t, &ana.actor, id(&org), "dead", None).await.unwrap();
        api_keys::update_own(&t, &ana.actor, revoked.api_key.id, None, true).await.unwrap();
        let again = api_keys::update_own(&t, &ana.actor, revoked.api_key.id, None, true).await;
        assert_eq!(code(again), "conflict", "revoked is final");
        let system = crate::SystemAccess::new(request_info());
        let minute = AdminNewToken { organization_id: None, ttl_seconds: Some(60) };
        let token = accounts::admin_create_token(&t, &system, &ana.id, minute).await.unwrap().token;
        t.clock.advance(HOUR + MINUTE);
        for (ended, expected) in [
            (&expiring.key, ApiError::CredentialExpired),
            (&revoked.key, ApiError::CredentialRevoked),
            (&token, ApiError::CredentialExpired),
        ] {
            let got = error(identify(&t, &by_key(ended)).await);
            assert_eq!((got.code(), got.status().as_u16()), ("unauthenticated", 401));
            assert_eq!(got, expected);
            assert_eq!(code(organizations::read(&t, &by_key(ended), &org).await), "unauthenticated");
        }
        t
    })
    .await;
}

#[tokio::test]
async fn what_a_key_holds_is_what_its_operations_allow() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let org = organization(&t, &ana, "Harbor").await;
        let ben = member(&t, &org, "Ben", "member").await;
        let token = api_keys::mint_api_token(&t, &ana.actor, &org, NewApiToken::default()).await.unwrap().key;
        let named = "default".into();
        let project = api_keys::mint_project_key(&t, &ana.actor, &org, &named, "ci", ProjectAccess::Full);
        let project = project.await.unwrap().key;
        let personal = integration(&t, &ben, &org).await;
        role(&t, &org, "admin", &[Permission::UsersRead]).await;
        role(&t, &org, "member", &[Permission::RolesRead]).await;
        for (key, held) in [
            (&token, [Permission::UsersRead].into_iter().collect()),
            (&project, ProjectAccess::Full.permissions()),
            (&personal, [Permission::RolesRead].into_iter().collect()),
        ] {
            let principal = identify(&t, &by_key(key)).await.unwrap();
            assert_eq!(principal.key().unwrap().permissions, held, "{key}");
            let mine = organizations::my_permissions(&t, &by_key(key), &org).await.unwrap();
            for permission in Permission::ALL {
                assert_eq!(mine.permissions[permission.name()], held.contains(*permission), "{key} {permission}");
            }
            let asked = contract::api_keys::VerifyKey { key: key.clone(), permission: None, project: None };
            assert_eq!(
                api_keys::verify_as_admin(&t, &crate::SystemAccess::new(request_info()), asked)
                    .await
                    .unwrap()
                    .permissions,
                held
            );
        }
        t
    })
    .await;
}
