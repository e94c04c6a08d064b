//! A call of a surface: what it needs, and how it is sent and read on each of its wires.

use axum::{Router, body::Body};
use http::{HeaderMap, Request};
use http_body_util::BodyExt;
use serde_json::{Map, Value};
use server::dialects::Surface;
use tower::ServiceExt;

use super::{needs::Needs, who::Things};
use crate::client::HOST;

/// Makes the binary message of a JSON one; none of what is no such message.
pub type Encode = fn(&Value) -> Option<Vec<u8>>;

/// How a call is sent.
#[derive(Clone, Copy)]
pub enum Wire {
    /// A method, and a path as the router has it: its names are fields of the message, the others go into the body, or into
    /// the query of a GET and a DELETE.
    Rest(&'static str, &'static str),
    /// A procedure by Connect, in JSON.
    Connect(&'static str),
    /// A procedure by gRPC, and what makes the binary message out of the JSON one.
    Grpc(&'static str, Encode),
}

/// What in a message says which organization it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// Nothing: it is about none.
    Nothing,
    /// The field of this name.
    Field(&'static str),
    /// The field of this name, by something in it.
    Thing(&'static str),
    /// The header `X-Organization-Id`.
    Header,
}

/// A call.
#[derive(Clone)]
pub struct Call {
    pub surface: Surface,
    pub wire: Wire,
    /// What the caller needs.
    pub needs: Needs,
    pub names: Names,
    /// A message that is right.
    pub message: fn(&Things) -> Value,
    /// Where a refusal names it: the permission and the resource, with fields of the message in it.
    pub refusal: Option<(&'static str, &'static str)>,
}

impl Call {
    /// The name in snapshots, and what the coverage test compares with the router and the descriptors.
    pub fn name(&self) -> String {
        match self.wire {
            Wire::Rest(method, path) => format!("{method} {path}"),
            Wire::Connect(procedure) => format!("connect {procedure}"),
            Wire::Grpc(procedure, _) => format!("grpc {procedure}"),
        }
    }

    /// Whether it is about a project that is not that of the project keys.
    pub fn of_second_project(&self) -> bool {
        self.name().ends_with("DeleteProject")
            || self.name() == "DELETE /organisation-service/v1/organisation/{organisation_id}/project"
    }

    /// Whether it changes nothing.
    pub fn only_reads(&self) -> bool {
        match self.wire {
            Wire::Rest("GET", _) => true,
            Wire::Rest(_, path) => {
                ["/get", "/list", "/roles"].iter().any(|end| self.surface == Surface::Adrifact && path.ends_with(end))
            }
            Wire::Connect(procedure) | Wire::Grpc(procedure, _) => {
                let method = procedure.rsplit('/').next().unwrap_or_default();
                method.starts_with("Get") || method.starts_with("List")
            }
        }
    }

    /// Whether a message can be sent at all.
    pub fn takes(&self, message: &Value) -> bool {
        if let Wire::Grpc(_, encode) = self.wire { encode(message).is_some() } else { true }
    }

    /// Sends it with a message; `header` is for calls that name the organization there.
    pub async fn send_as(&self, app: &Router, message: &Value, header: &str, token: Option<&str>) -> Reply {
        let (method, path, kind, body) = match self.wire {
            Wire::Rest(method, template) => {
                let (path, body) = rest(method, template, message);
                (method, path, "application/json", body)
            }
            Wire::Connect(procedure) => {
                ("POST", format!("/{procedure}"), "application/json", message.to_string().into())
            }
            Wire::Grpc(procedure, encode) => {
                ("POST", format!("/{procedure}"), "application/grpc", frame(&encode(message).unwrap()))
            }
        };
        let mut request =
            Request::builder().method(method).uri(path).header("host", HOST).header("x-request-id", "test");
        request = request.header("content-type", kind).header("te", "trailers");
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if self.names == Names::Header {
            request = request.header("x-organization-id", header);
        }
        let response = app.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let collected = body.collect().await.unwrap();
        let trailers = collected.trailers().cloned().unwrap_or_default();
        Reply { status: parts.status.as_u16(), headers: parts.headers, trailers, body: collected.to_bytes().to_vec() }
    }
}

/// Path with query, and body, of a message.
fn rest(method: &str, template: &str, message: &Value) -> (String, Vec<u8>) {
    let mut fields: Map<String, Value> = message.as_object().unwrap().clone();
    let mut path = template.to_owned();
    fields.retain(|name, value| {
        let placeholder = format!("{{{name}}}");
        let in_path = path.contains(&placeholder);
        path = path.replace(&placeholder, &escaped(&text(value)));
        !in_path
    });
    if matches!(method, "GET" | "DELETE") {
        let query: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", escaped(&text(value)))).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        return (format!("{path}{mark}{}", query.join("&")), Vec::new());
    }
    (path, Value::Object(fields).to_string().into())
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn frame(message: &[u8]) -> Vec<u8> {
    let length = u32::try_from(message.len()).unwrap().to_be_bytes();
    [&[0][..], &length, message].concat()
}

/// What came back.
#[derive(Debug, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub trailers: HeaderMap,
    pub body: Vec<u8>,
}

impl Reply {
    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The text of a trailer, which is a header where an answer is nothing but trailers.
    pub fn trailer(&self, name: &str) -> String {
        let value = self.trailers.get(name).or_else(|| self.headers.get(name));
        value.and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    }
}
