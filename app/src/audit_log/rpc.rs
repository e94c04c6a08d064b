//! What the page of the audit log asks of the server.

use contract::{ApiError, Page, audit_log::AuditEvent};
use leptos::prelude::*;

/// One page of events, newest first.
#[server]
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
) -> Result<Page<AuditEvent>, ApiError> {
    use crate::ssr::*;
    let (s, caller) = caller()?;
    let status = page_status();
    let filter = status.of(super::filter(actor, action, target, from, to))?;
    let page = contract::PageRequest { cursor, include_total: true, ..Default::default() };
    let events = service::audit_log::list(&s, &caller, &org.as_str().into(), filter, page).await;
    status.of(caller.answer(events))
}
