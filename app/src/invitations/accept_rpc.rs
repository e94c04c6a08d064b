//! Server functions of the page that an invitation's link leads to.

use crate::accounts::rpc::Visitor;
use contract::{ApiError, Packed, invitations::InvitationPreview};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// An invitation and who looks at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenInvitation {
    /// The invitation.
    pub invitation: InvitationPreview,
    /// Who looks.
    pub visitor: Visitor,
    /// Whether it went to the address of who looks.
    pub mine: bool,
    /// What an answer carries, so that it is given to this invitation.
    pub shown: String,
}

/// The invitation whose link was followed.
#[server(protocol = Packed)]
pub async fn read_invitation() -> Result<SeenInvitation, ApiError> {
    use crate::ssr::*;
    let ((s, actor), page, token) = (caller()?, page_status(), link_token("invite").unwrap_or_default());
    let invitation = service::invitations::preview(&s, actor.request(), &token).await;
    let invitation = page.of(actor.answer(invitation))?;
    let visitor = page.of(visitor(&s, &actor).await)?;
    let key = |email: &str| service::Email::parse("email", email).ok().map(|email| email.key().to_owned());
    let mine = visitor.user.as_ref().is_some_and(|user| key(&user.email) == key(&invitation.email));
    Ok(SeenInvitation { invitation, visitor, mine, shown: shown_mark(&token) })
}

/// Accepts the invitation and leads into its organization.
#[server(protocol = Packed)]
pub async fn accept_invitation(
    /// [`SeenInvitation::shown`].
    #[server(default)]
    shown: String,
) -> Result<(), ApiError> {
    use crate::ssr::*;
    let ((s, actor), token) = (caller()?, link_token("invite").unwrap_or_default());
    check_shown(&token, &shown, "invitation")?;
    let accepted = actor.answer(service::invitations::accept(&s, &actor, &token).await)?;
    clear_link_token("invite");
    redirect(&format!("/o/{}", accepted.organization.slug), false);
    Ok(())
}

/// Declines the invitation.
#[server(protocol = Packed)]
pub async fn decline_invitation(
    /// [`SeenInvitation::shown`].
    #[server(default)]
    shown: String,
) -> Result<(), ApiError> {
    use crate::ssr::*;
    let ((s, actor), token) = (caller()?, link_token("invite").unwrap_or_default());
    check_shown(&token, &shown, "invitation")?;
    actor.answer(service::invitations::decline(&s, &actor, &token).await)?;
    clear_link_token("invite");
    redirect("/invite?declined=1", false);
    Ok(())
}
