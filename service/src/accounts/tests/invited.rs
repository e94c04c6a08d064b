use super::*;
use crate::{
    RequestInfo, SignupPolicy, invitations, join_codes, organizations,
    testing::{Person, on_both, on_both_with},
};
use contract::{
    OrgRef,
    invitations::NewInvitation,
    join_codes::NewJoinCode,
    organizations::NewOrganization,
    time::{DAY, SECOND},
};

async fn organization(t: &TestServices) -> (Person, OrgRef) {
    let ana = t.person("Ana").await;
    let new = NewOrganization { name: "Lighthouse".to_owned(), ..Default::default() };
    let org = organizations::create(t, &ana.actor, new).await.unwrap().id;
    (ana, org.into())
}

async fn invite(t: &TestServices, ana: &Person, org: &OrgRef, email: &str) -> String {
    let new = NewInvitation { email: email.to_owned(), role: None, message: None, expires_in_days: None };
    let url = invitations::create(t, &ana.actor, org, new).await.unwrap().accept_url;
    url.rsplit('/').next().unwrap().to_owned()
}

async fn join_code(t: &TestServices, ana: &Person, org: &OrgRef, new: NewJoinCode) -> String {
    join_codes::create(t, &ana.actor, org, new).await.unwrap().code
}

fn invited(email: &str, token: &str) -> NewUser {
    NewUser { invitation_token: Some(token.to_owned()), ..newcomer(email) }
}

fn with_code(email: &str, code: &str) -> NewUser {
    NewUser { join_code: Some(code.to_owned()), ..newcomer(email) }
}

async fn try_sign_up(t: &TestServices, new: NewUser) -> Result<User> {
    accounts::sign_up(t, &request_info(), new).await
}

async fn roles(t: &TestServices, user: &User) -> Vec<String> {
    let mut tx = t.db.read().await.unwrap();
    accounts::sql::memberships(&mut tx, &user.id, 10).await.unwrap().into_iter().map(|m| m.role).collect()
}

#[tokio::test]
async fn an_invitation_proves_its_address_and_makes_a_member() {
    on_both_with(
        |config| config.signup = SignupPolicy::Invitation,
        |t| async move {
            let (ana, org) = organization(&t).await;
            let token = invite(&t, &ana, &org, "bo@x.example").await;
            for (email, bad) in [("bo@x.example", "ivt_x"), ("bo@x.example", &token[..token.len() - 1])] {
                assert_eq!(code(try_sign_up(&t, invited(email, bad)).await), "not_found");
            }
            assert_eq!(code(try_sign_up(&t, invited("cy@x.example", &token)).await), "email_mismatch");
            assert_eq!(code(try_sign_up(&t, newcomer("bo@x.example")).await), "signup_closed");
            let weak = NewUser { password: "lighthouse12".to_owned(), ..invited("bo@x.example", &token) };
            assert_eq!(code(try_sign_up(&t, weak).await), "validation_failed");

            let user = try_sign_up(&t, invited("Bo@X.example", &token)).await.unwrap();
            assert!(user.email_verified);
            assert_eq!(roles(&t, &user).await, ["member"]);
            let kinds: Vec<String> = mails(&t, "bo@x.example").await.into_iter().map(|m| m.kind).collect();
            assert_eq!(kinds, ["invitation"]);
            sign_in(&t, "bo@x.example", PASSWORD).await.unwrap();
            assert_eq!(code(try_sign_up(&t, invited("bo@x.example", &token)).await), "invitation_used");
            t
        },
    )
    .await;
}

#[tokio::test]
async fn whoever_proves_an_address_is_told_of_its_account() {
    on_both(|t| async move {
        let (ana, org) = organization(&t).await;
        let bo = sign_up(&t, "bo@x.example").await;
        let token = invite(&t, &ana, &org, "bo@x.example").await;
        assert_eq!(
            error(try_sign_up(&t, invited("bo@x.example", &token)).await),
            ApiError::already_exists("user", "email")
        );
        assert!(roles(&t, &bo).await.is_empty(), "the account that was there joins only by its own act");
        t
    })
    .await;
}

#[tokio::test]
async fn an_expired_or_revoked_invitation_lets_nobody_in() {
    on_both_with(
        |config| config.signup = SignupPolicy::Invitation,
        |t| async move {
            let (ana, org) = organization(&t).await;
            let late = invite(&t, &ana, &org, "bo@x.example").await;
            let new =
                NewInvitation { email: "cy@x.example".to_owned(), role: None, message: None, expires_in_days: None };
            let sent = invitations::create(&t, &ana.actor, &org, new).await.unwrap();
            let revoked = sent.accept_url.rsplit('/').next().unwrap().to_owned();
            invitations::revoke(&t, &ana.actor, &org, sent.invitation.id).await.unwrap();
            assert_eq!(code(try_sign_up(&t, invited("cy@x.example", &revoked)).await), "invitation_used");
            t.clock.advance(7 * DAY + SECOND);
            assert_eq!(code(try_sign_up(&t, invited("bo@x.example", &late)).await), "invitation_expired");
            assert_eq!(code(sign_in(&t, "bo@x.example", PASSWORD).await), "invalid_credentials");
            t
        },
    )
    .await;
}

#[tokio::test]
async fn one_invitation_makes_one_account_of_many_at_once() {
    on_both(|t| async move {
        let (ana, org) = organization(&t).await;
        let token = invite(&t, &ana, &org, "bo@x.example").await;
        let all = (0..4).map(|_| try_sign_up(&t, invited("bo@x.example", &token)));
        let made = futures::future::join_all(all).await.into_iter().filter(std::result::Result::is_ok).count();
        assert_eq!(made, 1);
        t
    })
    .await;
}

#[tokio::test]
async fn a_join_code_lets_in_and_makes_a_member_of_an_unverified_account() {
    on_both_with(
        |config| config.signup = SignupPolicy::Invitation,
        |t| async move {
            let (ana, org) = organization(&t).await;
            let new = NewJoinCode { max_uses: Some(1), ..Default::default() };
            let once = join_code(&t, &ana, &org, new).await;
            assert_eq!(code(try_sign_up(&t, with_code("bo@x.example", "NOCODE")).await), "not_found");
            let user = try_sign_up(&t, with_code("bo@x.example", &once)).await.unwrap();
            assert!(!user.email_verified);
            assert_eq!(roles(&t, &user).await, ["member"]);
            mailed(&t, "bo@x.example", "verify_email").await;
            assert_eq!(code(try_sign_up(&t, with_code("cy@x.example", &once)).await), "join_code_exhausted");
            assert_eq!(code(sign_in(&t, "cy@x.example", PASSWORD).await), "invalid_credentials");
            t
        },
    )
    .await;
}

#[tokio::test]
async fn a_taken_address_neither_shows_nor_uses_up_a_join_code() {
    on_both(|t| async move {
        let (ana, org) = organization(&t).await;
        let bo = sign_up(&t, "bo@x.example").await;
        let new = NewJoinCode { max_uses: Some(1), ..Default::default() };
        let once = join_code(&t, &ana, &org, new).await;
        let answer = try_sign_up(&t, with_code("bo@x.example", &once)).await.unwrap();
        assert_eq!((answer.email.as_str(), answer.email_verified), ("bo@x.example", false));
        assert!(roles(&t, &bo).await.is_empty());
        let cy = try_sign_up(&t, with_code("cy@x.example", &once)).await.unwrap();
        assert_eq!(roles(&t, &cy).await, ["member"]);
        t
    })
    .await;
}

#[tokio::test]
async fn a_join_code_of_a_domain_makes_the_account_and_waits_for_the_verified_address() {
    on_both(|t| async move {
        let (ana, org) = organization(&t).await;
        let new = NewJoinCode { email_domain: Some("x.example".to_owned()), ..Default::default() };
        let code = join_code(&t, &ana, &org, new).await;
        let user = try_sign_up(&t, with_code("bo@x.example", &code)).await.unwrap();
        assert!(roles(&t, &user).await.is_empty());
        t
    })
    .await;
}

#[tokio::test]
async fn a_closed_server_takes_no_ticket() {
    on_both_with(
        |config| config.signup = SignupPolicy::Closed,
        |t| async move {
            let (ana, org) = organization(&t).await;
            let token = invite(&t, &ana, &org, "bo@x.example").await;
            assert_eq!(code(try_sign_up(&t, invited("bo@x.example", &token)).await), "signup_closed");
            let once = join_code(&t, &ana, &org, NewJoinCode::default()).await;
            assert_eq!(code(try_sign_up(&t, with_code("bo@x.example", &once)).await), "signup_closed");
            t
        },
    )
    .await;
}

#[tokio::test]
async fn wrong_join_codes_are_counted_at_sign_up_too() {
    on_both_with(
        |config| config.rate_limits = true,
        |t| async move {
            let client = RequestInfo { limit_key: "guesser".to_owned(), ..request_info() };
            for n in 0..10 {
                let guess = with_code("bo@x.example", &format!("{n}").repeat(24));
                assert_eq!(code(accounts::sign_up(&t, &client, guess).await), "not_found", "{n}");
            }
            let guess = with_code("bo@x.example", &"A".repeat(24));
            assert_eq!(code(accounts::sign_up(&t, &client, guess).await), "rate_limited");
            t
        },
    )
    .await;
}
