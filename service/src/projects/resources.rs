//! What a host application runs in a project. It tells us by name; the project counts, and is guarded from deletion.

use super::sql;
use crate::{
    Actor, OrgAccess, Result, Services,
    audit::{self, Entry},
    db::Tx,
};
use contract::{
    ApiError, OrgRef, Permission, ProjectId, ProjectRef, Timestamp,
    projects::{Resource, ResourceKind, validate_resource_name},
};

/// How many names of resources an error or a preview lists for each project.
const NAMED: usize = 5;

/// A resource as a path names it.
#[derive(Debug, Clone, Copy)]
pub struct ResourceName<'a> {
    /// `environment` or `blueprint`.
    pub kind: &'a str,
    /// Its name.
    pub name: &'a str,
}

impl<'a> ResourceName<'a> {
    fn read(self) -> Result<(ResourceKind, &'a str), ApiError> {
        let kind = self
            .kind
            .parse()
            .map_err(|()| ApiError::invalid("kind", "unknown_value", "Choose environment or blueprint."))?;
        validate_resource_name(self.name)?;
        Ok((kind, self.name.trim()))
    }
}

/// Registers what the host application runs in a project; and whether that is news. Registering it again changes nothing.
/// Needs `projects.update`.
pub async fn register_resource(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    project: &ProjectRef,
    resource: ResourceName<'_>,
) -> Result<(Resource, bool)> {
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::ProjectsUpdate).await?;
    access.request().expects_no_version()?;
    let project = sql::find(&mut tx, &access, project).await?;
    let (kind, name) = resource.read()?;
    let project_id = ProjectId(project.id);
    let new = sql::insert_resource(&mut tx, &access, project_id, kind, name).await?;
    let created_at = match sql::resource_since(&mut tx, &access, project_id, kind, name).await? {
        Some(at) => Timestamp(at),
        None => return Err(ApiError::Conflict { detail: "It was removed meanwhile. Try again.".to_owned() }.into()),
    };
    if new {
        let entry = Entry::new("project.resource_registered", "project", project_id, &project.name)
            .set("kind", kind)
            .set("name", name);
        audit::record(&mut tx, &access, entry).await?;
        tx.commit().await?;
    }
    Ok((Resource { kind, name: name.to_owned(), project_id, created_at }, new))
}

/// Takes a resource out, when the host application runs it no more. Needs `projects.update`; `not_found` when it is not
/// registered.
pub async fn unregister_resource(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    project: &ProjectRef,
    resource: ResourceName<'_>,
) -> Result<()> {
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::ProjectsUpdate).await?;
    access.request().expects_no_version()?;
    let project = sql::find(&mut tx, &access, project).await?;
    let (kind, name) = resource.read().map_err(|_| ApiError::not_found("resource"))?;
    let project_id = ProjectId(project.id);
    if !sql::delete_resource(&mut tx, &access, project_id, kind, name).await? {
        return Err(ApiError::not_found("resource").into());
    }
    let entry = Entry::new("project.resource_removed", "project", project_id, &project.name)
        .change("kind", Some(kind), None)
        .change("name", Some(name), None);
    audit::record(&mut tx, &access, entry).await?;
    tx.commit().await
}

/// What a host application registered in a project, environments after blueprints, by name; the first two hundred. Needs
/// `projects.read`.
pub async fn list_resources(s: &Services, actor: &Actor, org: &OrgRef, project: &ProjectRef) -> Result<Vec<Resource>> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::ProjectsRead).await?;
    let project_id = ProjectId(sql::find(&mut tx, &access, project).await?.id);
    let rows = sql::resources_in(&mut tx, &access, project_id).await?;
    let resource = |(kind, name, at): (String, String, i64)| {
        let kind = kind.parse().ok()?;
        Some(Resource { kind, name, project_id, created_at: Timestamp(at) })
    };
    Ok(rows.into_iter().filter_map(resource).collect())
}

/// What runs in the organization, or in one project of it: a line for each project, such as `web: 2 environments
/// (prod, staging), 1 blueprint`; the first twenty projects. Two statements at most.
pub(crate) async fn active(tx: &mut Tx, access: &OrgAccess, project: Option<ProjectId>) -> Result<Vec<String>> {
    let projects = sql::active(tx, access, project).await?;
    if projects.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<ProjectId> = projects.iter().map(|row| ProjectId(row.id)).collect();
    let resources = sql::resources_of(tx, access, &ids).await?;
    let part = |row: &sql::Active, kind: ResourceKind, count: i64| {
        let plural = if count == 1 { "" } else { "s" };
        let mut names: Vec<&str> = resources
            .iter()
            .filter(|r| r.project_id == row.id && r.kind == kind.as_str())
            .map(|r| r.name.as_str())
            .take(NAMED + 1)
            .collect();
        if names.len() > NAMED {
            names.truncate(NAMED);
            names.push("…");
        }
        let named = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
        (count > 0).then(|| format!("{count} {}{plural}{named}", kind.as_str()))
    };
    Ok(projects
        .iter()
        .map(|row| {
            let parts = [
                part(row, ResourceKind::Environment, row.environment_count),
                part(row, ResourceKind::Blueprint, row.blueprint_count),
            ];
            format!("{}: {}", row.name, parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
        })
        .collect())
}

#[cfg(test)]
mod tests;
