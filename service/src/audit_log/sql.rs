//! Statements of `audit_log`.

use crate::{
    Result,
    authz::OrgAccess,
    db::{Tx, encode_moment, on, prefix_end},
};
use contract::{
    EventId, Timestamp,
    audit_log::{AuditActor, AuditEvent, AuditFilter, AuditTarget},
};
use sqlx::QueryBuilder;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    id: Uuid,
    at: i64,
    actor_kind: String,
    actor_id: String,
    actor_name: String,
    via_key: Option<String>,
    action: String,
    target_kind: String,
    target_id: String,
    target_name: String,
    changes: String,
    ip: Option<String>,
    user_agent: Option<String>,
    request_id: String,
    surface: String,
}

impl Row {
    pub(super) fn cursor(&self) -> String {
        encode_moment(self.at, self.id)
    }
}

impl From<Row> for AuditEvent {
    fn from(row: Row) -> Self {
        Self {
            id: EventId(row.id),
            at: Timestamp(row.at),
            actor: AuditActor { kind: row.actor_kind, id: row.actor_id, name: row.actor_name, via_key: row.via_key },
            action: row.action,
            target: AuditTarget { kind: row.target_kind, id: row.target_id, name: row.target_name },
            changes: serde_json::from_str(&row.changes).unwrap_or_default(),
            ip: row.ip,
            user_agent: row.user_agent,
            request_id: row.request_id,
            surface: row.surface,
        }
    }
}

macro_rules! conditions {
    ($query:ident, $access:expr, $filter:expr) => {
        $query.push("WHERE org_id = ").push_bind($access.org().0);
        if let Some(actor) = $filter.actor.as_deref().filter(|text| !text.is_empty()) {
            $query.push(" AND actor_id = ").push_bind(actor.to_owned());
        }
        if let Some(target) = $filter.target.as_deref().filter(|text| !text.is_empty()) {
            $query.push(" AND target_id = ").push_bind(target.to_owned());
        }
        if let Some(action) = $filter.action.as_deref().filter(|text| !text.is_empty()) {
            match prefix_end(action).filter(|_| action.ends_with('.')) {
                Some(end) => {
                    $query.push(" AND action >= ").push_bind(action.to_owned());
                    $query.push(" AND action < ").push_bind(end);
                }
                None => {
                    $query.push(" AND action = ").push_bind(action.to_owned());
                }
            }
        }
        if let Some(from) = $filter.from {
            $query.push(" AND at >= ").push_bind(from.0);
        }
        if let Some(to) = $filter.to {
            $query.push(" AND at < ").push_bind(to.0);
        }
    };
}

pub(super) async fn list(
    tx: &mut Tx,
    access: &OrgAccess,
    filter: &AuditFilter,
    after: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<Row>> {
    Ok(on!(tx, |c| {
        let mut query = QueryBuilder::new(
            "SELECT id, at, actor_kind, actor_id, actor_name, via_key, action, target_kind, target_id, target_name,
                    changes, ip, user_agent, request_id, surface
             FROM audit_events ",
        );
        conditions!(query, access, filter);
        if let Some((at, id)) = after {
            query.push(" AND (at, id) < (").push_bind(at).push(", ").push_bind(id).push(")");
        }
        query.push(" ORDER BY at DESC, id DESC LIMIT ").push_bind(limit);
        query.build_query_as::<Row>().fetch_all(c).await
    })?)
}

pub(super) async fn count(tx: &mut Tx, access: &OrgAccess, filter: &AuditFilter) -> Result<i64> {
    Ok(on!(tx, |c| {
        let mut query = QueryBuilder::new("SELECT COUNT(*) FROM audit_events ");
        conditions!(query, access, filter);
        query.build_query_scalar::<i64>().fetch_one(c).await
    })?)
}
