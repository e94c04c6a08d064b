//! The dialog before something is done to several members, and the words for what was done.

use super::{
    live::Undoing,
    rpc::{ChangeMembers, change_members, preview_batch},
};
use crate::remote::FormAction;
use crate::{
    messages as t,
    ui::{FormDialog, Icon, ReadDialog},
};
use contract::{
    ApiError, UserId,
    members::{BatchAction, BatchResult, BatchVerdict, MemberBatchOutcome, MemberRemoval},
    organizations::OrganizationContext,
    permissions::OWNER,
};
use leptos::prelude::*;

/// What the address asks for: the action, and for whom.
pub(super) type Asked = (BatchAction, Vec<UserId>);

/// The dialog that says who is changed, what is lost, and who is left out and why; open while the address names an action.
#[component]
pub(super) fn BatchDialog(
    org: OrganizationContext,
    asked: Memo<Option<Asked>>,
    action: FormAction<ChangeMembers>,
    back: Signal<String>,
) -> impl IntoView {
    let slug = org.organization.slug.clone();
    let read = move |(action, users): Asked| preview_batch(slug.clone(), action, listed(users.iter()));
    let view =
        move |found: MemberBatchOutcome, back| dialog(org.organization.slug.clone(), found, action, back).into_any();
    view! { <ReadDialog of=Signal::derive(move || asked.get()) read back view/> }
}

/// The request of a form.
#[cfg(any(feature = "ssr", test))]
pub(super) fn request(action: BatchAction, users: &str) -> contract::members::MemberBatch {
    let members = users.split(',').filter_map(|member| member.parse().ok()).collect();
    contract::members::MemberBatch { members, action }
}

fn listed(words: impl Iterator<Item = impl ToString>) -> String {
    words.map(|word| word.to_string()).collect::<Vec<_>>().join(",")
}

fn dialog(slug: String, found: MemberBatchOutcome, action: FormAction<ChangeMembers>, back: String) -> impl IntoView {
    let (what, count) = (found.action.clone(), found.changed().count());
    let (title, button) = match &what {
        BatchAction::Role(role) => (t::members::batch_role(count, role), t::members::batch_role_button(count)),
        BatchAction::Suspend => (t::members::batch_suspend(count), t::members::batch_suspend_button(count)),
        BatchAction::Reactivate => (t::members::batch_reactivate(count), t::members::batch_reactivate_button(count)),
        BatchAction::Remove => (t::members::batch_remove(count), t::members::batch_remove_button(count)),
    };
    let button = if count == 0 { t::members::batch_nobody().to_owned() } else { button };
    let after = back.clone();
    // Only whom the preview promises to change, as they were when it was made.
    let users = listed(found.changed().map(|(result, _)| format!("{}~{}", result.member.user_id, result.version)));
    let (danger, word) = (what == BatchAction::Remove, String::from(what));
    let effect = effect(found);
    view! {
        <FormDialog
            id="members-batch-dialog"
            title
            danger
            back
            action
            button
            blocked={count == 0}
            let:_error
        >
            <input type="hidden" name="org" value=slug/>
            <input type="hidden" name="what" value=word/>
            <input type="hidden" name="users" value=users/>
            <input type="hidden" name="back" value=after/>
            {effect}
        </FormDialog>
    }
}

/// Who is changed with what is lost, and who is left out and why.
fn effect(found: MemberBatchOutcome) -> impl IntoView {
    let what = &found.action;
    let first = match what {
        BatchAction::Role(_) => t::members::batch_role_text(),
        BatchAction::Suspend => t::members::batch_suspend_text(),
        BatchAction::Reactivate => t::members::batch_reactivate_text(),
        BatchAction::Remove => t::members::batch_remove_text(),
    };
    let gone = found.gone;
    let (mut changed, mut left_out) = (Vec::new(), Vec::new());
    for result in found.results {
        let role = result.member.role.clone();
        let (icon, name) = (icon(what), result.member.name.clone());
        match result.verdict {
            BatchVerdict::Changed(lost) => changed.push(line(icon, name, Some(role), losses(&lost))),
            BatchVerdict::Unchanged => left_out.push(line("minus", name, None, vec![unchanged(what)])),
            BatchVerdict::Refused(error) => left_out.push(line("lock", name, None, vec![t::detail(&error)])),
        }
    }
    if gone > 0 {
        left_out.push(line("user-x", t::members::batch_gone(gone), None, Vec::new()));
    }
    let (any_changed, any_left_out) = (!changed.is_empty(), !left_out.is_empty());
    view! {
        {any_changed
            .then(|| {
                view! {
                    <p>{first}</p>
                    <ul class="effect">{changed}</ul>
                }
            })}
        {any_left_out
            .then(|| {
                view! {
                    <p class="strong">{t::members::left_out()}</p>
                    <ul class="effect">{left_out}</ul>
                }
            })}
    }
}

fn icon(what: &BatchAction) -> &'static str {
    match what {
        BatchAction::Role(_) => "shield",
        BatchAction::Suspend => "ban",
        BatchAction::Reactivate => "undo-2",
        BatchAction::Remove => "user-x",
    }
}

/// One member, with the role they have now and sentences below.
fn line(icon: &'static str, name: String, role: Option<String>, below: Vec<String>) -> AnyView {
    let below: Vec<_> = below.into_iter().map(|words| view! { <span class="hint">{words}</span> }).collect();
    view! {
        <li>
            <Icon name=icon/>
            <span>
                <span class="strong">{name}</span>
                {role.map(|role| view! { " " <span class="faint" data-role>{role}</span> })}
                {below}
            </span>
        </li>
    }
    .into_any()
}

fn losses(lost: &MemberRemoval) -> Vec<String> {
    let keys = (!lost.keys.is_empty()).then(|| t::members::keys_stop(lost.keys.len(), &lost.keys.join(", ")));
    let invitations = (lost.invitations > 0).then(|| t::members::invitations_revoked(lost.invitations));
    keys.into_iter().chain(invitations).collect()
}

/// Why nothing happens to somebody.
fn unchanged(what: &BatchAction) -> String {
    match what {
        BatchAction::Role(role) => t::members::has_role_already(role),
        BatchAction::Suspend => t::members::suspended_already().to_owned(),
        BatchAction::Reactivate | BatchAction::Remove => t::members::active_already().to_owned(),
    }
}

/// What became of a batch.
fn told(outcome: &MemberBatchOutcome) -> String {
    let count = outcome.changed().count();
    match &outcome.action {
        BatchAction::Role(role) => t::members::batch_role_done(count, role),
        BatchAction::Suspend => t::members::batch_suspend_done(count),
        BatchAction::Reactivate => t::members::batch_reactivate_done(count),
        BatchAction::Remove => t::members::batch_remove_done(count),
    }
}

/// Tells what became of a batch: with the way back where there is one, and with the names of whom it left out.
pub(super) fn tell(slug: String, outcome: &MemberBatchOutcome, undoing: Undoing) {
    let words = told(outcome);
    let reason = |(result, error): (&BatchResult, &ApiError)| {
        t::members::left_out_because(&result.member.name, &t::detail(error))
    };
    let mut reasons: Vec<String> = outcome.refused().map(reason).collect();
    if outcome.gone > 0 {
        reasons.push(t::members::batch_gone(outcome.gone));
    }
    let toaster = undoing.toaster;
    if !reasons.is_empty() {
        toaster.partial(format!("{words}. {}", reasons.join(" ")));
        return;
    }
    let Some(opposite) = opposite(outcome) else { return toaster.success(words) };
    let users = listed(outcome.changed().map(|(result, _)| &result.member.user_id));
    toaster.undoable(words, move || {
        undoing.run(change_members(slug.clone(), opposite.clone(), users.clone(), String::new()), told);
    });
}

/// What takes a batch back; nothing when members had different roles, or lost more than comes back with the role.
fn opposite(outcome: &MemberBatchOutcome) -> Option<BatchAction> {
    let mut roles = outcome.changed().map(|(result, _)| &result.member.role);
    let nothing_lost = outcome.changed().all(|(_, lost)| lost.invitations == 0 && lost.keys.is_empty());
    match &outcome.action {
        BatchAction::Role(new) => {
            let former = roles.next().filter(|role| nothing_lost && *role != OWNER && new != OWNER)?;
            roles.all(|role| role == former).then(|| BatchAction::Role(former.clone()))
        }
        BatchAction::Suspend => nothing_lost.then_some(BatchAction::Reactivate),
        BatchAction::Reactivate => Some(BatchAction::Suspend),
        BatchAction::Remove => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{
        MembershipId, Timestamp,
        members::{Member, MemberStatus},
    };

    fn outcome(action: &str, roles: &[(&str, i64)]) -> MemberBatchOutcome {
        let result = |(role, invitations): &(&str, i64)| BatchResult {
            member: Member {
                id: MembershipId(Default::default()),
                user_id: UserId::stored("usr_1".to_owned()),
                email: String::new(),
                name: "Ana".to_owned(),
                role: (*role).to_owned(),
                status: MemberStatus::Active,
                joined_at: Timestamp(0),
                last_active_at: None,
            },
            version: String::new(),
            verdict: BatchVerdict::Changed(MemberRemoval { keys: Vec::new(), invitations: *invitations }),
        };
        MemberBatchOutcome { action: action.parse().unwrap(), results: roles.iter().map(result).collect(), gone: 0 }
    }

    #[test]
    fn a_form_names_members_with_their_versions() {
        let batch = request(BatchAction::Suspend, "usr_1~AbC,usr_2,");
        let versions: Vec<_> = batch.members.iter().map(|member| member.version.as_deref()).collect();
        assert_eq!(versions, [Some("AbC"), None]);
    }

    #[test]
    fn only_what_can_be_taken_back_whole_is_offered_to_be() {
        let of = |what: &str, roles: &[(&str, i64)]| opposite(&outcome(what, roles)).map(String::from);
        assert_eq!(of("role:admin", &[("member", 0), ("member", 0)]).as_deref(), Some("role:member"));
        assert_eq!(of("role:admin", &[("member", 0), ("clerk", 0)]), None);
        assert_eq!(of("role:member", &[("admin", 1)]), None, "an invitation was revoked");
        assert_eq!(of("role:member", &[("owner", 0)]), None);
        assert_eq!(of("suspend", &[("member", 0)]).as_deref(), Some("reactivate"));
        assert_eq!(of("remove", &[("member", 0)]), None);
    }
}
