//! Organizations: the overview of one and its settings.

mod activity;
mod overview;
mod overview_rpc;
mod steps;

pub(crate) use overview::OverviewPage;
