use super::{
    grant::role_choices,
    rpc::{ChangeRole, MemberAndRoles, read_member},
};
use crate::{
    messages as t,
    ui::{FormDialog, ReadDialog, Select, field_error},
};
use contract::{Permission, UserId, organizations::OrganizationContext};
use leptos::prelude::*;

/// The dialog that gives another role, open while the address names a member.
#[component]
pub(super) fn ChangeDialog(
    org: OrganizationContext,
    user: Memo<Option<UserId>>,
    action: ServerAction<ChangeRole>,
    back: Signal<String>,
) -> impl IntoView {
    let slug = org.organization.slug.clone();
    let may = org.permissions.contains(Permission::UsersUpdate);
    let read = move |user| read_member(slug.clone(), user);
    let view = move |found: MemberAndRoles, back| dialog(&org, found, action, back).into_any();
    view! { <ReadDialog of=Signal::derive(move || user.get().filter(|_| may)) read back view/> }
}

fn dialog(
    org: &OrganizationContext,
    found: MemberAndRoles,
    action: ServerAction<ChangeRole>,
    back: String,
) -> impl IntoView + use<> {
    let (slug, after) = (org.organization.slug.clone(), back.clone());
    let choices = role_choices(org, &found.roles);
    let member = found.member;
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
            <input type="hidden" name="back" value=after/>
            <Select
                label=t::common::role()
                name="role"
                id="change-role-role"
                choices
                selected=member.role
                hint=t::members::role_hint()
                error=field_error(error, "role")
            />
        </FormDialog>
    }
}
