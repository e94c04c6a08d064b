//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::config::Flags;

/// Guildhall: a self-hosted home for the organizations of a B2B product.
#[derive(Debug, Parser)]
#[command(name = "guildhall", version, about)]
pub struct Cli {
    /// What to do; `serve` when nothing is named.
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Configuration file [default: guildhall.toml, if it exists]
    #[arg(long, value_name = "PATH", global = true)]
    pub config: Option<PathBuf>,

    /// The settings, see [`crate::config::SETTINGS`].
    #[command(flatten)]
    pub settings: Flags,
}

/// The commands.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Run the server; migrates the database first
    Serve,
    /// Bring the database to this version's schema and exit
    Migrate,
    /// Fill the database with made-up organizations, the same ones each time
    Seed(SeedArgs),
    /// Check the configuration and print it, secrets masked, with the source of each value
    CheckConfig,
}

/// How much to make up.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
pub struct SeedArgs {
    /// Number of organizations
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub organizations: u32,

    /// Number of members over all organizations
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub members: u32,

    /// A prepared data set instead; prints what a load test needs as JSON
    #[arg(long, conflicts_with_all = ["organizations", "members"])]
    pub profile: Option<SeedProfile>,
}

/// A prepared data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SeedProfile {
    /// For load tests: organizations of 100, 10,000 and 100,000 members, a user in 500 organizations, 1,000 keys,
    /// 20,000 sessions
    Bench,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn seed_takes_numbers_or_a_profile() {
        let seed = |args: &[&str]| {
            Cli::try_parse_from(["guildhall", "seed"].iter().chain(args)).ok().and_then(|cli| cli.command)
        };
        let numbers = SeedArgs { organizations: 3, members: 50, profile: None };
        assert_eq!(seed(&["--organizations", "3", "--members", "50"]), Some(Command::Seed(numbers)));
        assert!(matches!(seed(&["--profile", "bench"]), Some(Command::Seed(SeedArgs { profile: Some(_), .. }))));
        assert_eq!(seed(&["--profile", "bench", "--members", "5"]), None);
        assert_eq!(seed(&["--members", "0"]), None);
    }
}
