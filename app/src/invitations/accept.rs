use super::accept_rpc::{AcceptInvitation, DeclineInvitation, SeenInvitation, read_invitation};
use crate::{
    accounts::{EndCard, ProblemCard, rpc::SwitchAccount, use_flag},
    ui::{
        Avatar, AvatarSize, Button, Fact, Facts, FormError, FormProblem, LinkButton, PostForm, SignButton, SignCard,
        Size, Time, Tone, Variant, action_error, failures,
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
    let accept = ServerAction::<AcceptInvitation>::new();
    let decline = ServerAction::<DeclineInvitation>::new();
    let switch = ServerAction::<SwitchAccount>::new();
    // After declining there is no link any more, and nothing to read. After a failure it may be another one.
    let (accepted, declining) = (failures(accept), failures(decline));
    let seen = Resource::new_blocking(
        move || (declined.get(), accepted.get(), declining.get()),
        |(declined, ..)| async move { if declined { None } else { Some(read_invitation().await) } },
    );
    let problem = action_error(accept).or(action_error(decline));
    view! {
        <Transition>
            {move || {
                Suspend::new(async move {
                    let Some(seen) = seen.await else { return thanks().into_any() };
                    match seen {
                        Ok(seen) if seen.invitation.status != InvitationStatus::Pending => over(seen).into_any(),
                        Ok(seen) => {
                            match (seen.visitor.user.clone(), seen.mine) {
                                (None, _) => signed_out(seen, problem).into_any(),
                                (Some(user), false) => other_account(seen, user.email, problem, switch).into_any(),
                                (Some(_), true) => answer(seen, problem, accept, decline).into_any(),
                            }
                        }
                        Err(ApiError::NotFound { .. }) => unknown().into_any(),
                        Err(error) => {
                            view! {
                                <ProblemCard title="Invitation" error/>
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
fn card(invitation: InvitationPreview, problem: FormError, inside: AnyView) -> impl IntoView {
    let name = invitation.organization.name.clone();
    let mark = {
        let name = name.clone();
        move || view! { <Avatar name size=AvatarSize::Large square=true/> }
    };
    view! {
        <SignCard title=format!("Join {name}") text=format!("{} invited you.", invitation.inviter_name) mark>
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
    card(seen.invitation, problem, inside.into_any())
}

fn answer(
    seen: SeenInvitation,
    problem: FormError,
    accept: ServerAction<AcceptInvitation>,
    decline: ServerAction<DeclineInvitation>,
) -> impl IntoView {
    let shown = seen.shown.clone();
    let inside = view! {
        <div class="stack" data-gap="tight">
            <PostForm action=accept>
                <input type="hidden" name="shown" value=seen.shown.clone()/>
                <SignButton busy=accept.pending()>
                    "Accept invitation"
                </SignButton>
            </PostForm>
            <PostForm action=decline>
                <input type="hidden" name="shown" value=shown/>
                <Button size=Size::Large block=true submit=true busy=decline.pending()>
                    "Decline"
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
    switch: ServerAction<SwitchAccount>,
) -> impl IntoView {
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
            <FormProblem error=problem/>
            <FormProblem error=action_error(switch)/>
            <div class="stack" data-gap="tight">
                <PostForm action=switch>
                    <input type="hidden" name="next" value="/invite"/>
                    <SignButton busy=switch.pending()>
                        "Switch account"
                    </SignButton>
                </PostForm>
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
        <EndCard
            icon="clock"
            tone=Tone::Warning
            title
            text
            links=vec![(href.to_owned(), words), ("/join".to_owned(), "Join with a code")]
        />
    }
}

fn unknown() -> impl IntoView {
    view! {
        <EndCard
            icon="mail"
            tone=Tone::Warning
            title="Invitation not found"
            text="Open the link in the mail again. If it was sent again since, only the newest link works."
            links=vec![("/sign-in".to_owned(), "Sign in"), ("/join".to_owned(), "Join with a code")]
        />
    }
}

fn thanks() -> impl IntoView {
    view! {
        <EndCard
            icon="check"
            title="Invitation declined"
            text="Nothing else happens. Whoever invited you sees it."
            links=vec![("/".to_owned(), "Go to my organizations")]
        />
    }
}
