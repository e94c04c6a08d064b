//! `/o/:slug/invitations`.

use super::{
    invite::InviteDialog,
    list_rpc::{InvitePeople, ResendInvitation, RevokeInvitation, list_invitations, take_sent},
    row::{InvitationRow, status},
    sent::SentCard,
};
use crate::remote::{FormAction, Remote};
use crate::{
    frame::{Address, OrgPage, use_slug},
    members::{PeopleTab, people_tabs, shown_of},
    messages as t,
    ui::{
        ActionsHead, Crumb, Empty, FormProblem, LinkButton, NoMore, PageHead, PageProblem, Pagination, Segment,
        Segments, SkeletonRows, Table, TableCard, Tabs, Toolbar, Variant, action_error, successes, toast_success,
    },
};
use contract::{
    Page, Permission,
    invitations::{Invitation, InvitationStatus},
    organizations::OrganizationContext,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The words of the filter: open ones first, because they wait for somebody.
const SHOWN: [InvitationStatus; 5] = [
    InvitationStatus::Pending,
    InvitationStatus::Accepted,
    InvitationStatus::Declined,
    InvitationStatus::Expired,
    InvitationStatus::Revoked,
];

/// The invitations of an organization.
#[component]
pub(crate) fn InvitationsPage() -> impl IntoView {
    let slug = use_slug();
    let query = use_query_map();
    let invite = FormAction::<InvitePeople>::new();
    let resend = FormAction::<ResendInvitation>::new();
    let revoke = FormAction::<RevokeInvitation>::new();
    toast_success(invite, |count| t::invitations::were_sent(*count));
    toast_success(resend, |email| t::invitations::was_resent(email));
    toast_success(revoke, |()| t::invitations::was_revoked().to_owned());
    let wanted = Memo::new(move |_| {
        let query = query.read();
        let word = |key| query.get(key).filter(|word| !word.is_empty());
        (word("status").unwrap_or_else(|| "pending".to_owned()), word("cursor"))
    });
    let (invited, resent, revoked) = (successes(invite), successes(resend), successes(revoke));
    let list = Remote::new(
        move || (slug.get(), wanted.get(), (invited.get(), resent.get(), revoked.get())),
        |(slug, (status, cursor), _)| list_invitations(slug, status, cursor),
    );
    let sent = Remote::new(move || (slug.get(), invited.get(), resent.get()), |(slug, ..)| take_sent(slug));
    let asked = Memo::new(move |_| query.read().get_str("invite").is_some());
    let view = move |org: OrganizationContext| {
        let path = format!("/o/{}/invitations", org.organization.slug);
        let may = org.permissions.contains(Permission::UsersInvite);
        let here = {
            let path = path.clone();
            Signal::derive(move || Address::new(path.clone(), &query.read()).without(&["invite"]).href())
        };
        let open = Memo::new(move |_| may && asked.get());
        let shown = org.clone();
        let button = may.then(|| {
            let href = format!("{path}?invite=1");
            view! {
                <LinkButton href=format!("{path}/import") icon="upload">
                    {t::invitations::import_csv()}
                </LinkButton>
                <LinkButton href variant=Variant::Primary icon="user-plus" attr:data-noscroll="">
                    {t::members::invite_people()}
                </LinkButton>
            }
        });
        view! {
            <PageHead title=t::invitations::title() text=t::invitations::lead()>
                {button}
            </PageHead>
            <Tabs label=t::members::people() tabs=people_tabs(&org, PeopleTab::Invitations)/>
            <div class="stack">
                <FormProblem error=action_error(resend)/>
                <FormProblem error=action_error(revoke)/>
                <Transition>
                    {move || Suspend::new(async move {
                        let sent = sent.await.ok().filter(|sent| !sent.is_empty());
                        sent.map(|outcomes| view! { <SentCard outcomes/> })
                    })}
                </Transition>
                <Transition fallback=|| view! { <SkeletonRows label=t::invitations::loading()/> }>
                    {move || {
                        let (org, path) = (shown.clone(), path.clone());
                        Suspend::new(async move {
                            match list.await {
                                Ok(found) => {
                                    let here = Address::new(path, &query.read_untracked()).without(&["invite"]);
                                    let (status, cursor) = wanted.get_untracked();
                                    let later = cursor.is_some();
                                    invitations(org, found, status, later, here, (resend, revoke)).into_any()
                                }
                                Err(error) => view! { <PageProblem error/> }.into_any(),
                            }
                        })
                    }}
                </Transition>
            </div>
            <InviteDialog org open action=invite back=here/>
        }
        .into_any()
    };
    view! { <OrgPage crumbs=vec![Crumb::here(t::invitations::title())] view/> }
}

fn invitations(
    org: OrganizationContext,
    found: Page<Invitation>,
    shown: String,
    later: bool,
    here: Address,
    (resend, revoke): (FormAction<ResendInvitation>, FormAction<RevokeInvitation>),
) -> impl IntoView {
    let first = here.without(&["cursor"]);
    let mut segments: Vec<Segment> = SHOWN
        .into_iter()
        .map(|choice| Segment {
            label: if choice == InvitationStatus::Pending { t::invitations::open() } else { status(choice).0 }
                .to_owned(),
            href: first.with("status", choice.as_str()).href(),
            current: shown == choice.as_str(),
        })
        .collect();
    let all = segments.iter().all(|segment| !segment.current);
    segments.push(Segment {
        label: t::invitations::all().to_owned(),
        href: first.with("status", "all").href(),
        current: all,
    });
    let count = found.data.len();
    let text = shown_of(count, found.total, t::invitations::counted, t::invitations::counted_part);
    let body = if count == 0 && later {
        view! { <NoMore first=first.href()/> }.into_any()
    } else if count == 0 {
        empty(&org, all, &shown, first.without(&["status"]).with("invite", "1").href())
    } else {
        let rows: Vec<_> = found
            .data
            .into_iter()
            .map(|invitation| view! { <InvitationRow org=org.clone() invitation resend revoke/> })
            .collect();
        let next = found.next_cursor.as_ref().map(|cursor| here.with("cursor", cursor).href());
        let back = later.then(|| first.href());
        view! {
            <Table
                caption=t::invitations::title()
                head=|| {
                    view! {
                        <th scope="col">{t::invitations::email()}</th>
                        <th scope="col">{t::common::role()}</th>
                        <th scope="col">{t::common::status()}</th>
                        <th scope="col" class="cell-lg">
                            {t::invitations::invited_by()}
                        </th>
                        <th scope="col">{t::invitations::sent()}</th>
                        <ActionsHead/>
                    }
                }
            >
                {rows}
            </Table>
            <Pagination text next first=back/>
        }
        .into_any()
    };
    view! {
        <TableCard>
            <Toolbar>
                <Segments label=t::invitations::show() segments/>
            </Toolbar>
            {body}
        </TableCard>
    }
}

/// No invitation of this status.
fn empty(org: &OrganizationContext, all: bool, shown: &str, href: String) -> AnyView {
    let title = t::invitations::none(if all { "all" } else { shown });
    let button = org.permissions.contains(Permission::UsersInvite).then(
        || view! { <LinkButton href variant=Variant::Primary attr:data-noscroll="">{t::members::invite_people()}</LinkButton> },
    );
    let plain = !all && shown != "pending";
    view! {
        <Empty title text=t::invitations::none_text() plain>
            {button}
        </Empty>
    }
    .into_any()
}
