//! Invitations: a mailed link that makes a member. `pending` becomes `accepted`, `declined`, `revoked` or `expired`.

mod answer;
mod bulk;
mod spreadsheet;
mod sql;
mod whole;

pub use answer::{accept, accept_mine, decline, decline_mine, mine, preview};
pub(crate) use answer::{accept_in, check};
pub use bulk::create_bulk;
pub use spreadsheet::{pasted, spreadsheet};
pub(crate) use whole::pending_in;
pub use whole::{ensure_revoked, pending};

use crate::{
    Actor, Email, Result, Services,
    audit::{self, Entry},
    authz::{OrgAccess, role_permissions},
    db::{Tx, decode_moment, page_limit, page_of, page_window},
    limits::{self, Quota},
    outbox::{self, Mail},
    secret,
};
use contract::{
    ApiError, InvitationId, OffsetPage, OffsetRequest, OrgRef, Page, PageRequest, Permission,
    invitations::{Invitation, InvitationStatus, NewInvitation, SentInvitation},
    permissions::{MEMBER, OWNER},
    time::DAY,
};

/// Days that an invitation lives when nobody chooses.
const DEFAULT_DAYS: u16 = 7;
/// How many invitations an organization may send.
const PER_ORGANIZATION: Quota = Quota::per_hour(250);
/// How many invitations a mailbox may get, from all organizations together.
const PER_MAILBOX: Quota = Quota::per_day(3);

/// The invitations, newest first, of one status when it is given. Needs `users.read`.
pub async fn list(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    status: Option<InvitationStatus>,
    page: PageRequest,
) -> Result<Page<Invitation>> {
    let limit = page_limit(&page)?;
    let after = page.cursor.as_deref().map(decode_moment).transpose()?;
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::UsersRead).await?;
    let now = tx.now();
    let rows = sql::list(&mut tx, &access, status, after, limit + 1).await?;
    let mut answer = page_of(rows, limit, sql::Row::cursor, |row| row.into_invitation(now));
    if page.include_total {
        answer.total = Some(sql::count(&mut tx, &access, status).await?);
    }
    Ok(answer)
}

/// The invitations by the number of the page, oldest first, with the number of all. Needs `users.read`.
pub async fn list_page(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    status: Option<InvitationStatus>,
    page: OffsetRequest,
) -> Result<OffsetPage<Invitation>> {
    let (limit, offset) = page_window(&page)?;
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::UsersRead).await?;
    let now = tx.now();
    let total = sql::count(&mut tx, &access, status).await?;
    let rows = if offset < total { sql::list_page(&mut tx, &access, status, limit, offset).await? } else { Vec::new() };
    Ok(OffsetPage { data: rows.into_iter().map(|row| row.into_invitation(now)).collect(), total })
}

/// Invites an address and writes its mail. Needs `users.invite` and every right of the role; `already_exists` when the
/// address is a member's or has a pending invitation, `reauthentication_required` for an owner. The link is in this answer
/// and the mail only.
pub async fn create(s: &Services, actor: &Actor, org: &OrgRef, request: NewInvitation) -> Result<SentInvitation> {
    request.validate()?;
    let email = Email::of_invited("email", &request.email)?;
    let role = request.role.as_deref().map(str::trim).filter(|role| !role.is_empty()).unwrap_or(MEMBER);
    let lifetime = i64::from(request.expires_in_days.unwrap_or(DEFAULT_DAYS)) * DAY;
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::UsersInvite).await?;
    access.may_grant(&mut tx, role).await?;
    if role == OWNER {
        actor.recently_authenticated(&mut tx).await?;
    }
    if sql::is_member(&mut tx, &access, email.key()).await? {
        return Err(ApiError::already_exists("member", "email").into());
    }
    sql::expire(&mut tx, &access, email.key()).await?;
    let token = secret::new_invitation_token(&tx.context);
    let now = tx.now();
    let new = sql::New {
        id: InvitationId(tx.new_id()),
        email: email.address(),
        email_key: email.key(),
        role,
        message: request.message.as_deref().map(str::trim).unwrap_or_default(),
        digest: secret::digest(&token),
        lifetime,
        expires_at: now.plus(lifetime),
    };
    sql::insert(&mut tx, &access, &new).await.map_err(|e| e.unique("invitation", "email"))?;
    let entry = Entry::new("invitation.created", "invitation", new.id, email.address())
        .set("role", role)
        .set("expires_at", new.expires_at);
    audit::record(&mut tx, &access, entry).await?;
    let sent = send(&mut tx, s, &access, new.id, token).await?;
    tx.commit().await?;
    Ok(sent)
}

/// Sends a pending or expired invitation again, with a new link and its whole lifetime; the former link is dead. Needs
/// `users.invite` and every right of the role; `invitation_used` once it was answered or revoked.
pub async fn resend(s: &Services, actor: &Actor, org: &OrgRef, invitation: InvitationId) -> Result<SentInvitation> {
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::UsersInvite).await?;
    let now = tx.now();
    let row = find(&mut tx, &access, invitation).await?;
    match row.status(now) {
        InvitationStatus::Pending | InvitationStatus::Expired => {}
        used => return Err(ApiError::InvitationUsed { status: used.as_str().to_owned() }.into()),
    }
    if role_permissions(&mut tx, access.org(), &row.role).await?.is_none() {
        return Err(role_gone(&row.role));
    }
    access.may_grant(&mut tx, &row.role).await?;
    if sql::is_member(&mut tx, &access, &row.email_key).await? {
        return Err(ApiError::already_exists("member", "email").into());
    }
    let token = secret::new_invitation_token(&tx.context);
    let expires_at = now.plus(row.lifetime);
    let renewed = sql::renew(&mut tx, &access, invitation, &secret::digest(&token), expires_at)
        .await
        .map_err(|e| e.unique("invitation", "email"))?;
    if !renewed {
        return Err(ApiError::Conflict { detail: "The invitation was answered meanwhile.".to_owned() }.into());
    }
    let entry = Entry::new("invitation.resent", "invitation", invitation, &row.email).change(
        "expires_at",
        row.expires_at(),
        expires_at,
    );
    audit::record(&mut tx, &access, entry).await?;
    let sent = send(&mut tx, s, &access, invitation, token).await?;
    tx.commit().await?;
    Ok(sent)
}

/// Counts the mail against the limits, writes it and makes the answer.
async fn send(
    tx: &mut Tx,
    s: &Services,
    access: &OrgAccess,
    invitation: InvitationId,
    token: String,
) -> Result<SentInvitation> {
    let now = tx.now();
    let row = find(tx, access, invitation).await?;
    if s.config.rate_limits {
        limits::take(tx, &format!("invite:{}", access.org()), PER_ORGANIZATION).await?;
        limits::take(tx, &format!("invite:{}", row.email_key), PER_MAILBOX).await?;
    }
    let mail = Mail::Invitation {
        org: access.org(),
        org_name: access.org_name().to_owned(),
        inviter_name: row.inviter_name.clone(),
        inviter_email: row.inviter_email.clone(),
        role: row.role.clone(),
        message: row.message.clone(),
        token: token.clone(),
        invitation_id: invitation,
        expires_at: row.expires_at(),
    };
    outbox::enqueue(tx, s, &row.email, mail).await?;
    let accept_url = format!("{}/invite/{token}", s.config.public_url);
    Ok(SentInvitation { invitation: row.into_invitation(now), accept_url, token })
}

/// Takes a pending invitation back: its link is dead with the next request. Needs `users.invite`; `invitation_used` when it
/// was answered or revoked before, `invitation_expired` when its time is over.
pub async fn revoke(s: &Services, actor: &Actor, org: &OrgRef, invitation: InvitationId) -> Result<()> {
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::UsersInvite).await?;
    access.request().expects_no_version()?;
    let now = tx.now();
    let row = find(&mut tx, &access, invitation).await?;
    open(row.status(now))?;
    if !sql::revoke(&mut tx, &access, invitation).await? {
        return Err(ApiError::Conflict { detail: "The invitation was answered meanwhile.".to_owned() }.into());
    }
    let entry =
        Entry::new("invitation.revoked", "invitation", invitation, &row.email).change("status", "pending", "revoked");
    audit::record(&mut tx, &access, entry).await?;
    tx.commit().await
}

async fn find(tx: &mut Tx, access: &OrgAccess, invitation: InvitationId) -> Result<sql::Row> {
    Ok(sql::find(tx, access, invitation).await?.ok_or_else(|| ApiError::not_found("invitation"))?)
}

/// Fails unless the invitation waits for an answer.
fn open(status: InvitationStatus) -> Result<(), ApiError> {
    match status {
        InvitationStatus::Pending => Ok(()),
        InvitationStatus::Expired => Err(ApiError::InvitationExpired),
        used => Err(ApiError::InvitationUsed { status: used.as_str().to_owned() }),
    }
}

fn role_gone(role: &str) -> crate::Error {
    ApiError::Conflict { detail: format!("The role {role} does not exist any more. Send a new invitation.") }.into()
}

#[cfg(test)]
mod tests;
