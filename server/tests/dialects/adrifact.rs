//! Adrifact's RPC: every call's success and each of its errors.

use serde_json::{Value, json};
use service::testing::Person;

use crate::{
    client::{Answer, Api, Client, on_both},
    transcript::{Transcript, snapshot},
};

/// Somebody with a name, who calls.
struct Who {
    name: &'static str,
    person: Person,
    client: Client,
}

async fn person(api: &Api, name: &'static str) -> Who {
    let (person, client) = api.person(name).await;
    Who { name, person, client }
}

/// Calls and their transcript.
struct Story(Transcript);

impl Story {
    fn new() -> Self {
        Self(Transcript::default())
    }

    fn say(&mut self, text: &str) {
        self.0.say(text);
    }

    async fn call(&mut self, who: &Who, call: &str, body: Value) -> Answer {
        self.raw((who.name, &who.client), call, &body.to_string()).await
    }

    async fn raw(&mut self, who: (&str, &Client), call: &str, body: &str) -> Answer {
        self.0.call(who, "POST", &format!("/v1/organizations/{call}"), body).await
    }

    /// The story, without codes and secrets, which are told by their fields.
    fn finish(self) -> String {
        let mut text = self.0.finish();
        let secrets = [("\"secret\":\"", 40), ("\"lastFour\":\"", 4), ("\"code\":\"", 10), ("[token key 1]:", 40)];
        for (before, length) in secrets {
            let mut from = 0;
            while let Some(at) = text[from..].find(before) {
                let start = from + at + before.len();
                let value = text.get(start..start + length).unwrap_or_default();
                if value.bytes().all(|c| c.is_ascii_alphanumeric()) && value != "0000000000" {
                    text.replace_range(start..start + length, "[secret]");
                }
                from = start;
            }
        }
        text
    }
}

async fn quiet(who: &Who, call: &str, body: Value) -> Answer {
    who.client.send("POST", &format!("/v1/organizations/{call}"), Some(&body)).await
}

/// An organization of somebody.
async fn made(owner: &Who, name: &str) -> String {
    quiet(owner, "create", json!({ "name": name })).await.text("/organization/id")
}

/// Makes somebody a member, by an invitation.
async fn joined(owner: &Who, org: &str, who: &Who, role: &str) {
    let body = json!({ "organizationId": org, "email": who.person.email, "role": role });
    let token = quiet(owner, "invitations/create", body).await.text("/token");
    quiet(who, "invitations/accept", json!({ "token": token })).await.ok();
}

/// Suspends a member by the native API.
async fn suspend(api: &Api, owner: &Who, org: &str, who: &Who) {
    let path = format!("/organizations/{org}/members/{}", who.person.id);
    api.bearer(&owner.person.token).patch(&path, json!({ "status": "suspended" })).await.ok();
}

/// Makes a role by the native API.
async fn role(owner: &Who, org: &str, name: &str, permissions: &[&str]) {
    let role = json!({ "name": name, "permissions": permissions });
    owner.client.post(&format!("/organizations/{org}/roles"), role).await.ok();
}

#[tokio::test]
async fn the_worked_example() {
    on_both(|api| async move {
        let (ana, bo) = (person(&api, "ana").await, person(&api, "bo").await);
        let (cy, dee) = (person(&api, "cy").await, person(&api, "dee").await);
        let mut s = Story::new();
        let org = s.raw((ana.name, &ana.client), "create", r#"{"name":"Harbor Labs"}"#).await.text("/organization/id");
        s.raw((ana.name, &ana.client), "roles", "").await.ok();
        let invited = json!({ "organizationId": org, "email": "bo@example.com" });
        let token = s.call(&ana, "invitations/create", invited).await.text("/token");
        s.call(&bo, "invitations/accept", json!({ "token": token })).await.ok();
        s.call(&bo, "invitations/accept", json!({ "token": token })).await;
        let code =
            s.call(&ana, "join-codes/create", json!({ "organizationId": org, "maxUses": 1 })).await.text("/code");
        assert_eq!(code.len(), 10);
        s.call(&cy, "join-codes/join", json!({ "code": code.to_lowercase() })).await.ok();
        s.call(&dee, "join-codes/join", json!({ "code": code })).await;
        let ana_id = ana.person.id.to_string();
        s.call(&ana, "members/set-role", json!({ "organizationId": org, "userId": ana_id, "role": "member" })).await;
        s.call(&ana, "members/remove", json!({ "organizationId": org, "userId": "usr_nobody" })).await.ok();
        let made = s.call(&ana, "tokens/create", json!({ "organizationId": org, "name": "ci", "env": "test" })).await;
        let [key, secret, four, bearer] =
            ["key", "secret", "lastFour", "bearer"].map(|field| made.text(&format!("/apiToken/{field}")));
        assert_eq!((bearer, four.as_str()), (format!("{key}:{secret}"), &secret[36..]));
        assert!(key.starts_with("ak_test_") && key.len() == 24 && secret.len() == 40);
        snapshot!("adrifact-worked-example", s);
        api
    })
    .await;
}

#[tokio::test]
async fn organizations_are_made_seen_listed_and_renamed() {
    on_both(|api| async move {
        let (ana, eve, mia) = (person(&api, "ana").await, person(&api, "eve").await, person(&api, "mia").await);
        let mut s = Story::new();
        let org = s.call(&ana, "create", json!({ "name": "  Harbor Labs " })).await.text("/organization/id");
        for name in ["", "   ", &"x".repeat(121), "a\u{7}b", "a\0b"] {
            s.call(&ana, "create", json!({ "name": name })).await;
        }
        s.call(&ana, "create", json!({ "name": "x".repeat(120), "colour": "ignored" })).await.ok();
        s.say("seen by members, in any spelling of the id");
        joined(&ana, &org, &mia, "member").await;
        let digits = org.replace('-', "");
        s.call(&mia, "get", json!({ "organizationId": org })).await.ok();
        for spelling in [org.to_uppercase(), digits.clone(), format!("org_{digits}")] {
            quiet(&mia, "get", json!({ "organizationId": spelling })).await.ok();
        }
        s.say("not by others, and not by its slug");
        s.call(&eve, "get", json!({ "organizationId": org })).await;
        for id in ["00000000-0000-7000-8000-000000000000", "harbor-labs", "nope", "a\0b"] {
            s.call(&ana, "get", json!({ "organizationId": id })).await;
        }
        s.say("changed by those who manage it");
        s.call(&mia, "update", json!({ "organizationId": org, "name": "Mine" })).await;
        s.call(&eve, "update", json!({ "organizationId": org, "name": "Mine" })).await;
        s.call(&ana, "update", json!({ "organizationId": org, "name": " " })).await;
        s.call(&ana, "update", json!({ "organizationId": org, "name": "Harbor Two" })).await.ok();
        s.say("listed by age of the membership, without those where one is suspended");
        let other = made(&eve, "Alder").await;
        joined(&eve, &other, &mia, "admin").await;
        s.call(&mia, "list", json!({})).await.ok();
        suspend(&api, &eve, &other, &mia).await;
        s.raw((mia.name, &mia.client), "list", "").await.ok();
        s.call(&mia, "get", json!({ "organizationId": other })).await;
        s.call(&eve, "list", json!({ "anything": 1 })).await.ok();
        s.raw((eve.name, &eve.client), "list", "[]").await;
        s.raw((eve.name, &eve.client), "roles", "null").await;
        snapshot!("adrifact-organizations", s);
        api
    })
    .await;
}

#[tokio::test]
async fn members_are_listed_changed_and_removed() {
    on_both(|api| async move {
        let (ana, ada) = (person(&api, "ana").await, person(&api, "ada").await);
        let (mia, zoe, eve) = (person(&api, "mia").await, person(&api, "zoe").await, person(&api, "eve").await);
        let org = made(&ana, "Harbor Labs").await;
        joined(&ana, &org, &zoe, "member").await;
        joined(&ana, &org, &ada, "admin").await;
        joined(&ana, &org, &mia, "member").await;
        suspend(&api, &ana, &org, &zoe).await;
        role(&ana, &org, "crew", &["users.read"]).await;
        role(&ana, &org, "blind", &[]).await;
        role(&ana, &org, "destroyer", &["organization.delete"]).await;
        let of = |who: &Who| json!({ "organizationId": org, "userId": who.person.id.to_string() });
        let role =
            |who: &Who, role: &str| json!({ "organizationId": org, "userId": who.person.id.to_string(), "role": role });
        let mut s = Story::new();
        s.say("listed in join order, suspended ones too");
        s.call(&mia, "members/list", json!({ "organizationId": org })).await.ok();
        s.call(&eve, "members/list", json!({ "organizationId": org })).await;
        s.call(&zoe, "members/list", json!({ "organizationId": org })).await;
        s.say("roles: system ones and the organization's own");
        s.call(&ada, "members/set-role", role(&mia, "crew")).await.ok();
        s.call(&ada, "members/set-role", role(&mia, "crew")).await.ok();
        for name in ["captain", "", "a/b", "owner", "destroyer"] {
            s.call(&ada, "members/set-role", role(&mia, name)).await;
        }
        s.call(&ada, "members/set-role", role(&ana, "member")).await;
        s.call(&mia, "members/set-role", role(&ada, "member")).await;
        s.call(&eve, "members/set-role", role(&ada, "member")).await;
        s.call(&ada, "members/set-role", role(&eve, "member")).await;
        for nobody in ["usr_nobody", "not an id", "a\0b"] {
            let body = json!({ "organizationId": org, "userId": nobody, "role": "member" });
            s.call(&ada, "members/set-role", body.clone()).await;
            s.call(&mia, "members/set-role", body).await;
        }
        s.say("an organization keeps an owner");
        s.call(&ana, "members/set-role", role(&ana, "admin")).await;
        s.call(&ana, "members/set-role", role(&ana, "owner")).await.ok();
        s.call(&ana, "members/remove", of(&ana)).await;
        s.call(&ada, "members/remove", of(&ana)).await;
        s.call(&ana, "members/set-role", role(&ada, "owner")).await.ok();
        s.call(&ana, "members/set-role", role(&ana, "admin")).await.ok();
        s.say("removing can be repeated");
        s.call(&ana, "members/set-role", role(&mia, "blind")).await.ok();
        s.call(&mia, "members/list", json!({ "organizationId": org })).await;
        s.call(&mia, "members/remove", of(&mia)).await;
        s.call(&ana, "members/remove", of(&ada)).await;
        s.call(&ana, "members/remove", of(&mia)).await.ok();
        s.call(&ana, "members/remove", of(&mia)).await.ok();
        s.call(&ana, "members/remove", json!({ "organizationId": org, "userId": "not an id" })).await.ok();
        s.call(&mia, "members/remove", of(&ada)).await;
        s.call(&ana, "members/remove", json!({ "organizationId": org, "userId": "" })).await;
        s.call(&ada, "members/list", json!({ "organizationId": org })).await.ok();
        snapshot!("adrifact-members", s);
        api
    })
    .await;
}

#[tokio::test]
async fn invitations_are_made_listed_revoked_and_accepted() {
    on_both(|api| async move {
        let (ana, ada, mia) = (person(&api, "ana").await, person(&api, "ada").await, person(&api, "mia").await);
        let (bo, eve) = (person(&api, "bo").await, person(&api, "eve").await);
        let org = made(&ana, "Harbor Labs").await;
        joined(&ana, &org, &ada, "admin").await;
        joined(&ana, &org, &mia, "member").await;
        let to = |email: &str| json!({ "organizationId": org, "email": email });
        let with = |email: &str, role: Value| json!({ "organizationId": org, "email": email, "role": role });
        let id = |id: &str| json!({ "organizationId": org, "id": id });
        let here = || json!({ "organizationId": org });
        let mut s = Story::new();
        s.say("made");
        let first = s.call(&ada, "invitations/create", to(" Bo@Example.com ")).await;
        for email in ["bo@example.com", "mia@example.com", "nobody"] {
            s.call(&ada, "invitations/create", to(email)).await;
        }
        for role in [json!("captain"), json!(""), json!(null), json!("owner")] {
            s.call(&ada, "invitations/create", with("x@example.com", role)).await;
        }
        s.call(&mia, "invitations/create", to("x@example.com")).await;
        s.call(&eve, "invitations/create", to("x@example.com")).await;
        let second = s.call(&ana, "invitations/create", with("x@example.com", json!("owner"))).await;
        s.say("listed while they wait");
        s.call(&ada, "invitations/list", here()).await.ok();
        s.call(&mia, "invitations/list", here()).await;
        s.call(&eve, "invitations/list", here()).await;
        s.say("revoked, more than once");
        let second_id = second.text("/invitation/id");
        s.call(&mia, "invitations/revoke", id(&second_id)).await;
        s.call(&eve, "invitations/revoke", id(&second_id)).await;
        s.call(&ada, "invitations/revoke", id(&second_id)).await.ok();
        s.call(&ada, "invitations/revoke", id(&second_id)).await.ok();
        s.call(&ada, "invitations/revoke", id("00000000-0000-7000-8000-000000000000")).await;
        s.call(&ada, "invitations/revoke", id("nope")).await;
        s.call(&mia, "invitations/revoke", id("nope")).await;
        s.call(&ada, "invitations/revoke", id("")).await;
        s.say("accepted by whom they are for");
        let token = first.text("/token");
        s.call(&eve, "invitations/accept", json!({ "token": token })).await;
        for wrong in ["ivt_nope", "", &second.text("/token")] {
            s.call(&bo, "invitations/accept", json!({ "token": wrong })).await;
        }
        s.call(&bo, "invitations/accept", json!({ "token": token })).await.ok();
        s.call(&bo, "invitations/accept", json!({ "token": token })).await;
        s.call(&ada, "invitations/revoke", id(&first.text("/invitation/id"))).await;
        s.say("too late, and no longer given");
        let late = s.call(&ana, "invitations/create", to("eve@example.com")).await;
        api.t.clock.advance(8 * contract::time::DAY);
        s.call(&ada, "invitations/list", here()).await.ok();
        s.call(&eve, "invitations/accept", json!({ "token": late.text("/token") })).await;
        s.call(&ada, "invitations/revoke", id(&late.text("/invitation/id"))).await;
        role(&ana, &org, "crew", &["users.read"]).await;
        let again = s.call(&ada, "invitations/create", with("eve@example.com", json!("crew"))).await;
        ana.client.delete(&format!("/organizations/{org}/roles/crew")).await;
        s.call(&eve, "invitations/accept", json!({ "token": again.text("/token") })).await;
        snapshot!("adrifact-invitations", s);
        api
    })
    .await;
}

#[tokio::test]
async fn join_codes_are_made_listed_revoked_and_used() {
    on_both(|api| async move {
        let (ana, ada, mia) = (person(&api, "ana").await, person(&api, "ada").await, person(&api, "mia").await);
        let (bo, cy, eve) = (person(&api, "bo").await, person(&api, "cy").await, person(&api, "eve").await);
        let org = made(&ana, "Harbor Labs").await;
        joined(&ana, &org, &ada, "admin").await;
        joined(&ana, &org, &mia, "member").await;
        let here = || json!({ "organizationId": org });
        let with = |field: &str, value: Value| json!({ "organizationId": org, field: value });
        let mut s = Story::new();
        s.say("made");
        let admins = json!({ "organizationId": org, "role": "admin", "maxUses": 2 });
        let first = s.call(&ada, "join-codes/create", admins).await;
        s.call(&ada, "join-codes/create", with("maxUses", Value::Null)).await.ok();
        s.call(&ada, "join-codes/create", with("maxUses", json!(9_007_199_254_740_991_i64))).await.ok();
        for uses in [json!(0), json!(-1), json!(1.5), json!("3"), json!(true), json!(1e30)] {
            s.call(&ada, "join-codes/create", with("maxUses", uses)).await;
        }
        for role in [json!("owner"), json!("captain"), json!(""), json!(7)] {
            s.call(&ada, "join-codes/create", with("role", role)).await;
        }
        s.call(&mia, "join-codes/create", here()).await;
        s.call(&eve, "join-codes/create", here()).await;
        s.say("used");
        let code = first.text("/code");
        let typed = format!("  {} ", code.to_lowercase());
        quiet(&bo, "join-codes/join", json!({ "code": typed })).await.ok();
        for who in [&bo, &mia, &cy, &eve] {
            s.call(who, "join-codes/join", json!({ "code": code })).await;
        }
        for code in ["0000000000", "nope", ""] {
            s.call(&eve, "join-codes/join", json!({ "code": code })).await;
        }
        suspend(&api, &ana, &org, &mia).await;
        s.call(&mia, "join-codes/join", json!({ "code": code })).await;
        s.say("listed, used up ones too");
        let listed = s.call(&ada, "join-codes/list", here()).await;
        s.call(&eve, "join-codes/list", here()).await;
        s.say("revoked, more than once");
        let open = listed.text("/joinCodes/1/code");
        let id = |id: &str| json!({ "organizationId": org, "id": id });
        s.call(&ada, "join-codes/revoke", id(&listed.text("/joinCodes/1/id"))).await.ok();
        s.call(&ada, "join-codes/revoke", id(&listed.text("/joinCodes/1/id"))).await.ok();
        s.call(&eve, "join-codes/join", json!({ "code": open })).await;
        s.call(&ada, "join-codes/revoke", id("00000000-0000-7000-8000-000000000000")).await;
        s.call(&ada, "join-codes/revoke", id("nope")).await;
        s.call(&ada, "join-codes/revoke", id("")).await;
        s.call(&eve, "join-codes/revoke", id(&listed.text("/joinCodes/0/id"))).await;
        s.call(&ada, "join-codes/list", here()).await.ok();
        s.say("no longer given by its maker");
        let last = s.call(&ada, "join-codes/create", here()).await;
        let demoted = json!({ "organizationId": org, "userId": ada.person.id.to_string(), "role": "member" });
        s.call(&ana, "members/set-role", demoted).await.ok();
        s.call(&eve, "join-codes/join", json!({ "code": last.text("/code") })).await;
        s.call(&ada, "join-codes/list", here()).await;
        s.call(&ada, "join-codes/revoke", id("nope")).await;
        snapshot!("adrifact-join-codes", s);
        api
    })
    .await;
}

#[tokio::test]
async fn tokens_act_as_admin_and_as_nobody() {
    on_both(|api| async move {
        let (ana, mia, eve) = (person(&api, "ana").await, person(&api, "mia").await, person(&api, "eve").await);
        let org = made(&ana, "Harbor Labs").await;
        let other = made(&ana, "Other").await;
        joined(&ana, &org, &mia, "member").await;
        let here = || json!({ "organizationId": org });
        let with = |field: &str, value: Value| json!({ "organizationId": org, field: value });
        let mut s = Story::new();
        s.say("made");
        let live = s.call(&ana, "tokens/create", here()).await;
        quiet(&ana, "tokens/create", with("name", json!("x".repeat(120)))).await.ok();
        s.call(&ana, "tokens/create", with("name", json!("x".repeat(121)))).await;
        s.call(&ana, "tokens/create", with("name", json!(7))).await;
        s.call(&ana, "tokens/create", with("env", json!("staging"))).await;
        s.call(&ana, "tokens/create", with("env", json!(1))).await;
        s.call(&mia, "tokens/create", here()).await;
        s.call(&eve, "tokens/create", here()).await;
        s.say("used");
        let client = api.bearer(&live.text("/apiToken/bearer"));
        let token = ("token", &client);
        let body = here().to_string();
        for call in ["get", "members/list", "roles", "join-codes/create"] {
            s.raw(token, call, &body).await.ok();
        }
        let invite = json!({ "organizationId": org, "email": "x@example.com", "role": "admin" });
        s.raw(token, "invitations/create", &invite.to_string()).await.ok();
        let owner = json!({ "organizationId": org, "userId": mia.person.id.to_string(), "role": "owner" });
        s.raw(token, "members/set-role", &owner.to_string()).await;
        s.raw(token, "get", &json!({ "organizationId": other }).to_string()).await;
        s.say("it is nobody: what needs an acting user is refused, after its fields");
        for (call, body) in [
            ("create", r#"{"name":"Mine"}"#),
            ("create", r#"{"name":""}"#),
            ("list", ""),
            ("invitations/accept", r#"{"token":"ivt_nope"}"#),
            ("invitations/accept", "{}"),
            ("join-codes/join", r#"{"code":"0000000000"}"#),
            ("join-codes/join", "{}"),
        ] {
            s.raw(token, call, body).await;
        }
        s.say("revoked");
        let keys = ana.client.get(&format!("/organizations/{org}/api-keys?limit=200")).await.ok();
        let last_four = live.text("/apiToken/lastFour");
        let of_token = keys["data"].as_array().unwrap().iter().find(|key| key["last_four"] == last_four).unwrap();
        assert_eq!((of_token["kind"].as_str(), of_token["name"].as_str()), (Some("api_token"), Some("api-token")));
        ana.client.delete(&format!("/organizations/{org}/api-keys/{}", of_token["id"].as_str().unwrap())).await;
        s.raw(token, "get", &body).await;
        snapshot!("adrifact-tokens", s);
        api
    })
    .await;
}

/// A body for each call that is right in form, in an organization.
fn bodies(org: &str) -> Vec<(&'static str, Value)> {
    let here = || json!({ "organizationId": org });
    vec![
        ("get", here()),
        ("update", json!({ "organizationId": org, "name": "New" })),
        ("members/list", here()),
        ("members/remove", json!({ "organizationId": org, "userId": "usr_nobody" })),
        ("members/set-role", json!({ "organizationId": org, "userId": "usr_nobody", "role": "nope" })),
        ("invitations/create", json!({ "organizationId": org, "email": "x@example.com", "role": "nope" })),
        ("invitations/list", here()),
        ("invitations/revoke", json!({ "organizationId": org, "id": "nope" })),
        ("join-codes/create", json!({ "organizationId": org, "role": "nope" })),
        ("join-codes/list", here()),
        ("join-codes/revoke", json!({ "organizationId": org, "id": "nope" })),
        ("tokens/create", here()),
    ]
}

#[tokio::test]
async fn to_a_stranger_an_organization_is_as_one_that_is_not_there() {
    on_both(|api| async move {
        let (ana, eve) = (person(&api, "ana").await, person(&api, "eve").await);
        let org = made(&ana, "Harbor Labs").await;
        let missing = "0199d7a8-c1f2-7c4e-9a53-b6d0e8f41c22";
        for ((call, there), (_, not_there)) in bodies(&org).into_iter().zip(bodies(missing)) {
            let (hidden, absent) = (quiet(&eve, call, there).await, quiet(&eve, call, not_there).await);
            assert_eq!(hidden.status, 404, "{call}");
            assert_eq!((hidden.bytes, hidden.headers.len()), (absent.bytes, absent.headers.len()), "{call}");
        }
        api
    })
    .await;
}

#[tokio::test]
async fn a_member_without_the_permission_is_refused_before_what_is_asked_for_is_looked_up() {
    on_both(|api| async move {
        let (ana, mia) = (person(&api, "ana").await, person(&api, "mia").await);
        let org = made(&ana, "Harbor Labs").await;
        role(&ana, &org, "blind", &[]).await;
        joined(&ana, &org, &mia, "blind").await;
        let mut s = Story::new();
        for (call, body) in bodies(&org) {
            let answer = s.call(&mia, call, body).await;
            assert_eq!((answer.status.as_u16(), answer.text("/error").as_str()), (403, "forbidden"), "{call}");
        }
        snapshot!("adrifact-forbidden", s);
        api
    })
    .await;
}

#[tokio::test]
async fn requests_that_cannot_be_read_and_paths_that_are_not_there() {
    on_both(|api| async move {
        let ana = person(&api, "ana").await;
        let org = made(&ana, "Harbor Labs").await;
        let who = (ana.name, &ana.client);
        let mut s = Story::new();
        s.say("a credential comes before everything");
        let (nobody, unknown, nonsense) = (api.anonymous(), api.bearer("ut_a.b.c"), api.bearer("nonsense"));
        for (name, client) in [("nobody", &nobody), ("unknown", &unknown), ("nonsense", &nonsense)] {
            s.raw((name, client), "get", "{").await;
            s.raw((name, client), "roles", "").await;
        }
        s.say("then JSON and fields");
        for body in ["", "{", "[]", "null", "\"text\"", "{\"organizationId\": }", "{} x", "\u{feff}{}"] {
            s.raw(who, "get", body).await;
        }
        for body in [r#"{}"#, r#"{"organizationId":7}"#, r#"{"organizationId":null}"#, r#"{"organizationId":""}"#] {
            s.raw(who, "get", body).await;
        }
        for (call, body) in [
            ("create", "{}"),
            ("create", r#"{"name":7}"#),
            ("members/set-role", "{}"),
            ("members/set-role", r#"{"organizationId":[],"userId":1,"role":{}}"#),
            ("invitations/create", r#"{"email":"nobody"}"#),
            ("invitations/accept", r#"{"token":1}"#),
            ("join-codes/join", r#"{"code":null}"#),
            ("tokens/create", "{}"),
        ] {
            s.raw(who, call, body).await;
        }
        let body = json!({ "organizationId": org }).to_string();
        let plain = [("content-type", "text/plain")];
        assert_eq!(ana.client.raw("POST", "/v1/organizations/get", &plain, body.clone().into()).await.status, 200);
        assert_eq!(ana.client.raw("POST", "/v1/organizations/get", &[], body.into()).await.status, 200);
        s.say("paths and methods");
        for path in ["", "/", "/nope", "/get/more", "/Get", "/members/setRole"] {
            s.0.call(who, "POST", &format!("/v1/organizations{path}"), "{}").await;
        }
        s.0.call(who, "GET", "/v1/organizations/", "").await;
        for method in ["GET", "DELETE", "PUT"] {
            s.0.call(who, method, "/v1/organizations/get", "").await;
        }
        snapshot!("adrifact-protocol", s);
        let long = format!("{{\"organizationId\":\"{org}\",\"x\":\"{}\"}}", "x".repeat(1024 * 1024 - 64));
        assert_eq!(ana.client.raw("POST", "/v1/organizations/get", &[], long.into()).await.status, 200);
        for size in [1024 * 1024, 3 * 1024 * 1024] {
            let too_long = format!("{{\"x\":\"{}\"}}", "x".repeat(size));
            let answer = ana.client.raw("POST", "/v1/organizations/get", &[], too_long.into()).await;
            assert_eq!((answer.status.as_u16(), answer.text("/error").as_str()), (413, "payload_too_large"));
        }
        api
    })
    .await;
}

#[tokio::test]
async fn a_guesser_of_codes_is_told_to_wait() {
    for engine in ["sqlite", "postgres"] {
        let api = Api::around(service::testing::TestServices::new(engine, |config| config.rate_limits = true).await);
        let eve = person(&api, "eve").await;
        for _ in 0..10 {
            assert_eq!(quiet(&eve, "join-codes/join", json!({ "code": "0000000000" })).await.status, 404);
        }
        let mut s = Story::new();
        s.call(&eve, "join-codes/join", json!({ "code": "0000000000" })).await;
        snapshot!("adrifact-rate-limited", s);
        api.t.finish().await;
    }
}
