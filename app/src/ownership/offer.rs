use super::rpc::OfferOwnership;
use crate::{
    members::{MemberAndRoles, read_member, role_choices},
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
    action: ServerAction<OfferOwnership>,
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
    action: ServerAction<OfferOwnership>,
    back: String,
) -> impl IntoView + use<> {
    let (slug, after) = (org.organization.slug.clone(), back.clone());
    let mut choices = role_choices(org, &found.roles);
    choices.retain(|choice| choice.value != OWNER);
    let member = found.member;
    view! {
        <FormDialog
            id="offer-ownership"
            title=format!("Offer your ownership to {}?", member.name)
            text="They get a mail and have 72 hours to accept. Until then nothing changes, and you can withdraw the offer."
            back
            action
            button="Offer ownership"
            let:error
        >
            <input type="hidden" name="org" value=slug/>
            <input type="hidden" name="user" value=member.user_id.to_string()/>
            <input type="hidden" name="back" value=after/>
            <FieldProblem error field="user_id"/>
            <Select
                label="Your role afterwards"
                name="keep_role"
                choices
                selected=ADMIN
                autofocus=true
                hint="You are no owner any more. Only an owner can make you one again."
                error=field_error(error, "keep_role")
            />
        </FormDialog>
    }
}
