//! Many invitations at once, as JSON or as a spreadsheet.

use axum::extract::{DefaultBodyLimit, FromRequest, Request, State};
use contract::{
    ApiError, OrgRef,
    invitations::{BulkInvitations, BulkOutcome, BulkRow},
};
use service::Services;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::{self, Caller, DryRun, Json, PathParams, Query},
    problem::{ApiResult, Failure},
};

/// The longest list, in bytes.
const BODY: usize = 1024 * 1024;

/// The calls of this file.
pub fn routes() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(create_invitations)).layer(DefaultBodyLimit::max(BODY))
}

/// Invites up to 1000 people at once. Needs `users.invite`.
///
/// The body may have 1 MiB: JSON, or `text/csv` with a header that names the columns `email` and, if wanted, `role`. Each
/// row has its own result; a faulty one keeps no other from being sent. With `dry_run` nothing is sent.
#[utoipa::path(
    post,
    path = "/organizations/{org}/invitations/bulk",
    tag = "Invitations",
    params(DryRun),
    request_body(content((BulkInvitations = "application/json"), (String = "text/csv"))),
    responses((status = 200, description = "What became of each row.", body = BulkOutcome)),
)]
async fn create_invitations(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    Query(query): Query<DryRun>,
    List(request): List,
) -> ApiResult<Json<BulkOutcome>> {
    Ok(Json(service::invitations::create_bulk(&s, &actor, &org, request, query.dry_run).await?))
}

/// The list, from either format.
struct List(BulkInvitations);

impl<S: Send + Sync> FromRequest<S> for List {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let csv = extract::is(request.headers(), "text/csv");
        if !csv && !extract::is(request.headers(), "application/json") {
            return Err(ApiError::UnsupportedMediaType.into());
        }
        let bytes = extract::read(request, state, BODY).await?;
        Ok(Self(if csv { spreadsheet(&bytes)? } else { extract::parse(&bytes)? }))
    }
}

/// Reads rows under a header. Rows beyond the longest list are not read: it is too long by one already.
fn spreadsheet(bytes: &[u8]) -> Result<BulkInvitations, ApiError> {
    let unreadable = |detail: String| ApiError::InvalidRequest { detail };
    let text = std::str::from_utf8(bytes).map_err(|_| unreadable("Save the list as UTF-8.".to_owned()))?;
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| unreadable(format!("The list cannot be read: {error}.")))?;
    let (mut email, mut role) = (None, None);
    for (column, name) in header.iter().enumerate() {
        let place = match name.to_ascii_lowercase().as_str() {
            "email" => &mut email,
            "role" => &mut role,
            other => return Err(ApiError::UnknownField { field: other.chars().take(100).collect() }),
        };
        if place.replace(column).is_some() {
            return Err(unreadable(format!("The column {name} is there twice.")));
        }
    }
    let Some(email) = email else {
        return Err(unreadable("The first line must name the columns: email and, if wanted, role.".to_owned()));
    };
    let mut invitations = Vec::new();
    for record in reader.records().take(BulkInvitations::MAX + 1) {
        let record = record.map_err(|error| unreadable(format!("The list cannot be read: {error}.")))?;
        let cell = |column: usize| record.get(column).unwrap_or_default().to_owned();
        invitations.push(BulkRow { email: cell(email), role: role.map(cell) });
    }
    Ok(BulkInvitations { invitations })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(String, Option<String>)> {
        spreadsheet(text.as_bytes()).expect("a list").invitations.into_iter().map(|row| (row.email, row.role)).collect()
    }

    #[test]
    fn columns_go_by_their_header() {
        let expected =
            [("a@x.example".to_owned(), Some("admin".to_owned())), ("b@x.example".to_owned(), Some(String::new()))];
        assert_eq!(rows("Role,Email\nadmin, a@x.example \n,b@x.example\n"), expected);
        assert_eq!(rows("\u{feff}email,role\r\na@x.example,\"admin\"\r\nb@x.example\r\n"), expected);
        assert_eq!(rows("email\na@x.example"), [("a@x.example".to_owned(), None)]);
    }

    #[test]
    fn what_is_no_such_list_is_refused_with_a_reason() {
        let unknown = spreadsheet(b"email,colour\na,b").expect_err("a fault");
        assert_eq!(unknown, ApiError::UnknownField { field: "colour".to_owned() });
        for wrong in [&b"role\nadmin"[..], b"", b"email,email\na,b", b"email\n\xff\xfe"] {
            assert_eq!(spreadsheet(wrong).expect_err("a fault").code(), "invalid_request");
        }
        let long = "email\n".to_owned() + &"a@x.example\n".repeat(5000);
        assert_eq!(spreadsheet(long.as_bytes()).expect("a list").invitations.len(), 1001);
    }
}
