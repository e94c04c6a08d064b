//! The sections of `/account` that list what opens the account: sessions and personal tokens.

use super::{
    account::Section,
    account_rpc::{CreateToken, RevokeOtherSessions, RevokeSession, RevokeToken, Ways},
    device,
};
use crate::remote::FormAction;
use crate::{
    messages::{self as t, SLOT, around},
    ui::{
        Alert, Avatar, Badge, Button, Choice, Field, FormError, FormProblem, PostForm, Row, Secret, Select, Size, Time,
        Tone, Variant, action_error, field_error, successes, toast_success,
    },
};
use contract::{accounts::UserToken, sessions::Session};
use leptos::prelude::*;

/// What can be done with sessions and tokens.
#[derive(Clone, Copy)]
pub(super) struct Actions {
    pub(super) revoke_session: FormAction<RevokeSession>,
    pub(super) revoke_others: FormAction<RevokeOtherSessions>,
    pub(super) create_token: FormAction<CreateToken>,
    pub(super) revoke_token: FormAction<RevokeToken>,
}

impl Actions {
    /// Says in toasts what was done.
    pub(super) fn say_what_was_done(self) {
        toast_success(self.revoke_session, |()| t::accounts::session_ended().to_owned());
        toast_success(self.revoke_others, |()| t::accounts::signed_out_others().to_owned());
        toast_success(self.create_token, |()| t::accounts::token_created().to_owned());
        toast_success(self.revoke_token, |()| t::accounts::token_revoked().to_owned());
    }

    /// Grows with everything that was done.
    pub(super) fn changes(self) -> Signal<usize> {
        let revoked = (successes(self.revoke_session), successes(self.revoke_others));
        let tokens = (successes(self.create_token), successes(self.revoke_token));
        Signal::derive(move || revoked.0.get() + revoked.1.get() + tokens.0.get() + tokens.1.get())
    }
}

/// The token made just now.
pub(super) fn new_token(secret: String) -> impl IntoView {
    view! {
        <Alert tone=Tone::Success title=t::accounts::token_created()>
            {t::accounts::token_once()}
        </Alert>
        <Secret value=secret label=t::accounts::personal_token()/>
    }
}

/// Sessions and tokens; `shown` is the token made just now.
pub(super) fn sections(ways: Ways, shown: Option<AnyView>, actions: Actions) -> impl IntoView {
    view! {
        {sessions(ways.sessions, actions)}
        {tokens(ways.tokens, shown, actions)}
    }
}

fn sessions(sessions: Vec<Session>, actions: Actions) -> impl IntoView {
    let others = sessions.iter().any(|session| !session.current).then(|| {
        view! {
            <PostForm action=actions.revoke_others>
                <div class="form-actions">
                    <Button variant=Variant::DangerQuiet submit=true busy=actions.revoke_others.pending()>
                        {t::accounts::sign_out_others()}
                    </Button>
                </div>
            </PostForm>
        }
    });
    view! {
        <Section title=t::accounts::sessions() text=t::accounts::sessions_text()>
            <FormProblem error=action_error(actions.revoke_session)/>
            <FormProblem error=action_error(actions.revoke_others)/>
            <div class="card">{sessions.into_iter().map(|one| session(one, actions)).collect_view()}</div>
            {others}
        </Section>
    }
}

fn session(session: Session, actions: Actions) -> impl IntoView {
    let agent = session.user_agent.unwrap_or_default();
    let name = device::name(&agent);
    let from = session.ip.map(|ip| t::accounts::from_address(&ip));
    let end = if session.current {
        view! { <Badge tone=Tone::Success>{t::accounts::this_device()}</Badge> }.into_any()
    } else {
        let label = t::accounts::sign_out_device(&name);
        view! {
            <PostForm action=actions.revoke_session>
                <input type="hidden" name="id" value=session.id.to_string()/>
                <Button size=Size::Small submit=true label busy=actions.revoke_session.pending()>
                    {t::accounts::sign_out()}
                </Button>
            </PostForm>
        }
        .into_any()
    };
    view! {
        <Row>
            <span class="person">
                <Avatar name=name.clone() icon=device::icon(&agent)/>
                <span class="name">{name}</span>
                <span class="sub"><Time at=session.last_seen_at/> {from}</span>
            </span>
            {end}
        </Row>
    }
}

fn tokens(tokens: Vec<UserToken>, shown: Option<AnyView>, actions: Actions) -> impl IntoView {
    let list = (!tokens.is_empty())
        .then(|| view! { <div class="card">{tokens.into_iter().map(|one| token(one, actions)).collect_view()}</div> });
    let (error, made) = (action_error(actions.create_token), successes(actions.create_token));
    error.shows("name");
    view! {
        <Section title=t::accounts::tokens() text=t::accounts::tokens_text()>
            {shown}
            <FormProblem error=action_error(actions.revoke_token)/>
            {list}
            <FormProblem error/>
            <PostForm action=actions.create_token attr:class="stack">
                // An empty field after each token.
                <For each=move || [made.get()] key=|made| *made children=move |_| name_field(error)/>
                <Select
                    label=t::accounts::token_ends()
                    name="days"
                    choices=vec![
                        Choice::new("30", t::accounts::in_30_days()),
                        Choice::new("90", t::accounts::in_90_days()),
                        Choice::new("365", t::accounts::in_a_year()),
                        Choice::new("", t::accounts::never()),
                    ]
                    selected="90"
                    error=field_error(error, "expires_at")
                />
                <div class="form-actions">
                    <Button submit=true icon="plus" busy=actions.create_token.pending()>
                        {t::accounts::create_token()}
                    </Button>
                </div>
            </PostForm>
        </Section>
    }
}

fn name_field(error: FormError) -> impl IntoView {
    view! {
        <Field
            label=t::accounts::token_name()
            name="name"
            id="token-name"
            required=true
            maxlength=64
            placeholder=t::accounts::token_name_placeholder()
            error=field_error(error, "name")
        />
    }
}

fn token(token: UserToken, actions: Actions) -> impl IntoView {
    let label = t::accounts::revoke_token(&token.name);
    let used = match token.last_used_at {
        Some(at) => around(&t::accounts::token_used(SLOT), view! { <Time at inside=true/> }).into_any(),
        None => t::accounts::token_unused().into_any(),
    };
    let ends = match token.expires_at {
        Some(at) => around(&t::accounts::token_ends_on(SLOT), view! { <Time at date=true/> }).into_any(),
        None => t::accounts::token_endless().into_any(),
    };
    view! {
        <Row>
            <span class="person">
                <Avatar name=token.name.clone() icon="key-round" square=true/>
                <span class="name">{token.name}</span>
                <span class="sub">
                    <span class="mono">{format!("ut_…{}", token.last_four)}</span>
                    {used}
                    {ends}
                </span>
            </span>
            <PostForm action=actions.revoke_token>
                <input type="hidden" name="id" value=token.id.to_string()/>
                <Button
                    variant=Variant::DangerQuiet
                    size=Size::Small
                    submit=true
                    label
                    busy=actions.revoke_token.pending()
                >
                    {t::accounts::revoke()}
                </Button>
            </PostForm>
        </Row>
    }
}
