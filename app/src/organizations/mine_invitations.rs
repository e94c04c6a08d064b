//! Invitations that wait for the reader's answer: on the start page and in the account.

use super::mine_rpc::{AcceptMine, DeclineMine};
use crate::remote::FormAction;
use crate::{
    messages::{self as t, SLOT, around},
    ui::{Alert, Button, FormProblem, PostForm, Size, Time, Tone, Variant, action_error, successes, toast_success},
};
use contract::invitations::MyInvitation;
use leptos::prelude::*;

/// The answers to invitations. Make it at the top of a page.
#[derive(Clone, Copy)]
pub(crate) struct Answers {
    accept: FormAction<AcceptMine>,
    decline: FormAction<DeclineMine>,
}

impl Answers {
    /// Says in a toast when one was declined; accepting leads into the organization.
    pub(crate) fn new() -> Self {
        let answers = Self { accept: FormAction::new(), decline: FormAction::new() };
        toast_success(answers.decline, |()| t::organizations::declined().to_owned());
        answers
    }

    /// Grows with each invitation that was declined.
    pub(crate) fn declined(self) -> Memo<usize> {
        successes(self.decline)
    }

    /// What went wrong with the last answer.
    pub(crate) fn problems(self) -> impl IntoView {
        view! {
            <FormProblem error=action_error(self.accept)/>
            <FormProblem error=action_error(self.decline)/>
        }
    }

    /// Each invitation with its two answers.
    pub(crate) fn cards(self, invitations: Vec<MyInvitation>) -> impl IntoView {
        invitations.into_iter().map(move |one| self.card(one)).collect_view()
    }

    fn card(self, invitation: MyInvitation) -> impl IntoView {
        let Self { accept, decline } = self;
        let (id, own) = (invitation.id.to_string(), invitation.id.to_string());
        let name = invitation.organization.name;
        let accept_label = t::organizations::accept_invitation(&name);
        let decline_label = t::organizations::decline_invitation(&name);
        let actions = move || {
            view! {
                <PostForm action=decline>
                    <input type="hidden" name="id" value=own/>
                    <Button size=Size::Small submit=true label=decline_label busy=decline.pending()>
                        {t::organizations::decline()}
                    </Button>
                </PostForm>
                <PostForm action=accept>
                    <input type="hidden" name="id" value=id/>
                    <Button
                        variant=Variant::Primary
                        size=Size::Small
                        submit=true
                        label=accept_label
                        busy=accept.pending()
                    >
                        {t::organizations::accept()}
                    </Button>
                </PostForm>
            }
        };
        let text = t::organizations::invited_text(&invitation.role, &invitation.inviter_name, SLOT);
        view! {
            <Alert tone=Tone::Info title=t::organizations::invited(&name) actions>
                {around(&text, view! { <Time at=invitation.expires_at date=true/> })}
            </Alert>
        }
    }
}
