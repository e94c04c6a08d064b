//! The frame around the doors: layers, connections, and the router as it is built. One binary, because linking is slow.

mod common;
mod connections;
mod console;
mod layers;
