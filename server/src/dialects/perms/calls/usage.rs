//! Counters, and usage against the plan.

use contract::Permission;
use service::{organizations, usage};

use super::{Answer, count};
use crate::{
    dialects::perms::{
        Call,
        names::{self, Need},
        requests::{self, Check as _},
    },
    rpc::proto::permio::organisation::v1::{self as pb, get_usage_history_response::UsageDataPoint},
};

/// `GetOrganisationDashboard`.
pub async fn get_organisation_dashboard(
    c: Call,
    r: pb::GetOrganisationDashboardRequest,
) -> Answer<pb::GetOrganisationDashboardResponse> {
    r.check()?;
    let org = names::organisation(&r.organisation_id)?;
    let need = Need::in_organisation(Permission::DashboardView, org);
    let project = if r.project.is_empty() { None } else { Some(names::project(&r.project)) };
    let seen = organizations::dashboard(&c.services, &c.actor, &org.into(), project.as_ref()).await;
    let seen = seen.map_err(|error| c.refuses(&need, error))?;
    Ok(pb::GetOrganisationDashboardResponse {
        total_roles: count(seen.total_roles),
        total_permissions: count(seen.total_permissions),
        total_principals: count(seen.total_principals),
        total_users: count(seen.total_users),
        ..Default::default()
    })
}

/// `GetPrincipalUsageStats`.
pub async fn get_principal_usage_stats(
    c: Call,
    r: pb::GetPrincipalUsageStatsRequest,
) -> Answer<pb::GetPrincipalUsageStatsResponse> {
    r.check()?;
    let org = names::organisation(&r.organisation_id)?;
    let need = Need::in_organisation(Permission::BillingView, org);
    let period = usage::current_period(&c.services, &c.actor, &org.into()).await.map_err(|e| c.refuses(&need, e))?;
    Ok(pb::GetPrincipalUsageStatsResponse {
        current_count: count(period.principals),
        included_count: count(period.included),
        usage_percentage: count(period.percentage),
        overage: count(period.overage),
        overage_rate: period.overage_rate,
        estimated_overage_cost: period.estimated_overage_cost,
        current_billing_period: period.period,
        days_left_in_billing_period: count(period.days_left),
        ..Default::default()
    })
}

/// `GetUsageHistory`.
pub async fn get_usage_history(c: Call, r: pb::GetUsageHistoryRequest) -> Answer<pb::GetUsageHistoryResponse> {
    r.check()?;
    let org = names::organisation(&r.organisation_id)?;
    let need = Need::in_organisation(Permission::BillingView, org);
    let points = usage::principal_history(&c.services, &c.actor, &org.into(), requests::days(&r)).await;
    let points = points.map_err(|error| c.refuses(&need, error))?;
    let history = points.into_iter().map(|point| UsageDataPoint {
        date: point.date,
        count: count(point.count),
        ..Default::default()
    });
    Ok(pb::GetUsageHistoryResponse { history: history.collect(), ..Default::default() })
}
