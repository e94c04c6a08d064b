//! What the list of invitations asks of the server.

use contract::{ApiError, InvitationId, Packed, Page, invitations::Invitation, roles::Role};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What became of one address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The address.
    #[serde(rename = "e")]
    pub email: String,
    /// The link to accept, shown once; absent when there was no room to carry it here.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Why nothing was sent.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

/// Lists invitations by the words of the address.
#[server(protocol = Packed)]
pub async fn list_invitations(
    /// The organization's slug.
    org: String,
    /// Only this status; every one for another word.
    status: String,
    /// The page.
    #[server(default)]
    cursor: Option<String>,
) -> Result<Page<Invitation>, ApiError> {
    use crate::ssr::*;
    let ((s, actor), answered) = (caller()?, page_status());
    let page = contract::PageRequest { limit: None, cursor, include_total: true };
    let page = service::invitations::list(&s, &actor, &org.as_str().into(), status.parse().ok(), page).await;
    answered.of(actor.answer(page))
}

/// What became of the addresses of the last form; there only once. Nothing is taken that this reader cannot be shown.
#[server(protocol = Packed)]
pub async fn take_sent(
    /// The organization's slug.
    org: String,
) -> Result<Vec<Outcome>, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    status.of(actor.answer(service::organizations::context(&s, &actor, &org.as_str().into()).await))?;
    let sent = take_flash(&flash_of("invitations", &org));
    Ok(sent.and_then(|sent| serde_json::from_str(&sent).ok()).unwrap_or_default())
}

/// The roles that one could give; none for a reader who may not see them.
#[server(protocol = Packed)]
pub async fn roles_to_give(
    /// The organization's slug.
    org: String,
) -> Result<Vec<Role>, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let roles = service::roles::list(&s, &actor, &org.as_str().into()).await;
    Ok(status.of(allowed(actor.answer(roles)))?.unwrap_or_default())
}

/// Invites one or several; with several, each stands for itself and the list tells what became of them. Answers how many
/// were sent; when none was, that is the error, so that the form stays as it was filled in.
#[server(protocol = Packed)]
pub async fn invite_people(
    /// The organization's slug.
    org: String,
    /// Addresses, apart by commas, spaces or line breaks.
    email: String,
    /// The role they get.
    role: String,
    /// A sentence for the mail.
    #[server(default)]
    message: String,
    /// Days that the links work.
    #[server(default)]
    expires_in_days: String,
    /// Where to go afterwards.
    #[server(default)]
    back: String,
) -> Result<usize, ApiError> {
    use crate::{messages as t, ssr::*};
    use contract::invitations::NewInvitation;
    let (s, actor) = caller()?;
    let addresses = super::sent::addresses(&email)?;
    let mut outcomes = Vec::with_capacity(addresses.len());
    for email in &addresses {
        let request = NewInvitation {
            email: email.clone(),
            role: Some(role.clone()),
            message: Some(message.clone()).filter(|message| !message.trim().is_empty()),
            expires_in_days: super::sent::days(&expires_in_days),
        };
        match actor.answer(service::invitations::create(&s, &actor, &org.as_str().into(), request).await) {
            Ok(sent) => outcomes.push(Outcome { email: email.clone(), link: Some(sent.accept_url), failure: None }),
            // Nothing was sent yet: this comes with the first address.
            Err(error) if super::sent::concerns_all(&error) || addresses.len() == 1 => return Err(error),
            Err(error) => {
                let failure = t::field_message(&error, "email").unwrap_or_else(|| t::detail(&error));
                outcomes.push(Outcome { email: email.clone(), link: None, failure: Some(failure) });
            }
        }
    }
    let sent = outcomes.iter().filter(|outcome| outcome.failure.is_none()).count();
    if sent == 0 {
        return Err(super::sent::none_sent(&outcomes));
    }
    flash(&flash_of("invitations", &org), &super::sent::carried(outcomes));
    go_back(&back);
    Ok(sent)
}

/// Sends an invitation again with a new link; the old one stops.
#[server(protocol = Packed)]
pub async fn resend_invitation(
    /// The organization's slug.
    org: String,
    /// Which.
    id: InvitationId,
) -> Result<String, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let sent = actor.answer(service::invitations::resend(&s, &actor, &org.as_str().into(), id).await)?;
    let email = sent.invitation.email;
    let outcome = Outcome { email: email.clone(), link: Some(sent.accept_url), failure: None };
    flash(&flash_of("invitations", &org), &super::sent::carried(vec![outcome]));
    Ok(email)
}

/// Takes an invitation back.
#[server(protocol = Packed)]
pub async fn revoke_invitation(
    /// The organization's slug.
    org: String,
    /// Which.
    id: InvitationId,
) -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    actor.answer(service::invitations::revoke(&s, &actor, &org.as_str().into(), id).await)
}
