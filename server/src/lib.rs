//! The Guildhall server: configuration, connections, layers and doors. Every door leads to the `service` crate; no rule
//! lives here.
//!
//! * A setting: [`config`]. A command: [`cli`] and [`commands`]. A layer: [`layers`] and [`router`]. A group of routes: [`router`].

pub mod admin;
pub mod api;
pub mod assets;
pub mod auth;
pub mod cli;
pub mod commands;
pub mod config;
mod console;
mod csp_report;
pub mod dialects;
mod failure;
pub mod health;
mod kept_form;
pub mod layers;
pub mod links;
mod locale;
pub mod logging;
pub mod master_key;
pub mod metrics;
pub mod problem;
pub mod router;
pub mod rpc;
pub mod seed;
mod sent_list;
pub mod serve;
pub mod session_store;
pub mod sign_out;
pub mod start;
mod theme;
mod words;
