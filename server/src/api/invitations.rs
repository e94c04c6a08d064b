//! Invitations: made by an organization, answered by the invited person.

use axum::extract::State;
use contract::{
    InvitationId, OrgRef, Page,
    invitations::{
        Accepted, Invitation, InvitationPreview, InvitationStatus, MyInvitation, NewInvitation, SentInvitation,
    },
};
use http::StatusCode;
use service::Services;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::{Caller, Json, NoQuery, PathParams, Query},
    list_query,
    problem::ApiResult,
    whole,
};
use crate::auth::Requester;

const TAG: &str = "Invitations";

/// The calls of this file.
pub fn routes() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(list_invitations, create_invitation))
        .routes(routes!(revoke_invitation))
        .routes(routes!(resend_invitation))
        .routes(routes!(preview_invitation))
        .routes(routes!(accept_invitation))
        .routes(routes!(decline_invitation))
        .routes(routes!(list_my_invitations))
}

list_query! {
    /// Which invitations.
    InvitationsQuery {
        /// Only this status.
        #[param(inline)]
        status: Option<InvitationStatus>,
    }
}

/// Invitations. Needs `users.read`.
#[utoipa::path(get, path = "/organizations/{org}/invitations", tag = TAG, params(InvitationsQuery), responses(
    (status = 200, description = "A page of invitations.", body = Page<Invitation>),
))]
async fn list_invitations(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    Query(query): Query<InvitationsQuery>,
) -> ApiResult<Json<Page<Invitation>>> {
    Ok(Json(service::invitations::list(&s, &actor, &org, query.status, query.page()).await?))
}

/// Invites somebody by mail. Needs `users.invite`. The link is in the answer, once.
#[utoipa::path(post, path = "/organizations/{org}/invitations", tag = TAG, responses(
    (status = 201, description = "The invitation with its link.", body = SentInvitation),
    (status = 409, description = "`already_exists`: the address is a member's, or an invitation to it is pending."),
))]
async fn create_invitation(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    Json(request): Json<NewInvitation>,
) -> ApiResult<(StatusCode, Json<SentInvitation>)> {
    Ok((StatusCode::CREATED, Json(service::invitations::create(&s, &actor, &org, request).await?)))
}

/// Mails a pending invitation again with a new link and a new lifetime; the old link ends. Needs `users.invite`.
#[utoipa::path(post, path = "/organizations/{org}/invitations/{invitation}/resend", tag = TAG, responses(
    (status = 200, description = "The invitation with its new link.", body = SentInvitation),
    (status = 409, description = "`invitation_used` or `already_exists`."),
))]
async fn resend_invitation(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, invitation)): PathParams<(OrgRef, InvitationId)>,
) -> ApiResult<Json<SentInvitation>> {
    Ok(Json(service::invitations::resend(&s, &actor, &org, invitation).await?))
}

/// Takes an invitation back. Needs `users.invite`.
#[utoipa::path(delete, path = "/organizations/{org}/invitations/{invitation}", tag = TAG, responses(
    (status = 204, description = "Its link does not work any more."),
    (status = 409, description = "`invitation_used`: it was answered before."),
))]
async fn revoke_invitation(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams((org, invitation)): PathParams<(OrgRef, InvitationId)>,
    _: NoQuery,
) -> ApiResult<StatusCode> {
    service::invitations::revoke(&s, &actor, &org, invitation).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What an invitation says, for whoever holds its link; answered and expired ones too.
#[utoipa::path(get, path = "/invitations/{token}", tag = TAG, security(()), responses(
    (status = 200, description = "The invitation.", body = InvitationPreview),
))]
async fn preview_invitation(
    State(s): State<Services>,
    Requester(from): Requester,
    PathParams(token): PathParams<String>,
) -> ApiResult<Json<InvitationPreview>> {
    Ok(Json(service::invitations::preview(&s, &from, &token).await?))
}

/// Accepts an invitation to my verified address.
#[utoipa::path(post, path = "/invitations/{token}/accept", tag = TAG, responses(
    (status = 200, description = "Where I am a member now.", body = Accepted),
    (status = 403, description = "`email_mismatch`, `email_unverified` or `user_required`; the invitation stays pending."),
    (status = 409, description = "`invitation_used`."),
    (status = 410, description = "`invitation_expired`."),
))]
async fn accept_invitation(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(token): PathParams<String>,
) -> ApiResult<Json<Accepted>> {
    Ok(Json(service::invitations::accept(&s, &actor, &token).await?))
}

/// Declines an invitation to my verified address.
#[utoipa::path(post, path = "/invitations/{token}/decline", tag = TAG, responses(
    (status = 204, description = "Declined."),
    (status = 403, description = "`email_mismatch`, `email_unverified` or `user_required`; the invitation stays pending."),
    (status = 409, description = "`invitation_used`."),
    (status = 410, description = "`invitation_expired`."),
))]
async fn decline_invitation(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(token): PathParams<String>,
) -> ApiResult<StatusCode> {
    service::invitations::decline(&s, &actor, &token).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Pending invitations to my verified address.
#[utoipa::path(get, path = "/me/invitations", tag = TAG, responses(
    (status = 200, description = "All of them.", body = Page<MyInvitation>),
))]
async fn list_my_invitations(State(s): State<Services>, Caller(actor): Caller) -> ApiResult<Json<Page<MyInvitation>>> {
    Ok(Json(whole(service::invitations::mine(&s, &actor).await?)))
}
