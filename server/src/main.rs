//! The `guildhall` binary.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    server::commands::run(&server::cli::Cli::parse())
}
