//! Members: who belongs to an organization, as what.
//!
//! Three rules hold on every path: nobody touches a member who has rights that they lack, nobody gives a role that holds
//! more than they hold, and an organization keeps an active owner. The last is checked here under the organization's lock
//! and once more by the schema's triggers.

mod batch;
mod invitations;
mod roster;
mod search;
mod sql;
#[cfg(test)]
mod tests;
mod whole;

pub use batch::change_many;
pub(crate) use invitations::{Inviters, revoke_excess};
pub use roster::{roster, set_administrator};
pub(crate) use whole::standing;
pub use whole::{all, ensure_removed};

use crate::{
    Actor, OrgAccess, Result, Services,
    audit::{self, Entry},
    authz::role_permissions,
    db::{Tx, decode_cursor, encode_cursor, page_limit, page_of, page_window, stale_cursor},
    email::search_key,
};
use contract::{
    ApiError, MemberRef, OffsetPage, OffsetRequest, OrgId, OrgRef, Page, PageRequest, Permission, PermissionSet,
    UserId,
    members::{Member, MemberFilter, MemberPatch, MemberRemoval, MemberSort, MemberStatus},
    permissions::{MEMBER, OWNER},
};

/// The members of an organization, suspended ones too. Needs `users.read`.
pub async fn list(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    filter: MemberFilter,
    page: PageRequest,
) -> Result<Page<Member>> {
    let limit = page_limit(&page)?;
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::UsersRead).await?;
    let search = searched(&filter);
    let wanted = wanted(&filter, search.as_deref());
    let mut found = match wanted.matches() {
        Some(text) => search::list(&mut tx, &access, &wanted, text, &page, limit).await?,
        None => {
            let wanted = sql::Wanted { after: after(&page, filter.sort)?, ..wanted };
            let rows = sql::list(&mut tx, &access, &wanted, limit + 1).await?;
            let order = order_name(filter.sort);
            let cursor = |row: &sql::MemberRow| encode_cursor(&[order, &row.sort_key(filter.sort), &row.user_id]);
            page_of(rows, limit, cursor, Member::from)
        }
    };
    if page.include_total {
        found.total = Some(sql::count(&mut tx, &access, &wanted).await?);
    }
    Ok(found)
}

/// [`list`] by the number of the page, with the number of all rows.
pub async fn list_page(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    filter: MemberFilter,
    page: OffsetRequest,
) -> Result<OffsetPage<Member>> {
    let (limit, offset) = page_window(&page)?;
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::UsersRead).await?;
    let search = searched(&filter);
    let wanted = sql::Wanted { offset, ..wanted(&filter, search.as_deref()) };
    let total = sql::count(&mut tx, &access, &wanted).await?;
    let rows = match wanted.matches() {
        _ if offset >= total => Vec::new(),
        Some(_) => search::rows(&mut tx, &access, &wanted, None, limit).await?,
        None => sql::list(&mut tx, &access, &wanted, limit).await?,
    };
    Ok(OffsetPage { data: rows.into_iter().map(Member::from).collect(), total })
}

fn searched(filter: &MemberFilter) -> Option<String> {
    filter.search.as_deref().map(search_key).filter(|s| !s.is_empty())
}

/// What the filter asks for, from the first row on.
fn wanted<'a>(filter: &'a MemberFilter, search: Option<&'a str>) -> sql::Wanted<'a> {
    sql::Wanted {
        search,
        role: filter.role.as_deref().filter(|r| !r.is_empty()),
        status: filter.status,
        sort: filter.sort,
        after: None,
        offset: 0,
    }
}

fn order_name(sort: MemberSort) -> &'static str {
    match sort {
        MemberSort::Name => "name",
        MemberSort::Email => "email",
        MemberSort::Newest => "-joined_at",
        MemberSort::Oldest => "joined_at",
    }
}

/// The row that the page begins after. A cursor of another order is refused: it would skip rows.
fn after(page: &PageRequest, sort: MemberSort) -> Result<Option<sql::After>> {
    let Some(cursor) = page.cursor.as_deref() else { return Ok(None) };
    let [order, key, user] = decode_cursor(cursor)?;
    if order != order_name(sort) {
        return Err(stale_cursor());
    }
    let key = match sort {
        MemberSort::Name | MemberSort::Email => sql::Key::Text(key),
        MemberSort::Newest | MemberSort::Oldest => sql::Key::Time(key.parse().map_err(|_| stale_cursor())?),
    };
    Ok(Some(sql::After { key, user }))
}

/// One member. Needs `users.read`.
pub async fn read(s: &Services, actor: &Actor, org: &OrgRef, member: impl Into<MemberRef>) -> Result<Member> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::UsersRead).await?;
    target(&mut tx, &access, &member.into()).await
}

pub(crate) async fn target(tx: &mut Tx, access: &OrgAccess, member: &MemberRef) -> Result<Member> {
    let mut found = None;
    if let Some(id) = member.membership {
        found = sql::by_membership(tx, access, id).await?;
    }
    if let (None, Some(user)) = (&found, &member.user) {
        found = sql::by_user(tx, access, user).await?;
    }
    found.map(Member::from).ok_or_else(|| ApiError::not_found("member").into())
}

/// Gives another role, suspends or reactivates. Needs `users.update`, and the rights of the member's present and new role.
///
/// Pending invitations of the member that they could no longer send are revoked. Fails with `last_owner` when no active
/// owner would be left; whoever gives or takes ownership may get `reauthentication_required`.
pub async fn update(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    member: impl Into<MemberRef>,
    patch: MemberPatch,
) -> Result<Member> {
    patch.validate()?;
    let mut tx = s.db.write().await?;
    let access = actor.require(&mut tx, org, Permission::UsersUpdate).await?;
    let old = target(&mut tx, &access, &member.into()).await?;
    access.request().expects(&old)?;
    let new = change(&mut tx, actor, &access, old, patch).await?;
    tx.commit().await?;
    Ok(new)
}

/// Makes a change that was validated, and records it unless nothing differs.
async fn change(tx: &mut Tx, actor: &Actor, access: &OrgAccess, old: Member, patch: MemberPatch) -> Result<Member> {
    let user = &old.user_id;
    access.may_touch(tx, &old.role).await?;
    let role = patch.role.as_deref().map_or(old.role.as_str(), str::trim).to_owned();
    let status = patch.status.unwrap_or(old.status);
    let rights = if role == old.role {
        role_permissions(tx, access.org(), &role).await?.unwrap_or(PermissionSet::EMPTY)
    } else {
        access.may_grant(tx, &role).await?
    };
    if role == old.role && status == old.status {
        return Ok(old);
    }
    if role == OWNER || old.role == OWNER {
        actor.recently_authenticated(tx).await?;
    }
    if is_active_owner(&old) && (role != OWNER || status != MemberStatus::Active) {
        require_another_owner(tx, access).await?;
    }
    if old.status == MemberStatus::Active && status != MemberStatus::Active {
        sql::end_activity(tx, access, user).await?;
    }
    sql::update(tx, access, user, &role, status).await?;
    let left = if status == MemberStatus::Active { rights } else { PermissionSet::EMPTY };
    let revoked = revoke_excess(tx, access.org(), Inviters::User(user), left, role == OWNER).await?;
    for entry in changes(&old, &role, status, revoked) {
        audit::record(tx, access, entry).await?;
    }
    Ok(Member { role, status, ..old })
}

/// One audit entry for the role and one for the status, as far as they changed.
fn changes(old: &Member, role: &str, status: MemberStatus, revoked: i64) -> Vec<Entry> {
    let entry = |action| {
        let entry = Entry::new(action, "member", &old.user_id, &old.name);
        if revoked > 0 { entry.set("revoked_invitations", revoked) } else { entry }
    };
    let mut entries = Vec::new();
    if role != old.role {
        entries.push(entry("member.role_changed").change("role", old.role.as_str(), role));
    }
    match (old.status, status) {
        (MemberStatus::Active, MemberStatus::Suspended) => {
            entries.push(entry("member.suspended").change("status", old.status, status));
        }
        (MemberStatus::Suspended, MemberStatus::Active) => {
            entries.push(entry("member.reactivated").change("status", old.status, status));
        }
        _ => {}
    }
    entries
}

fn is_active_owner(member: &Member) -> bool {
    member.role == OWNER && member.status == MemberStatus::Active
}

/// Only active owners count. The organization's lock is held, so the number stays true until the commit.
async fn require_another_owner(tx: &mut Tx, access: &OrgAccess) -> Result<()> {
    if sql::owner_count(tx, access).await? > 1 { Ok(()) } else { Err(ApiError::LastOwner.into()) }
}

/// Removes a member; the member's keys and pending invitations are revoked with them. Needs `users.delete` and the rights
/// of the member's role. `dry_run` only tells what would be revoked. Fails with `last_owner` for the last active owner;
/// for any owner it may fail with `reauthentication_required`.
pub async fn remove(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    member: impl Into<MemberRef>,
    dry_run: bool,
) -> Result<MemberRemoval> {
    let mut tx = if dry_run { s.db.read().await? } else { s.db.write().await? };
    let access = actor.require(&mut tx, org, Permission::UsersDelete).await?;
    let member = target(&mut tx, &access, &member.into()).await?;
    access.request().expects(&member)?;
    let user = &member.user_id;
    access.may_touch(&mut tx, &member.role).await?;
    if member.role == OWNER && !dry_run {
        actor.recently_authenticated(&mut tx).await?;
    }
    if is_active_owner(&member) {
        require_another_owner(&mut tx, &access).await?;
    }
    let keys = sql::live_keys(&mut tx, &access, user).await?;
    if dry_run {
        let invitations = sql::pending_invitations(&mut tx, &access, user).await?;
        return Ok(MemberRemoval { keys, invitations });
    }
    let invitations = take_out(&mut tx, &access, &member, "member.removed", &keys).await?;
    tx.commit().await?;
    Ok(MemberRemoval { keys, invitations })
}

/// Ends the caller's own membership, with its keys and pending invitations. Only persons can. Fails with `last_owner` for
/// the last active owner, with `not_found` for a super admin who is no member.
pub async fn leave(s: &Services, actor: &Actor, org: &OrgRef) -> Result<()> {
    let mut tx = s.db.write().await?;
    let access = actor.enter(&mut tx, org).await?;
    if access.key_id().is_some() {
        return Err(ApiError::UserRequired.into());
    }
    let member = target(&mut tx, &access, &access.user_id().into()).await?;
    if is_active_owner(&member) {
        require_another_owner(&mut tx, &access).await?;
    }
    let keys = sql::live_keys(&mut tx, &access, access.user_id()).await?;
    take_out(&mut tx, &access, &member, "member.left", &keys).await?;
    tx.commit().await
}

/// Ends a membership and everything that hangs on it; tells how many pending invitations were revoked.
async fn take_out(
    tx: &mut Tx,
    access: &OrgAccess,
    member: &Member,
    action: &'static str,
    keys: &[String],
) -> Result<i64> {
    let user = &member.user_id;
    let invitations = invitations::revoke_all(tx, access.org(), user).await?;
    sql::revoke_keys(tx, access, user).await?;
    sql::end_activity(tx, access, user).await?;
    if sql::delete(tx, access, user).await? == 0 {
        return Err(ApiError::not_found("member").into());
    }
    audit::record(tx, access, departure(action, member, keys, invitations)).await?;
    Ok(invitations)
}

/// The audit entry of a membership that ended.
fn departure(action: &'static str, member: &Member, keys: &[String], invitations: i64) -> Entry {
    Entry::new(action, "member", &member.user_id, &member.name)
        .change("role", Some(member.role.as_str()), None)
        .set("revoked_keys", keys)
        .set("revoked_invitations", invitations)
}

/// Makes an existing user an active member with the role `member`, without asking them: for super admins in person, whose
/// host keeps the accounts. Fails with `already_exists` for a member, suspended or not, with `not_found` for an unknown user.
pub async fn add_user(s: &Services, actor: &Actor, org: &OrgRef, user: &UserId) -> Result<()> {
    let mut tx = s.db.write().await?;
    let access = actor.enter(&mut tx, org).await?;
    if !access.super_admin() {
        return Err(access.forbidden("Only a super admin can add members without an invitation."));
    }
    if add(&mut tx, access.org(), user, MEMBER).await?.is_some() {
        return Err(ApiError::already_exists("member", "user_id").into());
    }
    let name = target(&mut tx, &access, &user.into()).await?.name;
    let entry = Entry::new("member.joined", "member", user, &name).set("role", MEMBER);
    audit::record(&mut tx, &access, entry).await?;
    tx.commit().await
}

/// Gives an active member another role, within a transaction that holds the organization's lock and
/// has checked what it does.
pub(crate) async fn set_role(tx: &mut Tx, org: OrgId, user: &str, role: &str) -> Result<()> {
    if sql::set_role(tx, org, user, role).await? { Ok(()) } else { Err(ApiError::not_found("member").into()) }
}

/// Makes somebody an active member, within a transaction that holds the organization's lock or has just made it.
/// `None`: added. `Some(role)`: was a member already (perhaps a suspended one) and keeps that role.
pub(crate) async fn add(tx: &mut Tx, org: OrgId, user: &UserId, role: &str) -> Result<Option<String>> {
    if sql::insert(tx, org, user, role).await? {
        return Ok(None);
    }
    match sql::role_of(tx, org, user).await? {
        Some(role) => Ok(Some(role)),
        None => Err(ApiError::not_found("user").into()),
    }
}
