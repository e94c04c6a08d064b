use super::{
    EndCard, ProblemCard,
    rpc::{SignUp, SignUpOffer, read_sign_up_offer},
    use_flag, use_next, with_next,
};
use crate::remote::{FormAction, Remote};
use crate::{
    accounts::fields::{email_field, name_field, new_password_field},
    join_codes::code_error,
    messages as t,
    ui::{Alert, Field, FormProblem, PostForm, SignButton, SignCard, Tone, action_error, field_error},
};
use leptos::prelude::*;

/// `/sign-up`: a new account, as the policy of this server allows; by an invitation or join code when one led here.
#[component]
pub(crate) fn SignUpPage() -> impl IntoView {
    let next = use_next();
    let sent = use_flag("sent");
    let action = FormAction::<SignUp>::new();
    let offer = Remote::new(move || next.get(), read_sign_up_offer);
    view! {
        <Transition>
            {move || {
                let sent = sent.get();
                Suspend::new(async move {
                    match offer.await {
                        Ok(offer) if sent => check_mail(&offer).into_any(),
                        Ok(offer) => page(action, &offer, next.get_untracked()),
                        Err(error) => {
                            view! {
                                <ProblemCard title=t::accounts::create_an_account() error/>
                            }
                                .into_any()
                        }
                    }
                })
            }}
        </Transition>
    }
}

fn page(action: FormAction<SignUp>, offer: &SignUpOffer, next: String) -> AnyView {
    let (join, problem) = match &offer.join {
        Some(Ok(join)) => (Some(join), None),
        Some(Err(error)) => (None, Some(code_error(error))),
        None => (None, None),
    };
    let by = match (&offer.invitation, join) {
        (Some(_), _) => "invitation",
        (None, Some(_)) => "join",
        (None, None) => "",
    };
    let problem = problem.map(|text| {
        view! {
            <Alert tone=Tone::Warning title=t::accounts::code_not_used()>
                {text} " "
                <a class="link" href="/join">
                    {t::accounts::enter_again()}
                </a>
            </Alert>
        }
    });
    if !offer.visitor.sign_up_open && (by.is_empty() || !offer.visitor.sign_up_invited) {
        return view! {
            {problem}
            {closed(offer.visitor.sign_up_invited)}
        }
        .into_any();
    }
    let title = match (&offer.invitation, join) {
        (Some(invitation), _) => t::accounts::join_organization(&invitation.organization.name),
        (None, Some(join)) => t::accounts::join_organization(&join.organization),
        (None, None) => t::accounts::create_an_account().to_owned(),
    };
    let text = if by.is_empty() { t::accounts::sign_up_text() } else { t::accounts::sign_up_first() };
    let invited = offer.invitation.as_ref().map(|invitation| invitation.email.clone());
    let error = action_error(action);
    let email = match invited {
        Some(email) => view! {
            <Field
                label=t::accounts::email()
                name="email"
                kind="email"
                autocomplete="username"
                readonly=true
                value=email
                hint=t::accounts::invited_address()
                error=field_error(error, "email")
            />
        }
        .into_any(),
        None => view! {
            {email_field(error, false)}
        }
        .into_any(),
    };
    view! {
        <SignCard title text>
            {problem}
            <FormProblem error/>
            <PostForm action>
                <input type="hidden" name="by" value=by/>
                {name_field(error)}
                {email}
                {new_password_field(t::common::password(), "password", error, false)}
                <SignButton busy=action.pending()>
                    {t::accounts::create_account()}
                </SignButton>
            </PostForm>
            <p class="small muted">
                {t::accounts::have_account()} " "
                <a class="link" href=with_next("/sign-in", &next)>
                    {t::accounts::sign_in()}
                </a>
            </p>
        </SignCard>
    }
    .into_any()
}

/// The same for known and unknown addresses.
fn check_mail(offer: &SignUpOffer) -> impl IntoView {
    let href = if matches!(offer.join, Some(Ok(_))) { "/sign-in?next=/join" } else { "/sign-in" };
    view! {
        <EndCard
            icon="mail"
            title=t::accounts::check_mail()
            text=t::accounts::sign_up_sent()
            links=vec![(href.to_owned(), t::accounts::sign_in())]
        />
    }
}

fn closed(by_invitation: bool) -> impl IntoView {
    let text = if by_invitation { t::accounts::closed_but_invited() } else { t::accounts::closed_text() };
    view! {
        <EndCard
            icon="lock"
            title=t::accounts::closed_title()
            text
            links=vec![
                ("/sign-in".to_owned(), t::accounts::sign_in()),
                ("/join".to_owned(), t::accounts::join_with_code()),
            ]
        />
    }
}
