//! What the invited person does. Accepting and declining lock the organization, look again, and consume the token with one
//! conditional statement in the transaction of the membership.

use super::{open, role_gone, sql};
use crate::{
    Actor, RequestInfo, Result, Services, UserAccess,
    audit::{self, Entry},
    authz::{giver_may, lock_org, role_permissions},
    db::Tx,
    members, secret,
};
use contract::{
    ApiError, InvitationId, OrgId,
    accounts::OrganizationSummary,
    invitations::{Accepted, InvitationPreview, InvitationStatus, InvitingOrganization, MyInvitation},
};

/// What an invitation says, whatever its status, to whoever holds its link. `not_found` for any other token.
pub async fn preview(s: &Services, _request: &RequestInfo, token: &str) -> Result<InvitationPreview> {
    let mut tx = s.db.read().await?;
    let row = by_token(&mut tx, token).await?;
    let now = tx.now();
    Ok(InvitationPreview {
        status: row.status(now),
        expires_at: row.expires_at(),
        organization: InvitingOrganization { name: row.org_name, logo: row.org_logo },
        inviter_name: row.inviter_name,
        email: row.email,
        role: row.role,
    })
}

/// Accepts by the mailed link, which proves the address: the account must have the invited one, and becomes verified if it
/// was not. A member already: the invitation is consumed and the role stays.
///
/// `email_mismatch` leaves the invitation open; `invitation_used`, `invitation_expired`, `not_found`; `conflict` when the
/// role is gone or the inviter may not give it any more.
pub async fn accept(s: &Services, actor: &Actor, token: &str) -> Result<Accepted> {
    let mut tx = s.db.write().await?;
    let user = actor.user(&mut tx).await?;
    let accepted = accept_in(&mut tx, &user, token).await?;
    tx.commit().await?;
    Ok(accepted)
}

/// [`accept`] within the transaction of a sign-up.
pub(crate) async fn accept_in(tx: &mut Tx, user: &UserAccess, token: &str) -> Result<Accepted> {
    let row = locked(tx, token).await?;
    addressed(&row, &user.email_key)?;
    prove_address(tx, user).await?;
    join(tx, user, row).await
}

/// Declines by the mailed link; the same people may as may accept. Errors as [`accept`].
pub async fn decline(s: &Services, actor: &Actor, token: &str) -> Result<()> {
    let mut tx = s.db.write().await?;
    let user = actor.user(&mut tx).await?;
    let row = locked(&mut tx, token).await?;
    addressed(&row, &user.email_key)?;
    prove_address(&mut tx, &user).await?;
    refuse(&mut tx, &user, &row).await?;
    tx.commit().await
}

/// What waits for my verified address, oldest first. `email_unverified` before it is verified.
pub async fn mine(s: &Services, actor: &Actor) -> Result<Vec<MyInvitation>> {
    let mut tx = s.db.read().await?;
    let user = actor.user(&mut tx).await?;
    verified(&user)?;
    let rows = sql::pending_of(&mut tx, &user.email_key).await?;
    Ok(rows
        .into_iter()
        .map(|row| MyInvitation {
            id: InvitationId(row.id),
            expires_at: row.expires_at(),
            organization: InvitingOrganization { name: row.org_name, logo: row.org_logo },
            inviter_name: row.inviter_name,
            role: row.role,
        })
        .collect())
}

/// Accepts an invitation to my verified address without its link. Errors as [`accept`]; `not_found` for other people's.
pub async fn accept_mine(s: &Services, actor: &Actor, invitation: InvitationId) -> Result<Accepted> {
    let mut tx = s.db.write().await?;
    let user = actor.user(&mut tx).await?;
    let row = locked_mine(&mut tx, &user, invitation).await?;
    let accepted = join(&mut tx, &user, row).await?;
    tx.commit().await?;
    Ok(accepted)
}

/// Declines an invitation to my verified address without its link. Errors as [`accept_mine`].
pub async fn decline_mine(s: &Services, actor: &Actor, invitation: InvitationId) -> Result<()> {
    let mut tx = s.db.write().await?;
    let user = actor.user(&mut tx).await?;
    let row = locked_mine(&mut tx, &user, invitation).await?;
    refuse(&mut tx, &user, &row).await?;
    tx.commit().await
}

/// Fails unless the token is of an open invitation to the address: before a sign-up, which it proves the address for.
pub(crate) async fn check(tx: &mut Tx, token: &str, email_key: &str) -> Result<()> {
    let row = by_token(tx, token).await?;
    open(row.status(tx.now()))?;
    addressed(&row, email_key)
}

async fn by_token(tx: &mut Tx, token: &str) -> Result<sql::Row> {
    let digest = secret::digest(token);
    let row = if secret::is_invitation_token(token) { sql::by_token(tx, &digest).await? } else { None };
    let row = row.filter(|row| secret::same(&row.token_digest, &digest));
    Ok(row.ok_or_else(|| ApiError::not_found("invitation"))?)
}

/// The open invitation of a token, with its organization locked: what is read here stays so until the commit.
async fn locked(tx: &mut Tx, token: &str) -> Result<sql::Row> {
    let org = by_token(tx, token).await?.org_id;
    lock_org(tx, OrgId(org)).await?;
    let row = by_token(tx, token).await?;
    open(row.status(tx.now()))?;
    Ok(row)
}

async fn locked_mine(tx: &mut Tx, user: &UserAccess, invitation: InvitationId) -> Result<sql::Row> {
    verified(user)?;
    let missing = || ApiError::not_found("invitation");
    let org = sql::by_address(tx, invitation, &user.email_key).await?.ok_or_else(missing)?.org_id;
    lock_org(tx, OrgId(org)).await?;
    let row = sql::by_address(tx, invitation, &user.email_key).await?.ok_or_else(missing)?;
    open(row.status(tx.now()))?;
    Ok(row)
}

fn verified(user: &UserAccess) -> Result<()> {
    if user.email_verified { Ok(()) } else { Err(ApiError::EmailUnverified.into()) }
}

fn addressed(row: &sql::Row, email_key: &str) -> Result<()> {
    if row.email_key == email_key {
        Ok(())
    } else {
        Err(ApiError::EmailMismatch { invited: shortened(&row.email) }.into())
    }
}

/// The address so that it helps only those who know it: `a…@example.com`.
fn shortened(email: &str) -> String {
    let (local, domain) = email.rsplit_once('@').unwrap_or((email, ""));
    let first: String = local.chars().take(1).collect();
    format!("{first}…@{domain}")
}

async fn prove_address(tx: &mut Tx, user: &UserAccess) -> Result<()> {
    if sql::prove_address(tx, &user.id).await? {
        let entry = Entry::new("user.email_verified", "user", &user.id, &user.name).set("by", "invitation");
        audit::record_person(tx, None, user, entry).await?;
    }
    Ok(())
}

async fn join(tx: &mut Tx, user: &UserAccess, row: sql::Row) -> Result<Accepted> {
    let org = OrgId(row.org_id);
    let Some(granted) = role_permissions(tx, org, &row.role).await? else { return Err(role_gone(&row.role)) };
    // Removing or demoting the inviter revokes theirs at once, but a role can also be edited or shadowed under them.
    if !giver_may(tx, OrgId(row.org_id), &row.invited_by, &row.role, granted).await? {
        let detail =
            format!("{} may not give the role {} any more. Ask for a new invitation.", row.inviter_name, row.role);
        return Err(ApiError::Conflict { detail }.into());
    }
    consume(tx, user, &row, InvitationStatus::Accepted).await?;
    let former = members::add(tx, org, &user.id, &row.role).await?;
    let entry = Entry::new("invitation.accepted", "invitation", InvitationId(row.id), &row.email)
        .change("status", "pending", "accepted");
    audit::record_person(tx, Some(org), user, entry).await?;
    if former.is_none() {
        let entry = Entry::new("member.joined", "member", &user.id, &user.name).set("role", &row.role);
        audit::record_person(tx, Some(org), user, entry).await?;
    }
    Ok(Accepted {
        organization: OrganizationSummary { id: org, slug: row.org_slug, name: row.org_name, logo: row.org_logo },
        already_member: former.is_some(),
        role: former.unwrap_or(row.role),
    })
}

async fn refuse(tx: &mut Tx, user: &UserAccess, row: &sql::Row) -> Result<()> {
    consume(tx, user, row, InvitationStatus::Declined).await?;
    let entry = Entry::new("invitation.declined", "invitation", InvitationId(row.id), &row.email)
        .change("status", "pending", "declined");
    audit::record_person(tx, Some(OrgId(row.org_id)), user, entry).await
}

async fn consume(tx: &mut Tx, user: &UserAccess, row: &sql::Row, status: InvitationStatus) -> Result<()> {
    if sql::answer(tx, row, &user.id, status).await? {
        Ok(())
    } else {
        Err(ApiError::Conflict { detail: "The invitation was answered meanwhile.".to_owned() }.into())
    }
}
