use super::{
    grant::role_choices,
    rpc::{ChangeRole, read_member},
};
use crate::ui::{
    Button, FormProblem, LinkButton, OpenDialog, PageProblem, Select, Variant, action_error, field_error, since_opened,
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
    let member = Resource::new(
        move || if may { user.get() } else { None },
        move |user| {
            let slug = slug.clone();
            async move {
                match user {
                    Some(user) => read_member(slug, user).await.map(Some),
                    None => Ok(None),
                }
            }
        },
    );
    view! {
        <Transition>
            {move || {
                let org = org.clone();
                Suspend::new(async move {
                    let found = match member.await {
                        Ok(Some(found)) => found,
                        Ok(None) => return ().into_any(),
                        Err(error) => return problem(error, back.get_untracked()).into_any(),
                    };
                    let back = back.get_untracked();
                    let error = since_opened(action, action_error(action));
                    let (cancel, after) = (back.clone(), back.clone());
                    let busy = action.pending();
                    let slug = org.organization.slug.clone();
                    let user = found.member.user_id.to_string();
                    let choices = role_choices(&org, &found.roles);
                    let selected = found.member.role;
                    view! {
                        <OpenDialog
                            id="change-role"
                            title=format!("Role of {}", found.member.name)
                            text="It counts from the next request on."
                            back
                            foot=move || {
                                view! {
                                    <LinkButton href=cancel attr:data-noscroll="">"Cancel"</LinkButton>
                                    <Button submit=true variant=Variant::Primary busy attr:form="change-role-form">
                                        "Change role"
                                    </Button>
                                }
                            }
                        >
                            <ActionForm action attr:id="change-role-form">
                                <FormProblem error/>
                                <input type="hidden" name="org" value=slug/>
                                <input type="hidden" name="user" value=user/>
                                <input type="hidden" name="back" value=after/>
                                <Select
                                    label="Role"
                                    name="role"
                                    id="change-role-role"
                                    choices
                                    selected
                                    hint="You can give any role that holds no more than your own."
                                    error=field_error(error, "role")
                                />
                            </ActionForm>
                        </OpenDialog>
                    }
                        .into_any()
                })
            }}
        </Transition>
    }
}

/// The dialog when what it is about cannot be read.
pub(super) fn problem(error: contract::ApiError, back: String) -> impl IntoView {
    view! {
        <OpenDialog id="dialog-problem" title="Cannot be shown" back>
            <PageProblem error/>
        </OpenDialog>
    }
}
