//! Statements of `audit_log`.

use crate::{
    Result,
    audit::chain::{Hash, Link},
    authz::OrgAccess,
    db::{Tx, encode_moment, fetch_all, fetch_optional, on, prefix_end},
};
use contract::{
    EventId, OrgId, Timestamp,
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
    pub(super) fn place(&self) -> (i64, Uuid) {
        (self.at, self.id)
    }

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

/// Which way a list goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    OldestFirst,
    NewestFirst,
}

/// Up to `limit` events behind a place.
pub(super) async fn list(
    tx: &mut Tx,
    access: &OrgAccess,
    filter: &AuditFilter,
    order: Order,
    after: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<Row>> {
    let (behind, ordered) = match order {
        Order::OldestFirst => (" AND (at, id) > (", " ORDER BY at, id LIMIT "),
        Order::NewestFirst => (" AND (at, id) < (", " ORDER BY at DESC, id DESC LIMIT "),
    };
    Ok(on!(tx, |c| {
        let mut query = QueryBuilder::new(
            "SELECT id, at, actor_kind, actor_id, actor_name, via_key, action, target_kind, target_id, target_name,
                    changes, ip, user_agent, request_id, surface
             FROM audit_events ",
        );
        conditions!(query, access, filter);
        if let Some((at, id)) = after {
            query.push(behind).push_bind(at).push(", ").push_bind(id).push(")");
        }
        query.push(ordered).push_bind(limit);
        query.build_query_as::<Row>().fetch_all(c).await
    })?)
}

/// How long the organization's chain is said to be, and its last hash; `None` before the first event.
pub(super) async fn head(tx: &mut Tx, access: &OrgAccess) -> Result<Option<(i64, Vec<u8>)>> {
    fetch_optional!(tx, (i64, Vec<u8>), "SELECT events, head FROM audit_chains WHERE org_id = $1", access.org().0)
}

/// An event with its place and hash in the chain.
#[derive(sqlx::FromRow)]
pub(super) struct ChainRow {
    pub(super) seq: i64,
    hash: Vec<u8>,
    #[sqlx(flatten)]
    row: Row,
}

impl ChainRow {
    pub(super) fn id(&self) -> EventId {
        EventId(self.row.id)
    }

    /// The event's hash when it is what the event and its place say, after `previous`.
    pub(super) fn checked(&self, org: OrgId, place: i64, previous: &Hash) -> Option<Hash> {
        let row = &self.row;
        let texts = [
            Some(row.actor_kind.as_str()),
            Some(row.actor_id.as_str()),
            Some(row.actor_name.as_str()),
            row.via_key.as_deref(),
            Some(row.action.as_str()),
            Some(row.target_kind.as_str()),
            Some(row.target_id.as_str()),
            Some(row.target_name.as_str()),
            Some(row.changes.as_str()),
            row.ip.as_deref(),
            row.user_agent.as_deref(),
            Some(row.request_id.as_str()),
            Some(row.surface.as_str()),
        ];
        let hash = Link { org: org.0, seq: self.seq, id: row.id, at: row.at, texts }.hash(previous);
        (self.seq == place && self.hash == hash).then_some(hash)
    }
}

/// Up to `limit` events of the chain after a place.
pub(super) async fn chain(tx: &mut Tx, access: &OrgAccess, after: i64, limit: i64) -> Result<Vec<ChainRow>> {
    fetch_all!(
        tx,
        ChainRow,
        "SELECT seq, hash, id, at, actor_kind, actor_id, actor_name, via_key, action, target_kind, target_id,
                target_name, changes, ip, user_agent, request_id, surface
         FROM audit_events WHERE org_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        access.org().0,
        after,
        limit
    )
}

/// An event outside the chain that is not from before it began.
pub(super) async fn slipped_in(tx: &mut Tx, access: &OrgAccess) -> Result<Option<EventId>> {
    let row = fetch_optional!(
        tx,
        (Uuid,),
        "SELECT id FROM audit_events
         WHERE org_id = $1 AND seq IS NULL
           AND at > (SELECT at FROM audit_events WHERE org_id = $1 AND seq = 1)
         ORDER BY at, id LIMIT 1",
        access.org().0
    )?;
    Ok(row.map(|(id,)| EventId(id)))
}

/// What a user or key was called last.
pub(super) async fn actor_name(tx: &mut Tx, access: &OrgAccess, id: &str) -> Result<Option<String>> {
    let row = fetch_optional!(
        tx,
        (String,),
        "SELECT actor_name FROM audit_events WHERE org_id = $1 AND actor_id = $2 ORDER BY at DESC, id DESC LIMIT 1",
        access.org().0,
        id
    )?;
    Ok(row.map(|(name,)| name).filter(|name| !name.is_empty()))
}

/// What something was called last.
pub(super) async fn target_name(tx: &mut Tx, access: &OrgAccess, id: &str) -> Result<Option<String>> {
    let row = fetch_optional!(
        tx,
        (String,),
        "SELECT target_name FROM audit_events WHERE org_id = $1 AND target_id = $2 ORDER BY at DESC, id DESC LIMIT 1",
        access.org().0,
        id
    )?;
    Ok(row.map(|(name,)| name).filter(|name| !name.is_empty()))
}

pub(super) async fn count(tx: &mut Tx, access: &OrgAccess, filter: &AuditFilter) -> Result<i64> {
    Ok(on!(tx, |c| {
        let mut query = QueryBuilder::new("SELECT COUNT(*) FROM audit_events ");
        conditions!(query, access, filter);
        query.build_query_scalar::<i64>().fetch_one(c).await
    })?)
}
