//! Who holds what: roles by name, and people who can help.

use crate::{
    Result,
    db::{Tx, fetch_all, fetch_optional},
};
use contract::{
    OrgId, Permission, PermissionSet, UserId,
    error::Contact,
    permissions::{ADMIN, OWNER, SYSTEM_ROLES, system_role},
};

/// What a role name holds in an organization: its own role of that name before the system role; `None` when there is none.
pub(crate) async fn role_permissions(tx: &mut Tx, org: OrgId, role: &str) -> Result<Option<PermissionSet>> {
    if role == OWNER {
        return Ok(Some(PermissionSet::ALL));
    }
    let row =
        fetch_optional!(tx, (i64,), "SELECT permissions FROM roles WHERE org_id = $1 AND name = $2", org.0, role)?;
    Ok(row.map(|(bits,)| PermissionSet::from_bits(bits)).or_else(|| system_role(role)))
}

/// The roles that hold a permission, and up to three people who can give it. Only on the way to a refusal.
pub(crate) async fn who_holds(tx: &mut Tx, org: OrgId, permission: Permission) -> Result<(Vec<String>, Vec<Contact>)> {
    let custom = fetch_all!(
        tx,
        (String, i64),
        "SELECT name, permissions FROM roles WHERE org_id = $1 ORDER BY name LIMIT 200",
        org.0
    )?;
    let mut roles: Vec<String> = SYSTEM_ROLES
        .iter()
        .filter(|name| !custom.iter().any(|(custom, _)| custom == *name))
        .filter(|name| system_role(name).is_some_and(|p| p.contains(permission)))
        .map(|name| (*name).to_owned())
        .collect();
    roles.extend(
        custom
            .into_iter()
            .filter(|(_, bits)| PermissionSet::from_bits(*bits).contains(permission))
            .map(|(name, _)| name),
    );
    let people = fetch_all!(
        tx,
        (String, String),
        // One role at a time, so that the index gives each in order, however many there are.
        "SELECT u.id, u.name
         FROM (
           SELECT 1 AS rank, o.user_id, o.joined_at
           FROM (SELECT user_id, joined_at FROM memberships
                 WHERE org_id = $1 AND role = $2 AND status = 'active' ORDER BY joined_at LIMIT 3) AS o
           UNION ALL
           SELECT 2 AS rank, a.user_id, a.joined_at
           FROM (SELECT user_id, joined_at FROM memberships
                 WHERE org_id = $1 AND role = $3 AND status = 'active' ORDER BY joined_at LIMIT 3) AS a
         ) AS m
         JOIN users u ON u.id = m.user_id
         ORDER BY m.rank, m.joined_at
         LIMIT 3",
        org.0,
        OWNER,
        ADMIN
    )?;
    let ask = people.into_iter().map(|(id, name)| Contact { user_id: UserId::stored(id), name }).collect();
    Ok((roles, ask))
}

/// Whether somebody who promised a role earlier, by an invitation or a join code, could still give it: an active member
/// who may invite and holds all of it. `owner` only owners give.
pub(crate) async fn giver_may(
    tx: &mut Tx,
    org: OrgId,
    giver: &str,
    role: &str,
    granted: PermissionSet,
) -> Result<bool> {
    let standing = fetch_optional!(
        tx,
        (bool, Option<String>, Option<i64>),
        "SELECT u.super_admin, m.role, r.permissions
         FROM users u
         LEFT JOIN memberships m ON m.org_id = $1 AND m.user_id = u.id AND m.status = 'active'
         LEFT JOIN roles r ON r.org_id = $1 AND r.name = m.role
         WHERE u.id = $2 AND u.disabled_at IS NULL AND (u.super_admin OR m.role IS NOT NULL)",
        org.0,
        giver
    )?;
    let Some((super_admin, own_role, custom)) = standing else { return Ok(false) };
    let owner = super_admin || own_role.as_deref() == Some(OWNER);
    let held = match (own_role.as_deref(), custom) {
        _ if owner => PermissionSet::ALL,
        (Some(_), Some(bits)) => PermissionSet::from_bits(bits),
        (Some(own_role), None) => system_role(own_role).unwrap_or(PermissionSet::EMPTY),
        (None, _) => PermissionSet::EMPTY,
    };
    Ok(held.contains(Permission::UsersInvite) && granted.is_subset(held) && (role != OWNER || owner))
}
