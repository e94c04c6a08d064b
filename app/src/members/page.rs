//! `/o/:slug/members`.

use super::{
    batch::Asked,
    dialogs::{self, Dialogs},
    list::members,
    live::Ahead,
    pick::{Picks, picked},
    rpc::{ChangeMembers, ChangeRole, RemoveMember, SetMemberStatus, list_members},
    toolbar::MembersToolbar,
};
use crate::remote::{FormAction, Remote};
use crate::{
    frame::{Address, OrgPage, use_slug},
    messages as t,
    ownership::OwnershipOffers,
    ui::{
        Alert, Crumb, FormProblem, LinkButton, PageHead, PageProblem, SkeletonRows, Tab, TableCard, Tabs, Tone,
        Variant, action_error, failures, successes,
    },
};
use contract::{
    ApiError, Permission,
    members::{BatchAction, MemberSort, MemberStatus},
    organizations::OrganizationContext,
};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

/// The actions of the page, and what shows before they end; each list and dialog shows what they did.
#[derive(Clone, Copy)]
pub(super) struct Actions {
    pub(super) change_role: FormAction<ChangeRole>,
    pub(super) set_status: FormAction<SetMemberStatus>,
    pub(super) remove: FormAction<RemoveMember>,
    pub(super) batch: FormAction<ChangeMembers>,
    pub(super) picks: Picks,
    pub(super) ahead: Ahead,
}

/// What the address says about the list.
#[derive(Clone, PartialEq)]
pub(super) struct Wanted {
    pub(super) q: Option<String>,
    pub(super) role: Option<String>,
    pub(super) status: Option<MemberStatus>,
    pub(super) sort: MemberSort,
    pub(super) cursor: Option<String>,
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

/// What the address asks to do with several members: the action, and for whom.
fn asked(query: &ParamsMap) -> Option<Asked> {
    let action: BatchAction = query.get_str("batch")?.parse().ok()?;
    Some((action, picked(&query.get_all("pick").unwrap_or_default())))
}

/// The members of an organization.
#[component]
pub(crate) fn MembersPage() -> impl IntoView {
    let slug = use_slug();
    let query = use_query_map();
    let actions = Actions {
        change_role: FormAction::new(),
        set_status: FormAction::new(),
        remove: FormAction::new(),
        batch: FormAction::new(),
        picks: Picks::new(),
        ahead: Ahead::new(),
    };
    let offer = FormAction::new();
    let wanted = Memo::new(move |_| Wanted::read(&query.read()));
    let changes = (
        (successes(actions.change_role), successes(actions.set_status)),
        (successes(actions.remove), successes(actions.batch)),
        // The dialog of a role is closed by then, and a row may not be what it was.
        (failures(actions.change_role), failures(actions.set_status)),
    );
    let here = Signal::derive(move || {
        Address::new(format!("/o/{}/members", slug.get()), &query.read()).without(&dialogs::WORDS)
    });
    let batch = Memo::new(move |_| asked(&query.read()));
    let previewed = Memo::new(move |_| batch.get().filter(|(_, users)| !users.is_empty()));
    let reread = RwSignal::new(0_usize);
    let changes = move || {
        let ((role, status), (removed, batch), failed) = changes;
        let all = [role.get(), status.get(), removed.get(), batch.get(), failed.0.get(), failed.1.get()];
        (all, reread.get())
    };
    let list = Remote::new(
        move || (slug.get(), wanted.get(), changes()),
        |(slug, wanted, _)| list_members(slug, wanted.q, wanted.role, wanted.status, wanted.sort, wanted.cursor),
    );
    let chosen =
        move |key: &'static str| Memo::new(move |_| query.read().get_str(key).and_then(|user| user.parse().ok()));
    let (changing, removing, offering) = (chosen("change"), chosen("remove"), chosen("offer"));
    let wished = Memo::new(move |_| query.read().get("to"));
    // Once one was open they stay, so that closing one gives the focus back. A status is changed without one.
    let status_sent = actions.set_status.sent();
    let opened = Memo::new(move |before: Option<&bool>| {
        before.is_some_and(|opened| *opened)
            || status_sent.with(Option::is_some)
            || dialogs::WORDS.iter().any(|word| query.read().get_str(word).is_some())
    });
    // A part that could not be fetched is tried again when the next dialog is asked for.
    let (tries, failed) = (RwSignal::new(0), StoredValue::new(false));
    Effect::new(move |_| {
        query.track();
        if failed.get_value() {
            failed.set_value(false);
            tries.update(|tries| *tries += 1);
        }
    });
    let view = move |org: OrganizationContext| {
        let base = format!("/o/{}", org.organization.slug);
        let shown = org.clone();
        let dialogs = Dialogs {
            org: org.clone(),
            changing,
            wished,
            removing,
            batch: previewed,
            offering,
            actions,
            offer,
            here,
            slug,
            reread,
        };
        view! {
            <PageHead title=t::members::title() text=t::members::lead()>
                {org
                    .permissions
                    .contains(Permission::UsersInvite)
                    .then(|| {
                        view! {
                            <LinkButton href=format!("{base}/invitations/import") icon="upload">
                                {t::invitations::import_csv()}
                            </LinkButton>
                            <LinkButton href=format!("{base}/invitations?invite=1") variant=Variant::Primary icon="user-plus">
                                {t::members::invite_people()}
                            </LinkButton>
                        }
                    })}
            </PageHead>
            <Tabs label=t::members::people() tabs=people_tabs(&org, PeopleTab::Members)/>
            <div class="stack">
                <Show when=move || actions.set_status.version().get() == 0>
                    <FormProblem error=action_error(actions.set_status)/>
                </Show>
                <Show when=move || batch.get().is_some_and(|(_, users)| users.is_empty())>
                    <Alert tone=Tone::Warning>{t::members::nobody_ticked()}</Alert>
                </Show>
                <OwnershipOffers org made=successes(offer)/>
                <TableCard>
                    <div hidden=move || actions.picks.count() != 0>
                        <MembersToolbar wanted here list/>
                    </div>
                    <Transition fallback=|| view! { <SkeletonRows label=t::members::loading() toolbar=false/> }>
                        {move || {
                            let org = shown.clone();
                            Suspend::new(async move {
                                match list.await {
                                    Ok(found) => {
                                        members(org, found, wanted.get_untracked(), here.get_untracked(), actions)
                                    }
                                    Err(error) => view! { <PageProblem error/> }.into_any(),
                                }
                            })
                        }}
                    </Transition>
                </TableCard>
            </div>
            {move || {
                tries.track();
                let dialogs = Box::new(dialogs.clone());
                opened
                    .get()
                    .then(|| Suspend::new(async move {
                        match dialogs::draw(Some(dialogs)).await {
                            Ok(view) => view,
                            Err(_) => {
                                failed.set_value(true);
                                view! { <PageProblem error=ApiError::Unreachable/> }.into_any()
                            }
                        }
                    }))
            }}
        }
        .into_any()
    };
    view! { <OrgPage crumbs=vec![Crumb::here(t::members::title())] view/> }
}

/// The pages about people.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum PeopleTab {
    /// Who is a member.
    Members,
    /// Who was asked.
    Invitations,
    /// Asking many.
    Import,
}

/// The pages about people, side by side.
pub(crate) fn people_tabs(org: &OrganizationContext, current: PeopleTab) -> Vec<Tab> {
    let base = format!("/o/{}", org.organization.slug);
    // The organization counts active members, the list shows suspended ones too and says how many it has.
    let tab = |which, label: &str, path: &str| Tab {
        label: label.to_owned(),
        href: format!("{base}{path}"),
        current: which == current,
        count: None,
    };
    let mut tabs = vec![
        tab(PeopleTab::Members, t::members::title(), "/members"),
        tab(PeopleTab::Invitations, t::invitations::title(), "/invitations"),
    ];
    if org.permissions.contains(Permission::UsersInvite) {
        tabs.push(tab(PeopleTab::Import, t::invitations::import_tab(), "/invitations/import"));
    }
    tabs
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_list_is_counted_without_of() {
        let words = |shown, total| shown_of(shown, Some(total), t::members::counted, t::members::counted_part);
        assert_eq!(words(1, 1), "1 member");
        assert_eq!(words(3, 3), "3 members");
        assert_eq!(words(50, 1_204), "50 of 1,204 members");
    }

    #[test]
    fn an_address_names_an_action_and_for_whom() {
        let mut query = ParamsMap::new();
        query.insert("batch", "role:admin".to_owned());
        assert_eq!(asked(&query), Some((BatchAction::Role("admin".to_owned()), Vec::new())));
        query.insert("pick", "usr_1".to_owned());
        query.insert("pick", "usr_2".to_owned());
        assert_eq!(asked(&query).map(|(_, users)| users.len()), Some(2));
        query.replace("batch", "explode".to_owned());
        assert_eq!(asked(&query), None);
    }
}
