//! Organizations: mine, making one, the overview of one and its settings.

mod activity;
mod create;
pub mod create_rpc;
mod danger;
mod mine;
mod mine_bin;
mod mine_invitations;
pub mod mine_rpc;
mod overview;
pub mod overview_rpc;
mod settings;
mod settings_bin;
mod settings_merge;
pub mod settings_rpc;
mod steps;
mod timezones;

pub(crate) use create::CreateOrganizationPage;
pub(crate) use mine::HomePage;
pub(crate) use mine_bin::table as bin_table;
pub(crate) use mine_invitations::Answers;
pub(crate) use mine_rpc::RestoreOrganization;
pub(crate) use overview::OverviewPage;
pub(crate) use settings::SettingsPage;
pub(crate) use settings_bin::RecycleBinPage;
