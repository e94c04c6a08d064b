use super::{EndCard, rpc::RequestPasswordReset, use_flag};
use crate::ui::{Button, Field, FormProblem, LinkButton, SignCard, Size, Variant, action_error, field_error};
use leptos::{form::ActionForm, prelude::*};

/// `/forgot`: mails a link for a new password. The answer is the same for known and unknown addresses.
#[component]
pub(crate) fn ForgotPage() -> impl IntoView {
    let sent = use_flag("sent");
    let action = ServerAction::<RequestPasswordReset>::new();
    let error = action_error(action);
    move || {
        if sent.get() {
            view! {
                <EndCard
                    icon="mail"
                    title="Check your mail"
                    text="If the address has an account, a link is on its way. It works once, for 30 minutes."
                >
                    <LinkButton href="/sign-in" variant=Variant::Primary size=Size::Large block=true>
                        "Back to sign in"
                    </LinkButton>
                    <LinkButton href="/forgot" size=Size::Large block=true>
                        "Try another address"
                    </LinkButton>
                </EndCard>
            }
            .into_any()
        } else {
            view! {
                <SignCard title="Forgot your password?" text="We mail you a link to set a new one.">
                    <FormProblem error/>
                    <ActionForm action>
                        <Field
                            label="Email"
                            name="email"
                            kind="email"
                            autocomplete="username"
                            placeholder="name@company.com"
                            required=true
                            autofocus=true
                            error=field_error(error, "email")
                        />
                        <Button variant=Variant::Primary size=Size::Large block=true submit=true busy=action.pending()>
                            "Send link"
                        </Button>
                    </ActionForm>
                    <p class="small muted">
                        <a class="link" href="/sign-in">
                            "Back to sign in"
                        </a>
                    </p>
                </SignCard>
            }
            .into_any()
        }
    }
}
