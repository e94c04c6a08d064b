//! What the administrator changes in an organization (`/admin/v1`).

use super::sql;
use crate::{
    Result, Services, SystemAccess,
    audit::{self, Entry},
};
use contract::{
    ApiError, OrgId,
    organizations::{AdminOrganization, AdminOrganizationPatch},
};

/// Changes the plan of an organization. Fails with `not_found`, for a deleted one too.
pub async fn admin_update(
    s: &Services,
    system: &SystemAccess,
    org: OrgId,
    patch: AdminOrganizationPatch,
) -> Result<AdminOrganization> {
    patch.validate()?;
    let mut tx = s.db.write().await?;
    let (name, before) = sql::plan(&mut tx, org).await?.ok_or_else(|| ApiError::not_found("organization"))?;
    let plan = patch.plan.unwrap_or_else(|| before.clone());
    let entry = Entry::new("organization.updated", "organization", org, &name).change("plan", &before, &plan);
    if !entry.is_empty() {
        sql::set_plan(&mut tx, org, &plan).await?;
        audit::record_system(&mut tx, Some(org), system, entry).await?;
        tx.commit().await?;
    }
    Ok(AdminOrganization { id: org, plan })
}
