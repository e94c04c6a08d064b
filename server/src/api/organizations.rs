//! Organizations.

use axum::extract::State;
use contract::{
    OrgRef, Page,
    organizations::{
        Dashboard, DeleteOptions, DeletedOrganization, NewOrganization, Organization, OrganizationDeletion,
        OrganizationFilter, OrganizationPatch,
    },
};
use http::StatusCode;
use serde::Deserialize;
use service::Services;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::{Caller, Json, NoQuery, PathParams, Query},
    list_query,
    problem::ApiResult,
    versions::Single,
};

const TAG: &str = "Organizations";

/// The calls of this file.
pub fn routes() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(list_organizations, create_organization))
        .routes(routes!(read_organization, update_organization, delete_organization))
        .routes(routes!(list_deleted_organizations))
        .routes(routes!(restore_organization))
        .routes(routes!(read_dashboard))
}

/// Whose organizations are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum Scope {
    /// Mine.
    #[default]
    Mine,
    /// Every one of the server; super admins only.
    All,
}

list_query! {
    /// Which organizations.
    OrganizationsQuery {
        /// The beginning of the name or slug.
        search: Option<String>,
        /// `all` for every organization of the server; super admins only.
        #[param(inline)]
        scope: Scope,
    }
}

/// My organizations, each with my role.
#[utoipa::path(get, path = "/organizations", tag = TAG, params(OrganizationsQuery), responses(
    (status = 200, description = "A page of organizations.", body = Page<Organization>),
    (status = 403, description = "`permission_denied`: only super admins see `scope=all`."),
))]
async fn list_organizations(
    State(s): State<Services>,
    Caller(actor): Caller,
    Query(query): Query<OrganizationsQuery>,
) -> ApiResult<Json<Page<Organization>>> {
    let page = query.page();
    let filter = OrganizationFilter { search: query.search, all: query.scope == Scope::All };
    Ok(Json(service::organizations::list(&s, &actor, filter, page).await?))
}

/// Makes an organization. I become its owner, and it gets a project `default`.
#[utoipa::path(post, path = "/organizations", tag = TAG, responses(
    (status = 201, description = "The organization.", body = Organization),
    (status = 403, description = "`user_required`: keys make no organizations."),
    (status = 409, description = "`already_exists`: the slug is taken."),
))]
async fn create_organization(
    State(s): State<Services>,
    Caller(actor): Caller,
    Json(request): Json<NewOrganization>,
) -> ApiResult<(StatusCode, Single<Organization>)> {
    Ok((StatusCode::CREATED, Single(service::organizations::create(&s, &actor, request).await?)))
}

/// One organization. Needs `organization.read`.
#[utoipa::path(get, path = "/organizations/{org}", tag = TAG, responses(
    (status = 200, description = "The organization.", body = Organization),
))]
async fn read_organization(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
) -> ApiResult<Single<Organization>> {
    Ok(Single(service::organizations::read(&s, &actor, &org).await?))
}

/// Changes an organization. Needs `organization.update`.
#[utoipa::path(patch, path = "/organizations/{org}", tag = TAG, responses(
    (status = 200, description = "The organization, changed.", body = Organization),
))]
async fn update_organization(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    Json(request): Json<OrganizationPatch>,
) -> ApiResult<Single<Organization>> {
    Ok(Single(service::organizations::update(&s, &actor, &org, request).await?))
}

/// How to delete an organization.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
#[derive(Default)]
struct DeletionQuery {
    /// Delete although something still runs there.
    #[param(default = false)]
    force: bool,
    /// Delete for good. Otherwise it can be restored for 30 days.
    #[param(default = false)]
    purge: bool,
    /// Only say what would happen.
    #[param(default = false)]
    dry_run: bool,
}

/// Deletes an organization. Needs `organization.delete`.
///
/// It is hidden from everyone at once, and every credential of it is refused from the next request on.
#[utoipa::path(delete, path = "/organizations/{org}", tag = TAG, params(DeletionQuery), responses(
    (status = 200, description = "What goes with it.", body = OrganizationDeletion),
    (status = 409, description = "`active_resources`: something still runs there; repeat with `force`."),
))]
async fn delete_organization(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    Query(DeletionQuery { force, purge, dry_run }): Query<DeletionQuery>,
) -> ApiResult<Json<OrganizationDeletion>> {
    let options = DeleteOptions { force, purge, dry_run };
    Ok(Json(service::organizations::delete(&s, &actor, &org, options).await?))
}

list_query! {
    /// Which page.
    DeletedOrganizationsQuery {}
}

/// My recycle bin: deleted organizations of which I am an owner, for 30 days.
#[utoipa::path(get, path = "/me/deleted-organizations", tag = TAG, params(DeletedOrganizationsQuery), responses(
    (status = 200, description = "A page of them, the last deleted first.", body = Page<DeletedOrganization>),
))]
async fn list_deleted_organizations(
    State(s): State<Services>,
    Caller(actor): Caller,
    Query(query): Query<DeletedOrganizationsQuery>,
) -> ApiResult<Json<Page<DeletedOrganization>>> {
    Ok(Json(service::organizations::deleted(&s, &actor, query.page()).await?))
}

/// Takes an organization of which I am an owner out of the recycle bin.
///
/// Members, roles and projects are as they were. Its keys come back switched off.
#[utoipa::path(post, path = "/organizations/{org}/restore", tag = TAG, responses(
    (status = 200, description = "The organization.", body = Organization),
    (status = 409, description = "`conflict`: it has no active owner any more."),
))]
async fn restore_organization(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    _: NoQuery,
) -> ApiResult<Json<Organization>> {
    Ok(Json(service::organizations::restore(&s, &actor, &org).await?))
}

/// The counters of the overview. Needs `dashboard.view`.
#[utoipa::path(get, path = "/organizations/{org}/dashboard", tag = TAG, responses(
    (status = 200, description = "The counters.", body = Dashboard),
))]
async fn read_dashboard(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
) -> ApiResult<Json<Dashboard>> {
    Ok(Json(service::organizations::dashboard(&s, &actor, &org, None).await?))
}
