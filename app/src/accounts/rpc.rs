//! Server functions of the pages before the console.

use contract::{ApiError, Packed, accounts::User, invitations::InvitationPreview, join_codes::JoinPreview};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Who looks at a page before the console, and what this server offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visitor {
    /// The account, when somebody is signed in.
    pub user: Option<User>,
    /// Nobody has an account yet.
    pub needs_setup: bool,
    /// Anybody may sign up.
    pub sign_up_open: bool,
    /// Whoever holds an invitation or a join code may sign up.
    pub sign_up_invited: bool,
}

/// What an account may be made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignUpOffer {
    /// Who looks.
    pub visitor: Visitor,
    /// The invitation whose link was followed.
    pub invitation: Option<InvitationPreview>,
    /// The join code that was entered, or why it does not count.
    pub join: Option<Result<JoinPreview, ApiError>>,
}

/// Who looks at the sign-in page. Whoever is signed in is led on to `next`; the first visitor of all to the set-up.
#[server(protocol = Packed)]
pub async fn read_sign_in_visitor(next: String) -> Result<Visitor, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let visitor = status.of(visitor(&s, &actor).await)?;
    if visitor.user.is_some() {
        redirect(crate::frame::safe_next(&next).unwrap_or("/"), false);
    } else if visitor.needs_setup {
        redirect("/setup", false);
    }
    Ok(visitor)
}

/// Who looks at a page before the console.
#[server(protocol = Packed)]
pub async fn read_visitor() -> Result<Visitor, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    status.of(visitor(&s, &actor).await)
}

/// What the sign-up page offers. Whoever is signed in is led on.
#[server(protocol = Packed)]
pub async fn read_sign_up_offer(next: String) -> Result<SignUpOffer, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let (invite, code, cookies) = (link_token("invite"), link_token("join"), cookies());
    let visitor = status.of(visitor(&s, &actor).await)?;
    if visitor.user.is_some() {
        redirect(crate::frame::safe_next(&next).unwrap_or("/"), false);
    }
    let invitation = match invite {
        Some(token) => service::invitations::preview(&s, actor.request(), &token).await.ok(),
        None => None,
    };
    let invitation = invitation.filter(|seen| seen.status == contract::invitations::InvitationStatus::Pending);
    let join = match code {
        Some(code) if invitation.is_none() => Some(join_preview(&s, &actor, &cookies, &code).await),
        _ => None,
    };
    Ok(SignUpOffer { visitor, invitation, join })
}

/// Signs in and leads to `next`. The language of the account comes along; when it is another one than that of this document,
/// the answer is the path to load.
#[server(protocol = Packed)]
pub async fn sign_in(
    email: String,
    password: String,
    #[server(default)] next: String,
) -> Result<Option<String>, ApiError> {
    use crate::ssr::*;
    let ((s, request), session, language) = (requester()?, session()?, language());
    let credentials = contract::accounts::Credentials { email, password };
    let (user, preferences) = request.answer(service::accounts::sign_in_here(&s, &request, credentials).await)?;
    start_session(&session, &request, &user.id).await?;
    Ok(language.lead(preferences.locale.as_deref(), crate::frame::safe_next(&next).unwrap_or("/")))
}

/// Takes my password once more and leads back to `next`, where a sensitive step was refused. The session goes on under a
/// fresh id.
#[server(protocol = Packed)]
pub async fn reauthenticate(password: String, #[server(default)] next: String) -> Result<(), ApiError> {
    use crate::ssr::*;
    let ((s, actor), session) = (caller()?, session()?);
    let proof = contract::accounts::Reauthentication { password };
    actor.answer(service::accounts::reauthenticate(&s, &actor, proof).await)?;
    renew_session(&session, actor.request()).await?;
    redirect(crate::frame::safe_next(&next).unwrap_or("/"), false);
    Ok(())
}

/// Makes an account. `by` says what the page offered: `invitation`, `join`, or nothing.
/// An invitation proves the address, so it signs in at once; otherwise a mail comes first, whether the address is known or not.
#[server(protocol = Packed)]
pub async fn sign_up(
    name: String,
    email: String,
    password: String,
    #[server(default)] by: String,
) -> Result<(), ApiError> {
    use crate::ssr::*;
    let ((s, request), session) = (requester()?, session()?);
    let invitation_token = link_token("invite").filter(|_| by == "invitation");
    let join_code = link_token("join").filter(|_| by == "join");
    let new = contract::accounts::NewUser { email, password, name, invitation_token, join_code };
    let user = request.answer(service::accounts::sign_up(&s, &request, new).await)?;
    if user.email_verified {
        start_session(&session, &request, &user.id).await?;
        clear_link_token("invite");
        redirect("/", false);
    } else {
        redirect("/sign-up?sent=1", false);
    }
    Ok(())
}

/// Ends the session and leads to `next`, to sign in as somebody else. Unlike signing out it keeps the link that led here.
#[server(protocol = Packed)]
pub async fn switch_account(#[server(default)] next: String) -> Result<(), ApiError> {
    use crate::ssr::*;
    let ((_, request), session) = (requester()?, session()?);
    end_session(&session, &request).await?;
    redirect(&crate::frame::sign_in_path(&next), false);
    Ok(())
}

/// Whether the link of a mail led here: `reset` or `verify`.
#[server(protocol = Packed)]
pub async fn link_followed(page: String) -> Result<bool, ApiError> {
    use crate::ssr::*;
    Ok(link_token(&page).is_some())
}

/// Mails a link for a new password.
#[server(protocol = Packed)]
pub async fn request_password_reset(email: String) -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, request) = requester()?;
    let reset = contract::accounts::PasswordResetRequest { email };
    request.answer(service::accounts::request_password_reset(&s, &request, reset).await)?;
    redirect("/forgot?sent=1", false);
    Ok(())
}

/// Sets a new password by the link that was followed.
#[server(protocol = Packed)]
pub async fn reset_password(password: String) -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, request) = requester()?;
    let token = link_token("reset").unwrap_or_default();
    let reset = contract::accounts::PasswordReset { password };
    request.answer(service::accounts::reset_password(&s, &request, &token, reset).await)?;
    clear_link_token("reset");
    redirect("/sign-in?reset=1", false);
    Ok(())
}

/// Proves an address by the link that was followed. Goes on to the join code that is still open, if there is one.
#[server(protocol = Packed)]
pub async fn verify_email() -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, request) = requester()?;
    let (token, joining) = (link_token("verify").unwrap_or_default(), link_token("join").is_some());
    request.answer(service::accounts::verify_email(&s, &request, &token).await)?;
    clear_link_token("verify");
    redirect(if joining { "/verify?done=1&next=/join" } else { "/verify?done=1" }, false);
    Ok(())
}

/// Mails the link that proves my address again.
#[server(protocol = Packed)]
pub async fn resend_verification() -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    actor.answer(service::accounts::resend_verification(&s, &actor).await)?;
    redirect("/verify?sent=1", false);
    Ok(())
}
