//! Invitations: sending and answering them.

mod accept;
pub mod accept_rpc;
mod invite;
mod list;
pub mod list_rpc;
mod row;
mod sent;

pub(crate) use accept::InvitePage;
pub(crate) use list::InvitationsPage;
pub(crate) use list_rpc::roles_to_give;
