//! Accounts, sessions, and what a user sees of itself.

use axum::{extract::State, response::IntoResponse};
use contract::{
    Page, SessionId, TokenId,
    accounts::{
        CreatedUserToken, Credentials, Me, NewUser, NewUserToken, PasswordChange, PasswordReset, PasswordResetRequest,
        ProfilePatch, Reauthentication, User, UserToken,
    },
    sessions::{Session, SignedIn},
};
use http::{HeaderMap, StatusCode};
use service::Services;
use tower_sessions::Session as Cookie;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::{Caller, Json, NoQuery, PathParams},
    problem::ApiResult,
    versions::Single,
    whole,
};
use crate::{auth::Requester, sign_out::CLEAR_SITE_DATA};

const TAG: &str = "Identity";

/// The calls of this file.
pub fn routes() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(sign_up))
        .routes(routes!(sign_in))
        .routes(routes!(sign_out))
        .routes(routes!(reauthenticate))
        .routes(routes!(request_password_reset))
        .routes(routes!(reset_password))
        .routes(routes!(verify_email))
        .routes(routes!(read_me, update_me))
        .routes(routes!(change_password))
        .routes(routes!(list_sessions, revoke_other_sessions))
        .routes(routes!(revoke_session))
        .routes(routes!(list_tokens, create_token))
        .routes(routes!(revoke_token))
}

/// Makes an account.
///
/// Who may is the server's policy; by default whoever holds an invitation or a join code. A link to verify the address
/// is mailed, unless the invitation proved it. For an address that has an account the answer looks the same.
#[utoipa::path(post, path = "/users", tag = TAG, security(()), responses(
    (status = 201, description = "The account.", body = User),
    (status = 403, description = "`signup_closed` or `email_mismatch`."),
    (status = 404, description = "There is no such invitation or join code."),
    (status = 409, description = "`already_exists`, `invitation_used` or `join_code_exhausted`."),
    (status = 410, description = "`invitation_expired`."),
))]
async fn sign_up(
    State(s): State<Services>,
    Requester(from): Requester,
    Json(request): Json<NewUser>,
) -> ApiResult<(StatusCode, Json<User>)> {
    Ok((StatusCode::CREATED, Json(service::accounts::sign_up(&s, &from, request).await?)))
}

/// Signs in and sets the session cookie.
///
/// The answer is the same for an unknown address and for a wrong password.
#[utoipa::path(post, path = "/sessions", tag = TAG, security(()), responses(
    (status = 201, description = "Who signed in.", body = SignedIn, headers(("Set-Cookie" = String, description = "The session cookie: HttpOnly, SameSite=Lax, and `__Host-` over https."))),
    (status = 401, description = "`invalid_credentials`."),
))]
async fn sign_in(
    State(s): State<Services>,
    Requester(from): Requester,
    cookie: Cookie,
    Json(request): Json<Credentials>,
) -> ApiResult<(StatusCode, Json<SignedIn>)> {
    let user = service::accounts::sign_in(&s, &from, request).await?;
    app::ssr::start_session(&cookie, &from, &user.id).await?;
    Ok((StatusCode::CREATED, Json(SignedIn { user })))
}

/// Ends the session of the cookie. Without one nothing happens.
#[utoipa::path(delete, path = "/sessions/current", tag = TAG, security((), ("session" = [])), responses(
    (status = 204, description = "Signed out.", headers(("Clear-Site-Data" = String, description = "What the browser keeps of this server goes, too."))),
))]
async fn sign_out(Requester(from): Requester, cookie: Cookie) -> ApiResult<impl IntoResponse> {
    app::ssr::end_session(&cookie, &from).await?;
    Ok((StatusCode::NO_CONTENT, [CLEAR_SITE_DATA]))
}

/// Enters the password again.
///
/// For 15 minutes the session may then do the steps that answer `reauthentication_required`: deleting an organization,
/// giving and taking ownership, making keys and tokens. The session gets a fresh id. Only a session needs it.
#[utoipa::path(post, path = "/sessions/current/reauthenticate", tag = TAG, security(("session" = [])), responses(
    (status = 204, description = "The password counts for 15 minutes.", headers(("Set-Cookie" = String, description = "The session cookie with its new value."))),
    (status = 403, description = "`user_required`: only a person can."),
    (status = 409, description = "`conflict`: a token needs no password."),
))]
async fn reauthenticate(
    State(s): State<Services>,
    Caller(actor): Caller,
    cookie: Cookie,
    Json(request): Json<Reauthentication>,
) -> ApiResult<StatusCode> {
    service::accounts::reauthenticate(&s, &actor, request).await?;
    // Whoever holds a copy of the cookie gains nothing by it.
    app::ssr::renew_session(&cookie, actor.request()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Mails a link for a new password. The answer is the same for an unknown address.
#[utoipa::path(post, path = "/password-resets", tag = TAG, security(()), responses(
    (status = 202, description = "If there is such an account, a mail is on its way."),
))]
async fn request_password_reset(
    State(s): State<Services>,
    Requester(from): Requester,
    Json(request): Json<PasswordResetRequest>,
) -> ApiResult<StatusCode> {
    service::accounts::request_password_reset(&s, &from, request).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Sets a new password by the token of a mailed link, and ends every session of the account.
#[utoipa::path(post, path = "/password-resets/{token}", tag = TAG, security(()), responses(
    (status = 204, description = "The new password counts."),
))]
async fn reset_password(
    State(s): State<Services>,
    Requester(from): Requester,
    PathParams(token): PathParams<String>,
    Json(request): Json<PasswordReset>,
) -> ApiResult<StatusCode> {
    service::accounts::reset_password(&s, &from, &token, request).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Proves an address by the token of a mailed link.
#[utoipa::path(post, path = "/email-verifications/{token}", tag = TAG, security(()), responses(
    (status = 204, description = "The address is verified."),
))]
async fn verify_email(
    State(s): State<Services>,
    Requester(from): Requester,
    PathParams(token): PathParams<String>,
) -> ApiResult<StatusCode> {
    service::accounts::verify_email(&s, &from, &token).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who I am, and where I am a member.
#[utoipa::path(get, path = "/me", tag = TAG, responses((status = 200, description = "Me.", body = Me)))]
async fn read_me(State(s): State<Services>, Caller(actor): Caller) -> ApiResult<Single<Me>> {
    Ok(Single(service::accounts::me(&s, &actor).await?))
}

/// Changes my profile.
#[utoipa::path(patch, path = "/me", tag = TAG, responses((status = 200, description = "Me, changed.", body = Me)))]
async fn update_me(
    State(s): State<Services>,
    Caller(actor): Caller,
    Json(request): Json<ProfilePatch>,
) -> ApiResult<Single<Me>> {
    service::accounts::update_profile(&s, &actor, request).await?;
    Ok(Single(service::accounts::me(&s, &actor).await?))
}

/// Changes my password and ends my other sessions.
#[utoipa::path(post, path = "/me/password", tag = TAG, responses(
    (status = 204, description = "The new password counts."),
))]
async fn change_password(
    State(s): State<Services>,
    Caller(actor): Caller,
    cookie: Cookie,
    headers: HeaderMap,
    Json(request): Json<PasswordChange>,
) -> ApiResult<StatusCode> {
    service::accounts::change_password(&s, &actor, request).await?;
    // Whoever holds a copy of the cookie is out, too.
    if crate::auth::bearer(&headers).is_none() {
        app::ssr::renew_session(&cookie, actor.request()).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Where I am signed in.
#[utoipa::path(get, path = "/me/sessions", tag = TAG, responses(
    (status = 200, description = "Every session.", body = Page<Session>),
))]
async fn list_sessions(State(s): State<Services>, Caller(actor): Caller) -> ApiResult<Json<Page<Session>>> {
    Ok(Json(whole(service::sessions::list(&s, &actor).await?)))
}

/// Ends all my sessions but the one that asks.
#[utoipa::path(delete, path = "/me/sessions", tag = TAG, responses((status = 204, description = "Ended.")))]
async fn revoke_other_sessions(State(s): State<Services>, Caller(actor): Caller, _: NoQuery) -> ApiResult<StatusCode> {
    service::sessions::revoke_others(&s, &actor).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends one of my sessions.
#[utoipa::path(delete, path = "/me/sessions/{session}", tag = TAG, responses((status = 204, description = "Ended.")))]
async fn revoke_session(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(session): PathParams<SessionId>,
    _: NoQuery,
) -> ApiResult<StatusCode> {
    service::sessions::revoke(&s, &actor, session).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// My tokens, without their secrets.
#[utoipa::path(get, path = "/me/tokens", tag = TAG, responses(
    (status = 200, description = "Every token.", body = Page<UserToken>),
))]
async fn list_tokens(State(s): State<Services>, Caller(actor): Caller) -> ApiResult<Json<Page<UserToken>>> {
    Ok(Json(whole(service::accounts::list_tokens(&s, &actor).await?)))
}

/// Makes a token that acts as me. Its secret is shown once.
#[utoipa::path(post, path = "/me/tokens", tag = TAG, responses(
    (status = 201, description = "The token with its secret.", body = CreatedUserToken),
))]
async fn create_token(
    State(s): State<Services>,
    Caller(actor): Caller,
    Json(request): Json<NewUserToken>,
) -> ApiResult<(StatusCode, Json<CreatedUserToken>)> {
    Ok((StatusCode::CREATED, Json(service::accounts::create_token(&s, &actor, request).await?)))
}

/// Revokes one of my tokens, with effect on the next request.
#[utoipa::path(delete, path = "/me/tokens/{token_id}", tag = TAG, responses((status = 204, description = "Revoked.")))]
async fn revoke_token(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(token): PathParams<TokenId>,
    _: NoQuery,
) -> ApiResult<StatusCode> {
    service::accounts::revoke_token(&s, &actor, token).await?;
    Ok(StatusCode::NO_CONTENT)
}
