//! REST: path, query and body become a request message, an answer message becomes the body.
//!
//! Names are read in `snake_case` and in `lowerCamelCase`; path values win over those of the body.

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Query, RawPathParams, Request, State},
    response::{IntoResponse, Response},
    routing::{MethodFilter, MethodRouter, any, on},
};
use contract::ApiError;
use http::{StatusCode, Uri, header};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use service::Services;

use super::{Call, calls, error::Status, shapes::Shape};
use crate::auth::Caller;

/// The longest body, in bytes.
const BODY_MAX: usize = 1024 * 1024;

/// The routes.
pub fn routes() -> Router<Services> {
    const GET: Door = Door { method: MethodFilter::GET, body: false };
    const POST: Door = Door { method: MethodFilter::POST, body: true };
    const PUT: Door = Door { method: MethodFilter::PUT, body: true };
    const DELETE: Door = Door { method: MethodFilter::DELETE, body: false };
    let one = "/{organisation_id}";
    let organisation = Router::new()
        .route("/", POST.to(calls::create_organisation))
        .route("/user", GET.to(calls::get_users_organisation))
        .route("/{id}", GET.to(calls::get_organisation))
        .route("/{id}", PUT.to(calls::update_organisation))
        .route("/{id}/user", POST.to(calls::set_users_organisation))
        .route(&format!("{one}/project"), POST.to(calls::create_project))
        .route(&format!("{one}/project"), GET.to(calls::get_project))
        .route(&format!("{one}/project"), DELETE.to(calls::delete_project))
        .route(&format!("{one}/projects"), GET.to(calls::get_projects_for_organisation))
        .route(&format!("{one}/api-key"), POST.to(calls::create_api_key))
        .route(&format!("{one}/api-key"), GET.to(calls::list_api_keys))
        .route(&format!("{one}/api-key/{{id}}"), DELETE.to(calls::invalidate_api_key))
        .route(&format!("{one}/invite"), POST.to(calls::invite_user_to_organisation))
        .route(&format!("{one}/user/{{user_id}}"), POST.to(calls::remove_user_from_organisation))
        .route(&format!("{one}/dashboard"), GET.to(calls::get_organisation_dashboard))
        .route(&format!("{one}/principal-usage"), GET.to(calls::get_principal_usage_stats))
        .route(&format!("{one}/usage-history"), GET.to(calls::get_usage_history));
    // Without a body here, so that the layers write it.
    let nothing = || any(|| async { StatusCode::NOT_FOUND });
    Router::new()
        .nest("/organisation-service/v1/organisation", organisation)
        .route("/organisation-service", nothing())
        .route("/organisation-service/", nothing())
        .route("/organisation-service/{*rest}", nothing())
        .layer(DefaultBodyLimit::max(BODY_MAX))
}

/// A method, and whether the request message is in the body or in the query.
#[derive(Clone, Copy)]
struct Door {
    method: MethodFilter,
    body: bool,
}

impl Door {
    /// A route that leads to a call.
    fn to<Req, Res, Fut>(self, call: fn(Call, Req) -> Fut) -> MethodRouter<Services>
    where
        Req: DeserializeOwned + Send + 'static,
        Res: Shape,
        Fut: Future<Output = Result<Res, Status>> + Send + 'static,
    {
        let body = self.body;
        on(self.method, move |State(services): State<Services>, request: Request| async move {
            match carry(services, request, body, call).await {
                Ok(response) => response,
                Err(status) => status.into_response(),
            }
        })
    }
}

async fn carry<Req, Res, Fut>(
    services: Services,
    request: Request,
    in_body: bool,
    call: fn(Call, Req) -> Fut,
) -> Result<Response, Status>
where
    Req: DeserializeOwned,
    Res: Shape,
    Fut: Future<Output = Result<Res, Status>>,
{
    let (mut parts, body) = request.into_parts();
    let Caller(actor) = Caller::from_request_parts(&mut parts, &()).await.unwrap_or_else(|never| match never {});
    let admitted = Call::admit(services, actor).await?;
    let path = RawPathParams::from_request_parts(&mut parts, &())
        .await
        .map_err(|_| Status::invalid("The path is not UTF-8."))?;
    let path: Vec<(String, String)> = path.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let mut fields = if in_body {
        from_body(Request::from_parts(parts, body), &path).await?
    } else {
        from_query(&parts.uri, &path)?
    };
    fields.extend(path.into_iter().map(|(name, value)| (name, Value::String(value))));
    let answer = call(admitted, message(fields)?).await?;
    Ok(axum::Json(answer.shape()).into_response())
}

/// A field's name in `snake_case`.
fn snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// Puts the fields under one name each; those that the path gives are left out, and so are those without a value.
fn gather(
    given: impl Iterator<Item = (String, Value)>,
    path: &[(String, String)],
) -> Result<Map<String, Value>, Status> {
    let mut fields = Map::new();
    for (name, value) in given {
        let name = snake(&name);
        if value.is_null() || path.iter().any(|(taken, _)| *taken == name) {
            continue;
        }
        if fields.insert(name.clone(), value).is_some() {
            return Err(Status::invalid(format!("{name}: Give this field once.")));
        }
    }
    Ok(fields)
}

async fn from_body(request: Request, path: &[(String, String)]) -> Result<Map<String, Value>, Status> {
    if request.headers().get(header::CONTENT_ENCODING).is_some_and(|coding| coding != "identity") {
        return Err(Status::of(ApiError::UnsupportedMediaType));
    }
    let bytes = Bytes::from_request(request, &()).await.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Status::of(ApiError::PayloadTooLarge { limit: BODY_MAX as u64 }),
        _ => Status::invalid("The body did not arrive completely."),
    })?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(Map::new());
    }
    match serde_json::from_slice(&bytes) {
        Ok(Value::Object(fields)) => gather(fields.into_iter(), path),
        Ok(_) => Err(Status::invalid("The body must be a JSON object.")),
        Err(error) => Err(Status::invalid(format!("The body is not JSON: {error}"))),
    }
}

fn from_query(uri: &Uri, path: &[(String, String)]) -> Result<Map<String, Value>, Status> {
    let Query(pairs) =
        Query::<Vec<(String, String)>>::try_from_uri(uri).map_err(|_| Status::invalid("The query cannot be read."))?;
    let given = pairs.into_iter().map(|(name, value)| {
        let name = name.strip_prefix("pagination.").map(str::to_owned).unwrap_or(name);
        (name, Value::String(value))
    });
    let mut fields = gather(given, path)?;
    for name in ["limit", "days"] {
        if let Some(Value::String(text)) = fields.get(name) {
            let number: i32 = text.parse().map_err(|_| Status::invalid(format!("{name}: Use a whole number.")))?;
            fields.insert(name.to_owned(), number.into());
        }
    }
    let page: Map<String, Value> =
        ["limit", "cursor"].into_iter().filter_map(|name| fields.remove_entry(name)).collect();
    if !page.is_empty() {
        fields.insert("pagination".to_owned(), Value::Object(page));
    }
    Ok(fields)
}

fn message<Req: DeserializeOwned>(fields: Map<String, Value>) -> Result<Req, Status> {
    serde_path_to_error::deserialize(Value::Object(fields))
        .map_err(|error| Status::invalid(format!("{}: {}", error.path(), error.inner())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_both_spellings() {
        for (name, read) in [("organisationId", "organisation_id"), ("project_name", "project_name"), ("id", "id")] {
            assert_eq!(snake(name), read);
        }
    }
}
