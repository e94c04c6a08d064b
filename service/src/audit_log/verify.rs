//! Checking the hash chain of an audit log.

use super::sql;
use crate::{
    Actor, Result, Services,
    audit::chain::{Hash, START},
};
use contract::{OrgRef, Permission, audit_log::AuditVerification};
use data_encoding::HEXLOWER;

/// Events that are read at once.
const CHUNK: i64 = 1_000;

/// Recomputes the organization's hash chain from its first event to its present head. Needs `audit.read`. Events that are
/// recorded meanwhile are left to the next check.
pub async fn verify(s: &Services, actor: &Actor, org: &OrgRef) -> Result<AuditVerification> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::AuditRead).await?;
    let (events, head) = sql::head(&mut tx, &access).await?.unwrap_or((0, START.to_vec()));
    let mut found = AuditVerification { valid: false, events, head: HEXLOWER.encode(&head), broken_at: None };
    let mut hash: Hash = START;
    let mut place = 0;
    while place < events {
        let rows = sql::chain(&mut tx, &access, place, CHUNK.min(events - place)).await?;
        if rows.is_empty() {
            // Cut off at the end.
            return Ok(found);
        }
        for row in rows {
            place += 1;
            match row.checked(access.org(), place, &hash) {
                Some(next) => hash = next,
                None => {
                    found.broken_at = Some(row.id());
                    return Ok(found);
                }
            }
        }
    }
    found.broken_at = sql::slipped_in(&mut tx, &access).await?;
    found.valid = found.broken_at.is_none() && hash.as_slice() == head;
    Ok(found)
}
