//! The native API and the administration surface through the whole router, on SQLite and on PostgreSQL.
//!
//! One file a feature holds the answers of each call as snapshots; `matrix` holds who may do what; `coverage` fails for a
//! call without a row there. One binary, because linking is slow.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

mod client;
mod coverage;
mod matrix;
mod openapi;
mod world;
