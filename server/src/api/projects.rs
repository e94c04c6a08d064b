//! Projects of an organization.

use axum::extract::State;
use contract::{
    OrgRef, Page, ProjectRef,
    projects::{NewProject, Project, ProjectDeletion, ProjectPatch, Resource},
};
use http::StatusCode;
use serde::Deserialize;
use service::{Services, projects::ResourceName};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::{Caller, Json, NoQuery, PathParams, Query},
    list_query,
    problem::ApiResult,
    versions::Single,
};

const TAG: &str = "Projects";

/// The calls of this file.
pub fn routes() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(list_projects, create_project))
        .routes(routes!(read_project, update_project, delete_project))
        .routes(routes!(register_resource, unregister_resource))
}

list_query! {
    /// Which projects.
    ProjectsQuery {
        /// The beginning of a name.
        search: Option<String>,
    }
}

/// Projects. Needs `projects.read`.
#[utoipa::path(get, path = "/organizations/{org}/projects", tag = TAG, params(ProjectsQuery), responses(
    (status = 200, description = "A page of projects.", body = Page<Project>),
))]
async fn list_projects(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    Query(query): Query<ProjectsQuery>,
) -> ApiResult<Json<Page<Project>>> {
    Ok(Json(service::projects::list(&s, &actor, &org, query.search.as_deref(), query.page()).await?))
}

/// Makes a project. Needs `projects.create`.
#[utoipa::path(post, path = "/organizations/{org}/projects", tag = TAG, responses(
    (status = 201, description = "The project.", body = Project),
    (status = 409, description = "`already_exists`: the name is taken."),
))]
async fn create_project(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    Json(request): Json<NewProject>,
) -> ApiResult<(StatusCode, Single<Project>)> {
    Ok((StatusCode::CREATED, Single(service::projects::create(&s, &actor, &org, request).await?)))
}

/// One project. Needs `projects.read`.
#[utoipa::path(get, path = "/organizations/{org}/projects/{project}", tag = TAG, responses(
    (status = 200, description = "The project.", body = Project),
))]
async fn read_project(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, project)): PathParams<(OrgRef, ProjectRef)>,
) -> ApiResult<Single<Project>> {
    Ok(Single(service::projects::read(&s, &actor, &org, &project).await?))
}

/// Changes a project. Needs `projects.update`.
#[utoipa::path(patch, path = "/organizations/{org}/projects/{project}", tag = TAG, responses(
    (status = 200, description = "The project, changed.", body = Project),
    (status = 409, description = "`already_exists`: the new name is taken."),
))]
async fn update_project(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, project)): PathParams<(OrgRef, ProjectRef)>,
    Json(request): Json<ProjectPatch>,
) -> ApiResult<Single<Project>> {
    Ok(Single(service::projects::update(&s, &actor, &org, &project, request).await?))
}

/// How to delete a project.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct DeletionQuery {
    /// Delete although something still runs there.
    #[param(default = false)]
    force: bool,
    /// Only say what would happen.
    #[param(default = false)]
    dry_run: bool,
}

/// Deletes a project and revokes its keys. Needs `projects.delete`.
#[utoipa::path(delete, path = "/organizations/{org}/projects/{project}", tag = TAG, params(DeletionQuery), responses(
    (status = 200, description = "What goes with it.", body = ProjectDeletion),
    (status = 409, description = "`active_resources`: something still runs there; repeat with `force`."),
))]
async fn delete_project(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, project)): PathParams<(OrgRef, ProjectRef)>,
    Query(query): Query<DeletionQuery>,
) -> ApiResult<Json<ProjectDeletion>> {
    Ok(Json(service::projects::delete(&s, &actor, &org, &project, query.force, query.dry_run).await?))
}

/// Registers what the host application runs in a project. Needs `projects.update`.
///
/// `kind` is `environment` or `blueprint`. The project counts it, and neither the project nor the organization can be
/// deleted without `force` while it is there. Registering it again changes nothing.
#[utoipa::path(put, path = "/organizations/{org}/projects/{project}/resources/{kind}/{name}", tag = TAG, responses(
    (status = 200, description = "It was registered before.", body = Resource),
    (status = 201, description = "Registered.", body = Resource),
    (status = 422, description = "`validation_failed`: there is no such kind, or the name cannot be one."),
))]
async fn register_resource(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, project, kind, name)): PathParams<(OrgRef, ProjectRef, String, String)>,
    _: NoQuery,
) -> ApiResult<(StatusCode, Json<Resource>)> {
    let resource = ResourceName { kind: &kind, name: &name };
    let (resource, new) = service::projects::register_resource(&s, &actor, &org, &project, resource).await?;
    Ok((if new { StatusCode::CREATED } else { StatusCode::OK }, Json(resource)))
}

/// Takes a resource out that the host application runs no more. Needs `projects.update`.
#[utoipa::path(delete, path = "/organizations/{org}/projects/{project}/resources/{kind}/{name}", tag = TAG, responses(
    (status = 204, description = "Taken out."),
))]
async fn unregister_resource(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, project, kind, name)): PathParams<(OrgRef, ProjectRef, String, String)>,
    _: NoQuery,
) -> ApiResult<StatusCode> {
    let resource = ResourceName { kind: &kind, name: &name };
    service::projects::unregister_resource(&s, &actor, &org, &project, resource).await?;
    Ok(StatusCode::NO_CONTENT)
}
