//! What the import of a list asks of the server.

use contract::{ApiError, Packed, invitations::BulkOutcome};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A list that a browser without scripts sent, for the page that answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentList(pub String);

/// What would become of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedList {
    /// Each row, and the counts.
    pub outcome: BulkOutcome,
    /// For each row what it may have meant.
    pub suggestions: Vec<Option<String>>,
}

/// Reads what would become of each row of a list; sends nothing.
#[server(protocol = Packed)]
pub async fn check_import(
    /// The organization's slug.
    org: String,
    /// The list: columns under a header, or addresses.
    list: String,
) -> Result<CheckedList, ApiError> {
    use crate::ssr::*;
    use contract::permissions::SYSTEM_ROLES;
    let ((s, actor), status) = (caller()?, page_status());
    let org = contract::OrgRef::from(org.as_str());
    let rows = status.of(service::invitations::pasted(&list))?;
    let outcome = status.of(actor.answer(service::invitations::create_bulk(&s, &actor, &org, rows, true).await))?;
    let roles = status.of(allowed(actor.answer(service::roles::list(&s, &actor, &org).await)))?;
    let roles: Vec<String> = match roles {
        Some(roles) => roles.into_iter().map(|role| role.name).collect(),
        None => SYSTEM_ROLES.map(str::to_owned).to_vec(),
    };
    let suggestions = super::suggest::suggestions(&outcome.results, &roles);
    Ok(CheckedList { outcome, suggestions })
}

/// Invites everybody on a list who can be invited.
#[server(protocol = Packed)]
pub async fn import_people(
    /// The organization's slug.
    org: String,
    /// The list.
    list: String,
    /// Where to go afterwards.
    #[server(default)]
    back: String,
) -> Result<BulkOutcome, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let rows = service::invitations::pasted(&list)?;
    let outcome =
        actor.answer(service::invitations::create_bulk(&s, &actor, &org.as_str().into(), rows, false).await)?;
    go_back(&back);
    Ok(outcome)
}
