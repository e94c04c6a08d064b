//! What a story leaves behind, as one text that is the same for each door.

use serde_json::{Value, json};

use super::story::Door;
use crate::{
    client::{Answer, Client},
    world::stored,
};

/// Of a key, what says of which kind it is: each door makes its own kind.
const OF_ITS_KIND: [&str; 5] = ["kind", "permissions", "project_id", "project_name", "project"];

/// Everything that is stored, with ids numbered and secrets left out, and without what tells the doors apart.
pub async fn of(door: Door, owner: &Client) -> String {
    let mut state = Value::Array(stored(owner).await);
    state.as_array_mut().unwrap().push(owner.get("/organizations").await.ok());
    if door == Door::Permit {
        forget_organization_key(&mut state);
    }
    if door == Door::Teabar {
        forget_billing_email(&mut state);
    }
    forget_door(&mut state);
    let answer =
        Answer { status: http::StatusCode::OK, headers: http::HeaderMap::new(), body: state, bytes: Vec::new() };
    serde_json::to_string_pretty(&answer.shown()["body"]).unwrap()
}

/// Permit makes a key with an organization: there is exactly that one more, that it was made, and that it was counted when the
/// organization was deleted.
fn forget_organization_key(state: &mut Value) {
    let mut forgotten = Vec::new();
    for list in state.as_array_mut().unwrap() {
        let Some(rows) = list.get_mut("data").and_then(Value::as_array_mut) else { continue };
        for row in rows.iter_mut().filter(|row| row["action"] == "organization.deleted") {
            assert_eq!(row["changes"]["keys"], json!([null, 1]));
            row["changes"]["keys"] = json!([null, 0]);
        }
        rows.retain(|row| {
            let key = row["prefix"].as_str().is_some_and(|prefix| prefix.starts_with("permit_key_"));
            let made = row["action"] == "api_key.created" && row["target"]["name"] != "ci";
            if key || made {
                forgotten.push(row["id"].as_str().unwrap_or_default().to_owned());
            }
            !key && !made
        });
    }
    assert_eq!(forgotten.len(), 2, "{forgotten:?}");
}

/// Teabar takes the creator's address for invoices when none is given.
fn forget_billing_email(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if let Some(address) = fields.get_mut("billing_email") {
                assert_eq!(*address, "olga@example.com");
                *address = Value::Null;
            }
            fields.values_mut().for_each(forget_billing_email);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_billing_email),
        _ => {}
    }
}

fn forget_door(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if fields.contains_key("surface") {
                fields.insert("surface".to_owned(), json!("[door]"));
            }
            let event_of_key = fields.get("target").is_some_and(|target| target["kind"] == "api_key");
            if event_of_key && let Some(changes) = fields.get_mut("changes").and_then(Value::as_object_mut) {
                changes.retain(|name, _| !OF_ITS_KIND.contains(&name.as_str()));
            }
            if fields.contains_key("last_four") && fields.contains_key("prefix") {
                fields.retain(|name, _| !OF_ITS_KIND.contains(&name.as_str()));
            }
            fields.values_mut().for_each(forget_door);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_door),
        _ => {}
    }
}
