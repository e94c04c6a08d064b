use super::{RANGES, count, day_words, month_words, range, rpc::read_usage};
use crate::remote::Remote;
use crate::{
    frame::{OrgPage, use_slug},
    messages as t,
    ui::*,
};
use contract::{
    organizations::OrganizationContext,
    usage::{CurrentPeriod, MonthlyUsers, PrincipalCount, UsageDay, UsageReport},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// `/o/:slug/usage`: principals against the plan, requests a day, people a month; the address holds the range.
#[component]
pub(crate) fn UsagePage() -> impl IntoView {
    let (slug, query) = (use_slug(), use_query_map());
    let days = Memo::new(move |_| range(query.read().get_str("days")));
    let report = Remote::new(move || (slug.get(), days.get()), |(org, days)| read_usage(org, days));
    let view = move |org: OrganizationContext| {
        let base = StoredValue::new(format!("/o/{}/usage", org.organization.slug));
        view! {
            <PageHead title=t::usage::title() text=t::usage::page_text()/>
            <Transition fallback=|| view! { <SkeletonRows label=t::usage::loading()/> }>
                {move || {
                    Suspend::new(async move {
                        match report.await {
                            Ok(report) => page(&base.get_value(), report, days.get_untracked()).into_any(),
                            Err(error) => view! { <PageProblem error/> }.into_any(),
                        }
                    })
                }}
            </Transition>
        }
        .into_any()
    };
    view! { <OrgPage crumbs=vec![Crumb::here(t::usage::title())] view/> }
}

fn page(base: &str, report: UsageReport, days: i64) -> impl IntoView + use<> {
    let UsageReport { usage, plan, principals, months } = report;
    view! {
        <div class="stack" data-gap="wide">
            {against_plan(&plan, &usage.current_period)} {requests(base, usage.days, days)}
            <div class="half-grid">{history(principals, usage.current_period.included)} {people(months)}</div>
        </div>
    }
}

fn against_plan(plan: &str, period: &CurrentPeriod) -> impl IntoView + use<> {
    let (used, included) = (count(period.principals), count(period.included));
    let text = t::usage::period(&month_words(&period.period), period.days_left);
    let beyond = (period.overage > 0).then(|| {
        let cost = (period.overage_rate > 0.0).then(|| {
            let (each, together) = (price(period.overage_rate), price(period.estimated_overage_cost));
            t::usage::overage_cost(&each, &together)
        });
        view! {
            <Alert tone=Tone::Warning title=t::usage::overage(period.overage)>
                {cost.unwrap_or_else(|| t::usage::overage_free().to_owned())}
            </Alert>
        }
    });
    view! {
        <Card title=t::usage::plan(plan) text>
            <Meter label=t::usage::principals() value=used max=included/>
            {beyond}
            <p class="hint">{t::usage::principals_hint()}</p>
        </Card>
    }
}

/// Hundredths, as the plans are priced.
fn price(amount: f64) -> String {
    format!("{amount:.2}")
}

fn requests(base: &str, days: Vec<UsageDay>, range: i64) -> impl IntoView + use<> {
    let ranges: Vec<_> = RANGES
        .into_iter()
        .map(|choice| Segment {
            label: t::overview::days(choice),
            href: format!("{base}?days={choice}"),
            current: choice == range,
        })
        .collect();
    let total: i64 = days.iter().map(|day| day.requests).sum();
    let body = if total == 0 {
        view! { <Empty plain=true title=t::overview::no_requests_title() text=t::overview::no_requests()/> }.into_any()
    } else {
        let bars = days.iter().map(|day| Bar { label: day_words(&day.date), value: count(day.requests) }).collect();
        view! { <Chart title=t::overview::chart_title(range) unit=t::overview::unit() bars/> }.into_any()
    };
    view! {
        <Card
            title=t::overview::requests()
            text=t::usage::requests_in(total, range)
            actions=move || view! { <Segments label=t::overview::range() segments=ranges/> }
        >
            {body}
        </Card>
    }
}

fn history(days: Vec<PrincipalCount>, included: i64) -> impl IntoView + use<> {
    let now = days.last().map(|day| day.count).unwrap_or_default();
    let most = days.iter().map(|day| day.count).max().unwrap_or_default();
    let body = if days.len() < 2 {
        view! { <Empty plain=true title=t::usage::first_day_title() text=t::usage::first_day(now)/> }.into_any()
    } else {
        // Far above the bars the limit would press them flat.
        let limit = (most * 2 >= included).then(|| count(included));
        let bars = days.iter().map(|day| Bar { label: day_words(&day.date), value: count(day.count) }).collect();
        view! { <Chart title=t::usage::history_title() unit=t::usage::principals() bars limit small=true/> }.into_any()
    };
    view! {
        <Card title=t::usage::history() text=t::usage::history_text()>
            {body}
        </Card>
    }
}

fn people(months: Vec<MonthlyUsers>) -> impl IntoView + use<> {
    let now = months.last().map(|month| month.users).unwrap_or_default();
    let body = if months.len() < 2 {
        view! { <Empty plain=true title=t::overview::active_this_month(now) text=t::usage::first_month()/> }.into_any()
    } else {
        let bars = months.iter().map(|month| Bar { label: month_words(&month.month), value: count(month.users) });
        let bars = bars.collect();
        view! {
            <Chart
                title=t::usage::people_title()
                unit=t::usage::people_unit()
                over=t::usage::month()
                bars
                small=true
            />
        }
        .into_any()
    };
    view! {
        <Card title=t::usage::people() text=t::usage::people_text()>
            {body}
        </Card>
    }
}
