//! perms.io: REST and gRPC.

mod grpc;
mod rest;

use std::fmt::Write as _;

use serde_json::{Value, json};
use service::testing::Person;

use crate::client::{Answer, Api, Client};

/// Where the calls live.
const BASE: &str = "/organisation-service/v1/organisation";

/// An organisation and everybody who can stand in a relation to it.
struct World {
    api: Api,
    ana: (Person, Client),
    ben: (Person, Client),
    stranger: (Person, Client),
    root: (Person, Client),
    /// The organisation's id as printed.
    org: String,
}

impl World {
    /// Ana owns Northwind Traders, Ben is a member, Sam does not belong, Root is a super admin.
    async fn new(api: Api) -> Self {
        let (ana, ben) = (api.person("Ana").await, api.person("Ben").await);
        let (stranger, root) = (api.person("Sam").await, api.person("Root").await);
        api.t.make_super_admin(&root.0).await;
        let body = json!({ "name": "Northwind Traders", "user_id": ana.0.id });
        let made = ana.1.send("POST", BASE, Some(&body)).await.ok();
        let org = made["organisation"]["id"].as_str().unwrap().to_owned();
        api.t.add_member(org.parse().unwrap(), &ben.0.id, "member").await;
        Self { api, ana, ben, stranger, root, org }
    }

    /// A path below the organisation.
    fn at(&self, rest: &str) -> String {
        format!("{BASE}/{}{rest}", self.org)
    }

    /// A key of a project, and a client that uses it.
    async fn key(&self, project: &str, access: &str) -> (Value, Client) {
        let body = json!({ "project_name": project, "name": "ci", "access": access });
        let made = self.ana.1.send("POST", &self.at("/api-key"), Some(&body)).await.ok()["api_key"].clone();
        let client = self.api.bearer(made["key"].as_str().unwrap());
        (made, client)
    }
}

/// Runs a test in a fresh world on SQLite and on PostgreSQL.
async fn in_both_worlds<F: Future<Output = World>>(test: impl Fn(World) -> F) {
    for engine in ["sqlite", "postgres"] {
        test(World::new(Api::new(engine).await).await).await.api.t.finish().await;
    }
}

/// Calls and their answers, byte by byte but for ids, times and secrets.
#[derive(Default)]
struct Transcript {
    text: String,
    seen: Vec<String>,
}

impl Transcript {
    /// Makes a call and notes it.
    async fn call(&mut self, who: (&str, &Client), method: &str, path: &str, body: Option<Value>) -> Answer {
        let answer = who.1.send(method, path, body.as_ref()).await;
        let body = body.map(|body| format!(" {body}")).unwrap_or_default();
        self.note(&format!("{}: {method} {path}{body}", who.0));
        self.note(&format!("  {} {}\n", answer.status.as_u16(), String::from_utf8_lossy(&answer.bytes)));
        answer
    }

    fn note(&mut self, line: &str) {
        let line = self.redacted(line);
        writeln!(self.text, "{line}").unwrap();
    }

    /// What differs from run to run is replaced; an id by the same name wherever it stands.
    fn redacted(&mut self, line: &str) -> String {
        let inside = |c: char| c.is_ascii_alphanumeric() || "_-.:".contains(c);
        let mut out = String::new();
        let mut rest = line;
        while !rest.is_empty() {
            let end = rest.find(|c| !inside(c)).unwrap_or(rest.len());
            if end == 0 {
                let first = rest.chars().next().unwrap();
                out.push(first);
                rest = &rest[first.len_utf8()..];
                continue;
            }
            out.push_str(&self.word(&rest[..end]));
            rest = &rest[end..];
        }
        out
    }

    fn word(&mut self, word: &str) -> String {
        let hex = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit());
        if word.starts_with("pk_") {
            return if word.len() > 12 { "[pk]".to_owned() } else { "[pk 12]".to_owned() };
        }
        if let Some((prefix, digits)) = word.split_once('_')
            && digits.len() == 32
            && hex(digits)
        {
            return format!("[{prefix}_{}]", self.number(digits));
        }
        if word.len() == 36 && word.split('-').count() == 5 && hex(&word.replace('-', "")) {
            return format!("[id_{}]", self.number(word));
        }
        if word.parse::<contract::Timestamp>().is_ok() {
            return "[time]".to_owned();
        }
        if word.len() > 80 { "[cursor]".to_owned() } else { word.to_owned() }
    }

    fn number(&mut self, id: &str) -> usize {
        self.seen.iter().position(|seen| seen == id).unwrap_or_else(|| {
            self.seen.push(id.to_owned());
            self.seen.len() - 1
        })
    }
}

/// Keeps a transcript as a snapshot.
macro_rules! keep {
    ($name:literal, $transcript:expr) => {
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../snapshots", omit_expression => true }, {
            insta::assert_snapshot!($name, $transcript.text);
        })
    };
}
use keep;
