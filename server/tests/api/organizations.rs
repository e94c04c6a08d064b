//! Organizations.

use serde_json::json;

use crate::{
    client::{on_both, snapshot},
    world::{ORG, in_both_worlds},
};

#[tokio::test]
async fn an_organization_is_made_read_and_changed() {
    on_both(|api| async move {
        let (_, ana) = api.person("Ana").await;
        let (_, bob) = api.person("Bob").await;
        let body =
            json!({ "name": "Harbor Labs", "timezone": "Europe/Berlin", "billing_email": "bills@harbor.example" });
        let made = ana.post("/organizations", body).await;
        snapshot!("organizations-create", made);
        let taken = json!({ "name": "Other", "slug": "harbor-labs" });
        snapshot!("organizations-create-taken", bob.post("/organizations", taken).await);
        let wrong = json!({ "name": "\u{7}", "slug": "No!", "logo": "ftp://x", "billing_email": "x" });
        snapshot!("organizations-create-invalid", ana.post("/organizations", wrong).await);

        let id = made.text("/id");
        let bare = id.trim_start_matches("org_").to_owned();
        for spelling in [&id, &bare, &bare.to_uppercase(), "harbor-labs", "Harbor-Labs"] {
            let read = ana.get(&format!("/organizations/{spelling}")).await;
            assert_eq!(read.text("/id"), id, "{spelling}");
        }
        snapshot!("organizations-read-stranger", bob.get(ORG).await);
        let patch = json!({ "name": "Harbor & Sons", "metadata": { "crm": "42" }, "billing_email": "" });
        snapshot!("organizations-update", ana.patch(ORG, patch).await);
        assert_eq!(bob.patch(ORG, json!({ "name": "Mine" })).await.verdict(), "404 not_found");
        snapshot!("organizations-dashboard", ana.get(&format!("{ORG}/dashboard")).await);
        api
    })
    .await;
}

#[tokio::test]
async fn lists_are_pages_that_never_repeat_or_skip() {
    on_both(|api| async move {
        let (_, ana) = api.person("Ana").await;
        for n in 0..5 {
            ana.post("/organizations", json!({ "name": format!("Pier {n}") })).await.ok();
        }
        snapshot!("organizations-list", ana.get("/organizations?limit=2&include_total=true").await);
        let mut names = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = ana.get(&format!("/organizations?limit=2{cursor}")).await.ok();
            let rows = page["data"].as_array().unwrap();
            names.extend(rows.iter().map(|row| row["name"].as_str().unwrap().to_owned()));
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(names, ["Pier 0", "Pier 1", "Pier 2", "Pier 3", "Pier 4"]);
        let found = ana.get("/organizations?search=pier%203").await.ok();
        assert_eq!(found["data"].as_array().unwrap().len(), 1);
        snapshot!("organizations-list-all-denied", ana.get("/organizations?scope=all").await);
        api
    })
    .await;
}

#[tokio::test]
async fn deleting_says_what_goes_and_then_everything_is_refused() {
    in_both_worlds(|w| async move {
        let (_, key) = w.key("worker", &["organization.read"]).await;
        assert_eq!(key.get(ORG).await.status, 200);
        assert_eq!(w.admin.delete(ORG).await.verdict(), "403 permission_denied");
        let before = w.stored().await;
        let preview = w.owner.delete(&format!("{ORG}?dry_run=true")).await;
        snapshot!("organizations-delete-preview", preview);
        assert_eq!(w.stored().await, before, "a preview changes nothing");
        assert_eq!(w.owner.delete(ORG).await.status, 200);
        assert_eq!(w.owner.get(ORG).await.verdict(), "404 not_found");
        assert_eq!(w.member.get(ORG).await.verdict(), "404 not_found");
        assert_eq!(key.get(ORG).await.verdict(), "401 unauthenticated");
        assert_eq!(w.owner.get("/organizations").await.ok()["data"], json!([]));
        let again = w.stranger.post("/organizations", json!({ "name": "X", "slug": "harbor-labs" })).await;
        assert_eq!(again.verdict(), "409 already_exists", "the slug stays taken while it can be restored");
        w
    })
    .await;
}

#[tokio::test]
async fn a_deleted_organization_waits_in_the_bin_of_its_owners() {
    in_both_worlds(|w| async move {
        let key = json!({ "name": "ci", "permissions": ["organization.read"] });
        let key = w.api.bearer(&w.owner.post(&format!("{ORG}/api-keys"), key).await.text("/key"));
        w.owner.delete(ORG).await.ok();
        snapshot!("organizations-bin", w.owner.get("/me/deleted-organizations?include_total=true").await);
        assert_eq!(w.admin.get("/me/deleted-organizations").await.body["data"], json!([]));
        snapshot!("organizations-restore-admin", w.admin.act(&format!("{ORG}/restore")).await);
        snapshot!("organizations-restore", w.owner.act(&format!("{ORG}/restore")).await);
        assert_eq!(w.member.get(ORG).await.status, 200);
        assert_eq!(key.get(ORG).await.verdict(), "401 unauthenticated");
        assert_eq!(w.owner.get(&format!("{ORG}/api-keys")).await.body["data"][0]["status"], "disabled");
        w.owner.delete(ORG).await.ok();
        assert_eq!(w.owner.delete(&format!("{ORG}?purge=true")).await.status, 200);
        assert_eq!(w.owner.get("/me/deleted-organizations").await.body["data"], json!([]));
        w.owner.post("/organizations", json!({ "name": "Harbor Labs" })).await.ok();
        w
    })
    .await;
}
