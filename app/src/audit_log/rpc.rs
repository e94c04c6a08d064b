//! What the page of the audit log asks of the server.

use contract::{
    ApiError, Packed, Page,
    audit_log::{AuditEvent, AuditVerification, FilterNames},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A page of the log, and whom and what its filter means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Log {
    /// The events.
    pub events: Page<AuditEvent>,
    /// The names behind the ids of the filter.
    pub names: FilterNames,
}

/// One page of events, newest first.
#[server(protocol = Packed)]
pub async fn list_events(
    /// The organization.
    org: String,
    /// Only by this user or key.
    #[server(default)]
    actor: Option<String>,
    /// Only this action, or a whole group such as `member.`.
    #[server(default)]
    action: Option<String>,
    /// Only about this id.
    #[server(default)]
    target: Option<String>,
    /// The first day, UTC.
    #[server(default)]
    from: Option<String>,
    /// The last day, UTC.
    #[server(default)]
    to: Option<String>,
    /// Where to go on.
    #[server(default)]
    cursor: Option<String>,
) -> Result<Log, ApiError> {
    use crate::ssr::*;
    let (s, caller) = caller()?;
    let status = page_status();
    let filter = status.of(super::filter(actor, action, target, from, to))?;
    let page = contract::PageRequest { cursor, include_total: true, ..Default::default() };
    let org = org.as_str().into();
    let names = status.of(caller.answer(service::audit_log::names(&s, &caller, &org, &filter).await))?;
    let events = status.of(caller.answer(service::audit_log::list(&s, &caller, &org, filter, page).await))?;
    Ok(Log { events, names })
}

/// Checks the hash chain of the log from its first event to its last.
#[server(protocol = Packed)]
pub async fn read_chain(
    /// The organization.
    org: String,
) -> Result<AuditVerification, ApiError> {
    use crate::ssr::*;
    let (s, caller) = caller()?;
    caller.answer(service::audit_log::verify(&s, &caller, &org.as_str().into()).await)
}
