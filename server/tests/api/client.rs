//! A server on a database of its own, and clients of it by identity.

use std::{collections::HashMap, sync::Arc};

use axum::{Router, body::Body};
use clap::Parser;
use http::{HeaderMap, Request, StatusCode};
use serde_json::{Value, json};
use server::{
    assets::Assets,
    cli::Cli,
    config::Config,
    router::{AppState, build},
};
use service::{
    Services,
    testing::{Person, TestServices},
};
use tower::ServiceExt;

/// The administration token of every test server.
pub const ADMIN_TOKEN: &str = "administration-token-of-the-tests-0123456789";
/// The host the server answers for.
pub const HOST: &str = "127.0.0.1:3000";

/// The configuration that the given variables make, without the prefix.
pub fn config(variables: &[(&str, &str)]) -> Config {
    let variables: HashMap<String, String> =
        variables.iter().map(|(name, value)| (format!("GUILDHALL_{name}"), (*value).to_owned())).collect();
    let file = tempfile::NamedTempFile::new().unwrap();
    let cli = Cli::try_parse_from(["guildhall"]).unwrap();
    Config::from_sources(&cli.settings, |name| variables.get(name).cloned(), Some(file.path())).unwrap()
}

/// The whole router around a service layer.
pub fn router(services: &Services, variables: &[(&str, &str)]) -> Router {
    let state =
        AppState { config: Arc::new(config(variables)), assets: Assets::embedded(), services: services.clone() };
    build(&state).unwrap()
}

/// A running server.
pub struct Api {
    /// The service layer, its clock, its database.
    pub t: TestServices,
    app: Router,
}

impl Api {
    /// A server on `engine`.
    pub async fn new(engine: &'static str) -> Self {
        Self::around(TestServices::new(engine, |_| {}).await)
    }

    /// A server around a service layer.
    pub fn around(t: TestServices) -> Self {
        let app = router(&t.services, &[("ADMIN_TOKEN", ADMIN_TOKEN)]);
        Self { t, app }
    }

    /// A client with a Bearer credential.
    pub fn bearer(&self, token: &str) -> Client {
        Client { app: self.app.clone(), headers: vec![("authorization".to_owned(), format!("Bearer {token}"))] }
    }

    /// A client without a credential.
    pub fn anonymous(&self) -> Client {
        Client { app: self.app.clone(), headers: Vec::new() }
    }

    /// A new person with a verified address, and a client that acts as them by a user token.
    pub async fn person(&self, name: &str) -> (Person, Client) {
        let person = self.t.person(name).await;
        let client = self.bearer(&person.token);
        (person, client)
    }
}

/// Runs a test against a server on SQLite and against one on PostgreSQL. Snapshots are the same for both.
pub async fn on_both<F: Future<Output = Api>>(test: impl Fn(Api) -> F) {
    for engine in ["sqlite", "postgres"] {
        test(Api::new(engine).await).await.t.finish().await;
    }
}

/// Somebody who calls.
#[derive(Clone)]
pub struct Client {
    app: Router,
    headers: Vec<(String, String)>,
}

impl Client {
    /// A client of another router.
    pub fn of(app: Router, token: Option<&str>) -> Self {
        let headers = token.map(|token| ("authorization".to_owned(), format!("Bearer {token}")));
        Self { app, headers: headers.into_iter().collect() }
    }

    /// The same client with one more header on every request.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same client without a header.
    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|header| header.0 != name);
        self
    }

    /// Sends a request as it is.
    pub async fn raw(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("host", HOST);
        // Snapshots show the request's id.
        if !self.headers.iter().any(|(name, _)| name == "x-request-id") {
            request = request.header("x-request-id", "test");
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.app.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).unwrap_or(Value::Null) };
        Answer { status: parts.status, headers: parts.headers, body, bytes }
    }

    /// Sends a request with a JSON body, or none.
    pub async fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        match body {
            Some(body) => {
                self.raw(method, path, &[("content-type", "application/json")], serde_json::to_vec(body).unwrap()).await
            }
            None => self.raw(method, path, &[], Vec::new()).await,
        }
    }

    /// GET below `/api/v1`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", &format!("/api/v1{path}"), None).await
    }

    /// POST below `/api/v1`.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send("POST", &format!("/api/v1{path}"), Some(&body)).await
    }

    /// POST without a body below `/api/v1`.
    pub async fn act(&self, path: &str) -> Answer {
        self.send("POST", &format!("/api/v1{path}"), None).await
    }

    /// PATCH below `/api/v1`.
    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send("PATCH", &format!("/api/v1{path}"), Some(&body)).await
    }

    /// PUT without a body below `/api/v1`.
    pub async fn put(&self, path: &str) -> Answer {
        self.send("PUT", &format!("/api/v1{path}"), None).await
    }

    /// DELETE below `/api/v1`.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", &format!("/api/v1{path}"), None).await
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// The body as JSON; null when there is none.
    pub body: Value,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body of an answer that must be a success.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.body);
        self.body
    }

    /// Status and code of a failure, or the status alone.
    pub fn verdict(&self) -> String {
        match self.body["code"].as_str().filter(|_| !self.status.is_success()) {
            Some(code) => format!("{} {code}", self.status.as_u16()),
            None => self.status.as_u16().to_string(),
        }
    }

    /// A header's text; empty when it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// A text in the body.
    #[track_caller]
    pub fn text(&self, pointer: &str) -> String {
        let text = self.body.pointer(pointer).and_then(Value::as_str);
        text.unwrap_or_else(|| panic!("no text at {pointer}: {} {}", self.status, self.body)).to_owned()
    }

    /// Status and body for a snapshot, with what differs from run to run replaced.
    pub fn shown(&self) -> Value {
        let mut shown = json!({ "status": self.status.as_u16(), "body": self.body });
        Redactor::default().redact(None, &mut shown);
        shown
    }
}

/// Keeps an answer as a snapshot named after the call.
macro_rules! snapshot {
    ($name:expr, $answer:expr) => {{
        let shown = $answer.shown();
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "snapshots", omit_expression => true }, {
            insta::assert_json_snapshot!($name, shown);
        })
    }};
}
pub(crate) use snapshot;

/// Replaces ids by numbered names and secrets by nothing, so that equal runs give equal snapshots.
#[derive(Default)]
struct Redactor {
    seen: Vec<String>,
}

const IDS: [&str; 12] =
    ["own_", "org_", "usr_", "proj_", "inv_", "join_", "role_", "key_", "evt_", "ses_", "tok_", "msg_"];
const SECRETS: [&str; 7] = ["secret", "key", "token", "accept_url", "last_four", "prefix", "next_cursor"];

impl Redactor {
    fn redact(&mut self, field: Option<&str>, value: &mut Value) {
        match value {
            Value::String(text) => {
                let secret = field.is_some_and(|field| SECRETS.contains(&field));
                let join_code = field == Some("code") && text.bytes().any(|byte| byte.is_ascii_uppercase());
                if secret || join_code {
                    *text = format!("[{}]", field.unwrap_or_default());
                } else {
                    *text = without_fraction(text).unwrap_or_else(|| self.ids(text));
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.redact(None, item)),
            Value::Object(fields) => {
                for (name, value) in fields {
                    self.redact(Some(name), value);
                }
            }
            _ => {}
        }
    }

    fn ids(&mut self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let id = IDS.iter().find_map(|prefix| {
                let digits = rest.strip_prefix(prefix)?.get(..32)?;
                digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| (*prefix, prefix.len() + 32))
            });
            match id {
                Some((prefix, length)) => {
                    let id = rest[..length].to_owned();
                    let number = self.seen.iter().position(|seen| *seen == id).unwrap_or_else(|| {
                        self.seen.push(id);
                        self.seen.len() - 1
                    });
                    out.push_str(&format!("[{prefix}{number}]"));
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
}

/// A time to the second: the clock of tests moves a microsecond at each look.
fn without_fraction(text: &str) -> Option<String> {
    let time: contract::Timestamp = text.parse().ok()?;
    Some(contract::Timestamp(time.0 - time.0 % contract::time::SECOND).to_string())
}
