//! Members of an organization.

use axum::extract::State;
use contract::{
    OrgRef, Page, UserId,
    members::{Member, MemberFilter, MemberPatch, MemberRemoval, MemberSort, MemberStatus},
};
use http::StatusCode;
use service::Services;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::{Caller, DryRun, Json, PathParams, Query},
    list_query,
    problem::ApiResult,
    versions::Single,
};

const TAG: &str = "Members";

/// The calls of this file.
pub fn routes() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(list_members))
        .routes(routes!(read_member, update_member, remove_member))
        .routes(routes!(leave_organization))
}

list_query! {
    /// Which members.
    MembersQuery {
        /// The beginning of a name or address.
        search: Option<String>,
        /// Only this role.
        role: Option<String>,
        /// Only this status.
        #[param(inline)]
        status: Option<MemberStatus>,
        /// The order.
        #[param(inline)]
        sort: MemberSort,
    }
}

/// Members. Needs `users.read`.
#[utoipa::path(get, path = "/organizations/{org}/members", tag = TAG, params(MembersQuery), responses(
    (status = 200, description = "A page of members.", body = Page<Member>),
))]
async fn list_members(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    Query(query): Query<MembersQuery>,
) -> ApiResult<Json<Page<Member>>> {
    let page = query.page();
    let filter = MemberFilter { search: query.search, role: query.role, status: query.status, sort: query.sort };
    Ok(Json(service::members::list(&s, &actor, &org, filter, page).await?))
}

/// One member. Needs `users.read`.
#[utoipa::path(get, path = "/organizations/{org}/members/{user}", tag = TAG, responses(
    (status = 200, description = "The member.", body = Member),
))]
async fn read_member(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, user)): PathParams<(OrgRef, UserId)>,
) -> ApiResult<Single<Member>> {
    Ok(Single(service::members::read(&s, &actor, &org, &user).await?))
}

/// Changes a member's role or status. Needs `users.update`.
///
/// Nobody gives a role that holds more than they do, and only owners give or take `owner`.
#[utoipa::path(patch, path = "/organizations/{org}/members/{user}", tag = TAG, responses(
    (status = 200, description = "The member, changed.", body = Member),
    (status = 409, description = "`last_owner`."),
))]
async fn update_member(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, user)): PathParams<(OrgRef, UserId)>,
    Json(request): Json<MemberPatch>,
) -> ApiResult<Single<Member>> {
    Ok(Single(service::members::update(&s, &actor, &org, &user, request).await?))
}

/// Removes a member. Needs `users.delete`.
///
/// With `dry_run` the answer says what would go with the member, and nothing happens.
#[utoipa::path(delete, path = "/organizations/{org}/members/{user}", tag = TAG, params(DryRun), responses(
    (status = 200, description = "What goes with the member.", body = MemberRemoval),
    (status = 409, description = "`last_owner`."),
))]
async fn remove_member(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, user)): PathParams<(OrgRef, UserId)>,
    Query(query): Query<DryRun>,
) -> ApiResult<Json<MemberRemoval>> {
    Ok(Json(service::members::remove(&s, &actor, &org, &user, query.dry_run).await?))
}

/// Ends my own membership.
#[utoipa::path(post, path = "/organizations/{org}/leave", tag = TAG, responses(
    (status = 204, description = "I am no member any more."),
    (status = 409, description = "`last_owner`."),
))]
async fn leave_organization(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
) -> ApiResult<StatusCode> {
    service::members::leave(&s, &actor, &org).await?;
    Ok(StatusCode::NO_CONTENT)
}
