//! What the settings of an organization ask of the server.

use contract::{
    ApiError,
    organizations::{Organization, OrganizationDeletion},
};
use leptos::prelude::*;

/// Reads the organization with everything that can be set.
#[server]
pub async fn read_organization(
    /// The organization's slug.
    org: String,
) -> Result<Organization, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    status.of(actor.answer(service::organizations::read(&s, &actor, &org.as_str().into()).await))
}

/// Changes the organization.
#[server]
pub async fn update_organization(
    /// The organization's slug.
    org: String,
    /// The name.
    name: String,
    /// The address of a logo; empty removes it.
    #[server(default)]
    logo: String,
    /// An IANA time zone.
    timezone: String,
    /// Where invoices go; empty removes it.
    #[server(default)]
    billing_email: String,
    /// Lines of `key=value`.
    #[server(default)]
    metadata: String,
) -> Result<Organization, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let patch = contract::organizations::OrganizationPatch {
        name: Some(name),
        billing_email: Some(billing_email),
        logo: Some(logo),
        timezone: Some(timezone),
        metadata: Some(super::settings::from_lines(&metadata)?),
    };
    actor.answer(service::organizations::update(&s, &actor, &org.as_str().into(), patch).await)
}

/// Ends one's own membership.
#[server]
pub async fn leave_organization(
    /// The organization's slug.
    org: String,
) -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    actor.answer(service::members::leave(&s, &actor, &org.as_str().into()).await)?;
    redirect("/", false);
    Ok(())
}

/// Counts what deleting would cut off; changes nothing.
#[server]
pub async fn preview_deletion(
    /// The organization's slug.
    org: String,
) -> Result<OrganizationDeletion, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let options = contract::organizations::DeleteOptions { force: false, purge: false, dry_run: true };
    status.of(actor.answer(service::organizations::delete(&s, &actor, &org.as_str().into(), options).await))
}

/// Deletes the organization, restorable for 30 days. `confirm` repeats the slug, so that nothing is deleted by mistake.
#[server]
pub async fn delete_organization(
    /// The organization's slug.
    org: String,
    /// The slug as the reader typed it.
    confirm: String,
    /// Although something still runs there.
    #[server(default)]
    force: bool,
) -> Result<OrganizationDeletion, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    super::danger::confirmed(&confirm, &org)?;
    let options = contract::organizations::DeleteOptions { force, purge: false, dry_run: false };
    let deletion = actor.answer(service::organizations::delete(&s, &actor, &org.as_str().into(), options).await)?;
    redirect("/", false);
    Ok(deletion)
}
