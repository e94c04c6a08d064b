//! The OpenAPI document: what the handlers say of themselves, completed by what all of them share, so that every status
//! is in it and no handler repeats it.

mod conventions;

use std::collections::BTreeSet;

use axum::body::Bytes;
use axum::routing::get;
use http::{Method, header};
use service::Services;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Components, Content, Info, OpenApi, Ref, RefOr, Required, Response, Schema, SecurityRequirement, Server,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem},
        response::ResponseBuilder,
        schema::ArrayItems,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
        tag::TagBuilder,
    },
};

use super::problem::Problem;
use crate::problem::PROBLEM_JSON;

/// `GET /api/openapi.json`, written once.
pub fn routes(document: OpenApi) -> axum::Router<Services> {
    let json: Bytes = serde_json::to_vec(&document).unwrap_or_default().into();
    let answer = move || {
        let json = Bytes::clone(&json);
        async move { ([(header::CONTENT_TYPE, "application/json")], json) }
    };
    axum::Router::new().route("/api/openapi.json", get(answer))
}

const DESCRIPTION: &str = "\
JSON in `snake_case`, times in RFC 3339 UTC. Unknown fields and query parameters are refused. Bodies may have 256 KiB.

An organization is named by its id in any spelling or by its slug, a project by its id or its name.

Credentials travel as `Authorization: Bearer <token>`: a user token, or an API key of an organization. The console's \
session cookie is accepted for same-origin requests only.

Lists answer `{\"data\": [...], \"next_cursor\": \"...\"}`; hand the cursor back for the next page.

Errors are RFC 9457 problem documents. Decide by `code`; every answer carries `X-Request-Id`.

A user or a key may make 600 requests a minute, an address without a credential 60: `RateLimit-Policy` and `RateLimit` say \
on every answer what is left.

Single resources carry an `ETag`; a change with `If-Match` is refused with 412 when somebody else was faster. A POST with an \
`Idempotency-Key` can be repeated: it has one effect, and its first success is answered again.";

/// The groups of calls, in the order of the reference.
const TAGS: [(&str, &str); 11] = [
    ("Identity", "Accounts, sessions, and what I see of myself."),
    ("Organizations", "The root of everything else."),
    ("Permissions", "What one may do, and why."),
    ("Members", "Who belongs to an organization, as what."),
    ("Invitations", "A mailed link that makes a member."),
    ("Join codes", "A code that several people may use to become members."),
    ("Roles", "What members may do: the system's roles and the organization's own."),
    ("Projects", "The parts of an organization that keys belong to."),
    ("API keys", "Credentials of an organization's own software."),
    ("Audit log", "Every change: who, through what, before and after."),
    ("Administration", "The whole server, for super admins."),
];

/// The parameters of paths.
const PARAMETERS: [(&str, &str, &str); 13] = [
    ("org", "The organization's id, in any spelling, or its slug.", "harbor-labs"),
    ("user", "The user's id.", "usr_0199d7a8c1f27c4e9a53b6d0e8f41c22"),
    ("invitation", "The invitation's id.", "inv_0199d7a8c1f27c4e9a53b6d0e8f41c22"),
    ("join_code", "The join code's id, not the code.", "join_0199d7a8c1f27c4e9a53b6d0e8f41c22"),
    ("role", "The role's name.", "release-manager"),
    ("project", "The project's id or its name.", "default"),
    ("kind", "The kind of a resource: `environment` or `blueprint`.", "environment"),
    ("name", "The name of a resource.", "production"),
    ("transfer", "The id of an offer of ownership.", "own_0199d7a8c1f27c4e9a53b6d0e8f41c22"),
    ("key", "The key's id, not the key.", "key_0199d7a8c1f27c4e9a53b6d0e8f41c22"),
    ("session", "The session's id, not the cookie's value.", "ses_0199d7a8c1f27c4e9a53b6d0e8f41c22"),
    ("token_id", "The token's id, not the token.", "tok_0199d7a8c1f27c4e9a53b6d0e8f41c22"),
    ("token", "The token of the mailed link.", "ivt_q3Zb0m8v2yWc5nT7xR1kH4sJ6uL9pD0eF3gA2iBoCtY"),
];

/// Answers that calls share: status, name of the component, description.
const SHARED: [(&str, &str, &str); 12] = [
    ("400", "InvalidRequest", "`invalid_request` or `unknown_field`: the body or the query cannot be read."),
    ("401", "Unauthenticated", "`unauthenticated`: no credential, or one that is unknown, expired or revoked."),
    (
        "403",
        "PermissionDenied",
        "`permission_denied`: the caller may see the organization but not do this; `user_required`: only a person can; \
         `reauthentication_required`: a session must enter the password again first; or `cross_site_request`: the request \
         has a cookie and does not come from a page of this server.",
    ),
    ("404", "NotFound", "`not_found`: there is no such thing, or the caller may not know of it."),
    (
        "409",
        "Conflict",
        "`idempotency_in_flight`: the first request with this Idempotency-Key is not done yet; or `conflict`: it had its \
         effect, but its answer was lost.",
    ),
    ("412", "PreconditionFailed", "`precondition_failed`: the resource has another version than `If-Match` names."),
    ("413", "PayloadTooLarge", "`payload_too_large`: the body has more than 256 KiB."),
    ("415", "UnsupportedMediaType", "`unsupported_media_type`: the body is not `application/json`."),
    (
        "422",
        "ValidationFailed",
        "`validation_failed`: every faulty value is listed; or `idempotency_mismatch`: the Idempotency-Key was another \
         request's.",
    ),
    ("429", "RateLimited", "`rate_limited`: `Retry-After` says when one more request passes."),
    ("500", "Internal", "`internal`: a fault of the server; its log has the request id."),
    ("503", "Overloaded", "`overloaded`: too much to do right now."),
];

/// 403 where no permission is asked for.
const CROSS_SITE: (&str, &str) = (
    "CrossSiteRequest",
    "`cross_site_request`: the request has a cookie and does not come from a page of this server.",
);

/// Adds what all calls share.
#[must_use]
pub fn complete(mut api: OpenApi) -> OpenApi {
    let mut info = Info::new("Guildhall", env!("CARGO_PKG_VERSION"));
    info.description = Some(DESCRIPTION.to_owned());
    api.info = info;
    api.servers = Some(vec![Server::new("/")]);
    api.tags = Some(TAGS.map(|(name, text)| TagBuilder::new().name(name).description(Some(text)).build()).into());
    api.security =
        Some(["bearer", "session"].map(|name| SecurityRequirement::new::<_, [&str; 0], &str>(name, [])).into());
    for (path, item) in &mut api.paths.paths {
        for (method, operation) in operations(item) {
            complete_operation(path, operation, &method);
        }
    }
    components(api.components.get_or_insert_default());
    api
}

/// The calls of a path.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (Method, &mut Operation)> {
    let calls = [
        (Method::GET, &mut item.get),
        (Method::PUT, &mut item.put),
        (Method::POST, &mut item.post),
        (Method::PATCH, &mut item.patch),
        (Method::DELETE, &mut item.delete),
    ];
    calls.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

fn components(components: &mut Components) {
    let mut schemas = vec![(Problem::name().into_owned(), Problem::schema())];
    Problem::schemas(&mut schemas);
    components.schemas.extend(schemas);
    let names: BTreeSet<String> = components.schemas.keys().cloned().collect();
    for (name, schema) in &mut components.schemas {
        if let Some(row) = name.strip_prefix("Page_").filter(|row| names.contains(*row)) {
            refer_to_rows(schema, row);
        }
    }
    for (name, text) in SHARED.iter().map(|(_, name, text)| (*name, *text)).chain([CROSS_SITE]) {
        components.responses.insert(name.to_owned(), problem_response(text).into());
    }
    let bearer =
        HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("A user token or an API key.")).build();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    let cookie = ApiKeyValue::with_description("sid", "The console's session; `__Host-sid` over https.");
    components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
}

/// The rows of a page by the name of their schema, which the library writes out in full for a generic type.
fn refer_to_rows(page: &mut RefOr<Schema>, row: &str) {
    if let RefOr::T(Schema::Object(page)) = page
        && let Some(RefOr::T(Schema::Array(data))) = page.properties.get_mut("data")
    {
        data.items = ArrayItems::RefOrSchema(Box::new(Ref::from_schema_name(row).into()));
    }
}

fn problem_response(text: &str) -> Response {
    ResponseBuilder::new().description(text).content(PROBLEM_JSON, problem_content()).build()
}

fn problem_content() -> Content {
    Content::new(Some(Ref::from_schema_name(Problem::name())))
}

fn complete_operation(path: &str, operation: &mut Operation, method: &Method) {
    let names: Vec<&str> =
        path.split('/').filter_map(|part| part.strip_prefix('{').and_then(|part| part.strip_suffix('}'))).collect();
    let parameters = operation.parameters.get_or_insert_default();
    let has_query = !parameters.is_empty();
    parameters.splice(0..0, names.iter().map(|name| path_parameter(name).into()));
    let public = operation.security.as_ref().is_some_and(|schemes| schemes.contains(&SecurityRequirement::default()));
    let in_organization = names.contains(&"org");
    let has_body = operation.request_body.is_some();
    let mut shared = vec!["429", "500", "503"];
    if has_query || has_body {
        shared.push("400");
    }
    if has_body {
        shared.extend(["413", "415", "422"]);
    }
    if !names.is_empty() {
        shared.push("404");
    }
    if !public {
        shared.push("401");
    }
    if in_organization || path.starts_with("/api/v1/me") {
        shared.push("403");
    }
    conventions::complete(operation, method, public);
    let responses = &mut operation.responses.responses;
    for (status, response) in responses.iter_mut() {
        // What a handler says of an error is its description; the body is always the same.
        if let (true, RefOr::T(response)) = (status.as_str() >= "400", response) {
            response.content.insert(PROBLEM_JSON.to_owned(), problem_content().into());
        }
    }
    for (status, name, _) in SHARED {
        if shared.contains(&status) {
            responses.entry(status.to_owned()).or_insert_with(|| Ref::from_response_name(name).into());
        }
    }
    if *method != Method::GET {
        responses.entry("403".to_owned()).or_insert_with(|| Ref::from_response_name(CROSS_SITE.0).into());
    }
}

fn path_parameter(name: &str) -> Parameter {
    let (text, example) = PARAMETERS.iter().find(|known| known.0 == name).map_or(("", ""), |known| (known.1, known.2));
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(text))
        .schema(Some(<String as PartialSchema>::schema()))
        .example(Some(example.into()))
        .build()
}
