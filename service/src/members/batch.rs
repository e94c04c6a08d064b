//! The same done to several members at once, each with their own result. The number of statements does not grow with the
//! members, and the rules are those of [`super::update`] and [`super::remove`].

use super::{changes, departure, is_active_owner, sql};
use crate::{Actor, Error, OrgAccess, Result, Services, audit, db::Tx, etag};
use contract::{
    ApiError, OrgRef, Permission, PermissionSet,
    members::{
        BatchAction, BatchResult, BatchVerdict, Member, MemberBatch, MemberBatchOutcome, MemberRemoval, MemberStatus,
    },
    permissions::{OWNER, system_role},
};
use std::collections::{HashMap, HashSet};

/// Changes or removes up to 100 members. Needs `users.update`, or `users.delete` to remove. A member whom the caller may not
/// touch, who changed meanwhile, or who is the last active owner is refused and keeps nobody else; so is the caller. With
/// `dry_run` nothing is changed, and the answer is the same. May fail with `reauthentication_required` when somebody gains or
/// loses ownership, and as a whole when the caller may not give the role.
pub async fn change_many(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    batch: MemberBatch,
    dry_run: bool,
) -> Result<MemberBatchOutcome> {
    batch.validate()?;
    let needs = if batch.action == BatchAction::Remove { Permission::UsersDelete } else { Permission::UsersUpdate };
    let mut tx = if dry_run { s.db.read().await? } else { s.db.write().await? };
    let access = actor.require(&mut tx, org, needs).await?;
    let action = Action::resolve(&mut tx, &access, batch.action.clone()).await?;
    let mut seen = HashSet::new();
    let mut asked = batch.members;
    asked.retain(|member| seen.insert(member.user_id.clone()));
    let ids: Vec<&str> = asked.iter().map(|member| member.user_id.as_str()).collect();
    let found = sql::by_users(&mut tx, &access, &ids).await?;
    let mut found: HashMap<String, Member> = found.into_iter().map(|row| (row.user_id.clone(), row.into())).collect();
    let mut rules = Rules { untouchable: HashMap::new(), owners: sql::owner_count(&mut tx, &access).await? };
    let (mut results, mut gone) = (Vec::with_capacity(asked.len()), 0);
    for asked in &asked {
        let Some(member) = found.remove(asked.user_id.as_str()) else {
            gone += 1;
            continue;
        };
        let version = etag::version(&member);
        let verdict = match rules.refusal(&mut tx, &access, &action, &member).await? {
            Some(error) => BatchVerdict::Refused(error),
            None if asked.version.as_ref().is_some_and(|asked| *asked != version) => {
                BatchVerdict::Refused(ApiError::PreconditionFailed)
            }
            None => rules.verdict(&action, &member),
        };
        results.push(BatchResult { member, version, verdict });
    }
    let mut outcome = MemberBatchOutcome { action: batch.action, results, gone };
    let promises = losses(&mut tx, &access, &action, &mut outcome).await?;
    if !dry_run && outcome.changed().next().is_some() {
        let of_owners = |(result, _): (&BatchResult, &MemberRemoval)| result.member.role == OWNER;
        if outcome.changed().any(of_owners) || matches!(&action, Action::Role(role, _) if role == OWNER) {
            actor.recently_authenticated(&mut tx).await?;
        }
        write(&mut tx, &access, &action, &outcome, &promises).await?;
        tx.commit().await?;
    }
    Ok(outcome)
}

/// What is done, with what the new role holds.
enum Action {
    Role(String, PermissionSet),
    Status(MemberStatus),
    Remove,
}

impl Action {
    async fn resolve(tx: &mut Tx, access: &OrgAccess, action: BatchAction) -> Result<Self> {
        Ok(match action {
            BatchAction::Role(role) => {
                let role = role.trim().to_owned();
                let holds = access.may_grant(tx, &role).await?;
                Self::Role(role, holds)
            }
            BatchAction::Suspend => Self::Status(MemberStatus::Suspended),
            BatchAction::Reactivate => Self::Status(MemberStatus::Active),
            BatchAction::Remove => Self::Remove,
        })
    }

    /// Role and status of a member afterwards; nothing when they are removed.
    fn after<'a>(&'a self, member: &'a Member) -> Option<(&'a str, MemberStatus)> {
        match self {
            Self::Role(role, _) => Some((role, member.status)),
            Self::Status(status) => Some((&member.role, *status)),
            Self::Remove => None,
        }
    }
}

/// The rules, as they stand after the members before.
struct Rules {
    /// Why members of a role may not be touched; nothing when they may.
    untouchable: HashMap<String, Option<ApiError>>,
    /// Active owners. The organization's lock is held while something is written, so the number stays true.
    owners: i64,
}

impl Rules {
    async fn refusal(
        &mut self,
        tx: &mut Tx,
        access: &OrgAccess,
        action: &Action,
        member: &Member,
    ) -> Result<Option<ApiError>> {
        if member.user_id == *access.user_id() {
            let detail = "You cannot change your own membership together with others.".to_owned();
            return Ok(Some(ApiError::Conflict { detail }));
        }
        let error = match self.untouchable.get(&member.role) {
            Some(known) => known.clone(),
            None => {
                let error = match access.may_touch(tx, &member.role).await {
                    Ok(()) => None,
                    Err(Error::Public(error)) => Some(error),
                    Err(error) => return Err(error),
                };
                self.untouchable.insert(member.role.clone(), error.clone());
                error
            }
        };
        let after = action.after(member);
        let stays = after.is_some_and(|(role, status)| role == OWNER && status == MemberStatus::Active);
        let last = is_active_owner(member) && !stays && self.owners <= 1;
        Ok(error.or_else(|| last.then_some(ApiError::LastOwner)))
    }

    /// What becomes of a member who is not refused; what is taken along is found later, for all at once.
    fn verdict(&mut self, action: &Action, member: &Member) -> BatchVerdict {
        let after = action.after(member);
        if after == Some((member.role.as_str(), member.status)) {
            return BatchVerdict::Unchanged;
        }
        self.owners += i64::from(after == Some((OWNER, MemberStatus::Active))) - i64::from(is_active_owner(member));
        BatchVerdict::Changed(MemberRemoval { keys: Vec::new(), invitations: 0 })
    }
}

/// Fills in what the changes take along, and names the invitations that they revoke.
async fn losses(
    tx: &mut Tx,
    access: &OrgAccess,
    action: &Action,
    outcome: &mut MemberBatchOutcome,
) -> Result<Vec<uuid::Uuid>> {
    let users: Vec<String> = outcome.changed().map(|(result, _)| result.member.user_id.to_string()).collect();
    let users: Vec<&str> = users.iter().map(String::as_str).collect();
    // Whoever is reactivated sent nothing meanwhile.
    if users.is_empty() || matches!(action, Action::Status(MemberStatus::Active)) {
        return Ok(Vec::new());
    }
    let mut lost: HashMap<String, MemberRemoval> = HashMap::new();
    let empty = || MemberRemoval { keys: Vec::new(), invitations: 0 };
    if matches!(action, Action::Remove) {
        for (user, name) in sql::live_keys_of(tx, access, &users).await? {
            lost.entry(user).or_insert_with(empty).keys.push(name);
        }
    }
    let active: HashSet<&str> = outcome
        .changed()
        .filter(|(result, _)| result.member.status == MemberStatus::Active)
        .map(|(result, _)| result.member.user_id.as_str())
        .collect();
    let mut revoked = Vec::new();
    for promise in sql::promises_of(tx, access, &users).await? {
        if still_theirs(action, &promise, active.contains(promise.invited_by.as_str())) {
            continue;
        }
        revoked.push(promise.id);
        lost.entry(promise.invited_by).or_insert_with(empty).invitations += 1;
    }
    for result in &mut outcome.results {
        if let BatchVerdict::Changed(known) = &mut result.verdict
            && let Some(lost) = lost.remove(result.member.user_id.as_str())
        {
            *known = lost;
        }
    }
    Ok(revoked)
}

/// Whether a member could send an invitation afterwards that waits for an answer: by the rule of [`super::revoke_excess`].
fn still_theirs(action: &Action, promise: &sql::Promise, active: bool) -> bool {
    match action {
        Action::Remove => false,
        _ if promise.super_admin => true,
        Action::Status(_) => false,
        Action::Role(role, rights) => {
            let own = promise.permissions.map(PermissionSet::from_bits);
            let gives = own.or_else(|| system_role(&promise.role)).unwrap_or(PermissionSet::EMPTY);
            let owners = role == OWNER || promise.role != OWNER;
            active && owners && rights.contains(Permission::UsersInvite) && gives.is_subset(*rights)
        }
    }
}

async fn write(
    tx: &mut Tx,
    access: &OrgAccess,
    action: &Action,
    outcome: &MemberBatchOutcome,
    promises: &[uuid::Uuid],
) -> Result<()> {
    let users: Vec<&str> = outcome.changed().map(|(result, _)| result.member.user_id.as_str()).collect();
    sql::revoke_promises(tx, access, promises).await?;
    match action {
        Action::Role(role, _) => sql::set_roles(tx, access, &users, role).await?,
        Action::Status(status) => {
            if *status != MemberStatus::Active {
                sql::end_activities(tx, access, &users).await?;
            }
            sql::set_statuses(tx, access, &users, *status).await?;
        }
        Action::Remove => {
            sql::end_activities(tx, access, &users).await?;
            sql::delete_all(tx, access, &users).await?;
        }
    }
    let mut entries = Vec::with_capacity(users.len());
    for (BatchResult { member, .. }, lost) in outcome.changed() {
        match action.after(member) {
            Some((role, status)) => entries.extend(changes(member, role, status, lost.invitations)),
            None => entries.push(departure("member.removed", member, &lost.keys, lost.invitations)),
        }
    }
    audit::record_all(tx, access, &entries).await
}

#[cfg(test)]
mod tests;
