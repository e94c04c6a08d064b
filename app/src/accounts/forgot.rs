use super::{EndCard, rpc::RequestPasswordReset, use_flag};
use crate::remote::FormAction;
use crate::{
    accounts::fields::email_field,
    messages as t,
    ui::{FormProblem, PostForm, SignButton, SignCard, action_error},
};
use leptos::prelude::*;

/// `/forgot`: mails a link for a new password. The answer is the same for known and unknown addresses.
#[component]
pub(crate) fn ForgotPage() -> impl IntoView {
    let sent = use_flag("sent");
    let action = FormAction::<RequestPasswordReset>::new();
    let error = action_error(action);
    move || {
        if sent.get() {
            view! {
                <EndCard
                    icon="mail"
                    title=t::accounts::check_mail()
                    text=t::accounts::reset_sent()
                    links=vec![
                        ("/sign-in".to_owned(), t::accounts::back_to_sign_in()),
                        ("/forgot".to_owned(), t::accounts::try_another_address()),
                    ]
                />
            }
            .into_any()
        } else {
            view! {
                <SignCard title=t::accounts::forgot_title() text=t::accounts::forgot_text()>
                    <FormProblem error/>
                    <PostForm action>
                        {email_field(error, true)}
                        <SignButton busy=action.pending()>
                            {t::accounts::send_link()}
                        </SignButton>
                    </PostForm>
                    <p class="small muted">
                        <a class="link" href="/sign-in">
                            {t::accounts::back_to_sign_in()}
                        </a>
                    </p>
                </SignCard>
            }
            .into_any()
        }
    }
}
