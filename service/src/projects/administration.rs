//! What the administrator says of a project (`/admin/v1`).

use super::sql;
use crate::{
    Result, Services, SystemAccess,
    audit::{self, Entry},
};
use contract::{ApiError, OrgId, ProjectId, projects::ProjectResources};

/// Sets how many environments and blueprints run in a project. Fails with `not_found`, in a deleted organization too.
pub async fn admin_set_resources(
    s: &Services,
    system: &SystemAccess,
    project: ProjectId,
    resources: ProjectResources,
) -> Result<ProjectResources> {
    resources.validate()?;
    let mut tx = s.db.write().await?;
    let (org, name, environments, blueprints) =
        sql::resources(&mut tx, project).await?.ok_or_else(|| ApiError::not_found("project"))?;
    let entry = Entry::new("project.updated", "project", project, &name)
        .change("environment_count", environments, resources.environment_count)
        .change("blueprint_count", blueprints, resources.blueprint_count);
    if !entry.is_empty() {
        sql::set_resources(&mut tx, project, &resources).await?;
        audit::record_system(&mut tx, Some(OrgId(org)), system, entry).await?;
        tx.commit().await?;
    }
    Ok(resources)
}
