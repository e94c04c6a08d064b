//! A story of calls as text: each request and the exact bytes of its answer, with ids, times and secrets replaced by numbered
//! names, the same name for the same value throughout the story.

use crate::client::{Answer, Client};

/// What was said so far.
#[derive(Default)]
pub struct Transcript {
    seen: Vec<(&'static str, String)>,
    text: String,
}

/// Headers of an answer that clients go by.
const HEADERS: [&str; 5] = ["allow", "www-authenticate", "retry-after", "content-type", "x-request-id"];

impl Transcript {
    /// A heading.
    pub fn say(&mut self, text: &str) {
        self.text.push_str(&format!("\n# {text}\n"));
    }

    /// Sends a request, with `Content-Type: application/json` whether or not it has a body, as official clients do.
    pub async fn call(&mut self, (name, client): (&str, &Client), method: &str, path: &str, body: &str) -> Answer {
        let json = [("content-type", "application/json")];
        let answer = client.raw(method, path, &json, body.as_bytes().to_vec()).await;
        let asked = self.redact(&format!("{method} {path} {body}"));
        self.text.push_str(&format!("{name}: {}\n", asked.trim_end()));
        let exact = self.redact(&String::from_utf8_lossy(&answer.bytes));
        let usual = |header: &str| {
            matches!(
                (header, answer.header(header)),
                ("content-type", "application/json") | ("x-request-id", "test") | (_, "")
            )
        };
        let shown: Vec<String> = HEADERS
            .iter()
            .filter(|header| !usual(header))
            .map(|header| format!(" [{header}: {}]", answer.header(header)))
            .collect();
        let line = format!("  {}{} {exact}", answer.status.as_u16(), shown.concat());
        self.text.push_str(&format!("{}\n", line.trim_end()));
        answer
    }

    /// The whole story.
    pub fn finish(self) -> String {
        self.text.trim_start().to_owned()
    }

    fn redact(&mut self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            match find(rest) {
                Some(("time", length)) => {
                    out.push_str("[time]");
                    rest = &rest[length..];
                }
                Some((kind, length)) => {
                    let number = self.number(kind, &rest[..length]);
                    out.push_str(&format!("[{kind} {number}]"));
                    rest = &rest[length..];
                }
                None => {
                    out.push(first);
                    rest = &rest[first.len_utf8()..];
                }
            }
        }
        out
    }

    /// The number of a value among those of its kind; the case of letters does not matter.
    fn number(&mut self, kind: &'static str, value: &str) -> usize {
        let value = value.to_lowercase();
        let mut of_kind = self.seen.iter().filter(|(k, _)| *k == kind);
        match of_kind.position(|(_, known)| *known == value) {
            Some(at) => at + 1,
            None => {
                self.seen.push((kind, value));
                self.seen.iter().filter(|(k, _)| *k == kind).count()
            }
        }
    }
}

/// What it is called, how it begins, how many characters follow, and which.
type Kind = (&'static str, &'static str, usize, fn(u8) -> bool);

/// What stands at the beginning of a text that differs from run to run, and how long it is.
fn find(text: &str) -> Option<(&'static str, usize)> {
    let base62 = |c: u8| c.is_ascii_alphanumeric();
    let base64 = |c: u8| c.is_ascii_alphanumeric() || c == b'-' || c == b'_';
    let hex = |c: u8| c.is_ascii_hexdigit();
    let kinds: [Kind; 8] = [
        ("user", "usr_", 32, hex),
        ("organization", "org_", 32, hex),
        ("invitation token", "ivt_", 43, base64),
        ("organization key", "permit_key_", 40, base62),
        ("token key", "ak_live_", 16, base62),
        ("token key", "ak_test_", 16, base62),
        ("integration key", "tke_live_", 32, base64),
        ("native key", "ghk_live_", 36, base62),
    ];
    let prefixed = kinds.iter().find_map(|(kind, prefix, length, of)| {
        let rest = text.strip_prefix(prefix)?;
        let run = rest.bytes().take_while(|c| of(*c)).count();
        (run >= *length).then_some((*kind, prefix.len() + run))
    });
    if prefixed.is_some() {
        return prefixed;
    }
    let hyphen = |i: usize| matches!(i, 8 | 13 | 18 | 23);
    if let Some(start) = text.get(..36)
        && start.bytes().enumerate().all(|(i, c)| if hyphen(i) { c == b'-' } else { hex(c) })
    {
        return Some(("uuid", 36));
    }
    let end = text.bytes().take(40).position(|c| c == b'Z')?;
    let time = text.get(..=end)?;
    time.parse::<contract::Timestamp>().is_ok().then_some(("time", end + 1))
}

/// Keeps a story as a snapshot of that name.
macro_rules! snapshot {
    ($name:expr, $story:expr) => {{
        let story = $story.finish();
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "snapshots", omit_expression => true }, {
            insta::assert_snapshot!($name, story);
        })
    }};
}
pub(crate) use snapshot;
