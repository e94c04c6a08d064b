//! The list of members below its toolbar.

use super::{
    page::{Actions, Wanted, shown_of},
    pick::{BatchBar, PickAll},
    row::{MemberRow, may_touch},
    rpc::MemberList,
};
use crate::{
    frame::Address,
    messages as t,
    ui::{ActionsHead, Direction, Empty, LinkButton, NoMore, Pagination, SortHeader, Table},
};
use contract::{
    Permission,
    members::{Member, MemberSort},
    organizations::OrganizationContext,
};
use leptos::prelude::*;

/// One page of the list, or why it is empty.
pub(super) fn members(
    org: OrganizationContext,
    found: MemberList,
    wanted: Wanted,
    here: Address,
    actions: Actions,
) -> AnyView {
    let (picks, ahead) = (actions.picks, actions.ahead);
    let offered: Vec<_> = {
        let touchable = |member: &&Member| may_touch(&org, &found.roles, member, &found.me);
        found.page.data.iter().filter(touchable).map(|member| member.user_id.clone()).collect()
    };
    let listed = found.page.data.clone();
    Effect::new(move |_| {
        picks.offer(offered.clone());
        ahead.settle(listed.clone());
    });
    let first = here.without(&["cursor"]);
    if found.page.data.is_empty() && wanted.cursor.is_some() {
        return view! { <NoMore first=first.href()/> }.into_any();
    }
    if found.page.data.is_empty() {
        return nobody(wanted, first.without(&["q", "role", "status"]).href());
    }
    let text = shown_of(found.page.data.len(), found.page.total, t::members::counted, t::members::counted_part);
    let next = found.page.next_cursor.as_ref().map(|cursor| here.with("cursor", cursor).href());
    let back = wanted.cursor.is_some().then(|| first.href());
    let may = |permission| org.permissions.contains(permission);
    let pickable = may(Permission::UsersUpdate) || may(Permission::UsersDelete);
    let bar = pickable.then(|| {
        view! { <BatchBar org=org.clone() roles=found.roles.clone() here=here.clone() picks/> }
    });
    let rows = found
        .page
        .data
        .into_iter()
        .map(|member| {
            let me = member.user_id == found.me;
            view! { <MemberRow org=org.clone() member me roles=found.roles.clone() here=here.clone() pickable actions/> }
        })
        .collect_view();
    view! {
        {bar}
        <Table caption=t::members::title() head=move || head(&wanted, &first, pickable.then_some(actions))>
            {rows}
        </Table>
        <Pagination text next first=back/>
    }
    .into_any()
}

fn head(wanted: &Wanted, first: &Address, picking: Option<Actions>) -> impl IntoView + use<> {
    let sorted = |sort: MemberSort, direction| (wanted.sort == sort).then_some(direction);
    let by_name = (first.without(&["sort"]).href(), sorted(MemberSort::Name, Direction::Ascending));
    let newest_first = wanted.sort == MemberSort::Newest;
    let by_date = (
        first.with("sort", if newest_first { "joined_at" } else { "-joined_at" }).href(),
        sorted(MemberSort::Newest, Direction::Descending).or(sorted(MemberSort::Oldest, Direction::Ascending)),
    );
    let all = picking.map(|actions| {
        view! {
            <th class="cell-check">
                <PickAll picks=actions.picks/>
            </th>
        }
    });
    view! {
        {all}
        <SortHeader label=t::common::name() href=by_name.0 sorted=by_name.1/>
        <th scope="col">{t::common::role()}</th>
        <th scope="col">{t::common::status()}</th>
        <th scope="col">{t::members::last_active()}</th>
        <SortHeader label=t::members::joined() href=by_date.0 sorted=by_date.1 lg=true/>
        <ActionsHead/>
    }
}

/// Nothing matches.
fn nobody(wanted: Wanted, clear: String) -> AnyView {
    let title = wanted.q.map_or_else(|| t::members::none_matches().to_owned(), |q| t::members::none_matches_query(&q));
    view! {
        <Empty plain=true title text=t::members::none_matches_hint()>
            <LinkButton href=clear>{t::common::clear_filters()}</LinkButton>
        </Empty>
    }
    .into_any()
}
