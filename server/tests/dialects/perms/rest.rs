//! The seventeen calls over REST: each success and each error, byte by byte.

use contract::time::DAY;
use serde_json::json;

use super::{BASE, Transcript, World, in_both_worlds, keep};
use crate::client::on_both;

#[tokio::test]
async fn organisations() {
    on_both(|api| async move {
        let mut t = Transcript::default();
        let (ana, a) = api.person("Ana").await;
        let (ben, b) = api.person("Ben").await;
        let (root, r) = api.person("Root").await;
        api.t.make_super_admin(&root).await;
        let (ana_, ben_, root_) = (("ana", &a), ("ben", &b), ("root", &r));
        let new = |user: &str| json!({ "name": "Northwind Traders", "user_id": user });
        let made = t.call(ana_, "POST", BASE, Some(new(ana.id.as_str()))).await;
        let org = made.text("/organisation/id");
        let one = format!("{BASE}/{org}");
        t.call(ana_, "POST", BASE, Some(new(ben.id.as_str()))).await;
        t.call(root_, "POST", BASE, Some(new(ben.id.as_str()))).await;
        t.call(root_, "POST", BASE, Some(new("usr_nobody"))).await;
        t.call(ana_, "POST", BASE, Some(json!({ "name": "Camel", "userId": ana.id }))).await;
        t.call(ana_, "POST", BASE, Some(json!({}))).await;
        t.call(ana_, "POST", BASE, Some(json!({ "name": " ", "user_id": ana.id }))).await;
        t.call(ana_, "POST", BASE, Some(json!({ "name": 5, "user_id": ana.id }))).await;
        t.call(ana_, "POST", BASE, Some(json!({ "name": "x", "user_id": ana.id, "userId": ana.id }))).await;

        t.call(ana_, "GET", &one, None).await;
        t.call(root_, "GET", &one, None).await;
        t.call(ben_, "GET", &one, None).await;
        t.call(ana_, "GET", &format!("{BASE}/nonsense"), None).await;
        t.call(ana_, "PUT", &one, Some(json!({ "name": "Northwind", "id": "org_ignored" }))).await;
        t.call(ana_, "PUT", &one, Some(json!({ "name": "x".repeat(121) }))).await;
        t.call(ben_, "PUT", &one, Some(json!({ "name": "Mine" }))).await;

        t.call(root_, "POST", &format!("{one}/user"), Some(json!({ "user_id": ben.id, "email": "ben@example.com" })))
            .await;
        t.call(root_, "POST", &format!("{one}/user"), Some(json!({ "userId": ben.id, "email": "ben@example.com" })))
            .await;
        t.call(
            root_,
            "POST",
            &format!("{one}/user"),
            Some(json!({ "user_id": "usr_nobody", "email": "n@example.com" })),
        )
        .await;
        t.call(root_, "POST", &format!("{one}/user"), Some(json!({ "user_id": ben.id, "email": "ben" }))).await;
        t.call(ana_, "POST", &format!("{one}/user"), Some(json!({ "user_id": ben.id, "email": "ben@example.com" })))
            .await;
        t.call(ben_, "PUT", &one, Some(json!({ "name": "Mine" }))).await;

        t.call(ben_, "GET", &format!("{BASE}/user"), None).await;
        t.call(ben_, "GET", &format!("{BASE}/user?user_id={}", ana.id), None).await;
        t.call(root_, "GET", &format!("{BASE}/user?userId={}", ana.id), None).await;
        t.call(root_, "GET", &format!("{BASE}/user"), None).await;
        t.call(root_, "GET", &format!("{BASE}/user?user_id=usr_nobody"), None).await;
        keep!("perms-organisations", t);
        api
    })
    .await;
}

#[tokio::test]
async fn people() {
    in_both_worlds(|w| async move {
        let mut t = Transcript::default();
        let (ana, ben, sam) = (("ana", &w.ana.1), ("ben", &w.ben.1), ("sam", &w.stranger.1));
        let invite = w.at("/invite");
        let email = |email: &str| Some(json!({ "email": email }));
        t.call(ana, "POST", &invite, email("new@example.com")).await;
        t.call(ana, "POST", &invite, email(" New@example.com ")).await;
        t.call(ana, "POST", &invite, email("ben@example.com")).await;
        t.call(ana, "POST", &invite, email("nobody")).await;
        t.call(ana, "POST", &invite, Some(json!({}))).await;
        t.call(ben, "POST", &invite, email("more@example.com")).await;
        t.call(sam, "POST", &invite, email("more@example.com")).await;
        let mail =
            w.api.bearer(crate::client::ADMIN_TOKEN).send("GET", "/admin/v1/outbox?to=new@example.com", None).await;
        assert_eq!(mail.ok()["messages"].as_array().unwrap().len(), 1, "the token goes to the outbox");

        let remove = |user: &str| w.at(&format!("/user/{user}"));
        t.call(ben, "POST", &remove(w.ana.0.id.as_str()), Some(json!({}))).await;
        t.call(ana, "POST", &remove(w.ana.0.id.as_str()), Some(json!({}))).await;
        t.call(ana, "POST", &remove(w.stranger.0.id.as_str()), Some(json!({}))).await;
        t.call(ana, "POST", &remove("no%20id"), Some(json!({}))).await;
        let adam = w.api.person("Adam").await;
        w.api.t.add_member(w.org.parse().unwrap(), &adam.0.id, "admin").await;
        t.call(("adam, an admin", &adam.1), "POST", &remove(w.ana.0.id.as_str()), Some(json!({}))).await;
        t.call(ana, "POST", &remove(w.ben.0.id.as_str()), Some(json!({}))).await;
        t.call(ana, "POST", &remove(adam.0.id.as_str()), None).await;
        t.call(ben, "GET", &w.at(""), None).await;
        keep!("perms-people", t);
        w
    })
    .await;
}

#[tokio::test]
async fn projects() {
    in_both_worlds(|w| async move {
        let mut t = Transcript::default();
        let (ana, ben, sam) = (("ana", &w.ana.1), ("ben", &w.ben.1), ("sam", &w.stranger.1));
        let (project, list) = (w.at("/project"), w.at("/projects"));
        let staging = json!({ "name": "staging", "organisation_id": w.org });
        t.call(ana, "POST", &project, Some(staging.clone())).await;
        t.call(ana, "POST", &project, Some(staging)).await;
        t.call(ana, "POST", &project, Some(json!({ "name": "Web", "organisationId": 7 }))).await;
        t.call(ana, "POST", &project, Some(json!({ "name": "x".repeat(33) }))).await;
        t.call(ana, "POST", &project, Some(json!({}))).await;
        t.call(ben, "POST", &project, Some(json!({ "name": "web" }))).await;
        t.call(sam, "POST", &project, Some(json!({ "name": "web" }))).await;

        t.call(ben, "GET", &format!("{project}?project_name=staging"), None).await;
        t.call(ben, "GET", &format!("{project}?projectName=nowhere"), None).await;
        t.call(ben, "GET", &project, None).await;

        let first = t.call(ana, "GET", &format!("{list}?limit=1"), None).await;
        let cursor = first.text("/pagination/next_cursor");
        t.call(ana, "GET", &format!("{list}?limit=1&cursor={cursor}"), None).await;
        t.call(ana, "GET", &format!("{list}?pagination.limit=1&pagination.cursor={cursor}"), None).await;
        t.call(ana, "GET", &format!("{list}?search=TAG"), None).await;
        for query in ["limit=0", "limit=101", "limit=many", "limit=", "limit=1&pagination.limit=2", "cursor=x"] {
            t.call(ana, "GET", &format!("{list}?{query}"), None).await;
        }
        t.call(ana, "GET", &format!("{list}?search=a&cursor={cursor}"), None).await;
        w.api.t.clock.advance(DAY);
        t.call(ana, "GET", &format!("{list}?limit=1&cursor={cursor}"), None).await;
        t.call(sam, "GET", &list, None).await;

        t.call(ana, "DELETE", &format!("{project}?project_name=default"), None).await;
        t.call(ben, "DELETE", &format!("{project}?project_name=staging"), None).await;
        t.call(ana, "DELETE", &project, None).await;
        let (_, key) = w.key("staging", "API_KEY_ACCESS_FULL").await;
        t.call(ana, "DELETE", &format!("{project}?project_name=staging"), None).await;
        t.call(ana, "DELETE", &format!("{project}?project_name=staging"), None).await;
        t.call(("a key of staging", &key), "GET", &w.at(""), None).await;
        keep!("perms-projects", t);
        w
    })
    .await;
}

#[tokio::test]
async fn keys() {
    in_both_worlds(|w| async move {
        let mut t = Transcript::default();
        let (ana, ben, sam) = (("ana", &w.ana.1), ("ben", &w.ben.1), ("sam", &w.stranger.1));
        let keys = w.at("/api-key");
        let new = |name: &str| json!({ "project_name": "default", "name": name });
        let made = t.call(ana, "POST", &keys, Some(new("CI/CD Pipeline Key"))).await;
        assert_eq!(made.text("/api_key/key").split('.').count(), 3);
        let id = made.text("/api_key/id");
        for access in ["API_KEY_ACCESS_CHECK", "API_KEY_ACCESS_UNSPECIFIED"] {
            let body = json!({ "projectName": "default", "name": "CI/CD Pipeline Key", "access": access });
            t.call(ana, "POST", &keys, Some(body)).await;
        }
        t.call(ana, "POST", &keys, Some(json!({ "project_name": "default", "name": "x", "access": "ALL" }))).await;
        t.call(ana, "POST", &keys, Some(json!({ "project_name": "default", "name": "x", "access": 9 }))).await;
        t.call(ana, "POST", &keys, Some(json!({ "project_name": "nowhere", "name": "x" }))).await;
        t.call(ana, "POST", &keys, Some(json!({ "project_name": "No Name", "name": "" }))).await;
        t.call(ben, "POST", &keys, Some(new("mine"))).await;
        t.call(sam, "POST", &keys, Some(new("mine"))).await;

        let first = t.call(ana, "GET", &format!("{keys}?project_name=default&limit=2"), None).await;
        let cursor = first.text("/pagination/next_cursor");
        t.call(ana, "GET", &format!("{keys}?project_name=default&limit=2&cursor={cursor}"), None).await;
        t.call(ana, "GET", &format!("{keys}?project_name=default&search=nothing"), None).await;
        t.call(ana, "GET", &keys, None).await;
        t.call(ana, "GET", &format!("{keys}?project_name=nowhere"), None).await;
        t.call(ben, "GET", &format!("{keys}?project_name=default"), None).await;

        let one = |id: &str, project: &str| format!("{keys}/{id}?project_name={project}");
        let _ = t.call(ana, "POST", &w.at("/project"), Some(json!({ "name": "web" }))).await;
        t.call(ana, "DELETE", &one(&id, "web"), None).await;
        t.call(ana, "DELETE", &one("0199d7a8-c1f2-7c4e-9a53-b6d0e8f41c22", "default"), None).await;
        t.call(ana, "DELETE", &one("nonsense", "default"), None).await;
        t.call(ana, "DELETE", &format!("{keys}/{id}"), None).await;
        t.call(ben, "DELETE", &one(&id, "default"), None).await;
        t.call(ana, "DELETE", &one(&id, "default"), None).await;
        t.call(ana, "DELETE", &one(&id, "default"), None).await;
        t.call(ana, "GET", &format!("{keys}?project_name=default&limit=1"), None).await;
        keep!("perms-keys", t);
        w
    })
    .await;
}

#[tokio::test]
async fn what_a_key_of_a_project_may_do() {
    in_both_worlds(|w| async move {
        let mut t = Transcript::default();
        w.ana.1.send("POST", &w.at("/project"), Some(&json!({ "name": "web" }))).await.ok();
        let (_, full) = w.key("web", "API_KEY_ACCESS_FULL").await;
        let (_, check) = w.key("web", "API_KEY_ACCESS_CHECK").await;
        let (other, _) = w.key("default", "API_KEY_ACCESS_FULL").await;
        let other = other["id"].as_str().unwrap();
        for who in [("full", &full), ("check", &check)] {
            t.call(who, "GET", &w.at(""), None).await;
            t.call(who, "GET", &format!("{BASE}/user"), None).await;
            t.call(who, "GET", &format!("{BASE}/user?user_id=usr_x"), None).await;
            t.call(who, "GET", &w.at("/projects"), None).await;
            t.call(who, "GET", &w.at("/project?project_name=web"), None).await;
            t.call(who, "GET", &w.at("/project?project_name=default"), None).await;
            t.call(who, "GET", &w.at("/project?project_name=nowhere"), None).await;
            t.call(who, "GET", &w.at("/api-key?project_name=web&limit=1"), None).await;
            t.call(who, "GET", &w.at("/api-key?project_name=default"), None).await;
            t.call(who, "GET", &w.at("/dashboard"), None).await;
            t.call(who, "POST", &w.at("/api-key"), Some(json!({ "project_name": "web", "name": "more" }))).await;
            t.call(who, "POST", &w.at("/api-key"), Some(json!({ "project_name": "default", "name": "more" }))).await;
            t.call(who, "DELETE", &w.at(&format!("/api-key/{other}?project_name=default")), None).await;
            t.call(who, "DELETE", &w.at(&format!("/api-key/{other}?project_name=web")), None).await;
            t.call(who, "DELETE", &w.at("/project?project_name=web"), None).await;
            t.call(who, "POST", &w.at("/project"), Some(json!({ "name": "more" }))).await;
            t.call(who, "PUT", &w.at(""), Some(json!({ "name": "Mine" }))).await;
            t.call(who, "POST", &w.at("/invite"), Some(json!({ "email": "x@example.com" }))).await;
            t.call(who, "POST", &w.at("/user/usr_x"), None).await;
            t.call(who, "POST", &w.at("/user"), Some(json!({ "user_id": "usr_x", "email": "x@example.com" }))).await;
            t.call(who, "GET", &w.at("/principal-usage"), None).await;
            t.call(who, "GET", &w.at("/usage-history"), None).await;
            t.call(who, "POST", BASE, Some(json!({ "name": "Own", "user_id": w.ana.0.id }))).await;
        }
        let foreign =
            w.stranger.1.send("POST", BASE, Some(&json!({ "name": "Far", "user_id": w.stranger.0.id }))).await;
        let foreign = foreign.text("/organisation/id");
        t.call(("full", &full), "GET", &format!("{BASE}/{foreign}"), None).await;
        keep!("perms-project-keys", t);
        w
    })
    .await;
}

#[tokio::test]
async fn counters_and_usage() {
    in_both_worlds(|w| async move {
        let mut t = Transcript::default();
        let (ana, ben, sam) = (("ana", &w.ana.1), ("ben", &w.ben.1), ("sam", &w.stranger.1));
        w.ana.1.send("POST", &w.at("/project"), Some(&json!({ "name": "web" }))).await.ok();
        w.api.t.clock.advance(DAY);
        w.key("web", "API_KEY_ACCESS_CHECK").await;
        t.call(ben, "GET", &w.at("/dashboard"), None).await;
        t.call(ben, "GET", &w.at("/dashboard?project=default"), None).await;
        t.call(ben, "GET", &w.at("/dashboard?project=nowhere"), None).await;
        t.call(sam, "GET", &w.at("/dashboard"), None).await;
        t.call(ana, "GET", &w.at("/principal-usage"), None).await;
        t.call(ben, "GET", &w.at("/principal-usage"), None).await;
        t.call(ana, "GET", &w.at("/usage-history?days=3"), None).await;
        for query in ["days=366", "days=-1", "days=x"] {
            t.call(ana, "GET", &w.at(&format!("/usage-history?{query}")), None).await;
        }
        t.call(ben, "GET", &w.at("/usage-history"), None).await;
        for (query, days) in [("", 30), ("?days=0", 30), ("?days=1", 1), ("?days=365", 365)] {
            let history = w.ana.1.send("GET", &w.at(&format!("/usage-history{query}")), None).await.ok();
            assert_eq!(history["history"].as_array().unwrap().len(), days, "{query}");
        }
        keep!("perms-usage", t);
        w
    })
    .await;
}

#[tokio::test]
async fn every_error_outside_of_a_call_has_the_same_form() {
    in_both_worlds(|w| async move {
        let mut t = Transcript::default();
        let anonymous = w.api.anonymous();
        let (nobody, unknown) = (("nobody", &anonymous), ("unknown", &w.api.bearer("ut_a.b.c")));
        for who in [nobody, unknown] {
            let answer = t.call(who, "GET", &w.at(""), None).await;
            assert_eq!(answer.header("www-authenticate"), "Bearer");
            // Whatever else is wrong with it.
            t.call(who, "POST", &w.at("/project"), Some(json!({ "name": 5 }))).await;
            t.call(who, "GET", &format!("{BASE}/nonsense"), None).await;
        }
        let ana = ("ana", &w.ana.1);
        t.call(ana, "GET", "/organisation-service/v1/nothing", None).await;
        t.call(ana, "GET", "/organisation-service", None).await;
        let wrong = t.call(ana, "PATCH", &w.at(""), None).await;
        assert_eq!(wrong.header("allow"), "GET,HEAD,PUT");
        for (body, headers) in [
            ("{", vec![]),
            ("[]", vec![]),
            ("{\"name\":\"a\\u0000b\"}", vec![]),
            ("{}", vec![("content-encoding", "gzip")]),
        ] {
            let answer = w.ana.1.raw("POST", &w.at("/project"), &headers, body.into()).await;
            t.note(&format!("ana: POST /project {body}"));
            t.note(&format!("  {} {}\n", answer.status.as_u16(), String::from_utf8_lossy(&answer.bytes)));
        }
        let long = w.ana.1.raw("POST", &w.at("/project"), &[], vec![b' '; 1024 * 1024 + 1]).await;
        t.note(&format!(
            "ana: a body of more than 1 MiB\n  {} {}",
            long.status.as_u16(),
            String::from_utf8_lossy(&long.bytes)
        ));
        // A stranger's answer is that of an organisation that does not exist.
        let there = w.stranger.1.send("GET", &w.at(""), None).await;
        let missing = w.stranger.1.send("GET", &format!("{BASE}/org_0199d7a8c1f27c4e9a53b6d0e8f41c22"), None).await;
        assert_eq!((there.status, &there.bytes), (missing.status, &missing.bytes));
        // All spellings of an id name the same organisation; a slug names none.
        let id: contract::OrgId = w.org.parse().unwrap();
        for spelling in [id.uuid().to_string(), id.uuid().as_simple().to_string().to_uppercase()] {
            w.ana.1.send("GET", &format!("{BASE}/{spelling}"), None).await.ok();
        }
        t.call(ana, "GET", &format!("{BASE}/northwind-traders"), None).await;
        keep!("perms-errors", t);
        w
    })
    .await;
}

#[tokio::test]
async fn more_than_the_burst_is_slowed_down() {
    for engine in ["sqlite", "postgres"] {
        let services = service::testing::TestServices::new(engine, |config| config.rate_limits = true).await;
        let w = World::new(crate::client::Api::around(services)).await;
        let path = w.at("/project?project_name=default");
        // Making the organisation was the first.
        for _ in 1..100 {
            w.ana.1.send("GET", &path, None).await.ok();
        }
        let over = w.ana.1.send("GET", &path, None).await;
        assert_eq!(
            String::from_utf8_lossy(&over.bytes),
            r#"{"error":{"code":8,"message":"Rate limit exceeded, retry after 4 seconds"}}"#
        );
        assert_eq!((over.status.as_u16(), over.header("retry-after")), (429, "4"));
        w.ben.1.send("GET", &path, None).await.ok();
        w.api.t.clock.advance(4_000_000);
        w.ana.1.send("GET", &path, None).await.ok();
        w.api.t.finish().await;
    }
}
