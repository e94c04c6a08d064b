use super::rpc::{SetUp, SetupState, read_setup_state};
use crate::{
    accounts::{EndCard, LinkProblem},
    ui::{Button, Field, LinkButton, Problem, SignCard, Size, Variant, action_error, field_error},
};
use leptos::{form::ActionForm, prelude::*};

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
                            <SignCard title="Set up Guildhall">
                                <Problem error/>
                            </SignCard>
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
            <ActionForm action>
                <Field
                    label="Full name"
                    name="name"
                    autocomplete="name"
                    required=true
                    autofocus=true
                    error=field_error(error, "name")
                />
                <Field
                    label="Email"
                    name="email"
                    kind="email"
                    autocomplete="username"
                    placeholder="name@company.com"
                    required=true
                    error=field_error(error, "email")
                />
                <Field
                    label="Password"
                    name="password"
                    kind="password"
                    autocomplete="new-password"
                    required=true
                    hint="At least 12 characters. A sentence is fine."
                    error=field_error(error, "password")
                />
                <Field
                    label="First organization"
                    name="organization"
                    autocomplete="organization"
                    optional=true
                    hint="You become its owner. More can be made at any time."
                    error=field_error(error, "organization")
                />
                <Button variant=Variant::Primary size=Size::Large block=true submit=true busy=action.pending()>
                    "Set up Guildhall"
                </Button>
            </ActionForm>
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
        <EndCard icon="check" title="This server is set up" text="Sign in with your account, or ask an administrator for an invitation.">
            <LinkButton href="/sign-in" variant=Variant::Primary size=Size::Large block=true>
                "Sign in"
            </LinkButton>
        </EndCard>
    }
}
