use super::{
    grant::role_choices,
    rpc::{ChangeRole, MemberAndRoles, read_member},
};
use crate::remote::FormAction;
use crate::{
    messages as t,
    ui::{Alert, FormDialog, Problem, ReadDialog, Select, Tone, field_error},
};
use contract::{ApiError, Permission, UserId, organizations::OrganizationContext};
use leptos::prelude::*;

/// The dialog that gives another role, open while the address names a member. `wished` is the role that could not be given: the
/// dialog says why, and asks again.
#[component]
pub(super) fn ChangeDialog(
    org: OrganizationContext,
    user: Memo<Option<UserId>>,
    wished: Memo<Option<String>>,
    action: FormAction<ChangeRole>,
    back: Signal<String>,
) -> impl IntoView {
    let slug = org.organization.slug.clone();
    let may = org.permissions.contains(Permission::UsersUpdate);
    let of = Signal::derive(move || user.get().filter(|_| may).zip(Some(wished.get())));
    let read = move |(user, _)| read_member(slug.clone(), user);
    let view = move |found: MemberAndRoles, back| dialog(&org, found, wished.get_untracked(), action, back).into_any();
    view! { <ReadDialog of read back view/> }
}

fn dialog(
    org: &OrganizationContext,
    found: MemberAndRoles,
    wished: Option<String>,
    action: FormAction<ChangeRole>,
    back: String,
) -> impl IntoView + use<> {
    let (slug, after) = (org.organization.slug.clone(), back.clone());
    let choices = role_choices(org, &found.roles);
    let MemberAndRoles { member, version, .. } = found;
    let meanwhile = t::members::meanwhile_text(&member.name, &member.role);
    let value = action.value();
    let asked_again = wished.is_some();
    view! {
        <FormDialog
            id="change-role"
            title=t::members::role_of(&member.name)
            text=t::members::role_counts()
            back
            action
            button=t::members::change_role()
            let:error
        >
            <input type="hidden" name="org" value=slug/>
            <input type="hidden" name="user" value=member.user_id.to_string()/>
            <input type="hidden" name="version" value=version/>
            <input type="hidden" name="back" value=after/>
            {move || {
                let before = value.get().and_then(Result::err).filter(|_| asked_again);
                match before.or_else(|| error.get()) {
                    Some(ApiError::PreconditionFailed) => {
                        let words = meanwhile.clone();
                        view! { <Alert tone=Tone::Warning title=t::members::meanwhile()>{words}</Alert> }.into_any()
                    }
                    Some(before) if asked_again => view! { <Problem error=before/> }.into_any(),
                    _ => ().into_any(),
                }
            }}
            <Select
                label=t::common::role()
                name="role"
                id="change-role-role"
                choices
                selected=wished.unwrap_or(member.role)
                hint=t::members::role_hint()
                error=field_error(error, "role")
                autofocus=true
                attr:data-role=""
            />
        </FormDialog>
    }
}
