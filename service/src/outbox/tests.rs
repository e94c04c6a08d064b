//! Rules of the outbox, on both engines, against a small mail server.

use super::*;
use crate::{
    SmtpConfig,
    db::{execute, fetch_one},
    testing::{TestServices, on_both, on_both_with, request_info},
};
use contract::time::{DAY, HOUR, MINUTE, SECOND};
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// A mail server that refuses the first `refuse` messages and keeps the others.
struct MailServer {
    url: String,
    received: Arc<Mutex<Vec<String>>>,
}

impl MailServer {
    fn start(refuse: usize) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let (kept, left) = (received.clone(), Arc::new(Mutex::new(refuse)));
        tokio::spawn(async move {
            let listener = TcpListener::from_std(listener).unwrap();
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, kept.clone(), left.clone()));
            }
        });
        Self { url, received }
    }

    fn received(&self) -> Vec<String> {
        self.received.lock().unwrap().clone()
    }

    fn config(&self, config: &mut crate::Config) {
        config.smtp = Some(SmtpConfig { url: self.url.clone(), from: "Guildhall <hall@guild.example>".to_owned() });
    }
}

async fn serve(stream: TcpStream, kept: Arc<Mutex<Vec<String>>>, left: Arc<Mutex<usize>>) {
    let mut stream = BufReader::new(stream);
    let _ = stream.write_all(b"220 test\r\n").await;
    let mut data: Option<String> = None;
    let mut line = String::new();
    while stream.read_line(&mut line).await.is_ok_and(|n| n > 0) {
        let answer = match &mut data {
            Some(text) if line == ".\r\n" => {
                kept.lock().unwrap().push(std::mem::take(text));
                data = None;
                "250 kept\r\n"
            }
            Some(text) => {
                text.push_str(&line);
                ""
            }
            None if line.starts_with("MAIL") => {
                let mut left = left.lock().unwrap();
                if *left > 0 {
                    *left -= 1;
                    "451 busy, come back\r\n"
                } else {
                    "250 ok\r\n"
                }
            }
            None if line.starts_with("DATA") => {
                data = Some(String::new());
                "354 go\r\n"
            }
            None => "250 ok\r\n",
        };
        let _ = stream.write_all(answer.as_bytes()).await;
        line.clear();
    }
}

async fn put(t: &TestServices, to: &str, token: &str) {
    let mut tx = t.db.write().await.unwrap();
    let mail = Mail::VerifyEmail { token: token.to_owned(), name: "Bo".to_owned() };
    enqueue(&mut tx, t, to, mail).await.unwrap();
    tx.commit().await.unwrap();
}

async fn all(t: &TestServices) -> Vec<OutboxMessage> {
    admin_list(t, &SystemAccess::new(request_info()), None).await.unwrap()
}

#[tokio::test]
async fn mail_goes_to_the_address_as_typed_and_once() {
    let server = MailServer::start(0);
    on_both_with(
        |config| server.config(config),
        |t| async move {
            put(&t, "Bo.Fisher@MÜNCHEN.example", "secret-token").await;
            assert_eq!(deliver_due(&t).await.unwrap(), 1);
            assert_eq!(deliver_due(&t).await.unwrap(), 0);
            let listed = all(&t).await;
            assert_eq!((listed[0].to.as_str(), listed[0].attempts), ("bo.fisher@xn--mnchen-3ya.example", 1));
            assert!(listed[0].sent_at.is_some());
            t
        },
    )
    .await;
    let received = server.received();
    assert_eq!(received.len(), 2, "one of each engine");
    for mail in received {
        assert!(mail.contains("To: Bo.Fisher@xn--mnchen-3ya.example\r\n"), "{mail}");
        assert!(mail.contains("From: Guildhall <hall@guild.example>\r\n"), "{mail}");
        assert!(mail.contains("Subject: Confirm your address\r\n"), "{mail}");
        assert!(mail.contains("http://127.0.0.1:3000/verify/secret-token"), "{mail}");
        assert!(mail.contains("text/html"), "{mail}");
    }
}

#[tokio::test]
async fn two_processes_do_not_send_a_mail_twice() {
    let server = MailServer::start(0);
    on_both_with(
        |config| server.config(config),
        |t| async move {
            for n in 0..10 {
                put(&t, &format!("n{n}@x.example"), "t").await;
            }
            let (first, second) = (t.sibling().await, t.sibling().await);
            let (a, b) = tokio::join!(deliver_due(&first), deliver_due(&second));
            assert_eq!(a.unwrap() + b.unwrap(), 10);
            first.close().await;
            second.close().await;
            t
        },
    )
    .await;
    assert_eq!(server.received().len(), 20, "ten of each engine");
}

#[tokio::test]
async fn a_refused_mail_is_sent_again_after_a_while() {
    for engine in ["sqlite", "postgres"] {
        let server = MailServer::start(2);
        let t = TestServices::new(engine, |config| server.config(config)).await;
        put(&t, "bo@x.example", "t").await;
        assert_eq!(deliver_due(&t).await.unwrap(), 0);
        let listed = all(&t).await;
        assert!(listed[0].last_error.as_deref().is_some_and(|e| e.contains("busy")), "{listed:?}");
        t.clock.advance(MINUTE - SECOND);
        assert_eq!(deliver_due(&t).await.unwrap(), 0);
        assert_eq!(all(&t).await[0].attempts, 1, "not before its time");
        t.clock.advance(2 * SECOND);
        assert_eq!(deliver_due(&t).await.unwrap(), 0);
        t.clock.advance(2 * MINUTE + SECOND);
        assert_eq!(deliver_due(&t).await.unwrap(), 1);
        let listed = all(&t).await;
        assert_eq!((listed[0].attempts, listed[0].last_error.as_deref()), (3, None));
        assert_eq!(server.received().len(), 1);
        t.finish().await;
    }
}

#[tokio::test]
async fn a_mail_is_given_up_after_three_days() {
    for engine in ["sqlite", "postgres"] {
        let server = MailServer::start(1000);
        let t = TestServices::new(engine, |config| server.config(config)).await;
        put(&t, "bo@x.example", "t").await;
        for _ in 0..40 {
            deliver_due(&t).await.unwrap();
            t.clock.advance(3 * HOUR);
        }
        let listed = all(&t).await;
        assert!((15..30).contains(&listed[0].attempts), "{listed:?}");
        let (waits,) = fetch_one!(
            t.db.read().await.unwrap(),
            (i64,),
            "SELECT COUNT(*) FROM outbox WHERE next_attempt_at IS NOT NULL"
        )
        .unwrap();
        assert_eq!(waits, 0);
        t.finish().await;
    }
}

#[tokio::test]
async fn a_claimed_mail_comes_back_when_its_sender_died() {
    let server = MailServer::start(0);
    on_both_with(
        |config| server.config(config),
        |t| async move {
            put(&t, "bo@x.example", "t").await;
            let mut tx = t.db.write().await.unwrap();
            let due = sql::due(&mut tx, 10).await.unwrap();
            let lease = tx.now().plus(5 * MINUTE).0;
            assert!(sql::claim(&mut tx, due[0].0, due[0].1, lease).await.unwrap().is_some());
            assert!(sql::claim(&mut tx, due[0].0, due[0].1, lease).await.unwrap().is_none());
            tx.commit().await.unwrap();
            assert_eq!(deliver_due(&t).await.unwrap(), 0);
            t.clock.advance(5 * MINUTE + SECOND);
            assert_eq!(deliver_due(&t).await.unwrap(), 1);
            t
        },
    )
    .await;
}

#[tokio::test]
async fn the_token_is_gone_a_day_after_delivery() {
    let server = MailServer::start(0);
    on_both_with(
        |config| server.config(config),
        |t| async move {
            put(&t, "bo@x.example", "secret-token").await;
            deliver_due(&t).await.unwrap();
            t.clock.advance(DAY - MINUTE);
            deliver_due(&t).await.unwrap();
            assert_eq!(all(&t).await[0].token.as_deref(), Some("secret-token"));
            t.clock.advance(2 * MINUTE);
            deliver_due(&t).await.unwrap();
            assert_eq!(all(&t).await[0].token, None);
            let (sealed,) =
                fetch_one!(t.db.read().await.unwrap(), (Option<Vec<u8>>,), "SELECT sealed FROM outbox").unwrap();
            assert_eq!(sealed, None);
            t
        },
    )
    .await;
}

#[tokio::test]
async fn without_a_mail_server_mail_waits_for_the_super_admin() {
    on_both(|t| async move {
        for n in 0..3 {
            put(&t, &format!("n{n}@x.example"), &format!("token-{n}")).await;
        }
        t.clock.advance(5 * DAY);
        assert_eq!(deliver_due(&t).await.unwrap(), 0);
        let ana = t.person("Ana").await;
        let page = |cursor| PageRequest { limit: Some(2), cursor, include_total: true };
        let denied = list(&t, &ana.actor, page(None)).await.unwrap_err().public("test");
        assert_eq!(denied.code(), "permission_denied");
        let anonymous = Actor::anonymous(request_info());
        assert_eq!(list(&t, &anonymous, page(None)).await.unwrap_err().public("test").code(), "unauthenticated");

        t.make_super_admin(&ana).await;
        let first = list(&t, &ana.actor, page(None)).await.unwrap();
        let rest = list(&t, &ana.actor, page(first.next_cursor.clone())).await.unwrap();
        let tokens: Vec<_> = first.data.iter().chain(&rest.data).filter_map(|m| m.token.as_deref()).collect();
        assert_eq!(tokens, ["token-2", "token-1", "token-0"]);
        assert_eq!((first.total, rest.next_cursor), (Some(3), None));
        let stale = list(&t, &ana.actor, page(Some("bm9uc2Vuc2U".to_owned()))).await;
        assert_eq!(stale.unwrap_err().public("test").code(), "invalid_request");

        let system = SystemAccess::new(request_info());
        let of_one = admin_list(&t, &system, Some(" N1@X.example ")).await.unwrap();
        assert_eq!(of_one.iter().filter_map(|m| m.token.as_deref()).collect::<Vec<_>>(), ["token-1"]);
        let oldest: Vec<_> = all(&t).await.into_iter().filter_map(|m| m.token).collect();
        assert_eq!(oldest, ["token-0", "token-1", "token-2"]);
        t
    })
    .await;
}

#[tokio::test]
async fn a_mail_of_an_undone_transaction_does_not_exist() {
    on_both(|t| async move {
        let mut tx = t.db.write().await.unwrap();
        let mail = Mail::AccountExists { name: "Bo".to_owned() };
        enqueue(&mut tx, &t, "bo@x.example", mail).await.unwrap();
        drop(tx);
        assert!(all(&t).await.is_empty());
        t
    })
    .await;
}

#[tokio::test]
async fn a_payload_of_another_server_key_is_shown_without_its_token() {
    on_both(|t| async move {
        put(&t, "bo@x.example", "t").await;
        let other = crate::ServerKey::new(&[1; 32]).seal(&t.context, PURPOSE, b"{}").unwrap();
        let mut tx = t.db.write().await.unwrap();
        execute!(tx, "UPDATE outbox SET sealed = $1", other.as_slice()).unwrap();
        tx.commit().await.unwrap();
        assert_eq!(all(&t).await[0].token, None);
        t
    })
    .await;
}

#[tokio::test]
async fn links_are_logged_only_where_nobody_else_reaches_the_server() {
    let server = MailServer::start(0);
    for (public_url, smtp, logged) in [
        ("http://127.0.0.1:3000", false, true),
        ("http://[::1]:3000", false, true),
        ("http://localhost:3000", false, true),
        ("https://guild.example", false, false),
        ("http://localhost@guild.example", false, false),
        ("http://127.0.0.1:3000", true, false),
    ] {
        let t = TestServices::new("sqlite", |config| {
            config.public_url = public_url.to_owned();
            if smtp {
                server.config(config);
            }
        })
        .await;
        assert_eq!(may_log_links(&t), logged, "{public_url}");
        t.finish().await;
    }
}

#[tokio::test]
async fn super_admins_look_at_what_waits_what_failed_and_what_was_sent() {
    on_both(|t| async move {
        let root = t.person("Root").await;
        t.make_super_admin(&root).await;
        for name in ["waiting", "failed", "sent", "later"] {
            let mut tx = t.db.write().await.unwrap();
            let mail = Mail::ResetPassword { token: name.to_owned(), name: name.to_owned() };
            enqueue(&mut tx, &t, &format!("{name}@x.example"), mail).await.unwrap();
            tx.commit().await.unwrap();
        }
        let mut tx = t.db.write().await.unwrap();
        execute!(
            tx,
            "UPDATE outbox SET last_error = 'busy' WHERE recipient IN ('failed@x.example', 'later@x.example')"
        )
        .unwrap();
        execute!(tx, "UPDATE outbox SET sent_at = 1 WHERE recipient IN ('sent@x.example', 'later@x.example')").unwrap();
        tx.commit().await.unwrap();
        for (state, expected) in [
            (None, vec!["later", "sent", "failed", "waiting"]),
            (Some(MailState::Waiting), vec!["waiting"]),
            (Some(MailState::Failed), vec!["failed"]),
            (Some(MailState::Sent), vec!["later", "sent"]),
        ] {
            let (mut found, mut cursor) = (Vec::new(), None);
            loop {
                let page = PageRequest { limit: Some(1), cursor, include_total: true };
                let page = list_in(&t, &root.actor, state, page).await.unwrap();
                assert_eq!(page.total, i64::try_from(expected.len()).ok());
                found.extend(page.data.into_iter().map(|message| message.to));
                cursor = page.next_cursor;
                if cursor.is_none() {
                    break;
                }
            }
            let expected: Vec<_> = expected.into_iter().map(|name| format!("{name}@x.example")).collect();
            assert_eq!(found, expected, "{state:?}");
        }
        let ana = t.person("Ana").await;
        let denied = list_in(&t, &ana.actor, Some(MailState::Sent), PageRequest::default()).await;
        assert_eq!(denied.unwrap_err().public("test").code(), "permission_denied");
        t
    })
    .await;
}
