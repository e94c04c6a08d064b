//! What the list of join codes asks of the server.

use contract::{ApiError, JoinCodeId, Packed, Page, join_codes::JoinCode};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// One page of join codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinCodeList {
    /// The codes.
    pub page: Page<JoinCode>,
    /// A code behind this is a link.
    pub link: String,
}

/// Lists join codes, newest first.
#[server(protocol = Packed)]
pub async fn list_join_codes(
    /// The organization's slug.
    org: String,
    /// The page.
    #[server(default)]
    cursor: Option<String>,
) -> Result<JoinCodeList, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let link = format!("{}/join/", s.config().public_url);
    let page = contract::PageRequest { limit: None, cursor, include_total: true };
    let page = status.of(actor.answer(service::join_codes::list(&s, &actor, &org.as_str().into(), page).await))?;
    Ok(JoinCodeList { page, link })
}

/// Makes a join code.
#[server(protocol = Packed)]
pub async fn create_join_code(
    /// The organization's slug.
    org: String,
    /// The role it gives.
    role: String,
    /// How many may use it; no limit when empty.
    #[server(default)]
    max_uses: String,
    /// In how many days it ends; never when empty.
    #[server(default)]
    days: String,
    /// Only addresses of this domain.
    #[server(default)]
    email_domain: String,
    /// Where to go afterwards.
    #[server(default)]
    back: String,
) -> Result<JoinCode, ApiError> {
    use crate::ssr::*;
    use contract::{join_codes::NewJoinCode, time::DAY};
    let (s, actor) = caller()?;
    let request = NewJoinCode {
        role: Some(role),
        max_uses: super::create::number("max_uses", &max_uses)?,
        expires_at: super::create::number("days", &days)?.map(|days| s.now().plus(days.saturating_mul(DAY))),
        email_domain: Some(email_domain),
    };
    let code = actor.answer(service::join_codes::create(&s, &actor, &org.as_str().into(), request).await)?;
    go_back(&back);
    Ok(code)
}

/// Revokes a join code.
#[server(protocol = Packed)]
pub async fn revoke_join_code(
    /// The organization's slug.
    org: String,
    /// Which.
    id: JoinCodeId,
) -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    actor.answer(service::join_codes::revoke(&s, &actor, &org.as_str().into(), id).await)
}
