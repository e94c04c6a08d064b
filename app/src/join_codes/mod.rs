//! Join codes: making them, and joining by one.

mod create;
mod join;
pub mod join_rpc;
mod list;
pub mod list_rpc;
mod row;

pub(crate) use join::{JoinPage, code_error};
pub(crate) use list::JoinCodesPage;
