use super::*;
use crate::{
    Actor, RequestInfo,
    db::{execute, fetch_one},
    sessions::{self, StoredSession},
    testing::{on_both, on_both_with},
};
use contract::{
    accounts::PasswordChange,
    time::{DAY, MINUTE, SECOND},
};

async fn from(t: &TestServices, client: &str, email: &str, password: &str) -> Result<User> {
    let request = RequestInfo { limit_key: client.to_owned(), ..request_info() };
    let credentials = Credentials { email: email.to_owned(), password: password.to_owned() };
    accounts::sign_in(t, &request, credentials).await
}

async fn session(t: &TestServices, user: &User, id: &[u8]) -> Actor {
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

#[tokio::test]
async fn unknown_addresses_and_wrong_passwords_are_not_told_apart() {
    on_both(|t| async move {
        sign_up(&t, "bo@x.example").await;
        t.person("Ana").await;
        for (email, password) in [
            ("bo@x.example", OTHER),
            ("bo@x.example", ""),
            ("bo@x.example", &"x".repeat(100_000)),
            ("nobody@x.example", PASSWORD),
            ("no address", PASSWORD),
            ("", ""),
            // Made without a password.
            ("ana@example.com", ""),
        ] {
            assert_eq!(error(sign_in(&t, email, password).await), ApiError::InvalidCredentials, "{email}");
        }
        t
    })
    .await;
}

#[tokio::test]
async fn a_name_or_id_that_is_anothers_address_signs_nobody_in() {
    on_both(|t| async move {
        let system = SystemAccess::new(request_info());
        let mallory = contract::accounts::AdminNewUser {
            id: Some("bo@x.example".to_owned()),
            email: "mallory@x.example".to_owned(),
            name: Some("bo@x.example".to_owned()),
            super_admin: false,
        };
        accounts::admin_create_user(&t, &system, mallory).await.unwrap();
        let bo = sign_up(&t, "bo@x.example").await;
        assert_eq!(sign_in(&t, "bo@x.example", PASSWORD).await.unwrap().id, bo.id);
        assert_eq!(code(sign_in(&t, bo.id.as_str(), PASSWORD).await), "invalid_credentials");
        t
    })
    .await;
}

#[tokio::test]
async fn from_the_fifth_failure_on_an_address_waits_known_or_not() {
    on_both_with(
        |config| config.rate_limits = true,
        |t| async move {
            sign_up(&t, "bo@x.example").await;
            for email in ["bo@x.example", "nobody@x.example"] {
                for failure in 1..=5 {
                    assert_eq!(code(from(&t, "a", email, OTHER).await), "invalid_credentials", "{failure}");
                }
                assert_eq!(error(from(&t, "a", email, OTHER).await), ApiError::RateLimited { retry_after: 1 });
                t.clock.advance(SECOND);
                assert_eq!(code(from(&t, "a", email, OTHER).await), "invalid_credentials");
                assert_eq!(error(from(&t, "a", email, PASSWORD).await), ApiError::RateLimited { retry_after: 2 });
                t.clock.advance(MINUTE);
            }
            // Not from another client, and not another address.
            for _ in 0..5 {
                assert_eq!(code(from(&t, "b", "bo@x.example", OTHER).await), "invalid_credentials");
            }
            from(&t, "c", "bo@x.example", PASSWORD).await.unwrap();
            t
        },
    )
    .await;
}

#[tokio::test]
async fn a_success_clears_the_failures() {
    on_both_with(
        |config| config.rate_limits = true,
        |t| async move {
            sign_up(&t, "bo@x.example").await;
            for _ in 0..3 {
                for _ in 0..4 {
                    assert_eq!(code(sign_in(&t, "bo@x.example", OTHER).await), "invalid_credentials");
                }
                sign_in(&t, "bo@x.example", PASSWORD).await.unwrap();
                t.clock.advance(MINUTE);
            }
            let (left,) =
                fetch_one!(t.db.read().await.unwrap(), (i64,), "SELECT COUNT(*) FROM sign_in_failures").unwrap();
            assert_eq!(left, 0);
            t
        },
    )
    .await;
}

#[tokio::test]
async fn parallel_guesses_share_the_counter() {
    on_both_with(
        |config| config.rate_limits = true,
        |t| async move {
            sign_up(&t, "bo@x.example").await;
            let guesses = (0..8).map(|_| from(&t, "a", "bo@x.example", OTHER));
            let answers: Vec<&str> =
                futures::future::join_all(guesses).await.into_iter().map(|answer| code(answer)).collect();
            assert_eq!(answers.iter().filter(|c| **c == "invalid_credentials").count(), 5, "{answers:?}");
            assert_eq!(answers.iter().filter(|c| **c == "rate_limited").count(), 3, "{answers:?}");
            t
        },
    )
    .await;
}

#[tokio::test]
async fn a_client_tries_ten_times_a_minute_whatever_the_address() {
    on_both_with(
        |config| config.rate_limits = true,
        |t| async move {
            for n in 0..10 {
                assert_eq!(code(from(&t, "a", &format!("n{n}@x.example"), OTHER).await), "invalid_credentials");
            }
            assert_eq!(code(from(&t, "a", "n10@x.example", OTHER).await), "rate_limited");
            assert_eq!(code(from(&t, "b", "n10@x.example", OTHER).await), "invalid_credentials");
            t
        },
    )
    .await;
}

#[tokio::test]
async fn after_a_hundred_failures_in_a_row_a_mailed_link_is_needed_besides() {
    on_both(|t| async move {
        sign_up(&t, "bo@x.example").await;
        let mut tx = t.db.write().await.unwrap();
        execute!(tx, "UPDATE users SET failed_sign_ins = 100").unwrap();
        tx.commit().await.unwrap();
        assert_eq!(code(sign_in(&t, "bo@x.example", OTHER).await), "invalid_credentials");
        assert_eq!(mails(&t, "bo@x.example").await.len(), 1, "a guess sends no mail");
        assert_eq!(code(sign_in(&t, "bo@x.example", PASSWORD).await), "invalid_credentials");
        let token = mailed(&t, "bo@x.example", "reset_password").await;
        let reset = contract::accounts::PasswordReset { password: OTHER.to_owned() };
        accounts::reset_password(&t, &request_info(), &token, reset).await.unwrap();
        sign_in(&t, "bo@x.example", OTHER).await.unwrap();
        t
    })
    .await;
}

#[tokio::test]
async fn a_hash_of_weaker_parameters_is_renewed_at_sign_in() {
    on_both(|t| async move {
        sign_up(&t, "bo@x.example").await;
        let params = argon2::Params::new(8192, 1, 1, Some(32)).unwrap();
        let mut output = [0; 32];
        argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
            .hash_password_into(PASSWORD.as_bytes(), &[7; 16], &mut output)
            .unwrap();
        let base64 = |bytes: &[u8]| data_encoding::BASE64_NOPAD.encode(bytes);
        let weak = format!("$argon2id$v=19$m=8192,t=1,p=1${}${}", base64(&[7; 16]), base64(&output));
        let mut tx = t.db.write().await.unwrap();
        execute!(tx, "UPDATE users SET password_hash = $1", weak.as_str()).unwrap();
        tx.commit().await.unwrap();
        for _ in 0..2 {
            sign_in(&t, "bo@x.example", PASSWORD).await.unwrap();
            let (hash,) = fetch_one!(t.db.read().await.unwrap(), (String,), "SELECT password_hash FROM users").unwrap();
            assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        }
        t
    })
    .await;
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_only_the_right_old_one_sets_it() {
    on_both(|t| async move {
        let user = sign_up(&t, "bo@x.example").await;
        let here = session(&t, &user, b"here").await;
        let there = session(&t, &user, b"there").await;
        let change = |current: &str, new: &str| PasswordChange {
            current_password: current.to_owned(),
            new_password: new.to_owned(),
        };
        let wrong = error(accounts::change_password(&t, &here, change(OTHER, OTHER)).await);
        assert!(wrong.for_field("current_password").is_some(), "{wrong:?}");
        let weak = error(accounts::change_password(&t, &here, change(PASSWORD, "password1234")).await);
        assert!(weak.for_field("new_password").is_some(), "{weak:?}");
        accounts::me(&t, &there).await.unwrap();

        accounts::change_password(&t, &here, change(PASSWORD, OTHER)).await.unwrap();
        accounts::me(&t, &here).await.unwrap();
        assert_eq!(code(accounts::me(&t, &there).await), "unauthenticated");
        assert_eq!(code(sign_in(&t, "bo@x.example", PASSWORD).await), "invalid_credentials");
        sign_in(&t, "bo@x.example", OTHER).await.unwrap();
        let anonymous = Actor::anonymous(request_info());
        assert_eq!(code(accounts::change_password(&t, &anonymous, change(OTHER, PASSWORD)).await), "unauthenticated");
        t
    })
    .await;
}

#[tokio::test]
async fn sign_in_and_password_change_share_the_counter_of_failures() {
    on_both_with(
        |config| config.rate_limits = true,
        |t| async move {
            let user = sign_up(&t, "bo@x.example").await;
            let here = session(&t, &user, b"here").await;
            for _ in 0..5 {
                let change = PasswordChange { current_password: OTHER.to_owned(), new_password: OTHER.to_owned() };
                assert_eq!(code(accounts::change_password(&t, &here, change).await), "validation_failed");
            }
            assert_eq!(code(sign_in(&t, "bo@x.example", PASSWORD).await), "rate_limited");
            t
        },
    )
    .await;
}

#[tokio::test]
async fn what_happens_to_an_account_is_audited() {
    on_both(|t| async move {
        let user = sign_up(&t, "bo@x.example").await;
        sign_in(&t, "bo@x.example", PASSWORD).await.unwrap();
        let mut tx = t.db.read().await.unwrap();
        let rows = crate::db::fetch_all!(
            tx,
            (String, String, String),
            "SELECT action, actor_id, changes FROM audit_events WHERE org_id IS NULL ORDER BY at, id"
        )
        .unwrap();
        let actions: Vec<&str> = rows.iter().map(|(action, _, _)| action.as_str()).collect();
        assert_eq!(actions, ["user.created", "user.signed_in"]);
        assert!(rows.iter().all(|(_, actor, changes)| actor == user.id.as_str() && !changes.contains(PASSWORD)));
        t
    })
    .await;
}
