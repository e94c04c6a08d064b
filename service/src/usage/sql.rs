//! Statements of `usage`. Those without an [`OrgAccess`] are the batch writer's, which acts for no one.

use crate::{
    Result,
    authz::OrgAccess,
    db::{Tx, execute, fetch_all, fetch_one, fetch_optional},
};
use uuid::Uuid;

pub(super) async fn days(tx: &mut Tx, access: &OrgAccess, first: i64, last: i64) -> Result<Vec<(i64, i64, i64)>> {
    fetch_all!(
        tx,
        (i64, i64, i64),
        "SELECT day, principals, requests FROM usage_days WHERE org_id = $1 AND day BETWEEN $2 AND $3 ORDER BY day",
        access.org().0,
        first,
        last
    )
}

pub(super) async fn active_users(tx: &mut Tx, access: &OrgAccess, month: i64) -> Result<i64> {
    let (count,) = fetch_one!(
        tx,
        (i64,),
        "SELECT COUNT(*) FROM usage_months WHERE org_id = $1 AND month = $2",
        access.org().0,
        month
    )?;
    Ok(count)
}

/// The plan, and how many principals there are.
pub(super) async fn plan_and_principals(tx: &mut Tx, access: &OrgAccess) -> Result<(String, i64)> {
    fetch_one!(
        tx,
        (String, i64),
        "SELECT o.plan, o.member_count
           + (SELECT COUNT(*) FROM api_keys k WHERE k.org_id = o.id AND k.revoked_at IS NULL)
         FROM organizations o
         WHERE o.id = $1",
        access.org().0
    )
}

/// When the organization was made.
pub(super) async fn made(tx: &mut Tx, access: &OrgAccess) -> Result<i64> {
    let (at,) = fetch_one!(tx, (i64,), "SELECT created_at FROM organizations WHERE id = $1", access.org().0)?;
    Ok(at)
}

/// By how much the number of principals changed, for each day on which it did.
pub(super) async fn principal_changes(tx: &mut Tx, access: &OrgAccess) -> Result<Vec<(i64, i64)>> {
    fetch_all!(
        tx,
        (i64, i64),
        "SELECT day, CAST(SUM(change) AS BIGINT)
         FROM (
           SELECT COALESCE(active_since, joined_at) / 86400000000 AS day, 1 AS change
           FROM memberships WHERE org_id = $1 AND status = 'active'
           UNION ALL SELECT created_at / 86400000000, 1 FROM api_keys WHERE org_id = $1
           UNION ALL SELECT revoked_at / 86400000000, -1 FROM api_keys WHERE org_id = $1 AND revoked_at IS NOT NULL
           UNION ALL SELECT began_at / 86400000000, 1 FROM past_principals WHERE org_id = $1
           UNION ALL SELECT ended_at / 86400000000, -1 FROM past_principals WHERE org_id = $1
         ) AS changes
         GROUP BY day",
        access.org().0
    )
}

/// People active in each month of a range that had some.
pub(super) async fn months(tx: &mut Tx, access: &OrgAccess, first: i64, last: i64) -> Result<Vec<(i64, i64)>> {
    fetch_all!(
        tx,
        (i64, i64),
        "SELECT month, COUNT(*) FROM usage_months WHERE org_id = $1 AND month BETWEEN $2 AND $3 GROUP BY month",
        access.org().0,
        first,
        last
    )
}

/// Whether the acting user was seen in a month.
pub(super) async fn seen_in_month(tx: &mut Tx, access: &OrgAccess, month: i64) -> Result<bool> {
    let row = fetch_optional!(
        tx,
        (i64,),
        "SELECT month FROM usage_months WHERE org_id = $1 AND month = $2 AND user_id = $3",
        access.org().0,
        month,
        access.user_id().as_str()
    )?;
    Ok(row.is_some())
}

pub(super) async fn organization_exists(tx: &mut Tx, org: Uuid) -> Result<bool> {
    Ok(fetch_optional!(tx, (i64,), "SELECT created_at FROM organizations WHERE id = $1", org)?.is_some())
}

/// Whether the principal is seen for the first time on that day.
pub(super) async fn see(tx: &mut Tx, org: Uuid, day: i64, principal: &str) -> Result<bool> {
    let rows = execute!(
        tx,
        "INSERT INTO usage_seen (org_id, day, principal) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        org,
        day,
        principal
    )?;
    Ok(rows == 1)
}

pub(super) async fn count(tx: &mut Tx, org: Uuid, day: i64, new_principal: bool, requests: i64) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO usage_days (org_id, day, principals, requests) VALUES ($1, $2, $3, $4)
         ON CONFLICT (org_id, day) DO UPDATE
         SET principals = usage_days.principals + $3, requests = usage_days.requests + $4",
        org,
        day,
        i64::from(new_principal),
        requests
    )?;
    Ok(())
}

pub(super) async fn see_in_month(tx: &mut Tx, org: Uuid, month: i64, user: &str) -> Result<()> {
    execute!(
        tx,
        "INSERT INTO usage_months (org_id, month, user_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        org,
        month,
        user
    )?;
    Ok(())
}
