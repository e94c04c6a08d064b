//! The calls about projects.

use buffa_types::google::protobuf::Empty;
use connectrpc::ErrorCode;
use contract::{ApiError, OrgRef, projects::NewProject, validate::Faults};
use service::{organizations::DeletionOutcome, projects};

use super::{
    Call,
    error::Failure,
    shapes::{organization_id, project, project_id, required},
};
use crate::rpc::proto::teabar::v1::{
    CreateProjectRequest, DeleteProjectRequest, GetProjectRequest, ListProjectsRequest, ListProjectsResponse, Project,
    UpdateProjectRequest,
};

/// The longest name, in characters.
const NAME_MAX: usize = 32;

pub(super) async fn create(call: &Call, request: CreateProjectRequest) -> Result<Project, Failure> {
    let CreateProjectRequest { organization_id: org, name, description, .. } = request;
    let org = organization_id(&org)?;
    required("name", &name)?;
    let mut faults = Faults::new();
    faults.label("name", &name, NAME_MAX);
    faults.finish().map_err(|error| Failure::of(error, false))?;
    let new = NewProject { name: name.clone(), description };
    let made = projects::create(&call.services, &call.actor, &OrgRef::Id(org), new).await;
    let made = made.map_err(|error| match error.as_public() {
        Some(ApiError::AlreadyExists { .. }) => {
            fails(call, error).saying(format!("Project name '{name}' is already taken"))
        }
        _ => fails(call, error),
    })?;
    Ok(project(org, made))
}

pub(super) async fn get(call: &Call, request: GetProjectRequest) -> Result<Project, Failure> {
    let id = project_id(&request.project_id)?;
    let read = projects::read_by_id(&call.services, &call.actor, id).await;
    let (org, found) = read.map_err(|error| fails(call, error))?;
    Ok(project(org, found))
}

pub(super) async fn list(call: &Call, request: ListProjectsRequest) -> Result<ListProjectsResponse, Failure> {
    let org = organization_id(&request.organization_id)?;
    let all = projects::all(&call.services, &call.actor, &OrgRef::Id(org)).await;
    let projects = all.map_err(|error| fails(call, error))?.into_iter().map(|found| project(org, found)).collect();
    Ok(ListProjectsResponse { projects, ..Default::default() })
}

pub(super) async fn update(call: &Call, request: UpdateProjectRequest) -> Result<Project, Failure> {
    let UpdateProjectRequest { project_id: id, description, name, .. } = request;
    let id = project_id(&id)?;
    let updated = projects::update_by_id(&call.services, &call.actor, id, name.as_deref(), description).await;
    let (org, updated) = updated.map_err(|error| fails(call, error))?;
    Ok(project(org, updated))
}

pub(super) async fn delete(call: &Call, request: DeleteProjectRequest) -> Result<Empty, Failure> {
    let id = project_id(&request.project_id)?;
    let outcome = projects::delete_by_id(&call.services, &call.actor, id, request.force).await;
    let kept = |message: String| Failure::new(ErrorCode::FailedPrecondition, message);
    match outcome.map_err(|error| fails(call, error))? {
        DeletionOutcome::Deleted => Ok(Empty::default()),
        DeletionOutcome::InUse(name) => {
            let message = format!("Project '{name}' has active resources; pass force to delete it");
            Err(kept(message).because("PROJECT_HAS_ACTIVE_RESOURCES"))
        }
        DeletionOutcome::Permanent(name) => {
            let message = format!("Project '{name}' came with its organization and cannot be deleted alone");
            Err(kept(message).because("DEFAULT_PROJECT"))
        }
    }
}

fn fails(call: &Call, error: service::Error) -> Failure {
    Failure::of(call.public(error), false)
}
