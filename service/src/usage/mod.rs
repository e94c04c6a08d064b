//! Usage of an organization: principals and requests a day, people active in a month.

mod billing;
mod sql;

pub use billing::{current_period, principal_history};

use crate::{
    Actor, OrgAccess, Result, Services,
    db::{Tx, delete_some},
};
use contract::{
    ApiError, OrgRef, Permission, Timestamp,
    time::DAY,
    usage::{MonthlyUsers, Usage, UsageDay, UsageReport},
};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// The most days that [`usage`] goes back.
const DAYS_MAX: i64 = 366;

/// The days up to today, oldest first, the people active this month, and the present billing period. Needs `billing.view`.
///
/// # Errors
/// `invalid_request` when `days` is not of 1–366.
pub async fn usage(s: &Services, actor: &Actor, org: &OrgRef, days: i64) -> Result<Usage> {
    check_days(days)?;
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::BillingView).await?;
    Ok(usage_in(&mut tx, &access, days).await?.0)
}

/// The usage, and the plan.
async fn usage_in(tx: &mut Tx, access: &OrgAccess, days: i64) -> Result<(Usage, String)> {
    let today = tx.now().day();
    let first = today - days + 1;
    let counted: HashMap<i64, (i64, i64)> =
        sql::days(tx, access, first, today).await?.into_iter().map(|(d, p, r)| (d, (p, r))).collect();
    let month = tx.now().month();
    let monthly_active_users = sql::active_users(tx, access, month).await?;
    let days = (first..=today)
        .map(|day| {
            let (principals, requests) = counted.get(&day).copied().unwrap_or_default();
            UsageDay { date: date(day), principals, requests }
        })
        .collect();
    let (plan, principals) = sql::plan_and_principals(tx, access).await?;
    let current_period = billing::period(&plan, principals, tx.now());
    Ok((Usage { days, monthly_active_users, current_period }, plan))
}

/// Months that [`report`] goes back, the present one with them.
const MONTHS: i64 = 12;

/// What the console's page of usage shows: [`usage`] and [`principal_history`] of the same days, and the people active in each
/// of the last twelve months. Nothing is told of days and months before the organization was made. Needs `billing.view`.
///
/// # Errors
/// As [`usage`].
pub async fn report(s: &Services, actor: &Actor, org: &OrgRef, days: i64) -> Result<UsageReport> {
    check_days(days)?;
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::BillingView).await?;
    let (usage, plan) = usage_in(&mut tx, &access, days).await?;
    let made = Timestamp(sql::made(&mut tx, &access).await?);
    let mut principals = billing::history(&mut tx, &access, days).await?;
    let age = usize::try_from(tx.now().day() - made.day() + 1).unwrap_or_default();
    principals.drain(..principals.len().saturating_sub(age));
    let month = tx.now().month();
    let first = (month - MONTHS + 1).max(made.month());
    let counted: HashMap<i64, i64> = sql::months(&mut tx, &access, first, month).await?.into_iter().collect();
    let months = (first..=month)
        .map(|month| MonthlyUsers {
            month: format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1),
            users: counted.get(&month).copied().unwrap_or_default(),
        })
        .collect();
    Ok(UsageReport { usage, plan, principals, months })
}

fn check_days(days: i64) -> Result<()> {
    if (1..=DAYS_MAX).contains(&days) {
        return Ok(());
    }
    Err(ApiError::InvalidRequest { detail: format!("days must be between 1 and {DAYS_MAX}.") }.into())
}

/// The day as `YYYY-MM-DD`.
fn date(day: i64) -> String {
    let text = Timestamp(day * DAY).to_string();
    text.split('T').next().unwrap_or_default().to_owned()
}

/// Days for which it is remembered who was counted. A batch that is written later than that may count somebody twice.
const SEEN_DAYS: i64 = 7;
/// How many rows one transaction removes.
const PIECE: i64 = 1000;

/// Forgets who was counted on days that are over; the counts stay. Returns how many rows went.
pub async fn sweep(s: &Services) -> Result<u64> {
    let mut removed = 0;
    loop {
        let mut tx = s.db.write().await?;
        let before = tx.now().day() - SEEN_DAYS;
        let piece = delete_some!(tx, "usage_seen", "day < $1", before, PIECE)?;
        tx.commit().await?;
        removed += piece;
        if piece == 0 {
            return Ok(removed);
        }
    }
}

/// The people active in the present month and in the two before it, the latest first, each with the month. The caller
/// counts in the present one, when a user acts: what is gathered in memory is written some seconds later.
pub(crate) async fn last_months(tx: &mut Tx, access: &OrgAccess) -> Result<[(i64, i64); 3]> {
    let month = tx.now().month();
    let counted: HashMap<i64, i64> = sql::months(tx, access, month - 2, month).await?.into_iter().collect();
    let mut months = [month, month - 1, month - 2].map(|m| (m, counted.get(&m).copied().unwrap_or_default()));
    if access.acts_as_user() && !sql::seen_in_month(tx, access, month).await? {
        months[0].1 += 1;
    }
    Ok(months)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::{execute, fetch_one},
        fixtures::{id, organization},
        testing::on_both,
    };

    #[tokio::test]
    async fn who_was_counted_is_forgotten_after_a_week_and_the_counts_stay() {
        on_both(|t| async move {
            let ana = t.person("Ana").await;
            let org = organization(&t, &ana, "Harbor").await;
            let mut tx = t.db.write().await.unwrap();
            let today = tx.now().day();
            let sql = "INSERT INTO usage_seen (org_id, day, principal)
                       WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
                       SELECT $1, $2, CAST(i AS TEXT) FROM n";
            for day in [today - 8, today - 7] {
                execute!(tx, sql, id(&org).0, day).unwrap();
            }
            let sql = "INSERT INTO usage_days (org_id, day, principals, requests) VALUES ($1, $2, 2500, 9)";
            execute!(tx, sql, id(&org).0, today - 8).unwrap();
            tx.commit().await.unwrap();
            assert_eq!(sweep(&t).await.unwrap(), 2500);
            let mut tx = t.db.read().await.unwrap();
            let sql = "SELECT COUNT(*), MIN(day) FROM usage_seen";
            assert_eq!(fetch_one!(tx, (i64, i64), sql).unwrap(), (2500, today - 7));
            drop(tx);
            let days = usage(&t, &ana.actor, &org, 10).await.unwrap().days;
            assert_eq!((days[1].principals, days[1].requests), (2500, 9));
            t
        })
        .await;
    }

    #[tokio::test]
    async fn a_report_begins_with_the_organization_and_counts_people_by_month() {
        on_both(|t| async move {
            let ana = t.person("Ana").await;
            let org = organization(&t, &ana, "Harbor").await;
            let first = report(&t, &ana.actor, &org, 30).await.unwrap();
            assert_eq!((first.usage.days.len(), first.principals.len(), first.months.len()), (30, 1, 1));
            assert_eq!((first.principals[0].count, first.plan.as_str()), (1, "free"));
            let mut tx = t.db.write().await.unwrap();
            let month = tx.now().month();
            sql::see_in_month(&mut tx, id(&org).0, month, ana.id.as_str()).await.unwrap();
            tx.commit().await.unwrap();
            t.clock.advance(40 * DAY);
            let later = report(&t, &ana.actor, &org, 7).await.unwrap();
            assert_eq!(later.principals.iter().map(|day| day.count).collect::<Vec<_>>(), [1; 7]);
            assert_eq!(later.months.first().map(|month| month.users), Some(1));
            assert!(later.months.len() > 1);
            let ben = crate::fixtures::member(&t, &org, "Ben", "member").await;
            assert_eq!(crate::fixtures::code(report(&t, &ben.actor, &org, 7).await), "permission_denied");
            assert_eq!(crate::fixtures::code(report(&t, &ana.actor, &org, 0).await), "invalid_request");
            t
        })
        .await;
    }
}
