use super::{
    EndCard, ProblemCard,
    rpc::{Reauthenticate, read_visitor},
    use_next,
};
use crate::remote::{FormAction, Remote};
use crate::{
    messages as t,
    ui::{Field, FormProblem, LinkButton, SignButton, SignCard, Size, action_error, field_error},
};
use contract::accounts::User;
use leptos::{prelude::*, server_fn::ServerFn};

/// `/reauthenticate`: the password once more before a sensitive step, then back to `next`, where the form waits as it was sent.
#[component]
pub(crate) fn ReauthenticatePage() -> impl IntoView {
    let next = use_next();
    let action = FormAction::<Reauthenticate>::new();
    let visitor = Remote::new(|| (), |()| read_visitor());
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match visitor.await.map(|visitor| visitor.user) {
                    Ok(Some(user)) => form(user, next.get_untracked(), action).into_any(),
                    Ok(None) => signed_out(&next.get_untracked()).into_any(),
                    Err(error) => view! { <ProblemCard title=t::accounts::reauthenticate_title() error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// A plain form, with scripts too: the page that it leads back to comes from the server, which kept what was typed there.
fn form(user: User, next: String, action: FormAction<Reauthenticate>) -> impl IntoView {
    let error = action_error(action);
    let back = if next.is_empty() { "/".to_owned() } else { next.clone() };
    view! {
        <SignCard
            title=t::accounts::reauthenticate_title()
            text=t::accounts::reauthenticate_text()
        >
            <FormProblem error/>
            <form method="post" action=Reauthenticate::url()>
                <input type="hidden" name="next" value=next/>
                <Field
                    label=t::accounts::email()
                    name="email"
                    kind="email"
                    autocomplete="username"
                    value=user.email
                    readonly=true
                />
                <Field
                    label=t::common::password()
                    name="password"
                    kind="password"
                    autocomplete="current-password"
                    required=true
                    autofocus=true
                    error=field_error(error, "password")
                />
                <SignButton busy=false>{t::accounts::go_on()}</SignButton>
            </form>
            <LinkButton href=back size=Size::Large block=true attr:rel="external">
                {t::common::cancel()}
            </LinkButton>
            <p class="small muted">
                <a class="link" href="/forgot">
                    {t::accounts::forgot_password()}
                </a>
            </p>
        </SignCard>
    }
}

fn signed_out(next: &str) -> impl IntoView + use<> {
    let href = crate::frame::sign_in_path(next);
    view! {
        <EndCard
            icon="lock"
            title=t::accounts::signed_out()
            text=t::accounts::signed_out_text()
            links=vec![(href, t::accounts::sign_in())]
        />
    }
}
