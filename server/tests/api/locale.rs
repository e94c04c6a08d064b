//! The language of the console: chosen by a plain form, kept with the account, brought along at sign-in.

use contract::accounts::NewUser;
use service::{SystemAccess, accounts, testing::request_info};

use crate::client::{Answer, Client, on_both};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const ORIGIN: (&str, &str) = ("origin", "http://127.0.0.1:3000");

async fn choose(client: &Client, locale: &str) -> Answer {
    let headers = [FORM, ORIGIN, ("referer", "http://127.0.0.1:3000/sign-in?next=/join")];
    client.raw("POST", "/locale", &headers, format!("locale={locale}").into_bytes()).await
}

#[tokio::test]
async fn a_language_is_chosen_without_scripts_and_without_an_account() {
    on_both(|api| async move {
        let nobody = api.anonymous();
        let german = choose(&nobody, "de").await;
        assert_eq!((german.status.as_u16(), german.header("location")), (303, "/sign-in?next=/join"));
        assert!(german.header("set-cookie").starts_with("locale=de; Path=/; Max-Age=31536000"), "{german:?}");
        assert!(choose(&nobody, "browser").await.header("set-cookie").contains("Max-Age=0"));
        let page = nobody.raw("GET", "/accessibility", &[("cookie", "locale=de")], Vec::new()).await;
        let page = String::from_utf8(page.bytes).unwrap();
        assert!(page.contains("lang=\"de\"") && page.contains("Barrierefreiheit"), "{page}");
        api
    })
    .await;
}

#[tokio::test]
async fn the_language_of_an_account_comes_along_at_sign_in() {
    on_both(|api| async move {
        let (email, password) = ("bo@x.example", "seven lanterns drift west");
        let new = NewUser {
            email: email.to_owned(),
            password: password.to_owned(),
            name: "Bo".to_owned(),
            invitation_token: None,
            join_code: None,
        };
        let user = accounts::sign_up(&api.t, &request_info(), new).await.unwrap();
        let system = SystemAccess::new(request_info());
        let token = accounts::admin_create_token(&api.t, &system, &user.id, Default::default()).await.unwrap();
        let bo = api.bearer(&token.token);
        choose(&bo, "de").await;

        let sign_in = |accept: &'static str, cookie: &'static str| {
            let body = format!("email={email}&password={}&next=/account", password.replace(' ', "+"));
            let nobody = api.anonymous();
            async move {
                let headers = [FORM, ORIGIN, ("accept", accept), ("cookie", cookie)];
                nobody.raw("POST", "/_fn/app/accounts/rpc/sign_in", &headers, body.into_bytes()).await
            }
        };
        let brings_german = |answer: &Answer| {
            let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|c| c.to_str().unwrap()).collect();
            assert!(cookies.iter().any(|cookie| cookie.starts_with("locale=de;")), "{cookies:?}");
        };
        let script = sign_in("application/json", "locale=en").await;
        brings_german(&script);
        assert_eq!(script.body, "/account", "a page in another language is loaded anew");
        let same = sign_in("application/json", "locale=de").await;
        assert_eq!((same.body.is_null(), same.header("location")), (true, "/account"));
        assert_eq!(script.header("location"), "");
        let plain = sign_in("text/html", "locale=en").await;
        brings_german(&plain);
        assert_eq!((plain.status.as_u16(), plain.header("location")), (302, "/account"));

        choose(&bo, "browser").await;
        let kept = sign_in("application/json", "locale=en").await;
        let cookies = kept.headers.get_all("set-cookie").iter().filter(|c| c.to_str().unwrap().starts_with("locale="));
        assert_eq!((kept.body.is_null(), cookies.count()), (true, 0), "no choice takes none away");
        api
    })
    .await;
}
