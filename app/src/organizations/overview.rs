//! `/o/:slug`: the counters, usage, what happened last, and the first steps of a new organization.

use super::{
    activity::Activity,
    overview_rpc::{Overview, read_overview},
    steps::FirstSteps,
};
use crate::remote::Remote;
use crate::{
    frame::{OrgPage, use_slug},
    messages::{self as t, SLOT, around},
    ownership::OwnershipOffers,
    ui::{
        Avatar, Bar, Card, Chart, Empty, LinkButton, Meter, PageHead, PageProblem, Row, Segment, Segments,
        SkeletonRows, Stat, Stats, Time, Variant,
    },
    usage::{RANGES, count, day_words, range},
};
use contract::{
    Permission,
    invitations::Invitation,
    organizations::{Dashboard, OrganizationContext},
    usage::Usage,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The overview of an organization.
#[component]
pub(crate) fn OverviewPage() -> impl IntoView {
    let slug = use_slug();
    let query = use_query_map();
    let days = Memo::new(move |_| range(query.read().get_str("days")));
    let overview = Remote::new(move || (slug.get(), days.get()), |(slug, days)| read_overview(slug, days));
    let view = move |org: OrganizationContext| {
        view! {
            {head(org.clone())}
            <div class="stack" data-gap="wide">
                <OwnershipOffers org=org.clone()/>
                <Transition fallback=|| view! { <SkeletonRows label=t::overview::loading()/> }>
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
        .map(|href| view! { <LinkButton href icon="user-plus">{t::overview::invite()}</LinkButton> });
    let create = link(Permission::ProjectsCreate, "/projects")
        .map(|href| view! { <LinkButton href icon="plus" variant=Variant::Primary>{t::overview::create_project()}</LinkButton> });
    view! { <PageHead title=org.organization.name>{invite} {create}</PageHead> }
}

fn page(org: OrganizationContext, overview: Overview, days: i64) -> impl IntoView {
    let base = format!("/o/{}", org.organization.slug);
    let Overview { counters, usage, activity, invitations } = overview;
    let requests = usage.as_ref().map(|usage| usage.days.iter().map(|day| day.requests).sum::<i64>());
    let first_steps = counters.clone().map(|counters| view! { <FirstSteps org counters/> });
    let stats = counters.map(|counters| stats(counters, requests, days));
    let plan = usage.as_ref().map(|usage| plan_card(&base, usage));
    let usage = usage.map(|usage| usage_card(&base, usage, days).into_any());
    let activity = activity.map(|events| {
        let href = format!("{base}/audit");
        view! {
            <Card title=t::overview::activity() flush=true actions=move || view! { <a class="link" href=href>{t::overview::audit_log()}</a> }>
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
                <div class="stack" data-gap="wide">{pending} {plan}</div>
            </div>
        </div>
    }
}

fn stats(counters: Dashboard, requests: Option<i64>, days: i64) -> impl IntoView {
    let (label, value) = match requests {
        Some(requests) => (t::overview::requests_in(days), requests),
        None => (t::overview::roles().to_owned(), counters.total_roles),
    };
    let invited = match counters.pending_invitations {
        0 => String::new(),
        open => t::overview::invitations_open(open),
    };
    view! {
        <Stats>
            <Stat label=t::overview::members() value=count(counters.total_users) note=invited/>
            <Stat label=t::overview::projects() value=count(counters.projects)/>
            <Stat label=t::overview::active_keys() value=count(counters.active_keys)/>
            <Stat label value=count(value)/>
        </Stats>
    }
}

fn usage_card(base: &str, usage: Usage, days: i64) -> impl IntoView + use<> {
    let ranges: Vec<_> = RANGES
        .into_iter()
        .map(|range| Segment {
            label: t::overview::days(range),
            href: format!("{base}?days={range}"),
            current: range == days,
        })
        .collect();
    let active = t::overview::active_this_month(usage.monthly_active_users);
    let body = if usage.days.iter().all(|day| day.requests == 0) {
        view! { <Empty plain=true title=t::overview::no_requests_title() text=t::overview::no_requests()/> }.into_any()
    } else {
        let bars = usage.days.iter();
        let bars = bars.map(|day| Bar { label: day_words(&day.date), value: count(day.requests) }).collect();
        view! { <Chart title=t::overview::chart_title(days) unit=t::overview::unit() bars/> }.into_any()
    };
    view! {
        <Card title=t::overview::requests() text=active actions=move || view! { <Segments label=t::overview::range() segments=ranges/> }>
            {body}
        </Card>
    }
}

fn plan_card(base: &str, usage: &Usage) -> impl IntoView + use<> {
    let (href, period) = (format!("{base}/usage"), &usage.current_period);
    let (used, included) = (count(period.principals), count(period.included));
    view! {
        <Card title=t::overview::plan() actions=move || view! { <a class="link" href=href>{t::usage::title()}</a> }>
            <Meter label=t::usage::principals() value=used max=included/>
        </Card>
    }
}

fn pending(base: &str, invitations: Vec<Invitation>) -> AnyView {
    let href = format!("{base}/invitations");
    if invitations.is_empty() {
        return view! {
            <Card title=t::overview::pending()>
                <p class="muted small">{t::overview::none_pending()}</p>
            </Card>
        }
        .into_any();
    }
    let rows = invitations.into_iter().map(|invitation| {
        let sub = t::overview::invited_as(&invitation.role, SLOT);
        view! {
            <Row>
                <span class="person">
                    <Avatar name=invitation.email.clone() icon="mail"/>
                    <span class="name" title=invitation.email.clone()>
                        {invitation.email.clone()}
                    </span>
                    <span class="sub">{around(&sub, view! { <Time at=invitation.expires_at date=true/> })}</span>
                </span>
            </Row>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Card title=t::overview::pending() flush=true actions=move || view! { <a class="link" href=href>{t::overview::all()}</a> }>
            {rows}
        </Card>
    }
    .into_any()
}
