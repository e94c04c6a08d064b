//! The compatibility surfaces through the whole router, on SQLite and on PostgreSQL: a module a surface, with the bodies of each call
//! and of each error as snapshots. One binary, because linking is slow.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail the test")]

mod adrifact;
#[expect(dead_code, reason = "the native API's tests use more of it")]
#[path = "../api/client.rs"]
mod client;
mod doors;
mod envelopes;
mod parity;
mod permit;
mod perms;
mod rate_limits;
mod rpc;
mod teabar;
mod tours;
mod transcript;
#[expect(dead_code, reason = "the native API's tests use more of it")]
#[path = "../api/world.rs"]
mod world;
