use super::list_rpc::CreateJoinCode;
use crate::remote::FormAction;
use crate::{
    invitations::roles_to_give,
    members::role_choices,
    messages as t,
    ui::{Choice, DialogSize, Field, FormDialog, ReadDialog, Select, field_error},
};
use contract::{Permission, organizations::OrganizationContext, permissions::ADMIN, permissions::OWNER, roles::Role};
use leptos::prelude::*;

/// The dialog that makes a code, open while the address says so.
#[component]
pub(super) fn CreateDialog(
    org: OrganizationContext,
    open: Memo<bool>,
    action: FormAction<CreateJoinCode>,
    back: Signal<String>,
) -> impl IntoView {
    let slug = org.organization.slug.clone();
    let read = move |()| roles_to_give(slug.clone());
    let view = move |roles: Vec<Role>, back| {
        dialog(org.organization.slug.clone(), choices(&org, &roles), action, back).into_any()
    };
    view! { <ReadDialog of=Signal::derive(move || open.get().then_some(())) read back view/> }
}

/// Whoever finds a code becomes what it gives: no role that manages people.
fn choices(org: &OrganizationContext, roles: &[Role]) -> Vec<Choice> {
    let manages = |name: &str| {
        let role = roles.iter().find(|role| role.name == name);
        role.is_some_and(|role| role.permissions.contains(Permission::UsersUpdate))
    };
    let mut choices = role_choices(org, roles);
    choices.retain(|choice| choice.value != OWNER && choice.value != ADMIN && !manages(&choice.value));
    choices
}

/// A number of a form; none for an empty field.
#[cfg(any(feature = "ssr", test))]
pub(super) fn number(field: &str, text: &str) -> Result<Option<i64>, contract::ApiError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.parse().ok().filter(|number| (1..=100_000).contains(number));
    number
        .map(Some)
        .ok_or_else(|| contract::ApiError::invalid(field, "out_of_range", "Enter a number from 1 to 100,000."))
}

fn dialog(slug: String, choices: Vec<Choice>, action: FormAction<CreateJoinCode>, back: String) -> impl IntoView {
    let after = back.clone();
    view! {
        <FormDialog
            id="create-code"
            title=t::join_codes::create_title()
            text=t::join_codes::create_text()
            size=DialogSize::Small
            back
            action
            button=t::join_codes::create()
            let:error
        >
                <input type="hidden" name="org" value=slug/>
                <input type="hidden" name="back" value=after/>
                <Select
                    label=t::common::role()
                    name="role"
                    selected="member"
                    autofocus=true
                    choices
                    hint=t::join_codes::role_hint()
                    error=field_error(error, "role")
                    attr:data-role=""
                />
                <Field
                    label=t::join_codes::max_uses()
                    name="max_uses"
                    kind="number"
                    value="25"
                    hint=t::join_codes::max_uses_hint()
                    error=field_error(error, "max_uses")
                />
                <Field
                    label=t::join_codes::days()
                    name="days"
                    kind="number"
                    optional=true
                    hint=t::join_codes::days_hint()
                    error=field_error(error, "days")
                />
                <Field
                    label=t::join_codes::domain()
                    name="email_domain"
                    optional=true
                    mono=true
                    placeholder="harborlabs.example"
                    error=field_error(error, "email_domain")
                />
        </FormDialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_field_means_no_limit_and_nonsense_is_refused() {
        assert_eq!(number("max_uses", " "), Ok(None));
        assert_eq!(number("max_uses", "25"), Ok(Some(25)));
        for bad in ["0", "-1", "many", "100001"] {
            assert!(number("max_uses", bad).is_err(), "{bad}");
        }
    }
}
