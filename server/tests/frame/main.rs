//! The frame around the doors: layers, connections, and the router as it is built. One binary, because linking is slow.
#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests fail the test")]

mod binary;
mod common;
mod connections;
mod console;
mod layers;
