use super::{GROUPS, event::event, rpc::list_events};
use crate::{
    frame::{Address, OrgPage, use_slug},
    ui::*,
};
use contract::{ApiError, Page, audit_log::AuditEvent, organizations::OrganizationContext};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

/// The words of the address that filter.
const FILTERS: [&str; 5] = ["action", "actor", "target", "from", "to"];

/// `/o/:slug/audit`: every change in the organization, newest first; the address holds the filters.
#[component]
pub(crate) fn AuditPage() -> impl IntoView {
    let (slug, query) = (use_slug(), use_query_map());
    let events = Resource::new(
        move || (slug.get(), query.get()),
        |(org, query)| {
            let word = |name: &str| query.get(name).filter(|text| !text.is_empty());
            list_events(org, word("actor"), word("action"), word("target"), word("from"), word("to"), word("cursor"))
        },
    );
    let view = move |org: OrganizationContext| {
        let org = StoredValue::new(org);
        view! {
            <PageHead
                title="Audit log"
                text="Every change in this organization: who made it, through what, before and after. Times are UTC."
            />
            <Transition fallback=|| view! { <SkeletonRows label="Loading the audit log"/> }>
                {move || {
                    let query = query.get();
                    Suspend::new(async move { page(&org.get_value().organization.slug, &query, events.await) })
                }}
            </Transition>
        }
        .into_any()
    };
    view! { <OrgPage crumbs=vec![Crumb::here("Audit log")] view/> }
}

fn page(slug: &str, query: &ParamsMap, events: Result<Page<AuditEvent>, ApiError>) -> AnyView {
    let here = Address::new(format!("/o/{slug}/audit"), query);
    let filters = filters(&here, query, events.as_ref().ok());
    let body = match events {
        Ok(events) if events.data.is_empty() => nothing(query, &here).into_any(),
        Ok(events) => list(&here, query, events).into_any(),
        // A filter that cannot be read is mended where it stands.
        Err(error @ ApiError::ValidationFailed { .. }) => view! {
            <Empty plain=true title="This filter cannot be read" text=error.detail()>
                <LinkButton href=here.without(&FILTERS).without(&["cursor"]).href()>"Clear filters"</LinkButton>
            </Empty>
        }
        .into_any(),
        Err(error) => return view! { <PageProblem error/> }.into_any(),
    };
    view! {
        <TableCard>
            {filters}
            {body}
        </TableCard>
    }
    .into_any()
}

fn list(here: &Address, query: &ParamsMap, events: Page<AuditEvent>) -> impl IntoView + use<> {
    let text = counted(events.data.len(), events.total, "event", "events");
    let next = events.next_cursor.as_deref().map(|cursor| here.with("cursor", cursor).href());
    let first = query.get("cursor").map(|_| here.without(&["cursor"]).href());
    let rows: Vec<_> = events.data.into_iter().map(|one| event(here, one)).collect();
    view! {
        <ol class="log" aria-label="Events, newest first">
            {rows}
        </ol>
        <Pagination text next first/>
    }
}

fn nothing(query: &ParamsMap, here: &Address) -> impl IntoView + use<> {
    let filtered = FILTERS.iter().any(|name| query.get(name).is_some_and(|value| !value.is_empty()));
    let clear = here.without(&FILTERS).without(&["cursor"]).href();
    if filtered {
        view! {
            <Empty plain=true title="No event matches" text="Nothing of this kind was recorded in this time.">
                <LinkButton href=clear>"Clear filters"</LinkButton>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty
                title="Nothing recorded yet"
                text="Each change to members, roles, projects and keys appears here with what it was before and after."
            />
        }
        .into_any()
    }
}

/// The filters one sets by hand as a form, those set by links as chips.
fn filters(here: &Address, query: &ParamsMap, events: Option<&Page<AuditEvent>>) -> impl IntoView + use<> {
    let set = |name: &str| query.get(name).filter(|value| !value.is_empty());
    let (action, from, to) = (set("action").unwrap_or_default(), set("from"), set("to"));
    let first = events.and_then(|events| events.data.first());
    let known = GROUPS.iter().any(|(value, _)| *value == action);
    let options: Vec<_> = GROUPS
        .iter()
        .map(|(value, words)| ((*value).to_owned(), (*words).to_owned()))
        .chain((!known).then(|| (action.clone(), action.clone())))
        .map(|(value, words)| {
            let selected = value == action;
            view! {
                <option value=value selected=selected>
                    {words}
                </option>
            }
        })
        .collect();
    let chip = |label: &'static str, name: &'static str, words: Option<String>| {
        set(name).map(|id| {
            let href = here.without(&[name, "cursor"]).href();
            view! { <FilterChip label value=words.unwrap_or(id) href/> }
        })
    };
    let actor = chip("Who", "actor", first.map(|event| event.actor.name.clone()));
    let target = chip("On", "target", first.map(|event| event.target.name.clone()).filter(|name| !name.is_empty()));
    let kept = |name: &'static str| set(name).map(|value| view! { <input type="hidden" name=name value=value/> });
    let (kept_actor, kept_target) = (kept("actor"), kept("target"));
    let any = FILTERS.iter().any(|name| set(name).is_some());
    let clear = any.then(|| {
        view! {
            <LinkButton href=here.without(&FILTERS).without(&["cursor"]).href() variant=Variant::Ghost>
                "Clear filters"
            </LinkButton>
        }
    });
    view! {
        <Toolbar>
            <form class="log-filter" method="get">
                {kept_actor}
                {kept_target}
                <label>
                    <span>"Action"</span>
                    <span class="select">
                        <select class="input" name="action">
                            {options}
                        </select>
                    </span>
                </label>
                <label>
                    <span>"From"</span>
                    <input class="input" type="date" name="from" value=from/>
                </label>
                <label>
                    <span>"To"</span>
                    <input class="input" type="date" name="to" value=to/>
                </label>
                <Button submit=true>"Filter"</Button>
            </form>
            {actor}
            {target}
            {clear}
        </Toolbar>
    }
}
