use super::{
    EndCard, LinkProblem,
    rpc::{ResetPassword, link_followed},
};
use crate::ui::{Button, Field, LinkButton, SignCard, Size, Tone, Variant, action_error, field_error};
use leptos::{form::ActionForm, prelude::*};

/// `/reset`: a new password, by the mailed link that led here.
#[component]
pub(crate) fn ResetPage() -> impl IntoView {
    let action = ServerAction::<ResetPassword>::new();
    let followed = Resource::new_blocking(|| (), |()| link_followed("reset".to_owned()));
    view! {
        <Transition>
            {move || Suspend::new(async move {
                if followed.await == Ok(true) { form(action).into_any() } else { no_link().into_any() }
            })}
        </Transition>
    }
}

fn form(action: ServerAction<ResetPassword>) -> impl IntoView {
    let error = action_error(action);
    view! {
        <SignCard title="Set a new password" text="Every session of the account ends with it.">
            <LinkProblem error/>
            <ActionForm action>
                <Field
                    label="New password"
                    name="password"
                    kind="password"
                    autocomplete="new-password"
                    required=true
                    autofocus=true
                    hint="At least 12 characters. A sentence is fine."
                    error=field_error(error, "password")
                />
                <Button variant=Variant::Primary size=Size::Large block=true submit=true busy=action.pending()>
                    "Set password"
                </Button>
            </ActionForm>
            <p class="small muted">
                "The link does not work any more? " <a class="link" href="/forgot">
                    "Send a new one"
                </a>
            </p>
        </SignCard>
    }
}

fn no_link() -> impl IntoView {
    view! {
        <EndCard
            icon="clock"
            tone=Tone::Warning
            title="Open the link in the mail again"
            text="This page needs it. Links for a new password work once, for 30 minutes."
        >
            <LinkButton href="/forgot" variant=Variant::Primary size=Size::Large block=true>
                "Send a new link"
            </LinkButton>
            <LinkButton href="/sign-in" size=Size::Large block=true>
                "Sign in"
            </LinkButton>
        </EndCard>
    }
}
