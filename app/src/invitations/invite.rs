use super::list_rpc::{InvitePeople, roles_to_give};
use crate::{
    members::role_choices,
    ui::{
        Button, Field, FormProblem, LinkButton, OpenDialog, PageProblem, Select, TextArea, Variant, action_error,
        field_error, since_opened,
    },
};
use contract::organizations::OrganizationContext;
use leptos::prelude::*;

/// The dialog that invites one or several, open while the address says so.
#[component]
pub(super) fn InviteDialog(
    org: OrganizationContext,
    open: Memo<bool>,
    action: ServerAction<InvitePeople>,
    back: Signal<String>,
) -> impl IntoView {
    let slug = org.organization.slug.clone();
    let roles = Resource::new(
        move || open.get(),
        move |open| {
            let slug = slug.clone();
            async move { if open { roles_to_give(slug).await.map(Some) } else { Ok(None) } }
        },
    );
    view! {
        <Transition>
            {move || {
                let org = org.clone();
                Suspend::new(async move {
                    match roles.await {
                        Ok(Some(roles)) => {
                            let choices = role_choices(&org, &roles);
                            dialog(org.organization.slug, choices, action, back.get_untracked()).into_any()
                        }
                        Ok(None) => ().into_any(),
                        Err(error) => view! { <PageProblem error/> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}

fn dialog(
    slug: String,
    choices: Vec<crate::ui::Choice>,
    action: ServerAction<InvitePeople>,
    back: String,
) -> impl IntoView {
    let error = since_opened(action, action_error(action));
    let busy = action.pending();
    let (cancel, after) = (back.clone(), back.clone());
    view! {
        <OpenDialog
            id="invite"
            title="Invite people"
            text="Each person gets a mail with a link that works once."
            back
            foot=move || {
                view! {
                    <LinkButton href=cancel attr:data-noscroll="">"Cancel"</LinkButton>
                    <Button submit=true variant=Variant::Primary icon="send" busy attr:form="invite-form">
                        "Send invitations"
                    </Button>
                }
            }
        >
            <ActionForm action attr:id="invite-form">
                <FormProblem error/>
                <input type="hidden" name="org" value=slug/>
                <input type="hidden" name="back" value=after/>
                <TextArea
                    label="Email addresses"
                    name="email"
                    rows=3
                    required=true
                    autofocus=true
                    placeholder="sofia@harborlabs.example"
                    hint="One or up to 20, apart by commas or line breaks."
                    error=field_error(error, "email")
                />
                <Select
                    label="Role"
                    name="role"
                    selected="member"
                    choices
                    hint="You can give any role that holds no more than your own."
                    error=field_error(error, "role")
                />
                <TextArea
                    label="Message"
                    name="message"
                    rows=2
                    optional=true
                    maxlength=500
                    error=field_error(error, "message")
                />
                <Field
                    label="Days the link works"
                    name="expires_in_days"
                    kind="number"
                    value="7"
                    hint="1 to 30."
                    error=field_error(error, "expires_in_days")
                />
            </ActionForm>
        </OpenDialog>
    }
}
