use super::list_rpc::{InvitePeople, roles_to_give};
use crate::remote::FormAction;
use crate::{
    members::role_choices,
    messages as t,
    ui::{Choice, Field, FormDialog, ReadDialog, Select, TextArea, field_error},
};
use contract::{organizations::OrganizationContext, roles::Role};
use leptos::prelude::*;

/// The dialog that invites one or several, open while the address says so.
#[component]
pub(super) fn InviteDialog(
    org: OrganizationContext,
    open: Memo<bool>,
    action: FormAction<InvitePeople>,
    back: Signal<String>,
) -> impl IntoView {
    let slug = org.organization.slug.clone();
    let read = move |()| roles_to_give(slug.clone());
    let view = move |roles: Vec<Role>, back| {
        dialog(org.organization.slug.clone(), role_choices(&org, &roles), action, back).into_any()
    };
    view! { <ReadDialog of=Signal::derive(move || open.get().then_some(())) read back view/> }
}

fn dialog(slug: String, choices: Vec<Choice>, action: FormAction<InvitePeople>, back: String) -> impl IntoView {
    let after = back.clone();
    view! {
        <FormDialog
            id="invite"
            title=t::members::invite_people()
            text=t::invitations::invite_text()
            back
            action
            button=t::invitations::send()
            icon="send"
            let:error
        >
                <input type="hidden" name="org" value=slug/>
                <input type="hidden" name="back" value=after/>
                <TextArea
                    label=t::invitations::addresses()
                    name="email"
                    rows=3
                    required=true
                    autofocus=true
                    placeholder="sofia@harborlabs.example"
                    hint=t::invitations::addresses_hint()
                    error=field_error(error, "email")
                />
                <Select
                    label=t::common::role()
                    name="role"
                    selected="member"
                    choices
                    hint=t::members::role_hint()
                    error=field_error(error, "role")
                    attr:data-role=""
                />
                <TextArea
                    label=t::invitations::message()
                    name="message"
                    rows=2
                    optional=true
                    maxlength=500
                    error=field_error(error, "message")
                />
                <Field
                    label=t::invitations::days()
                    name="expires_in_days"
                    kind="number"
                    value="7"
                    hint=t::invitations::days_hint()
                    error=field_error(error, "expires_in_days")
                />
        </FormDialog>
    }
}
