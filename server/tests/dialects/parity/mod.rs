//! One story told through each door leaves the same behind: members and roles, invitations, join codes, keys, projects, and
//! what the audit log says. It is read natively, and compared as a whole.

mod state;
mod story;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    client::{ADMIN_TOKEN, Answer, Api, Client},
    world::ORG,
};
use story::{Door, Known, Step, natively, told};

/// The people of the story.
struct Cast {
    api: Api,
    people: BTreeMap<&'static str, Client>,
    known: Known,
}

impl Cast {
    async fn new(engine: &'static str) -> Self {
        let api = Api::new(engine).await;
        let (mut people, mut ids) = (BTreeMap::new(), BTreeMap::new());
        for name in ["Olga", "Ada", "Bo", "Cy"] {
            let (person, client) = api.person(name).await;
            people.insert(name, client);
            ids.insert(name, person.id.to_string());
        }
        let id = |name: &str| ids[name].clone();
        let known = Known { olga: id("Olga"), ada: id("Ada"), bo: id("Bo"), ..Known::default() };
        Self { api, people, known }
    }

    fn olga(&self) -> &Client {
        &self.people["Olga"]
    }

    /// Looks up natively what a step names, so that each door finds the same.
    async fn look_up(&mut self, step: Step) {
        match step {
            Step::AcceptAda => self.known.token = self.mailed("ada@example.com").await,
            Step::AcceptBo => self.known.token = self.mailed("bo@example.com").await,
            Step::RevokeDee => self.known.invitation = self.find("invitations", "email", "dee@example.com").await,
            Step::RevokeKey => self.known.key = self.find("api-keys", "name", "ci").await,
            Step::DeleteProject => self.known.project = self.find("projects", "name", "docks").await,
            _ => {}
        }
    }

    /// The token that was mailed to an address.
    async fn mailed(&self, to: &str) -> String {
        let outbox = self.api.bearer(ADMIN_TOKEN).send("GET", &format!("/admin/v1/outbox?to={to}"), None).await;
        outbox.text("/messages/0/token")
    }

    /// The id of something in a list. Adrifact and Tours know invitations by the hyphenated form, which all take.
    async fn find(&self, list: &str, field: &str, value: &str) -> String {
        let list = self.olga().get(&format!("{ORG}/{list}?limit=200")).await.ok();
        let row = list["data"].as_array().unwrap().iter().find(|row| row[field] == value).unwrap();
        row["id"].as_str().unwrap().to_owned()
    }

    async fn events(&self) -> Vec<Value> {
        let log = self.olga().get(&format!("{ORG}/audit-events?limit=200")).await;
        // Before the organization is made there are none.
        log.body["data"].as_array().cloned().unwrap_or_default()
    }

    /// Tells a step through a door, or natively; whether the door had a call for it.
    async fn tell(&mut self, door: Door, step: Step) -> bool {
        self.look_up(step).await;
        let before = self.events().await.len();
        let request = told(door, step, &self.known);
        let (told, (method, path, body)) = match request {
            Some(request) => (true, request),
            None => (false, natively(step, &self.known)),
        };
        let answer = self.people[step.by()].send(method, &path, body.as_ref()).await;
        assert!(answer.status.is_success(), "{step:?} through {door:?}: {} {}", answer.status, answer.body);
        self.note(step, &answer).await;
        if step == Step::Delete {
            let path = format!("/organizations/{}/restore", self.known.org);
            let deleted = self.olga().get(ORG).await;
            assert_eq!(deleted.status, 404, "through {door:?}");
            self.olga().act(&path).await.ok();
        }
        // The log says that it really came through that door.
        let surface = if told { door.surface() } else { Door::Native.surface() };
        let after = self.events().await;
        let mut new: Vec<&Value> = after.iter().take(after.len() - before).collect();
        if step == Step::Delete {
            // Newest first: restoring came after it.
            new.remove(0);
        }
        assert!(!new.is_empty(), "{step:?} through {door:?} is in no log");
        for event in new {
            assert_eq!(event["surface"], surface, "{step:?} through {door:?}: {event}");
        }
        told
    }

    async fn note(&mut self, step: Step, answer: &Answer) {
        match step {
            Step::Create => self.known.org = self.olga().get(ORG).await.text("/id"),
            Step::CreateCode => self.known.code = answer.text("/code"),
            _ => {}
        }
    }
}

/// Tells the story and says what is left behind, and which steps the door had calls for.
async fn tell(engine: &'static str, door: Door) -> (String, Vec<bool>) {
    let mut cast = Cast::new(engine).await;
    let mut steps = Vec::new();
    for step in Step::ALL {
        steps.push(cast.tell(door, step).await);
    }
    let state = state::of(door, cast.olga()).await;
    cast.api.t.finish().await;
    (state, steps)
}

#[tokio::test]
async fn the_same_story_through_each_door_gives_the_same_state() {
    let mut first = None;
    let mut differences = String::new();
    for engine in ["sqlite", "postgres"] {
        let mut table = BTreeMap::new();
        for door in Door::ALL {
            let (state, steps) = tell(engine, door).await;
            let expected = first.get_or_insert_with(|| state.clone());
            if state != *expected {
                differences.push_str(&format!("through {door:?} on {engine}:\n{}", difference(expected, &state)));
            }
            table.insert(door.surface(), steps);
        }
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../snapshots", omit_expression => true }, {
            insta::assert_snapshot!("parity-steps", print(&table));
            insta::assert_snapshot!("parity-state", first.clone().unwrap_or_default());
        });
    }
    assert!(differences.is_empty(), "{differences}");
}

/// The first lines in which two texts differ, and where they stand.
fn difference(expected: &str, got: &str) -> String {
    let (expected, got): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), got.lines().collect());
    let at = expected.iter().zip(&got).take_while(|(one, other)| one == other).count();
    let part =
        |lines: &[&str]| lines.iter().skip(at.saturating_sub(4)).take(10).copied().collect::<Vec<_>>().join("\n");
    format!("line {}, natively:\n{}\nhere:\n{}\n", at + 1, part(&expected), part(&got))
}

/// Which door told which step itself.
fn print(table: &BTreeMap<&str, Vec<bool>>) -> String {
    let mut text = String::new();
    for (n, step) in Step::ALL.iter().enumerate() {
        let here: Vec<&str> = Door::ALL.iter().map(|door| door.surface()).filter(|door| table[door][n]).collect();
        text.push_str(&format!("{step:?}: {}\n", here.join(" ")));
    }
    format!("A step through each of these doors; through the others natively, for want of a call.\n\n{text}")
}
