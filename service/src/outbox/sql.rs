//! Statements of `outbox`. The outbox belongs to the instance, so none takes an organization's proof.

use crate::{
    Result,
    db::{Tx, execute, fetch_all, fetch_one, fetch_optional, on},
};
use contract::{InvitationId, OrgId, administration::MailState};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) kind: String,
    pub(super) recipient: String,
    pub(super) org_id: Option<Uuid>,
    pub(super) invitation_id: Option<Uuid>,
    pub(super) sealed: Option<Vec<u8>>,
    pub(super) created_at: i64,
    pub(super) attempts: i64,
    pub(super) sent_at: Option<i64>,
    pub(super) last_error: Option<String>,
}

pub(super) struct NewRow<'a> {
    pub(super) kind: &'static str,
    pub(super) recipient: &'a str,
    pub(super) org: Option<OrgId>,
    pub(super) invitation: Option<InvitationId>,
    pub(super) sealed: &'a [u8],
}

pub(super) async fn insert(tx: &mut Tx, row: &NewRow<'_>) -> Result<()> {
    let id = tx.new_id();
    let now = tx.now().0;
    execute!(
        tx,
        "INSERT INTO outbox (id, kind, recipient, org_id, invitation_id, sealed, created_at, attempts, next_attempt_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $7)",
        id,
        row.kind,
        row.recipient,
        row.org.map(|id| id.0),
        row.invitation.map(|id| id.0),
        row.sealed,
        now
    )?;
    Ok(())
}

/// Writes many messages.
pub(super) async fn insert_all(tx: &mut Tx, rows: &[NewRow<'_>]) -> Result<()> {
    let now = tx.now().0;
    for part in rows.chunks(500) {
        let ids: Vec<Uuid> = part.iter().map(|_| tx.new_id()).collect();
        on!(tx, |c| {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO outbox
                   (id, kind, recipient, org_id, invitation_id, sealed, created_at, attempts, next_attempt_at) ",
            );
            query.push_values(ids.iter().zip(part), |mut values, (id, row)| {
                values
                    .push_bind(*id)
                    .push_bind(row.kind)
                    .push_bind(row.recipient)
                    .push_bind(row.org.map(|id| id.0))
                    .push_bind(row.invitation.map(|id| id.0))
                    .push_bind(row.sealed)
                    .push_bind(now)
                    .push("0")
                    .push_bind(now);
            });
            query.build().execute(c).await.map(|_| ())
        })?;
    }
    Ok(())
}

pub(super) async fn slug(tx: &mut Tx, org: OrgId) -> Result<Option<String>> {
    let row = fetch_optional!(tx, (String,), "SELECT slug FROM organizations WHERE id = $1", org.0)?;
    Ok(row.map(|(slug,)| slug))
}

/// The condition of a state whose word is a parameter; every message when it is none.
macro_rules! in_state {
    ($place:literal) => {
        concat!(
            "CASE ",
            $place,
            " WHEN 'waiting' THEN sent_at IS NULL AND last_error IS NULL
                WHEN 'failed' THEN sent_at IS NULL AND last_error IS NOT NULL
                WHEN 'sent' THEN sent_at IS NOT NULL
                ELSE TRUE END"
        )
    };
}

/// Newest first, from before a point.
pub(super) async fn page(
    tx: &mut Tx,
    state: Option<MailState>,
    before: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<Row>> {
    let (at, id) = before.unwrap_or((i64::MAX, Uuid::max()));
    fetch_all!(
        tx,
        Row,
        concat!(
            "SELECT id, kind, recipient, org_id, invitation_id, sealed, created_at, attempts, sent_at, last_error
             FROM outbox
             WHERE (created_at < $1 OR (created_at = $1 AND id < $2)) AND ",
            in_state!("$4"),
            " ORDER BY created_at DESC, id DESC LIMIT $3"
        ),
        at,
        id,
        limit,
        state.map_or("any", MailState::as_str)
    )
}

/// How many will be tried yet.
pub(super) async fn waiting(tx: &mut Tx) -> Result<i64> {
    let (count,) = fetch_one!(tx, (i64,), "SELECT COUNT(*) FROM outbox WHERE next_attempt_at IS NOT NULL")?;
    Ok(count)
}

pub(super) async fn count(tx: &mut Tx, state: Option<MailState>) -> Result<i64> {
    let sql = concat!("SELECT COUNT(*) FROM outbox WHERE ", in_state!("$1"));
    let (count,) = fetch_one!(tx, (i64,), sql, state.map_or("any", MailState::as_str))?;
    Ok(count)
}

/// The newest messages, to one canonical address when one is given.
pub(super) async fn newest(tx: &mut Tx, recipient: Option<&str>, limit: i64) -> Result<Vec<Row>> {
    on!(tx, |c| {
        let mut query = sqlx::QueryBuilder::new(
            "SELECT id, kind, recipient, org_id, invitation_id, sealed, created_at, attempts, sent_at, last_error
             FROM outbox",
        );
        if let Some(recipient) = recipient {
            query.push(" WHERE recipient = ").push_bind(recipient);
        }
        query.push(" ORDER BY created_at DESC, id DESC LIMIT ").push_bind(limit);
        query.build_query_as::<Row>().fetch_all(c).await
    })
    .map_err(crate::Error::from)
}

/// What is due: id, and the time it was due at.
pub(super) async fn due(tx: &mut Tx, limit: i64) -> Result<Vec<(Uuid, i64)>> {
    let now = tx.now().0;
    fetch_all!(
        tx,
        (Uuid, i64),
        "SELECT id, next_attempt_at FROM outbox WHERE next_attempt_at <= $1 ORDER BY next_attempt_at LIMIT $2",
        now,
        limit
    )
}

/// Takes a message for one try, unless somebody else took it since it was seen to be due at `due_at`.
pub(super) async fn claim(tx: &mut Tx, id: Uuid, due_at: i64, lease_until: i64) -> Result<Option<Row>> {
    fetch_optional!(
        tx,
        Row,
        "UPDATE outbox
         SET next_attempt_at = $3, attempts = attempts + 1
         WHERE id = $1 AND next_attempt_at = $2
         RETURNING id, kind, recipient, org_id, invitation_id, sealed, created_at, attempts, sent_at, last_error",
        id,
        due_at,
        lease_until
    )
}

pub(super) async fn sent(tx: &mut Tx, id: Uuid) -> Result<()> {
    let now = tx.now().0;
    execute!(tx, "UPDATE outbox SET sent_at = $2, next_attempt_at = NULL, last_error = NULL WHERE id = $1", id, now)?;
    Ok(())
}

pub(super) async fn failed(tx: &mut Tx, id: Uuid, error: &str, next: Option<i64>) -> Result<()> {
    execute!(tx, "UPDATE outbox SET last_error = $2, next_attempt_at = $3 WHERE id = $1", id, error, next)?;
    Ok(())
}

/// Removes the payloads of what was sent before `sent_before`, and of what waits in vain since `made_before`.
pub(super) async fn forget(tx: &mut Tx, sent_before: i64, made_before: i64) -> Result<u64> {
    execute!(
        tx,
        "UPDATE outbox
         SET sealed = NULL, next_attempt_at = NULL
         WHERE sealed IS NOT NULL AND (sent_at <= $1 OR created_at <= $2)",
        sent_before,
        made_before
    )
}

/// Whether [`forget`] would find anything, so that an idle server does not write.
pub(super) async fn anything_to_forget(tx: &mut Tx, sent_before: i64, made_before: i64) -> Result<bool> {
    let row = fetch_optional!(
        tx,
        (i64,),
        "SELECT created_at
         FROM outbox
         WHERE sealed IS NOT NULL AND (sent_at <= $1 OR created_at <= $2)
         LIMIT 1",
        sent_before,
        made_before
    )?;
    Ok(row.is_some())
}
