//! Pending invitations of members whose rights shrink: what they could no longer send is revoked, so that a lost right
//! does not live on in a mailbox.

use crate::{
    Result,
    db::{Tx, execute, fetch_all},
};
use contract::{
    OrgId, Permission, PermissionSet, UserId,
    permissions::{OWNER, system_role},
};

/// Whose invitations.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Inviters<'a> {
    /// One member's.
    User(&'a UserId),
    /// Those of everybody with a role.
    Role(&'a str),
}

/// The condition on `i`, with `$1` the organization and `$2` the user or role. Super admins keep every right.
macro_rules! of_inviters {
    ($before:literal, user, $after:literal) => {
        concat!(
            $before,
            " i.org_id = $1 AND i.status = 'pending' AND i.invited_by = $2
              AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = $2 AND u.super_admin)",
            $after
        )
    };
    ($before:literal, role, $after:literal) => {
        concat!(
            $before,
            " i.org_id = $1 AND i.status = 'pending' AND i.invited_by IN
                (SELECT m.user_id FROM memberships m JOIN users u ON u.id = m.user_id
                 WHERE m.org_id = $1 AND m.role = $2 AND NOT u.super_admin)",
            $after
        )
    };
}

const ROLES_OF_USER: &str = of_inviters!(
    "SELECT DISTINCT i.role, r.permissions
     FROM invitations i LEFT JOIN roles r ON r.org_id = i.org_id AND r.name = i.role
     WHERE",
    user,
    ""
);
const ROLES_OF_ROLE: &str = of_inviters!(
    "SELECT DISTINCT i.role, r.permissions
     FROM invitations i LEFT JOIN roles r ON r.org_id = i.org_id AND r.name = i.role
     WHERE",
    role,
    ""
);
const REVOKE_OF_USER: &str =
    of_inviters!("UPDATE invitations AS i SET status = 'revoked', answered_at = $4 WHERE", user, " AND i.role = $3");
const REVOKE_OF_ROLE: &str =
    of_inviters!("UPDATE invitations AS i SET status = 'revoked', answered_at = $4 WHERE", role, " AND i.role = $3");

/// Revokes the pending invitations that inviters with these rights could not send now, and tells how many they were.
/// `owners`: whether the inviters may give the role `owner`. One statement, and one for each role that is revoked.
pub(crate) async fn revoke_excess(
    tx: &mut Tx,
    org: OrgId,
    inviters: Inviters<'_>,
    rights: PermissionSet,
    owners: bool,
) -> Result<i64> {
    let roles = match inviters {
        Inviters::User(user) => fetch_all!(tx, (String, Option<i64>), ROLES_OF_USER, org.0, user.as_str())?,
        Inviters::Role(name) => fetch_all!(tx, (String, Option<i64>), ROLES_OF_ROLE, org.0, name)?,
    };
    let now = tx.now().0;
    let mut revoked = 0;
    for (role, bits) in roles {
        let gives = bits.map(PermissionSet::from_bits).or_else(|| system_role(&role)).unwrap_or(PermissionSet::EMPTY);
        let may = rights.contains(Permission::UsersInvite) && gives.is_subset(rights) && (owners || role != OWNER);
        if may {
            continue;
        }
        revoked += match inviters {
            Inviters::User(user) => execute!(tx, REVOKE_OF_USER, org.0, user.as_str(), role.as_str(), now)?,
            Inviters::Role(name) => execute!(tx, REVOKE_OF_ROLE, org.0, name, role.as_str(), now)?,
        };
    }
    Ok(i64::try_from(revoked).unwrap_or(i64::MAX))
}

/// Revokes all pending invitations that somebody sent who is a member no longer, and tells how many they were.
pub(super) async fn revoke_all(tx: &mut Tx, org: OrgId, inviter: &UserId) -> Result<i64> {
    let now = tx.now().0;
    let rows = execute!(
        tx,
        "UPDATE invitations SET status = 'revoked', answered_at = $3
         WHERE org_id = $1 AND invited_by = $2 AND status = 'pending'",
        org.0,
        inviter.as_str(),
        now
    )?;
    Ok(i64::try_from(rows).unwrap_or(i64::MAX))
}
