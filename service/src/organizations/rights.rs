//! What somebody may do in an organization, and why.

use super::sql;
use crate::{
    Actor, OrgAccess, Result, Services,
    authz::{SUPER_ADMIN, who_holds},
    db::Tx,
};
use contract::{
    OrgRef, Permission, PermissionSet, ProjectRef, UserId,
    organizations::{MyPermissions, PermissionCheck, PermissionDecision},
    permissions::{OWNER, system_role},
};

/// The caller's role and, for every permission, whether it is held. For a key: what the key may do.
pub async fn my_permissions(s: &Services, actor: &Actor, org: &OrgRef) -> Result<MyPermissions> {
    let mut tx = s.db.read().await?;
    let access = actor.enter(&mut tx, org).await?;
    let held = access.permissions();
    Ok(MyPermissions {
        role: access.role_name().to_owned(),
        permissions: Permission::ALL.iter().map(|p| (p.name().to_owned(), held.contains(*p))).collect(),
    })
}

/// Whether somebody may do something, with the reason in a sentence. About oneself (for a key: about the key) nothing is
/// needed but access; about somebody else `users.read`. One statement for oneself when it is allowed, two about others;
/// a refusal looks up whom to ask.
pub async fn check_permission(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    check: PermissionCheck,
) -> Result<PermissionDecision> {
    let mut tx = s.db.read().await?;
    let access = actor.enter(&mut tx, org).await?;
    let finding = match &check.user_id {
        Some(user) if access.key_id().is_some() || user != access.user_id() => {
            access.require(&mut tx, Permission::UsersRead).await?;
            about_other(&mut tx, &access, user, check.permission).await?
        }
        _ => about_caller(&mut tx, &access, &check).await?,
    };
    decide(&mut tx, &access, check.permission, finding).await
}

struct Finding {
    allowed: bool,
    role: Option<String>,
    reason: String,
}

async fn about_caller(tx: &mut Tx, access: &OrgAccess, check: &PermissionCheck) -> Result<Finding> {
    let permission = check.permission;
    let holds = access.permissions().contains(permission);
    let role = access.role().map(str::to_owned);
    let Some(key) = access.key_name() else {
        return Ok(if access.super_admin() {
            super_admin(access.user_name(), role)
        } else {
            of_role(access.user_name(), access.role().unwrap_or_default(), permission, holds)
        });
    };
    if let (Some(own), Some(project)) = (access.project(), &check.project) {
        let inside = match ProjectRef::from(project.as_str()) {
            ProjectRef::Id(id) => id == own,
            ProjectRef::Name(name) => sql::is_own_project(tx, access, own.0, &name).await?,
        };
        if !inside {
            let reason = format!("The key {key} is bound to another project than {project}.");
            return Ok(Finding { allowed: false, role, reason });
        }
    }
    let reason = if holds {
        format!("The key {key} holds {permission}.")
    } else {
        format!("The key {key} does not hold {permission}.")
    };
    Ok(Finding { allowed: holds, role, reason })
}

async fn about_other(tx: &mut Tx, access: &OrgAccess, user: &UserId, permission: Permission) -> Result<Finding> {
    let Some(standing) = sql::standing(tx, access, user).await? else {
        let reason = format!("{user} is not a member of {}.", access.org_name());
        return Ok(Finding { allowed: false, role: None, reason });
    };
    let name = standing.name;
    if standing.disabled_at.is_some() {
        let reason = format!("The account of {name} is disabled.");
        return Ok(Finding { allowed: false, role: standing.role, reason });
    }
    if standing.super_admin {
        return Ok(super_admin(&name, standing.role));
    }
    if standing.status.as_deref() != Some("active") {
        return Ok(Finding { allowed: false, role: standing.role, reason: format!("{name} is suspended.") });
    }
    let role = standing.role.unwrap_or_default();
    let held = match standing.role_permissions {
        _ if role == OWNER => PermissionSet::ALL,
        Some(bits) => PermissionSet::from_bits(bits),
        None => system_role(&role).unwrap_or(PermissionSet::EMPTY),
    };
    Ok(of_role(&name, &role, permission, held.contains(permission)))
}

fn super_admin(name: &str, role: Option<String>) -> Finding {
    let reason = format!("{name} is a super admin, who may do everything.");
    Finding { allowed: true, role: role.or_else(|| Some(SUPER_ADMIN.to_owned())), reason }
}

fn of_role(name: &str, role: &str, permission: Permission, holds: bool) -> Finding {
    let reason = if holds {
        format!("{name} is {role}, and {role} holds {permission}.")
    } else {
        format!("{name} is {role}, and {role} does not hold {permission}.")
    };
    Finding { allowed: holds, role: Some(role.to_owned()), reason }
}

async fn decide(
    tx: &mut Tx,
    access: &OrgAccess,
    permission: Permission,
    finding: Finding,
) -> Result<PermissionDecision> {
    let Finding { allowed, role, reason } = finding;
    let (granted_by_roles, ask) = if allowed {
        (role.iter().cloned().collect(), Vec::new())
    } else {
        who_holds(tx, access.org(), permission).await?
    };
    let missing_permission = (!allowed).then_some(permission);
    Ok(PermissionDecision { allowed, role, reason, missing_permission, granted_by_roles, ask })
}
