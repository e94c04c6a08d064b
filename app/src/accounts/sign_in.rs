use super::{
    rpc::{SignIn, read_sign_in_visitor},
    use_flag, use_next, with_next,
};
use crate::ui::{
    Alert, Field, FormProblem, LinkButton, PostForm, Problem, SignButton, SignCard, Size, Tone, action_error,
};
use leptos::prelude::*;

/// `/sign-in`: address and password, then on to `next`.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    let next = use_next();
    let reset = use_flag("reset");
    let action = ServerAction::<SignIn>::new();
    let visitor = Resource::new_blocking(move || next.get(), read_sign_in_visitor);
    let error = action_error(action);
    view! {
        <SignCard title="Sign in" text="to Guildhall">
            {move || {
                reset
                    .get()
                    .then(|| {
                        view! {
                            <Alert tone=Tone::Success title="Password changed">
                                "Every session of the account has ended. Sign in with the new password."
                            </Alert>
                        }
                    })
            }}
            <FormProblem error/>
            <PostForm action>
                <input type="hidden" name="next" value=move || next.get()/>
                <Field
                    label="Email"
                    name="email"
                    kind="email"
                    autocomplete="username"
                    placeholder="name@company.com"
                    required=true
                    autofocus=true
                />
                <Field label="Password" name="password" kind="password" autocomplete="current-password" required=true/>
                <div class="cluster" data-align="between">
                    <span></span>
                    <a class="link small" href="/forgot">
                        "Forgot password"
                    </a>
                </div>
                <SignButton busy=action.pending()>
                    "Sign in"
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
                                            "Create an account"
                                        </LinkButton>
                                    }
                                });
                            view! {
                                <p class="or">"or"</p>
                                <div class="stack" data-gap="tight">
                                    {offer}
                                    <LinkButton href="/join" icon="ticket" size=Size::Large block=true>
                                        "Join with a code"
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
