//! What the settings of an organization ask of the server.

use contract::{
    ApiError, Packed, Page,
    organizations::{DeletedOrganization, Organization, OrganizationDeletion},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The organization as it was read, with the version that a change is meant for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The organization.
    pub organization: Organization,
    /// Its version.
    pub version: String,
}

/// Reads the organization with everything that can be set.
#[server(protocol = Packed)]
pub async fn read_organization(
    /// The organization's slug.
    org: String,
) -> Result<Settings, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let organization = service::organizations::read(&s, &actor, &org.as_str().into()).await;
    let organization = status.of(actor.answer(organization))?;
    Ok(Settings { version: service::etag::version(&organization), organization })
}

/// Changes the organization, unless somebody else did so since it was read: `precondition_failed`.
#[server(protocol = Packed)]
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
    /// The version that was read; empty changes whatever is there.
    #[server(default)]
    version: String,
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
    let actor = actor.expecting(&version);
    actor.answer(service::organizations::update(&s, &actor, &org.as_str().into(), patch).await)
}

/// The deleted organizations that the reader owns and can still restore, the last deleted first.
#[server(protocol = Packed)]
pub async fn list_deleted(
    /// Where to go on.
    #[server(default)]
    cursor: Option<String>,
) -> Result<Page<DeletedOrganization>, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let page = contract::PageRequest { cursor, include_total: true, ..Default::default() };
    status.of(actor.answer(service::organizations::deleted(&s, &actor, page).await))
}

/// Takes an organization out of the recycle bin and leads to it.
#[server(protocol = Packed)]
pub async fn restore_organization(
    /// Its slug or id.
    org: String,
) -> Result<Organization, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let organization = actor.answer(service::organizations::restore(&s, &actor, &org.as_str().into()).await)?;
    redirect(&format!("/o/{}", organization.slug), false);
    Ok(organization)
}

/// Ends one's own membership.
#[server(protocol = Packed)]
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
#[server(protocol = Packed)]
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
#[server(protocol = Packed)]
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
