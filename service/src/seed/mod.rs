//! Example data: made-up organizations with people, roles, projects, keys, invitations and a year of history.
//!
//! The same arguments make up the same data, ids and secrets included; only times follow the clock. So nothing that is
//! made here protects anything, and only a database without users is filled.

mod credentials;
mod dice;
mod history;
mod names;
mod people;
mod plan;
mod report;
mod rows;
mod sql;
#[cfg(test)]
mod tests;

pub use plan::Plan;
pub use report::{BenchKey, BenchOrganization, BenchReport, BenchUser, Progress, SeedReport};

use crate::{
    Error, Result, Services, SystemAccess,
    audit::{self, Entry},
};
use people::Maker;
use rows::{Head, Limits};
use std::collections::HashMap;
use uuid::Uuid;

/// The password of every made-up person.
pub const PASSWORD: &str = "guildhall example data";

/// Fills a database that has no users yet. `progress` is called after each transaction.
///
/// The rows come in several transactions, each whole in itself: every organization has an owner at any moment.
///
/// # Errors
/// When somebody has an account already, and when the database fails; then what was written before stays.
pub async fn seed(s: &Services, system: &SystemAccess, plan: &Plan, progress: impl Fn(Progress)) -> Result<SeedReport> {
    if sql::any_user(&mut s.db.read().await?).await? {
        return Err(Error::internal(
            "the database has users already; example data goes only into an empty one. Name another with DATABASE_URL",
        ));
    }
    let mut tx = s.db.write().await?;
    sql::prepare(&mut tx).await?;
    let limits = Limits::of(tx.is_postgres());
    tx.commit().await?;
    let mut run = Run {
        s,
        progress,
        limits,
        total: plan.members(),
        report: SeedReport::default(),
        hash: String::new(),
        chains: HashMap::new(),
    };
    let mut maker = Maker::new(s);
    run.hash = s.passwords.hash(maker.secrets(), PASSWORD).await?;
    maker.administrator(plan.bench);
    for organization in &plan.organizations {
        let mut made = maker.organization(organization);
        for _ in 1..organization.members {
            maker.member(&mut made);
            run.write_when_full(&mut maker).await?;
        }
        maker.finish(made)?;
        run.write_when_full(&mut maker).await?;
    }
    run.write(&mut maker).await?;

    let mut tx = s.db.write().await?;
    sql::analyze(&mut tx).await?;
    let entry = Entry::new("instance.seeded", "instance", "guildhall", "Guildhall").set("members", run.report.members);
    audit::record_system(&mut tx, None, system, entry).await?;
    tx.commit().await?;

    let mut report = run.report;
    report.administrator = people::ADMINISTRATOR.to_owned();
    report.password = PASSWORD.to_owned();
    report.bench = plan.bench.then(|| maker.into_bench());
    Ok(report)
}

struct Run<'a, P> {
    s: &'a Services,
    progress: P,
    limits: Limits,
    total: u64,
    report: SeedReport,
    hash: String,
    chains: HashMap<Uuid, Head>,
}

impl<P: Fn(Progress)> Run<'_, P> {
    async fn write_when_full(&mut self, maker: &mut Maker<'_>) -> Result<()> {
        if maker.rows.full(self.limits) { self.write(maker).await } else { Ok(()) }
    }

    async fn write(&mut self, maker: &mut Maker<'_>) -> Result<()> {
        let mut rows = std::mem::take(&mut maker.rows);
        let heads = rows.link(&mut self.chains);
        let mut tx = self.s.db.write().await?;
        sql::write(&mut tx, &rows, &self.hash).await?;
        sql::write_heads(&mut tx, &heads).await?;
        tx.commit().await?;
        rows.count(&mut self.report);
        (self.progress)(Progress { members: self.report.members, total: self.total });
        Ok(())
    }
}
