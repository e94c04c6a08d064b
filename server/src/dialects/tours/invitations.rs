//! Invitations: those of the current organization, and what the invited person sees and does.

use std::str::FromStr;

use axum::{
    Json, Router,
    extract::{Request, State},
    routing::{get, post},
};
use contract::{
    ApiError, InvitationId, Permission,
    invitations::{InvitationStatus, NewInvitation},
};
use http::StatusCode;
use service::{
    Services,
    admission::{self, Need},
    invitations,
};

use super::{
    error::{Answer, Failure},
    input::{Body, Name, Query},
    shapes::{Invitation, Page, Preview, Success},
};
use crate::auth::{Caller, Requester};

/// The calls of the organization.
pub(super) fn routes() -> Router<Services> {
    Router::new().route("/", get(list).post(create)).route("/{invitation}", post(resend).delete(revoke))
}

/// The calls by the token of a mailed link.
pub(super) fn public_routes() -> Router<Services> {
    Router::new().route("/{token}", get(preview)).route("/{token}/accept", post(accept))
}

/// Which invitations a list holds.
struct Wanted(Option<InvitationStatus>);

impl FromStr for Wanted {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        if text == "all" { Ok(Self(None)) } else { text.parse().map(|status| Self(Some(status))) }
    }
}

async fn list(State(s): State<Services>, Caller(actor): Caller, query: Query) -> Answer<Json<Page<Invitation>>> {
    let org = admission::to_active_organization(&s, &actor, Need::Permission(Permission::UsersRead)).await?;
    let page = query.page()?;
    let wanted = query.word("status", "pending, accepted, declined, revoked, expired, all")?;
    let Wanted(status) = wanted.unwrap_or(Wanted(Some(InvitationStatus::Pending)));
    let found = invitations::list_page(&s, &actor, &org.into(), status, page).await?;
    Ok(Json(Page::of(found, page, Invitation::from)))
}

async fn create(
    State(s): State<Services>,
    Caller(actor): Caller,
    request: Request,
) -> Answer<(StatusCode, Json<Invitation>)> {
    let org = admission::to_active_organization(&s, &actor, Need::Permission(Permission::UsersInvite)).await?;
    let body = Body::read(request).await?;
    let (email, role) = (body.required_text("email")?, body.text("role")?);
    let new = NewInvitation { email, role, message: None, expires_in_days: None };
    let sent = invitations::create(&s, &actor, &org.into(), new).await?;
    Ok((StatusCode::CREATED, Json(sent.into())))
}

async fn resend(State(s): State<Services>, Caller(actor): Caller, name: Name) -> Answer<Json<Invitation>> {
    let org = admission::to_active_organization(&s, &actor, Need::Permission(Permission::UsersInvite)).await?;
    let sent = invitations::resend(&s, &actor, &org.into(), invitation(&name)?).await?;
    Ok(Json(sent.into()))
}

async fn revoke(State(s): State<Services>, Caller(actor): Caller, name: Name) -> Answer<Json<Success>> {
    let org = admission::to_active_organization(&s, &actor, Need::Permission(Permission::UsersInvite)).await?;
    invitations::revoke(&s, &actor, &org.into(), invitation(&name)?).await?;
    Ok(Json(Success::DONE))
}

fn invitation(name: &Name) -> Result<InvitationId, ApiError> {
    name.id("invitation")
}

async fn preview(State(s): State<Services>, Requester(from): Requester, token: Name) -> Answer<Json<Preview>> {
    let found = invitations::preview(&s, &from, &token.0).await?;
    if found.status == InvitationStatus::Pending { Ok(Json(found.into())) } else { Err(gone().into()) }
}

async fn accept(State(s): State<Services>, Caller(actor): Caller, token: Name) -> Answer<Json<Success>> {
    admission::of_person(&s, &actor).await?;
    match invitations::accept(&s, &actor, &token.0).await {
        Ok(accepted) => Ok(Json(Success::within(accepted.organization.id.0))),
        Err(error) => Err(match error.as_public() {
            Some(ApiError::InvitationUsed { .. } | ApiError::InvitationExpired) => gone().into(),
            _ => Failure::from(error),
        }),
    }
}

/// A token that is of no use any more is as good as unknown here.
fn gone() -> ApiError {
    ApiError::not_found("invitation")
}
