//! Pages of the console as the server sends them, complete without scripts: what they show, and where plain forms lead.

use http::StatusCode;
use serde_json::{Value, json};

use crate::{
    client::{Answer, Client},
    world::{ORG, World, in_both_worlds},
};

async fn page(client: &Client, path: &str) -> (StatusCode, String) {
    let answer = client.raw("GET", path, &[("accept", "text/html")], Vec::new()).await;
    (answer.status, String::from_utf8(answer.bytes).unwrap())
}

/// A page that must be there, without the comments between texts.
#[track_caller]
fn shown((status, html): (StatusCode, String), path: &str) -> String {
    assert_eq!(status, StatusCode::OK, "{path}: {html}");
    html.replace("<!>", "").replace("<!---->", "")
}

async fn see(client: &Client, path: &str) -> String {
    shown(page(client, path).await, path)
}

/// What a browser without scripts posts from a page.
async fn post(client: &Client, from: &str, function: &str, form: &[(&str, &str)]) -> Answer {
    let referer = format!("http://127.0.0.1:3000{from}");
    let body: Vec<_> = form.iter().map(|(name, value)| format!("{name}={}", app::frame::encode(value))).collect();
    let body = body.join("&").into_bytes();
    let length = body.len().to_string();
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("content-length", length.as_str()),
        ("accept", "text/html"),
        ("origin", "http://127.0.0.1:3000"),
        ("referer", referer.as_str()),
    ];
    client.raw("POST", &format!("/_fn/app/{function}"), &headers, body).await
}

async fn furnish(world: &World) -> Value {
    let owner = &world.owner;
    owner.post(&format!("{ORG}/projects"), json!({ "name": "web" })).await.ok();
    for resource in ["environment/prod", "blueprint/node"] {
        owner.put(&format!("{ORG}/projects/web/resources/{resource}")).await.ok();
    }
    let role = json!({ "name": "support", "description": "Helps", "permissions": ["users.read"] });
    owner.post(&format!("{ORG}/roles"), role).await.ok();
    owner.post(&format!("{ORG}/api-keys"), json!({ "name": "deploy", "permissions": ["projects.read"] })).await.ok()
}

#[tokio::test]
async fn pages_show_what_there_is() {
    in_both_worlds(|world| async move {
        let key = furnish(&world).await;
        let owner = &world.owner;
        let has = async |path: &str, texts: &[&str]| {
            let html = see(owner, path).await;
            for text in texts {
                assert!(html.contains(text), "{path} lacks {text}: {html}");
            }
        };
        has("/o/harbor-labs", &["Plan limits", "created the project "]).await;
        has("/o/harbor-labs/usage?days=7", &["Plan free", "Counting began today", "max=\"1000\""]).await;
        let one = format!("/o/harbor-labs/audit?verify=1&actor={}&action=nothing", world.admin_id);
        has(&one, &["Adam", "Chain verified, ", "audit-events/export?format=csv&amp;actor="]).await;
        has("/o/harbor-labs/audit", &["Verify chain", "project.created"]).await;
        let rotate = format!("/o/harbor-labs/keys?rotate={}", key["id"].as_str().unwrap());
        has(&rotate, &["Rotate deploy", "In 24 hours", "Last used"]).await;
        has("/o/harbor-labs/roles?compare=owner&with=admin", &["owner and admin differ by 1 permission."]).await;
        has("/o/harbor-labs/roles/member/view", &["View as member", "Refused", "audit.read"]).await;
        let planned = "/o/harbor-labs/roles/support?preview=1&name=desk&permissions=roles.read";
        has(planned, &["Nobody holds this role yet.", "value=\"desk\"", ">added<", ">removed<"]).await;
        has("/o/harbor-labs/projects/web", &["prod", "node", "Rights in projects come with roles."]).await;
        has("/o/harbor-labs/projects/web?delete=1", &["1 environment: prod", "1 blueprint: node", "Delete anyway"])
            .await;
        has("/o/harbor-labs/settings?delete=1", &["Something still runs there", "web: 1 environment (prod)"]).await;
        has("/recycle-bin", &["The recycle bin is empty"]).await;
        for refused in ["usage", "audit", "keys"] {
            let (status, _) = page(&world.member, &format!("/o/harbor-labs/{refused}")).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{refused}");
        }
        world
    })
    .await;
}

#[tokio::test]
async fn settings_that_two_people_change_at_once_are_merged() {
    in_both_worlds(|world| async move {
        let (owner, path) = (&world.owner, "/o/harbor-labs/settings");
        let version = |html: &str| {
            let (_, rest) = html.split_once("name=\"version\" value=\"").unwrap();
            rest.split('"').next().unwrap().to_owned()
        };
        let read = version(&see(owner, path).await);
        world.admin.patch(ORG, json!({ "name": "Harbor Works" })).await.ok();
        let function = "organizations/settings_rpc/update_organization";
        let form = [("org", "harbor-labs"), ("name", "Harbor Laboratories"), ("timezone", "UTC"), ("version", &read)];
        let answer = post(owner, path, function, &form).await;
        assert_eq!(answer.status, StatusCode::FOUND, "{}", answer.body);
        let cookies = answer.headers.get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok());
        let kept = cookies.into_iter().find(|cookie| cookie.starts_with("kept_form=")).unwrap();
        let cookie = kept.split(';').next().unwrap().to_owned();
        let back = answer.header("location").to_owned();
        let (status, html) = page(&owner.clone().with("cookie", &cookie), &back).await;
        let html = shown((status, html), path);
        assert!(html.contains("Somebody else changed these settings meanwhile"), "{html}");
        for name in ["Harbor Laboratories", "Harbor Works"] {
            assert!(html.contains(&format!("name=\"name\" value=\"{name}\"")), "{html}");
        }
        let now = version(&html);
        assert_ne!(now, read);
        let form = [("org", "harbor-labs"), ("name", "Harbor Laboratories"), ("timezone", "UTC"), ("version", &now)];
        assert_eq!(post(owner, path, function, &form).await.status, StatusCode::FOUND);
        assert_eq!(owner.get(ORG).await.text("/name"), "Harbor Laboratories");
        world
    })
    .await;
}

#[tokio::test]
async fn a_deleted_organization_is_restored_from_the_recycle_bin() {
    in_both_worlds(|world| async move {
        let owner = &world.owner;
        owner.delete(ORG).await.ok();
        assert_eq!(page(owner, "/o/harbor-labs").await.0, StatusCode::NOT_FOUND);
        let html = see(owner, "/recycle-bin").await;
        assert!(html.contains("Olga deleted it") && html.contains("Restore Harbor Labs"), "{html}");
        assert!(!see(&world.admin, "/recycle-bin").await.contains("Harbor Labs</span>"));
        let function = "organizations/settings_rpc/restore_organization";
        let answer = post(owner, "/recycle-bin", function, &[("org", "harbor-labs")]).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::FOUND, "/o/harbor-labs"));
        assert_eq!(page(owner, "/o/harbor-labs").await.0, StatusCode::OK);
        world
    })
    .await;
}
