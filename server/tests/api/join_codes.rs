//! Join codes.

use serde_json::json;
use service::testing::TestServices;

use crate::{
    client::{Api, snapshot},
    world::{ORG, in_both_worlds},
};

#[tokio::test]
async fn a_join_code_makes_members_until_it_is_used_up() {
    in_both_worlds(|w| async move {
        let path = format!("{ORG}/join-codes");
        let made = w.admin.post(&path, json!({ "max_uses": 1 })).await;
        snapshot!("join-codes-create", made);
        let strong = json!({ "role": "admin", "max_uses": 0, "email_domain": "not a domain" });
        snapshot!("join-codes-create-invalid", w.admin.post(&path, strong).await);
        assert_eq!(w.member.post(&path, json!({})).await.verdict(), "403 permission_denied");

        let code = made.text("/code");
        assert_eq!(w.member.post("/join", json!({ "code": code })).await.ok()["already_member"], true);
        let spelled = format!(" {} ", code.to_lowercase());
        snapshot!("join-codes-join", w.stranger.post("/join", json!({ "code": spelled })).await);
        assert_eq!(w.stranger.get(ORG).await.status, 200);
        let (_, late) = w.api.person("Lara").await;
        snapshot!("join-codes-join-exhausted", late.post("/join", json!({ "code": code })).await);
        snapshot!("join-codes-join-unknown", late.post("/join", json!({ "code": "0000-0000" })).await);
        snapshot!("join-codes-list", w.admin.get(&path).await);

        let open = w.admin.post(&path, json!({})).await;
        assert_eq!(w.admin.delete(&format!("{path}/{}", open.text("/id"))).await.status, 204);
        let revoked = late.post("/join", json!({ "code": open.text("/code") })).await;
        assert_eq!(revoked.verdict(), "404 not_found");
        w
    })
    .await;
}

#[tokio::test]
async fn joining_does_not_end_a_suspension() {
    in_both_worlds(|w| async move {
        let code = w.admin.post(&format!("{ORG}/join-codes"), json!({})).await.text("/code");
        w.admin.patch(&format!("{ORG}/members/{}", w.member_id), json!({ "status": "suspended" })).await.ok();
        w.member.post("/join", json!({ "code": code })).await;
        assert_eq!(w.member.get(ORG).await.verdict(), "403 permission_denied");
        w
    })
    .await;
}

/// Calls a server function of a page before the console, with a code in the cookie of the link.
async fn look(api: &Api, function: &str, code: &str) -> crate::client::Answer {
    let cookie = format!("{}={code}", app::links::cookie_name("join"));
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("accept", "application/json"),
        ("origin", "http://127.0.0.1:3000"),
        ("cookie", &cookie),
    ];
    api.anonymous().raw("POST", function, &headers, b"next=".to_vec()).await
}

#[tokio::test]
async fn a_mistyped_code_is_said_and_counted_once_however_often_its_page_is_seen() {
    for engine in ["sqlite", "postgres"] {
        let api = Api::around(TestServices::new(engine, |config| config.rate_limits = true).await);
        let wrong = "000000000000000000000000";
        let (join, sign_up) = ("/_fn/app/join_codes/join_rpc/read_code", "/_fn/app/accounts/rpc/read_sign_up_offer");
        for (function, field) in [(join, "preview"), (sign_up, "join")] {
            let answer = look(&api, function, wrong).await;
            assert_eq!(answer.body[field]["Err"]["code"], "not_found", "{}", answer.body);
            assert!(answer.header("set-cookie").starts_with("link_join=-;"), "{}", answer.header("set-cookie"));
            for _ in 0..12 {
                let again = look(&api, function, app::links::NO_CODE).await;
                assert_eq!(again.body[field]["Err"]["code"], "not_found", "{}", again.body);
            }
        }
        // Two of the ten misses are used up; the eleventh is refused.
        for _ in 2..10 {
            assert_eq!(look(&api, join, wrong).await.body["preview"]["Err"]["code"], "not_found");
        }
        assert_eq!(look(&api, join, wrong).await.body["preview"]["Err"]["code"], "rate_limited");
        api.t.finish().await;
    }
}
