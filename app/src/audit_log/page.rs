use super::{
    GROUPS,
    chain::{self, VERIFY},
    event::event,
    export_path, group_words,
    rpc::{Log, list_events},
};
use crate::remote::Remote;
use crate::{
    frame::{Address, OrgPage, use_slug},
    messages::{self as t, detail, shown_of},
    ui::*,
};
use contract::{
    ApiError, Page, Permission,
    audit_log::{AuditEvent, FilterNames},
    organizations::OrganizationContext,
};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

/// The words of the address that filter.
const FILTERS: [&str; 5] = ["action", "actor", "target", "from", "to"];

/// `/o/:slug/audit`: every change in the organization, newest first; the address holds the filters.
#[component]
pub(crate) fn AuditPage() -> impl IntoView {
    let (slug, query) = (use_slug(), use_query_map());
    let events = Remote::new(
        move || (slug.get(), query.get()),
        |(org, query)| {
            let word = |name: &str| query.get(name).filter(|text| !text.is_empty());
            list_events(org, word("actor"), word("action"), word("target"), word("from"), word("to"), word("cursor"))
        },
    );
    let chain = chain::check(slug);
    let view = move |org: OrganizationContext| {
        let here = Address::new(format!("/o/{}/audit", org.organization.slug), &query.read_untracked());
        let org = StoredValue::new(org);
        view! {
            <PageHead title=t::audit_log::title() text=t::audit_log::page_text()>
                {chain::badge(chain, here.with(VERIFY, "1").href())}
                {move || {
                    let org = org.get_value();
                    org.permissions
                        .contains(Permission::AuditRead)
                        .then(|| exports(&org.organization.slug, &query.get()))
                }}
            </PageHead>
            {chain::alarm(chain)}
            <Transition fallback=|| view! { <SkeletonRows label=t::audit_log::loading()/> }>
                {move || {
                    let query = query.get();
                    Suspend::new(async move { page(&org.get_value().organization.slug, &query, events.await) })
                }}
            </Transition>
        }
        .into_any()
    };
    view! { <OrgPage crumbs=vec![Crumb::here(t::audit_log::title())] view/> }
}

/// The menu that exports what the filters leave.
fn exports(slug: &str, query: &ParamsMap) -> impl IntoView + use<> {
    let set = |word: &str| query.get(word).filter(|value| !value.is_empty());
    let kinds = [("csv", t::audit_log::csv()), ("json", t::audit_log::json()), ("ndjson", t::audit_log::ndjson())];
    let files = kinds.map(|(format, words)| {
        let href = export_path(slug, format, set);
        view! {
            <MenuLink href icon="file-text" attr:download="" attr:rel="external">
                {words}
            </MenuLink>
        }
    });
    view! {
        <Button menu="export" icon="download" icon_end="chevron-down">
            {t::audit_log::export()}
        </Button>
        <Menu id="export" label=t::audit_log::export()>
            {files.into_iter().collect_view()}
        </Menu>
    }
}

fn page(slug: &str, query: &ParamsMap, log: Result<Log, ApiError>) -> AnyView {
    let here = Address::new(format!("/o/{slug}/audit"), query).without(&[VERIFY]);
    let filters = filters(&here, query, log.as_ref().map(|log| log.names.clone()).unwrap_or_default());
    let body = match log {
        Ok(log) if log.events.data.is_empty() && query.get("cursor").is_some() => {
            view! { <NoMore first=here.without(&["cursor"]).href()/> }.into_any()
        }
        Ok(log) if log.events.data.is_empty() => nothing(query, &here).into_any(),
        Ok(log) => list(&here, query, log.events).into_any(),
        // A filter that cannot be read is mended where it stands.
        Err(error @ ApiError::ValidationFailed { .. }) => view! {
            <Empty plain=true title=t::audit_log::unreadable_filter() text=detail(&error)>
                <LinkButton href=here.without(&FILTERS).without(&["cursor"]).href()>{t::common::clear_filters()}</LinkButton>
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
    let text = shown_of(events.data.len(), events.total, t::audit_log::count);
    let next = events.next_cursor.as_deref().map(|cursor| here.with("cursor", cursor).href());
    let first = query.get("cursor").map(|_| here.without(&["cursor"]).href());
    let rows: Vec<_> = events.data.into_iter().map(|one| event(here, one)).collect();
    view! {
        <ol class="log" aria-label=t::audit_log::list()>
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
            <Empty plain=true title=t::audit_log::none_match_title() text=t::audit_log::none_match()>
                <LinkButton href=clear>{t::common::clear_filters()}</LinkButton>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty
                title=t::audit_log::none_title()
                text=t::audit_log::none()
            />
        }
        .into_any()
    }
}

/// The filters one sets by hand as a form, those set by links as chips.
fn filters(here: &Address, query: &ParamsMap, names: FilterNames) -> impl IntoView + use<> {
    let set = |name: &str| query.get(name).filter(|value| !value.is_empty());
    let (action, from, to) = (set("action").unwrap_or_default(), set("from"), set("to"));
    let known = GROUPS.contains(&action.as_str());
    let options: Vec<_> = GROUPS
        .iter()
        .map(|group| ((*group).to_owned(), group_words(group)))
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
    let actor = chip(t::audit_log::who(), "actor", names.actor);
    let target = chip(t::audit_log::on(), "target", names.target);
    let kept = |name: &'static str| set(name).map(|value| view! { <input type="hidden" name=name value=value/> });
    let (kept_actor, kept_target) = (kept("actor"), kept("target"));
    let any = FILTERS.iter().any(|name| set(name).is_some());
    let clear = any.then(|| {
        view! {
            <LinkButton href=here.without(&FILTERS).without(&["cursor"]).href() variant=Variant::Ghost>
                {t::common::clear_filters()}
            </LinkButton>
        }
    });
    view! {
        <Toolbar>
            <form class="log-filter" method="get">
                {kept_actor}
                {kept_target}
                <label>
                    <span>{t::audit_log::action()}</span>
                    <span class="select">
                        <select class="input" name="action">
                            {options}
                        </select>
                    </span>
                </label>
                <label>
                    <span>{t::audit_log::from()}</span>
                    <input class="input" type="date" name="from" value=from/>
                </label>
                <label>
                    <span>{t::audit_log::to()}</span>
                    <input class="input" type="date" name="to" value=to/>
                </label>
                <Button submit=true>{t::audit_log::filter()}</Button>
            </form>
            {actor}
            {target}
            {clear}
        </Toolbar>
    }
}
