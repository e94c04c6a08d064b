//! What the overview asks of the server: one question for the whole page.

use contract::{
    ApiError, Packed, audit_log::AuditEvent, invitations::Invitation, organizations::Dashboard, usage::Usage,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The parts of the overview; each is absent for a reader who may not see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// The counters.
    pub counters: Option<Dashboard>,
    /// Requests a day.
    pub usage: Option<Usage>,
    /// What happened last, newest first.
    pub activity: Option<Vec<AuditEvent>>,
    /// Who was invited and has not answered.
    pub invitations: Option<Vec<Invitation>>,
}

/// Reads the overview, with the usage of so many days.
#[server(protocol = Packed)]
pub async fn read_overview(
    /// The organization's slug.
    org: String,
    /// Days of usage.
    days: i64,
) -> Result<Overview, ApiError> {
    use crate::ssr::*;
    use contract::{OrgRef, PageRequest, audit_log::AuditFilter, invitations::InvitationStatus};
    let ((s, actor), status) = (caller()?, page_status());
    let org = OrgRef::from(org.as_str());
    let first = |rows| PageRequest { limit: Some(rows), cursor: None, include_total: false };
    let counters = status.of(allowed(actor.answer(service::organizations::dashboard(&s, &actor, &org, None).await)))?;
    let usage = status.of(allowed(actor.answer(service::usage::usage(&s, &actor, &org, days).await)))?;
    let activity = service::audit_log::list(&s, &actor, &org, AuditFilter::default(), first(8)).await;
    let activity = status.of(allowed(actor.answer(activity)))?.map(|page| page.data);
    let pending = Some(InvitationStatus::Pending);
    let invitations = service::invitations::list(&s, &actor, &org, pending, first(5)).await;
    let invitations = status.of(allowed(actor.answer(invitations)))?.map(|page| page.data);
    Ok(Overview { counters, usage, activity, invitations })
}
