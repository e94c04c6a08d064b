//! What the pages of the administration ask of the server. Super admins only, as the service says.

use contract::{
    ApiError, Packed, Page, UserId,
    administration::{Instance, InstanceCounts, InstanceUser},
    organizations::{DeletedOrganization, Organization},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Which accounts a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserKind {
    /// Every account.
    #[default]
    All,
    /// Super admins.
    Admins,
    /// Accounts that are switched off.
    Disabled,
}

impl UserKind {
    /// The word in the address; empty for all.
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Admins => "admins",
            Self::Disabled => "disabled",
        }
    }

    /// Reads the word of an address; anything unknown is all.
    pub fn parse(word: &str) -> Self {
        [Self::Admins, Self::Disabled].into_iter().find(|kind| kind.word() == word).unwrap_or_default()
    }
}

/// One page of all organizations, by name.
#[server(protocol = Packed)]
pub async fn list_instance_organizations(
    /// The beginning of a name or address.
    #[server(default)]
    search: String,
    /// Where to go on.
    #[server(default)]
    cursor: Option<String>,
) -> Result<Page<Organization>, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let page = contract::PageRequest { limit: None, cursor, include_total: true };
    let search = Some(search).filter(|search| !search.is_empty());
    status.of(actor.answer(service::administration::organizations(&s, &actor, search, page).await))
}

/// One page of all organizations that can still be restored, the last deleted first.
#[server(protocol = Packed)]
pub async fn list_deleted_organizations(
    /// Where to go on.
    #[server(default)]
    cursor: Option<String>,
) -> Result<Page<DeletedOrganization>, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let page = contract::PageRequest { limit: None, cursor, include_total: true };
    status.of(actor.answer(service::organizations::instance::deleted(&s, &actor, page).await))
}

/// One page of all accounts, by address.
#[server(protocol = Packed)]
pub async fn list_instance_users(
    /// The beginning of a name or address.
    #[server(default)]
    search: String,
    /// Which accounts.
    #[server(default)]
    kind: UserKind,
    /// Where to go on.
    #[server(default)]
    cursor: Option<String>,
) -> Result<Page<InstanceUser>, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let filter = contract::administration::InstanceUserFilter {
        search: Some(search).filter(|search| !search.is_empty()),
        super_admin: (kind == UserKind::Admins).then_some(true),
        disabled: (kind == UserKind::Disabled).then_some(true),
    };
    let page = contract::PageRequest { limit: None, cursor, include_total: true };
    status.of(actor.answer(service::administration::users(&s, &actor, filter, page).await))
}

/// One account.
#[server(protocol = Packed)]
pub async fn read_instance_user(
    /// Which.
    user: UserId,
) -> Result<InstanceUser, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    status.of(actor.answer(service::administration::user(&s, &actor, &user).await))
}

/// Makes an account a super admin or an ordinary one, or switches it off or on. What is absent stays.
#[server(protocol = Packed)]
pub async fn change_instance_user(
    /// Which.
    user: UserId,
    /// Whether it has every permission everywhere.
    #[server(default)]
    super_admin: Option<bool>,
    /// Whether it is switched off.
    #[server(default)]
    disabled: Option<bool>,
    /// Where to go afterwards.
    #[server(default)]
    back: String,
) -> Result<InstanceUser, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let patch = contract::administration::InstanceUserPatch { super_admin, disabled };
    let changed = actor.answer(service::administration::update_user(&s, &actor, &user, patch).await)?;
    go_back(&back);
    Ok(changed)
}

/// Ends every session of an account. Answers how many.
#[server(protocol = Packed)]
pub async fn end_user_sessions(
    /// Whose.
    user: UserId,
) -> Result<u64, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    actor.answer(service::administration::end_sessions(&s, &actor, &user).await)
}

/// How much there is on the server.
#[server(protocol = Packed)]
pub async fn read_counts() -> Result<InstanceCounts, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    status.of(actor.answer(service::administration::counts(&s, &actor).await))
}

/// How the server is, and with which settings it runs.
#[server(protocol = Packed)]
pub async fn read_instance() -> Result<Instance, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    status.of(actor.answer(service::administration::instance(&s, &actor).await))
}
