//! Handing an organization over: an owner offers the ownership to a member, who accepts or declines.

mod offer;
mod offers;
pub mod rpc;

pub(crate) use offer::OfferDialog;
pub(crate) use offers::{OwnershipOffers, fetch_for_document};
