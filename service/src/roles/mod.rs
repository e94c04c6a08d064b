//! Roles: the system roles as the organization sees them, and its own.
//!
//! A membership names its role, and the name is resolved whenever rights are checked. So a role of the organization that
//! bears a system role's name takes its place at once, and every change here is a change of its holders' rights. The
//! ceiling therefore looks at both sides: what a name held before and what it will hold must both be within the actor's
//! rights.

mod sql;
#[cfg(test)]
mod tests;

use crate::{
    Actor, OrgAccess, Result, Services,
    audit::{self, Entry},
    db::{Tx, page_window},
    members::{Inviters, revoke_excess},
};
use contract::{
    ApiError, OffsetPage, OffsetRequest, OrgRef, Permission, PermissionSet, RoleRef,
    permissions::{ADMIN, SYSTEM_ROLES, system_role, system_role_description},
    roles::{NewRole, PermissionInfo, Role, RoleNaming, RolePatch},
};
use std::collections::HashMap;

/// How many roles of its own an organization may have.
const MAX_ROLES: usize = 100;

/// Every canonical permission, in the order of the role editor.
pub fn permissions() -> Vec<PermissionInfo> {
    Permission::ALL
        .iter()
        .map(|p| PermissionInfo {
            name: p.name().to_owned(),
            group: p.group().to_owned(),
            title: p.title().to_owned(),
            description: p.description().to_owned(),
        })
        .collect()
}

/// The roles in effect: the system roles, each replaced by the organization's own of that name where there is one, then
/// the others by name. Needs `roles.read`.
pub async fn list(s: &Services, actor: &Actor, org: &OrgRef) -> Result<Vec<Role>> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::RolesRead).await?;
    let mut own = sql::all(&mut tx, &access).await?;
    let counts: HashMap<String, i64> = sql::holders(&mut tx, &access).await?.into_iter().collect();
    let mut roles = Vec::with_capacity(own.len() + SYSTEM_ROLES.len());
    for name in SYSTEM_ROLES {
        match own.iter().position(|row| row.name == name) {
            Some(at) => roles.push(own.remove(at).into()),
            None => roles.extend(system(name)),
        }
    }
    roles.extend(own.into_iter().map(Role::from));
    for role in &mut roles {
        role.member_count = counts.get(&role.name).copied().unwrap_or_default();
    }
    Ok(roles)
}

/// The roles in effect by the number of the page: the organization's own, oldest first, then the system roles that none of
/// them shadows. Members are not counted. Needs `roles.read`.
pub async fn list_page(s: &Services, actor: &Actor, org: &OrgRef, page: OffsetRequest) -> Result<OffsetPage<Role>> {
    let (limit, offset) = page_window(&page)?;
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::RolesRead).await?;
    let mut own: Vec<Role> = sql::all(&mut tx, &access).await?.into_iter().map(Role::from).collect();
    own.sort_by_key(|role| (role.created_at, role.id));
    let unshadowed =
        SYSTEM_ROLES.into_iter().filter(|name| own.iter().all(|role| role.name != *name)).filter_map(system);
    let roles: Vec<Role> = own.iter().cloned().chain(unshadowed).collect();
    let total = i64::try_from(roles.len()).unwrap_or(i64::MAX);
    let (offset, limit) = (usize::try_from(offset).unwrap_or(usize::MAX), usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(OffsetPage { data: roles.into_iter().skip(offset).take(limit).collect(), total })
}

/// A system role as the product defines it; nobody counted yet.
fn system(name: &str) -> Option<Role> {
    system_role(name).map(|permissions| Role {
        id: None,
        name: name.to_owned(),
        description: system_role_description(name).to_owned(),
        permissions,
        is_system: true,
        shadows_system: false,
        member_count: 0,
        created_at: None,
        updated_at: None,
    })
}

/// One role in effect. Needs `roles.read`.
pub async fn read(s: &Services, actor: &Actor, org: &OrgRef, name: &str) -> Result<Role> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::RolesRead).await?;
    let own = sql::one(&mut tx, &access, name).await?.map(Role::from);
    let Some(mut role) = own.or_else(|| system(name)) else { return Err(ApiError::not_found("role").into()) };
    role.member_count = sql::holder_count(&mut tx, &access, name).await?;
    Ok(role)
}

/// The organization's own role of that name or id, for a change. A system role cannot be changed: `conflict`.
pub(crate) async fn own(tx: &mut Tx, access: &OrgAccess, role: &RoleRef) -> Result<Role> {
    let row = match role {
        RoleRef::Id(id) => sql::by_id(tx, access, *id).await?,
        RoleRef::Name(name) => sql::one(tx, access, name).await?,
    };
    match (row, role) {
        (Some(row), _) => Ok(row.into()),
        (None, RoleRef::Name(name)) if system_role(name).is_some() => {
            let detail = format!("{name} is a system role, which cannot be changed or deleted.");
            Err(ApiError::Conflict { detail }.into())
        }
        (None, _) => Err(ApiError::not_found("role").into()),
    }
}

/// Fails unless everything that a name holds now is within the actor's rights: who changes a role changes its holders.
fn may_change(access: &OrgAccess, held: PermissionSet) -> Result<()> {
    if held.is_subset(access.permissions()) {
        Ok(())
    } else {
        Err(access.forbidden("This role holds rights that you do not have, so you cannot change or delete it."))
    }
}

/// Makes a role. Needs `roles.create` and every permission that is put in. A role named `admin` or `member` takes the
/// system role's place at once, so that one's rights are needed too.
pub async fn create(s: &Services, actor: &Actor, org: &OrgRef, new: NewRole) -> Result<Role> {
    create_named(s, actor, org, new, RoleNaming::Words).await
}

/// [`create`] with a name of this naming.
pub async fn create_named(s: &Services, actor: &Actor, org: &OrgRef, new: NewRole, naming: RoleNaming) -> Result<Role> {
    new.validate(naming)?;
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::RolesCreate).await?;
    let name = new.name.trim();
    may_change(&access, system_role(name).unwrap_or(PermissionSet::EMPTY))?;
    access.may_grant_permissions(&mut tx, new.permissions).await?;
    let names = sql::names(&mut tx, &access).await?;
    if names.iter().any(|n| n == name) {
        return Err(ApiError::already_exists("role", "name").into());
    }
    if names.len() >= MAX_ROLES {
        let detail = format!("An organization can have {MAX_ROLES} roles of its own. Delete one first.");
        return Err(ApiError::Conflict { detail }.into());
    }
    let mut role: Role = sql::insert(&mut tx, &access, name, new.description.trim(), new.permissions).await?.into();
    if role.shadows_system {
        role.member_count = sql::holder_count(&mut tx, &access, name).await?;
        revoke_excess(&mut tx, access.org(), Inviters::Role(name), role.permissions, false).await?;
    }
    let entry = Entry::new("role.created", "role", name, name)
        .set("permissions", role.permissions)
        .set("description", &role.description);
    audit::record(&mut tx, &access, entry).await?;
    tx.commit().await?;
    Ok(role)
}

/// Changes a role of the organization, with effect at once. Needs `roles.update`, everything that the role holds now and
/// everything that is put in. Its holders, pending invitations and join codes follow a new name.
pub async fn update(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    role: impl Into<RoleRef>,
    patch: RolePatch,
) -> Result<Role> {
    update_named(s, actor, org, role, patch, RoleNaming::Words).await
}

/// [`update`] with a name of this naming.
pub async fn update_named(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    role: impl Into<RoleRef>,
    patch: RolePatch,
    naming: RoleNaming,
) -> Result<Role> {
    patch.validate(naming)?;
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::RolesUpdate).await?;
    let old = own(&mut tx, &access, &role.into()).await?;
    may_change(&access, old.permissions)?;
    let new_name = patch.name.as_deref().map_or(old.name.as_str(), str::trim).to_owned();
    let permissions = patch.permissions.unwrap_or(old.permissions);
    access.may_grant_permissions(&mut tx, permissions).await?;
    let description = patch.description.as_deref().map_or(old.description.as_str(), str::trim).to_owned();
    let entry = Entry::new("role.updated", "role", &old.name, &new_name)
        .change("name", &old.name, &new_name)
        .change("description", &old.description, &description)
        .change("permissions", old.permissions, permissions);
    let member_count = sql::holder_count(&mut tx, &access, &old.name).await?;
    if entry.is_empty() {
        return Ok(Role { member_count, ..old });
    }
    if new_name != old.name {
        may_change(&access, system_role(&new_name).unwrap_or(PermissionSet::EMPTY))?;
        if sql::one(&mut tx, &access, &new_name).await?.is_some() {
            return Err(ApiError::already_exists("role", "name").into());
        }
    }
    let mut role: Role = sql::update(&mut tx, &access, &old.name, &new_name, &description, permissions).await?.into();
    if new_name != old.name {
        rename(&mut tx, &access, &old.name, &new_name).await?;
    }
    revoke_excess(&mut tx, access.org(), Inviters::Role(&new_name), permissions, false).await?;
    role.member_count = sql::holder_count(&mut tx, &access, &new_name).await?;
    audit::record(&mut tx, &access, entry).await?;
    tx.commit().await?;
    Ok(role)
}

/// Lets everything that names the role name it anew. No join code ever gives `admin`, so codes end rather than give it.
async fn rename(tx: &mut Tx, access: &OrgAccess, old: &str, new: &str) -> Result<()> {
    sql::rename_in_memberships(tx, access, old, new).await?;
    sql::rename_in_invitations(tx, access, old, new).await?;
    if new == ADMIN {
        sql::revoke_join_codes(tx, access, old).await
    } else {
        sql::rename_in_join_codes(tx, access, old, new).await
    }
}

/// Deletes a role of the organization. Needs `roles.delete` and everything that the role holds.
///
/// Fails with `role_in_use` while members have it or pending invitations promise it. A role in place of a system role can
/// always go: the system role takes over at once, so its rights are needed then. Join codes that give a role which is gone
/// end.
pub async fn delete(s: &Services, actor: &Actor, org: &OrgRef, role: impl Into<RoleRef>) -> Result<()> {
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::RolesDelete).await?;
    let old = own(&mut tx, &access, &role.into()).await?;
    may_change(&access, old.permissions)?;
    let name = old.name.as_str();
    let successor = system_role(name);
    match successor {
        Some(permissions) => access.may_grant_permissions(&mut tx, permissions).await?,
        None => {
            let members = sql::holder_count(&mut tx, &access, name).await?;
            let invitations = sql::promise_count(&mut tx, &access, name).await?;
            if members + invitations > 0 {
                return Err(ApiError::RoleInUse { members, invitations }.into());
            }
        }
    }
    sql::delete(&mut tx, &access, name).await?;
    match successor {
        Some(permissions) => {
            revoke_excess(&mut tx, access.org(), Inviters::Role(name), permissions, false).await?;
        }
        None => {
            sql::revoke_join_codes(&mut tx, &access, name).await?;
        }
    }
    let entry = Entry::new("role.deleted", "role", name, name).change("permissions", Some(old.permissions), None);
    audit::record(&mut tx, &access, entry).await?;
    tx.commit().await
}
