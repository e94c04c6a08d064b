//! Usage of an organization: principals and requests a day, people active in a month.

mod billing;
mod sql;

pub use billing::{current_period, principal_history};

use crate::{Actor, Result, Services, db::Tx};
use contract::{
    OrgRef, Permission, Timestamp,
    time::DAY,
    usage::{Usage, UsageDay},
};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// The days up to today, oldest first, the people active this month, and the present billing period. Needs `billing.view`; `days` is held to 1–366.
pub async fn usage(s: &Services, actor: &Actor, org: &OrgRef, days: i64) -> Result<Usage> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::BillingView).await?;
    let today = tx.now().day();
    let first = today - days.clamp(1, 366) + 1;
    let counted: HashMap<i64, (i64, i64)> =
        sql::days(&mut tx, &access, first, today).await?.into_iter().map(|(d, p, r)| (d, (p, r))).collect();
    let month = tx.now().month();
    let monthly_active_users = sql::active_users(&mut tx, &access, month).await?;
    let days = (first..=today)
        .map(|day| {
            let (principals, requests) = counted.get(&day).copied().unwrap_or_default();
            UsageDay { date: date(day), principals, requests }
        })
        .collect();
    let (plan, principals) = sql::plan_and_principals(&mut tx, &access).await?;
    let current_period = billing::period(&plan, principals, tx.now());
    Ok(Usage { days, monthly_active_users, current_period })
}

/// The day as `YYYY-MM-DD`.
fn date(day: i64) -> String {
    let text = Timestamp(day * DAY).to_string();
    text.split('T').next().unwrap_or_default().to_owned()
}

/// Adds a batch of requests: per organization, day and principal (and whether it is a person) how many.
pub(crate) async fn add(tx: &mut Tx, requests: &BTreeMap<(Uuid, i64, String, bool), i64>) -> Result<()> {
    for ((org, day, principal, is_user), count) in requests {
        if !sql::organization_exists(tx, *org).await? {
            continue;
        }
        let new = sql::see(tx, *org, *day, principal).await?;
        sql::count(tx, *org, *day, new, *count).await?;
        if *is_user {
            sql::see_in_month(tx, *org, Timestamp(*day * DAY).month(), principal).await?;
        }
    }
    Ok(())
}
