//! Handing an organization over.

use axum::extract::State;
use contract::{
    OrgRef, Page, TransferId,
    ownership::{NewOwnershipTransfer, OwnershipTransfer},
};
use http::StatusCode;
use service::Services;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::{Caller, Json, NoQuery, PathParams},
    problem::ApiResult,
    whole,
};

const TAG: &str = "Organizations";

/// The calls of this file.
pub fn routes() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(list_ownership_transfers, offer_ownership))
        .routes(routes!(accept_ownership))
        .routes(routes!(end_ownership_transfer))
}

/// Offers of ownership that wait for an answer: those I made or got; owners see all.
#[utoipa::path(get, path = "/organizations/{org}/ownership-transfers", tag = TAG, responses(
    (status = 200, description = "All of them.", body = Page<OwnershipTransfer>),
))]
async fn list_ownership_transfers(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
) -> ApiResult<Json<Page<OwnershipTransfer>>> {
    Ok(Json(whole(service::ownership::list(&s, &actor, &org).await?)))
}

/// Offers my ownership to a member, who has 72 hours to accept. Only owners can.
#[utoipa::path(post, path = "/organizations/{org}/ownership-transfers", tag = TAG, responses(
    (status = 201, description = "The offer.", body = OwnershipTransfer),
    (status = 409, description = "`already_exists`: another offer of mine waits for an answer."),
))]
async fn offer_ownership(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    Json(request): Json<NewOwnershipTransfer>,
) -> ApiResult<(StatusCode, Json<OwnershipTransfer>)> {
    Ok((StatusCode::CREATED, Json(service::ownership::offer(&s, &actor, &org, request).await?)))
}

/// Accepts an offer that was made to me: I am an owner, and the giver has the role they chose.
#[utoipa::path(post, path = "/organizations/{org}/ownership-transfers/{transfer}/accept", tag = TAG, responses(
    (status = 200, description = "The offer, accepted.", body = OwnershipTransfer),
    (status = 409, description = "`conflict`: the offer ended, or the giver is no owner any more."),
))]
async fn accept_ownership(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, transfer)): PathParams<(OrgRef, TransferId)>,
    _: NoQuery,
) -> ApiResult<Json<OwnershipTransfer>> {
    Ok(Json(service::ownership::accept(&s, &actor, &org, transfer).await?))
}

/// Takes back an offer that I made, or declines one that was made to me.
#[utoipa::path(delete, path = "/organizations/{org}/ownership-transfers/{transfer}", tag = TAG, responses(
    (status = 204, description = "The offer is withdrawn or declined."),
    (status = 409, description = "`conflict`: the offer ended."),
))]
async fn end_ownership_transfer(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, transfer)): PathParams<(OrgRef, TransferId)>,
    _: NoQuery,
) -> ApiResult<StatusCode> {
    service::ownership::end(&s, &actor, &org, transfer).await?;
    Ok(StatusCode::NO_CONTENT)
}
