//! Removing organizations for good, piece by piece: one with hundreds of thousands of rows would take longer than a
//! statement may, and would hold the writer of SQLite all the while.
//!
//! An organization that is to go is marked first (`purged_at`), which frees its slug and cannot be undone. From then on
//! whoever gets to it removes pieces, each in a transaction of its own, so that a crash costs nothing: the request that
//! asked for it the first ones, the sweeper the others.

use super::{deletion::RESTORABLE, sql};
use crate::{
    Result, Services,
    audit::{self, Entry},
    authz::lock_org,
    db::{Tx, delete_some},
};
use contract::OrgId;

/// How many rows a piece has; it takes a fraction of a second.
const PIECE: i64 = 1000;
/// How many pieces the request removes that asked for it.
const AT_ONCE: usize = 5;
/// How many organizations one round of the sweeper takes.
const ROUND: i64 = 100;

/// Removes the first pieces of a marked organization: all of it, if it is small. What fails is left to the sweeper.
pub(super) async fn begin(s: &Services, org: OrgId) {
    for _ in 0..AT_ONCE {
        match remove_piece(s, org).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                tracing::warn!(org_id = %org, %error, "an organization is removed later");
                return;
            }
        }
    }
}

/// Marks the organizations that were deleted more than 30 days ago, and removes all that are marked. Returns how many are
/// gone. Several processes may do it at the same time.
pub async fn empty_bin(s: &Services) -> Result<u64> {
    let overdue = {
        let mut tx = s.db.read().await?;
        let deleted_before = tx.now().plus(-RESTORABLE).0;
        sql::overdue(&mut tx, deleted_before, ROUND).await?
    };
    for (org, name) in overdue {
        mark(s, OrgId(org), &name).await?;
    }
    let marked = sql::marked(&mut s.db.read().await?, ROUND).await?;
    let (mut removed, mut failure) = (0, None);
    for org in marked {
        // One that fails does not hold up the others.
        match remove(s, OrgId(org)).await {
            Ok(()) => removed += 1,
            Err(error) => failure = Some(error),
        }
    }
    failure.map_or(Ok(removed), Err)
}

async fn mark(s: &Services, org: OrgId, name: &str) -> Result<()> {
    let mut tx = s.db.write().await?;
    lock_org(&mut tx, org).await?;
    let deleted_before = tx.now().plus(-RESTORABLE).0;
    if sql::mark_overdue(&mut tx, org, deleted_before).await? {
        audit::record_instance(&mut tx, Entry::new("organization.purged", "organization", org, name)).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn remove(s: &Services, org: OrgId) -> Result<()> {
    while remove_piece(s, org).await? {}
    Ok(())
}

/// Removes a piece of a marked organization, at the end its own row and with it whatever else hangs on it. Whether more is left.
async fn remove_piece(s: &Services, org: OrgId) -> Result<bool> {
    let mut tx = s.db.write().await?;
    // Two at once would each take the other's rows for the last ones.
    lock_org(&mut tx, org).await?;
    let more = sql::is_marked(&mut tx, org).await? && remove_rows(&mut tx, org, PIECE).await? == PIECE;
    if !more {
        sql::remove(&mut tx, org).await?;
    }
    tx.commit().await?;
    Ok(more)
}

/// Names the tables that may hold many rows of an organization, what hangs on others first. Those that are not here go with
/// the organization's row.
macro_rules! large_tables {
    ($each:ident) => {
        $each! {
            "audit_events": "org_id = $1",
            "usage_seen": "org_id = $1",
            "usage_months": "org_id = $1",
            "usage_days": "org_id = $1",
            "past_principals": "org_id = $1",
            "outbox": "org_id = $1",
            "invitations": "org_id = $1",
            "join_code_uses": "join_code_id IN (SELECT id FROM join_codes WHERE org_id = $1)",
            "join_codes": "org_id = $1",
            "api_keys": "org_id = $1",
            "project_resources": "org_id = $1",
            "projects": "org_id = $1",
            "memberships": "org_id = $1",
        }
    };
}

/// Removes up to `most` rows; returns how many.
async fn remove_rows(tx: &mut Tx, org: OrgId, most: i64) -> Result<i64> {
    let mut left = most;
    macro_rules! remove {
        ($($table:literal: $condition:literal,)*) => {$(
            if left > 0 {
                let removed = delete_some!(tx, $table, $condition, org.0, left)?;
                left -= i64::try_from(removed).unwrap_or(left);
            }
        )*};
    }
    large_tables!(remove);
    Ok(most - left)
}

#[cfg(test)]
macro_rules! names {
    ($($table:literal: $condition:literal,)*) => { &[$($table),*] };
}
#[cfg(test)]
pub(super) const LARGE: &[&str] = large_tables!(names);
