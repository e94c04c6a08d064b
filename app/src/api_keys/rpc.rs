//! What the pages of API keys ask of the server.

use contract::{ApiError, ApiKeyId, Packed, Page, Timestamp, api_keys::ApiKey};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A page of keys and when it was read, so that server and browser judge their age alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyList {
    /// The keys.
    pub keys: Page<ApiKey>,
    /// When they were read.
    pub read_at: Timestamp,
}

/// A key that was just made, with its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownKey {
    /// Its name.
    pub name: String,
    /// The key itself.
    pub key: String,
}

/// The keys, newest first.
#[server(protocol = Packed)]
pub async fn list_keys(
    /// The organization.
    org: String,
    /// Only keys of this project.
    #[server(default)]
    project: Option<String>,
    /// Only this status.
    #[server(default)]
    status: Option<String>,
    /// Where to go on.
    #[server(default)]
    cursor: Option<String>,
) -> Result<KeyList, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let page_status = page_status();
    let filter = contract::api_keys::ApiKeyFilter { project, status };
    let page = contract::PageRequest { cursor, include_total: true, ..Default::default() };
    let keys = service::api_keys::list(&s, &actor, &org.as_str().into(), filter, page).await;
    Ok(KeyList { keys: page_status.of(actor.answer(keys))?, read_at: s.now() })
}

/// The key that [`create_key`] just made; the second time there is nothing. It is taken only from where it can be shown.
#[server(protocol = Packed)]
pub async fn take_created_key(
    /// The organization.
    org: String,
) -> Result<Option<ShownKey>, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    status.of(actor.answer(service::organizations::context(&s, &actor, &org.as_str().into()).await))?;
    Ok(take_flash(&flash_of("api_key", &org)).as_deref().and_then(super::shown_key))
}

/// Makes a key, keeps its secret for the next page only, and leads back to the list.
#[server(protocol = Packed)]
pub async fn create_key(
    /// The organization.
    org: String,
    /// What it is for.
    name: String,
    /// What it may do.
    #[server(default)]
    permissions: Vec<String>,
    /// The project it is bound to; empty for the whole organization.
    #[server(default)]
    project: String,
    /// `live` or `test`.
    #[server(default)]
    env: String,
    /// Days until it ends, or `never`.
    #[server(default)]
    expires: String,
    /// The last day on which it works, instead of `expires`.
    #[server(default)]
    expires_on: String,
) -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let request = super::form::request(name, &permissions, project, &env, &expires, &expires_on, s.now())?;
    let created = actor.answer(service::api_keys::create(&s, &actor, &org.as_str().into(), request).await)?;
    flash(&flash_of("api_key", &org), &format!("{} {}", created.key, created.api_key.name));
    redirect(&format!("/o/{org}/keys"), false);
    Ok(())
}

/// Renames a key and leads back to the list.
#[server(protocol = Packed)]
pub async fn rename_key(
    /// The organization.
    org: String,
    /// The key's id.
    id: ApiKeyId,
    /// What it is for.
    name: String,
    /// Where to go afterwards.
    #[server(default)]
    back: String,
) -> Result<ApiKey, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let patch = contract::api_keys::ApiKeyPatch { name: Some(name), enabled: None };
    let key = actor.answer(service::api_keys::update(&s, &actor, &org.as_str().into(), id, patch).await)?;
    go_back(&back);
    Ok(key)
}

/// Switches a key on or off.
#[server(protocol = Packed)]
pub async fn switch_key(
    /// The organization.
    org: String,
    /// The key's id.
    id: ApiKeyId,
    /// Whether it shall work.
    #[server(default)]
    enabled: bool,
) -> Result<ApiKey, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let patch = contract::api_keys::ApiKeyPatch { name: None, enabled: Some(enabled) };
    actor.answer(service::api_keys::update(&s, &actor, &org.as_str().into(), id, patch).await)
}

/// Puts a new key in the place of one, keeps its secret for the next page only, and leads back to the list.
#[server(protocol = Packed)]
pub async fn rotate_key(
    /// The organization.
    org: String,
    /// The key's id.
    id: ApiKeyId,
    /// How many seconds the old key works on.
    #[server(default)]
    grace: u32,
    /// Where to go afterwards.
    #[server(default)]
    back: String,
) -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let rotation = contract::api_keys::KeyRotation { grace_seconds: grace };
    let created = actor.answer(service::api_keys::rotate(&s, &actor, &org.as_str().into(), id, rotation).await)?;
    flash(&flash_of("api_key", &org), &format!("{} {}", created.key, created.api_key.name));
    go_back(&back);
    Ok(())
}

/// Revokes a key for good and leads back to the list.
#[server(protocol = Packed)]
pub async fn revoke_key(
    /// The organization.
    org: String,
    /// The key's id.
    id: ApiKeyId,
    /// Where to go afterwards.
    #[server(default)]
    back: String,
) -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    actor.answer(service::api_keys::revoke(&s, &actor, &org.as_str().into(), id).await)?;
    go_back(&back);
    Ok(())
}
