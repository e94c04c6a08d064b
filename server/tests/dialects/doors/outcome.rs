//! What an answer says, in the same words for every surface.

use serde_json::Value;
use server::dialects::Surface;

use super::call::{Call, Reply, Wire};

/// What an answer says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It was done.
    Done,
    /// No credential, or a bad one.
    Unauthenticated,
    /// Not allowed.
    Denied,
    /// Only a person may do it.
    PersonNeeded,
    /// An invitation for somebody else.
    NotInvited,
    /// Not there, or not to be seen.
    Missing,
    /// Anything else: status and code.
    Other(String),
}

impl Outcome {
    /// One letter, for the table.
    pub fn letter(&self) -> char {
        match self {
            Self::Done => '+',
            Self::Unauthenticated => 'u',
            Self::Denied => 'd',
            Self::PersonNeeded => 'p',
            Self::NotInvited => 'i',
            Self::Missing => '-',
            Self::Other(_) => '?',
        }
    }
}

impl Call {
    /// What an answer to this call with this message says.
    pub fn outcome(&self, message: &Value, reply: &Reply) -> Outcome {
        let found = match (&self.wire, self.surface) {
            (Wire::Grpc(..), _) => grpc(reply),
            (_, Surface::Perms) => perms(reply),
            (_, Surface::Teabar) => teabar(reply),
            (_, Surface::Permit) => permit(reply),
            (_, Surface::Adrifact) => adrifact(reply),
            _ => tours(reply),
        };
        let challenged = reply.headers.get("www-authenticate").is_some_and(|value| value == "Bearer");
        let grpc = matches!(self.wire, Wire::Grpc(..));
        if found == Outcome::Unauthenticated && !challenged && !grpc {
            return Outcome::Other("a 401 without a challenge".to_owned());
        }
        if let (Outcome::Denied, Some(told)) = (&found, self.refusal_text(message)) {
            let said = if grpc { unescaped(&reply.trailer("grpc-message")) } else { text(reply, "/error/message") };
            if said != told {
                return Outcome::Other(format!("{said:?} instead of {told:?}"));
            }
        }
        found
    }

    /// The documented sentence of a refusal, where a surface has one.
    fn refusal_text(&self, message: &Value) -> Option<String> {
        let (permission, resource) = self.refusal?;
        let fields = message.as_object().into_iter().flatten();
        let resource = fields.fold(resource.to_owned(), |resource, (name, value)| {
            resource.replace(&format!("{{{name}}}"), value.as_str().unwrap_or_default())
        });
        Some(format!("Permission denied: missing required permission '{permission}' on resource '{resource}'"))
    }
}

fn text(reply: &Reply, pointer: &str) -> String {
    reply.json().pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn other(reply: &Reply) -> Outcome {
    let status = reply.trailer("grpc-status");
    let body = String::from_utf8_lossy(&reply.body);
    Outcome::Other(format!("{} {status} {body}", reply.status))
}

fn perms(reply: &Reply) -> Outcome {
    match (reply.status, reply.json().pointer("/error/code").and_then(Value::as_u64)) {
        (200, None) => Outcome::Done,
        (401, Some(16)) => Outcome::Unauthenticated,
        (403, Some(7)) => Outcome::Denied,
        (404, Some(5)) => Outcome::Missing,
        _ => other(reply),
    }
}

fn grpc(reply: &Reply) -> Outcome {
    match (reply.status, reply.trailer("grpc-status").as_str()) {
        (200, "0") => Outcome::Done,
        (200, "16") => Outcome::Unauthenticated,
        (200, "7") => Outcome::Denied,
        (200, "5") => Outcome::Missing,
        _ => other(reply),
    }
}

fn teabar(reply: &Reply) -> Outcome {
    let (code, reason) = (text(reply, "/code"), text(reply, "/details/0/reason"));
    match (reply.status, code.as_str(), reason.as_str()) {
        (200, "", _) => Outcome::Done,
        (401, "unauthenticated", "TOKEN_INVALID" | "TOKEN_EXPIRED" | "TOKEN_REVOKED") => Outcome::Unauthenticated,
        (403, "permission_denied", "INSUFFICIENT_ROLE") => Outcome::Denied,
        (404, "not_found", "ORGANIZATION_NOT_FOUND" | "PROJECT_NOT_FOUND" | "MEMBER_NOT_FOUND") => Outcome::Missing,
        _ => other(reply),
    }
}

fn permit(reply: &Reply) -> Outcome {
    match (reply.status, text(reply, "/error_code").as_str()) {
        (200 | 204, "") => Outcome::Done,
        (401, "UNAUTHORIZED") => Outcome::Unauthenticated,
        (403, "FORBIDDEN_ACCESS") => Outcome::Denied,
        (404, "NOT_FOUND") => Outcome::Missing,
        _ => other(reply),
    }
}

fn adrifact(reply: &Reply) -> Outcome {
    match (reply.status, text(reply, "/error").as_str()) {
        (200, "") => Outcome::Done,
        (401, "unauthorized") => Outcome::Unauthenticated,
        (403, "forbidden") => Outcome::Denied,
        (403, "acting_user_required") => Outcome::PersonNeeded,
        (403, "email_mismatch") => Outcome::NotInvited,
        (404, code) if code.ends_with("_not_found") => Outcome::Missing,
        _ => other(reply),
    }
}

fn tours(reply: &Reply) -> Outcome {
    match (reply.status, text(reply, "/error").as_str()) {
        (200 | 201, "") => Outcome::Done,
        (401, "Unauthorized" | "API key has expired") => Outcome::Unauthenticated,
        (403, "Insufficient permissions") => Outcome::Denied,
        (403, "Session authentication required") => Outcome::PersonNeeded,
        (403, "This invitation was sent to another email address") => Outcome::NotInvited,
        (404, words) if words.ends_with(" not found") => Outcome::Missing,
        _ => other(reply),
    }
}

/// gRPC escapes what is not printable ASCII in a status message.
fn unescaped(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}
