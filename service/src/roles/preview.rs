//! What a change of a role would do to its holders, without doing it. The rules are those of the change itself.

use super::{may_create, may_delete, plan_update, sql};
use crate::{Actor, OrgAccess, Result, Services, db::Tx};
use contract::{
    OrgRef, Permission, PermissionSet, RoleRef, UserId,
    permissions::system_role,
    roles::{NewRole, RightsChange, RoleNaming, RolePatch, RolePreview},
};

/// How many members a preview names.
const NAMED: i64 = 1000;

/// What making a role would do. It has holders when it takes a system role's place. Needs what making it needs.
pub async fn preview_create(s: &Services, actor: &Actor, org: &OrgRef, new: NewRole) -> Result<RolePreview> {
    new.validate(RoleNaming::Words)?;
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::RolesCreate).await?;
    may_create(&mut tx, &access, &new).await?;
    let name = new.name.trim();
    let before = system_role(name).unwrap_or(PermissionSet::EMPTY);
    compare(&mut tx, &access, name, before, new.permissions).await
}

/// What changing a role would do. Needs what changing it needs.
pub async fn preview_update(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    role: impl Into<RoleRef>,
    patch: RolePatch,
) -> Result<RolePreview> {
    patch.validate(RoleNaming::Words)?;
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::RolesUpdate).await?;
    let plan = plan_update(&mut tx, &access, &role.into(), &patch).await?;
    let mut preview = compare(&mut tx, &access, &plan.old.name, plan.old.permissions, plan.permissions).await?;
    if plan.name != plan.old.name
        && let Some(before) = system_role(&plan.name)
    {
        // Under its new name it takes a system role's place, so that one's holders are concerned, too.
        let others = compare(&mut tx, &access, &plan.name, before, plan.permissions).await?;
        preview.gains.extend(others.gains);
        preview.loses.extend(others.loses);
        preview.holders += others.holders;
    }
    Ok(preview)
}

/// What deleting a role would do. Needs what deleting it needs.
pub async fn preview_delete(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    role: impl Into<RoleRef>,
) -> Result<RolePreview> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::RolesDelete).await?;
    let (old, successor) = may_delete(&mut tx, &access, &role.into()).await?;
    compare(&mut tx, &access, &old.name, old.permissions, successor.unwrap_or(PermissionSet::EMPTY)).await
}

async fn compare(
    tx: &mut Tx,
    access: &OrgAccess,
    role: &str,
    before: PermissionSet,
    after: PermissionSet,
) -> Result<RolePreview> {
    let holders = sql::holder_count(tx, access, role).await?;
    let (gained, lost) = (after.difference(before), before.difference(after));
    let users = if gained.is_empty() && lost.is_empty() {
        Vec::new()
    } else {
        sql::holder_ids(tx, access, role, NAMED).await?
    };
    let changes = |permissions: PermissionSet| -> Vec<RightsChange> {
        if permissions.is_empty() {
            return Vec::new();
        }
        users.iter().map(|id| RightsChange { user_id: UserId::stored(id.clone()), permissions }).collect()
    };
    Ok(RolePreview { gains: changes(gained), loses: changes(lost), holders })
}

#[cfg(test)]
mod tests;
