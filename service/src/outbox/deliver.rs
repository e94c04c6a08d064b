//! Sending by SMTP. A message is claimed by a lease before it is sent, so that two processes do not send it twice.

use super::{Payload, open, sql};
use crate::{Error, Result, Services, SmtpConfig};
use contract::time::{DAY, HOUR, MINUTE};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};
use std::time::{Duration, UNIX_EPOCH};

/// Messages of one round.
const BATCH: i64 = 50;
/// How long one try may take.
const TRY: Duration = Duration::from_secs(60);
/// How long a claimed message is left alone; longer than a try.
const LEASE: i64 = 5 * MINUTE;
/// How long sending is tried.
const GIVE_UP: i64 = 3 * DAY;
/// How long a payload stays after delivery.
const KEEP_SENT: i64 = DAY;
/// How long a payload stays that is never delivered: no link in it lives longer.
const KEEP_UNSENT: i64 = 30 * DAY;

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// Sends what is due and removes the payloads of what was delivered a day ago. Returns how many messages were sent.
///
/// Without a mail server nothing is sent. A message whose sending fails is tried again after a minute, doubling to six
/// hours, for three days. Called by the server in a loop; any number of processes may do so at once.
pub async fn deliver_due(s: &Services) -> Result<usize> {
    forget(s).await?;
    let Some(smtp) = &s.config.smtp else { return Ok(0) };
    let due = sql::due(&mut s.db.read().await?, BATCH).await?;
    if due.is_empty() {
        return Ok(0);
    }
    let transport = transport(smtp)?;
    let from: Mailbox = smtp.from.parse().map_err(|e| Error::internal(format!("the mail's sender: {e}")))?;
    let mut sent = 0;
    for (id, due_at) in due {
        let mut tx = s.db.write().await?;
        let lease_until = tx.now().plus(LEASE).0;
        let claimed = sql::claim(&mut tx, id, due_at, lease_until).await?;
        tx.commit().await?;
        let Some(row) = claimed else { continue };
        let outcome = match row.sealed.as_deref().map(|sealed| open(s, sealed)) {
            _ if s.now().0 - row.created_at > GIVE_UP => Err("Not sent within three days.".to_owned()),
            Some(Ok(payload)) => send(&transport, &from, &row, payload).await,
            Some(Err(error)) => Err(error.to_string()),
            None => Err("The text of this message is gone.".to_owned()),
        };
        let mut tx = s.db.write().await?;
        match outcome {
            Ok(()) => {
                sql::sent(&mut tx, id).await?;
                sent += 1;
            }
            Err(error) => {
                let error: String = error.chars().take(300).collect();
                tracing::warn!(message = %id, kind = row.kind, attempts = row.attempts, error, "mail was not sent");
                let next = tx.now().plus(backoff(row.attempts)).0;
                let next = Some(next).filter(|next| next - row.created_at <= GIVE_UP && row.sealed.is_some());
                sql::failed(&mut tx, id, &error, next).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(sent)
}

async fn forget(s: &Services) -> Result<()> {
    let now = s.now();
    let (sent, made) = (now.plus(-KEEP_SENT).0, now.plus(-KEEP_UNSENT).0);
    if sql::anything_to_forget(&mut s.db.read().await?, sent, made).await? {
        let mut tx = s.db.write().await?;
        sql::forget(&mut tx, sent, made).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The wait after the `attempts`th try.
fn backoff(attempts: i64) -> i64 {
    let doublings = u32::try_from((attempts - 1).clamp(0, 20)).unwrap_or(0);
    (MINUTE << doublings).min(6 * HOUR)
}

async fn send(transport: &Transport, from: &Mailbox, row: &sql::Row, payload: Payload) -> Result<(), String> {
    let to = payload.to.parse().map_err(|_| "The recipient's address cannot be used in a mail.".to_owned())?;
    let message = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(payload.subject)
        // The same at every try, so that the receiver can tell a repetition.
        .message_id(Some(format!("<{}@{}>", row.id.as_simple(), from.email.domain())))
        .date(UNIX_EPOCH + Duration::from_micros(u64::try_from(row.created_at).unwrap_or(0)))
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
        .multipart(MultiPart::alternative_plain_html(payload.text, payload.html))
        .map_err(|e| e.to_string())?;
    match tokio::time::timeout(TRY, transport.send(message)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("The mail server took too long.".to_owned()),
    }
}

fn transport(smtp: &SmtpConfig) -> Result<Transport> {
    let url = with_tls(&smtp.url);
    let builder = Transport::from_url(&url).map_err(|e| Error::internal(format!("the mail server's address: {e}")))?;
    Ok(builder.timeout(Some(Duration::from_secs(20))).build())
}

/// `smtp://` means plain text to this machine; to another one STARTTLS when it is offered, and always when a password is sent.
fn with_tls(url: &str) -> String {
    let plain = url.starts_with("smtp://") && !url.contains("tls=");
    if !plain || is_loopback(host_of(url)) {
        return url.to_owned();
    }
    let tls = if url.contains('@') { "required" } else { "opportunistic" };
    let sign = if url.contains('?') { '&' } else { '?' };
    format!("{url}{sign}tls={tls}")
}

/// The host of an address, without user, port and path.
pub(super) fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    }
}

/// Whether a host is this machine.
pub(super) fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_gets_mail_in_plain_text() {
        for (url, expected) in [
            ("smtp://127.0.0.1:25", "smtp://127.0.0.1:25"),
            ("smtp://[::1]:25", "smtp://[::1]:25"),
            ("smtp://localhost", "smtp://localhost"),
            ("smtp://mail.example:25", "smtp://mail.example:25?tls=opportunistic"),
            ("smtp://a:b@mail.example", "smtp://a:b@mail.example?tls=required"),
            ("smtp://localhost@mail.example", "smtp://localhost@mail.example?tls=required"),
            ("smtps://a:b@mail.example", "smtps://a:b@mail.example"),
        ] {
            assert_eq!(with_tls(url), expected);
            assert!(Transport::from_url(&with_tls(url)).is_ok(), "{url}");
        }
    }

    #[test]
    fn the_wait_doubles_from_a_minute_to_six_hours() {
        assert_eq!(backoff(1), MINUTE);
        assert_eq!(backoff(2), 2 * MINUTE);
        assert_eq!(backoff(9), 256 * MINUTE);
        assert_eq!(backoff(10), 6 * HOUR);
        assert_eq!(backoff(i64::MAX), 6 * HOUR);
    }
}
