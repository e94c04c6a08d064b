//! Search, filters and order above the list of members. It stands outside of what it changes, so that one can go on typing.

use super::{page::Wanted, rpc::MemberList};
use crate::remote::Remote;
use crate::{
    frame::Address,
    messages as t,
    ui::{FilterChip, Icon, Menu, MenuLink, SearchBox, Toolbar},
};
use contract::members::{MemberSort, MemberStatus};
use leptos::prelude::*;

/// The toolbar of the list.
#[component]
pub(super) fn MembersToolbar(
    /// What the address asks for.
    wanted: Memo<Wanted>,
    /// The address of the list.
    here: Signal<Address>,
    /// Read for the roles that one can filter by.
    list: Remote<MemberList>,
) -> impl IntoView {
    let first = Memo::new(move |_| here.get().without(&["cursor"]));
    let search = wanted.get_untracked().q.unwrap_or_default();
    let kept = move || {
        let first = first.get();
        let kept = ["role", "status", "sort"].into_iter().filter_map(|key| Some((key, first.get(key)?.to_owned())));
        kept.map(|(key, value)| view! { <input type="hidden" name=key value=value/> }).collect_view()
    };
    let role = move || {
        let (value, here) = (wanted.get().role, first.get());
        Suspend::new(async move {
            let roles = list.await.map(|list| list.roles).unwrap_or_default();
            let entries = roles.into_iter().map(|role| (role.name.clone(), role.name)).collect();
            view! { <FilterMenu label=t::common::role() name="role" value entries here/> }
        })
    };
    let status = move || {
        let value = wanted.get().status.map(|status| match status {
            MemberStatus::Active => t::members::active().to_owned(),
            MemberStatus::Suspended => t::members::suspended().to_owned(),
        });
        let entries = vec![
            ("active".to_owned(), t::members::active().to_owned()),
            ("suspended".to_owned(), t::members::suspended().to_owned()),
        ];
        view! { <FilterMenu label=t::common::status() name="status" value entries here=first.get()/> }
    };
    view! {
        <Toolbar>
            <SearchBox
                label=t::members::find()
                placeholder=t::members::find_placeholder()
                value=search
                live=true
            >
                {kept}
            </SearchBox>
            <Transition>{role}</Transition>
            {status}
            {move || view! { <SortMenu sort=wanted.get().sort here=first.get()/> }}
        </Toolbar>
    }
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
        let role = (name == "role").then_some("");
        view! {
            <MenuLink href=here.with(name, &value).href() attr:data-role=role>
                {words}
            </MenuLink>
        }
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

/// The order: also those that no heading offers, and for screens on which the headings are out of sight.
#[component]
fn SortMenu(sort: MemberSort, here: Address) -> impl IntoView {
    let orders = [
        (MemberSort::Name, None, t::members::by_name()),
        (MemberSort::Email, Some("email"), t::members::by_email()),
        (MemberSort::Newest, Some("-joined_at"), t::members::newest_first()),
        (MemberSort::Oldest, Some("joined_at"), t::members::oldest_first()),
    ];
    let now = orders.iter().find(|(order, ..)| *order == sort).map(|(.., words)| *words);
    let links = orders.into_iter().map(|(order, word, words)| {
        let here = here.without(&["sort"]);
        let href = word.map_or_else(|| here.href(), |word| here.with("sort", word).href());
        view! {
            <MenuLink href current={order == sort}>
                {words}
            </MenuLink>
        }
    });
    let links = links.collect_view();
    view! {
        <button type="button" class="chip" data-on="" popovertarget="members-sort" aria-haspopup="menu">
            <Icon name="arrow-up-down"/>
            {t::members::sort()}
            " "
            <b>{now}</b>
        </button>
        <Menu id="members-sort" label=t::members::sort() start=true>
            {links}
        </Menu>
    }
}
