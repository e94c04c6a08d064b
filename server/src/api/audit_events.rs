//! The audit log of an organization.

use axum::{extract::State, response::Response};
use contract::{
    OrgRef, Page, Timestamp,
    audit_log::{AuditEvent, AuditFilter, AuditVerification, ExportFormat},
};
use serde::Deserialize;
use service::Services;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    audit_export,
    extract::{Caller, Json, NoQuery, PathParams, Query},
    list_query,
    problem::ApiResult,
};

/// The calls of this file.
pub fn routes() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(list_audit_events))
        .routes(routes!(export_audit_events))
        .routes(routes!(verify_audit_events))
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

/// Which events, and in what form.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ExportQuery {
    /// The form.
    #[param(inline)]
    format: ExportFormat,
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

/// Everything that happened, oldest first, as a file of any length. Needs `audit.read`.
///
/// In CSV a cell that a spreadsheet would take for a formula begins with an apostrophe. An answer that breaks off is incomplete.
#[utoipa::path(get, path = "/organizations/{org}/audit-events/export", tag = "Audit log", params(ExportQuery), responses(
    (status = 200, description = "The events.", content(
        (String = "text/csv"),
        (Vec<AuditEvent> = "application/json"),
        (AuditEvent = "application/x-ndjson"),
    )),
))]
async fn export_audit_events(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    Query(query): Query<ExportQuery>,
) -> ApiResult<Response> {
    let ExportQuery { format, actor: by, action, target, from, to } = query;
    let filter = AuditFilter { actor: by, action, target, from, to };
    let events = service::audit_log::export(&s, &actor, &org, filter).await?;
    Ok(audit_export::respond(format, events))
}

/// Checks that no event was changed, slipped in or left out: the organization's events are a chain of hashes. Needs
/// `audit.read`.
#[utoipa::path(get, path = "/organizations/{org}/audit-events/verify", tag = "Audit log", responses(
    (status = 200, description = "What the check found.", body = AuditVerification),
))]
async fn verify_audit_events(
    State(s): State<Services>,
    Caller(actor): Caller,
    PathParams(org): PathParams<OrgRef>,
    _: NoQuery,
) -> ApiResult<Json<AuditVerification>> {
    Ok(Json(service::audit_log::verify(&s, &actor, &org).await?))
}
