//! Statements of `invitations`. The managing ones take an [`OrgAccess`]; those of the invited person find an invitation by
//! the digest of its token or by its id and address, since that person has no access yet.

use crate::{
    Result,
    authz::OrgAccess,
    db::{Tx, encode_moment, execute, fetch_all, fetch_optional, on},
    secret::SecretDigest,
};
use contract::{
    InvitationId, Timestamp, UserId,
    invitations::{Invitation, InvitationStatus},
};
use sqlx::QueryBuilder;
use uuid::Uuid;

#[derive(Debug, sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) org_id: Uuid,
    pub(super) email: String,
    pub(super) email_key: String,
    pub(super) role: String,
    pub(super) message: String,
    pub(super) token_digest: Vec<u8>,
    status: String,
    pub(super) invited_by: String,
    pub(super) inviter_name: String,
    pub(super) inviter_email: String,
    pub(super) lifetime: i64,
    created_at: i64,
    expires_at: i64,
    last_sent_at: i64,
    pub(super) org_slug: String,
    pub(super) org_name: String,
    pub(super) org_logo: Option<String>,
}

impl Row {
    pub(super) fn cursor(&self) -> String {
        encode_moment(self.created_at, self.id)
    }

    pub(super) fn expires_at(&self) -> Timestamp {
        Timestamp(self.expires_at)
    }

    /// Where it stands at `now`: a pending one past its time is expired, whether or not somebody noted it.
    pub(super) fn status(&self, now: Timestamp) -> InvitationStatus {
        match self.status.parse() {
            Ok(InvitationStatus::Pending) if self.expires_at > now.0 => InvitationStatus::Pending,
            Ok(InvitationStatus::Pending) | Err(()) => InvitationStatus::Expired,
            Ok(other) => other,
        }
    }

    pub(super) fn into_invitation(self, now: Timestamp) -> Invitation {
        Invitation {
            id: InvitationId(self.id),
            status: self.status(now),
            email: self.email,
            role: self.role,
            invited_by: self.inviter_name,
            invited_by_id: Some(UserId::stored(self.invited_by)),
            created_at: Timestamp(self.created_at),
            expires_at: Timestamp(self.expires_at),
            last_sent_at: Timestamp(self.last_sent_at),
        }
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT i.id, i.org_id, i.email, i.email_key, i.role, i.message, i.token_digest, i.status, i.invited_by,
                    u.name AS inviter_name, u.email AS inviter_email, i.lifetime, i.created_at, i.expires_at,
                    i.last_sent_at, o.slug AS org_slug, o.name AS org_name, o.logo AS org_logo
             FROM invitations i
             JOIN organizations o ON o.id = i.org_id AND o.deleted_at IS NULL
             JOIN users u ON u.id = i.invited_by ",
            $rest
        )
    };
}

macro_rules! conditions {
    ($query:ident, $access:expr, $status:expr, $now:expr) => {
        $query.push("WHERE i.org_id = ").push_bind($access.org().0);
        match $status {
            None => {}
            Some(InvitationStatus::Pending) => {
                $query.push(" AND i.status = 'pending' AND i.expires_at > ").push_bind($now.0);
            }
            Some(InvitationStatus::Expired) => {
                $query.push(" AND (i.status = 'expired' OR (i.status = 'pending' AND i.expires_at <= ");
                $query.push_bind($now.0).push("))");
            }
            Some(other) => {
                $query.push(" AND i.status = ").push_bind(other.as_str());
            }
        }
    };
}

pub(super) async fn list(
    tx: &mut Tx,
    access: &OrgAccess,
    status: Option<InvitationStatus>,
    after: Option<(i64, Uuid)>,
    limit: i64,
) -> Result<Vec<Row>> {
    let now = tx.now();
    Ok(on!(tx, |c| {
        let mut query = QueryBuilder::new(select!(""));
        conditions!(query, access, status, now);
        if let Some((at, id)) = after {
            query.push(" AND (i.created_at, i.id) < (").push_bind(at).push(", ").push_bind(id).push(")");
        }
        query.push(" ORDER BY i.created_at DESC, i.id DESC LIMIT ").push_bind(limit);
        query.build_query_as::<Row>().fetch_all(c).await
    })?)
}

/// A page by its offset, oldest first.
pub(super) async fn list_page(
    tx: &mut Tx,
    access: &OrgAccess,
    status: Option<InvitationStatus>,
    limit: i64,
    offset: i64,
) -> Result<Vec<Row>> {
    let now = tx.now();
    Ok(on!(tx, |c| {
        let mut query = QueryBuilder::new(select!(""));
        conditions!(query, access, status, now);
        query.push(" ORDER BY i.created_at, i.id LIMIT ").push_bind(limit).push(" OFFSET ").push_bind(offset);
        query.build_query_as::<Row>().fetch_all(c).await
    })?)
}

pub(super) async fn count(tx: &mut Tx, access: &OrgAccess, status: Option<InvitationStatus>) -> Result<i64> {
    let now = tx.now();
    Ok(on!(tx, |c| {
        let mut query = QueryBuilder::new("SELECT COUNT(*) FROM invitations i ");
        conditions!(query, access, status, now);
        query.build_query_scalar::<i64>().fetch_one(c).await
    })?)
}

pub(super) async fn find(tx: &mut Tx, access: &OrgAccess, invitation: InvitationId) -> Result<Option<Row>> {
    fetch_optional!(tx, Row, select!("WHERE i.org_id = $1 AND i.id = $2"), access.org().0, invitation.0)
}

/// Whether the address is a member's, suspended or not.
pub(super) async fn is_member(tx: &mut Tx, access: &OrgAccess, email_key: &str) -> Result<bool> {
    let row = fetch_optional!(
        tx,
        (String,),
        "SELECT user_id FROM memberships WHERE org_id = $1 AND email_key = $2 LIMIT 1",
        access.org().0,
        email_key
    )?;
    Ok(row.is_some())
}

/// Notes that a pending invitation of the address is past its time, so that it does not block a new one.
pub(super) async fn expire(tx: &mut Tx, access: &OrgAccess, email_key: &str) -> Result<()> {
    let now = tx.now().0;
    execute!(
        tx,
        "UPDATE invitations SET status = 'expired'
         WHERE org_id = $1 AND email_key = $2 AND status = 'pending' AND expires_at <= $3",
        access.org().0,
        email_key,
        now
    )?;
    Ok(())
}

/// A new invitation.
pub(super) struct New<'a> {
    pub(super) id: InvitationId,
    pub(super) email: &'a str,
    pub(super) email_key: &'a str,
    pub(super) role: &'a str,
    pub(super) message: &'a str,
    pub(super) digest: SecretDigest,
    pub(super) lifetime: i64,
    pub(super) expires_at: Timestamp,
}

pub(super) async fn insert(tx: &mut Tx, access: &OrgAccess, new: &New<'_>) -> Result<()> {
    let now = tx.now().0;
    execute!(
        tx,
        "INSERT INTO invitations
           (id, org_id, email, email_key, role, message, token_digest, invited_by, lifetime, created_at, expires_at,
            last_sent_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10)",
        new.id.0,
        access.org().0,
        new.email,
        new.email_key,
        new.role,
        new.message,
        new.digest.as_slice(),
        access.user_id().as_str(),
        new.lifetime,
        now,
        new.expires_at.0
    )?;
    Ok(())
}

/// Gives a pending or expired invitation a new token and end, and makes it the sender's: accepting asks what they may give.
/// Whether it was one.
pub(super) async fn renew(
    tx: &mut Tx,
    access: &OrgAccess,
    invitation: InvitationId,
    digest: &SecretDigest,
    expires_at: Timestamp,
) -> Result<bool> {
    let now = tx.now().0;
    let changed = execute!(
        tx,
        "UPDATE invitations SET token_digest = $3, status = 'pending', expires_at = $4, last_sent_at = $5, invited_by = $6
         WHERE org_id = $1 AND id = $2 AND status IN ('pending', 'expired')",
        access.org().0,
        invitation.0,
        digest.as_slice(),
        expires_at.0,
        now,
        access.user_id().as_str()
    )?;
    Ok(changed == 1)
}

/// Whether it was pending.
pub(super) async fn revoke(tx: &mut Tx, access: &OrgAccess, invitation: InvitationId) -> Result<bool> {
    let now = tx.now().0;
    let changed = execute!(
        tx,
        "UPDATE invitations SET status = 'revoked', answered_at = $3
         WHERE org_id = $1 AND id = $2 AND status = 'pending' AND expires_at > $3",
        access.org().0,
        invitation.0,
        now
    )?;
    Ok(changed == 1)
}

/// The invitation of a token, unless its organization is deleted.
pub(super) async fn by_token(tx: &mut Tx, digest: &SecretDigest) -> Result<Option<Row>> {
    fetch_optional!(tx, Row, select!("WHERE i.token_digest = $1"), digest.as_slice())
}

/// An invitation to a certain address.
pub(super) async fn by_address(tx: &mut Tx, invitation: InvitationId, email_key: &str) -> Result<Option<Row>> {
    fetch_optional!(tx, Row, select!("WHERE i.id = $1 AND i.email_key = $2"), invitation.0, email_key)
}

/// What waits for an address, oldest first; at most 200.
pub(super) async fn pending_of(tx: &mut Tx, email_key: &str) -> Result<Vec<Row>> {
    let now = tx.now().0;
    fetch_all!(
        tx,
        Row,
        select!(
            "WHERE i.email_key = $1 AND i.status = 'pending' AND i.expires_at > $2
             ORDER BY i.created_at, i.id
             LIMIT 200"
        ),
        email_key,
        now
    )
}

/// Consumes an invitation: the one statement after which its token is dead. Whether it was still good.
pub(super) async fn answer(tx: &mut Tx, row: &Row, user: &UserId, status: InvitationStatus) -> Result<bool> {
    let now = tx.now().0;
    let changed = execute!(
        tx,
        "UPDATE invitations SET status = $3, answered_at = $4, answered_by = $5
         WHERE id = $1 AND token_digest = $2 AND status = 'pending' AND expires_at > $4",
        row.id,
        row.token_digest.as_slice(),
        status.as_str(),
        now,
        user.as_str()
    )?;
    Ok(changed == 1)
}

/// Marks the address of an account as proved. Whether it was not before.
pub(super) async fn prove_address(tx: &mut Tx, user: &UserId) -> Result<bool> {
    let now = tx.now().0;
    let changed = execute!(
        tx,
        "UPDATE users SET email_verified_at = $2, updated_at = $2 WHERE id = $1 AND email_verified_at IS NULL",
        user.as_str(),
        now
    )?;
    Ok(changed == 1)
}
