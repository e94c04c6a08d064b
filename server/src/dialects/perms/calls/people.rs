//! Who belongs to an organisation.

use buffa_types::google::protobuf::Empty;
use contract::{Permission, invitations::NewInvitation};
use service::{invitations, members};

use super::Answer;
use crate::{
    dialects::perms::{
        Call,
        names::{self, Need},
        requests::Check as _,
    },
    rpc::proto::permio::organisation::v1 as pb,
};

/// `InviteUserToOrganisation`.
pub async fn invite_user_to_organisation(c: Call, r: pb::InviteUserToOrganisationRequest) -> Answer<Empty> {
    r.check()?;
    let org = names::organisation(&r.organisation_id)?;
    let need = Need::in_organisation(Permission::UsersInvite, org);
    let new = NewInvitation { email: r.email, role: None, message: None, expires_in_days: None };
    let sent = invitations::create(&c.services, &c.actor, &org.into(), new).await;
    sent.map_err(|error| c.refuses(&need, error))?;
    Ok(Empty::default())
}

/// `RemoveUserFromOrganisation`.
pub async fn remove_user_from_organisation(c: Call, r: pb::RemoveUserFromOrganisationRequest) -> Answer<Empty> {
    r.check()?;
    let org = names::organisation(&r.organisation_id)?;
    let user = names::user(&r.user_id)?;
    let need = Need::in_organisation(Permission::UsersDelete, org);
    let removed = members::remove(&c.services, &c.actor, &org.into(), &user, false).await;
    removed.map_err(|error| c.refuses(&need, error))?;
    Ok(Empty::default())
}

/// `SetUsersOrganisation`. The id says who; the address is only looked at.
pub async fn set_users_organisation(c: Call, r: pb::SetUsersOrganisationRequest) -> Answer<Empty> {
    r.check()?;
    let org = names::organisation(&r.id)?;
    let user = names::user(&r.user_id)?;
    let need = Need::set_users_organisation(&user);
    let added = members::add_user(&c.services, &c.actor, &org.into(), &user).await;
    added.map_err(|error| c.refuses(&need, error))?;
    Ok(Empty::default())
}
