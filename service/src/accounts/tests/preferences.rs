use super::*;
use crate::{
    db::fetch_all,
    fixtures::{key, organization},
    testing::on_both,
};
use contract::{
    PermissionSet,
    accounts::{Preferences, PreferencesPatch},
};

fn language(locale: Option<&str>) -> PreferencesPatch {
    PreferencesPatch { locale: Some(locale.map(str::to_owned)), single_key_shortcuts: None }
}

#[tokio::test]
async fn a_choice_goes_with_the_account_and_is_recorded_once() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let first = accounts::preferences(&t, &ana.actor).await.unwrap();
        assert_eq!(first, Preferences { locale: None, single_key_shortcuts: true });
        for _ in 0..2 {
            let now = accounts::update_preferences(&t, &ana.actor, language(Some("de"))).await.unwrap();
            assert_eq!(now.locale.as_deref(), Some("de"));
        }
        let off = PreferencesPatch { locale: None, single_key_shortcuts: Some(false) };
        let now = accounts::update_preferences(&t, &ana.actor, off).await.unwrap();
        assert_eq!(now, Preferences { locale: Some("de".to_owned()), single_key_shortcuts: false });
        let (me, same) = accounts::me_and_preferences(&t, &ana.actor).await.unwrap();
        assert_eq!((me.user.name.as_str(), same), ("Ana", now));
        let back = accounts::update_preferences(&t, &ana.actor, language(None)).await.unwrap();
        assert_eq!(back, Preferences { locale: None, single_key_shortcuts: false });

        let mut tx = t.db.read().await.unwrap();
        let sql = "SELECT changes FROM audit_events WHERE action = 'user.updated' ORDER BY changes";
        let changes = fetch_all!(tx, (String,), sql).unwrap();
        let changes: Vec<&str> = changes.iter().map(|(text,)| text.as_str()).collect();
        let expected =
            [r#"{"locale":["de",null]}"#, r#"{"locale":[null,"de"]}"#, r#"{"single_key_shortcuts":[true,false]}"#];
        assert_eq!(changes, expected);
        drop(tx);
        t
    })
    .await;
}

#[tokio::test]
async fn signing_in_tells_the_language_of_the_account() {
    on_both(|t| async move {
        let user = sign_up(&t, "bo@x.example").await;
        let mut tx = t.db.write().await.unwrap();
        crate::db::execute!(tx, "UPDATE users SET locale = 'de' WHERE id = $1", user.id.as_str()).unwrap();
        tx.commit().await.unwrap();
        let credentials = Credentials { email: "bo@x.example".to_owned(), password: PASSWORD.to_owned() };
        let (same, preferences) = accounts::sign_in_here(&t, &request_info(), credentials).await.unwrap();
        assert_eq!((same.id, preferences.locale.as_deref()), (user.id, Some("de")));
        t
    })
    .await;
}

#[tokio::test]
async fn only_people_choose_and_only_what_the_console_speaks() {
    on_both(|t| async move {
        let ana = t.person("Ana").await;
        let wrong = accounts::update_preferences(&t, &ana.actor, language(Some("tlh"))).await;
        assert_eq!(code(wrong), "validation_failed");
        let org = organization(&t, &ana, "Harbor").await;
        let ci = key(&t, &org, &ana, "CI", PermissionSet::ALL).await;
        assert_eq!(code(accounts::update_preferences(&t, &ci, language(Some("de"))).await), "user_required");
        assert_eq!(code(accounts::preferences(&t, &ci).await), "user_required");
        let nobody = crate::Actor::anonymous(request_info());
        assert_eq!(code(accounts::update_preferences(&t, &nobody, language(None)).await), "unauthenticated");
        t
    })
    .await;
}
