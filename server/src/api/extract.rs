//! What handlers read: bodies, queries and paths, each failing with the documented error.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Path, Request},
    response::{IntoResponse, Response},
};
use contract::{
    ApiError, ApiKeyId, InvitationId, JoinCodeId, OrgId, OrgRef, ProjectId, ProjectRef, SessionId, TokenId, UserId,
    error::FieldError,
};
use http::{HeaderMap, StatusCode, header, request::Parts};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use service::Actor;

use super::problem::Failure;
use crate::{auth, layers::limits::BODY_DEFAULT};

/// Who makes the request. Without any credential it is refused before the body is read; whether a credential is good is
/// the operation's matter.
#[derive(Debug)]
pub struct Caller(pub Actor);

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let auth::Caller(actor) =
            auth::Caller::from_request_parts(parts, state).await.unwrap_or_else(|never| match never {});
        if actor.is_anonymous() { Err(ApiError::Unauthenticated.into()) } else { Ok(Self(actor)) }
    }
}

/// A JSON body, read strictly, or one to answer with.
///
/// * another media type: 415 · more than 256 KiB: 413
/// * malformed JSON, a missing or repeated field, a value of a wrong type: 400 `invalid_request` naming the field
/// * an unknown field: 400 `unknown_field`
/// * a value of the right type that no rule could accept (an unknown name, a number out of range): 422 `validation_failed`
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        if !is_json(request.headers()) {
            return Err(ApiError::UnsupportedMediaType.into());
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => ApiError::PayloadTooLarge { limit: BODY_DEFAULT as u64 },
            _ => ApiError::InvalidRequest { detail: "The body did not arrive completely.".to_owned() },
        })?;
        Ok(Self(parse(&bytes)?))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    // serde reads a struct from a list, too, by position.
    if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) != Some(&b'{') {
        return Err(ApiError::InvalidRequest { detail: "The body must be a JSON object.".to_owned() });
    }
    refuse_nul(bytes)?;
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        fault(&path, error.inner())
    })?;
    deserializer.end().map_err(|error| fault(".", &error))?;
    Ok(value)
}

/// Neither database stores U+0000 the same way, and no text of ours has a use for it.
fn refuse_nul(bytes: &[u8]) -> Result<(), ApiError> {
    if !bytes.windows(6).any(|window| window == br"\u0000") {
        return Ok(());
    }
    // Malformed JSON is reported by the real parser.
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return Ok(()) };
    let mut errors = Vec::new();
    find_nul(&value, &mut String::new(), &mut errors);
    if errors.is_empty() { Ok(()) } else { Err(ApiError::ValidationFailed { errors }) }
}

fn find_nul(value: &Value, path: &mut String, errors: &mut Vec<FieldError>) {
    let length = path.len();
    let mut inside = |name: &str, value: &Value, errors: &mut Vec<FieldError>| {
        if length > 0 {
            path.push('.');
        }
        path.push_str(name);
        find_nul(value, path, errors);
        path.truncate(length);
    };
    match value {
        Value::String(text) if text.contains('\0') => {
            errors.push(FieldError::new(path.as_str(), "invalid_format", "Remove the control characters."));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| inside(&index.to_string(), item, errors));
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                let printable = name.replace('\0', "\u{fffd}");
                if printable != *name {
                    errors.push(FieldError::new(
                        printable.as_str(),
                        "invalid_format",
                        "Remove the control characters.",
                    ));
                }
                inside(&printable, field, errors);
            }
        }
        _ => {}
    }
}

/// Sorts serde's errors: the field that is too much, the value that could never be right, and everything else.
fn fault(path: &str, error: &serde_json::Error) -> ApiError {
    let message = error.to_string();
    // ` at line 1 column 7` helps with malformed JSON only.
    let message =
        if error.is_data() { message.split(" at line ").next().unwrap_or_default() } else { message.as_str() };
    if let Some(field) = message.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next()) {
        let parent = path.rsplit_once('.').map_or("", |(parent, _)| parent);
        let field = if parent.is_empty() { field.to_owned() } else { format!("{parent}.{field}") };
        return ApiError::UnknownField { field };
    }
    let shape = ["invalid type", "invalid length", "missing field", "duplicate field"];
    if error.is_data() && path != "." && !shape.iter().any(|prefix| message.starts_with(prefix)) {
        let code = if message.starts_with("invalid value") { "out_of_range" } else { "unknown_value" };
        return ApiError::invalid(path, code, sentence(message));
    }
    let detail = if path == "." { sentence(message) } else { format!("{path}: {}", sentence(message)) };
    ApiError::InvalidRequest { detail }
}

fn sentence(message: &str) -> String {
    let mut characters = message.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    let mut sentence: String = first.into_iter().chain(characters).take(300).collect();
    if !sentence.ends_with('.') {
        sentence.push('.');
    }
    sentence
}

/// For calls without query parameters: any is 400. Someone who asks a deletion for a `dry_run` that it does not have must
/// not find it done.
#[derive(Debug)]
pub struct NoQuery;

impl<S: Send + Sync> FromRequestParts<S> for NoQuery {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        match parts.uri.query() {
            None | Some("") => Ok(Self),
            Some(_) => {
                let detail = "This call takes no query parameters. Nothing was changed.".to_owned();
                Err(ApiError::InvalidRequest { detail }.into())
            }
        }
    }
}

/// The query. An unknown, repeated or malformed parameter is 400.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        if parts.uri.query().is_some_and(|query| query.contains("%00")) {
            return Err(ApiError::InvalidRequest { detail: "Remove the control characters.".to_owned() }.into());
        }
        match axum::extract::Query::<T>::try_from_uri(&parts.uri) {
            Ok(axum::extract::Query(query)) => Ok(Self(query)),
            Err(rejection) => {
                let text = rejection.body_text();
                let text = text.strip_prefix("Failed to deserialize query string: ").unwrap_or(&text);
                Err(match text.split_once("unknown field `").and_then(|(_, rest)| rest.split('`').next()) {
                    Some(field) => ApiError::UnknownField { field: field.to_owned() },
                    // serde puts the parameter's name in front, which stays as it is.
                    None => ApiError::InvalidRequest { detail: format!("{}.", text.trim_end_matches('.')) },
                }
                .into())
            }
        }
    }
}

/// Whether a change is only tried.
#[derive(Debug, Clone, Copy, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct DryRun {
    /// Only say what would happen.
    #[param(default = false)]
    pub dry_run: bool,
}

/// The parameters of the path. Reading them never fails for a value: a malformed id names nothing, so the operation
/// answers as for an unknown one, after everything that comes before that (credential, visibility, permission).
#[derive(Debug)]
pub struct PathParams<T>(pub T);

impl<S: Send + Sync, T: FromPath> FromRequestParts<S> for PathParams<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match Path::<Vec<(String, String)>>::from_request_parts(parts, state).await {
            Ok(Path(params)) => Ok(Self(T::from_path(&mut params.into_iter().map(|(_, value)| value)))),
            // Not UTF-8: nothing of ours has such a name.
            Err(_) => Err(ApiError::not_found("address").into()),
        }
    }
}

/// What a path can name, from its parameters in order.
pub trait FromPath: Sized {
    /// Reads them.
    fn from_path(params: &mut dyn Iterator<Item = String>) -> Self;
}

impl<T: FromParam> FromPath for T {
    fn from_path(params: &mut dyn Iterator<Item = String>) -> Self {
        // PostgreSQL takes no U+0000, and nothing has a name with one; the empty name names nothing either.
        T::from_param(params.next().filter(|text| !text.contains('\0')).unwrap_or_default())
    }
}

impl<A: FromParam, B: FromParam> FromPath for (A, B) {
    fn from_path(params: &mut dyn Iterator<Item = String>) -> Self {
        (A::from_path(params), B::from_path(params))
    }
}

impl<A: FromParam, B: FromParam, C: FromParam, D: FromParam> FromPath for (A, B, C, D) {
    fn from_path(params: &mut dyn Iterator<Item = String>) -> Self {
        (A::from_path(params), B::from_path(params), C::from_path(params), D::from_path(params))
    }
}

/// What one parameter of a path can name.
pub trait FromParam {
    /// Reads it; a malformed text becomes something that does not exist.
    fn from_param(text: String) -> Self;
}

macro_rules! ids {
    ($($id:ident),*) => {$(
        impl FromParam for $id {
            fn from_param(text: String) -> Self {
                // The nil UUID is never minted.
                text.parse().unwrap_or(Self(uuid::Uuid::nil()))
            }
        }
    )*};
}

ids!(OrgId, ProjectId, InvitationId, JoinCodeId, ApiKeyId, SessionId, TokenId);

impl FromParam for UserId {
    fn from_param(text: String) -> Self {
        text.parse().unwrap_or_else(|_| Self::stored(String::new()))
    }
}

impl FromParam for String {
    fn from_param(text: String) -> Self {
        text
    }
}

impl FromParam for OrgRef {
    fn from_param(text: String) -> Self {
        text.as_str().into()
    }
}

impl FromParam for ProjectRef {
    fn from_param(text: String) -> Self {
        text.as_str().into()
    }
}

#[cfg(test)]
mod tests {
    use contract::{invitations::NewInvitation, organizations::OrganizationPatch, roles::NewRole};

    use super::*;

    fn error<T: DeserializeOwned + std::fmt::Debug>(body: &str) -> ApiError {
        parse::<T>(body.as_bytes()).expect_err("a fault")
    }

    #[test]
    fn an_unknown_field_is_named() {
        let unknown = error::<NewInvitation>(r#"{"email":"a@b.example","colour":"red"}"#);
        assert_eq!(unknown, ApiError::UnknownField { field: "colour".to_owned() });
    }

    #[test]
    fn a_wrong_type_is_named_with_its_field() {
        for (body, field) in [
            (r#"{"email":7}"#, "email"),
            (r#"{"email":"a@b.example","expires_in_days":"7"}"#, "expires_in_days"),
            (r#"{"role":"member"}"#, "email"),
        ] {
            let ApiError::InvalidRequest { detail } = error::<NewInvitation>(body) else { panic!("{body}") };
            assert!(detail.contains(field), "{detail}");
        }
        for body in ["", "{", "[]", "null", "{\"email\":\"a@b.example\"} {}", "{\"email\":\"a\",\"email\":\"b\"}"] {
            assert!(matches!(error::<NewInvitation>(body), ApiError::InvalidRequest { .. }), "{body}");
        }
    }

    #[test]
    fn a_value_that_could_never_be_right_is_a_validation_error() {
        let ApiError::ValidationFailed { errors } = error::<NewRole>(r#"{"name":"x","permissions":["users.reed"]}"#)
        else {
            panic!("no validation error")
        };
        assert_eq!((errors[0].field.as_str(), errors[0].code.as_str()), ("permissions[0]", "unknown_value"));
        let out_of_range = error::<NewInvitation>(r#"{"email":"a@b.example","expires_in_days":-1}"#);
        assert_eq!(out_of_range.code(), "validation_failed");
    }

    #[test]
    fn nul_characters_never_reach_the_database() {
        let ApiError::ValidationFailed { errors } =
            error::<OrganizationPatch>(r#"{"name":"a\u0000","metadata":{"k":"\u0000"}}"#)
        else {
            panic!("no validation error")
        };
        assert_eq!(errors.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["metadata.k", "name"]);
        let text = parse::<OrganizationPatch>(br#"{"name":"a\\u0000"}"#).expect("a backslash is a character");
        assert_eq!(text.name.as_deref(), Some(r"a\u0000"));
    }
}
