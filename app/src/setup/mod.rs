//! The first set-up of a server.

mod page;
pub mod rpc;

pub(crate) use page::SetupPage;
