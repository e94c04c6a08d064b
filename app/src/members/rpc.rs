//! What the members page asks of the server.

use contract::{
    ApiError, Packed, Page, UserId,
    members::{BatchAction, Member, MemberBatchOutcome, MemberRemoval, MemberSort, MemberStatus},
    roles::Role,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// One page of members and what is needed to draw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberList {
    /// The members.
    pub page: Page<Member>,
    /// The roles in effect; empty for a reader who may not see them.
    pub roles: Vec<Role>,
    /// The reader.
    pub me: UserId,
}

/// Lists members by the words of the address.
#[server(protocol = Packed)]
pub async fn list_members(
    /// The organization's slug.
    org: String,
    /// The beginning of a name or address.
    #[server(default)]
    q: Option<String>,
    /// Only this role.
    #[server(default)]
    role: Option<String>,
    /// Only this status.
    #[server(default)]
    status: Option<MemberStatus>,
    /// The order.
    #[server(default)]
    sort: MemberSort,
    /// The page.
    #[server(default)]
    cursor: Option<String>,
) -> Result<MemberList, ApiError> {
    use crate::ssr::*;
    use contract::{OrgRef, PageRequest, members::MemberFilter};
    let ((s, actor), answered) = (caller()?, page_status());
    let org = OrgRef::from(org.as_str());
    let filter = MemberFilter { search: q, role, status, sort };
    let page = PageRequest { limit: None, cursor, include_total: true };
    let page = answered.of(actor.answer(service::members::list(&s, &actor, &org, filter, page).await))?;
    let roles = answered.of(allowed(actor.answer(service::roles::list(&s, &actor, &org).await)))?.unwrap_or_default();
    let me = answered.of(actor.answer(service::accounts::me(&s, &actor).await))?.user.id;
    Ok(MemberList { page, roles, me })
}

/// A member and the roles one could have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberAndRoles {
    /// The member.
    pub member: Member,
    /// The roles in effect; empty for a reader who may not see them.
    pub roles: Vec<Role>,
    /// The member's version: what a change names that is meant for this one.
    pub version: String,
}

/// Reads what the dialog for another role shows.
#[server(protocol = Packed)]
pub async fn read_member(
    /// The organization's slug.
    org: String,
    /// Whom.
    user: UserId,
) -> Result<MemberAndRoles, ApiError> {
    use crate::ssr::*;
    let ((s, actor), answered) = (caller()?, page_status());
    let org = contract::OrgRef::from(org.as_str());
    let member = answered.of(actor.answer(service::members::read(&s, &actor, &org, &user).await))?;
    let roles = answered.of(allowed(actor.answer(service::roles::list(&s, &actor, &org).await)))?.unwrap_or_default();
    let version = service::etag::version(&member);
    Ok(MemberAndRoles { member, roles, version })
}

/// A member and what dies with the membership.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovalPreview {
    /// The member.
    pub member: Member,
    /// What would be taken along, or why it cannot be.
    pub removal: Result<MemberRemoval, ApiError>,
}

/// Reads what removing would take along; changes nothing.
#[server(protocol = Packed)]
pub async fn preview_removal(
    /// The organization's slug.
    org: String,
    /// Whom.
    user: UserId,
) -> Result<RemovalPreview, ApiError> {
    use crate::ssr::*;
    let ((s, actor), answered) = (caller()?, page_status());
    let org = contract::OrgRef::from(org.as_str());
    let member = answered.of(actor.answer(service::members::read(&s, &actor, &org, &user).await))?;
    let removal = actor.answer(service::members::remove(&s, &actor, &org, &user, true).await);
    Ok(RemovalPreview { member, removal })
}

/// Gives another role.
#[server(protocol = Packed)]
pub async fn change_role(
    /// The organization's slug.
    org: String,
    /// Whom.
    user: UserId,
    /// The role.
    role: String,
    /// The version that was read; any when empty.
    #[server(default)]
    version: String,
    /// Where to go afterwards.
    #[server(default)]
    back: String,
) -> Result<Member, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let actor = actor.expecting(&version);
    let patch = contract::members::MemberPatch { role: Some(role), status: None };
    let member = actor.answer(service::members::update(&s, &actor, &org.as_str().into(), &user, patch).await)?;
    go_back(&back);
    Ok(member)
}

/// Suspends or reactivates.
#[server(protocol = Packed)]
pub async fn set_member_status(
    /// The organization's slug.
    org: String,
    /// Whom.
    user: UserId,
    /// The new status.
    status: MemberStatus,
) -> Result<Member, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let patch = contract::members::MemberPatch { role: None, status: Some(status) };
    actor.answer(service::members::update(&s, &actor, &org.as_str().into(), &user, patch).await)
}

/// Removes a member.
#[server(protocol = Packed)]
pub async fn remove_member(
    /// The organization's slug.
    org: String,
    /// Whom.
    user: UserId,
    /// Where to go afterwards.
    #[server(default)]
    back: String,
) -> Result<MemberRemoval, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let removal = actor.answer(service::members::remove(&s, &actor, &org.as_str().into(), &user, false).await)?;
    go_back(&back);
    Ok(removal)
}

/// Reads what doing the same to several members would change, take along and leave out; changes nothing.
#[server(protocol = Packed)]
pub async fn preview_batch(
    /// The organization's slug.
    org: String,
    /// What would be done.
    what: BatchAction,
    /// Whom, apart by commas.
    users: String,
) -> Result<MemberBatchOutcome, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let batch = super::batch::request(what, &users);
    status.of(actor.answer(service::members::change_many(&s, &actor, &org.as_str().into(), batch, true).await))
}

/// Does the same to several members.
#[server(protocol = Packed)]
pub async fn change_members(
    /// The organization's slug.
    org: String,
    /// What is done.
    what: BatchAction,
    /// Whom, apart by commas, each with the version that was previewed.
    users: String,
    /// Where to go afterwards.
    #[server(default)]
    back: String,
) -> Result<MemberBatchOutcome, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let batch = super::batch::request(what, &users);
    let outcome = actor.answer(service::members::change_many(&s, &actor, &org.as_str().into(), batch, false).await)?;
    go_back(&back);
    Ok(outcome)
}
