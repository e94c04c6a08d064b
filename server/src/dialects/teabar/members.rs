//! The calls about members and invitations.

use buffa_types::google::protobuf::Empty;
use contract::{OrgRef, invitations::NewInvitation};
use service::{invitations, members};

use super::{
    Call,
    error::Failure,
    names,
    shapes::{invitation, member, member_ref, organization_id, organization_ref, required},
};
use crate::rpc::proto::teabar::v1::{
    Invitation, InviteMemberRequest, ListMembersRequest, ListMembersResponse, Member, RemoveMemberRequest,
    UpdateMemberRequest,
};

pub(super) async fn invite(call: &Call, request: InviteMemberRequest) -> Result<Invitation, Failure> {
    let InviteMemberRequest { organization_id: org, email, role, .. } = request;
    let org = organization_id(&org)?;
    required("email", &email)?;
    let role = if role.is_empty() { "member".to_owned() } else { role };
    administrator(&role)?;
    let new = NewInvitation { email, role: Some(role), message: None, expires_in_days: None };
    let sent = invitations::create(&call.services, &call.actor, &OrgRef::Id(org), new).await;
    Ok(invitation(org, sent.map_err(|error| fails(call, error))?.invitation))
}

pub(super) async fn list(call: &Call, request: ListMembersRequest) -> Result<ListMembersResponse, Failure> {
    let org = organization_id(&request.organization_id)?;
    let roster = members::roster(&call.services, &call.actor, &OrgRef::Id(org), request.include_invitations).await;
    let (members, waiting) = roster.map_err(|error| fails(call, error))?;
    Ok(ListMembersResponse {
        members: members.into_iter().map(member).collect(),
        invitations: waiting.into_iter().map(|found| invitation(org, found)).collect(),
        ..Default::default()
    })
}

pub(super) async fn update(call: &Call, request: UpdateMemberRequest) -> Result<Member, Failure> {
    let UpdateMemberRequest { organization_id, user_id, role, .. } = request;
    let org = organization_ref(&organization_id)?;
    let whom = member_ref(&user_id)?;
    required("role", &role)?;
    let administrator = administrator(&role)?;
    let updated = members::set_administrator(&call.services, &call.actor, &org, &whom, administrator).await;
    updated.map(member).map_err(|error| fails(call, error))
}

pub(super) async fn remove(call: &Call, request: RemoveMemberRequest) -> Result<Empty, Failure> {
    let org = organization_ref(&request.organization_id)?;
    let whom = member_ref(&request.user_id)?;
    let removed = members::remove(&call.services, &call.actor, &org, whom, false).await;
    removed.map(|_| Empty::default()).map_err(|error| fails(call, error))
}

fn administrator(role: &str) -> Result<bool, Failure> {
    names::administrator(role).ok_or_else(|| Failure::field("role", "Use admin or member."))
}

fn fails(call: &Call, error: service::Error) -> Failure {
    Failure::of(call.public(error), false)
}
