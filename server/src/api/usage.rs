//! Usage of an organization.

use axum::extract::State;
use contract::{OrgRef, usage::Usage};
use serde::Deserialize;
use service::Services;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::{Caller, Json, PathParams, Query},
    problem::ApiResult,
};

/// The calls of this file.
pub fn routes() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(read_usage))
}

/// How far back.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct UsageQuery {
    /// How many days up to today.
    #[serde(default = "month")]
    #[param(minimum = 1, maximum = 366, default = 30)]
    days: u16,
}

fn month() -> u16 {
    30
}

/// Principals and requests a day, people active this month, and the present period against the plan. Needs `billing.view`.
#[utoipa::path(get, path = "/organizations/{org}/usage", tag = "Organizations", params(UsageQuery), responses(
    (status = 200, description = "The usage, quiet days included.", body = Usage),
))]
async fn read_usage(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    Query(query): Query<UsageQuery>,
) -> ApiResult<Json<Usage>> {
    Ok(Json(service::usage::usage(&s, &actor, &org, i64::from(query.days)).await?))
}
