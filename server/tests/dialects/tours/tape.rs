//! A tape of calls and answers as they went over the wire, but for ids, secrets and fractions of a second.

use serde_json::Value;
use uuid::Uuid;

use crate::client::{Answer, Client};

/// The calls so far.
#[derive(Default)]
pub struct Tape {
    text: String,
    seen: Vec<String>,
}

impl Tape {
    /// Makes a call and notes it with its answer.
    pub async fn call(&mut self, who: (&str, &Client), call: &str, body: Option<Value>) -> Answer {
        let body = body.map(|body| body.to_string());
        self.raw(who, call, body.as_deref()).await
    }

    /// Makes a call with a body as it is written.
    pub async fn raw(&mut self, (name, client): (&str, &Client), call: &str, body: Option<&str>) -> Answer {
        let (method, path) = call.split_once(' ').unwrap();
        let answer = match body {
            Some(body) => {
                client.raw(method, path, &[("content-type", "application/json")], body.as_bytes().to_vec()).await
            }
            None => client.raw(method, path, &[], Vec::new()).await,
        };
        let path: Vec<String> = path.split('/').map(|part| self.hide(part)).collect();
        let shown = body.map(|body| format!(" {}", self.hide_all(body))).unwrap_or_default();
        let shown = if shown.len() > 300 { " …".to_owned() } else { shown };
        let got = self.hide_all(std::str::from_utf8(&answer.bytes).unwrap());
        self.text.push_str(&format!(
            "{name}: {method} {}{shown}\n  {} {got}\n",
            path.join("/"),
            answer.status.as_u16()
        ));
        for header in ["www-authenticate", "allow", "retry-after"] {
            if !answer.header(header).is_empty() {
                self.text.push_str(&format!("  {header}: {}\n", answer.header(header)));
            }
        }
        answer
    }

    /// Compares with the snapshot.
    pub fn end(self, name: &str) {
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../snapshots", omit_expression => true }, {
            insta::assert_snapshot!(name, self.text);
        });
    }

    fn hide_all(&mut self, json: &str) -> String {
        let strings =
            json.split('"').enumerate().map(|(n, part)| if n % 2 == 1 { self.hide(part) } else { part.to_owned() });
        strings.collect::<Vec<_>>().join("\"")
    }

    fn hide(&mut self, text: &str) -> String {
        if let Ok(time) = text.parse::<contract::Timestamp>() {
            return contract::Timestamp(time.0 - time.0 % contract::time::SECOND).to_string();
        }
        let id = text.len() == 36 && Uuid::try_parse(text).is_ok() && !text.starts_with("00000000");
        if id || text.starts_with("usr_0") {
            let at = self.seen.iter().position(|seen| seen == text).unwrap_or_else(|| {
                self.seen.push(text.to_owned());
                self.seen.len() - 1
            });
            return format!("[{at}]");
        }
        match text {
            _ if text.len() == 32 && Uuid::try_parse(text).is_ok() => "[without hyphens]".to_owned(),
            _ if text.starts_with("ivt_") => format!("[token of {}]", text.len()),
            _ if text.starts_with("tke_live_") => format!("[key of {}]", text.len()),
            _ => text.to_owned(),
        }
    }
}
