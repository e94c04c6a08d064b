//! What the administration page asks of the server.

use contract::{ApiError, Packed, Page, accounts::OutboxMessage, administration::MailState};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Mail of the instance, and where links begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outbox {
    /// One page, oldest first.
    pub messages: Page<OutboxMessage>,
    /// Where people reach this server.
    pub public_url: String,
    /// Whether a mail server is set up.
    pub mail_server: bool,
}

/// One page of the outbox. Super admins only.
#[server(protocol = Packed)]
pub async fn list_outbox(
    /// Only messages that stand there.
    #[server(default)]
    state: Option<MailState>,
    /// Where to go on.
    #[server(default)]
    cursor: Option<String>,
) -> Result<Outbox, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let status = page_status();
    let page = contract::PageRequest { limit: None, cursor, include_total: true };
    let messages = status.of(actor.answer(service::outbox::list_in(&s, &actor, state, page).await))?;
    let config = s.config();
    Ok(Outbox { messages, public_url: config.public_url.clone(), mail_server: config.smtp.is_some() })
}
