use super::{
    rpc::{SignIn, read_sign_in_visitor},
    use_flag, use_next, with_next,
};
use crate::remote::{FormAction, Remote};
use crate::{
    messages as t,
    ui::{Alert, Field, FormProblem, LinkButton, PostForm, Problem, SignButton, SignCard, Size, Tone, action_error},
};
use leptos::prelude::*;

/// `/sign-in`: address and password, then on to `next`.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    let next = use_next();
    let reset = use_flag("reset");
    let action = FormAction::<SignIn>::new();
    let visitor = Remote::new(move || next.get(), read_sign_in_visitor);
    let error = action_error(action);
    Effect::new(move |_| {
        if let Some(Ok(Some(path))) = action.value().get() {
            // Fails only for an address that is none; the server made it a path of its own.
            let _ = window().location().assign(&path);
        }
    });
    view! {
        <SignCard title=t::accounts::sign_in() text=t::accounts::sign_in_text()>
            {move || {
                reset
                    .get()
                    .then(|| {
                        view! {
                            <Alert tone=Tone::Success title=t::accounts::password_changed()>
                                {t::accounts::password_changed_text()}
                            </Alert>
                        }
                    })
            }}
            <FormProblem error/>
            <PostForm action>
                <input type="hidden" name="next" value=move || next.get()/>
                <Field
                    label=t::accounts::email()
                    name="email"
                    kind="email"
                    autocomplete="username"
                    placeholder=t::accounts::email_placeholder()
                    required=true
                    autofocus=true
                />
                <Field
                    label=t::common::password()
                    name="password"
                    kind="password"
                    autocomplete="current-password"
                    required=true
                />
                <div class="cluster" data-align="between">
                    <span></span>
                    <a class="link small" href="/forgot">
                        {t::accounts::forgot_password()}
                    </a>
                </div>
                <SignButton busy=action.pending()>
                    {t::accounts::sign_in()}
                </SignButton>
            </PostForm>
            <Transition>
                {move || Suspend::new(async move {
                    match visitor.await {
                        Ok(visitor) => {
                            let offer = visitor.sign_up_open
                                || visitor.sign_up_invited && matches!(next.get_untracked().as_str(), "/invite" | "/join");
                            let offer = offer
                                .then(|| {
                                    view! {
                                        <LinkButton href=with_next("/sign-up", &next.get_untracked()) size=Size::Large block=true>
                                            {t::accounts::create_an_account()}
                                        </LinkButton>
                                    }
                                });
                            view! {
                                <p class="or">{t::accounts::or()}</p>
                                <div class="stack" data-gap="tight">
                                    {offer}
                                    <LinkButton href="/join" icon="ticket" size=Size::Large block=true>
                                        {t::accounts::join_with_code()}
                                    </LinkButton>
                                </div>
                            }
                                .into_any()
                        }
                        Err(error) => view! { <Problem error/> }.into_any(),
                    }
                })}
            </Transition>
        </SignCard>
    }
}
