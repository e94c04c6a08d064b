//! Invitations: sending and answering them.

mod accept;
pub mod accept_rpc;
mod checked;
mod import;
pub mod import_rpc;
mod invite;
mod list;
pub mod list_rpc;
mod row;
mod sent;
#[cfg(any(feature = "ssr", test))]
mod suggest;

pub(crate) use accept::InvitePage;
pub(crate) use import::ImportPage;
pub use import_rpc::SentList;
pub(crate) use list::InvitationsPage;
pub(crate) use list_rpc::roles_to_give;
