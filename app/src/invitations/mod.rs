//! Invitations: answering one.

mod accept;
pub mod accept_rpc;

pub(crate) use accept::InvitePage;
