//! The OpenAPI document: complete, served, and kept as a snapshot.

use serde_json::Value;

use crate::client::Api;

#[tokio::test]
async fn the_document_is_served_as_it_is_kept() {
    let document = serde_json::to_value(server::api::openapi()).unwrap();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_json_snapshot!("openapi", document);
    });
    let api = Api::new("sqlite").await;
    let served = api.anonymous().send("GET", "/api/openapi.json", None).await;
    assert_eq!((served.status.as_u16(), served.header("content-type")), (200, "application/json"));
    assert_eq!(served.body, document);
    api.t.finish().await;
}

#[test]
fn every_reference_leads_somewhere() {
    let document = serde_json::to_value(server::api::openapi()).unwrap();
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(!references.is_empty());
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) if name == "$ref" => references.push(text.clone()),
                    other => collect(other, references),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, references)),
        _ => {}
    }
}

#[test]
fn every_call_says_what_its_statuses_mean_and_has_parameters_for_its_path() {
    let document = serde_json::to_value(server::api::openapi()).unwrap();
    let mut ids = std::collections::BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let name = format!("{method} {path}");
            assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{name} has no summary");
            assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()), "{name} has another one's id");
            let parameters: Vec<&str> =
                operation["parameters"].as_array().into_iter().flatten().map(|p| p["name"].as_str().unwrap()).collect();
            let unique: std::collections::BTreeSet<_> = parameters.iter().collect();
            assert_eq!(unique.len(), parameters.len(), "{name} names a parameter twice: {parameters:?}");
            for part in path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
                let parameter = operation["parameters"].as_array().unwrap().iter().find(|p| p["name"] == part).unwrap();
                assert!(parameter["description"].as_str().is_some_and(|text| !text.is_empty()), "{name}: {part}");
            }
            for (status, response) in operation["responses"].as_object().unwrap() {
                let reference = response["$ref"].as_str().and_then(|r| r.strip_prefix('#'));
                let response = reference.map_or(Some(response), |r| document.pointer(r)).unwrap();
                assert!(response["description"].as_str().is_some_and(|text| !text.is_empty()), "{name} {status}");
                if status.as_str() >= "400" {
                    assert!(response["content"]["application/problem+json"].is_object(), "{name} {status}");
                }
            }
        }
    }
}

#[test]
fn every_component_is_used() {
    let document = serde_json::to_value(server::api::openapi()).unwrap();
    let mut references = Vec::new();
    collect(&document, &mut references);
    for kind in ["schemas", "responses"] {
        for name in document["components"][kind].as_object().unwrap().keys() {
            let reference = format!("#/components/{kind}/{name}");
            assert!(references.contains(&reference), "{reference}");
        }
    }
}
