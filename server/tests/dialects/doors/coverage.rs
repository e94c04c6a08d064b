//! No call of a surface without a row in the matrix: the routes of the routers and the methods of the descriptors.

use std::collections::BTreeSet;

use buffa::Message;
use buffa_descriptor::generated::descriptor::FileDescriptorSet;
use server::{
    dialects::{self, Surface},
    rpc::DESCRIPTORS,
};

use super::tables::calls;
use crate::client::Api;

/// Services of the protocol itself, which no surface answers for.
const OF_THE_PROTOCOL: [&str; 2] = ["grpc.health.", "grpc.reflection."];

#[tokio::test]
async fn every_route_of_the_surfaces_has_a_row_in_the_matrix() {
    let api = Api::new("sqlite").await;
    // The router prints its paths. Which methods a path takes, it says itself when it is asked by another.
    let printed = format!("{:?}", dialects::router(api.t.services.clone()));
    let table = printed.split("node: Node { paths: {").nth(1).and_then(|rest| rest.split("} }").next()).unwrap();
    let paths: BTreeSet<&str> = table.split("): \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut routes = BTreeSet::new();
    for path in paths.into_iter().filter(|path| !path.contains("{*")) {
        let concrete = path.replace(['{', '}'], "");
        let answer = api.anonymous().raw("PROPFIND", &concrete, &[], Vec::new()).await;
        // What is there only to be not found takes every method.
        if answer.status == 404 {
            continue;
        }
        assert_eq!(answer.status, 405, "{path}");
        assert!(!matches!(Surface::of(path), Surface::Console | Surface::Native | Surface::Admin), "{path}");
        let allowed = answer.header("allow").split(',').map(str::trim).filter(|method| *method != "HEAD");
        routes.extend(allowed.map(|method| format!("{method} {path}")));
    }
    assert!(routes.len() > 60, "the routes were read: {routes:#?}");
    compare(&routes, |call| !call.starts_with("connect ") && !call.starts_with("grpc "));
    api.t.finish().await;
}

#[test]
fn every_method_of_the_descriptors_has_a_row_in_the_matrix() {
    let set = FileDescriptorSet::decode_from_slice(DESCRIPTORS).unwrap();
    let mut methods = BTreeSet::new();
    for file in &set.file {
        for service in &file.service {
            let package = file.package.as_deref().unwrap_or_default();
            let service_name = format!("{package}.{}", service.name.as_deref().unwrap_or_default());
            if OF_THE_PROTOCOL.iter().any(|prefix| service_name.starts_with(prefix)) {
                continue;
            }
            for method in &service.method {
                methods.insert(format!("grpc {service_name}/{}", method.name.as_deref().unwrap_or_default()));
            }
        }
    }
    assert!(methods.len() >= 48, "the descriptors were read: {methods:#?}");
    compare(&methods, |call| call.starts_with("grpc "));
    // Teabar's are the calls of Connect as well.
    let teabar = methods.iter().filter_map(|method| method.strip_prefix("grpc teabar."));
    let by_connect: BTreeSet<String> = teabar.map(|method| format!("connect teabar.{method}")).collect();
    compare(&by_connect, |call| call.starts_with("connect "));
}

/// Fails unless the rows of this kind are exactly those.
fn compare(served: &BTreeSet<String>, kind: impl Fn(&str) -> bool) {
    let listed: BTreeSet<String> = calls().iter().map(|call| call.name()).filter(|name| kind(name)).collect();
    let unlisted: Vec<_> = served.difference(&listed).collect();
    assert!(
        unlisted.is_empty(),
        "these calls have no row in server/tests/dialects/doors/tables: {unlisted:#?}\n\
         Add one for each with a right message and what the caller needs, run the tests with INSTA_UPDATE=always, and read \
         what changed in snapshots/doors.snap: it says who may do it."
    );
    let gone: Vec<_> = listed.difference(served).collect();
    assert!(gone.is_empty(), "these rows of the matrix belong to no call any more: {gone:#?}");
}
