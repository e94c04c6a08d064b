//! Broken messages, thousands of them, against everything that speaks Connect, gRPC and gRPC-Web: whatever arrives is refused
//! with the word for what is wrong with it. Nothing panics, nothing is a fault of the server, and the server goes on.
//!
//! The seed is fixed; `GUILDHALL_FUZZ_SEED` and `GUILDHALL_FUZZ_ENVELOPES` (how many, 5,000) make a longer run of another kind.

mod messages;
mod mutate;

use std::{collections::BTreeMap, convert::Infallible, fmt::Write as _};

use axum::{Router, body::Body};
use http::{Request, Version};
use http_body_util::BodyExt;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use tower::ServiceExt;

use self::messages::{Call, Calls};
use crate::client::{Api, HOST, router};

/// A protocol, and the form of its messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    ConnectJson,
    ConnectProto,
    ConnectGet,
    Grpc,
    GrpcWeb,
}

const FORMS: [Form; 5] = [Form::ConnectJson, Form::ConnectProto, Form::ConnectGet, Form::Grpc, Form::GrpcWeb];

impl Form {
    const fn content_type(self) -> &'static str {
        match self {
            Self::ConnectJson | Self::ConnectGet => "application/json",
            Self::ConnectProto => "application/proto",
            Self::Grpc => "application/grpc+proto",
            Self::GrpcWeb => "application/grpc-web+proto",
        }
    }

    /// Whether messages stand in envelopes: a flag, a length, the message.
    const fn has_envelope(self) -> bool {
        matches!(self, Self::Grpc | Self::GrpcWeb)
    }
}

/// A request that can still be changed.
#[derive(Debug, Clone)]
struct Sent {
    form: Form,
    path: String,
    /// The query, for a GET.
    query: Option<String>,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    /// What was done to it.
    done: Vec<&'static str>,
}

impl Sent {
    fn new(call: &Call, form: Form, token: Option<&str>) -> Self {
        let mut headers = vec![("content-type", form.content_type().to_owned())];
        headers.extend(token.map(|token| ("authorization", format!("Bearer {token}"))));
        let body = match form {
            Form::ConnectGet => Vec::new(),
            Form::ConnectJson => call.json.clone().into_bytes(),
            _ => call.binary.clone(),
        };
        let query = (form == Form::ConnectGet).then(|| mutate::query(&call.binary));
        Self { form, path: call.path.clone(), query, headers, body, done: Vec::new() }
    }

    fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.into()));
    }

    fn request(&self) -> Request<Body> {
        let (method, uri) = match &self.query {
            Some(query) => ("GET", format!("{}?{query}", self.path)),
            None => ("POST", self.path.clone()),
        };
        let mut request = Request::builder().method(method).uri(uri).header("host", HOST);
        if self.form == Form::Grpc {
            request = request.version(Version::HTTP_2).header("te", "trailers");
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        // In the pieces in which a connection would bring it.
        let pieces: Vec<_> = self.body.chunks(16_384).map(|piece| Ok::<_, Infallible>(piece.to_vec())).collect();
        request.body(Body::from_stream(futures::stream::iter(pieces))).unwrap()
    }
}

/// What came back: the HTTP status, and the status of gRPC where there is one.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone)]
struct Verdict {
    http: u16,
    grpc: Option<u32>,
}

impl Verdict {
    /// The codes of gRPC for a fault of the server: UNKNOWN, INTERNAL, UNAVAILABLE, DATA_LOSS.
    const FAULTS: [u32; 4] = [2, 13, 14, 15];

    fn is_ok(&self) -> bool {
        self.http == 200 && self.grpc.unwrap_or_default() == 0
    }

    /// Of the statuses from 500 on, the protocol has two for faults of the request, and only those who ask for them get them:
    /// 501 for a compression that nobody has, 504 for a time that is over. And gRPC itself wants INTERNAL for one fault of the
    /// request: a message that says to be compressed where no header says how.
    fn is_fault(&self, sent: &Sent) -> bool {
        let asked = match self.http {
            501 => sent.done.contains(&"compression"),
            504 => sent.done.contains(&"timeout"),
            status => status < 500,
        };
        let flagged = sent.form.has_envelope() && sent.body.first().is_some_and(|flag| flag & 1 == 1);
        let coding = sent.headers.iter().find(|(name, _)| *name == "grpc-encoding").map_or("", |(_, value)| value);
        let unexplained = flagged && ["", "identity"].contains(&coding);
        !asked || self.grpc.is_some_and(|code| Self::FAULTS.contains(&code) && !(code == 13 && unexplained))
    }
}

/// Sends it; the text is what was said, for the message of a failing test.
async fn send(app: &Router, sent: &Sent) -> (Verdict, String) {
    let answer = app.clone().oneshot(sent.request()).await.unwrap();
    let (parts, body) = answer.into_parts();
    let collected = body.collect().await.unwrap();
    let code = |headers: &http::HeaderMap| headers.get("grpc-status")?.to_str().ok()?.parse().ok();
    let trailers = collected.trailers().cloned().unwrap_or_default();
    let said = [&parts.headers, &trailers].map(|headers| headers.get("grpc-message").map(|text| format!("{text:?}")));
    let bytes = collected.to_bytes();
    let grpc = code(&parts.headers).or_else(|| code(&trailers)).or_else(|| web_trailer(&bytes));
    (Verdict { http: parts.status.as_u16(), grpc }, format!("{said:?} {}", String::from_utf8_lossy(&bytes)))
}

/// The status in the last envelope of a gRPC-Web answer, which carries the trailers as text.
fn web_trailer(bytes: &[u8]) -> Option<u32> {
    let mut rest = bytes;
    while let [flag, a, b, c, d, more @ ..] = rest {
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        let message = more.get(..length)?;
        if flag & 0x80 != 0 {
            let text = std::str::from_utf8(message).ok()?;
            return text.lines().find_map(|line| line.strip_prefix("grpc-status:")?.trim().parse().ok());
        }
        rest = more.get(length..)?;
    }
    None
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().unwrap())
}

#[tokio::test]
async fn broken_messages_are_refused_and_nothing_breaks() {
    let (seed, cases) = (setting("GUILDHALL_FUZZ_SEED", 1), setting("GUILDHALL_FUZZ_ENVELOPES", 5_000));
    for engine in ["sqlite", "postgres"] {
        let api = Api::new(engine).await;
        abuse(&api, seed, cases / 2).await;
        api.t.finish().await;
    }
}

async fn abuse(api: &Api, seed: u64, cases: u64) {
    let calls = Calls::new(api).await;
    let app = router(&api.t.services, &[]);
    let mut dice = StdRng::seed_from_u64(seed);
    let mut verdicts: BTreeMap<Verdict, u64> = BTreeMap::new();
    let mut faults = String::new();
    for case in 0..cases {
        let form = FORMS[dice.random_range(0..FORMS.len())];
        let call = calls.any(&mut dice, form);
        let token = dice.random_ratio(9, 10).then_some(calls.token.as_str());
        let mut sent = Sent::new(call, form, token);
        mutate::mutate(&mut sent, &mut dice);
        let (verdict, answer) = send(&app, &sent).await;
        if verdict.is_fault(&sent) {
            writeln!(faults, "case {case}: {verdict:?} {answer}\n  for {sent:?}").unwrap();
        }
        *verdicts.entry(verdict).or_default() += 1;
    }
    assert!(faults.is_empty(), "seed {seed}:\n{faults}");
    // A run in which all is refused for the same reason shows nothing.
    let sum = |which: &dyn Fn(&Verdict) -> bool| -> u64 {
        verdicts.iter().filter(|(verdict, _)| which(verdict)).map(|(_, count)| count).sum()
    };
    let (ok, unread) = (sum(&Verdict::is_ok), sum(&|verdict| verdict.http == 401 || verdict.grpc == Some(16)));
    assert!(ok > cases / 20 && ok < cases / 2 && unread < cases / 5, "{verdicts:?}");
    assert!(verdicts.len() > 8, "{verdicts:?}");
    // The server is as it was before.
    for call in calls.all() {
        for form in FORMS {
            if call.fits(form) {
                let mut sent = Sent::new(call, form, Some(&calls.token));
                if form.has_envelope() {
                    sent.body = mutate::enclosed(0, u32::try_from(sent.body.len()).unwrap(), &sent.body);
                }
                let (verdict, answer) = send(&app, &sent).await;
                let known = verdict.is_ok() || !call.reads && [400, 404, 409].contains(&verdict.http);
                let known = known || !call.reads && verdict.grpc.is_some_and(|code| [3, 5, 6].contains(&code));
                assert!(known, "{} {form:?}: {verdict:?} {answer}", call.path);
            }
        }
    }
}
