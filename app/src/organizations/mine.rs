use super::mine_rpc::{AcceptMine, DeclineMine, Home, read_home};
use crate::{
    accounts::use_flag,
    frame::{PersonalPage, encode},
    ui::{
        Alert, Badge, Button, Crumb, Empty, FormProblem, LinkButton, PageHead, PageProblem, Pagination, Person,
        PostForm, SearchBox, Size, SkeletonRows, Table, TableCard, Time, Tone, Toolbar, Variant, action_error, counted,
        successes, toast_success,
    },
};
use contract::{accounts::Me, invitations::MyInvitation, organizations::Organization};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// `/`: my organizations, and the invitations that wait for me.
#[component]
pub(crate) fn HomePage() -> impl IntoView {
    let query = use_query_map();
    let all = use_flag("all");
    let search = Memo::new(move |_| query.read().get("q").unwrap_or_default());
    let cursor = Memo::new(move |_| query.read().get("cursor").filter(|cursor| !cursor.is_empty()));
    let accept = ServerAction::<AcceptMine>::new();
    let decline = ServerAction::<DeclineMine>::new();
    toast_success(decline, |()| "Invitation declined".to_owned());
    let declined = successes(decline);
    let list = Resource::new_blocking(
        move || (search.get(), cursor.get(), all.get(), declined.get()),
        // Declining the last invitation must not lead away from the page on which one did it.
        |(search, cursor, all, declined)| read_home(search, cursor, all || declined > 0),
    );
    let content = move |me: Me| {
        let unproved = (!me.user.email_verified).then(|| {
            view! {
                <Alert
                    tone=Tone::Warning
                    title="Your address is not confirmed yet"
                    actions=|| {
                        view! {
                            <LinkButton href="/verify" size=Size::Small>
                                "Confirm address"
                            </LinkButton>
                        }
                    }
                >
                    "Invitations to it show here once it is."
                </Alert>
            }
        });
        view! {
            <PageHead title="Organizations" text="Everything you belong to on this server.">
                <LinkButton href="/join" icon="ticket">
                    "Join with a code"
                </LinkButton>
                <LinkButton href="/organizations/new" icon="plus" variant=Variant::Primary>
                    "Create organization"
                </LinkButton>
            </PageHead>
            <div class="stack">
                {unproved}
                <FormProblem error=action_error(accept)/>
                <FormProblem error=action_error(decline)/>
                <Transition fallback=|| view! { <SkeletonRows label="Loading organizations"/> }>
                    {move || Suspend::new(async move {
                        match list.await {
                            Ok(home) => lists(home, accept, decline, search.get_untracked(), cursor.get_untracked().is_some()),
                            Err(error) => view! { <PageProblem error/> }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        }
        .into_any()
    };
    view! { <PersonalPage crumbs=vec![Crumb::here("Organizations")] view=content/> }
}

fn lists(
    home: Home,
    accept: ServerAction<AcceptMine>,
    decline: ServerAction<DeclineMine>,
    search: String,
    later: bool,
) -> AnyView {
    let pending = home.invitations.into_iter().map(|one| invitation(one, accept, decline)).collect_view();
    let (rows, next) = (home.organizations.data, home.organizations.next_cursor);
    let total = home.organizations.total;
    let card = if rows.is_empty() && search.is_empty() && !later {
        view! {
            <Empty
                title="You are not in an organization yet"
                text="Create one for your team, or ask a colleague for an invitation or a join code."
            >
                <LinkButton href="/organizations/new" variant=Variant::Primary>
                    "Create organization"
                </LinkButton>
                <LinkButton href="/join">"Join with a code"</LinkButton>
            </Empty>
        }
        .into_any()
    } else {
        let found = search.clone();
        let toolbar = view! {
            <Toolbar>
                <SearchBox label="Find organization" placeholder="Find by name or address" value=found>
                    <input type="hidden" name="all" value="1"/>
                </SearchBox>
            </Toolbar>
        };
        if rows.is_empty() {
            view! {
                {toolbar}
                <Empty plain=true title=format!("No organization matches “{search}”")>
                    <LinkButton href="/?all=1">"Clear search"</LinkButton>
                </Empty>
            }
            .into_any()
        } else {
            let q = if search.is_empty() { String::new() } else { format!("&q={}", encode(&search)) };
            let text = counted(rows.len(), total, "organization", "organizations");
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
    };
    view! {
        {pending}
        <TableCard>{card}</TableCard>
    }
    .into_any()
}

fn table(rows: Vec<Organization>) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|org| {
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
                    <td class="num" data-label="Members">
                        <span>{org.member_count}</span>
                    </td>
                    <td class="num cell-lg" data-label="Projects">
                        <span>{org.project_count}</span>
                    </td>
                    <td class="cell-lg" data-label="Created">
                        <Time at=org.created_at date=true/>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            caption="Your organizations"
            head=|| {
                view! {
                    <th scope="col">"Organization"</th>
                    <th scope="col">"Your role"</th>
                    <th scope="col" class="num">
                        "Members"
                    </th>
                    <th scope="col" class="num cell-lg">
                        "Projects"
                    </th>
                    <th scope="col" class="cell-lg">
                        "Created"
                    </th>
                }
            }
        >
            {rows}
        </Table>
    }
}

fn invitation(
    invitation: MyInvitation,
    accept: ServerAction<AcceptMine>,
    decline: ServerAction<DeclineMine>,
) -> impl IntoView {
    let id = invitation.id.to_string();
    let name = invitation.organization.name;
    let (accept_label, decline_label) = (format!("Accept, {name}"), format!("Decline, {name}"));
    let own = id.clone();
    let actions = move || {
        view! {
            <PostForm action=decline>
                <input type="hidden" name="id" value=own/>
                <Button size=Size::Small submit=true label=decline_label busy=decline.pending()>
                    "Decline"
                </Button>
            </PostForm>
            <PostForm action=accept>
                <input type="hidden" name="id" value=id/>
                <Button variant=Variant::Primary size=Size::Small submit=true label=accept_label busy=accept.pending()>
                    "Accept"
                </Button>
            </PostForm>
        }
    };
    view! {
        <Alert tone=Tone::Info title=format!("{name} invited you") actions>
            {format!("Role: {}. Sent by {}, expires on ", invitation.role, invitation.inviter_name)}
            <Time at=invitation.expires_at date=true/>
            "."
        </Alert>
    }
}
