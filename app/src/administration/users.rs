use super::{
    AdminPage, Place,
    rpc::{ChangeInstanceUser, EndUserSessions, UserKind, list_instance_users},
    user_dialog::UserDialogs,
    user_row::UserRow,
};
use crate::remote::{FormAction, Remote};
use crate::{
    frame::Address,
    messages as t,
    ui::{
        ActionsHead, Empty, FormProblem, LinkButton, NoMore, PageProblem, Pagination, SearchBox, Segment, Segments,
        SkeletonRows, Table, TableCard, Toolbar, action_error, successes, toast_success,
    },
};
use contract::{Page, UserId, accounts::Me, administration::InstanceUser};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The words of the address that open a dialog.
pub(super) const DIALOGS: [&str; 3] = ["promote", "demote", "disable"];

/// The actions of the page.
#[derive(Clone, Copy)]
pub(super) struct Actions {
    pub(super) change: FormAction<ChangeInstanceUser>,
    pub(super) enable: FormAction<ChangeInstanceUser>,
    pub(super) end_sessions: FormAction<EndUserSessions>,
}

/// `/admin/users`: every account of the server.
#[component]
pub(crate) fn InstanceUsersPage() -> impl IntoView {
    let query = use_query_map();
    let actions = Actions { change: FormAction::new(), enable: FormAction::new(), end_sessions: FormAction::new() };
    toast_success(actions.change, |user| match (user.disabled, user.super_admin) {
        (true, _) => t::administration::user_disabled(&user.name),
        (false, true) => t::administration::promoted(&user.name),
        (false, false) => t::administration::demoted(&user.name),
    });
    toast_success(actions.enable, |user| t::administration::user_enabled(&user.name));
    toast_success(actions.end_sessions, |ended| t::administration::sessions_ended(*ended));
    let wanted = Memo::new(move |_| {
        let query = query.read();
        let cursor = query.get("cursor").filter(|cursor| !cursor.is_empty());
        let kind = UserKind::parse(query.get_str("kind").unwrap_or_default());
        (query.get("q").unwrap_or_default(), kind, cursor)
    });
    let (changed, enabled) = (successes(actions.change), successes(actions.enable));
    // After a plain form post the error is that of every form with its action: the open dialog tells it.
    let in_dialog = Memo::new(move |_| DIALOGS.iter().any(|dialog| query.read().get(dialog).is_some()));
    let list = Remote::new(
        move || (wanted.get(), changed.get(), enabled.get()),
        |((search, kind, cursor), ..)| list_instance_users(search, kind, cursor),
    );
    let view = move |me: Me| {
        let own = me.user.id;
        let back = Signal::derive(move || Address::new(Place::Users.path(), &query.read()).without(&DIALOGS).href());
        view! {
            <div class="stack">
                <FormProblem error=action_error(actions.end_sessions)/>
                {move || (!in_dialog.get()).then(|| view! { <FormProblem error=action_error(actions.enable)/> })}
                <Transition fallback=|| view! { <SkeletonRows label=t::administration::loading_users()/> }>
                    {move || {
                        let own = own.clone();
                        Suspend::new(async move {
                            let here = Address::new(Place::Users.path(), &query.read_untracked()).without(&DIALOGS);
                            match list.await {
                                Ok(found) => users(found, &own, here, actions),
                                Err(error) => view! { <PageProblem error/> }.into_any(),
                            }
                        })
                    }}
                </Transition>
            </div>
            <UserDialogs action=actions.change back/>
        }
        .into_any()
    };
    view! { <AdminPage place=Place::Users view/> }
}

fn users(page: Page<InstanceUser>, own: &UserId, here: Address, actions: Actions) -> AnyView {
    let search = here.get("q").unwrap_or_default().to_owned();
    let kind = UserKind::parse(here.get("kind").unwrap_or_default());
    let first = here.get("cursor").map(|_| here.without(&["cursor"]).href());
    let total = page.total.unwrap_or_default();
    let next = page.next_cursor.map(|cursor| here.with("cursor", &cursor).href());
    let text = if i64::try_from(page.data.len()) == Ok(total) {
        t::administration::users_counted(total)
    } else {
        t::administration::users_counted_part(page.data.len(), total)
    };
    let list = if let Some(first) = first.clone().filter(|_| page.data.is_empty()) {
        view! { <NoMore first/> }.into_any()
    } else if page.data.is_empty() {
        view! {
            <Empty plain=true title=t::administration::no_users()>
                <LinkButton href=Place::Users.path()>{t::common::clear_filters()}</LinkButton>
            </Empty>
        }
        .into_any()
    } else {
        let rows = page
            .data
            .into_iter()
            .map(|user| {
                let me = user.id == *own;
                view! { <UserRow user me here=here.clone() actions/> }
            })
            .collect_view();
        let head = || {
            view! {
                <th scope="col">{t::administration::user()}</th>
                <th scope="col">{t::common::status()}</th>
                <th scope="col" class="num">
                    {t::administration::organizations()}
                </th>
                <th scope="col" class="cell-lg">
                    {t::common::created()}
                </th>
                <ActionsHead/>
            }
        };
        view! {
            <Table caption=t::administration::all_users() head>
                {rows}
            </Table>
            <Pagination text next first/>
        }
        .into_any()
    };
    let kept = (kind != UserKind::All).then(|| view! { <input type="hidden" name="kind" value=kind.word()/> });
    view! {
        <TableCard>
            <Toolbar>
                <SearchBox
                    label=t::administration::find_user()
                    placeholder=t::administration::find_user_placeholder()
                    value=search
                >
                    {kept}
                </SearchBox>
                {segments(&here, kind)}
            </Toolbar>
            {list}
        </TableCard>
    }
    .into_any()
}

fn segments(here: &Address, now: UserKind) -> impl IntoView + use<> {
    let segment = |kind: UserKind, label: &str| {
        let plain = here.without(&["kind", "cursor"]);
        let href = if kind == UserKind::All { plain.href() } else { plain.with("kind", kind.word()).href() };
        Segment { label: label.to_owned(), href, current: kind == now }
    };
    let segments = vec![
        segment(UserKind::All, t::administration::all()),
        segment(UserKind::Admins, t::administration::super_admins()),
        segment(UserKind::Disabled, t::administration::disabled()),
    ];
    view! { <Segments label=t::administration::show() segments/> }
}
