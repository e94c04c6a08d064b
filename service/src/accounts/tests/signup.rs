use super::*;
use crate::{
    SignupPolicy,
    db::{execute, fetch_one},
    testing::{on_both, on_both_with},
};
use contract::{OrgRef, accounts::SetupRequest};

fn first(email: &str) -> SetupRequest {
    SetupRequest {
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        name: "Op Erator".to_owned(),
        organization: "Harbor Labs".to_owned(),
    }
}

#[tokio::test]
async fn the_setup_link_makes_the_first_super_admin_once() {
    on_both(|t| async move {
        assert!(accounts::needs_setup(&t).await.unwrap());
        let old = accounts::setup_link(&t).await.unwrap().unwrap();
        let token = accounts::setup_link(&t).await.unwrap().unwrap();
        assert_eq!(code(accounts::check_setup_token(&t, &old).await), "not_found");
        assert_eq!(code(accounts::check_setup_token(&t, "").await), "not_found");
        accounts::check_setup_token(&t, &token).await.unwrap();
        let request = request_info();
        assert_eq!(code(accounts::setup(&t, &request, &old, first("op@x.example")).await), "not_found");

        let user = accounts::setup(&t, &request, &token, first("Op@x.example")).await.unwrap();
        assert!(user.email_verified);
        assert!(!accounts::needs_setup(&t).await.unwrap());
        assert_eq!(accounts::setup_link(&t).await.unwrap(), None);
        assert_eq!(code(accounts::check_setup_token(&t, &token).await), "not_found");
        assert_eq!(code(accounts::setup(&t, &request, &token, first("b@x.example")).await), "not_found");

        sign_in(&t, "op@X.example", PASSWORD).await.unwrap();
        let (admins,) =
            fetch_one!(t.db.read().await.unwrap(), (i64,), "SELECT COUNT(*) FROM users WHERE super_admin").unwrap();
        assert_eq!(admins, 1);
        let (organization,) =
            fetch_one!(t.db.read().await.unwrap(), (String,), "SELECT slug FROM organizations").unwrap();
        assert_eq!(OrgRef::from(organization.as_str()), OrgRef::Slug("harbor-labs".into()));
        t
    })
    .await;
}

#[tokio::test]
async fn two_at_once_cannot_both_set_up() {
    on_both(|t| async move {
        let token = accounts::setup_link(&t).await.unwrap().unwrap();
        let request = request_info();
        let (a, b) = tokio::join!(
            accounts::setup(&t, &request, &token, first("a@x.example")),
            accounts::setup(&t, &request, &token, first("b@x.example"))
        );
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
        t
    })
    .await;
}

#[tokio::test]
async fn the_setup_token_is_dead_once_anybody_has_an_account() {
    on_both(|t| async move {
        let token = accounts::setup_link(&t).await.unwrap().unwrap();
        t.person("Ana").await;
        assert_eq!(code(accounts::check_setup_token(&t, &token).await), "not_found");
        assert_eq!(code(accounts::setup(&t, &request_info(), &token, first("op@x.example")).await), "not_found");
        t
    })
    .await;
}

#[tokio::test]
async fn a_stranger_cannot_be_quicker_than_the_operator() {
    on_both(|t| async move {
        let token = accounts::setup_link(&t).await.unwrap().unwrap();
        let stranger = accounts::sign_up(&t, &request_info(), newcomer("stranger@x.example")).await;
        assert_eq!(code(stranger), "signup_closed");
        accounts::setup(&t, &request_info(), &token, first("op@x.example")).await.unwrap();
        sign_up(&t, "bo@x.example").await;
        t
    })
    .await;
}

#[tokio::test]
async fn signing_up_mails_a_link_and_leaves_the_address_unverified() {
    on_both(|t| async move {
        let user = sign_up(&t, " Bo@X.example ").await;
        assert_eq!((user.email.as_str(), user.email_verified), ("Bo@X.example", false));
        let sent = mails(&t, "bo@x.example").await;
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].kind, "verify_email");
        assert_eq!(sign_in(&t, "bo@x.example", PASSWORD).await.unwrap(), user);
        t
    })
    .await;
}

#[tokio::test]
async fn a_taken_address_gets_the_same_answer_and_its_owner_a_mail() {
    on_both(|t| async move {
        let user = sign_up(&t, "bo@x.example").await;
        let again = accounts::sign_up(
            &t,
            &request_info(),
            NewUser { password: OTHER.to_owned(), name: "Mallory".to_owned(), ..newcomer("BO@x.example") },
        )
        .await
        .unwrap();
        assert_eq!(
            (again.email.as_str(), again.name.as_str(), again.email_verified),
            ("BO@x.example", "Mallory", false)
        );
        assert_ne!(again.id, user.id);
        let kinds: Vec<String> = mails(&t, "bo@x.example").await.into_iter().map(|m| m.kind).collect();
        assert_eq!(kinds, ["verify_email", "account_exists"]);
        assert_eq!(code(sign_in(&t, "bo@x.example", OTHER).await), "invalid_credentials");
        assert_eq!(sign_in(&t, "bo@x.example", PASSWORD).await.unwrap(), user);
        t
    })
    .await;
}

#[tokio::test]
async fn sign_ups_of_one_address_at_once_make_one_account() {
    on_both(|t| async move {
        let request = request_info();
        let all = (0..4).map(|_| accounts::sign_up(&t, &request, newcomer("bo@x.example")));
        for answer in futures::future::join_all(all).await {
            answer.unwrap();
        }
        let (users,) = fetch_one!(t.db.read().await.unwrap(), (i64,), "SELECT COUNT(*) FROM users").unwrap();
        assert_eq!(users, 1);
        t
    })
    .await;
}

#[tokio::test]
async fn weak_passwords_and_bad_addresses_are_refused_and_nothing_is_stored() {
    on_both(|t| async move {
        for password in ["short", "password1234", "newcomer2026", "harbor@x.example", "harborharbor", &"x".repeat(257)]
        {
            let new = NewUser { password: password.to_owned(), ..newcomer("harbor@x.example") };
            let answer = accounts::sign_up(&t, &request_info(), new).await;
            let refused = matches!(answer, Err(crate::Error::Public(ApiError::ValidationFailed { .. })));
            assert!(refused, "{password}");
        }
        for email in ["a@x.example,b@y.example", "a@x.example\r\nBcc: b@y.example", "a", "a@b@", "mıke@x.example"] {
            assert_eq!(
                code(accounts::sign_up(&t, &request_info(), newcomer(email)).await),
                "validation_failed",
                "{email}"
            );
        }
        let name = NewUser { name: "a\u{202e}b".to_owned(), ..newcomer("a@x.example") };
        assert_eq!(code(accounts::sign_up(&t, &request_info(), name).await), "validation_failed");
        assert!(accounts::needs_setup(&t).await.unwrap());
        t
    })
    .await;
}

#[tokio::test]
async fn only_an_open_server_lets_strangers_in() {
    for policy in [SignupPolicy::Invitation, SignupPolicy::Closed] {
        on_both_with(
            |config| config.signup = policy,
            |t| async move {
                assert_eq!(
                    code(accounts::sign_up(&t, &request_info(), newcomer("a@x.example")).await),
                    "signup_closed"
                );
                assert!(accounts::needs_setup(&t).await.unwrap());
                t
            },
        )
        .await;
    }
}

#[tokio::test]
async fn a_client_signs_up_three_times_an_hour() {
    on_both_with(
        |config| config.rate_limits = true,
        |t| async move {
            for n in 0..3 {
                sign_up(&t, &format!("n{n}@x.example")).await;
            }
            assert_eq!(code(accounts::sign_up(&t, &request_info(), newcomer("n3@x.example")).await), "rate_limited");
            t
        },
    )
    .await;
}

#[tokio::test]
async fn the_secrets_of_accounts_are_not_in_the_database() {
    on_both(|t| async move {
        sign_up(&t, "bo@x.example").await;
        let token = mailed(&t, "bo@x.example", "verify_email").await;
        let mut tx = t.db.read().await.unwrap();
        let (sealed,) = fetch_one!(tx, (Vec<u8>,), "SELECT sealed FROM outbox").unwrap();
        let raw = String::from_utf8_lossy(&sealed).into_owned();
        assert!(!raw.contains(&token) && !raw.contains("subject"), "the payload is sealed");
        let (digest,) = fetch_one!(tx, (Vec<u8>,), "SELECT digest FROM account_tokens").unwrap();
        assert_eq!(digest, crate::secret::digest(&token));
        let (hash,) = fetch_one!(tx, (String,), "SELECT password_hash FROM users").unwrap();
        assert!(hash.starts_with("$argon2id$"));
        t
    })
    .await;
}

#[tokio::test]
async fn who_is_disabled_is_not_told_apart() {
    on_both(|t| async move {
        sign_up(&t, "bo@x.example").await;
        let mut tx = t.db.write().await.unwrap();
        execute!(tx, "UPDATE users SET disabled_at = 1").unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            error(sign_in(&t, "bo@x.example", PASSWORD).await),
            error(sign_in(&t, "nobody@x.example", PASSWORD).await)
        );
        sign_up(&t, "bo@x.example").await;
        let kinds: Vec<String> = mails(&t, "bo@x.example").await.into_iter().map(|m| m.kind).collect();
        assert_eq!(kinds, ["verify_email"]);
        t
    })
    .await;
}
