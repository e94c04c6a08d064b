//! `/o/:slug/join-codes`.

use super::{
    create::CreateDialog,
    list_rpc::{CreateJoinCode, JoinCodeList, RevokeJoinCode, list_join_codes},
    row::JoinCodeRow,
};
use crate::remote::{FormAction, Remote};
use crate::{
    frame::{Address, OrgPage, use_slug},
    members::shown_of,
    messages as t,
    ui::{
        ActionsHead, Crumb, Empty, FormProblem, LinkButton, NoMore, PageHead, PageProblem, Pagination, SkeletonRows,
        Table, TableCard, Variant, action_error, successes, toast_success,
    },
};
use contract::{Permission, organizations::OrganizationContext};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The join codes of an organization.
#[component]
pub(crate) fn JoinCodesPage() -> impl IntoView {
    let slug = use_slug();
    let query = use_query_map();
    let create = FormAction::<CreateJoinCode>::new();
    let revoke = FormAction::<RevokeJoinCode>::new();
    toast_success(create, |code| t::join_codes::was_made(&code.code));
    toast_success(revoke, |()| t::join_codes::was_revoked().to_owned());
    let cursor = Memo::new(move |_| query.read().get("cursor").filter(|cursor| !cursor.is_empty()));
    let (created, revoked) = (successes(create), successes(revoke));
    let list = Remote::new(
        move || (slug.get(), cursor.get(), created.get(), revoked.get()),
        |(slug, cursor, ..)| list_join_codes(slug, cursor),
    );
    let asked = Memo::new(move |_| query.read().get_str("create").is_some());
    let view = move |org: OrganizationContext| {
        let path = format!("/o/{}/join-codes", org.organization.slug);
        let may = org.permissions.contains(Permission::UsersInvite);
        let open = Memo::new(move |_| may && asked.get());
        let back = {
            let path = path.clone();
            Signal::derive(move || Address::new(path.clone(), &query.read()).without(&["create"]).href())
        };
        let slug = org.organization.slug.clone();
        let button = may.then(|| {
            let href = format!("{path}?create=1");
            view! {
                <LinkButton href variant=Variant::Primary icon="plus" attr:data-noscroll="">
                    {t::join_codes::create()}
                </LinkButton>
            }
        });
        view! {
            <PageHead title=t::join_codes::title() text=t::join_codes::lead()>
                {button}
            </PageHead>
            <div class="stack">
                <FormProblem error=action_error(revoke)/>
                <Transition fallback=|| view! { <SkeletonRows label=t::join_codes::loading() toolbar=false/> }>
                    {move || {
                        let (slug, path) = (slug.clone(), path.clone());
                        Suspend::new(async move {
                            match list.await {
                                Ok(found) => {
                                    let later = cursor.get_untracked().is_some();
                                    codes(slug, &path, found, later, revoke).into_any()
                                }
                                Err(error) => view! { <PageProblem error/> }.into_any(),
                            }
                        })
                    }}
                </Transition>
            </div>
            <CreateDialog org open action=create back/>
        }
        .into_any()
    };
    view! { <OrgPage crumbs=vec![Crumb::here(t::join_codes::title())] view/> }
}

fn codes(slug: String, path: &str, found: JoinCodeList, later: bool, revoke: FormAction<RevokeJoinCode>) -> AnyView {
    let count = found.page.data.len();
    if count == 0 && later {
        let first = path.to_owned();
        return view! { <TableCard><NoMore first/></TableCard> }.into_any();
    }
    if count == 0 {
        let (create, invite) = (format!("{path}?create=1"), format!("/o/{slug}/invitations?invite=1"));
        return view! {
            <TableCard>
                <Empty
                    title=t::join_codes::none()
                    text=t::join_codes::none_text()
                >
                    <LinkButton href=create variant=Variant::Primary attr:data-noscroll="">
                        {t::join_codes::create()}
                    </LinkButton>
                    <LinkButton href=invite>{t::join_codes::invite_by_mail()}</LinkButton>
                </Empty>
            </TableCard>
        }
        .into_any();
    }
    let text = shown_of(count, found.page.total, t::join_codes::counted, t::join_codes::counted_part);
    let next = found.page.next_cursor.map(|cursor| format!("{path}?cursor={}", crate::frame::encode(&cursor)));
    let first = later.then(|| path.to_owned());
    let rows: Vec<_> = found
        .page
        .data
        .into_iter()
        .map(|code| view! { <JoinCodeRow slug=slug.clone() code link=found.link.clone() revoke/> })
        .collect();
    view! {
        <TableCard>
            <Table
                caption=t::join_codes::title()
                head=|| {
                    view! {
                        <th scope="col">{t::join_codes::code()}</th>
                        <th scope="col">{t::common::role()}</th>
                        <th scope="col">{t::join_codes::used()}</th>
                        <th scope="col">{t::common::status()}</th>
                        <th scope="col" class="cell-lg">
                            {t::common::created()}
                        </th>
                        <ActionsHead/>
                    }
                }
            >
                {rows}
            </Table>
            <Pagination text next first/>
        </TableCard>
    }
    .into_any()
}
