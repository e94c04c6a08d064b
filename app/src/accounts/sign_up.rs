use super::{
    EndCard, ProblemCard,
    rpc::{SignUp, SignUpOffer, read_sign_up_offer},
    use_flag, use_next, with_next,
};
use crate::{
    accounts::fields::{email_field, name_field, new_password_field},
    join_codes::code_error,
    ui::{Alert, Field, FormProblem, PostForm, SignButton, SignCard, Tone, action_error, field_error},
};
use leptos::prelude::*;

/// `/sign-up`: a new account, as the policy of this server allows; by an invitation or join code when one led here.
#[component]
pub(crate) fn SignUpPage() -> impl IntoView {
    let next = use_next();
    let sent = use_flag("sent");
    let action = ServerAction::<SignUp>::new();
    let offer = Resource::new_blocking(move || next.get(), read_sign_up_offer);
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
                                <ProblemCard title="Create an account" error/>
                            }
                                .into_any()
                        }
                    }
                })
            }}
        </Transition>
    }
}

fn page(action: ServerAction<SignUp>, offer: &SignUpOffer, next: String) -> AnyView {
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
            <Alert tone=Tone::Warning title="Your join code is not used">
                {text} " "
                <a class="link" href="/join">
                    "Enter it again"
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
        (Some(invitation), _) => format!("Join {}", invitation.organization.name),
        (None, Some(join)) => format!("Join {}", join.organization),
        (None, None) => "Create an account".to_owned(),
    };
    let text =
        if by.is_empty() { "One account for every organization on this server." } else { "Create your account first." };
    let invited = offer.invitation.as_ref().map(|invitation| invitation.email.clone());
    let error = action_error(action);
    let email = match invited {
        Some(email) => view! {
            <Field
                label="Email"
                name="email"
                kind="email"
                autocomplete="username"
                readonly=true
                value=email
                hint="The invitation went to this address."
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
                {new_password_field("Password", "password", error, false)}
                <SignButton busy=action.pending()>
                    "Create account"
                </SignButton>
            </PostForm>
            <p class="small muted">
                "Have an account? " <a class="link" href=with_next("/sign-in", &next)>
                    "Sign in"
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
            title="Check your mail"
            text="We sent a message to the address you entered. Open the link in it within 24 hours, then sign in."
            links=vec![(href.to_owned(), "Sign in")]
        />
    }
}

fn closed(by_invitation: bool) -> impl IntoView {
    let text = if by_invitation {
        "New accounts need an invitation or a join code here. Ask a colleague for one."
    } else {
        "New accounts are made by the administrator here."
    };
    view! {
        <EndCard
            icon="lock"
            title="Sign-up is closed"
            text
            links=vec![("/sign-in".to_owned(), "Sign in"), ("/join".to_owned(), "Join with a code")]
        />
    }
}
