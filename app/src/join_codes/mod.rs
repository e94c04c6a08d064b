//! Join codes: joining by one.

mod join;
pub mod join_rpc;

pub(crate) use join::JoinPage;
