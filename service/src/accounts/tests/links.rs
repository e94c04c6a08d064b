use super::*;
use crate::{
    Actor,
    db::execute,
    sessions::{self, StoredSession},
    testing::{on_both, on_both_with},
};
use contract::{
    accounts::{NewUserToken, PasswordReset, PasswordResetRequest},
    time::{DAY, HOUR, MINUTE, SECOND},
};

async fn verify(t: &TestServices, token: &str) -> Result<()> {
    accounts::verify_email(t, &request_info(), token).await
}

async fn ask_reset(t: &TestServices, email: &str) -> Result<()> {
    accounts::request_password_reset(t, &request_info(), PasswordResetRequest { email: email.to_owned() }).await
}

async fn reset(t: &TestServices, token: &str, password: &str) -> Result<()> {
    accounts::reset_password(t, &request_info(), token, PasswordReset { password: password.to_owned() }).await
}

async fn session(t: &TestServices, user: &User) -> Actor {
    let stored = StoredSession {
        user_id: user.id.clone(),
        data: "{}".to_owned(),
        expires_at: t.now().plus(DAY),
        ip: None,
        user_agent: None,
    };
    sessions::store_create(t, &crate::secret::digest_bytes(b"session"), stored).await.unwrap();
    Actor::session(b"session", request_info())
}

#[tokio::test]
async fn the_mailed_link_verifies_its_address_once() {
    on_both(|t| async move {
        sign_up(&t, "bo@x.example").await;
        sign_up(&t, "cy@x.example").await;
        let token = mailed(&t, "bo@x.example", "verify_email").await;
        let mut flipped = token.clone();
        let last = flipped.pop();
        flipped.push(if last == Some('A') { 'B' } else { 'A' });
        for bad in ["", "x", &flipped, &token[1..], &format!("{token} "), &token.to_lowercase()] {
            assert_eq!(code(verify(&t, bad).await), "not_found", "{bad}");
        }
        verify(&t, &token).await.unwrap();
        assert!(sign_in(&t, "bo@x.example", PASSWORD).await.unwrap().email_verified);
        assert!(!sign_in(&t, "cy@x.example", PASSWORD).await.unwrap().email_verified);
        assert_eq!(code(verify(&t, &token).await), "not_found");
        t
    })
    .await;
}

#[tokio::test]
async fn links_end_in_time_and_at_the_next_one() {
    on_both(|t| async move {
        let user = sign_up(&t, "bo@x.example").await;
        let actor = session(&t, &user).await;
        let first = mailed(&t, "bo@x.example", "verify_email").await;
        accounts::resend_verification(&t, &actor).await.unwrap();
        let second = mailed(&t, "bo@x.example", "verify_email").await;
        assert_eq!(code(verify(&t, &first).await), "not_found");
        ask_reset(&t, "bo@x.example").await.unwrap();
        let password = mailed(&t, "bo@x.example", "reset_password").await;
        t.clock.advance(30 * MINUTE + SECOND);
        assert_eq!(code(reset(&t, &password, OTHER).await), "not_found");
        t.clock.advance(DAY - 30 * MINUTE);
        assert_eq!(code(verify(&t, &second).await), "not_found");
        assert!(!sign_in(&t, "bo@x.example", PASSWORD).await.unwrap().email_verified);
        t
    })
    .await;
}

#[tokio::test]
async fn a_link_serves_its_own_purpose_only() {
    on_both(|t| async move {
        sign_up(&t, "bo@x.example").await;
        ask_reset(&t, "bo@x.example").await.unwrap();
        let to_verify = mailed(&t, "bo@x.example", "verify_email").await;
        let to_reset = mailed(&t, "bo@x.example", "reset_password").await;
        assert_eq!(code(verify(&t, &to_reset).await), "not_found");
        assert_eq!(code(reset(&t, &to_verify, OTHER).await), "not_found");
        verify(&t, &to_verify).await.unwrap();
        reset(&t, &to_reset, OTHER).await.unwrap();
        t
    })
    .await;
}

#[tokio::test]
async fn a_link_to_a_former_address_is_dead() {
    on_both(|t| async move {
        sign_up(&t, "bo@x.example").await;
        ask_reset(&t, "bo@x.example").await.unwrap();
        let mut tx = t.db.write().await.unwrap();
        execute!(tx, "UPDATE users SET email = 'cy@x.example', email_key = 'cy@x.example'").unwrap();
        tx.commit().await.unwrap();
        let (to_verify, to_reset) =
            (mailed(&t, "bo@x.example", "verify_email").await, mailed(&t, "bo@x.example", "reset_password").await);
        assert_eq!(code(verify(&t, &to_verify).await), "not_found");
        assert_eq!(code(reset(&t, &to_reset, OTHER).await), "not_found");
        assert!(!sign_in(&t, "cy@x.example", PASSWORD).await.unwrap().email_verified);
        t
    })
    .await;
}

#[tokio::test]
async fn a_reset_is_answered_alike_for_unknown_addresses() {
    on_both(|t| async move {
        sign_up(&t, "bo@x.example").await;
        ask_reset(&t, "BO@x.example").await.unwrap();
        ask_reset(&t, "nobody@x.example").await.unwrap();
        assert!(mails(&t, "nobody@x.example").await.is_empty());
        mailed(&t, "bo@x.example", "reset_password").await;
        assert_eq!(code(ask_reset(&t, "bo@x.example,nobody@x.example").await), "validation_failed");
        t
    })
    .await;
}

#[tokio::test]
async fn a_mailbox_gets_one_reset_an_hour_and_nobody_is_told() {
    on_both_with(
        |config| config.rate_limits = true,
        |t| async move {
            sign_up(&t, "bo@x.example").await;
            for _ in 0..3 {
                ask_reset(&t, "bo@x.example").await.unwrap();
            }
            let resets = mails(&t, "bo@x.example").await.into_iter().filter(|m| m.kind == "reset_password");
            assert_eq!(resets.count(), 1);
            assert_eq!(code(ask_reset(&t, "bo@x.example").await), "rate_limited");
            assert_eq!(code(ask_reset(&t, "nobody@x.example").await), "rate_limited");
            t.clock.advance(HOUR);
            ask_reset(&t, "bo@x.example").await.unwrap();
            let resets = mails(&t, "bo@x.example").await.into_iter().filter(|m| m.kind == "reset_password");
            assert_eq!(resets.count(), 2);
            t
        },
    )
    .await;
}

#[tokio::test]
async fn a_reset_proves_the_address_and_throws_everybody_else_out() {
    on_both(|t| async move {
        let user = sign_up(&t, "bo@x.example").await;
        let mallory = session(&t, &user).await;
        let new = NewUserToken { name: "kept".to_owned(), expires_at: None };
        let token = accounts::create_token(&t, &mallory, new).await.unwrap().secret;
        let token = Actor::bearer(&token, request_info());
        accounts::me(&t, &token).await.unwrap();
        let to_verify = mailed(&t, "bo@x.example", "verify_email").await;

        ask_reset(&t, "bo@x.example").await.unwrap();
        let to_reset = mailed(&t, "bo@x.example", "reset_password").await;
        assert_eq!(code(reset(&t, &to_reset, "password1234").await), "validation_failed");
        assert_eq!(code(reset(&t, &to_reset, "short").await), "validation_failed");
        reset(&t, &to_reset, OTHER).await.unwrap();
        assert_eq!(code(reset(&t, &to_reset, PASSWORD).await), "not_found");
        assert_eq!(code(accounts::me(&t, &mallory).await), "unauthenticated");
        assert_eq!(code(accounts::me(&t, &token).await), "unauthenticated");
        assert_eq!(code(verify(&t, &to_verify).await), "not_found");
        assert_eq!(code(sign_in(&t, "bo@x.example", PASSWORD).await), "invalid_credentials");
        assert!(sign_in(&t, "bo@x.example", OTHER).await.unwrap().email_verified);
        t
    })
    .await;
}

#[tokio::test]
async fn a_reset_of_a_verified_account_keeps_its_tokens() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        ask_reset(&t, "ana@example.com").await.unwrap();
        reset(&t, &mailed(&t, "ana@example.com", "reset_password").await, PASSWORD).await.unwrap();
        accounts::me(&t, &ana.actor).await.unwrap();
        sign_in(&t, "ana@example.com", PASSWORD).await.unwrap();
        t
    })
    .await;
}

#[tokio::test]
async fn one_link_used_twice_at_once_sets_one_password() {
    on_both(|t| async move {
        t.person("Ana").await;
        ask_reset(&t, "ana@example.com").await.unwrap();
        let token = mailed(&t, "ana@example.com", "reset_password").await;
        let (a, b) = tokio::join!(reset(&t, &token, PASSWORD), reset(&t, &token, OTHER));
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
        t
    })
    .await;
}

#[tokio::test]
async fn resending_the_verification_is_limited_and_stops_once_verified() {
    on_both_with(
        |config| config.rate_limits = true,
        |t| async move {
            let user = sign_up(&t, "bo@x.example").await;
            let actor = session(&t, &user).await;
            for _ in 0..3 {
                accounts::resend_verification(&t, &actor).await.unwrap();
            }
            assert_eq!(code(accounts::resend_verification(&t, &actor).await), "rate_limited");
            verify(&t, &mailed(&t, "bo@x.example", "verify_email").await).await.unwrap();
            accounts::resend_verification(&t, &actor).await.unwrap();
            assert_eq!(mails(&t, "bo@x.example").await.len(), 4);
            t
        },
    )
    .await;
}
