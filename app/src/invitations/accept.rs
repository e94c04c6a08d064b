use super::accept_rpc::{AcceptInvitation, DeclineInvitation, SeenInvitation, read_invitation};
use crate::{
    accounts::{EndCard, rpc::SwitchAccount, use_flag},
    ui::{
        Avatar, AvatarSize, Button, Fact, Facts, FormProblem, LinkButton, Problem, SignCard, Size, Time, Tone, Variant,
        action_error,
    },
};
use contract::{
    ApiError,
    invitations::{InvitationPreview, InvitationStatus},
};
use leptos::{form::ActionForm, prelude::*};

/// `/invite`: what an invitation says, and the answer to it. Signed out: sign up or in, then straight on.
#[component]
pub(crate) fn InvitePage() -> impl IntoView {
    let declined = use_flag("declined");
    let accept = ServerAction::<AcceptInvitation>::new();
    let decline = ServerAction::<DeclineInvitation>::new();
    let switch = ServerAction::<SwitchAccount>::new();
    // After declining there is no link any more, and nothing to read.
    let seen = Resource::new_blocking(
        move || declined.get(),
        |declined| async move { if declined { None } else { Some(read_invitation().await) } },
    );
    view! {
        <Transition>
            {move || {
                Suspend::new(async move {
                    let Some(seen) = seen.await else { return thanks().into_any() };
                    match seen {
                        Ok(seen) if seen.invitation.status != InvitationStatus::Pending => over(seen).into_any(),
                        Ok(seen) => {
                            match (seen.visitor.user.clone(), seen.mine) {
                                (None, _) => signed_out(seen).into_any(),
                                (Some(user), false) => other_account(seen, user.email, switch).into_any(),
                                (Some(_), true) => answer(seen, accept, decline).into_any(),
                            }
                        }
                        Err(ApiError::NotFound { .. }) => unknown().into_any(),
                        Err(error) => {
                            view! {
                                <SignCard title="Invitation">
                                    <Problem error/>
                                </SignCard>
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
            <Fact name="Role">{invitation.role.clone()}</Fact>
            <Fact name="Sent to">{invitation.email.clone()}</Fact>
            <Fact name="Expires">
                <Time at=invitation.expires_at date=true/>
            </Fact>
        </Facts>
    }
}

/// Title, sentence and avatar that every pending state shares.
fn card(invitation: InvitationPreview, inside: AnyView) -> impl IntoView {
    let name = invitation.organization.name.clone();
    let mark = {
        let name = name.clone();
        move || view! { <Avatar name size=AvatarSize::Large square=true/> }
    };
    view! {
        <SignCard title=format!("Join {name}") text=format!("{} invited you.", invitation.inviter_name) mark>
            {facts(invitation)}
            {inside}
        </SignCard>
    }
}

fn signed_out(seen: SeenInvitation) -> impl IntoView {
    let sign_up = seen.visitor.sign_up_invited.then(|| {
        view! {
            <LinkButton href="/sign-up?next=/invite" variant=Variant::Primary size=Size::Large block=true>
                "Create an account"
            </LinkButton>
        }
    });
    let inside = view! {
        <div class="stack" data-gap="tight">
            {sign_up}
            <LinkButton href="/sign-in?next=/invite" size=Size::Large block=true>
                "Sign in to accept"
            </LinkButton>
        </div>
        <p class="small muted">"Not expecting this? Close this page and nothing happens."</p>
    };
    card(seen.invitation, inside.into_any())
}

fn answer(
    seen: SeenInvitation,
    accept: ServerAction<AcceptInvitation>,
    decline: ServerAction<DeclineInvitation>,
) -> impl IntoView {
    let inside = view! {
        <FormProblem error=action_error(accept)/>
        <FormProblem error=action_error(decline)/>
        <div class="stack" data-gap="tight">
            <ActionForm action=accept>
                <Button variant=Variant::Primary size=Size::Large block=true submit=true busy=accept.pending()>
                    "Accept invitation"
                </Button>
            </ActionForm>
            <ActionForm action=decline>
                <Button size=Size::Large block=true submit=true busy=decline.pending()>
                    "Decline"
                </Button>
            </ActionForm>
        </div>
    };
    card(seen.invitation, inside.into_any())
}

fn other_account(seen: SeenInvitation, email: String, switch: ServerAction<SwitchAccount>) -> impl IntoView {
    let name = seen.invitation.organization.name.clone();
    let mark = {
        let name = name.clone();
        move || view! { <Avatar name size=AvatarSize::Large square=true/> }
    };
    view! {
        <SignCard
            title="This invitation is for another address"
            text=format!("{} invited you to {name}.", seen.invitation.inviter_name)
            mark
        >
            <Facts>
                <Fact name="Sent to">{seen.invitation.email.clone()}</Fact>
                <Fact name="Signed in as">{email}</Fact>
            </Facts>
            <FormProblem error=action_error(switch)/>
            <div class="stack" data-gap="tight">
                <ActionForm action=switch>
                    <input type="hidden" name="next" value="/invite"/>
                    <Button variant=Variant::Primary size=Size::Large block=true submit=true busy=switch.pending()>
                        "Switch account"
                    </Button>
                </ActionForm>
                <LinkButton href="/" size=Size::Large block=true>
                    "Stay signed in"
                </LinkButton>
            </div>
            <p class="small muted">
                "The invitation stays open until " <Time at=seen.invitation.expires_at date=true/> "."
            </p>
        </SignCard>
    }
}

fn over(seen: SeenInvitation) -> impl IntoView {
    let (name, who) = (&seen.invitation.organization.name, &seen.invitation.inviter_name);
    let (title, text) = match seen.invitation.status {
        InvitationStatus::Accepted => (
            "This invitation was accepted",
            format!("Invitations work once. Whoever accepted it is a member of {name}."),
        ),
        InvitationStatus::Declined => {
            ("This invitation was declined", format!("Changed your mind? Ask {who} for a new one to {name}."))
        }
        InvitationStatus::Revoked => {
            ("This invitation was withdrawn", format!("Ask {who} if you still need access to {name}."))
        }
        _ => ("This invitation has expired", format!("Ask {who} for a new one to {name}.")),
    };
    let (href, words) =
        if seen.visitor.user.is_some() { ("/", "Go to my organizations") } else { ("/sign-in", "Sign in") };
    view! {
        <EndCard icon="clock" tone=Tone::Warning title text>
            <LinkButton href variant=Variant::Primary size=Size::Large block=true>
                {words}
            </LinkButton>
            <LinkButton href="/join" size=Size::Large block=true>
                "Join with a code"
            </LinkButton>
        </EndCard>
    }
}

fn unknown() -> impl IntoView {
    view! {
        <EndCard
            icon="mail"
            tone=Tone::Warning
            title="Invitation not found"
            text="Open the link in the mail again. If it was sent again since, only the newest link works."
        >
            <LinkButton href="/sign-in" variant=Variant::Primary size=Size::Large block=true>
                "Sign in"
            </LinkButton>
            <LinkButton href="/join" size=Size::Large block=true>
                "Join with a code"
            </LinkButton>
        </EndCard>
    }
}

fn thanks() -> impl IntoView {
    view! {
        <EndCard icon="check" title="Invitation declined" text="Nothing else happens. Whoever invited you sees it.">
            <LinkButton href="/" variant=Variant::Primary size=Size::Large block=true>
                "Go to my organizations"
            </LinkButton>
        </EndCard>
    }
}
