//! Organizations, and what roles hold.

use axum::{Json, extract::State};
use contract::{
    Timestamp,
    accounts::MyMembership,
    organizations::{NewOrganization, OrganizationPatch},
    permissions::{ADMIN, MEMBER, OWNER},
};
use serde::Serialize;
use service::{Services, accounts, organizations};
use uuid::Uuid;

use super::{
    Caller,
    error::Answer,
    names,
    shapes::{DONE, Done, Input, NoInput, OrganizationShape},
};

#[derive(Serialize)]
pub struct One {
    organization: OrganizationShape,
}

/// The acting user becomes the first owner.
pub async fn create(State(s): State<Services>, Caller(actor): Caller, mut input: Input) -> Answer<One> {
    let name = input.text("name");
    input.finish()?;
    let new = NewOrganization { name, ..NewOrganization::default() };
    let organization = organizations::create(&s, &actor, new).await?.into();
    Ok(Json(One { organization }))
}

/// Needs `org:view`.
pub async fn get(State(s): State<Services>, Caller(actor): Caller, mut input: Input) -> Answer<One> {
    let org = input.organization();
    input.finish()?;
    let organization = organizations::read(&s, &actor, &org).await?.into();
    Ok(Json(One { organization }))
}

#[derive(Serialize)]
pub struct Mine {
    organizations: Vec<MembershipShape>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MembershipShape {
    organization_id: Uuid,
    name: String,
    role: String,
    joined_at: Timestamp,
}

impl From<MyMembership> for MembershipShape {
    fn from(mine: MyMembership) -> Self {
        let MyMembership { organization, role, joined_at, .. } = mine;
        Self { organization_id: organization.id.0, name: organization.name, role, joined_at }
    }
}

/// The acting user's organizations, oldest membership first.
pub async fn list(State(s): State<Services>, Caller(actor): Caller, _: NoInput) -> Answer<Mine> {
    let mine = accounts::my_memberships(&s, &actor).await?;
    Ok(Json(Mine { organizations: mine.into_iter().map(Into::into).collect() }))
}

/// Needs `org:manage`.
pub async fn update(State(s): State<Services>, Caller(actor): Caller, mut input: Input) -> Answer<Done> {
    let (org, name) = (input.organization(), input.text("name"));
    input.finish()?;
    let patch = OrganizationPatch { name: Some(name), ..OrganizationPatch::default() };
    organizations::update(&s, &actor, &org, patch).await?;
    Ok(Json(DONE))
}

#[derive(Serialize)]
pub struct Matrix {
    permissions: Vec<&'static str>,
    roles: SystemRoles,
}

#[derive(Serialize)]
struct SystemRoles {
    owner: Vec<&'static str>,
    admin: Vec<&'static str>,
    member: Vec<&'static str>,
}

/// What the system roles hold, for any credential.
pub async fn roles(Caller(_): Caller, _: NoInput) -> Answer<Matrix> {
    let roles =
        SystemRoles { owner: names::held_by(OWNER), admin: names::held_by(ADMIN), member: names::held_by(MEMBER) };
    Ok(Json(Matrix { permissions: names::PERMISSIONS.map(|(name, _)| name).to_vec(), roles }))
}
