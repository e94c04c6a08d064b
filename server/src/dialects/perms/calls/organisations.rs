//! Organisations.

use contract::{
    ApiError, Permission,
    organizations::{NewOrganization, OrganizationProfile},
};
use service::organizations;

use super::{Answer, time};
use crate::{
    dialects::perms::{
        Call,
        names::{self, Need},
        requests::Check as _,
    },
    rpc::proto::permio::organisation::v1 as pb,
};

/// `CreateOrganisation`.
pub async fn create_organisation(c: Call, r: pb::CreateOrganisationRequest) -> Answer<pb::CreateOrganisationResponse> {
    r.check()?;
    let owner = names::user(&r.user_id)?;
    let new = NewOrganization { name: r.name, ..Default::default() };
    let made = organizations::create_owned_by(&c.services, &c.actor, &owner, new).await.map_err(|error| {
        let need = match error.as_public() {
            Some(ApiError::UserRequired) => Need::create_organisation(),
            _ => Need::set_users_organisation(&owner),
        };
        c.refuses(&need, error)
    })?;
    Ok(pb::CreateOrganisationResponse { organisation: organisation(made).into(), ..Default::default() })
}

/// `GetOrganisation`.
pub async fn get_organisation(c: Call, r: pb::GetOrganisationRequest) -> Answer<pb::GetOrganisationResponse> {
    r.check()?;
    let org = names::organisation(&r.id)?;
    let need = Need::in_organisation(Permission::OrganizationRead, org);
    let found = organizations::profile(&c.services, &c.actor, &org.into()).await.map_err(|e| c.refuses(&need, e))?;
    Ok(pb::GetOrganisationResponse { organisation: organisation(found).into(), ..Default::default() })
}

/// `UpdateOrganisation`.
pub async fn update_organisation(c: Call, r: pb::UpdateOrganisationRequest) -> Answer<pb::UpdateOrganisationResponse> {
    r.check()?;
    let org = names::organisation(&r.id)?;
    let need = Need::in_organisation(Permission::OrganizationUpdate, org);
    let renamed = organizations::rename(&c.services, &c.actor, &org.into(), &r.name).await;
    let renamed = renamed.map_err(|error| c.refuses(&need, error))?;
    Ok(pb::UpdateOrganisationResponse { organisation: organisation(renamed).into(), ..Default::default() })
}

/// `GetUsersOrganisation`.
pub async fn get_users_organisation(
    c: Call,
    r: pb::GetUsersOrganisationRequest,
) -> Answer<pb::GetOrganisationResponse> {
    r.check()?;
    let user = if r.user_id.is_empty() { None } else { Some(names::user(&r.user_id)?) };
    let need = Need::users_organisation(&r.user_id);
    let found = organizations::profile_of_user(&c.services, &c.actor, user.as_ref()).await;
    let found = found.map_err(|error| c.refuses(&need, error))?;
    Ok(pb::GetOrganisationResponse { organisation: organisation(found).into(), ..Default::default() })
}

fn organisation(profile: OrganizationProfile) -> pb::Organisation {
    let org = profile.organization;
    let users = profile.users.into_iter().map(|user| pb::User {
        id: user.id.to_string(),
        email: user.email,
        ..Default::default()
    });
    let customer = pb::BillingCustomer {
        id: names::customer(org.id),
        organisation_id: org.id.to_string(),
        name: org.name.clone(),
        email: profile.billing_email,
        ..Default::default()
    };
    pb::Organisation {
        id: org.id.to_string(),
        name: org.name,
        users: users.collect(),
        created_at: time(org.created_at).into(),
        updated_at: time(org.updated_at).into(),
        billing_customer: customer.into(),
        ..Default::default()
    }
}
