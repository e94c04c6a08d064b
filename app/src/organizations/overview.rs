//! `/o/:slug`: the counters, usage, what happened last, and the first steps of a new organization.

use super::{
    activity::Activity,
    overview_rpc::{Overview, read_overview},
    steps::FirstSteps,
};
use crate::{
    frame::{OrgPage, use_slug},
    ownership::OwnershipOffers,
    ui::{
        Avatar, Bar, Card, Chart, Empty, LinkButton, PageHead, PageProblem, Row, Segment, Segments, SkeletonRows, Stat,
        Stats, Time, Variant, grouped,
    },
};
use contract::{
    Permission,
    invitations::Invitation,
    organizations::{Dashboard, OrganizationContext},
    usage::Usage,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The choices of the usage chart, in days.
const RANGES: [i64; 3] = [7, 30, 90];

/// The overview of an organization.
#[component]
pub(crate) fn OverviewPage() -> impl IntoView {
    let slug = use_slug();
    let query = use_query_map();
    let days = Memo::new(move |_| {
        let asked = query.read().get_str("days").and_then(|days| days.parse().ok());
        asked.filter(|days| RANGES.contains(days)).unwrap_or(30)
    });
    let overview = Resource::new(move || (slug.get(), days.get()), |(slug, days)| read_overview(slug, days));
    let view = move |org: OrganizationContext| {
        view! {
            {head(org.clone())}
            <div class="stack" data-gap="wide">
                <OwnershipOffers org=org.clone()/>
                <Transition fallback=|| view! { <SkeletonRows label="Loading the overview"/> }>
                    {move || {
                        let org = org.clone();
                        Suspend::new(async move {
                            match overview.await {
                                Ok(overview) => page(org, overview, days.get_untracked()).into_any(),
                                Err(error) => view! { <PageProblem error/> }.into_any(),
                            }
                        })
                    }}
                </Transition>
            </div>
        }
        .into_any()
    };
    view! { <OrgPage view/> }
}

fn head(org: OrganizationContext) -> impl IntoView {
    let base = format!("/o/{}", org.organization.slug);
    let link = |needs, path: &str| org.permissions.contains(needs).then(|| format!("{base}{path}"));
    let invite = link(Permission::UsersInvite, "/invitations?invite=1")
        .map(|href| view! { <LinkButton href icon="user-plus">"Invite people"</LinkButton> });
    let create = link(Permission::ProjectsCreate, "/projects")
        .map(|href| view! { <LinkButton href icon="plus" variant=Variant::Primary>"Create project"</LinkButton> });
    view! { <PageHead title=org.organization.name>{invite} {create}</PageHead> }
}

fn page(org: OrganizationContext, overview: Overview, days: i64) -> impl IntoView {
    let base = format!("/o/{}", org.organization.slug);
    let Overview { counters, usage, activity, invitations } = overview;
    let requests = usage.as_ref().map(|usage| usage.days.iter().map(|day| day.requests).sum::<i64>());
    let first_steps = counters.clone().map(|counters| view! { <FirstSteps org counters/> });
    let stats = counters.map(|counters| stats(counters, requests, days));
    let usage = usage.map(|usage| usage_card(&base, usage, days).into_any());
    let activity = activity.map(|events| {
        let href = format!("{base}/audit");
        view! {
            <Card title="Recent activity" flush=true actions=move || view! { <a class="link" href=href>"Audit log"</a> }>
                <Activity events/>
            </Card>
        }
    });
    let pending = invitations.map(|invitations| pending(&base, invitations));
    let wide = usage.is_some() || activity.is_some();
    view! {
        <div class="stack" data-gap="wide">
            {first_steps}
            {stats}
            <div class=if wide { "aside-grid" } else { "stack" }>
                {wide.then(|| view! { <div class="stack" data-gap="wide">{usage} {activity}</div> })}
                <div class="stack" data-gap="wide">{pending}</div>
            </div>
        </div>
    }
}

fn number(value: i64) -> u64 {
    u64::try_from(value).unwrap_or_default()
}

fn stats(counters: Dashboard, requests: Option<i64>, days: i64) -> impl IntoView {
    let (label, value) = match requests {
        Some(requests) => (format!("Requests, {days} days"), requests),
        None => ("Roles".to_owned(), counters.total_roles),
    };
    let invited = match counters.pending_invitations {
        0 => String::new(),
        1 => "1 invitation open".to_owned(),
        count => format!("{} invitations open", grouped(number(count))),
    };
    view! {
        <Stats>
            <Stat label="Members" value=number(counters.total_users) note=invited/>
            <Stat label="Projects" value=number(counters.projects)/>
            <Stat label="Active API keys" value=number(counters.active_keys)/>
            <Stat label value=number(value)/>
        </Stats>
    }
}

fn usage_card(base: &str, usage: Usage, days: i64) -> impl IntoView + use<> {
    let ranges: Vec<_> = RANGES
        .into_iter()
        .map(|range| Segment {
            label: format!("{range} days"),
            href: format!("{base}?days={range}"),
            current: range == days,
        })
        .collect();
    let active = format!("{} active this month", grouped(number(usage.monthly_active_users)));
    let body = if usage.days.iter().all(|day| day.requests == 0) {
        let text = "They appear here as soon as somebody works here or a key is used.";
        view! { <Empty plain=true title="No requests yet" text/> }.into_any()
    } else {
        let bars = usage.days.iter();
        let bars = bars.map(|day| Bar { label: day_words(&day.date), value: number(day.requests) }).collect();
        view! { <Chart title=format!("API requests a day, the last {days} days") unit="Requests" bars/> }.into_any()
    };
    view! {
        <Card title="API requests" text=active actions=move || view! { <Segments label="Range" segments=ranges/> }>
            {body}
        </Card>
    }
}

/// "2026-11-21" as "21 Nov".
fn day_words(date: &str) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut parts = date.split('-').skip(1).map(|part| part.parse::<usize>().unwrap_or_default());
    let (month, day) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let month = month.checked_sub(1).and_then(|month| MONTHS.get(month)).copied().unwrap_or_default();
    format!("{day} {month}")
}

fn pending(base: &str, invitations: Vec<Invitation>) -> AnyView {
    let href = format!("{base}/invitations");
    if invitations.is_empty() {
        return view! {
            <Card title="Pending invitations">
                <p class="muted small">"Nobody is invited at the moment."</p>
            </Card>
        }
        .into_any();
    }
    let rows = invitations.into_iter().map(|invitation| {
        view! {
            <Row>
                <span class="person">
                    <Avatar name=invitation.email.clone() icon="mail"/>
                    <span class="name" title=invitation.email.clone()>
                        {invitation.email.clone()}
                    </span>
                    <span class="sub">{invitation.role} ", ends " <Time at=invitation.expires_at date=true/></span>
                </span>
            </Row>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Card title="Pending invitations" flush=true actions=move || view! { <a class="link" href=href>"All"</a> }>
            {rows}
        </Card>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::day_words;

    #[test]
    fn days_are_written_short() {
        assert_eq!(day_words("2026-11-21"), "21 Nov");
        assert_eq!(day_words("2026-01-02"), "2 Jan");
        assert_eq!(day_words("nonsense"), "0 ");
    }
}
