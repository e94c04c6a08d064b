//! Server functions of the page of one's own account.

use contract::{
    ApiError, Packed,
    accounts::{Preferences, UserToken},
    invitations::MyInvitation,
    sessions::Session,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What opens my account: where I am signed in, and my tokens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ways {
    /// My sessions.
    pub sessions: Vec<Session>,
    /// My personal tokens.
    pub tokens: Vec<UserToken>,
}

/// What is for me alone, besides my name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Personal {
    /// How the console is to be for me.
    pub preferences: Preferences,
    /// Invitations that wait for my answer.
    pub invitations: Vec<MyInvitation>,
}

/// How the console is to be for me, and the invitations that wait for my answer.
#[server(protocol = Packed)]
pub async fn read_personal() -> Result<Personal, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let preferences = status.of(actor.answer(service::accounts::preferences(&s, &actor).await))?;
    let invitations = status.of(my_invitations(&s, &actor).await)?;
    Ok(Personal { preferences, invitations })
}

/// Switches shortcuts of a single letter on or off. Answers how they are now.
#[server(protocol = Packed)]
pub async fn set_single_key_shortcuts(#[server(default)] on: bool) -> Result<bool, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let patch = contract::accounts::PreferencesPatch { single_key_shortcuts: Some(on), locale: None };
    let now = actor.answer(service::accounts::update_preferences(&s, &actor, patch).await)?;
    Ok(now.single_key_shortcuts)
}

/// Where I am signed in, and my tokens.
#[server(protocol = Packed)]
pub async fn read_ways() -> Result<Ways, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let sessions = status.of(actor.answer(service::sessions::list(&s, &actor).await))?;
    let tokens = status.of(actor.answer(service::accounts::list_tokens(&s, &actor).await))?;
    Ok(Ways { sessions, tokens })
}

/// The secret of the token made just now; the second time there is none.
#[server(protocol = Packed)]
pub async fn take_new_token() -> Result<Option<String>, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    status.of(actor.answer(service::accounts::me(&s, &actor).await))?;
    Ok(take_flash("user_token"))
}

/// Changes my name.
#[server(protocol = Packed)]
pub async fn update_profile(name: String) -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let patch = contract::accounts::ProfilePatch { name: Some(name) };
    actor.answer(service::accounts::update_profile(&s, &actor, patch).await).map(drop)
}

/// Changes my password. My other sessions end; this one goes on under a fresh id.
#[server(protocol = Packed)]
pub async fn change_password(current_password: String, new_password: String) -> Result<(), ApiError> {
    use crate::ssr::*;
    let ((s, actor), session) = (caller()?, session()?);
    let change = contract::accounts::PasswordChange { current_password, new_password };
    actor.answer(service::accounts::change_password(&s, &actor, change).await)?;
    renew_session(&session, actor.request()).await
}

/// Ends one of my sessions.
#[server(protocol = Packed)]
pub async fn revoke_session(id: String) -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let id = id.parse().map_err(|_| ApiError::not_found("session"))?;
    actor.answer(service::sessions::revoke(&s, &actor, id).await)
}

/// Ends all my sessions but this one.
#[server(protocol = Packed)]
pub async fn revoke_other_sessions() -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    actor.answer(service::sessions::revoke_others(&s, &actor).await)
}

/// Makes a personal token that ends after `days`, or never when empty. Its secret is kept for the next look at the page.
#[server(protocol = Packed)]
pub async fn create_token(name: String, #[server(default)] days: String) -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let days: Option<u16> = match days.trim() {
        "" => None,
        text => {
            Some(text.parse().map_err(|_| ApiError::invalid("expires_at", "invalid_format", "Choose when it ends."))?)
        }
    };
    let expires_at = days.map(|days| s.now().plus(i64::from(days) * contract::time::DAY));
    let new = contract::accounts::NewUserToken { name, expires_at };
    let created = actor.answer(service::accounts::create_token(&s, &actor, new).await)?;
    flash("user_token", &created.secret);
    Ok(())
}

/// Revokes one of my personal tokens.
#[server(protocol = Packed)]
pub async fn revoke_token(id: String) -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let id = id.parse().map_err(|_| ApiError::not_found("token"))?;
    actor.answer(service::accounts::revoke_token(&s, &actor, id).await)
}
