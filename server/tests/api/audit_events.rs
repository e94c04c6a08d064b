//! The audit log.

use serde_json::json;

use crate::{
    client::snapshot,
    world::{ORG, in_both_worlds},
};

#[tokio::test]
async fn events_say_who_did_what_before_and_after() {
    in_both_worlds(|w| async move {
        let path = format!("{ORG}/audit-events");
        w.admin.patch(&format!("{ORG}/members/{}", w.member_id), json!({ "role": "admin" })).await.ok();
        let changed = w.owner.get(&format!("{path}?action=member.role_changed")).await;
        snapshot!("audit-events-role-changed", changed);
        assert_eq!(changed.body["data"][0]["changes"]["role"], json!(["member", "admin"]));
        let by_admin = w.owner.get(&format!("{path}?actor={}&include_total=true", w.admin_id)).await.ok();
        assert_eq!(by_admin["total"], by_admin["data"].as_array().unwrap().len());
        let group = w.owner.get(&format!("{path}?action=invitation.")).await.ok();
        let actions: Vec<&str> =
            group["data"].as_array().unwrap().iter().map(|event| event["action"].as_str().unwrap()).collect();
        assert!(!actions.is_empty() && actions.iter().all(|action| action.starts_with("invitation.")), "{actions:?}");
        let none = w.owner.get(&format!("{path}?to=2026-01-01T00:00:00Z")).await.ok();
        assert_eq!(none["data"], json!([]));
        snapshot!("audit-events-malformed", w.owner.get(&format!("{path}?from=yesterday")).await);
        snapshot!("audit-events-cursor", w.owner.get(&format!("{path}?cursor=stale")).await);
        let (_, stranger) = w.api.person("Eve").await;
        assert_eq!(stranger.get(&path).await.verdict(), "404 not_found");
        let (_, plain) = w.join("Nora", "member").await;
        assert_eq!(plain.get(&path).await.verdict(), "403 permission_denied");
        w
    })
    .await;
}

#[tokio::test]
async fn the_log_is_exported_whole_in_three_forms_and_its_chain_is_checked() {
    in_both_worlds(|w| async move {
        let path = format!("{ORG}/audit-events");
        w.owner.patch(ORG, json!({ "name": "=HYPERLINK(\"https://example.com\")" })).await.ok();
        let listed = w.owner.get(&format!("{path}?limit=200&include_total=true")).await.ok();
        let total = listed["total"].as_u64().unwrap();
        let mut oldest_first = listed["data"].as_array().unwrap().clone();
        oldest_first.reverse();

        let whole = w.owner.get(&format!("{path}/export?format=json")).await;
        assert_eq!(whole.header("content-disposition"), "attachment; filename=\"audit-log.json\"");
        assert_eq!(whole.body.as_array().unwrap(), &oldest_first);
        let lines = w.owner.get(&format!("{path}/export?format=ndjson")).await;
        assert_eq!(lines.header("content-type"), "application/x-ndjson");
        let lines: Vec<serde_json::Value> = std::str::from_utf8(&lines.bytes)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines, oldest_first);
        let table = w.owner.get(&format!("{path}/export?format=csv")).await;
        let mut rows = csv::Reader::from_reader(table.bytes.as_slice());
        let names = rows.headers().unwrap().clone();
        let target = names.iter().position(|name| name == "target_name").unwrap();
        let rows: Vec<_> = rows.records().map(Result::unwrap).collect();
        assert_eq!(rows.len() as u64, total);
        assert!(rows.last().unwrap()[target].starts_with("'=HYPERLINK"), "{rows:?}");
        let none = w.owner.get(&format!("{path}/export?format=json&to=2026-01-01T00:00:00Z")).await;
        assert_eq!(none.bytes, b"[]");
        let header_only = w.owner.get(&format!("{path}/export?format=csv&to=2026-01-01T00:00:00Z")).await;
        assert_eq!(std::str::from_utf8(&header_only.bytes).unwrap().lines().count(), 1);
        snapshot!("audit-events-export-format", w.owner.get(&format!("{path}/export?format=xml")).await);

        let check = w.owner.get(&format!("{path}/verify")).await.ok();
        assert_eq!((&check["valid"], &check["events"]), (&json!(true), &json!(total)));
        assert_eq!(check["head"].as_str().unwrap().len(), 64);
        w
    })
    .await;
}
