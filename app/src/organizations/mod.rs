//! Organizations: mine, making one, the overview of one and its settings.

mod activity;
mod create;
pub mod create_rpc;
mod mine;
pub mod mine_rpc;
mod overview;
mod overview_rpc;
mod steps;

pub(crate) use create::CreateOrganizationPage;
pub(crate) use mine::HomePage;
pub(crate) use overview::OverviewPage;
