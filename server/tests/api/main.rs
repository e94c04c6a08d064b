//! The native API and the administration surface through the whole router, on SQLite and on PostgreSQL.
//!
//! One file a feature holds the answers of each call as snapshots; `matrix` holds who may do what; `coverage` fails for a
//! call without a row there. One binary, because linking is slow.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

mod admin;
mod administration;
mod api_keys;
mod audit_events;
mod bad_input;
mod client;
mod coverage;
mod identity;
mod invitations;
mod join_codes;
mod locale;
mod matrix;
mod members;
mod openapi;
mod organizations;
mod ownership;
mod packed;
mod pages;
mod pages_of_people;
mod permissions;
mod projects;
mod protocol;
mod roles;
mod story;
mod usage;
mod versions;
mod world;
