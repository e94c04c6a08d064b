//! What the pages ask of the server about offers of ownership.

use contract::{ApiError, Packed, TransferId, UserId, ownership::OwnershipTransfer};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The offers that wait for an answer, as far as the reader may know of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offers {
    /// The offers.
    pub offers: Vec<OwnershipTransfer>,
    /// The reader.
    pub me: UserId,
}

/// Lists the offers that wait for an answer: owners see all, others those made to them.
#[server(protocol = Packed)]
pub async fn list_ownership_offers(
    /// The organization's slug.
    org: String,
) -> Result<Offers, ApiError> {
    use crate::ssr::*;
    let ((s, actor), status) = (caller()?, page_status());
    let offers = status.of(actor.answer(service::ownership::list(&s, &actor, &org.as_str().into()).await))?;
    let me = status.of(actor.answer(service::accounts::me(&s, &actor).await))?.user.id;
    Ok(Offers { offers, me })
}

/// Offers my ownership to a member.
#[server(protocol = Packed)]
pub async fn offer_ownership(
    /// The organization's slug.
    org: String,
    /// Whom.
    user: UserId,
    /// The role that I have afterwards.
    keep_role: String,
    /// Where to go afterwards.
    #[server(default)]
    back: String,
) -> Result<OwnershipTransfer, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    let offer = contract::ownership::NewOwnershipTransfer { user_id: user, keep_role: Some(keep_role) };
    let offer = actor.answer(service::ownership::offer(&s, &actor, &org.as_str().into(), offer).await)?;
    go_back(&back);
    Ok(offer)
}

/// Accepts an offer that was made to me.
#[server(protocol = Packed)]
pub async fn accept_ownership(
    /// The organization's slug.
    org: String,
    /// Which.
    id: TransferId,
) -> Result<OwnershipTransfer, ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    actor.answer(service::ownership::accept(&s, &actor, &org.as_str().into(), id).await)
}

/// Takes back an offer of mine, or declines one that was made to me.
#[server(protocol = Packed)]
pub async fn end_ownership_offer(
    /// The organization's slug.
    org: String,
    /// Which.
    id: TransferId,
) -> Result<(), ApiError> {
    use crate::ssr::*;
    let (s, actor) = caller()?;
    actor.answer(service::ownership::end(&s, &actor, &org.as_str().into(), id).await)
}
