//! The whole audit log as a stream.

use super::sql;
use crate::{Actor, Result, Services, authz::OrgAccess, db::Tx};
use contract::{
    OrgRef, Permission,
    audit_log::{AuditEvent, AuditFilter},
};
use futures::{Stream, stream};

/// Events that are read at once.
const CHUNK: i64 = 500;

/// The events of an organization, oldest first, in chunks. Needs `audit.read`, and goes on needing it: whoever loses it
/// meanwhile gets no further chunk. What is recorded while the stream runs is in it.
///
/// # Errors
/// The answer for whoever may not, before the stream; in it what fails later.
pub async fn export(
    s: &Services,
    actor: &Actor,
    org: &OrgRef,
    filter: AuditFilter,
) -> Result<impl Stream<Item = Result<Vec<AuditEvent>>> + Send + 'static> {
    enter(s, actor, org).await?;
    let start = (s.clone(), actor.clone(), org.clone(), filter, Some(None));
    Ok(stream::try_unfold(start, |(s, actor, org, filter, place)| async move {
        let Some(after) = place else { return Ok(None) };
        let (mut tx, access) = enter(&s, &actor, &org).await?;
        let rows = sql::list(&mut tx, &access, &filter, sql::Order::OldestFirst, after, CHUNK).await?;
        drop(tx);
        let full = i64::try_from(rows.len()).is_ok_and(|count| count == CHUNK);
        let next = rows.last().filter(|_| full).map(|row| Some(row.place()));
        let events = rows.into_iter().map(AuditEvent::from).collect();
        Ok(Some((events, (s, actor, org, filter, next))))
    }))
}

async fn enter(s: &Services, actor: &Actor, org: &OrgRef) -> Result<(Tx, OrgAccess)> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::AuditRead).await?;
    Ok((tx, access))
}
