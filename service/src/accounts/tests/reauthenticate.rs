use super::*;
use crate::{
    Actor, api_keys, invitations, members, organizations,
    sessions::{self, StoredSession},
    testing::{on_both, on_both_with},
};
use contract::{
    OrgRef, PermissionSet, UserId,
    accounts::{NewUserToken, Reauthentication},
    api_keys::{ApiKeyPatch, NewApiKey},
    invitations::NewInvitation,
    members::MemberPatch,
    organizations::{DeleteOptions, NewOrganization},
    time::{DAY, MINUTE, SECOND},
};

async fn begin(t: &TestServices, user: &User, id: &[u8]) -> Actor {
    let stored = StoredSession {
        user_id: user.id.clone(),
        data: "{}".to_owned(),
        expires_at: t.now().plus(DAY),
        ip: None,
        user_agent: None,
    };
    assert!(sessions::store_create(t, &crate::secret::digest_bytes(id), stored).await.unwrap());
    Actor::session(id, request_info())
}

fn token(name: &str) -> NewUserToken {
    NewUserToken { name: name.to_owned(), expires_at: None }
}

fn key(name: &str) -> NewApiKey {
    let json = serde_json::json!({ "name": name, "permissions": PermissionSet::EMPTY });
    serde_json::from_value(json).unwrap()
}

async fn enter(t: &TestServices, actor: &Actor, password: &str) -> Result<()> {
    accounts::reauthenticate(t, actor, Reauthentication { password: password.to_owned() }).await
}

/// The codes of every sensitive step, `ok` where it passes; the organization is deleted by the last.
async fn steps(
    t: &TestServices,
    actor: &Actor,
    org: &OrgRef,
    owner: &UserId,
    disabled: contract::ApiKeyId,
) -> Vec<&'static str> {
    fn outcome<T>(result: Result<T>) -> &'static str {
        result.map_or_else(|error| error.public("test").code(), |_| "ok")
    }
    let role = |role: &str| MemberPatch { role: Some(role.to_owned()), status: None };
    let invitation = NewInvitation {
        email: "owner@x.example".to_owned(),
        role: Some("owner".to_owned()),
        message: None,
        expires_in_days: None,
    };
    let enable = ApiKeyPatch { enabled: Some(true), ..Default::default() };
    vec![
        outcome(accounts::create_token(t, actor, token("laptop")).await),
        outcome(api_keys::create(t, actor, org, key("worker")).await),
        outcome(api_keys::update(t, actor, org, disabled, enable).await),
        outcome(invitations::create(t, actor, org, invitation).await),
        outcome(members::update(t, actor, org, owner, role("member")).await),
        outcome(members::update(t, actor, org, owner, role("owner")).await),
        outcome(members::remove(t, actor, org, owner, false).await),
        outcome(organizations::delete(t, actor, org, DeleteOptions { dry_run: true, ..Default::default() }).await),
        outcome(organizations::delete(t, actor, org, DeleteOptions::default()).await),
    ]
}

#[tokio::test]
async fn sensitive_steps_of_a_session_need_a_recent_password() {
    on_both(|t| async move {
        let user = sign_up(&t, "bo@x.example").await;
        let actor = begin(&t, &user, b"session").await;
        let new = NewOrganization { name: "Harbor".to_owned(), ..Default::default() };
        let org: OrgRef = organizations::create(&t, &actor, new).await.unwrap().id.into();
        let owner = t.person("Otto").await.id;
        let OrgRef::Id(id) = org else { panic!("no id") };
        t.add_member(id, &owner, "owner").await;
        let disabled = api_keys::create(&t, &actor, &org, key("off")).await.unwrap().api_key.id;
        let disable = ApiKeyPatch { enabled: Some(false), ..Default::default() };
        api_keys::update(&t, &actor, &org, disabled, disable).await.unwrap();

        t.clock.advance(15 * MINUTE);
        let needed = "reauthentication_required";
        let stale = steps(&t, &actor, &org, &owner, disabled).await;
        // Otto is an owner still, so making him one changes nothing.
        assert_eq!(stale, [needed, needed, needed, needed, needed, "ok", needed, "ok", needed]);
        assert!(organizations::read(&t, &actor, &org).await.is_ok(), "everything else goes on");

        enter(&t, &actor, PASSWORD).await.unwrap();
        assert_eq!(steps(&t, &actor, &org, &owner, disabled).await, ["ok"; 9]);
        t
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_opens_nothing_and_is_counted_as_at_sign_in() {
    on_both_with(
        |config| config.rate_limits = true,
        |t| async move {
            let user = sign_up(&t, "bo@x.example").await;
            let actor = begin(&t, &user, b"session").await;
            t.clock.advance(15 * MINUTE);
            for _ in 0..5 {
                assert!(error(enter(&t, &actor, OTHER).await).for_field("password").is_some());
            }
            assert_eq!(error(enter(&t, &actor, PASSWORD).await), ApiError::RateLimited { retry_after: 1 });
            let blocked = sign_in(&t, "bo@x.example", PASSWORD).await;
            assert!(matches!(error(blocked), ApiError::RateLimited { .. }), "one counter for all doors");
            assert_eq!(error(accounts::create_token(&t, &actor, token("a")).await), ApiError::ReauthenticationRequired);
            t.clock.advance(2 * SECOND);
            enter(&t, &actor, PASSWORD).await.unwrap();
            accounts::create_token(&t, &actor, token("a")).await.unwrap();
            t
        },
    )
    .await;
}

#[tokio::test]
async fn the_password_of_one_session_does_not_count_for_another_nor_for_tokens() {
    on_both(|t| async move {
        let user = sign_up(&t, "bo@x.example").await;
        let (one, two) = (begin(&t, &user, b"one").await, begin(&t, &user, b"two").await);
        let secret = accounts::create_token(&t, &one, token("old")).await.unwrap().secret;
        t.clock.advance(15 * MINUTE);
        enter(&t, &one, PASSWORD).await.unwrap();
        accounts::create_token(&t, &one, token("a")).await.unwrap();
        assert_eq!(error(accounts::create_token(&t, &two, token("b")).await), ApiError::ReauthenticationRequired);
        let bearer = Actor::bearer(&secret, request_info());
        accounts::create_token(&t, &bearer, token("c")).await.unwrap();
        assert_eq!(error(enter(&t, &bearer, PASSWORD).await).code(), "conflict");
        sessions::revoke_others(&t, &one).await.unwrap();
        assert_eq!(error(enter(&t, &two, PASSWORD).await), ApiError::Unauthenticated);
        t
    })
    .await;
}
