//! Many invitations at once, as JSON or as a spreadsheet.

use axum::extract::{DefaultBodyLimit, FromRequest, Request, State};
use contract::{
    ApiError, OrgRef,
    invitations::{BulkInvitations, BulkOutcome},
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
        Ok(Self(if csv { service::invitations::spreadsheet(&bytes)? } else { extract::parse(&bytes)? }))
    }
}
