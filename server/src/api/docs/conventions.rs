//! What the document says of the headers that many calls share: versions, repetitions, and what is left of a quota.

use http::Method;
use utoipa::openapi::{
    Object, ObjectBuilder, Ref, RefOr, Response, Schema,
    header::HeaderBuilder,
    path::{Operation, Parameter, ParameterBuilder, ParameterIn},
    response::ResponseBuilder,
};

/// Resources that have a version, by the names of their schemas.
const VERSIONED: [&str; 6] = ["ApiKey", "Me", "Member", "Organization", "Project", "Role"];

/// Adds the parameters, the headers of answers, and the statuses that come of them. `open`: also for nobody.
pub(super) fn complete(operation: &mut Operation, method: &Method, open: bool) {
    let versioned = operation.responses.responses.values_mut().filter_map(single).fold(false, |_, response| {
        response.headers.insert(
            "ETag".to_owned(),
            HeaderBuilder::new().schema(Some(text())).description(Some("The version of the resource.")).build().into(),
        );
        true
    });
    if *method == Method::GET && versioned {
        add(operation, "If-None-Match", "Versions that the client has: the present one is answered with 304.", text());
        let unchanged = ResponseBuilder::new().description("The client has the present version.").build();
        operation.responses.responses.insert("304".to_owned(), unchanged.into());
    }
    if [Method::PUT, Method::PATCH, Method::DELETE].contains(method) && !open {
        add(operation, "If-Match", "The versions that the change is meant for; `*` for whatever there is.", text());
        refuse(operation, "412", "PreconditionFailed");
    }
    if *method == Method::POST && !open {
        let key = ObjectBuilder::new()
            .schema_type(utoipa::openapi::Type::String)
            .min_length(Some(1))
            .max_length(Some(255))
            .pattern(Some("^[!-~]([ -~]*[!-~])?$"))
            .build();
        let words = "The same key for each repetition of one request: it has one effect, and for 24 hours one answer.";
        add(operation, "Idempotency-Key", words, key);
        refuse(operation, "400", "InvalidRequest");
        refuse(operation, "409", "Conflict");
        refuse(operation, "422", "ValidationFailed");
    }
}

/// The answer, when its body is one resource that has a version.
fn single(response: &mut RefOr<Response>) -> Option<&mut Response> {
    let RefOr::T(response) = response else { return None };
    let RefOr::T(content) = response.content.get("application/json")? else { return None };
    let Some(RefOr::Ref(schema)) = &content.schema else { return None };
    let name = schema.ref_location.rsplit('/').next()?;
    VERSIONED.contains(&name).then_some(response)
}

fn text() -> Object {
    ObjectBuilder::new().schema_type(utoipa::openapi::Type::String).build()
}

fn add(operation: &mut Operation, name: &str, description: &str, schema: impl Into<RefOr<Schema>>) {
    let parameter: Parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .description(Some(description))
        .schema(Some(schema))
        .build();
    operation.parameters.get_or_insert_default().push(parameter.into());
}

fn refuse(operation: &mut Operation, status: &str, component: &str) {
    let known = Ref::from_response_name(component);
    operation.responses.responses.entry(status.to_owned()).or_insert_with(|| known.into());
}
