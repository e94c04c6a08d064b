//! Principals against the plan, now and on each day before. A principal is an active member or a key that is not revoked.

use super::{date, sql};
use crate::{Actor, OrgAccess, Result, Services, db::Tx};
use contract::{
    OrgRef, Permission, Timestamp,
    usage::{CurrentPeriod, PrincipalCount},
};
use std::collections::BTreeMap;

/// Principals that a plan includes, and what each one beyond costs a period, in hundredths.
fn terms(plan: &str) -> (i64, i64) {
    match plan {
        "pro" => (10_000, 1),
        "enterprise" => (100_000, 1),
        _ => (1_000, 0),
    }
}

/// The present billing period, which is the UTC calendar month. Needs `billing.view`.
pub async fn current_period(s: &Services, actor: &Actor, org: &OrgRef) -> Result<CurrentPeriod> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::BillingView).await?;
    let (plan, principals) = sql::plan_and_principals(&mut tx, &access).await?;
    Ok(period(&plan, principals, tx.now()))
}

#[expect(clippy::cast_precision_loss, reason = "hundredths of a price, far below 2^52")]
pub(super) fn period(plan: &str, principals: i64, now: Timestamp) -> CurrentPeriod {
    let (included, rate) = terms(plan);
    let overage = (principals - included).max(0);
    let today = now.to_utc();
    CurrentPeriod {
        principals,
        included,
        percentage: principals * 100 / included,
        overage,
        overage_rate: rate as f64 / 100.0,
        estimated_overage_cost: (overage * rate) as f64 / 100.0,
        period: format!("{:04}-{:02}", today.year(), u8::from(today.month())),
        days_left: i64::from(today.month().length(today.year()) - today.day()),
    }
}

/// How many principals there were at the end of each of the last `days` days, oldest first, today (as of now) last. Needs
/// `billing.view`; `days` is held to 1–366.
pub async fn principal_history(s: &Services, actor: &Actor, org: &OrgRef, days: i64) -> Result<Vec<PrincipalCount>> {
    let mut tx = s.db.read().await?;
    let access = actor.require(&mut tx, org, Permission::BillingView).await?;
    history(&mut tx, &access, days).await
}

/// [`principal_history`] within an access.
pub(super) async fn history(tx: &mut Tx, access: &OrgAccess, days: i64) -> Result<Vec<PrincipalCount>> {
    let today = tx.now().day();
    let first = today - days.clamp(1, 366) + 1;
    let changes: BTreeMap<i64, i64> = sql::principal_changes(tx, access).await?.into_iter().collect();
    let mut count: i64 = changes.range(..first).map(|(_, change)| change).sum();
    Ok((first..=today)
        .map(|day| {
            count += changes.get(&day).copied().unwrap_or_default();
            PrincipalCount { date: date(day), count }
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        api_keys,
        fixtures::{code, join, member, organization},
        members, organizations, projects,
        testing::on_both,
        testing_people::run,
    };
    use contract::{
        Permission as P, ProjectRef,
        api_keys::NewApiKey,
        members::{MemberPatch, MemberStatus},
        time::DAY,
    };

    #[test]
    fn what_a_period_says_of_each_plan() {
        let march: Timestamp = "2026-03-10T14:30:00Z".parse().unwrap();
        let free = period("free", 2, march);
        assert_eq!((free.included, free.percentage, free.overage, free.days_left), (1000, 0, 0, 21));
        assert_eq!(free.period, "2026-03");
        let beyond = period("free", 1057, march);
        assert_eq!((beyond.percentage, beyond.overage, beyond.estimated_overage_cost), (105, 57, 0.0));
        let pro = period("pro", 10_057, march);
        assert_eq!((pro.overage_rate, pro.estimated_overage_cost), (0.01, 0.57));
        assert_eq!(period("enterprise", 100_000, march).percentage, 100);
        let leap: Timestamp = "2028-02-29T23:59:59Z".parse().unwrap();
        assert_eq!((period("free", 0, leap).days_left, period("free", 0, leap).period), (0, "2028-02".to_owned()));
    }

    fn key(project: Option<&str>) -> NewApiKey {
        NewApiKey {
            name: "ci".to_owned(),
            permissions: [P::ProjectsRead].into_iter().collect(),
            project: project.map(str::to_owned),
            env: Default::default(),
            expires_at: None,
        }
    }

    #[tokio::test]
    async fn history_counts_who_was_there_at_the_end_of_each_day() {
        on_both(|t| async move {
            let ana = t.person("Ana").await;
            let org = organization(&t, &ana, "Harbor").await;
            let counts = async |days| {
                let points = principal_history(&t, &ana.actor, &org, days).await.unwrap();
                let now = current_period(&t, &ana.actor, &org).await.unwrap().principals;
                let dashboard = organizations::dashboard(&t, &ana.actor, &org, None).await.unwrap();
                let last = points.last().unwrap().count;
                assert_eq!((now, dashboard.total_principals), (last, last), "three answers to one question");
                points.into_iter().map(|point| point.count).collect::<Vec<_>>()
            };
            t.clock.advance(DAY);
            let ben = member(&t, &org, "Ben", "member").await;
            let made = api_keys::create(&t, &ana.actor, &org, key(None)).await.unwrap();
            assert_eq!(counts(3).await, [0, 1, 3]);
            t.clock.advance(DAY);
            members::remove(&t, &ana.actor, &org, &ben.id, false).await.unwrap();
            assert_eq!(counts(4).await, [0, 1, 3, 2]);
            t.clock.advance(DAY);
            api_keys::revoke(&t, &ana.actor, &org, made.api_key.id).await.unwrap();
            join(&t, &org, &ben, "member").await;
            assert_eq!(counts(4).await, [1, 3, 2, 2]);
            t.clock.advance(DAY);
            let to = |status| MemberPatch { role: None, status: Some(status) };
            members::update(&t, &ana.actor, &org, &ben.id, to(MemberStatus::Suspended)).await.unwrap();
            assert_eq!(counts(3).await, [2, 2, 1]);
            t.clock.advance(DAY);
            members::update(&t, &ana.actor, &org, &ben.id, to(MemberStatus::Active)).await.unwrap();
            assert_eq!(counts(4).await, [2, 2, 1, 2]);
            t.clock.advance(DAY);
            let to = MemberPatch { role: None, status: Some(MemberStatus::Suspended) };
            members::update(&t, &ana.actor, &org, &ben.id, to).await.unwrap();
            assert_eq!(counts(7).await, [1, 3, 2, 2, 1, 2, 1]);
            let new = contract::projects::NewProject { name: "web".to_owned(), ..Default::default() };
            projects::create(&t, &ana.actor, &org, new).await.unwrap();
            for _ in 0..2 {
                api_keys::create(&t, &ana.actor, &org, key(Some("web"))).await.unwrap();
            }
            t.clock.advance(DAY);
            let web = ProjectRef::from("web");
            projects::delete(&t, &ana.actor, &org, &web, true, false).await.unwrap();
            assert_eq!(counts(3).await, [2, 3, 1]);
            assert_eq!(counts(0).await, [1], "at least today");
            assert_eq!(principal_history(&t, &ana.actor, &org, 365).await.unwrap().len(), 365);
            run(&t, &org, "UPDATE organizations SET plan = $2 WHERE id = $1", "pro").await;
            assert_eq!(current_period(&t, &ana.actor, &org).await.unwrap().included, 10_000);
            assert_eq!(code(principal_history(&t, &ben.actor, &org, 3).await), "permission_denied");
            t
        })
        .await;
    }
}
