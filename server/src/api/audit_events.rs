//! The audit log of an organization.

use axum::extract::State;
use contract::{
    OrgRef, Page, Timestamp,
    audit_log::{AuditEvent, AuditFilter},
};
use service::Services;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    extract::{Caller, Json, PathParams, Query},
    list_query,
    problem::ApiResult,
};

/// The calls of this file.
pub fn routes() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(list_audit_events))
}

list_query! {
    /// Which events.
    AuditEventsQuery {
        /// Only by this user or key id.
        actor: Option<String>,
        /// Only this action, or a whole group such as `member.`.
        action: Option<String>,
        /// Only about this id.
        target: Option<String>,
        /// Not before.
        from: Option<Timestamp>,
        /// Before.
        to: Option<Timestamp>,
    }
}

/// What happened, newest first. Needs `audit.read`.
#[utoipa::path(get, path = "/organizations/{org}/audit-events", tag = "Audit log", params(AuditEventsQuery), responses(
    (status = 200, description = "A page of events.", body = Page<AuditEvent>),
))]
async fn list_audit_events(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    Query(query): Query<AuditEventsQuery>,
) -> ApiResult<Json<Page<AuditEvent>>> {
    let page = query.page();
    let AuditEventsQuery { actor: by, action, target, from, to, .. } = query;
    let filter = AuditFilter { actor: by, action, target, from, to };
    Ok(Json(service::audit_log::list(&s, &actor, &org, filter, page).await?))
}
