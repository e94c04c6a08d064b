//! What the pages of projects ask of the server.

use contract::{
    ApiError, Packed, Page,
    api_keys::ApiKey,
    projects::{Project, ProjectDeletion, Resource},
    roles::Role,
};
use leptos::prelude::*;

/// One page of the projects by name.
#[server(protocol = Packed)]
pub async fn list_projects(
    /// The organization.
    org: String,
    /// A part of the name.
    #[server(default)]
    q: Option<String>,
    /// Where to go on.
    #[server(default)]
    cursor: Option<String>,
) -> Result<Page<Project>, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let page = contract::PageRequest { cursor, include_total: true, ..Default::default() };
    status.of(actor.answer(service::projects::list(&s, &actor, &org.as_str().into(), q.as_deref(), page).await))
}

/// The projects that something can be bound to: the first 200.
#[server(protocol = Packed)]
pub async fn list_project_choices(
    /// The organization.
    org: String,
) -> Result<Page<Project>, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let page = contract::PageRequest { limit: Some(contract::page::MAX_LIMIT), ..Default::default() };
    let projects = service::projects::list(&s, &actor, &org.as_str().into(), None, page).await;
    status.of_part(actor.answer(projects))
}

/// One project.
#[server(protocol = Packed)]
pub async fn read_project(
    /// The organization.
    org: String,
    /// Its name or id.
    project: String,
) -> Result<Project, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let status = page_status();
    let project = service::projects::read(&s, &actor, &org.as_str().into(), &project.as_str().into()).await;
    status.of(actor.answer(project))
}

/// The keys bound to a project.
#[server(protocol = Packed)]
pub async fn list_project_keys(
    /// The organization.
    org: String,
    /// Its name or id.
    project: String,
) -> Result<Page<ApiKey>, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let filter = contract::api_keys::ApiKeyFilter { project: Some(project), status: None };
    let page = contract::PageRequest { include_total: true, ..Default::default() };
    status.of_part(actor.answer(service::api_keys::list(&s, &actor, &org.as_str().into(), filter, page).await))
}

/// What runs in a project and what it keeps.
#[server(protocol = Packed)]
pub async fn list_project_resources(
    /// The organization.
    org: String,
    /// Its name or id.
    project: String,
) -> Result<Vec<Resource>, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let project = project.as_str().into();
    status.of(actor.answer(service::projects::list_resources(&s, &actor, &org.as_str().into(), &project).await))
}

/// The roles, from which follows who may do what in projects.
#[server(protocol = Packed)]
pub async fn list_project_access(
    /// The organization.
    org: String,
) -> Result<Vec<Role>, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    status.of_part(actor.answer(service::roles::list(&s, &actor, &org.as_str().into()).await))
}

/// Makes a project and leads to it.
#[server(protocol = Packed)]
pub async fn create_project(
    /// The organization.
    org: String,
    /// Unique in the organization.
    name: String,
    /// What it is for.
    #[server(default)]
    description: String,
) -> Result<Project, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let request = contract::projects::NewProject { name, description };
    let project = actor.answer(service::projects::create(&s, &actor, &org.as_str().into(), request).await)?;
    redirect(&super::project_path(&org, &project.name), false);
    Ok(project)
}

/// Renames and describes a project and leads to it.
#[server(protocol = Packed)]
pub async fn update_project(
    /// The organization.
    org: String,
    /// Its name or id.
    project: String,
    /// The new name.
    name: String,
    /// What it is for.
    #[server(default)]
    description: String,
) -> Result<Project, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let patch = contract::projects::ProjectPatch { name: Some(name), description: Some(description) };
    let project = service::projects::update(&s, &actor, &org.as_str().into(), &project.as_str().into(), patch).await;
    let project = actor.answer(project)?;
    redirect(&super::project_path(&org, &project.name), false);
    Ok(project)
}

/// Deletes a project and leads to the list.
#[server(protocol = Packed)]
pub async fn delete_project(
    /// The organization.
    org: String,
    /// Its name.
    project: String,
    /// The name once more, so that nobody deletes the wrong one.
    confirm: String,
    /// Delete although something runs there.
    #[server(default)]
    force: bool,
) -> Result<ProjectDeletion, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    super::confirmed(&project, &confirm)?;
    let deletion =
        service::projects::delete(&s, &actor, &org.as_str().into(), &project.as_str().into(), force, false).await;
    let deletion = actor.answer(deletion)?;
    redirect(&format!("/o/{org}/projects"), false);
    Ok(deletion)
}
