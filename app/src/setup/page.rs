use super::rpc::{SetUp, SetupState, read_setup_state};
use crate::accounts::fields::{email_field, name_field, new_password_field};
use crate::{
    accounts::{EndCard, LinkProblem, ProblemCard},
    ui::{Field, PostForm, SignButton, SignCard, action_error, field_error},
};
use leptos::prelude::*;

/// `/setup`: the first account of the server, behind the one-time link that is printed at its start.
#[component]
pub(crate) fn SetupPage() -> impl IntoView {
    let action = ServerAction::<SetUp>::new();
    let state = Resource::new_blocking(|| (), |()| read_setup_state());
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match state.await {
                    Ok(SetupState::Ready) => form(action).into_any(),
                    Ok(SetupState::NoLink) => no_link().into_any(),
                    Ok(SetupState::Done) => done().into_any(),
                    Err(error) => {
                        view! {
                            <ProblemCard title="Set up Guildhall" error/>
                        }
                            .into_any()
                    }
                }
            })}
        </Transition>
    }
}

fn form(action: ServerAction<SetUp>) -> impl IntoView {
    let error = action_error(action);
    view! {
        <SignCard
            wide=true
            title="Create the first administrator"
            text="This account can see every organization on this server."
        >
            <LinkProblem error/>
            <PostForm action>
                {name_field(error)}
                {email_field(error, false)}
                {new_password_field("Password", "password", error, false)}
                <Field
                    label="First organization"
                    name="organization"
                    autocomplete="organization"
                    optional=true
                    hint="You become its owner. More can be made at any time."
                    error=field_error(error, "organization")
                />
                <SignButton busy=action.pending()>
                    "Set up Guildhall"
                </SignButton>
            </PostForm>
        </SignCard>
    }
}

fn no_link() -> impl IntoView {
    view! {
        <EndCard
            icon="key-round"
            title="Open the set-up link"
            text="This server has no accounts yet. The link to make the first one is what the server prints when it starts, behind “Make the first account here”."
        >
            <p class="small muted">"The link works until the first account is made. A restart prints a new one."</p>
        </EndCard>
    }
}

fn done() -> impl IntoView {
    view! {
        <EndCard
            icon="check"
            title="This server is set up"
            text="Sign in with your account, or ask an administrator for an invitation."
            links=vec![("/sign-in".to_owned(), "Sign in")]
        />
    }
}
