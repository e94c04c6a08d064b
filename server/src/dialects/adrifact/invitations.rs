//! Invitations.

use axum::{Json, extract::State};
use contract::{ApiError, InvitationId, invitations::NewInvitation};
use http::StatusCode;
use serde::Serialize;
use service::{Services, invitations};
use uuid::Uuid;

use super::{
    Caller,
    error::{Answer, Failure},
    shapes::{DONE, Done, Input, InvitationShape},
};

#[derive(Serialize)]
pub struct Created {
    invitation: InvitationShape,
    token: String,
}

/// Needs `members:manage`. The token appears here only.
pub async fn create(State(s): State<Services>, Caller(actor): Caller, mut input: Input) -> Answer<Created> {
    let (org, email, role) = (input.organization(), input.text("email"), input.optional_role());
    input.finish()?;
    let new = NewInvitation { email, role, message: None, expires_in_days: None };
    let sent = invitations::create(&s, &actor, &org, new).await?;
    Ok(Json(Created { invitation: InvitationShape::new(&org, sent.invitation), token: sent.token }))
}

#[derive(Serialize)]
pub struct Pending {
    invitations: Vec<InvitationShape>,
}

/// Needs `members:manage`.
pub async fn list(State(s): State<Services>, Caller(actor): Caller, mut input: Input) -> Answer<Pending> {
    let org = input.organization();
    input.finish()?;
    let pending = invitations::pending(&s, &actor, &org).await?;
    Ok(Json(Pending { invitations: pending.into_iter().map(|one| InvitationShape::new(&org, one)).collect() }))
}

/// Needs `members:manage`. One that is revoked is revoked already.
pub async fn revoke(State(s): State<Services>, Caller(actor): Caller, mut input: Input) -> Answer<Done> {
    let (org, id) = (input.organization(), input.own_id::<InvitationId>("id"));
    input.finish()?;
    invitations::ensure_revoked(&s, &actor, &org, id).await.map_err(|error| match error.as_public() {
        Some(ApiError::InvitationUsed { .. } | ApiError::InvitationExpired | ApiError::Conflict { .. }) => {
            Failure::named(error, StatusCode::CONFLICT, "invitation_not_pending")
        }
        _ => error.into(),
    })?;
    Ok(Json(DONE))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Accepted {
    organization_id: Uuid,
    role: String,
}

/// The acting user becomes a member. A revoked invitation is gone, and so is one that its inviter may not give any more.
pub async fn accept(State(s): State<Services>, Caller(actor): Caller, mut input: Input) -> Answer<Accepted> {
    let token = input.text("token");
    input.finish()?;
    let accepted = invitations::accept(&s, &actor, &token).await.map_err(|error| match error.as_public() {
        Some(ApiError::InvitationUsed { status }) if status == "revoked" => ApiError::not_found("invitation").into(),
        Some(ApiError::Conflict { .. }) => Failure::named(error, StatusCode::NOT_FOUND, "invitation_not_found"),
        _ => Failure::from(error),
    })?;
    Ok(Json(Accepted { organization_id: accepted.organization.id.0, role: accepted.role }))
}
