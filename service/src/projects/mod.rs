//! Projects: the parts of an organization that keys and resources belong to. A key bound to a project sees only its own.

mod administration;
mod by_id;
mod numbered;
mod resources;
mod sql;

pub use administration::admin_set_resources;
pub use by_id::{all, delete_by_id, read_by_id, update_by_id};
pub use numbered::{NumberedProject, list_numbered};
pub(crate) use resources::active;
pub use resources::{ResourceName, list_resources, register_resource, unregister_resource};

use crate::{
    Actor, Result, Services,
    audit::{self, Entry},
    authz::OrgAccess,
    db::{DatedList, Tx, decode_cursor, encode_cursor, page_limit, page_of},
};
use contract::{
    ApiError, OrgRef, Page, PageRequest, Permission, ProjectId, ProjectRef,
    projects::{NewProject, Project, ProjectDeletion, ProjectPatch},
};

/// The projects by name, those whose name contains `search` when it is given. Needs `projects.read`.
pub async fn list(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    search: Option<&str>,
    page: PageRequest,
) -> Result<Page<Project>> {
    let limit = page_limit(&page)?;
    let after = match &page.cursor {
        Some(cursor) => {
            let [name] = decode_cursor::<1>(cursor)?;
            Some(name)
        }
        None => None,
    };
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::ProjectsRead).await?;
    let search = search.map(str::trim).filter(|text| !text.is_empty());
    let rows = sql::list(&mut tx, &access, search, after.as_deref(), limit + 1).await?;
    let mut answer = page_of(rows, limit, |row| encode_cursor(&[&row.name]), Project::from);
    if page.include_total {
        answer.total = Some(sql::count(&mut tx, &access, search).await?);
    }
    Ok(answer)
}

/// The projects in the order in which they were made, those whose name contains `search` when it is given. Needs
/// `projects.read`. Its cursors die after a day.
pub async fn list_by_age(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    search: Option<&str>,
    page: PageRequest,
) -> Result<Page<Project>> {
    let limit = page_limit(&page)?;
    let search = search.map(str::trim).filter(|text| !text.is_empty());
    let list = DatedList::new(&["projects", &org.to_string(), search.unwrap_or_default()]);
    let now = s.now();
    let after = page.cursor.as_deref().map(|cursor| list.after(cursor, now)).transpose()?;
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::ProjectsRead).await?;
    let rows = sql::list_by_age(&mut tx, &access, search, after, limit + 1).await?;
    Ok(page_of(rows, limit, |row| list.cursor(now, row.created_at, row.id), Project::from))
}

/// One project. Needs `projects.read`.
pub async fn read(s: &Services, actor: &Actor, org: &OrgRef, project: &ProjectRef) -> Result<Project> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::ProjectsRead).await?;
    Ok(sql::find(&mut tx, &access, project).await?.into())
}

/// Makes a project. Needs `projects.create`; `already_exists` when the organization has one of that name.
pub async fn create(s: &Services, actor: &Actor, org: &OrgRef, request: NewProject) -> Result<Project> {
    request.validate()?;
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::ProjectsCreate).await?;
    let project = Project {
        id: ProjectId(tx.new_id()),
        name: request.name.trim().to_owned(),
        description: request.description.trim().to_owned(),
        is_default: false,
        environment_count: 0,
        blueprint_count: 0,
        key_count: 0,
        created_at: tx.now(),
    };
    sql::insert(&mut tx, &access, &project).await.map_err(|e| e.unique("project", "name"))?;
    let entry = Entry::new("project.created", "project", project.id, &project.name).set("name", &project.name);
    audit::record(&mut tx, &access, entry).await?;
    tx.commit().await?;
    Ok(project)
}

/// Changes a project. Needs `projects.update`; `already_exists` when the new name is taken.
pub async fn update(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    project: &ProjectRef,
    patch: ProjectPatch,
) -> Result<Project> {
    patch.validate()?;
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::ProjectsUpdate).await?;
    let before: Project = sql::find(&mut tx, &access, project).await?.into();
    access.request().expects(&before)?;
    let after = change(&mut tx, &access, before, patch).await?;
    tx.commit().await?;
    Ok(after)
}

/// Makes a change that was validated, and records it unless nothing differs.
async fn change(tx: &mut Tx, access: &OrgAccess, before: Project, patch: ProjectPatch) -> Result<Project> {
    let mut after = before.clone();
    if let Some(name) = &patch.name {
        after.name = name.trim().to_owned();
    }
    if let Some(description) = &patch.description {
        after.description = description.trim().to_owned();
    }
    let entry = Entry::new("project.updated", "project", before.id, &before.name)
        .change("name", &before.name, &after.name)
        .change("description", &before.description, &after.description);
    if !entry.is_empty() {
        sql::update(tx, access, &after).await.map_err(|e| e.unique("project", "name"))?;
        audit::record(tx, access, entry).await?;
    }
    Ok(after)
}

/// Deletes a project with the keys bound to it. Needs `projects.delete`; `active_resources` while environments or blueprints
/// run there, unless `force`; `conflict` for the project that came with the organization, which stays as long as it does.
/// With `dry_run` nothing is deleted.
pub async fn delete(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    project: &ProjectRef,
    force: bool,
    dry_run: bool,
) -> Result<ProjectDeletion> {
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::ProjectsDelete).await?;
    let project: Project = sql::find(&mut tx, &access, project).await?.into();
    access.request().expects(&project)?;
    if project.is_default {
        return Err(ApiError::Conflict {
            detail: format!("{} came with the organization and stays as long as it does.", project.name),
        }
        .into());
    }
    let active_resources = active(&mut tx, &access, Some(project.id)).await?;
    if !force && !dry_run && !active_resources.is_empty() {
        return Err(ApiError::ActiveResources { resources: active_resources }.into());
    }
    let deletion = ProjectDeletion { keys: project.key_count, active_resources };
    if !dry_run {
        remove(&mut tx, &access, &project).await?;
        tx.commit().await?;
    }
    Ok(deletion)
}

async fn remove(tx: &mut Tx, access: &OrgAccess, project: &Project) -> Result<()> {
    sql::delete(tx, access, project.id).await?;
    let entry = Entry::new("project.deleted", "project", project.id, &project.name)
        .change("name", Some(&project.name), None)
        .set("keys", project.key_count);
    audit::record(tx, access, entry).await
}

/// The id and name of a project that a request names, within the project of the acting key if it is bound to one.
pub(crate) async fn find(tx: &mut Tx, access: &OrgAccess, project: &ProjectRef) -> Result<(ProjectId, String)> {
    let project = sql::find(tx, access, project).await?;
    Ok((ProjectId(project.id), project.name))
}

#[cfg(test)]
mod tests;
