use super::{
    EndCard, LinkProblem,
    rpc::{ResetPassword, link_followed},
};
use crate::remote::{FormAction, Remote};
use crate::{
    accounts::fields::new_password_field,
    messages as t,
    ui::{PostForm, SignButton, SignCard, Tone, action_error},
};
use leptos::prelude::*;

/// `/reset`: a new password, by the mailed link that led here.
#[component]
pub(crate) fn ResetPage() -> impl IntoView {
    let action = FormAction::<ResetPassword>::new();
    let followed = Remote::new(|| (), |()| link_followed("reset".to_owned()));
    view! {
        <Transition>
            {move || Suspend::new(async move {
                if followed.await == Ok(true) { form(action).into_any() } else { no_link().into_any() }
            })}
        </Transition>
    }
}

fn form(action: FormAction<ResetPassword>) -> impl IntoView {
    let error = action_error(action);
    view! {
        <SignCard title=t::accounts::reset_title() text=t::accounts::reset_text()>
            <LinkProblem error/>
            <PostForm action>
                {new_password_field(t::accounts::new_password(), "password", error, true)}
                <SignButton busy=action.pending()>
                    {t::accounts::set_password()}
                </SignButton>
            </PostForm>
            <p class="small muted">
                {t::accounts::link_broken()} " "
                <a class="link" href="/forgot">
                    {t::accounts::send_new_one()}
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
            title=t::accounts::open_link_again()
            text=t::accounts::reset_needs_link()
            links=vec![
                ("/forgot".to_owned(), t::accounts::send_new_link()),
                ("/sign-in".to_owned(), t::accounts::sign_in()),
            ]
        />
    }
}
