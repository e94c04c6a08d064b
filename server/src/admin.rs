//! The administration surface `/admin/v1` of `contracts/README.md`: users, their tokens, plans, resources, and
//! the outbox, for whoever holds
//! the token of the configuration. Without one there is nothing here.

use axum::{
    Extension, Json, Router,
    extract::{FromRequestParts, Request, State},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{get, patch, post, put},
};
use contract::{
    ApiError, OrgId, ProjectId, UserId,
    accounts::{AdminNewToken, AdminNewUser, AdminToken as Token, AdminUser},
    organizations::{AdminOrganization, AdminOrganizationPatch},
    projects::ProjectResources,
};
use http::{HeaderValue, StatusCode, header, request::Parts};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};
use service::{Services, SystemAccess};
use sha2::{Digest, Sha256};
use std::convert::Infallible;
use subtle::ConstantTimeEq;

use crate::{
    api::{
        extract::{self, PathParams, Query},
        problem::{self, ApiResult, Failure},
    },
    auth::{self, Requester},
    layers::request_id,
    problem::of_status,
};

/// The digest of the administration token, when there is one.
#[derive(Debug, Clone, Copy)]
pub struct AdminToken(Option<[u8; 32]>);

impl AdminToken {
    /// From the configuration.
    #[must_use]
    pub fn new(token: Option<&SecretString>) -> Self {
        Self(token.map(|token| digest(token.expose_secret())))
    }

    /// Whether it is the token; compared in constant time.
    fn accepts(self, token: &str) -> bool {
        self.0.is_some_and(|expected| bool::from(expected.ct_eq(&digest(token))))
    }
}

fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// The administrator, when the request carries the token. For a call of the native API that keys and the administrator
/// may make.
#[derive(Debug)]
pub struct MaybeAdmin(pub Option<SystemAccess>);

impl<S: Sync> FromRequestParts<S> for MaybeAdmin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let Requester(from) = Requester::from_request_parts(parts, state).await?;
        let admin = parts.extensions.get::<AdminToken>().copied();
        let given = auth::bearer(&parts.headers);
        let accepted = admin.zip(given).is_some_and(|(admin, given)| admin.accepts(&given));
        Ok(Self(accepted.then(|| SystemAccess::new(from))))
    }
}

/// All routes. The actor, which says where a request comes from, is put around them by the caller.
pub fn router(services: Services, admin: AdminToken) -> Router {
    let calls = Router::new()
        .route("/users", post(create_user))
        .route("/users/{user}/tokens", post(create_token))
        .route("/organizations/{organization}", patch(update_organization))
        .route("/projects/{project}/resources", put(set_resources))
        .route("/outbox", get(list_outbox))
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(from_fn_with_state(admin, guard))
        .layer(Extension(admin))
        .layer(from_fn(errors))
        .with_state(services);
    Router::new().nest("/admin/v1", calls)
}

async fn guard(State(admin): State<AdminToken>, request: Request, next: Next) -> Response {
    match admin.0 {
        None => StatusCode::NOT_FOUND.into_response(),
        Some(_) if auth::bearer(request.headers()).is_some_and(|token| admin.accepts(&token)) => {
            next.run(request).await
        }
        Some(_) => Failure::from(ApiError::Unauthenticated).into_response(),
    }
}

/// Writes the errors of this surface: `{"error": "<code>", "message": "…"}`.
async fn errors(request: Request, next: Next) -> Response {
    let id = request_id::of(&request);
    let mut response = next.run(request).await;
    if let Some(error) = problem::take(&mut response) {
        let error = error.public(id.as_ref().map(request_id::RequestId::as_str).unwrap_or_default());
        return write(error_status(&error), response, error_code(&error), &message(&error));
    }
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() || response.headers().contains_key(header::CONTENT_TYPE) {
        return response;
    }
    let (code, detail) = of_status(status);
    write(status, response, code, detail)
}

fn write(status: StatusCode, bare: Response, code: &str, message: &str) -> Response {
    let mut response = (status, Json(json!({ "error": code, "message": message }))).into_response();
    for (name, value) in bare.headers() {
        if name != header::CONTENT_LENGTH {
            response.headers_mut().append(name, value.clone());
        }
    }
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// The contract knows one status for bad input.
fn error_status(error: &ApiError) -> StatusCode {
    match error {
        ApiError::ValidationFailed { .. } | ApiError::UnsupportedMediaType => StatusCode::BAD_REQUEST,
        other => other.status(),
    }
}

fn error_code(error: &ApiError) -> &'static str {
    if error_status(error) == StatusCode::BAD_REQUEST { "invalid_request" } else { error.code() }
}

fn message(error: &ApiError) -> String {
    match error {
        ApiError::ValidationFailed { errors } => {
            let faults: Vec<String> =
                errors.iter().map(|fault| format!("{}: {}", fault.field, fault.message)).collect();
            faults.join(" ")
        }
        other => other.detail(),
    }
}

async fn create_user(
    State(s): State<Services>,
    Requester(from): Requester,
    extract::Json(request): extract::Json<AdminNewUser>,
) -> ApiResult<(StatusCode, Json<AdminUser>)> {
    let user = service::accounts::admin_create_user(&s, &SystemAccess::new(from), request).await?;
    Ok((StatusCode::CREATED, Json(user)))
}

async fn create_token(
    State(s): State<Services>,
    Requester(from): Requester,
    PathParams(user): PathParams<UserId>,
    extract::Json(request): extract::Json<AdminNewToken>,
) -> ApiResult<(StatusCode, Json<Token>)> {
    let token = service::accounts::admin_create_token(&s, &SystemAccess::new(from), &user, request).await?;
    Ok((StatusCode::CREATED, Json(token)))
}

async fn update_organization(
    State(s): State<Services>,
    Requester(from): Requester,
    PathParams(organization): PathParams<OrgId>,
    extract::Json(request): extract::Json<AdminOrganizationPatch>,
) -> ApiResult<Json<AdminOrganization>> {
    Ok(Json(service::organizations::admin_update(&s, &SystemAccess::new(from), organization, request).await?))
}

async fn set_resources(
    State(s): State<Services>,
    Requester(from): Requester,
    PathParams(project): PathParams<ProjectId>,
    extract::Json(request): extract::Json<ProjectResources>,
) -> ApiResult<Json<ProjectResources>> {
    Ok(Json(service::projects::admin_set_resources(&s, &SystemAccess::new(from), project, request).await?))
}

#[derive(Debug, Deserialize)]
struct OutboxQuery {
    to: Option<String>,
}

async fn list_outbox(
    State(s): State<Services>,
    Requester(from): Requester,
    Query(query): Query<OutboxQuery>,
) -> ApiResult<Json<Value>> {
    let messages = service::outbox::admin_list(&s, &SystemAccess::new(from), query.to.as_deref()).await?;
    Ok(Json(json!({ "messages": messages })))
}
