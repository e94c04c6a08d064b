//! How many requests a principal may make on each surface, what it is told of it, and how one too many is refused.

use http::HeaderMap;
use serde_json::{Value, json};
use service::{
    SystemAccess,
    testing::{TestServices, request_info},
};

use crate::client::{ADMIN_TOKEN, Api, Client};

/// A call of a surface, how many of it pass at once, and the answer to one more.
struct Door {
    surface: &'static str,
    method: &'static str,
    path: &'static str,
    burst: usize,
    refused: &'static str,
    retry_after: &'static str,
}

/// With a user token, in an organization of the plan `free`.
const DOORS: [Door; 6] = [
    Door {
        surface: "native",
        method: "GET",
        path: "/api/v1/me",
        burst: 600,
        refused: r#"{"type":"https://guildhall.dev/problems/rate_limited","title":"Too many requests","status":429,"code":"rate_limited","detail":"Try again in 1 second.","request_id":"test","retry_after":1}"#,
        retry_after: "1",
    },
    Door {
        surface: "perms.io",
        method: "GET",
        path: "/organisation-service/v1/organisation/user",
        burst: 100,
        refused: r#"{"error":{"code":8,"message":"Rate limit exceeded, retry after 4 seconds"}}"#,
        retry_after: "4",
    },
    Door {
        surface: "Teabar",
        method: "POST",
        path: "/teabar.v1.OrganizationService/ListOrganizations",
        burst: 100,
        refused: r#"{"code":"resource_exhausted","message":"Try again in 1 second."}"#,
        retry_after: "1",
    },
    Door {
        surface: "Permit",
        method: "GET",
        path: "/v2/orgs",
        burst: 600,
        refused: r#"{"id":"test","title":"Too many requests","error_code":"CONCURRENT_OPERATION_DISALLOWED","message":"Try again in 1 second.","support_link":null,"additional_info":null}"#,
        retry_after: "1",
    },
    Door {
        surface: "Adrifact",
        method: "POST",
        path: "/v1/organizations/list",
        burst: 600,
        refused: r#"{"error":"rate_limited","message":"Try again in 1 second."}"#,
        retry_after: "1",
    },
    Door {
        surface: "Tours",
        method: "GET",
        path: "/api/organizations/me",
        burst: 600,
        refused: r#"{"error":"Rate limit exceeded","retryAfter":1}"#,
        retry_after: "1",
    },
];

async fn limited(engine: &'static str) -> Api {
    Api::around(TestServices::new(engine, |config| config.rate_limits = true).await)
}

impl Door {
    async fn knock(&self, client: &Client) -> crate::client::Answer {
        let body = (self.method == "POST").then(|| json!({}));
        client.send(self.method, self.path, body.as_ref()).await
    }

    /// As many as pass, and one more.
    async fn is_shut_after_its_burst(&self, client: &Client) {
        for n in 1..=self.burst {
            let status = self.knock(client).await.status;
            assert_eq!(status, 200, "{} {n}", self.surface);
        }
        let over = self.knock(client).await;
        assert_eq!((over.status.as_u16(), over.header("retry-after")), (429, self.retry_after), "{}", self.surface);
        assert_eq!(String::from_utf8_lossy(&over.bytes), self.refused, "{}", self.surface);
    }
}

#[tokio::test]
async fn each_surface_lets_its_burst_pass_and_refuses_one_more_in_its_own_words() {
    for engine in ["sqlite", "postgres"] {
        let api = limited(engine).await;
        let (_, ana) = api.person("ana").await;
        ana.post("/organizations", json!({ "name": "Harbor" })).await.ok();
        api.t.clock.advance(60_000_000);
        futures::future::join_all(DOORS.iter().map(|door| door.is_shut_after_its_burst(&ana))).await;
        // What one has used up on one surface is another's nowhere.
        let (_, ben) = api.person("ben").await;
        assert_eq!(ben.get("/me").await.status, 200);
        api.t.clock.advance(100_000);
        assert_eq!(ana.get("/me").await.status, 200, "one comes back in a tenth of a second");
        assert_eq!(ana.get("/me").await.status, 429);
        api.t.finish().await;
    }
}

fn numbers<'a>(headers: &'a HeaderMap, names: &[&str]) -> Vec<&'a str> {
    names.iter().map(|name| headers.get(*name).and_then(|value| value.to_str().ok()).unwrap_or_default()).collect()
}

#[tokio::test]
async fn the_native_api_tells_what_is_left_on_every_answer() {
    for engine in ["sqlite", "postgres"] {
        let api = limited(engine).await;
        let (_, ana) = api.person("ana").await;
        let names = ["ratelimit-policy", "ratelimit"];
        for (path, left) in [("/me", 599), ("/organizations/org_none", 598), ("/nowhere", 597)] {
            let reset = (600 - left + 9) / 10;
            let expected = ["\"default\";q=600;w=60".to_owned(), format!("\"default\";r={left};t={reset}")];
            assert_eq!(numbers(&ana.get(path).await.headers, &names), expected, "{path}");
        }
        let nobody = api.anonymous();
        let answer = nobody.get("/me").await;
        assert_eq!(answer.status, 401);
        assert_eq!(numbers(&answer.headers, &names), ["\"default\";q=60;w=60", "\"default\";r=59;t=1"]);
        // Unknown credentials are counted with those who send none.
        for _ in 0..59 {
            assert_eq!(api.bearer("ak_live_unknown").get("/me").await.status, 401);
        }
        assert_eq!(nobody.get("/me").await.verdict(), "429 rate_limited");
        // The administration has no limit, nor has the console.
        for _ in 0..70 {
            let users = api.bearer(ADMIN_TOKEN).send("GET", "/admin/v1/outbox", None).await;
            assert_eq!((users.status.as_u16(), users.header("ratelimit")), (200, ""));
            assert_eq!(nobody.send("GET", "/sign-in", None).await.status, 200);
        }
        api.t.finish().await;
    }
}

#[tokio::test]
async fn teabars_numbers_follow_the_plan() {
    for engine in ["sqlite", "postgres"] {
        let api = limited(engine).await;
        let (_, ana) = api.person("ana").await;
        let org = ana.post("/organizations", json!({ "name": "Harbor" })).await.text("/id").parse().unwrap();
        let reset = |used: i64| (api.t.now().0 / 1_000_000 + used).to_string();
        for (plan, limit, left) in [("free", "60", "60"), ("pro", "300", "300"), ("enterprise", "1000", "1000")] {
            let patch = contract::organizations::AdminOrganizationPatch { plan: Some(plan.to_owned()) };
            service::organizations::admin_update(&api.t, &SystemAccess::new(request_info()), org, patch).await.unwrap();
            api.t.clock.advance(3_600_000_000);
            let answer = DOORS[2].knock(&ana).await;
            assert_eq!(answer.status, 200);
            let names = ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"];
            assert_eq!(numbers(&answer.headers, &names), [limit, left, &reset(1)], "{plan}");
        }
        api.t.finish().await;
    }
}

#[tokio::test]
async fn a_key_has_a_quota_of_its_own() {
    for engine in ["sqlite", "postgres"] {
        let api = limited(engine).await;
        let (_, ana) = api.person("ana").await;
        let org = ana.post("/organizations", json!({ "name": "Harbor" })).await.text("/id");
        let keys = format!("/organizations/{org}/api-keys");
        let made = ana.post(&keys, json!({ "name": "ci", "permissions": ["organization.read"] })).await;
        let key = api.bearer(&made.text("/key"));
        let path = format!("/organisation-service/v1/organisation/{org}");
        let mut passed = 0;
        while key.send("GET", &path, None).await.status == 200 {
            passed += 1;
        }
        assert_eq!(passed, 100);
        // A key's 10,000 an hour come back ten times as fast as a person's.
        api.t.clock.advance(3_600_000);
        let statuses: Vec<u16> = futures::future::join_all((0..11).map(|_| key.send("GET", &path, None)))
            .await
            .iter()
            .map(|answer| answer.status.as_u16())
            .collect();
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 10, "{statuses:?}");
        assert_eq!(ana.send("GET", &path, None).await.status, 200);
        let body: Value = key.send("GET", &path, None).await.body;
        assert_eq!(body["error"]["code"], 8);
        api.t.finish().await;
    }
}
