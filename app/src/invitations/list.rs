//! `/o/:slug/invitations`.

use super::{
    invite::InviteDialog,
    list_rpc::{InvitePeople, ResendInvitation, RevokeInvitation, list_invitations, take_sent},
    row::{InvitationRow, status},
    sent::SentCard,
};
use crate::{
    frame::{Address, OrgPage, use_slug},
    members::people_tabs,
    ui::{
        ActionsHead, Crumb, Empty, FormProblem, LinkButton, PageHead, PageProblem, Pagination, Segment, Segments,
        SkeletonRows, Table, TableCard, Tabs, Toolbar, Variant, action_error, counted, successes, toast_success,
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
    let invite = ServerAction::<InvitePeople>::new();
    let resend = ServerAction::<ResendInvitation>::new();
    let revoke = ServerAction::<RevokeInvitation>::new();
    toast_success(invite, |count| match count {
        1 => "1 invitation sent".to_owned(),
        count => format!("{count} invitations sent"),
    });
    toast_success(resend, |email| format!("Invitation sent again to {email}"));
    toast_success(revoke, |()| "Invitation revoked".to_owned());
    let wanted = Memo::new(move |_| {
        let query = query.read();
        let word = |key| query.get(key).filter(|word| !word.is_empty());
        (word("status").unwrap_or_else(|| "pending".to_owned()), word("cursor"))
    });
    let (invited, resent, revoked) = (successes(invite), successes(resend), successes(revoke));
    let list = Resource::new(
        move || (slug.get(), wanted.get(), (invited.get(), resent.get(), revoked.get())),
        |(slug, (status, cursor), _)| list_invitations(slug, status, cursor),
    );
    let sent = Resource::new(move || (slug.get(), invited.get(), resent.get()), |(slug, ..)| take_sent(slug));
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
                <LinkButton href variant=Variant::Primary icon="user-plus" attr:data-noscroll="">
                    "Invite people"
                </LinkButton>
            }
        });
        view! {
            <PageHead title="Invitations" text="People who were asked to join by mail.">
                {button}
            </PageHead>
            <Tabs label="People" tabs=people_tabs(&org, false)/>
            <div class="stack">
                <FormProblem error=action_error(resend)/>
                <FormProblem error=action_error(revoke)/>
                <Transition>
                    {move || Suspend::new(async move {
                        let sent = sent.await.ok().filter(|sent| !sent.is_empty());
                        sent.map(|outcomes| view! { <SentCard outcomes/> })
                    })}
                </Transition>
                <Transition fallback=|| view! { <SkeletonRows label="Loading invitations"/> }>
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
    view! { <OrgPage crumbs=vec![Crumb::here("Invitations")] view/> }
}

fn invitations(
    org: OrganizationContext,
    found: Page<Invitation>,
    shown: String,
    later: bool,
    here: Address,
    (resend, revoke): (ServerAction<ResendInvitation>, ServerAction<RevokeInvitation>),
) -> impl IntoView {
    let first = here.without(&["cursor"]);
    let mut segments: Vec<Segment> = SHOWN
        .into_iter()
        .map(|choice| Segment {
            label: if choice == InvitationStatus::Pending { "Open" } else { status(choice).0 }.to_owned(),
            href: first.with("status", choice.as_str()).href(),
            current: shown == choice.as_str(),
        })
        .collect();
    let all = segments.iter().all(|segment| !segment.current);
    segments.push(Segment { label: "All".to_owned(), href: first.with("status", "all").href(), current: all });
    let count = found.data.len();
    let text = counted(count, found.total, "invitation", "invitations");
    let body = if count == 0 {
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
                caption="Invitations"
                head=|| {
                    view! {
                        <th scope="col">"Email"</th>
                        <th scope="col">"Role"</th>
                        <th scope="col">"Status"</th>
                        <th scope="col" class="cell-lg">
                            "Invited by"
                        </th>
                        <th scope="col">"Sent"</th>
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
                <Segments label="Show" segments/>
            </Toolbar>
            {body}
        </TableCard>
    }
}

/// No invitation of this status.
fn empty(org: &OrganizationContext, all: bool, shown: &str, href: String) -> AnyView {
    let title = match (all, shown) {
        (true, _) => "No invitations yet".to_owned(),
        (false, "pending") => "No open invitations".to_owned(),
        (false, shown) => format!("No {shown} invitations"),
    };
    let button = org.permissions.contains(Permission::UsersInvite).then(
        || view! { <LinkButton href variant=Variant::Primary attr:data-noscroll="">"Invite people"</LinkButton> },
    );
    let plain = !all && shown != "pending";
    view! {
        <Empty title text="Whoever is invited appears here until they accept or the link ends." plain>
            {button}
        </Empty>
    }
    .into_any()
}
