//! Join codes.

use axum::{Json, extract::State};
use contract::{
    ApiError, JoinCodeId,
    join_codes::{JoinRequest, NewJoinCode},
};
use http::StatusCode;
use serde::Serialize;
use service::{Services, join_codes};
use uuid::Uuid;

use super::{
    Caller,
    error::{Answer, Failure},
    shapes::{DONE, Done, Input, JoinCodeShape},
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Created {
    join_code: JoinCodeShape,
    code: String,
}

/// Needs `members:manage`.
pub async fn create(State(s): State<Services>, Caller(actor): Caller, mut input: Input) -> Answer<Created> {
    let (org, role, max_uses) = (input.organization(), input.optional_role(), input.optional_number("maxUses"));
    input.finish()?;
    let made = join_codes::create_short(&s, &actor, &org, NewJoinCode { role, max_uses, ..NewJoinCode::default() });
    let made = made.await?;
    Ok(Json(Created { code: made.code.clone(), join_code: JoinCodeShape::new(&org, made) }))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Unrevoked {
    join_codes: Vec<JoinCodeShape>,
}

/// Needs `members:manage`.
pub async fn list(State(s): State<Services>, Caller(actor): Caller, mut input: Input) -> Answer<Unrevoked> {
    let org = input.organization();
    input.finish()?;
    let codes = join_codes::unrevoked(&s, &actor, &org).await?;
    Ok(Json(Unrevoked { join_codes: codes.into_iter().map(|code| JoinCodeShape::new(&org, code)).collect() }))
}

/// Needs `members:manage`. One that is revoked is revoked already.
pub async fn revoke(State(s): State<Services>, Caller(actor): Caller, mut input: Input) -> Answer<Done> {
    let (org, id) = (input.organization(), input.own_id::<JoinCodeId>("id"));
    input.finish()?;
    join_codes::revoke(&s, &actor, &org, id).await?;
    Ok(Json(DONE))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Joined {
    organization_id: Uuid,
    role: String,
    already_member: bool,
}

/// The acting user becomes a member. A code that its maker may not give any more is as good as revoked.
pub async fn join(State(s): State<Services>, Caller(actor): Caller, mut input: Input) -> Answer<Joined> {
    let code = input.text("code");
    input.finish()?;
    let joined = join_codes::join(&s, &actor, JoinRequest { code }).await.map_err(|error| match error.as_public() {
        Some(ApiError::Conflict { .. }) => Failure::named(error, StatusCode::NOT_FOUND, "join_code_not_found"),
        _ => error.into(),
    })?;
    Ok(Json(Joined {
        organization_id: joined.organization_id.0,
        role: joined.role,
        already_member: joined.already_member,
    }))
}
