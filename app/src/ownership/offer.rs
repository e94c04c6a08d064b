use super::rpc::OfferOwnership;
use crate::remote::FormAction;
use crate::{
    members::{MemberAndRoles, read_member, role_choices},
    messages as t,
    ui::{FieldProblem, FormDialog, ReadDialog, Select, field_error},
};
use contract::{
    UserId,
    organizations::OrganizationContext,
    permissions::{ADMIN, OWNER},
};
use leptos::prelude::*;

/// The dialog that offers one's ownership to a member, open while the address names them.
#[component]
pub(crate) fn OfferDialog(
    org: OrganizationContext,
    user: Memo<Option<UserId>>,
    action: FormAction<OfferOwnership>,
    back: Signal<String>,
) -> impl IntoView {
    let slug = org.organization.slug.clone();
    let may = org.role == OWNER;
    let read = move |user| read_member(slug.clone(), user);
    let view = move |found: MemberAndRoles, back| dialog(&org, found, action, back).into_any();
    view! { <ReadDialog of=Signal::derive(move || user.get().filter(|_| may)) read back view/> }
}

fn dialog(
    org: &OrganizationContext,
    found: MemberAndRoles,
    action: FormAction<OfferOwnership>,
    back: String,
) -> impl IntoView + use<> {
    let (slug, after) = (org.organization.slug.clone(), back.clone());
    let mut choices = role_choices(org, &found.roles);
    choices.retain(|choice| choice.value != OWNER);
    let member = found.member;
    view! {
        <FormDialog
            id="offer-ownership"
            title=t::ownership::offer_title(&member.name)
            text=t::ownership::offer_text()
            back
            action
            button=t::ownership::offer_button()
            let:error
        >
            <input type="hidden" name="org" value=slug/>
            <input type="hidden" name="user" value=member.user_id.to_string()/>
            <input type="hidden" name="back" value=after/>
            <FieldProblem error field="user_id"/>
            <Select
                label=t::ownership::keep_role()
                name="keep_role"
                choices
                selected=ADMIN
                autofocus=true
                hint=t::ownership::keep_role_hint()
                error=field_error(error, "keep_role")
                attr:data-role=""
            />
        </FormDialog>
    }
}
