use super::{
    mine_bin,
    mine_invitations::Answers,
    mine_rpc::{Home, RestoreOrganization, read_home},
};
use crate::remote::{FormAction, Remote};
use crate::{
    accounts::use_flag,
    frame::{PersonalPage, encode},
    messages as t,
    ui::{
        Alert, Badge, Crumb, Empty, FormProblem, LinkButton, PageHead, PageProblem, Pagination, Person, SearchBox,
        Size, SkeletonRows, Table, TableCard, Time, Tone, Toolbar, Variant, action_error, successes, toast_success,
    },
};
use contract::{Page, accounts::Me, organizations::Organization};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// With more organizations than this one searches rather than reads.
const MANY: i64 = 8;

/// `/`: my organizations, the invitations that wait for me, and the recycle bin.
#[component]
pub(crate) fn HomePage() -> impl IntoView {
    let query = use_query_map();
    let all = use_flag("all");
    let search = Memo::new(move |_| query.read().get("q").unwrap_or_default());
    let cursor = Memo::new(move |_| query.read().get("cursor").filter(|cursor| !cursor.is_empty()));
    let answers = Answers::new();
    let restore = FormAction::<RestoreOrganization>::new();
    toast_success(restore, |()| t::organizations::restored().to_owned());
    let (declined, restored) = (answers.declined(), successes(restore));
    let done = Memo::new(move |_| declined.get() + restored.get());
    let list = Remote::new(
        move || (search.get(), cursor.get(), all.get(), done.get()),
        // Declining the last invitation must not lead away from the page on which one did it.
        |(search, cursor, all, done)| read_home(search, cursor, all || done > 0),
    );
    let content = move |me: Me| {
        view! {
            <PageHead title=t::organizations::title() text=t::organizations::text()>
                <LinkButton href="/join" icon="ticket">
                    {t::organizations::join_with_code()}
                </LinkButton>
                <LinkButton href="/organizations/new" icon="plus" variant=Variant::Primary>
                    {t::organizations::create()}
                </LinkButton>
            </PageHead>
            <div class="stack" data-gap="wide">
                {(!me.user.email_verified).then(unproved)}
                {answers.problems()}
                <FormProblem error=action_error(restore)/>
                <Transition fallback=|| view! { <SkeletonRows label=t::organizations::loading()/> }>
                    {move || Suspend::new(async move {
                        match list.await {
                            Ok(home) => {
                                let Home { organizations, invitations, bin } = home;
                                let (search, later) = (search.get_untracked(), cursor.get_untracked().is_some());
                                view! {
                                    <div class="stack">
                                        {answers.cards(invitations)}
                                        <TableCard>{card(organizations, search, later)}</TableCard>
                                    </div>
                                    {mine_bin::section(bin, restore)}
                                }
                                    .into_any()
                            }
                            Err(error) => view! { <PageProblem error/> }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        }
        .into_any()
    };
    view! { <PersonalPage crumbs=vec![Crumb::here(t::organizations::title())] view=content/> }
}

fn unproved() -> impl IntoView {
    view! {
        <Alert
            tone=Tone::Warning
            title=t::organizations::unconfirmed()
            actions=|| {
                view! {
                    <LinkButton href="/verify" size=Size::Small>
                        {t::organizations::confirm_address()}
                    </LinkButton>
                }
            }
        >
            {t::organizations::unconfirmed_text()}
        </Alert>
    }
}

fn card(page: Page<Organization>, search: String, later: bool) -> AnyView {
    let (rows, next, total) = (page.data, page.next_cursor, page.total.unwrap_or_default());
    if rows.is_empty() && search.is_empty() && !later {
        return nothing().into_any();
    }
    let found = search.clone();
    let toolbar = (total > MANY || !search.is_empty() || later).then(|| {
        view! {
            <Toolbar>
                <SearchBox label=t::organizations::find() placeholder=t::organizations::find_placeholder() value=found>
                    <input type="hidden" name="all" value="1"/>
                </SearchBox>
            </Toolbar>
        }
    });
    if rows.is_empty() {
        return view! {
            {toolbar}
            <Empty plain=true title=t::organizations::none_found(&search)>
                <LinkButton href="/?all=1">{t::organizations::clear_search()}</LinkButton>
            </Empty>
        }
        .into_any();
    }
    let q = if search.is_empty() { String::new() } else { format!("&q={}", encode(&search)) };
    let text = if i64::try_from(rows.len()) == Ok(total) {
        t::organizations::counted(total)
    } else {
        t::organizations::counted_part(rows.len(), total)
    };
    view! {
        {toolbar}
        {table(rows)}
        <Pagination
            text
            next=next.map(|cursor| format!("/?all=1{q}&cursor={}", encode(&cursor)))
            first=later.then(|| format!("/?all=1{q}"))
        />
    }
    .into_any()
}

fn nothing() -> impl IntoView {
    view! {
        <Empty title=t::organizations::none() text=t::organizations::none_text()>
            <LinkButton href="/organizations/new" variant=Variant::Primary>
                {t::organizations::create()}
            </LinkButton>
            <LinkButton href="/join">{t::organizations::join_with_code()}</LinkButton>
        </Empty>
    }
}

fn table(rows: Vec<Organization>) -> impl IntoView {
    let head = || {
        view! {
            <th scope="col">{t::organizations::organization()}</th>
            <th scope="col">{t::organizations::your_role()}</th>
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
        <Table caption=t::organizations::list() head>
            {rows.into_iter().map(row).collect_view()}
        </Table>
    }
}

fn row(org: Organization) -> impl IntoView {
    view! {
        <tr>
            <td class="cell-main">
                <Person
                    square=true
                    name=org.name
                    id=org.id.to_string()
                    sub=org.slug.clone()
                    href=format!("/o/{}", org.slug)
                />
            </td>
            <td>{org.role.map(|role| view! { <Badge>{role}</Badge> })}</td>
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
