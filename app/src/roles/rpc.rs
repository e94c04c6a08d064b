//! What the pages of roles ask of the server.

use contract::{ApiError, Packed, Page, members::Member, roles::Role};
use leptos::prelude::*;

/// The roles in effect: system roles, then the organization's own.
#[server(protocol = Packed)]
pub async fn list_roles(
    /// The organization.
    org: String,
) -> Result<Vec<Role>, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let page = page_status();
    page.of(actor.answer(service::roles::list(&s, &actor, &org.as_str().into()).await))
}

/// One role in effect.
#[server(protocol = Packed)]
pub async fn read_role(
    /// The organization.
    org: String,
    /// Its name.
    role: String,
) -> Result<Role, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let page = page_status();
    page.of(actor.answer(service::roles::read(&s, &actor, &org.as_str().into(), &role).await))
}

/// Some of the members who hold a role, by name, and how many there are.
#[server(protocol = Packed)]
pub async fn list_holders(
    /// The organization.
    org: String,
    /// The role's name.
    role: String,
) -> Result<Page<Member>, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let filter = contract::members::MemberFilter { role: Some(role), ..Default::default() };
    let page = contract::PageRequest { limit: Some(5), include_total: true, ..Default::default() };
    status.of_part(actor.answer(service::members::list(&s, &actor, &org.as_str().into(), filter, page).await))
}

/// Makes a role and leads to the list.
#[server(protocol = Packed)]
pub async fn create_role(
    /// The organization.
    org: String,
    /// The name; a system role's name takes its place.
    name: String,
    /// What it is for.
    #[server(default)]
    description: String,
    /// What it allows.
    #[server(default)]
    permissions: Vec<String>,
) -> Result<Role, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let permissions = crate::api_keys::form::chosen(&permissions)?;
    let new = contract::roles::NewRole { name, description, permissions };
    let role = actor.answer(service::roles::create(&s, &actor, &org.as_str().into(), new).await)?;
    redirect(&format!("/o/{org}/roles"), false);
    Ok(role)
}

/// Changes a role, with effect at once, and leads to it.
#[server(protocol = Packed)]
pub async fn update_role(
    /// The organization.
    org: String,
    /// Its name so far.
    role: String,
    /// Its name from now on.
    name: String,
    /// What it is for.
    #[server(default)]
    description: String,
    /// What it allows.
    #[server(default)]
    permissions: Vec<String>,
) -> Result<Role, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let permissions = Some(crate::api_keys::form::chosen(&permissions)?);
    let patch = contract::roles::RolePatch { name: Some(name), description: Some(description), permissions };
    let changed = actor.answer(service::roles::update(&s, &actor, &org.as_str().into(), &role, patch).await)?;
    redirect(&super::role_path(&org, &changed.name), false);
    Ok(changed)
}

/// Deletes a role and leads to the list.
#[server(protocol = Packed)]
pub async fn delete_role(
    /// The organization.
    org: String,
    /// Its name.
    role: String,
) -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    actor.answer(service::roles::delete(&s, &actor, &org.as_str().into(), &role).await)?;
    redirect(&format!("/o/{org}/roles"), false);
    Ok(())
}
