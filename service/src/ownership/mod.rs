//! Handing an organization over in two steps: an owner offers the ownership to a member, who accepts within 72 hours. The
//! giver keeps a role of their choice. At every moment there is an owner: both roles change in one transaction.

mod sql;
#[cfg(test)]
mod tests;

use crate::{
    Actor, OrgAccess, Result, Services,
    audit::{self, Entry},
    authz::role_permissions,
    db::Tx,
    members,
    outbox::{self, Mail},
};
use contract::{
    ApiError, OrgRef, TransferId,
    ownership::{NewOwnershipTransfer, OwnershipTransfer, TransferStatus},
    permissions::{ADMIN, OWNER},
    time::HOUR,
};

/// How long an offer stands, in microseconds.
const LIFETIME: i64 = 72 * HOUR;

/// The offers that wait for an answer: owners see all, others those made to them. For members; keys see none.
pub async fn list(s: &Services, actor: &Actor, org: &OrgRef) -> Result<Vec<OwnershipTransfer>> {
    let mut tx = s.db.read().await?;
    let access = actor.enter(&mut tx, org).await?;
    if access.key_id().is_some() {
        return Err(ApiError::UserRequired.into());
    }
    let now = tx.now();
    let rows = sql::pending(&mut tx, &access, access.may_handle_owners()).await?;
    Ok(rows.into_iter().map(|row| row.into_transfer(now)).collect())
}

/// Offers one's own ownership to an active member and writes them a mail. Only active owners can, in person; may fail with
/// `reauthentication_required`. `already_exists` while an offer of the same owner waits.
pub async fn offer(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    request: NewOwnershipTransfer,
) -> Result<OwnershipTransfer> {
    request.validate()?;
    let mut tx = s.db.write().await?;
    let access = actor.enter(&mut tx, org).await?;
    if access.key_id().is_some() {
        return Err(ApiError::UserRequired.into());
    }
    if access.role() != Some(OWNER) {
        return Err(access.forbidden("Only an owner can hand the ownership over."));
    }
    actor.recently_authenticated(&mut tx).await?;
    let keep_role = request.keep_role.as_deref().map_or(ADMIN, str::trim);
    if role_permissions(&mut tx, access.org(), keep_role).await?.is_none() {
        let message = format!("There is no role {keep_role} here.");
        return Err(ApiError::invalid("keep_role", "unknown_value", message).into());
    }
    let invalid = |message: &str| ApiError::invalid("user_id", "not_allowed", message);
    if request.user_id == *access.user_id() {
        return Err(invalid("You are an owner already. Choose somebody else.").into());
    }
    match sql::standing(&mut tx, &access, request.user_id.as_str()).await? {
        Some(member) if member.role == OWNER && member.active => return Err(invalid("This member is an owner.").into()),
        Some(member) if member.active => {}
        _ => return Err(invalid("Choose an active member.").into()),
    }
    let now = tx.now();
    let id = TransferId(tx.new_id());
    let expires_at = now.plus(LIFETIME);
    sql::expire(&mut tx, &access).await?;
    sql::insert(&mut tx, &access, id, request.user_id.as_str(), keep_role, expires_at)
        .await
        .map_err(|e| e.unique("ownership transfer", "giver"))?;
    let row = find(&mut tx, &access, id).await?;
    let entry = Entry::new("ownership_transfer.offered", "member", &request.user_id, &row.to_name)
        .set("keep_role", keep_role)
        .set("expires_at", expires_at);
    audit::record(&mut tx, &access, entry).await?;
    let mail = Mail::OwnershipOffered {
        org: access.org(),
        org_name: access.org_name().to_owned(),
        org_slug: access.slug().to_owned(),
        giver_name: row.from_name.clone(),
        giver_email: row.from_email.clone(),
        name: row.to_name.clone(),
        expires_at,
    };
    outbox::enqueue(&mut tx, s, &row.to_email, mail).await?;
    tx.commit().await?;
    Ok(row.into_transfer(now))
}

/// Accepts an offer: the recipient is an owner, the giver has the role they chose. Only the recipient can, as an active
/// member and in person. `conflict` when the offer ended, or the giver is no owner any more.
pub async fn accept(s: &Services, actor: &Actor, org: &OrgRef, transfer: TransferId) -> Result<OwnershipTransfer> {
    let mut tx = s.db.write().await?;
    let access = actor.enter(&mut tx, org).await?;
    if access.key_id().is_some() {
        return Err(ApiError::UserRequired.into());
    }
    let row = find(&mut tx, &access, transfer).await?;
    if row.to_user != access.user_id().as_str() {
        return Err(not_a_party(&row, &access));
    }
    let now = tx.now();
    open(row.status(now))?;
    let giver = sql::standing(&mut tx, &access, &row.from_user).await?;
    if !giver.is_some_and(|giver| giver.role == OWNER && giver.active) {
        return Err(conflict(&format!("{} is no owner any more, so this offer means nothing.", row.from_name)));
    }
    let Some(recipient) = sql::standing(&mut tx, &access, &row.to_user).await? else {
        return Err(access.forbidden("Only a member can become an owner."));
    };
    let Some(kept) = role_permissions(&mut tx, access.org(), &row.keep_role).await? else {
        return Err(conflict(&format!("The role {} does not exist any more. Ask for a new offer.", row.keep_role)));
    };
    if !sql::answer(&mut tx, &access, transfer, TransferStatus::Accepted).await? {
        return Err(conflict("The offer was answered meanwhile."));
    }
    // First the new owner, so that there is one at every statement.
    members::set_role(&mut tx, access.org(), &row.to_user, OWNER).await?;
    members::set_role(&mut tx, access.org(), &row.from_user, &row.keep_role).await?;
    let giver = contract::UserId::stored(row.from_user.clone());
    members::revoke_excess(&mut tx, access.org(), members::Inviters::User(&giver), kept, false).await?;
    let entries = [
        Entry::new("ownership_transfer.accepted", "member", &row.from_user, &row.from_name).change(
            "owner",
            &row.from_user,
            &row.to_user,
        ),
        Entry::new("member.role_changed", "member", &row.to_user, &row.to_name).change(
            "role",
            recipient.role.as_str(),
            OWNER,
        ),
        Entry::new("member.role_changed", "member", &row.from_user, &row.from_name).change(
            "role",
            OWNER,
            row.keep_role.as_str(),
        ),
    ];
    for entry in entries {
        if !entry.is_empty() {
            audit::record(&mut tx, &access, entry).await?;
        }
    }
    let mail = Mail::OwnershipAccepted {
        org: access.org(),
        org_name: access.org_name().to_owned(),
        owner_name: row.to_name.clone(),
        owner_email: row.to_email.clone(),
        name: row.from_name.clone(),
        role: row.keep_role.clone(),
    };
    outbox::enqueue(&mut tx, s, &row.from_email, mail).await?;
    let after = find(&mut tx, &access, transfer).await?;
    tx.commit().await?;
    Ok(after.into_transfer(now))
}

/// Takes an offer back, as its giver, or declines it, as its recipient. `conflict` when it ended.
pub async fn end(s: &Services, actor: &Actor, org: &OrgRef, transfer: TransferId) -> Result<()> {
    let mut tx = s.db.write().await?;
    let access = actor.enter(&mut tx, org).await?;
    access.request().expects_no_version()?;
    if access.key_id().is_some() {
        return Err(ApiError::UserRequired.into());
    }
    let row = find(&mut tx, &access, transfer).await?;
    let (status, action) = if row.from_user == access.user_id().as_str() {
        (TransferStatus::Withdrawn, "ownership_transfer.withdrawn")
    } else if row.to_user == access.user_id().as_str() {
        (TransferStatus::Declined, "ownership_transfer.declined")
    } else {
        return Err(not_a_party(&row, &access));
    };
    open(row.status(tx.now()))?;
    if !sql::answer(&mut tx, &access, transfer, status).await? {
        return Err(conflict("The offer was answered meanwhile."));
    }
    let entry = Entry::new(action, "member", &row.to_user, &row.to_name).change("status", "pending", status.as_str());
    audit::record(&mut tx, &access, entry).await?;
    tx.commit().await
}

async fn find(tx: &mut Tx, access: &OrgAccess, transfer: TransferId) -> Result<sql::Row> {
    Ok(sql::find(tx, access, transfer).await?.ok_or_else(|| ApiError::not_found("ownership transfer"))?)
}

/// Owners know of every offer, and learn why they cannot do this; to others it is not there.
fn not_a_party(row: &sql::Row, access: &OrgAccess) -> crate::Error {
    if access.may_handle_owners() {
        access.forbidden(&format!("This offer is between {} and {}.", row.from_name, row.to_name))
    } else {
        ApiError::not_found("ownership transfer").into()
    }
}

fn open(status: TransferStatus) -> Result<()> {
    match status {
        TransferStatus::Pending => Ok(()),
        ended => Err(conflict(&format!("This offer is {} already.", ended.as_str()))),
    }
}

fn conflict(detail: &str) -> crate::Error {
    ApiError::Conflict { detail: detail.to_owned() }.into()
}
