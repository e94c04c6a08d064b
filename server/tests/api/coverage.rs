//! No call without a row in the matrix.

use std::collections::BTreeSet;

use crate::matrix::{functions::FUNCTIONS, operations::OPERATIONS};

#[test]
fn every_call_of_the_document_has_a_row_in_the_matrix() {
    let document = serde_json::to_value(server::api::openapi()).unwrap();
    let mut documented = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            documented.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    let listed: BTreeSet<String> = OPERATIONS
        .iter()
        .filter(|operation| operation.path.starts_with("/api/"))
        .map(|operation| format!("{} {}", operation.method, operation.path))
        .collect();
    let unlisted: Vec<_> = documented.difference(&listed).collect();
    assert!(
        unlisted.is_empty(),
        "these calls have no row in server/tests/api/matrix/operations.rs: {unlisted:#?}\n\
         Add one for each with a right body and what the call needs, run the tests with INSTA_UPDATE=always, and read \
         what changed in snapshots/matrix.snap: it says who may do it."
    );
    let gone: Vec<_> = listed.difference(&documented).collect();
    assert!(gone.is_empty(), "these rows of the matrix belong to no call any more: {gone:#?}");
}

#[test]
fn every_server_function_has_a_row_in_the_matrix() {
    let registered: BTreeSet<String> =
        server_fn::axum::server_fn_paths().map(|(path, method)| format!("{method} {path}")).collect();
    assert!(!registered.is_empty(), "the console is part of the test");
    let listed: BTreeSet<String> =
        FUNCTIONS.iter().map(|function| format!("{} {}", function.method, function.path)).collect();
    let unlisted: Vec<_> = registered.difference(&listed).collect();
    assert!(
        unlisted.is_empty(),
        "these server functions have no row in server/tests/api/matrix/functions.rs: {unlisted:#?}\n\
         Add one for each with a right form and what the caller needs, run the tests with INSTA_UPDATE=always, and read \
         what changed in snapshots/matrix.snap: it says who may call it."
    );
    let gone: Vec<_> = listed.difference(&registered).collect();
    assert!(gone.is_empty(), "these rows of the matrix belong to no server function any more: {gone:#?}");
}
