use super::rpc::{RemovalPreview, RemoveMember, preview_removal};
use crate::remote::FormAction;
use crate::{
    messages as t,
    ui::{DialogSize, FormDialog, Icon, Problem, ReadDialog},
};
use contract::{ApiError, Permission, UserId, members::MemberRemoval, organizations::OrganizationContext};
use leptos::prelude::*;

/// The dialog that removes a member and says what dies with the membership, open while the address names one.
#[component]
pub(super) fn RemoveDialog(
    org: OrganizationContext,
    user: Memo<Option<UserId>>,
    action: FormAction<RemoveMember>,
    back: Signal<String>,
) -> impl IntoView {
    let slug = org.organization.slug.clone();
    let may = org.permissions.contains(Permission::UsersDelete);
    let read = move |user| preview_removal(slug.clone(), user);
    let view = move |found: RemovalPreview, back| dialog(org.organization.slug.clone(), found, action, back).into_any();
    view! { <ReadDialog of=Signal::derive(move || user.get().filter(|_| may)) read back view/> }
}

fn dialog(slug: String, found: RemovalPreview, action: FormAction<RemoveMember>, back: String) -> impl IntoView {
    let (after, user) = (back.clone(), found.member.user_id.to_string());
    view! {
        <FormDialog
            id="remove-member"
            title=t::members::remove_question(&found.member.name)
            size=DialogSize::Small
            danger=true
            back
            action
            button=t::members::remove_member()
            blocked=found.removal.is_err()
            let:_error
        >
            <input type="hidden" name="org" value=slug/>
            <input type="hidden" name="user" value=user/>
            <input type="hidden" name="back" value=after/>
            {effect(found.removal)}
        </FormDialog>
    }
}

/// What is lost, in numbers and names.
fn effect(removal: Result<MemberRemoval, ApiError>) -> impl IntoView {
    let removal = match removal {
        Ok(removal) => removal,
        Err(error) => return view! { <Problem error/> }.into_any(),
    };
    let keys = removal.keys.len();
    let mut lines = Vec::new();
    if keys > 0 {
        lines.push(("key-round", t::members::keys_stop(keys, &removal.keys.join(", "))));
    }
    if removal.invitations > 0 {
        lines.push(("mail", t::members::invitations_revoked(removal.invitations)));
    }
    let first = if lines.is_empty() { t::members::removal_alone() } else { t::members::removal_with() };
    let any = !lines.is_empty();
    let lines: Vec<_> = lines
        .into_iter()
        .map(|(icon, words)| {
            view! {
                <li>
                    <Icon name=icon/>
                    <span>{words}</span>
                </li>
            }
        })
        .collect();
    let list = any.then(|| view! { <ul class="effect">{lines}</ul> });
    view! {
        <p>{first}</p>
        {list}
        <p class="muted">{t::members::removal_keeps()}</p>
    }
    .into_any()
}
