use super::rpc::{SetUp, SetupState, read_setup_state};
use crate::remote::{FormAction, Remote};
use crate::{
    accounts::{
        EndCard, LinkProblem, ProblemCard,
        fields::{email_field, name_field, new_password_field},
    },
    messages as t,
    ui::{Field, PostForm, SignButton, SignCard, action_error, field_error},
};
use leptos::prelude::*;

/// `/setup`: the first account of the server, behind the one-time link that is printed at its start.
#[component]
pub(crate) fn SetupPage() -> impl IntoView {
    let action = FormAction::<SetUp>::new();
    let state = Remote::new(|| (), |()| read_setup_state());
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match state.await {
                    Ok(SetupState::Ready) => form(action).into_any(),
                    Ok(SetupState::NoLink) => no_link().into_any(),
                    Ok(SetupState::Done) => done().into_any(),
                    Err(error) => {
                        view! {
                            <ProblemCard title=t::setup::set_up() error/>
                        }
                            .into_any()
                    }
                }
            })}
        </Transition>
    }
}

fn form(action: FormAction<SetUp>) -> impl IntoView {
    let error = action_error(action);
    view! {
        <SignCard
            wide=true
            title=t::setup::title()
            text=t::setup::text()
        >
            <LinkProblem error/>
            <PostForm action>
                {name_field(error)}
                {email_field(error, false)}
                {new_password_field(t::common::password(), "password", error, false)}
                <Field
                    label=t::setup::organization()
                    name="organization"
                    autocomplete="organization"
                    optional=true
                    hint=t::setup::organization_hint()
                    error=field_error(error, "organization")
                />
                <SignButton busy=action.pending()>
                    {t::setup::set_up()}
                </SignButton>
            </PostForm>
        </SignCard>
    }
}

fn no_link() -> impl IntoView {
    view! {
        <EndCard
            icon="key-round"
            title=t::setup::no_link()
            text=t::setup::no_link_text()
        >
            <p class="small muted">{t::setup::no_link_hint()}</p>
        </EndCard>
    }
}

fn done() -> impl IntoView {
    view! {
        <EndCard
            icon="check"
            title=t::setup::done()
            text=t::setup::done_text()
            links=vec![("/sign-in".to_owned(), t::accounts::sign_in())]
        />
    }
}
