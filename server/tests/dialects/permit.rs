//! Permit's Organizations API: every call's success and each of its errors, in both shapes.

use serde_json::{Value, json};

use crate::{
    client::{Answer, Api, Client, on_both},
    transcript::{Transcript, snapshot},
};

/// Calls and their transcript.
struct Story(Transcript);

impl Story {
    fn new() -> Self {
        Self(Transcript::default())
    }

    fn say(&mut self, text: &str) {
        self.0.say(text);
    }

    async fn get(&mut self, who: (&str, &Client), path: &str) -> Answer {
        self.0.call(who, "GET", &format!("/v2{path}"), "").await
    }

    async fn post(&mut self, who: (&str, &Client), body: &str) -> Answer {
        self.0.call(who, "POST", "/v2/orgs", body).await
    }

    async fn patch(&mut self, who: (&str, &Client), org: &str, body: &str) -> Answer {
        self.0.call(who, "PATCH", &format!("/v2/orgs/{org}"), body).await
    }

    async fn delete(&mut self, who: (&str, &Client), org: &str) -> Answer {
        self.0.call(who, "DELETE", &format!("/v2/orgs/{org}"), "").await
    }

    fn finish(self) -> String {
        self.0.finish()
    }
}

/// An organization of somebody, and its key.
async fn made(owner: &Client, key: &str) -> (String, String) {
    let body = json!({ "key": key, "name": key });
    let made = owner.send("POST", "/v2/orgs", Some(&body)).await;
    (made.text("/id"), made.text("/api_key_secret"))
}

/// Makes somebody a member.
async fn joined(api: &Api, owner: &Client, org: &str, name: &str, role: &str) -> Client {
    let (person, client) = api.person(name).await;
    let sent =
        owner.post(&format!("/organizations/{org}/invitations"), json!({ "email": person.email, "role": role })).await;
    let token = sent.text("/accept_url").rsplit('/').next().unwrap().to_owned();
    client.act(&format!("/invitations/{token}/accept")).await.ok();
    client
}

const WORKED: &str = r#"{"key":"northwind","name":"Northwind Traders","settings":{"theme":"dark"}}"#;

#[tokio::test]
async fn the_worked_example() {
    on_both(|api| async move {
        let (_, ana) = api.person("ana").await;
        let ana = ("ana", &ana);
        let mut s = Story::new();
        let made = s.post(ana, WORKED).await;
        assert!(made.text("/api_key_secret").len() >= "permit_key_".len() + 40);
        s.get(ana, "/orgs/northwind").await.ok();
        s.get(ana, "/orgs?page=1&per_page=1").await.ok();
        s.patch(ana, &made.text("/id"), r#"{"name":"Northwind 2"}"#).await.ok();
        s.delete(ana, "northwind").await.ok();
        s.get(ana, "/orgs/northwind").await;
        snapshot!("permit-worked-example", s);
        api
    })
    .await;
}

#[tokio::test]
async fn a_new_organization_names_every_fault_at_once() {
    on_both(|api| async move {
        let (_, client) = api.person("ana").await;
        let ana = ("ana", &client);
        let mut s = Story::new();
        s.say("missing, and of a wrong type");
        for body in [
            "{}",
            r#"{"key":7,"name":[],"settings":"dark"}"#,
            r#"{"key":null,"name":null,"settings":7}"#,
            r#"{"name":"Fine","settings":[]}"#,
        ] {
            s.post(ana, body).await;
        }
        s.say("against the patterns and lengths");
        for (key, name) in [
            ("", ""),
            ("a b", "a/b"),
            ("grün", "Grün"),
            ("a\nb", "a\nb"),
            (&"k".repeat(65), &"n".repeat(121)),
            ("ok", "   "),
            ("0199d7a8-c1f2-7c4e-9a53-b6d0e8f41c22", "An id"),
            ("org_0199d7a8c1f27c4e9a53b6d0e8f41c22", "An id"),
        ] {
            s.post(ana, &json!({ "key": key, "name": name }).to_string()).await;
        }
        let large = json!({ "key": "k", "name": "n", "settings": { "x": "y".repeat(64 * 1024) } }).to_string();
        let answer = client.raw("POST", "/v2/orgs", &[], large.into()).await;
        assert_eq!(
            (answer.status.as_u16(), answer.text("/detail/0/type").as_str()),
            (422, "value_error.any_str.max_length")
        );
        assert_eq!(answer.body["detail"][0]["loc"], json!(["body", "settings"]));
        s.say("not JSON, or no object");
        for body in ["", "{", "{\"key\": }", "{} {}", "[]", "null", "\"text\""] {
            s.post(ana, body).await;
        }
        s.say("taken, in any case");
        let longest = json!({ "key": "k".repeat(64), "name": "n".repeat(120), "settings": null, "colour": "ignored" });
        s.post(ana, &longest.to_string()).await.ok();
        s.post(ana, r#"{"key":"North-Wind_1","name":"N. W_1-2"}"#).await.ok();
        s.post(ana, r#"{"key":"nORTH-wIND_1","name":"Other"}"#).await;
        s.get(ana, "/orgs/NORTH-WIND_1").await.ok();
        s.say("of a deleted organization too");
        s.delete(ana, "north-wind_1").await.ok();
        s.post(ana, r#"{"key":"north-wind_1","name":"Other"}"#).await;
        snapshot!("permit-create", s);
        api
    })
    .await;
}

#[tokio::test]
async fn organizations_are_listed_in_pages_and_searched() {
    on_both(|api| async move {
        let ((_, client), (_, other)) = (api.person("ana").await, api.person("eve").await);
        let ana = ("ana", &client);
        let mut ids = Vec::new();
        for key in ["zoo", "alder", "birch"] {
            ids.push(made(&client, key).await.0);
        }
        let (_, secret) = made(&other, "cedar").await;
        let mut s = Story::new();
        s.get(ana, "/orgs").await.ok();
        s.get(ana, "/orgs?page=2&per_page=2").await.ok();
        for query in ["page=3&per_page=2", "page=99999999999999999999999", "search=ALD", "search=nope", "search=a%00"] {
            s.get(ana, &format!("/orgs?{query}")).await.ok();
        }
        let keys = |answer: Answer| -> Vec<String> {
            answer.ok().as_array().unwrap().iter().map(|org| org["key"].as_str().unwrap().to_owned()).collect()
        };
        let of =
            async |client: &Client, query: &str| keys(client.send("GET", &format!("/v2/orgs?{query}"), None).await);
        assert_eq!(of(&client, &format!("search={}", ids[1])).await, ["alder"]);
        assert_eq!(of(&client, "search=&page=1&per_page=100&unknown=1").await, ["zoo", "alder", "birch"]);
        assert_eq!(of(&client, "page=9&page=1").await.len(), 3, "the last counts");
        assert_eq!(of(&client, "page=%2B1&per_page=+2").await, ["zoo", "alder"]);
        assert_eq!(of(&api.bearer(&secret), "").await, ["cedar"]);
        s.say("faults of the query");
        for query in [
            "page=0&per_page=0",
            "page=-5&per_page=101",
            "page=x&per_page=1.5",
            "page=&per_page=",
            "page=1&per_page=999999999999999999999999",
        ] {
            s.get(ana, &format!("/orgs?{query}")).await;
        }
        snapshot!("permit-list", s);
        api
    })
    .await;
}

#[tokio::test]
async fn an_organization_is_read_changed_and_deleted_by_those_who_may() {
    on_both(|api| async move {
        let ((_, client), (_, eve)) = (api.person("ana").await, api.person("eve").await);
        let ana = ("ana", &client);
        let mut s = Story::new();
        let id = s.post(ana, WORKED).await.text("/id");
        let ada = joined(&api, &client, "northwind", "ada", "admin").await;
        let mia = joined(&api, &client, "northwind", "mia", "member").await;
        let sam = joined(&api, &client, "northwind", "sam", "member").await;
        let members = client.get("/organizations/northwind/members?search=sam").await;
        let path = format!("/organizations/northwind/members/{}", members.text("/data/0/user_id"));
        client.patch(&path, json!({ "status": "suspended" })).await.ok();
        let (ada, mia, sam, eve) = (("ada", &ada), ("mia", &mia), ("sam", &sam), ("eve", &eve));
        s.say("read, by id and key, percent-encoded too");
        let digits = id.replace('-', "");
        for name in [id.as_str(), "%6Eorth%77ind", "NORTHWIND"] {
            s.get(mia, &format!("/orgs/{name}")).await.ok();
        }
        for spelling in [digits.to_uppercase(), format!("org_{digits}")] {
            mia.1.send("GET", &format!("/v2/orgs/{spelling}"), None).await.ok();
        }
        s.get(sam, "/orgs/northwind").await;
        for name in ["northwind", &id] {
            s.get(eve, &format!("/orgs/{name}")).await;
        }
        for name in ["nope", "no%2Fpe", "%00", "%ff", "a%22b", "0199d7a8-c1f2-7c4e-9a53-b6d0e8f41c22"] {
            s.get(ana, &format!("/orgs/{name}")).await;
        }
        s.say("changed");
        s.patch(ada, "northwind", r#"{"name":"Northwind 2","key":"other","colour":"ignored"}"#).await.ok();
        s.patch(ada, "northwind", "{}").await.ok();
        s.patch(ada, "northwind", r#"{"settings":{"a":1}}"#).await.ok();
        s.patch(ada, "northwind", r#"{"settings":null}"#).await.ok();
        for body in [
            r#"{"name":null,"settings":[]}"#,
            r#"{"name":7}"#,
            r#"{"name":""}"#,
            r#"{"name":"a/b"}"#,
            r#"{"name":"  "}"#,
            &json!({ "name": "n".repeat(121) }).to_string(),
            "",
            "[]",
            "{",
        ] {
            s.patch(ada, "northwind", body).await;
        }
        s.patch(mia, "northwind", r#"{"name":"Mine"}"#).await;
        s.patch(eve, "northwind", r#"{"name":"Mine"}"#).await;
        s.patch(sam, "northwind", "{}").await;
        s.say("what cannot be read comes before what cannot be seen");
        s.patch(eve, "northwind", "{").await;
        s.say("in figures");
        s.get(mia, "/orgs/northwind/stats").await.ok();
        s.get(eve, "/orgs/northwind/stats").await;
        s.get(sam, "/orgs/northwind/stats").await;
        s.say("deleted");
        s.delete(mia, "northwind").await;
        s.delete(ada, "northwind").await;
        s.delete(eve, "northwind").await;
        s.delete(ana, "nope").await;
        s.delete(ana, &id).await.ok();
        s.delete(ana, &id).await;
        s.get(mia, "/orgs/northwind/stats").await;
        snapshot!("permit-one", s);
        api
    })
    .await;
}

#[tokio::test]
async fn figures_and_plans() {
    on_both(|api| async move {
        let (_, client) = api.person("ana").await;
        let ana = ("ana", &client);
        made(&client, "northwind").await;
        let project = client.get("/organizations/northwind/projects").await.text("/data/0/id");
        let admin = api.bearer(crate::client::ADMIN_TOKEN);
        let counts = json!({ "environmentCount": 3, "blueprintCount": 1 });
        admin.send("PUT", &format!("/admin/v1/projects/{project}/resources"), Some(&counts)).await.ok();
        let id = client.get("/organizations/northwind").await.text("/id");
        let mut s = Story::new();
        for plan in ["free", "pro", "enterprise"] {
            let body = json!({ "plan": plan });
            admin.send("PATCH", &format!("/admin/v1/organizations/{id}"), Some(&body)).await.ok();
            s.get(ana, "/orgs/northwind/stats").await.ok();
        }
        s.say("something runs there, which does not matter");
        s.delete(ana, "northwind").await.ok();
        snapshot!("permit-stats", s);
        api
    })
    .await;
}

#[tokio::test]
async fn the_active_organization_and_the_companions() {
    on_both(|api| async move {
        let ((_, client), (_, eve)) = (api.person("ana").await, api.person("eve").await);
        let ana = ("ana", &client);
        let (eve_name, eve) = ("eve", eve);
        let mut s = Story::new();
        s.say("none");
        for path in ["/orgs/active/org", "/api-key/scope", "/projects"] {
            s.get(ana, path).await;
        }
        let (first, secret) = made(&client, "first").await;
        let (second, _) = made(&client, "second").await;
        s.say("the earliest, or what the header names");
        for path in ["/orgs/active/org", "/api-key/scope", "/projects"] {
            s.get(ana, path).await.ok();
        }
        let named = client.clone().with("x-organization-id", &second);
        for path in ["/orgs/active/org", "/api-key/scope", "/projects"] {
            s.get(("ana in second", &named), path).await.ok();
        }
        s.say("what the header names may be none of mine");
        for (id, who) in [(first.as_str(), "eve in first"), ("0199d7a8-c1f2-7c4e-9a53-b6d0e8f41c22", "eve nowhere")] {
            let eve = eve.clone().with("x-organization-id", id);
            for path in ["/orgs/active/org", "/api-key/scope", "/projects"] {
                s.get((who, &eve), path).await;
            }
        }
        s.get((eve_name, &eve), "/orgs/active/org").await;
        s.say("a key's own, whatever the header names");
        let key = api.bearer(&secret).with("x-organization-id", &second);
        for path in ["/orgs/active/org", "/api-key/scope", "/projects", "/orgs"] {
            s.get(("key", &key), path).await.ok();
        }
        s.say("pages of projects");
        let body = json!({ "name": "Website", "description": "What people see" });
        client.post("/organizations/first/projects", body).await.ok();
        s.get(ana, "/projects?page=2&per_page=1").await.ok();
        s.get(ana, "/projects?page=3&per_page=1").await.ok();
        s.get(ana, "/projects?page=0&per_page=101").await;
        snapshot!("permit-active", s);
        api
    })
    .await;
}

#[tokio::test]
async fn keys_of_organizations() {
    on_both(|api| async move {
        let ((_, client), (_, eve)) = (api.person("ana").await, api.person("eve").await);
        let (_, secret) = made(&client, "first").await;
        made(&eve, "other").await;
        let key = api.bearer(&secret);
        let mut s = Story::new();
        s.say("an organization key sees its own and makes others for its maker");
        s.get(("key", &key), "/orgs/first").await.ok();
        s.get(("key", &key), "/orgs/other").await;
        s.post(("key", &key), r#"{"key":"second","name":"Second"}"#).await.ok();
        s.get(("ana", &client), "/orgs/second").await.ok();
        s.get(("key", &key), "/orgs/second").await;
        s.patch(("key", &key), "first", r#"{"settings":{"by":"key"}}"#).await.ok();
        s.say("other keys do not make any");
        let token = client
            .send(
                "POST",
                "/v1/organizations/tokens/create",
                Some(&json!({ "organizationId": client.get("/organizations/first").await.text("/id") })),
            )
            .await;
        let token = api.bearer(&token.text("/apiToken/bearer"));
        s.post(("token", &token), r#"{"key":"third","name":"Third"}"#).await;
        s.post(("token", &token), "{}").await;
        s.get(("token", &token), "/orgs").await.ok();
        s.delete(("token", &token), "first").await;
        s.say("an organization key ends with its organization");
        s.delete(("key", &key), "first").await.ok();
        s.get(("key", &key), "/orgs/first").await;
        snapshot!("permit-keys", s);
        api
    })
    .await;
}

#[tokio::test]
async fn to_a_stranger_an_organization_is_as_one_that_is_not_there() {
    on_both(|api| async move {
        let ((_, client), (_, eve)) = (api.person("ana").await, api.person("eve").await);
        let missing = "0199d7a8-c1f2-7c4e-9a53-b6d0e8f41c22";
        let (id, _) = made(&client, "northwind").await;
        for (method, rest, body) in [
            ("GET", "", None),
            ("PATCH", "", Some(json!({ "name": "Mine" }))),
            ("DELETE", "", None),
            ("GET", "/stats", None),
        ] {
            let ask = async |org: &str| eve.send(method, &format!("/v2/orgs/{org}{rest}"), body.as_ref()).await;
            let (hidden, absent) = (ask(&id).await, ask(missing).await);
            assert_eq!((hidden.status.as_u16(), hidden.headers.len()), (404, absent.headers.len()), "{method} {rest}");
            let as_missing = String::from_utf8_lossy(&hidden.bytes).replace(&id, missing);
            assert_eq!(as_missing, String::from_utf8_lossy(&absent.bytes), "{method} {rest}");
        }
        let scope =
            async |org: &str| eve.clone().with("x-organization-id", org).send("GET", "/v2/api-key/scope", None).await;
        assert_eq!(scope(&id).await.bytes, scope(missing).await.bytes);
        api
    })
    .await;
}

#[tokio::test]
async fn credentials_paths_and_methods() {
    on_both(|api| async move {
        let (_, client) = api.person("ana").await;
        let ana = ("ana", &client);
        made(&client, "northwind").await;
        let mut s = Story::new();
        s.say("a credential comes before everything");
        let (nobody, unknown) = (api.anonymous(), api.bearer("permit_key_nope"));
        for who in [("nobody", &nobody), ("unknown", &unknown)] {
            s.get(who, "/orgs?page=0").await;
            s.post(who, "{").await;
            s.patch(who, "nope", "{").await;
        }
        for path in
            ["/orgs/active/org", "/orgs/northwind", "/orgs/northwind/stats", "/api-key/scope", "/projects?page=0"]
        {
            s.get(("nobody", &nobody), path).await;
        }
        s.delete(("nobody", &nobody), "northwind").await;
        s.say("paths and methods");
        for path in ["", "/", "/nope", "/orgs/", "/orgs/northwind/nope", "/orgs/active/org/more"] {
            s.get(ana, path).await;
        }
        for (method, path) in
            [("PUT", "/orgs"), ("POST", "/orgs/northwind"), ("PATCH", "/orgs/active/org"), ("POST", "/projects")]
        {
            s.0.call(ana, method, &format!("/v2{path}"), "{}").await;
        }
        s.say("the client's own request id");
        let traced = client.clone().with("x-request-id", "trace-7");
        s.get(("ana", &traced), "/orgs/nope").await;
        snapshot!("permit-protocol", s);
        for size in [1024 * 1024, 3 * 1024 * 1024] {
            let too_long: Value = json!({ "key": "k", "name": "n", "x": "x".repeat(size) });
            let answer = client.send("POST", "/v2/orgs", Some(&too_long)).await;
            assert_eq!((answer.status.as_u16(), answer.text("/error_code").as_str()), (413, "INVALID_INPUT"));
        }
        api
    })
    .await;
}
