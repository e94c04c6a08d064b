//! What the page of usage asks of the server.

use contract::{ApiError, Packed, usage::UsageReport};
use leptos::prelude::*;

/// The usage of so many days and the last months.
#[server(protocol = Packed)]
pub async fn read_usage(
    /// The organization.
    org: String,
    /// Days up to today.
    days: i64,
) -> Result<UsageReport, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    status.of(actor.answer(service::usage::report(&s, &actor, &org.as_str().into(), days).await))
}
