use super::accept_rpc::{AcceptInvitation, DeclineInvitation, SeenInvitation, read_invitation};
use crate::remote::{FormAction, Remote};
use crate::{
    accounts::{EndCard, ProblemCard, rpc::SwitchAccount, use_flag},
    messages::{self as t, SLOT, around},
    ui::{
        Avatar, AvatarSize, Button, Fact, Facts, FormError, FormProblem, LinkButton, PostForm, SignButton, SignCard,
        Size, Time, Tone, Variant, action_error, failures, toast_success,
    },
};
use contract::{
    ApiError,
    invitations::{InvitationPreview, InvitationStatus},
};
use leptos::prelude::*;

/// `/invite`: what an invitation says, and the answer to it. Signed out: sign up or in, then straight on.
#[component]
pub(crate) fn InvitePage() -> impl IntoView {
    let declined = use_flag("declined");
    let accept = FormAction::<AcceptInvitation>::new();
    let decline = FormAction::<DeclineInvitation>::new();
    let switch = FormAction::<SwitchAccount>::new();
    // After declining there is no link any more, and nothing to read. After a failure it may be another one.
    let (accepted, declining) = (failures(accept), failures(decline));
    let seen = Remote::new(
        move || (declined.get(), accepted.get(), declining.get()),
        |(declined, ..)| async move { if declined { Ok(None) } else { read_invitation().await.map(Some) } },
    );
    toast_success(accept, |()| t::invitations::welcome().to_owned());
    let problem = action_error(accept).or(action_error(decline));
    view! {
        <Transition>
            {move || {
                Suspend::new(async move {
                    match seen.await {
                        Ok(None) => thanks().into_any(),
                        Ok(Some(seen)) if seen.invitation.status != InvitationStatus::Pending => over(seen).into_any(),
                        Ok(Some(seen)) => {
                            match (seen.visitor.user.clone(), seen.mine) {
                                (None, _) => signed_out(seen, problem).into_any(),
                                (Some(user), false) => other_account(seen, user.email, problem, switch).into_any(),
                                (Some(_), true) => answer(seen, problem, accept, decline).into_any(),
                            }
                        }
                        Err(ApiError::NotFound { .. }) => unknown().into_any(),
                        Err(error) => {
                            view! {
                                <ProblemCard title=t::invitations::invitation() error/>
                            }
                                .into_any()
                        }
                    }
                })
            }}
        </Transition>
    }
}

fn facts(invitation: InvitationPreview) -> impl IntoView {
    view! {
        <Facts>
            <Fact name=t::common::role()>{invitation.role.clone()}</Fact>
            <Fact name=t::invitations::sent_to()>{invitation.email.clone()}</Fact>
            <Fact name=t::common::expires()>
                <Time at=invitation.expires_at date=true/>
            </Fact>
        </Facts>
    }
}

/// Title, sentence and avatar that every pending state shares.
fn card(invitation: InvitationPreview, problem: FormError, inside: AnyView) -> impl IntoView {
    let name = invitation.organization.name.clone();
    let mark = {
        let name = name.clone();
        move || view! { <Avatar name size=AvatarSize::Large square=true/> }
    };
    view! {
        <SignCard title=t::invitations::join(&name) text=t::invitations::invited_you(&invitation.inviter_name) mark>
            <FormProblem error=problem/>
            {facts(invitation)}
            {inside}
        </SignCard>
    }
}

fn signed_out(seen: SeenInvitation, problem: FormError) -> impl IntoView {
    let sign_up = seen.visitor.sign_up_invited.then(|| {
        view! {
            <LinkButton href="/sign-up?next=/invite" variant=Variant::Primary size=Size::Large block=true>
                {t::invitations::create_account()}
            </LinkButton>
        }
    });
    let inside = view! {
        <div class="stack" data-gap="tight">
            {sign_up}
            <LinkButton href="/sign-in?next=/invite" size=Size::Large block=true>
                {t::invitations::sign_in_to_accept()}
            </LinkButton>
        </div>
        <p class="small muted">{t::invitations::not_expected()}</p>
    };
    card(seen.invitation, problem, inside.into_any())
}

fn answer(
    seen: SeenInvitation,
    problem: FormError,
    accept: FormAction<AcceptInvitation>,
    decline: FormAction<DeclineInvitation>,
) -> impl IntoView {
    let shown = seen.shown.clone();
    let inside = view! {
        <div class="stack" data-gap="tight">
            <PostForm action=accept>
                <input type="hidden" name="shown" value=seen.shown.clone()/>
                <SignButton busy=accept.pending()>
                    {t::invitations::accept()}
                </SignButton>
            </PostForm>
            <PostForm action=decline>
                <input type="hidden" name="shown" value=shown/>
                <Button size=Size::Large block=true submit=true busy=decline.pending()>
                    {t::invitations::decline()}
                </Button>
            </PostForm>
        </div>
    };
    card(seen.invitation, problem, inside.into_any())
}

fn other_account(
    seen: SeenInvitation,
    email: String,
    problem: FormError,
    switch: FormAction<SwitchAccount>,
) -> impl IntoView {
    let name = seen.invitation.organization.name.clone();
    let mark = {
        let name = name.clone();
        move || view! { <Avatar name size=AvatarSize::Large square=true/> }
    };
    view! {
        <SignCard
            title=t::invitations::other_address()
            text=t::invitations::invited_you_to(&seen.invitation.inviter_name, &name)
            mark
        >
            <Facts>
                <Fact name=t::invitations::sent_to()>{seen.invitation.email.clone()}</Fact>
                <Fact name=t::invitations::signed_in_as()>{email}</Fact>
            </Facts>
            <FormProblem error=problem/>
            <FormProblem error=action_error(switch)/>
            <div class="stack" data-gap="tight">
                <PostForm action=switch>
                    <input type="hidden" name="next" value="/invite"/>
                    <SignButton busy=switch.pending()>
                        {t::invitations::switch_account()}
                    </SignButton>
                </PostForm>
                <LinkButton href="/" size=Size::Large block=true>
                    {t::invitations::stay_signed_in()}
                </LinkButton>
            </div>
            <p class="small muted">
                {around(&t::invitations::stays_open(SLOT), view! { <Time at=seen.invitation.expires_at date=true/> })}
            </p>
        </SignCard>
    }
}

fn over(seen: SeenInvitation) -> impl IntoView {
    let (name, who) = (&seen.invitation.organization.name, &seen.invitation.inviter_name);
    let (icon, tone, title, text) = match seen.invitation.status {
        InvitationStatus::Accepted => {
            ("circle-check", Tone::Success, t::invitations::over_accepted(), t::invitations::over_accepted_text(name))
        }
        InvitationStatus::Declined => {
            ("ban", Tone::Neutral, t::invitations::over_declined(), t::invitations::over_declined_text(who, name))
        }
        InvitationStatus::Revoked => {
            ("ban", Tone::Warning, t::invitations::over_revoked(), t::invitations::over_revoked_text(who, name))
        }
        _ => ("clock", Tone::Warning, t::invitations::over_expired(), t::invitations::over_expired_text(who, name)),
    };
    let (href, words) = match seen.visitor.user {
        Some(_) => ("/", t::common::to_organizations()),
        None => ("/sign-in", t::common::sign_in()),
    };
    view! {
        <EndCard
            icon
            tone
            title
            text
            links=vec![(href.to_owned(), words), ("/join".to_owned(), t::join_codes::join_title())]
        />
    }
}

fn unknown() -> impl IntoView {
    view! {
        <EndCard
            icon="mail"
            tone=Tone::Warning
            title=t::invitations::unknown()
            text=t::invitations::unknown_text()
            links=vec![("/sign-in".to_owned(), t::common::sign_in()), ("/join".to_owned(), t::join_codes::join_title())]
        />
    }
}

fn thanks() -> impl IntoView {
    view! {
        <EndCard
            icon="check"
            title=t::invitations::declined_title()
            text=t::invitations::declined_text()
            links=vec![("/".to_owned(), t::common::to_organizations())]
        />
    }
}
