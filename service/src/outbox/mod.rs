//! Mail through a transactional outbox: written in the transaction of its cause, sealed, sent afterwards with retries.
//! Without a mail server it stays here, where the super admin reads it.

mod deliver;
mod mail;
mod sql;
#[cfg(test)]
mod tests;

pub use deliver::deliver_due;
pub(crate) use mail::Mail;

use crate::{
    Actor, Email, Error, Result, Services, SystemAccess,
    db::{Tx, decode_cursor, encode_cursor, page_limit, page_of},
};
use contract::{
    ApiError, InvitationId, MessageId, OrgId, Page, PageRequest, Timestamp, accounts::OutboxMessage,
    administration::MailState, error::Denial,
};
use serde::{Deserialize, Serialize};

/// What sealing is bound to.
const PURPOSE: &str = "outbox";
/// Messages that the administration surface lists at most.
const ADMIN_LIMIT: i64 = 1000;

/// What is sealed.
#[derive(Serialize, Deserialize)]
struct Payload {
    to: String,
    subject: String,
    text: String,
    html: String,
    token: Option<String>,
}

/// How many messages are not sent yet and will be tried, for the figures of the process.
pub async fn waiting(s: &Services) -> Result<i64> {
    sql::waiting(&mut s.db.read().await?).await
}

/// Writes a mail to `to` (an address as typed, which was checked before), in the transaction of its cause.
pub(crate) async fn enqueue(tx: &mut Tx, s: &Services, to: &str, mail: Mail) -> Result<()> {
    let email = Email::parse("email", to)?;
    let (org, invitation) = mail.about();
    let slug = match org {
        Some(org) => sql::slug(tx, org).await?.unwrap_or_default(),
        None => String::new(),
    };
    let sealed = seal(s, &email, &mail, &slug)?;
    let row = sql::NewRow { kind: mail.kind(), recipient: email.key(), org, invitation, sealed: &sealed };
    sql::insert(tx, &row).await
}

/// Writes many mails about the organization with this slug, each to its address. A statement for 500 of them.
pub(crate) async fn enqueue_all(tx: &mut Tx, s: &Services, slug: &str, mails: &[(&str, Mail)]) -> Result<()> {
    let mut sealed = Vec::with_capacity(mails.len());
    for (to, mail) in mails {
        let email = Email::parse("email", to)?;
        let payload = seal(s, &email, mail, slug)?;
        sealed.push((email, mail, payload));
    }
    let rows: Vec<sql::NewRow<'_>> = sealed
        .iter()
        .map(|(email, mail, payload)| {
            let (org, invitation) = mail.about();
            sql::NewRow { kind: mail.kind(), recipient: email.key(), org, invitation, sealed: payload }
        })
        .collect();
    sql::insert_all(tx, &rows).await
}

/// The words of a mail, sealed.
fn seal(s: &Services, email: &Email, mail: &Mail, slug: &str) -> Result<Vec<u8>> {
    let written = mail.write(&s.config.public_url, email.address(), slug);
    // The local part as typed, the domain in ASCII: mail servers know no other.
    let local = email.address().rsplit_once('@').map_or("", |(local, _)| local);
    let payload = Payload {
        to: format!("{local}@{}", email.domain()),
        subject: written.subject,
        text: written.text,
        html: written.html,
        token: mail.token().map(str::to_owned),
    };
    let json = serde_json::to_vec(&payload).map_err(Error::internal)?;
    let sealed = s.config.server_key.seal(&s.context, PURPOSE, &json)?;
    if let Some(link) = written.link.filter(|_| may_log_links(s)) {
        // No mail server and nobody else on this machine: the log is where the operator finds the link.
        tracing::info!("Mail to {}: {link}", email.key());
    }
    Ok(sealed)
}

/// Links hold live tokens. They may stand in the log only of a server without mail that nobody else can reach.
fn may_log_links(s: &Services) -> bool {
    s.config.smtp.is_none() && deliver::is_loopback(deliver::host_of(&s.config.public_url))
}

/// The outbox, newest first. Super admins only: the messages hold live tokens.
pub async fn list(s: &Services, actor: &Actor, page: PageRequest) -> Result<Page<OutboxMessage>> {
    list_in(s, actor, None, page).await
}

/// As [`list`], but only what stands there.
pub async fn list_in(
    s: &Services,
    actor: &Actor,
    state: Option<MailState>,
    page: PageRequest,
) -> Result<Page<OutboxMessage>> {
    let limit = page_limit(&page)?;
    let before = match &page.cursor {
        Some(cursor) => {
            let [at, id] = decode_cursor::<2>(cursor)?;
            let stale = || ApiError::InvalidRequest { detail: "cursor is not one of this list.".to_owned() };
            Some((at.parse().map_err(|_| stale())?, id.parse().map_err(|_| stale())?))
        }
        None => None,
    };
    let mut tx = s.db.read().await?;
    let user = actor.user(&mut tx).await?;
    if !user.super_admin() {
        return Err(ApiError::PermissionDenied(Box::new(Denial {
            detail: "Only a super admin can read the outbox.".to_owned(),
            missing_permission: None,
            resource: None,
            your_role: None,
            granted_by_roles: Vec::new(),
            ask: Vec::new(),
        }))
        .into());
    }
    let rows = sql::page(&mut tx, state, before, limit + 1).await?;
    let total = if page.include_total { Some(sql::count(&mut tx, state).await?) } else { None };
    let cursor = |row: &sql::Row| encode_cursor(&[&row.created_at.to_string(), &row.id.to_string()]);
    Ok(Page { total, ..page_of(rows, limit, cursor, |row| message(s, row)) })
}

/// The newest 1000 messages, oldest first, to one address when one is given, for the administration surface.
pub async fn admin_list(s: &Services, _system: &SystemAccess, to: Option<&str>) -> Result<Vec<OutboxMessage>> {
    let recipient = to.map(|to| Email::parse("to", to)).transpose()?;
    let mut tx = s.db.read().await?;
    let rows = sql::newest(&mut tx, recipient.as_ref().map(Email::key), ADMIN_LIMIT).await?;
    Ok(rows.into_iter().rev().map(|row| message(s, row)).collect())
}

fn message(s: &Services, row: sql::Row) -> OutboxMessage {
    // A payload of another server key is unreadable for good; the list must still show that the message is there.
    let payload = row.sealed.as_deref().and_then(|sealed| open(s, sealed).ok());
    OutboxMessage {
        id: MessageId(row.id),
        to: row.recipient,
        kind: row.kind,
        organization_id: row.org_id.map(OrgId),
        invitation_id: row.invitation_id.map(InvitationId),
        token: payload.and_then(|p| p.token),
        created_at: Timestamp(row.created_at),
        sent_at: row.sent_at.map(Timestamp),
        attempts: row.attempts,
        last_error: row.last_error,
    }
}

fn open(s: &Services, sealed: &[u8]) -> Result<Payload> {
    let json = s.config.server_key.open(PURPOSE, sealed)?;
    serde_json::from_slice(&json).map_err(Error::internal)
}
