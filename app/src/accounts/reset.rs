use super::{
    EndCard, LinkProblem,
    rpc::{ResetPassword, link_followed},
};
use crate::accounts::fields::new_password_field;
use crate::ui::{PostForm, SignButton, SignCard, Tone, action_error};
use leptos::prelude::*;

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
            <PostForm action>
                {new_password_field("New password", "password", error, true)}
                <SignButton busy=action.pending()>
                    "Set password"
                </SignButton>
            </PostForm>
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
            links=vec![("/forgot".to_owned(), "Send a new link"), ("/sign-in".to_owned(), "Sign in")]
        />
    }
}
