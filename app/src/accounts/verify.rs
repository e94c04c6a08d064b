use super::{
    EndCard, LinkProblem,
    rpc::{ResendVerification, VerifyEmail, link_followed, read_visitor},
    use_flag, use_next, with_next,
};
use crate::remote::{FormAction, Remote};
use crate::{
    messages as t,
    ui::{Alert, Button, FormProblem, PostForm, Seal, SignButton, SignCard, Size, Tone, action_error},
};
use leptos::prelude::*;

/// `/verify`: proves an address by the mailed link that led here. A button does it, because mail scanners follow links.
#[component]
pub(crate) fn VerifyPage() -> impl IntoView {
    let (done, next) = (use_flag("done"), use_next());
    let action = FormAction::<VerifyEmail>::new();
    let resend = FormAction::<ResendVerification>::new();
    let state = Remote::new(
        || (),
        |()| async move {
            let followed = link_followed("verify".to_owned()).await?;
            read_visitor().await.map(|visitor| (followed, visitor.user))
        },
    );
    view! {
        <Transition>
            {move || {
                let done = done.get();
                Suspend::new(async move {
                    match state.await {
                        _ if done => verified(next.get_untracked()).into_any(),
                        Ok((true, _)) => confirm(action).into_any(),
                        Ok((false, Some(user))) if !user.email_verified => unproved(resend, user.email).into_any(),
                        _ => no_link().into_any(),
                    }
                })
            }}
        </Transition>
    }
}

fn confirm(action: FormAction<VerifyEmail>) -> impl IntoView {
    view! {
        <SignCard
            title=t::accounts::confirm_title()
            text=t::accounts::confirm_text()
            mark=|| view! { <Seal icon="mail"/> }
        >
            <LinkProblem error=action_error(action)/>
            <PostForm action>
                <SignButton busy=action.pending()>
                    {t::accounts::confirm_address()}
                </SignButton>
            </PostForm>
            <p class="small muted">{t::accounts::confirm_not_you()}</p>
        </SignCard>
    }
}

fn verified(next: String) -> impl IntoView {
    view! {
        <EndCard
            icon="check"
            tone=Tone::Success
            title=t::accounts::confirmed()
            text=t::accounts::confirmed_text()
            links=vec![(with_next("/sign-in", &next), t::accounts::go_on())]
        />
    }
}

fn unproved(resend: FormAction<ResendVerification>, email: String) -> impl IntoView {
    let sent = use_flag("sent");
    view! {
        <SignCard
            title=t::accounts::unconfirmed()
            text=t::accounts::open_link_sent(&email)
            mark=|| view! { <Seal icon="mail"/> }
        >
            <FormProblem error=action_error(resend)/>
            {move || sent.get().then(|| view! { <Alert tone=Tone::Success>{t::accounts::link_sent()}</Alert> })}
            <PostForm action=resend>
                <Button size=Size::Large block=true submit=true busy=resend.pending()>
                    {t::accounts::send_link_again()}
                </Button>
            </PostForm>
        </SignCard>
    }
}

fn no_link() -> impl IntoView {
    view! {
        <EndCard
            icon="clock"
            tone=Tone::Warning
            title=t::accounts::open_link_again()
            text=t::accounts::verify_needs_link()
            links=vec![("/sign-in?next=/verify".to_owned(), t::accounts::sign_in())]
        />
    }
}
