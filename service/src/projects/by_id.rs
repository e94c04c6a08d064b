//! What surfaces need that name a project without its organization, and lists without pages.

use super::{change, remove, sql};
use crate::{Actor, Error, Result, Services, organizations::DeletionOutcome};
use contract::{
    ApiError, OrgId, OrgRef, Permission, ProjectId, ProjectRef,
    projects::{Project, ProjectPatch},
};

/// All projects in the order in which they were made. Needs `projects.read`.
pub async fn all(s: &Services, actor: &Actor, org: &OrgRef) -> Result<Vec<Project>> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::ProjectsRead).await?;
    let rows = sql::list_by_age(&mut tx, &access, None, None, i64::MAX).await?;
    Ok(rows.into_iter().map(Project::from).collect())
}

/// A project and its organization. Needs `projects.read`; `not_found` as for an unknown one when the caller may not see the
/// organization.
pub async fn read_by_id(s: &Services, actor: &Actor, project: ProjectId) -> Result<(OrgId, Project)> {
    let org = organization_of(s, project).await?;
    let read = super::read(s, actor, &OrgRef::Id(org), &ProjectRef::Id(project)).await;
    Ok((org, read.map_err(unseen)?))
}

/// Changes a project whose name the caller may repeat: another than the present one is invalid. Needs `projects.update`;
/// `not_found` as [`read_by_id`].
pub async fn update_by_id(
    s: &Services,
    actor: &Actor,
    project: ProjectId,
    name: Option<&str>,
    description: Option<String>,
) -> Result<(OrgId, Project)> {
    let patch = ProjectPatch { name: None, description };
    patch.validate()?;
    let org = organization_of(s, project).await?;
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, &OrgRef::Id(org), Permission::ProjectsUpdate).await.map_err(unseen)?;
    let before: Project = sql::find(&mut tx, &access, &ProjectRef::Id(project)).await?.into();
    if name.is_some_and(|name| name != before.name) {
        return Err(ApiError::invalid("name", "not_allowed", "It never changes. Leave it out.").into());
    }
    let after = change(&mut tx, &access, before, patch).await?;
    tx.commit().await?;
    Ok((org, after))
}

/// Deletes a project, but without `force` only one that nobody uses: no environment, no blueprint, no key that is not
/// revoked. Needs `projects.delete`; `not_found` as [`read_by_id`].
pub async fn delete_by_id(s: &Services, actor: &Actor, project: ProjectId, force: bool) -> Result<DeletionOutcome> {
    let org = organization_of(s, project).await?;
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, &OrgRef::Id(org), Permission::ProjectsDelete).await.map_err(unseen)?;
    let project: Project = sql::find(&mut tx, &access, &ProjectRef::Id(project)).await?.into();
    if project.is_default {
        return Ok(DeletionOutcome::Permanent(project.name));
    }
    if !force && project.environment_count + project.blueprint_count + project.key_count > 0 {
        return Ok(DeletionOutcome::InUse(project.name));
    }
    remove(&mut tx, &access, &project).await?;
    tx.commit().await?;
    Ok(DeletionOutcome::Deleted)
}

/// Where a project is. Nothing is told by it: the operation after it decides whether the caller may know.
async fn organization_of(s: &Services, project: ProjectId) -> Result<OrgId> {
    let mut tx = s.db.read().await?;
    let org = sql::organization_of(&mut tx, project).await?;
    Ok(OrgId(org.ok_or_else(|| ApiError::not_found("project"))?))
}

/// An organization that the caller may not see hides its projects.
fn unseen(error: Error) -> Error {
    match error.as_public() {
        Some(ApiError::NotFound { what }) if what == "organization" => ApiError::not_found("project").into(),
        _ => error,
    }
}

#[cfg(test)]
mod tests;
