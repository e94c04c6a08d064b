//! Server functions of the first set-up.

use contract::{ApiError, Packed};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Where the first set-up stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SetupState {
    /// The one-time link led here.
    Ready,
    /// Nobody has an account, but the link that led here is missing or not the present one.
    NoLink,
    /// Somebody has an account.
    Done,
}

/// Where the first set-up stands.
#[server(protocol = Packed)]
pub async fn read_setup_state() -> Result<SetupState, ApiError> {
    use crate::ssr::*;
    let ((s, request), status) = (requester()?, page_status());
    let token = link_token("setup").unwrap_or_default();
    if !status.of(request.answer(service::accounts::needs_setup(&s).await))? {
        return Ok(SetupState::Done);
    }
    let right = service::accounts::check_setup_token(&s, &token).await.is_ok();
    Ok(if right { SetupState::Ready } else { SetupState::NoLink })
}

/// Makes the first account and, if named, the first organization, and signs in.
#[server(protocol = Packed)]
pub async fn set_up(
    name: String,
    email: String,
    password: String,
    #[server(default)] organization: String,
) -> Result<(), ApiError> {
    use crate::ssr::*;
    let ((s, request), session, token) = (requester()?, session()?, link_token("setup").unwrap_or_default());
    let new = contract::accounts::SetupRequest { email, password, name, organization };
    let user = request.answer(service::accounts::setup(&s, &request, &token, new).await)?;
    start_session(&session, &request, &user.id).await?;
    clear_link_token("setup");
    redirect("/", false);
    Ok(())
}
