//! Many invitations at once, each row with its own result. The number of statements does not grow with the rows.

use super::{DEFAULT_DAYS, PER_MAILBOX, sql};
use crate::{
    Actor, Email, OrgAccess, Result, Services,
    audit::{self, Entry},
    db::Tx,
    limits::{self, Quota},
    outbox::{self, Mail},
    secret,
};
use contract::{
    InvitationId, OrgRef, Permission, PermissionSet,
    invitations::{BulkInvitations, BulkOutcome, BulkResult, BulkVerdict},
    permissions::{MEMBER, OWNER, system_role},
    time::DAY,
};
use std::collections::{HashMap, HashSet};

/// How many lists an organization may send.
const LISTS: Quota = Quota::per_hour(10);

/// A row that may become an invitation.
struct Candidate {
    /// Its place among the results.
    at: usize,
    email: Email,
    role: String,
}

/// Invites up to 1000 addresses for seven days and writes their mails. Needs `users.invite`; a row whose role the caller may
/// not give is `invalid`, like one that is no address. With `dry_run` nothing is made or sent, and the answer is the same.
/// May fail with `reauthentication_required` when a row is for an owner.
pub async fn create_bulk(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    request: BulkInvitations,
    dry_run: bool,
) -> Result<BulkOutcome> {
    request.validate()?;
    let mut tx = if dry_run { s.db.read().await? } else { s.db.write().await? };
    let access = actor.require(&mut tx, org, Permission::UsersInvite).await?;
    let own_roles: HashMap<String, PermissionSet> = sql::own_roles(&mut tx, &access)
        .await?
        .into_iter()
        .map(|(name, bits)| (name, PermissionSet::from_bits(bits)))
        .collect();
    let mut results = Vec::with_capacity(request.invitations.len());
    let mut candidates = Vec::new();
    for (at, row) in request.invitations.into_iter().enumerate() {
        let role = row.role.as_deref().map(str::trim).filter(|role| !role.is_empty()).unwrap_or(MEMBER).to_owned();
        let mut result = BulkResult {
            row: i64::try_from(at + 1).unwrap_or(i64::MAX),
            email: row.email.trim().chars().take(300).collect(),
            role: role.chars().take(100).collect(),
            result: BulkVerdict::Created,
            reason: None,
            invitation_id: None,
        };
        match Email::of_invited("email", &row.email) {
            Err(_) => invalid(&mut result, "This is no address such as name@example.com.".to_owned()),
            Ok(email) => match beyond(&access, &own_roles, &role) {
                Some(reason) => invalid(&mut result, reason),
                None => candidates.push(Candidate { at, email, role }),
            },
        }
        results.push(result);
    }
    let keys: Vec<&str> = candidates.iter().map(|c| c.email.key()).collect();
    let members: HashSet<String> = sql::members_among(&mut tx, &access, &keys).await?.into_iter().collect();
    let mut invited: HashSet<String> = sql::invited_among(&mut tx, &access, &keys).await?.into_iter().collect();
    candidates.retain(|candidate| {
        let verdict = if members.contains(candidate.email.key()) {
            BulkVerdict::AlreadyMember
        } else if invited.insert(candidate.email.key().to_owned()) {
            return true;
        } else {
            BulkVerdict::AlreadyInvited
        };
        if let Some(result) = results.get_mut(candidate.at) {
            result.result = verdict;
        }
        false
    });
    if !dry_run && !candidates.is_empty() {
        if candidates.iter().any(|candidate| candidate.role == OWNER) {
            actor.recently_authenticated(&mut tx).await?;
        }
        if s.config.rate_limits {
            limits::take(&mut tx, &format!("bulk:{}", access.org()), LISTS).await?;
            refuse_full_mailboxes(&mut tx, &mut candidates, &mut results).await?;
        }
        send(&mut tx, s, &access, &candidates, &mut results).await?;
        tx.commit().await?;
    }
    Ok(BulkOutcome::of(results))
}

fn invalid(result: &mut BulkResult, reason: String) {
    result.result = BulkVerdict::Invalid;
    result.reason = Some(reason);
}

/// Why the caller may not give a role, by the same rules as `may_grant`; `None` when they may.
fn beyond(access: &OrgAccess, own_roles: &HashMap<String, PermissionSet>, role: &str) -> Option<String> {
    let own = own_roles.get(role).copied().filter(|_| role != OWNER);
    let Some(gives) = own.or_else(|| system_role(role)) else {
        return Some(format!("There is no role {role} here.").chars().take(200).collect());
    };
    if role == OWNER && !access.may_handle_owners() {
        return Some("Only an owner can make somebody an owner.".to_owned());
    }
    let lacking = gives.difference(access.permissions()).iter().next()?;
    Some(format!("You cannot give {lacking}, because you do not have it."))
}

/// Takes from the quota of every mailbox; those who got enough today are left out.
async fn refuse_full_mailboxes(tx: &mut Tx, candidates: &mut Vec<Candidate>, results: &mut [BulkResult]) -> Result<()> {
    let quota_key = |candidate: &Candidate| format!("invite:{}", candidate.email.key());
    let keys: Vec<String> = candidates.iter().map(quota_key).collect();
    let taken: HashSet<String> = limits::take_each(tx, keys, PER_MAILBOX).await?.into_iter().collect();
    candidates.retain(|candidate| {
        let passes = taken.contains(&quota_key(candidate));
        if !passes && let Some(result) = results.get_mut(candidate.at) {
            invalid(result, "This mailbox got as many invitations as it may today. Try again tomorrow.".to_owned());
        }
        passes
    });
    Ok(())
}

/// Makes the invitations, their mails and their entries in the audit log.
async fn send(
    tx: &mut Tx,
    s: &Services,
    access: &OrgAccess,
    candidates: &[Candidate],
    results: &mut [BulkResult],
) -> Result<()> {
    let lifetime = i64::from(DEFAULT_DAYS) * DAY;
    let expires_at = tx.now().plus(lifetime);
    let keys: Vec<&str> = candidates.iter().map(|c| c.email.key()).collect();
    sql::expire_among(tx, access, &keys).await?;
    let inviter_email = sql::address_of(tx, access.user_id()).await?;
    let (mut rows, mut mails, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for candidate in candidates {
        let token = secret::new_invitation_token(&tx.context);
        let id = InvitationId(tx.new_id());
        rows.push(sql::New {
            id,
            email: candidate.email.address(),
            email_key: candidate.email.key(),
            role: &candidate.role,
            message: "",
            digest: secret::digest(&token),
            lifetime,
            expires_at,
        });
        let mail = Mail::Invitation {
            org: access.org(),
            org_name: access.org_name().to_owned(),
            inviter_name: access.user_name().to_owned(),
            inviter_email: inviter_email.clone(),
            role: candidate.role.clone(),
            message: String::new(),
            token,
            invitation_id: id,
            expires_at,
        };
        mails.push((candidate.email.address(), mail));
        entries.push(
            Entry::new("invitation.created", "invitation", id, candidate.email.address())
                .set("role", &candidate.role)
                .set("expires_at", expires_at),
        );
        if let Some(result) = results.get_mut(candidate.at) {
            result.invitation_id = Some(id);
        }
    }
    sql::insert_all(tx, access, &rows).await?;
    outbox::enqueue_all(tx, s, access.slug(), &mails).await?;
    audit::record_all(tx, access, &entries).await
}

#[cfg(test)]
mod tests;
