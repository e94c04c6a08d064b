use super::{EndCard, rpc::RequestPasswordReset, use_flag};
use crate::accounts::fields::email_field;
use crate::ui::{FormProblem, PostForm, SignButton, SignCard, action_error};
use leptos::prelude::*;

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
                    links=vec![("/sign-in".to_owned(), "Back to sign in"), ("/forgot".to_owned(), "Try another address")]
        />
            }
            .into_any()
        } else {
            view! {
                <SignCard title="Forgot your password?" text="We mail you a link to set a new one.">
                    <FormProblem error/>
                    <PostForm action>
                        {email_field(error, true)}
                        <SignButton busy=action.pending()>
                            "Send link"
                        </SignButton>
                    </PostForm>
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
