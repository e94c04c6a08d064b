//! Members.

use axum::{Json, extract::State};
use contract::members::MemberPatch;
use serde::Serialize;
use service::{Services, members};

use super::{
    Caller,
    error::Answer,
    shapes::{DONE, Done, Input, MemberShape},
};

#[derive(Serialize)]
pub struct All {
    members: Vec<MemberShape>,
}

/// Needs `members:view`.
pub async fn list(State(s): State<Services>, Caller(actor): Caller, mut input: Input) -> Answer<All> {
    let org = input.organization();
    input.finish()?;
    let members = members::all(&s, &actor, &org).await?;
    Ok(Json(All { members: members.into_iter().map(Into::into).collect() }))
}

/// Needs `members:manage`. Somebody who is no member is removed already.
pub async fn remove(State(s): State<Services>, Caller(actor): Caller, mut input: Input) -> Answer<Done> {
    let (org, user) = (input.organization(), input.user("userId"));
    input.finish()?;
    members::ensure_removed(&s, &actor, &org, &user).await?;
    Ok(Json(DONE))
}

/// Needs `members:manage`.
pub async fn set_role(State(s): State<Services>, Caller(actor): Caller, mut input: Input) -> Answer<Done> {
    let (org, user, role) = (input.organization(), input.user("userId"), input.text("role"));
    input.finish()?;
    members::update(&s, &actor, &org, &user, MemberPatch { role: Some(role), status: None }).await?;
    Ok(Json(DONE))
}
