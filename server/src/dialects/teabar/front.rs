//! The rules of the wire that go before a call: what may be asked how, the credential, the version, the time, the size. The
//! crate does the rest; where its errors differ from the contract, they are written anew on their way out.

use std::time::Duration;

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    response::{IntoResponse, Response},
    routing::any,
};
use bytes::Bytes;
use connectrpc::{ConnectRpcService, Dispatcher, ErrorCode};
use contract::ApiError;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, request::Parts};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use service::{Actor, Services, principals};
use tower::Service;

use super::{
    NAME, Refused,
    error::{self, Failure},
};
use crate::rpc::MESSAGE_MAX;

const VERSION: &str = "connect-protocol-version";
const TIMEOUT: &str = "connect-timeout-ms";
const GRPC_TIMEOUT: &str = "grpc-timeout";
const GRPC_ENCODING: &str = "grpc-encoding";
/// A message of gRPC without a byte in it.
const EMPTY_ENVELOPE: &[u8] = &[0; 5];
/// Response headers of an error that were those of the crate's body.
const OF_BODY: [header::HeaderName; 3] = [header::CONTENT_LENGTH, header::CONTENT_TYPE, header::CONTENT_ENCODING];

#[derive(Clone)]
struct Front {
    services: Services,
    rpc: ConnectRpcService,
}

/// The routes of the service, around the crate's own service.
pub fn routes(services: &Services, rpc: ConnectRpcService) -> Router {
    let front = Front { services: services.clone(), rpc };
    Router::new().route(&format!("/{NAME}/{{*method}}"), any(serve)).with_state(front)
}

async fn serve(State(mut front): State<Front>, request: Request) -> Response {
    let grpc = request.method() == Method::POST && media_type(request.headers()).starts_with("application/grpc");
    let answer = if grpc { front.grpc(request).await } else { front.connect(request).await };
    answer.unwrap_or_else(IntoResponse::into_response)
}

impl Front {
    async fn connect(&mut self, request: Request) -> Result<Response, Failure> {
        let path = request.uri().path().trim_start_matches('/');
        let Some(method) = self.rpc.dispatcher().lookup(path) else {
            return Err(Failure::new(ErrorCode::Unimplemented, format!("{path} is not implemented")));
        };
        let get = request.method() == Method::GET;
        if !(request.method() == Method::POST || get && method.idempotent) {
            return Ok(not_allowed(method.idempotent));
        }
        let media_type = media_type(request.headers());
        if !get && !matches!(media_type.as_str(), "application/json" | "application/proto") {
            let failure = Failure::new(ErrorCode::Unknown, "Send application/json or application/proto");
            return Err(failure.with_status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let json = media_type == "application/json";
        let (mut parts, body) = request.into_parts();
        self.admit(&mut parts).await?;
        version(&parts.headers)?;
        let time = timeout(&parts.headers)?;
        let call = async {
            let body = if get {
                parts.uri = query(&parts.uri)?;
                Bytes::new()
            } else {
                encoding(&mut parts.headers)?;
                message(&mut parts.headers, body, json).await?
            };
            let request = Request::from_parts(parts, Body::from(body));
            let answer = self.rpc.call(request).await.unwrap_or_else(|never| match never {});
            Ok(answer.map(Body::new))
        };
        let over = || Failure::new(ErrorCode::DeadlineExceeded, "The time for this call is over");
        let answer = match time {
            None => call.await?,
            // A time-out looks at its call once before it looks at the clock, and that may be enough.
            Some(Duration::ZERO) => return Err(over()),
            Some(time) => tokio::time::timeout(time, call).await.map_err(|_| over())??,
        };
        Ok(complete(answer).await)
    }

    /// What is refused goes through the crate too, as an empty call, because it knows how gRPC writes errors.
    async fn grpc(&mut self, request: Request) -> Result<Response, Failure> {
        let (mut parts, mut body) = request.into_parts();
        let admitted = self.admit(&mut parts).await.and_then(|()| grpc_timeout(&parts.headers));
        if let Err(failure) = admitted {
            parts.extensions.insert(Refused(failure));
            parts.headers.remove(GRPC_TIMEOUT);
            parts.headers.remove(GRPC_ENCODING);
            body = Body::from(Bytes::from_static(EMPTY_ENVELOPE));
        }
        let answer = self.rpc.call(Request::from_parts(parts, body)).await.unwrap_or_else(|never| match never {});
        Ok(answer.map(Body::new))
    }

    /// Checks the credential, before anything that the request says is looked at.
    async fn admit(&self, parts: &mut Parts) -> Result<(), Failure> {
        let unknown = || Failure::of(ApiError::Unauthenticated, true);
        let actor = parts.extensions.get::<Actor>().ok_or_else(unknown)?;
        let principal = principals::identify(&self.services, actor).await;
        let principal = principal.map_err(|error| Failure::of(error.public(&actor.request().request_id), true))?;
        parts.extensions.insert(principal);
        Ok(())
    }
}

/// The media type of the body, without parameters.
fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn not_allowed(readable: bool) -> Response {
    let failure = Failure::new(ErrorCode::Unknown, "This call does not take this method; see the Allow header");
    let mut answer = failure.with_status(StatusCode::METHOD_NOT_ALLOWED).into_response();
    let allow = if readable { "GET, POST" } else { "POST" };
    answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static(allow));
    answer
}

fn version(headers: &HeaderMap) -> Result<(), Failure> {
    if headers.get_all(VERSION).iter().all(|version| version == "1") {
        return Ok(());
    }
    Err(Failure::new(ErrorCode::InvalidArgument, "Connect-Protocol-Version must be 1"))
}

fn timeout(headers: &HeaderMap) -> Result<Option<Duration>, Failure> {
    let Some(value) = headers.get(TIMEOUT) else { return Ok(None) };
    let digits = value.to_str().ok().filter(|text| text.len() <= 10 && text.bytes().all(|byte| byte.is_ascii_digit()));
    match digits.and_then(|digits| digits.parse().ok()) {
        Some(millis) => Ok(Some(Duration::from_millis(millis))),
        None => Err(Failure::new(
            ErrorCode::InvalidArgument,
            "Connect-Timeout-Ms must be at most 10 digits of milliseconds",
        )),
    }
}

/// gRPC's time is kept by the crate, which ignores one that it cannot read.
fn grpc_timeout(headers: &HeaderMap) -> Result<(), Failure> {
    let Some(value) = headers.get(GRPC_TIMEOUT) else { return Ok(()) };
    let bytes = value.as_bytes();
    let fits = bytes.split_last().is_some_and(|(unit, digits)| {
        b"HMSmun".contains(unit) && (1..=8).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit)
    });
    if fits { Ok(()) } else { Err(Failure::new(ErrorCode::InvalidArgument, "grpc-timeout cannot be read")) }
}

fn unsupported(encoding: &str) -> Failure {
    let message = format!("Compression {encoding:?} is not supported; use gzip or identity");
    Failure::new(ErrorCode::Unimplemented, message)
}

/// Makes sure that the body is compressed by what is known here, if at all.
fn encoding(headers: &mut HeaderMap) -> Result<(), Failure> {
    let mut values = headers.get_all(header::CONTENT_ENCODING).iter();
    let Some(value) = values.next() else { return Ok(()) };
    let text = value.to_str().unwrap_or_default().trim().to_ascii_lowercase();
    let known = match text.as_str() {
        "gzip" => Some("gzip"),
        "identity" | "" => None,
        _ => return Err(unsupported(&text)),
    };
    if values.next().is_some() {
        return Err(unsupported("of several kinds at once"));
    }
    match known {
        Some(known) => headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(known)),
        None => headers.remove(header::CONTENT_ENCODING),
    };
    Ok(())
}

/// The message as it was sent, perhaps compressed. An empty body is an empty message, and never decompressed.
async fn message(headers: &mut HeaderMap, body: Body, json: bool) -> Result<Bytes, Failure> {
    let collected = Limited::new(body, MESSAGE_MAX).collect().await.map_err(|error| {
        if error.is::<LengthLimitError>() {
            return error::too_large();
        }
        Failure::new(ErrorCode::InvalidArgument, "The message did not arrive whole")
    })?;
    let bytes = collected.to_bytes();
    if !bytes.is_empty() {
        return Ok(bytes);
    }
    headers.remove(header::CONTENT_ENCODING);
    Ok(if json { Bytes::from_static(b"{}") } else { bytes })
}

/// The address of a GET with a message that the crate can read: an empty one is never decompressed, and in JSON is `{}`.
fn query(uri: &Uri) -> Result<Uri, Failure> {
    let query = uri.query().unwrap_or_default();
    let value = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('=').or(Some((pair, ""))));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    let missing =
        |name: &str| Failure::new(ErrorCode::InvalidArgument, format!("The query parameter {name} is missing"));
    let encoding = value("encoding").ok_or_else(|| missing("encoding"))?;
    let message = value("message").ok_or_else(|| missing("message"))?;
    match value("compression") {
        None | Some("gzip" | "identity") => {}
        Some(other) => return Err(unsupported(other)),
    }
    if !message.is_empty() {
        return Ok(uri.clone());
    }
    let message = if encoding == "json" { "%7B%7D" } else { "" };
    let connect = value("connect").map(|version| format!("&connect={version}")).unwrap_or_default();
    let rewritten = format!("{}?encoding={encoding}&message={message}{connect}", uri.path());
    rewritten.parse().map_err(|_| Failure::new(ErrorCode::InvalidArgument, "The query cannot be read"))
}

/// Writes the crate's error as the contract has it. What is no error stays as it is.
async fn complete(answer: Response) -> Response {
    if answer.status().is_success() {
        return answer;
    }
    let (mut parts, body) = answer.into_parts();
    let Ok(body) = axum::body::to_bytes(body, MESSAGE_MAX).await else { return parts.status.into_response() };
    let Some((code, body)) = error::complete(&body) else { return error::bare(parts.status, "The call failed") };
    // Only a message can be too large here: what is asked too often is told when to ask again.
    if code == ErrorCode::ResourceExhausted && !parts.headers.contains_key(header::RETRY_AFTER) {
        parts.status = StatusCode::PAYLOAD_TOO_LARGE;
    }
    if parts.status == StatusCode::UNAUTHORIZED {
        parts.headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    for name in OF_BODY {
        parts.headers.remove(name);
    }
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Response::from_parts(parts, Body::from(body))
}
