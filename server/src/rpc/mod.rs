//! Connect, gRPC and gRPC-Web on the one port.
//!
//! # Adding a service
//! A `.proto` file below `server/proto`, its name in `build.rs`, an implementation of the generated trait below `dialects/`, and
//! one `add_service` in `methods`. Reflection, health and the routes follow from it.

mod health;

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    Router,
    response::{IntoResponse, Response},
};
use connectrpc::{CompressionRegistry, ConnectError, ConnectRpcService, Limits, compression::GzipProvider};
use connectrpc_health::HealthService;
use connectrpc_reflection::Reflector;
use http::{HeaderName, HeaderValue, StatusCode, header};
use service::Services;

use crate::{
    dialects::{perms, teabar},
    start,
};

/// Messages and service traits, as `build.rs` makes them out of `proto/`.
#[expect(
    missing_docs,
    clippy::allow_attributes,
    reason = "generated: what comes from a .proto file is documented there"
)]
pub mod proto {
    connectrpc::include_generated!("rpc.rs");
}

/// Longest message, before and after decompression, in bytes.
pub const MESSAGE_MAX: usize = 1024 * 1024;

/// The descriptors of everything below `proto/`, imports included: what reflection answers from.
pub const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.bin"));

/// The calls of all surfaces.
fn methods(services: &Services) -> connectrpc::Router {
    perms::methods(connectrpc::Router::new(), services).merge(teabar::methods(services))
}

/// The routes of all services, of reflection and of health. Their handlers find the request's actor in the extensions.
pub fn routes(services: &Services) -> Router {
    let methods = methods(services);
    let served = served(&methods);
    let advertised =
        served.iter().map(String::as_str).chain(["grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection"]);
    let methods = connectrpc_reflection::install(methods, reflector().with_services(advertised));
    let checker = health::Ready::new(start::readiness(services), served);
    let methods = methods.add_service(Arc::new(HealthService::new(checker)));
    let methods = connectrpc_health::apply_request_limits(methods, connectrpc_health::request_limits());
    let routed = self::served(&methods);
    let limits = Limits::default().with_max_request_body_size(MESSAGE_MAX).with_max_message_size(MESSAGE_MAX);
    let service = ConnectRpcService::new(methods)
        .with_limits(limits)
        .with_compression(CompressionRegistry::new().register(GzipProvider::new()));
    routed.iter().fold(Router::new(), |routes, name| match name.as_str() {
        // What its contract has besides the protocol.
        teabar::NAME => routes.merge(teabar::routes(services, service.clone())),
        _ => routes.route_service(&format!("/{name}/{{*method}}"), service.clone()),
    })
}

/// Whether a body of this type is gRPC's or gRPC-Web's.
#[must_use]
pub fn is_grpc(content_type: &HeaderValue) -> bool {
    content_type.as_bytes().starts_with(b"application/grpc")
}

/// The answer of gRPC to a call that came to no handler: a head that ends the call, and no body. For messages of visible ASCII
/// without `%`, which need no escaping.
pub fn refusal(content_type: HeaderValue, error: &ConnectError) -> Response {
    let mut response = (StatusCode::OK, [(header::CONTENT_TYPE, content_type)]).into_response();
    let headers = response.headers_mut();
    headers.insert(HeaderName::from_static("grpc-status"), HeaderValue::from(error.code.grpc_code()));
    if let Some(message) = error.message.as_deref().and_then(|message| HeaderValue::from_str(message).ok()) {
        headers.insert(HeaderName::from_static("grpc-message"), message);
    }
    headers.extend(error.response_headers().clone());
    headers.extend(error.trailers().clone());
    response
}

#[expect(clippy::expect_used, reason = "the bytes are made by the same build as the code that reads them")]
fn reflector() -> Reflector {
    Reflector::from_descriptor_set_bytes(DESCRIPTORS).expect("a descriptor set")
}

/// The names of the services a router knows.
fn served(methods: &connectrpc::Router) -> BTreeSet<String> {
    methods.methods().filter_map(|path| path.rsplit_once('/')).map(|(service, _)| service.to_owned()).collect()
}
