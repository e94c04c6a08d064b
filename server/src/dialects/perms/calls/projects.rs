//! Projects.

use buffa_types::google::protobuf::Empty;
use connectrpc::ErrorCode;
use contract::{
    ApiError, OrgId, Permission,
    projects::{NewProject, Project},
};
use service::projects;

use super::{Answer, time};
use crate::{
    dialects::perms::{
        Call,
        error::Status,
        names::{self, Need},
        requests::{self, Check as _},
    },
    rpc::proto::{pagination::PaginationResponse, permio::organisation::v1 as pb},
};

/// `CreateProject`.
pub async fn create_project(c: Call, r: pb::CreateProjectRequest) -> Answer<pb::CreateProjectResponse> {
    r.check()?;
    let org = names::organisation(&r.organisation_id)?;
    let need = Need::in_organisation(Permission::ProjectsCreate, org);
    let new = NewProject { name: r.name.clone(), ..Default::default() };
    let made =
        projects::create(&c.services, &c.actor, &org.into(), new).await.map_err(|error| match error.as_public() {
            Some(ApiError::AlreadyExists { .. }) => {
                Status::new(ErrorCode::AlreadyExists, format!("Project '{}' already exists", r.name))
            }
            _ => c.refuses(&need, error),
        })?;
    Ok(pb::CreateProjectResponse { project: project(org, made).into(), ..Default::default() })
}

/// `GetProject`.
pub async fn get_project(c: Call, r: pb::GetProjectRequest) -> Answer<pb::GetProjectResponse> {
    r.check()?;
    let org = names::organisation(&r.organisation_id)?;
    let need = Need::in_project(Permission::ProjectsRead, org, &r.project_name);
    let found = projects::read(&c.services, &c.actor, &org.into(), &names::project(&r.project_name)).await;
    let found = found.map_err(|error| c.refuses(&need, error))?;
    Ok(pb::GetProjectResponse { project: project(org, found).into(), ..Default::default() })
}

/// `GetProjectsForOrganisation`.
pub async fn get_projects_for_organisation(
    c: Call,
    r: pb::GetProjectsForOrganisationRequest,
) -> Answer<pb::GetProjectsForOrganisationResponse> {
    r.check()?;
    let org = names::organisation(&r.organisation_id)?;
    let need = Need::in_organisation(Permission::ProjectsRead, org);
    let page = requests::page(r.pagination.as_option());
    let list = projects::list_by_age(&c.services, &c.actor, &org.into(), r.search.as_deref(), page).await;
    let list = list.map_err(|error| c.refuses(&need, error))?;
    let next = PaginationResponse { next_cursor: list.next_cursor.unwrap_or_default(), ..Default::default() };
    Ok(pb::GetProjectsForOrganisationResponse {
        projects: list.data.into_iter().map(|row| project(org, row)).collect(),
        pagination: next.into(),
        ..Default::default()
    })
}

/// `DeleteProject`. Whatever runs there goes with it.
pub async fn delete_project(c: Call, r: pb::DeleteProjectRequest) -> Answer<Empty> {
    r.check()?;
    let org = names::organisation(&r.organisation_id)?;
    let need = Need::in_project(Permission::ProjectsDelete, org, &r.project_name);
    let named = names::project(&r.project_name);
    let deleted = projects::delete(&c.services, &c.actor, &org.into(), &named, true, false).await;
    deleted.map_err(|error| match error.as_public() {
        Some(ApiError::Conflict { .. }) => {
            Status::new(ErrorCode::FailedPrecondition, format!("Project '{}' cannot be deleted", r.project_name))
        }
        _ => c.refuses(&need, error),
    })?;
    Ok(Empty::default())
}

fn project(org: OrgId, project: Project) -> pb::Project {
    pb::Project {
        organisation_id: org.to_string(),
        name: project.name,
        created_at: time(project.created_at).into(),
        ..Default::default()
    }
}
