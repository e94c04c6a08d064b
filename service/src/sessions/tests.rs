//! Rules of sessions, on both engines.

use super::*;
use crate::{
    db::{execute, fetch_one},
    testing::{Person, TestServices, on_both, request_info},
};
use contract::time::{HOUR, MINUTE, SECOND};

fn stored(t: &TestServices, who: &Person, data: &str) -> StoredSession {
    StoredSession {
        user_id: who.id.clone(),
        data: data.to_owned(),
        expires_at: t.now().plus(ABSOLUTE_LIFETIME),
        ip: Some("192.0.2.7".to_owned()),
        user_agent: Some("Firefox".to_owned()),
    }
}

async fn begin(t: &TestServices, who: &Person, id: &[u8]) -> Actor {
    assert!(store_create(t, &secret::digest_bytes(id), stored(t, who, "{}")).await.unwrap());
    Actor::session(id, request_info())
}

fn code<T: std::fmt::Debug>(result: Result<T>) -> &'static str {
    result.unwrap_err().public("test").code()
}

#[tokio::test]
async fn a_taken_id_is_refused_and_the_session_under_it_stays() {
    on_both(|t| async move {
        let (ana, bo) = (t.person("Ana").await, t.person("Bo").await);
        let digest = secret::digest_bytes(b"id");
        assert!(store_create(&t, &digest, stored(&t, &ana, "{\"a\":1}")).await.unwrap());
        assert!(!store_create(&t, &digest, stored(&t, &bo, "{\"b\":2}")).await.unwrap());
        let loaded = store_load(&t, &digest).await.unwrap().unwrap();
        assert_eq!((loaded.user_id, loaded.data.as_str()), (ana.id, "{\"a\":1}"));
        assert_eq!(store_load(&t, &secret::digest_bytes(b"other")).await.unwrap(), None);
        let (raw,) = fetch_one!(t.db.read().await.unwrap(), (Vec<u8>,), "SELECT id_hash FROM sessions").unwrap();
        assert_eq!(raw, digest);
        t
    })
    .await;
}

#[tokio::test]
async fn use_keeps_a_session_alive_but_not_beyond_its_absolute_lifetime() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let digest = secret::digest_bytes(b"id");
        let actor = begin(&t, &ana, b"id").await;
        for _ in 0..14 {
            t.clock.advance(DAY - HOUR);
            let mut session = stored(&t, &ana, "{}");
            session.expires_at = t.now().plus(1000 * DAY);
            assert!(store_save(&t, &digest, session).await.unwrap());
            crate::accounts::me(&t, &actor).await.unwrap();
        }
        t.clock.advance(14 * HOUR + SECOND);
        assert_eq!(store_load(&t, &digest).await.unwrap(), None);
        assert_eq!(code(crate::accounts::me(&t, &actor).await), "unauthenticated");
        assert!(!store_save(&t, &digest, stored(&t, &ana, "{}")).await.unwrap());
        assert_eq!(sweep(&t).await.unwrap(), 1);
        t
    })
    .await;
}

#[tokio::test]
async fn an_unused_session_ends_after_a_day() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let actor = begin(&t, &ana, b"id").await;
        t.clock.advance(DAY - MINUTE);
        crate::accounts::me(&t, &actor).await.unwrap();
        t.flush_touches().await.unwrap();
        t.clock.advance(DAY - MINUTE);
        crate::accounts::me(&t, &actor).await.unwrap();
        t.clock.advance(2 * MINUTE);
        assert_eq!(code(crate::accounts::me(&t, &actor).await), "unauthenticated");
        assert_eq!(store_load(&t, &secret::digest_bytes(b"id")).await.unwrap(), None);
        t
    })
    .await;
}

#[tokio::test]
async fn an_ended_session_is_not_revived_by_saving_it() {
    on_both(|t| async move {
        let (ana, bo) = (t.person("Ana").await, t.person("Bo").await);
        let digest = secret::digest_bytes(b"id");
        begin(&t, &ana, b"id").await;
        assert!(!store_save(&t, &digest, stored(&t, &bo, "{}")).await.unwrap(), "not handed to another user");
        store_delete(&t, &digest).await.unwrap();
        store_delete(&t, &digest).await.unwrap();
        assert!(!store_save(&t, &digest, stored(&t, &ana, "{}")).await.unwrap());
        assert_eq!(store_load(&t, &digest).await.unwrap(), None);
        t
    })
    .await;
}

#[tokio::test]
async fn a_session_of_a_disabled_user_is_not_loaded() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        begin(&t, &ana, b"id").await;
        let mut tx = t.db.write().await.unwrap();
        execute!(tx, "UPDATE users SET disabled_at = 1").unwrap();
        tx.commit().await.unwrap();
        assert_eq!(store_load(&t, &secret::digest_bytes(b"id")).await.unwrap(), None);
        t
    })
    .await;
}

#[tokio::test]
async fn everybody_sees_and_ends_their_own_sessions_only() {
    on_both(|t| async move {
        let (ana, bo) = (t.person("Ana").await, t.person("Bo").await);
        let (first, second) = (begin(&t, &ana, b"a1").await, begin(&t, &ana, b"a2").await);
        let foreign = begin(&t, &bo, b"b1").await;
        let listed = list(&t, &first).await.unwrap();
        assert_eq!(listed.iter().map(|s| s.current).collect::<Vec<_>>(), [false, true]);
        assert_eq!(listed[0].user_agent.as_deref(), Some("Firefox"));
        assert!(list(&t, &ana.actor).await.unwrap().iter().all(|s| !s.current));

        let of_bo = list(&t, &foreign).await.unwrap();
        assert_eq!(code(revoke(&t, &first, of_bo[0].id).await), "not_found");
        crate::accounts::me(&t, &foreign).await.unwrap();

        revoke(&t, &first, listed[0].id).await.unwrap();
        assert_eq!(code(list(&t, &second).await), "unauthenticated");
        assert_eq!(code(revoke(&t, &first, listed[0].id).await), "not_found");

        begin(&t, &ana, b"a3").await;
        begin(&t, &ana, b"a4").await;
        revoke_others(&t, &first).await.unwrap();
        assert_eq!(list(&t, &first).await.unwrap().len(), 1);
        assert_eq!(list(&t, &foreign).await.unwrap().len(), 1);
        assert_eq!(code(list(&t, &Actor::anonymous(request_info())).await), "unauthenticated");
        t
    })
    .await;
}
