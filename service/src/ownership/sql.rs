//! Statements of `ownership`.

use crate::{
    Result,
    authz::OrgAccess,
    db::{Tx, execute, fetch_all, fetch_optional},
};
use contract::{
    Timestamp, TransferId, UserId,
    error::Contact,
    ownership::{OwnershipTransfer, TransferStatus},
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    id: Uuid,
    pub(super) from_user: String,
    pub(super) from_name: String,
    pub(super) from_email: String,
    pub(super) to_user: String,
    pub(super) to_name: String,
    pub(super) to_email: String,
    pub(super) keep_role: String,
    status: String,
    created_at: i64,
    expires_at: i64,
}

impl Row {
    /// Where it stands at `now`: a pending one past its time is expired, whether or not somebody noted it.
    pub(super) fn status(&self, now: Timestamp) -> TransferStatus {
        match self.status.parse() {
            Ok(TransferStatus::Pending) if self.expires_at > now.0 => TransferStatus::Pending,
            Ok(TransferStatus::Pending) | Err(()) => TransferStatus::Expired,
            Ok(other) => other,
        }
    }

    pub(super) fn into_transfer(self, now: Timestamp) -> OwnershipTransfer {
        OwnershipTransfer {
            id: TransferId(self.id),
            status: self.status(now),
            from: Contact { user_id: UserId::stored(self.from_user), name: self.from_name },
            to: Contact { user_id: UserId::stored(self.to_user), name: self.to_name },
            keep_role: self.keep_role,
            created_at: Timestamp(self.created_at),
            expires_at: Timestamp(self.expires_at),
        }
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT t.id, t.from_user, f.name AS from_name, f.email AS from_email, t.to_user, r.name AS to_name,
                    r.email AS to_email, t.keep_role, t.status, t.created_at, t.expires_at
             FROM ownership_transfers t
             JOIN users f ON f.id = t.from_user
             JOIN users r ON r.id = t.to_user ",
            $rest
        )
    };
}

pub(super) async fn find(tx: &mut Tx, access: &OrgAccess, transfer: TransferId) -> Result<Option<Row>> {
    fetch_optional!(tx, Row, select!("WHERE t.org_id = $1 AND t.id = $2"), access.org().0, transfer.0)
}

/// What waits for an answer, oldest first: all, or what the actor is a party of.
pub(super) async fn pending(tx: &mut Tx, access: &OrgAccess, all: bool) -> Result<Vec<Row>> {
    let now = tx.now().0;
    fetch_all!(
        tx,
        Row,
        select!(
            "WHERE t.org_id = $1 AND t.status = 'pending' AND t.expires_at > $2
               AND ($3 OR t.to_user = $4 OR t.from_user = $4)
             ORDER BY t.created_at, t.id
             LIMIT 200"
        ),
        access.org().0,
        now,
        all,
        access.user_id().as_str()
    )
}

/// Notes that a pending offer of the actor is past its time, so that it does not block a new one.
pub(super) async fn expire(tx: &mut Tx, access: &OrgAccess) -> Result<()> {
    let now = tx.now().0;
    execute!(
        tx,
        "UPDATE ownership_transfers SET status = 'expired'
         WHERE org_id = $1 AND from_user = $2 AND status = 'pending' AND expires_at <= $3",
        access.org().0,
        access.user_id().as_str(),
        now
    )?;
    Ok(())
}

pub(super) async fn insert(
    tx: &mut Tx,
    access: &OrgAccess,
    id: TransferId,
    to: &str,
    keep_role: &str,
    expires_at: Timestamp,
) -> Result<()> {
    let now = tx.now().0;
    execute!(
        tx,
        "INSERT INTO ownership_transfers (id, org_id, from_user, to_user, keep_role, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id.0,
        access.org().0,
        access.user_id().as_str(),
        to,
        keep_role,
        now,
        expires_at.0
    )?;
    Ok(())
}

/// Ends an offer. Whether it was still open.
pub(super) async fn answer(
    tx: &mut Tx,
    access: &OrgAccess,
    transfer: TransferId,
    status: TransferStatus,
) -> Result<bool> {
    let now = tx.now().0;
    let changed = execute!(
        tx,
        "UPDATE ownership_transfers SET status = $3, answered_at = $4
         WHERE org_id = $1 AND id = $2 AND status = 'pending' AND expires_at > $4",
        access.org().0,
        transfer.0,
        status.as_str(),
        now
    )?;
    Ok(changed == 1)
}

/// Role and status of a member.
pub(super) struct Standing {
    pub(super) role: String,
    pub(super) active: bool,
}

pub(super) async fn standing(tx: &mut Tx, access: &OrgAccess, user: &str) -> Result<Option<Standing>> {
    let row = fetch_optional!(
        tx,
        (String, String),
        "SELECT m.role, m.status
         FROM memberships m JOIN users u ON u.id = m.user_id AND u.disabled_at IS NULL
         WHERE m.org_id = $1 AND m.user_id = $2",
        access.org().0,
        user
    )?;
    Ok(row.map(|(role, status)| Standing { role, active: status == "active" }))
}
