//! `guildhall seed`: fills the database with example data.

use std::{io::Write, time::Duration};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use service::{
    RequestInfo, SystemAccess,
    seed::{Plan, SeedReport},
};

use crate::{
    cli::{SeedArgs, SeedProfile},
    commands::CommandError,
    config::Config,
    start,
};

/// Migrates, makes the data up, and tells what was made: in a few lines, or as JSON for a load test.
///
/// # Errors
/// When the database cannot be opened or written, or has users already.
pub async fn run(config: Config, args: &SeedArgs) -> Result<(), CommandError> {
    let plan = match args.profile {
        Some(SeedProfile::Bench) => Plan::bench(),
        None => Plan::sized(args.organizations, args.members).map_err(|_| {
            format!(
                "--members {} is less than --organizations {}: each organization needs an owner",
                args.members, args.organizations
            )
        })?,
    };
    let services = start::open_services(&config).await?;
    let system =
        SystemAccess::new(RequestInfo { request_id: "seed".to_owned(), surface: "cli", ..RequestInfo::default() });
    let bar = progress_bar(plan.members())?;
    let outcome = service::seed::seed(&services, &system, &plan, |progress| bar.set_position(progress.members)).await;
    bar.finish_and_clear();
    services.close().await;
    let report = outcome?;
    let mut out = std::io::stdout().lock();
    if report.bench.is_some() {
        serde_json::to_writer_pretty(&mut out, &report)?;
        writeln!(out)?;
    } else {
        write!(out, "{}", summary(&report))?;
    }
    Ok(())
}

/// On stderr, and silent where that is no terminal.
fn progress_bar(members: u64) -> Result<ProgressBar, CommandError> {
    let bar = ProgressBar::with_draw_target(Some(members), ProgressDrawTarget::stderr());
    bar.set_style(ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} members, {elapsed}, left {eta}")?);
    bar.enable_steady_tick(Duration::from_millis(200));
    Ok(bar)
}

fn summary(report: &SeedReport) -> String {
    format!(
        "Made {} organizations with {} members ({} people), {} custom roles, {} projects, {} API keys,\n\
         {} invitations, {} join codes, and a year of usage and {} audit events.\n\
         Sign in as {} (super admin) or as anybody else; everybody's password is: {}\n\
         This is example data with published credentials: keep it away from the internet.\n",
        report.organizations,
        report.members,
        report.users,
        report.roles,
        report.projects,
        report.api_keys,
        report.invitations,
        report.join_codes,
        report.audit_events,
        report.administrator,
        report.password,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_tells_how_to_sign_in() {
        let report = SeedReport {
            administrator: "admin@guildhall.example".to_owned(),
            password: "a password".to_owned(),
            ..SeedReport::default()
        };
        let text = summary(&report);
        assert!(text.contains("admin@guildhall.example") && text.contains(": a password\n"), "{text}");
    }

    #[test]
    fn the_bar_can_be_drawn() {
        assert_eq!(progress_bar(7).map(|bar| bar.length()).ok().flatten(), Some(7));
    }
}
