//! `/o/:slug/members`.

use super::{
    change::ChangeDialog,
    remove::RemoveDialog,
    row::MemberRow,
    rpc::{ChangeRole, MemberList, RemoveMember, SetMemberStatus, list_members},
};
use crate::{
    frame::{Address, OrgPage, use_slug},
    messages as t,
    ownership::{OfferDialog, OwnershipOffers},
    ui::{
        ActionsHead, Crumb, Direction, Empty, FilterChip, FormProblem, Icon, LinkButton, Menu, MenuLink, PageHead,
        PageProblem, Pagination, SearchBox, SkeletonRows, SortHeader, Tab, Table, TableCard, Tabs, Toolbar, Variant,
        action_error, successes, toast_success,
    },
};
use contract::{
    Permission,
    members::{MemberSort, MemberStatus},
    organizations::OrganizationContext,
    ownership::OwnershipTransfer,
};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

/// The actions of the page; each list and dialog shows what they did.
#[derive(Clone, Copy)]
pub(super) struct Actions {
    pub(super) change_role: ServerAction<ChangeRole>,
    pub(super) set_status: ServerAction<SetMemberStatus>,
    pub(super) remove: ServerAction<RemoveMember>,
}

/// The words of the address that open a dialog.
const DIALOGS: [&str; 3] = ["change", "remove", "offer"];

/// What the address says about the list.
#[derive(Clone, PartialEq)]
struct Wanted {
    q: Option<String>,
    role: Option<String>,
    status: Option<MemberStatus>,
    sort: MemberSort,
    cursor: Option<String>,
}

impl Wanted {
    fn read(query: &ParamsMap) -> Self {
        let text = |key| query.get(key).filter(|value| !value.is_empty());
        Self {
            q: text("q"),
            role: text("role"),
            status: text("status").and_then(|status| status.parse().ok()),
            sort: match query.get_str("sort") {
                Some("email") => MemberSort::Email,
                Some("-joined_at") => MemberSort::Newest,
                Some("joined_at") => MemberSort::Oldest,
                _ => MemberSort::Name,
            },
            cursor: text("cursor"),
        }
    }
}

/// The members of an organization.
#[component]
pub(crate) fn MembersPage() -> impl IntoView {
    let slug = use_slug();
    let query = use_query_map();
    let actions =
        Actions { change_role: ServerAction::new(), set_status: ServerAction::new(), remove: ServerAction::new() };
    toast_success(actions.change_role, |member| t::members::role_changed(&member.name, &member.role));
    toast_success(actions.set_status, |member| match member.status {
        MemberStatus::Active => t::members::was_reactivated(&member.name),
        MemberStatus::Suspended => t::members::was_suspended(&member.name),
    });
    toast_success(actions.remove, |_| t::members::was_removed().to_owned());
    let offer = ServerAction::new();
    toast_success(offer, |offer: &OwnershipTransfer| t::ownership::offered(&offer.to.name));
    let wanted = Memo::new(move |_| Wanted::read(&query.read()));
    let (changed, set, removed) =
        (successes(actions.change_role), successes(actions.set_status), successes(actions.remove));
    let list = Resource::new(
        move || (slug.get(), wanted.get(), (changed.get(), set.get(), removed.get())),
        |(slug, wanted, _)| list_members(slug, wanted.q, wanted.role, wanted.status, wanted.sort, wanted.cursor),
    );
    let chosen =
        move |key: &'static str| Memo::new(move |_| query.read().get_str(key).and_then(|user| user.parse().ok()));
    let (changing, removing, offering) = (chosen("change"), chosen("remove"), chosen("offer"));
    let view = move |org: OrganizationContext| {
        let base = format!("/o/{}", org.organization.slug);
        let shown = org.clone();
        let path = format!("{base}/members");
        let back = {
            let path = path.clone();
            Signal::derive(move || Address::new(path.clone(), &query.read()).without(&DIALOGS).href())
        };
        view! {
            <PageHead title=t::members::title() text=t::members::lead()>
                {org
                    .permissions
                    .contains(Permission::UsersInvite)
                    .then(|| {
                        view! {
                            <LinkButton href=format!("{base}/invitations?invite=1") variant=Variant::Primary icon="user-plus">
                                {t::members::invite_people()}
                            </LinkButton>
                        }
                    })}
            </PageHead>
            <Tabs label=t::members::people() tabs=people_tabs(&org, true)/>
            <div class="stack">
                <FormProblem error=action_error(actions.set_status)/>
                <OwnershipOffers org=org.clone() made=successes(offer)/>
                <Transition fallback=|| view! { <SkeletonRows label=t::members::loading()/> }>
                    {move || {
                        let (org, path) = (shown.clone(), path.clone());
                        Suspend::new(async move {
                            match list.await {
                                Ok(found) => {
                                    let here = Address::new(path, &query.read_untracked()).without(&DIALOGS);
                                    members(org, found, wanted.get_untracked(), here, actions).into_any()
                                }
                                Err(error) => view! { <PageProblem error/> }.into_any(),
                            }
                        })
                    }}
                </Transition>
            </div>
            <ChangeDialog org=org.clone() user=changing action=actions.change_role back/>
            <RemoveDialog org=org.clone() user=removing action=actions.remove back/>
            <OfferDialog org user=offering action=offer back/>
        }
        .into_any()
    };
    view! { <OrgPage crumbs=vec![Crumb::here(t::members::title())] view/> }
}

/// The pages about people, side by side.
pub(crate) fn people_tabs(org: &OrganizationContext, members: bool) -> Vec<Tab> {
    let base = format!("/o/{}", org.organization.slug);
    vec![
        Tab {
            label: t::members::title().to_owned(),
            href: format!("{base}/members"),
            current: members,
            // The organization counts active members, the list shows suspended ones too and says how many it has.
            count: None,
        },
        Tab { label: t::invitations::title().to_owned(), href: format!("{base}/invitations"), current: !members, count: None },
    ]
}

/// The words below a list: how many there are, or how many of them stand here.
pub(crate) fn shown_of(
    shown: usize,
    total: Option<i64>,
    all: impl FnOnce(i64) -> String,
    part: impl FnOnce(usize, i64) -> String,
) -> String {
    match total {
        Some(total) if i64::try_from(shown) != Ok(total) => part(shown, total),
        total => all(total.unwrap_or_default()),
    }
}

fn members(
    org: OrganizationContext,
    found: MemberList,
    wanted: Wanted,
    here: Address,
    actions: Actions,
) -> impl IntoView {
    let first = here.without(&["cursor"]);
    let clear = first.without(&["q", "role", "status"]).href();
    let count = found.page.data.len();
    let text = shown_of(count, found.page.total, t::members::counted, t::members::counted_part);
    let kept = ["role", "status", "sort"].into_iter().filter_map(|key| Some((key, here.get(key)?.to_owned())));
    let kept = kept.map(|(key, value)| view! { <input type="hidden" name=key value=value/> }).collect_view();
    let status = wanted.status.map(|status| match status {
        MemberStatus::Active => t::members::active(),
        MemberStatus::Suspended => t::members::suspended(),
    });
    let role_entries = found.roles.iter().map(|role| (role.name.clone(), role.name.clone())).collect::<Vec<_>>();
    let status_entries = [("active", t::members::active()), ("suspended", t::members::suspended())].map(|(v, l)| (v.to_owned(), l.to_owned()));
    let search = wanted.q.clone().unwrap_or_default();
    let role = view! { <FilterMenu label=t::common::role() name="role" value=wanted.role.clone() entries=role_entries here=first.clone()/> };
    let status = view! {
        <FilterMenu
            label=t::common::status()
            name="status"
            value=status.map(str::to_owned)
            entries=status_entries.to_vec()
            here=first.clone()
        />
    };
    let toolbar = view! {
        <Toolbar>
            <SearchBox label=t::members::find() placeholder=t::members::find_placeholder() value=search>
                {kept}
            </SearchBox>
            {role}
            {status}
        </Toolbar>
    };
    if found.page.data.is_empty() {
        let words = wanted
            .q
            .map_or_else(|| t::members::none_matches().to_owned(), |q| t::members::none_matches_query(&q));
        return view! {
            <TableCard>
                {toolbar}
                <Empty plain=true title=words text=t::members::none_matches_hint()>
                    <LinkButton href=clear>{t::common::clear_filters()}</LinkButton>
                </Empty>
            </TableCard>
        }
        .into_any();
    }
    let sorted = |sort: MemberSort, direction| (wanted.sort == sort).then_some(direction);
    let by_name = (first.without(&["sort"]).href(), sorted(MemberSort::Name, Direction::Ascending));
    let newest_first = wanted.sort == MemberSort::Newest;
    let by_date = (
        first.with("sort", if newest_first { "joined_at" } else { "-joined_at" }).href(),
        sorted(MemberSort::Newest, Direction::Descending).or(sorted(MemberSort::Oldest, Direction::Ascending)),
    );
    let next = found.page.next_cursor.as_ref().map(|cursor| here.with("cursor", cursor).href());
    let back = wanted.cursor.is_some().then(|| first.href());
    let rows = found
        .page
        .data
        .into_iter()
        .map(|member| {
            let me = member.user_id == found.me;
            view! { <MemberRow org=org.clone() member me roles=found.roles.clone() here=here.clone() actions/> }
        })
        .collect_view();
    view! {
        <TableCard>
            {toolbar}
            <Table
                caption=t::members::title()
                head=move || {
                    view! {
                        <SortHeader label=t::common::name() href=by_name.0 sorted=by_name.1/>
                        <th scope="col">{t::common::role()}</th>
                        <th scope="col">{t::common::status()}</th>
                        <th scope="col">{t::members::last_active()}</th>
                        <SortHeader label=t::members::joined() href=by_date.0 sorted=by_date.1 lg=true/>
                        <ActionsHead/>
                    }
                }
            >
                {rows}
            </Table>
            <Pagination text next first=back/>
        </TableCard>
    }
    .into_any()
}

/// A filter with a few values: a chip that opens a menu while it is off, and turns it off while it is on.
#[component]
fn FilterMenu(
    label: &'static str,
    name: &'static str,
    value: Option<String>,
    entries: Vec<(String, String)>,
    here: Address,
) -> impl IntoView {
    if let Some(value) = value {
        return view! { <FilterChip label value href=here.without(&[name]).href()/> }.into_any();
    }
    if entries.is_empty() {
        return ().into_any();
    }
    let id = format!("filter-{name}");
    let links = entries.into_iter().map(|(value, words)| {
        view! { <MenuLink href=here.with(name, &value).href()>{words}</MenuLink> }
    });
    let links = links.collect_view();
    view! {
        <button type="button" class="chip" popovertarget=id.clone() aria-haspopup="menu">
            <Icon name="plus"/>
            {label}
        </button>
        <Menu id label=t::members::filter_by(label) start=true>
            {links}
        </Menu>
    }
    .into_any()
}
