use super::{
    AdminPage, Place,
    rpc::{list_deleted_organizations, list_instance_organizations, read_counts},
};
use crate::remote::{FormAction, Remote};
use crate::{
    frame::{Address, encode},
    messages as t,
    organizations::{RestoreOrganization, bin_table},
    ui::{
        Badge, Empty, FormProblem, LinkButton, NoMore, PageProblem, Pagination, Person, SearchBox, Segment, Segments,
        SkeletonRows, Stat, Stats, Table, TableCard, Time, Tone, Toolbar, action_error, successes, toast_success,
    },
};
use contract::{
    ApiError, Page,
    accounts::Me,
    administration::InstanceCounts,
    organizations::{DeletedOrganization, Organization},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What a list of organizations shows.
type Found = (Page<Organization>, Option<Page<DeletedOrganization>>);

/// `/admin`: every organization of the server, and those in the recycle bin.
#[component]
pub(crate) fn InstanceOrganizationsPage() -> impl IntoView {
    let query = use_query_map();
    let wanted = Memo::new(move |_| {
        let query = query.read();
        let cursor = query.get("cursor").filter(|cursor| !cursor.is_empty());
        (query.get("q").unwrap_or_default(), query.get("bin").is_some(), cursor)
    });
    let restore = FormAction::<RestoreOrganization>::new();
    toast_success(restore, |()| t::organizations::restored().to_owned());
    let restored = successes(restore);
    let list = Remote::new(
        move || (wanted.get(), restored.get()),
        |((search, bin, cursor), _)| async move {
            if bin {
                let found = list_deleted_organizations(cursor).await?;
                return Ok((Page { data: Vec::new(), next_cursor: None, total: None }, Some(found)));
            }
            list_instance_organizations(search, cursor).await.map(|found| (found, None))
        },
    );
    let counts = Remote::new(|| (), |()| read_counts());
    let view = move |_: Me| {
        view! {
            <div class="stack">
                <Transition fallback=|| view! { <SkeletonRows label=t::administration::loading_counts() rows=1 toolbar=false/> }>
                    // Whoever may not read them is told so below.
                    {move || Suspend::new(async move { counts.await.ok().map(counters) })}
                </Transition>
                <FormProblem error=action_error(restore)/>
                <Transition fallback=|| view! { <SkeletonRows label=t::organizations::loading()/> }>
                    {move || Suspend::new(async move {
                        let found: Result<Found, ApiError> = list.await;
                        let (search, _, cursor) = wanted.get_untracked();
                        let here = Address::new(Place::Organizations.path(), &query.read_untracked()).without(&["cursor"]);
                        match found {
                            Ok((_, Some(bin))) => deleted(bin, &here, cursor.is_some(), restore),
                            Ok((found, None)) => living(found, &here, search, cursor.is_some()),
                            Err(error) => view! { <PageProblem error/> }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        }
        .into_any()
    };
    view! { <AdminPage place=Place::Organizations view/> }
}

fn counters(counts: InstanceCounts) -> impl IntoView {
    let number = |value: i64| u64::try_from(value).unwrap_or_default();
    let note = |value: i64, words: fn(i64) -> String| (value > 0).then(|| words(value));
    let failed = note(counts.failed_mail, t::administration::mail_failed);
    let tone = if counts.failed_mail > 0 { Tone::Danger } else { Tone::Neutral };
    view! {
        <Stats>
            <Stat
                label=t::administration::organizations()
                value=number(counts.organizations)
                nostrip:note=note(counts.deleted_organizations, t::administration::in_bin)
            />
            <Stat
                label=t::administration::users()
                value=number(counts.users)
                nostrip:note=note(counts.disabled_users, t::administration::users_disabled)
            />
            <Stat label=t::administration::open_sessions() value=number(counts.sessions)/>
            <Stat label=t::administration::mail_waiting() value=number(counts.waiting_mail) nostrip:note=failed tone/>
        </Stats>
    }
}

fn segments(bin: bool) -> impl IntoView {
    let path = Place::Organizations.path();
    let segment = |label: &str, href: String, current| Segment { label: label.to_owned(), href, current };
    let segments = vec![
        segment(t::administration::active(), path.to_owned(), !bin),
        segment(t::organizations::bin(), format!("{path}?bin=1"), bin),
    ];
    view! { <Segments label=t::administration::show() segments/> }
}

fn further(here: &Address, next: Option<String>, later: bool) -> (Option<String>, Option<String>) {
    (next.map(|cursor| here.with("cursor", &cursor).href()), later.then(|| here.href()))
}

fn living(page: Page<Organization>, here: &Address, search: String, later: bool) -> AnyView {
    let total = page.total.unwrap_or_default();
    let (next, first) = further(here, page.next_cursor, later);
    let text = if i64::try_from(page.data.len()) == Ok(total) {
        t::organizations::counted(total)
    } else {
        t::organizations::counted_part(page.data.len(), total)
    };
    let list = if let Some(first) = first.clone().filter(|_| page.data.is_empty()) {
        view! { <NoMore first/> }.into_any()
    } else if page.data.is_empty() {
        let clear = (!search.is_empty()).then(
            || view! { <LinkButton href=Place::Organizations.path()>{t::organizations::clear_search()}</LinkButton> },
        );
        let title = if search.is_empty() {
            t::administration::no_organizations().to_owned()
        } else {
            t::organizations::none_found(&search)
        };
        view! {
            <Empty plain=true title>
                {clear}
            </Empty>
        }
        .into_any()
    } else {
        view! {
            {table(page.data)}
            <Pagination text next first/>
        }
        .into_any()
    };
    view! {
        <TableCard>
            <Toolbar>
                <SearchBox
                    label=t::organizations::find()
                    placeholder=t::organizations::find_placeholder()
                    value=search
                />
                {segments(false)}
            </Toolbar>
            {list}
        </TableCard>
    }
    .into_any()
}

fn deleted(
    page: Page<DeletedOrganization>,
    here: &Address,
    later: bool,
    restore: FormAction<RestoreOrganization>,
) -> AnyView {
    let total = page.total.unwrap_or_default();
    let (next, first) = further(here, page.next_cursor, later);
    let list = if let Some(first) = first.clone().filter(|_| page.data.is_empty()) {
        view! { <NoMore first/> }.into_any()
    } else if page.data.is_empty() {
        view! { <Empty plain=true title=t::administration::bin_empty() text=t::administration::bin_empty_text()/> }
            .into_any()
    } else {
        let text = if i64::try_from(page.data.len()) == Ok(total) {
            t::organizations::counted(total)
        } else {
            t::organizations::counted_part(page.data.len(), total)
        };
        view! {
            {bin_table(page.data, restore)}
            <Pagination text next first/>
        }
        .into_any()
    };
    view! {
        <TableCard>
            <Toolbar>{segments(true)}</Toolbar>
            {list}
        </TableCard>
    }
    .into_any()
}

fn table(rows: Vec<Organization>) -> impl IntoView {
    let head = || {
        view! {
            <th scope="col">{t::organizations::organization()}</th>
            <th scope="col">{t::administration::plan()}</th>
            <th scope="col" class="num">
                {t::organizations::members()}
            </th>
            <th scope="col" class="num cell-lg">
                {t::organizations::projects()}
            </th>
            <th scope="col" class="cell-lg">
                {t::common::created()}
            </th>
        }
    };
    view! {
        <Table caption=t::administration::all_organizations() head>
            {rows.into_iter().map(row).collect_view()}
        </Table>
    }
}

fn row(org: Organization) -> impl IntoView {
    let href = format!("/o/{}", encode(&org.slug));
    view! {
        <tr>
            <td class="cell-main">
                <Person square=true name=org.name id=org.id.to_string() sub=org.slug href/>
            </td>
            <td>
                <Badge>{org.plan}</Badge>
            </td>
            <td class="num" data-label=t::organizations::members()>
                <span>{t::number(org.member_count)}</span>
            </td>
            <td class="num cell-lg" data-label=t::organizations::projects()>
                <span>{t::number(org.project_count)}</span>
            </td>
            <td class="cell-lg" data-label=t::common::created()>
                <Time at=org.created_at date=true/>
            </td>
        </tr>
    }
}
