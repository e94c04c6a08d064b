use super::{
    account_rpc::{
        ChangePassword, CreateToken, RevokeOtherSessions, RevokeSession, RevokeToken, SetSingleKeyShortcuts,
        UpdateProfile, read_personal, read_ways, take_new_token,
    },
    fields::new_password_field,
    preferences, ways,
};
use crate::remote::{FormAction, Remote};
use crate::{
    frame::PersonalPage,
    messages as t,
    organizations::Answers,
    ui::{
        Alert, Button, Crumb, Field, FormProblem, LinkButton, PageHead, PageProblem, PostForm, Size, SkeletonRows,
        Tone, action_error, field_error, successes, toast_success,
    },
};
use contract::accounts::{Me, User};
use leptos::prelude::*;

/// `/account`: name, language, appearance, keyboard, invitations, password, sessions and personal tokens.
#[component]
pub(crate) fn AccountPage() -> impl IntoView {
    let profile = FormAction::<UpdateProfile>::new();
    let password = FormAction::<ChangePassword>::new();
    let shortcuts = FormAction::<SetSingleKeyShortcuts>::new();
    let answers = Answers::new();
    let actions = ways::Actions {
        revoke_session: FormAction::<RevokeSession>::new(),
        revoke_others: FormAction::<RevokeOtherSessions>::new(),
        create_token: FormAction::<CreateToken>::new(),
        revoke_token: FormAction::<RevokeToken>::new(),
    };
    toast_success(profile, |()| t::accounts::profile_saved().to_owned());
    toast_success(password, |()| t::accounts::password_changed().to_owned());
    toast_success(shortcuts, |on| {
        let words = if *on { t::accounts::single_keys_on() } else { t::accounts::single_keys_off() };
        words.to_owned()
    });
    actions.say_what_was_done();
    let answered = answers.declined();
    let personal = Remote::new(move || answered.get(), |_| read_personal());
    let (changed, changes) = (successes(password), actions.changes());
    let list = Remote::new(move || (changed.get(), changes.get()), |_| read_ways());
    let made = successes(actions.create_token);
    let secret = Remote::new(move || made.get(), |_| take_new_token());
    let content = move |me: Me| {
        view! {
            <PageHead title=t::accounts::account() text=t::accounts::account_text()/>
            {(!me.user.email_verified).then(unproved)}
            {profile_section(me.user, profile)}
            <Transition fallback=|| view! { <SkeletonRows label=t::accounts::loading_preferences() rows=2 toolbar=false/> }>
                {move || Suspend::new(async move {
                    match personal.await {
                        Ok(personal) => {
                            let waiting = (!personal.invitations.is_empty())
                                .then(|| {
                                    view! {
                                        <Section title=t::accounts::invitations() text=t::accounts::invitations_text()>
                                            {answers.problems()}
                                            {answers.cards(personal.invitations)}
                                        </Section>
                                    }
                                });
                            view! {
                                {waiting}
                                {preferences::sections(&personal.preferences, shortcuts)}
                            }
                                .into_any()
                        }
                        Err(error) => view! { <PageProblem error/> }.into_any(),
                    }
                })}
            </Transition>
            <preferences::AppearanceSection/>
            {password_section(password)}
            <Transition fallback=|| view! { <SkeletonRows label=t::accounts::loading_ways() rows=3 toolbar=false/> }>
                {move || Suspend::new(async move {
                    let secret = secret.await.ok().flatten().map(ways::new_token);
                    match list.await {
                        Ok(ways) => ways::sections(ways, secret.map(IntoAny::into_any), actions).into_any(),
                        Err(error) => view! { {secret} <PageProblem error/> }.into_any(),
                    }
                })}
            </Transition>
            <p class="small muted">
                <a class="link" href="/accessibility">
                    {t::accounts::accessibility()}
                </a>
            </p>
        }
        .into_any()
    };
    view! { <PersonalPage crumbs=vec![Crumb::here(t::accounts::account())] narrow=true view=content/> }
}

fn unproved() -> impl IntoView {
    view! {
        <Alert
            tone=Tone::Warning
            title=t::accounts::unconfirmed()
            actions=|| {
                view! {
                    <LinkButton href="/verify" size=Size::Small>
                        {t::accounts::confirm_address()}
                    </LinkButton>
                }
            }
        >
            {t::accounts::unconfirmed_text()}
        </Alert>
    }
}

/// One row of the page: words left, controls right.
#[component]
pub(super) fn Section(
    /// Words of the heading.
    title: &'static str,
    /// What stands below it.
    text: &'static str,
    /// The controls.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="split" aria-label=title>
            <div>
                <h2 class="small">{title}</h2>
                <p>{text}</p>
            </div>
            <div class="stack">{children()}</div>
        </section>
    }
}

fn profile_section(user: User, action: FormAction<UpdateProfile>) -> impl IntoView {
    let error = action_error(action);
    view! {
        <Section title=t::accounts::profile() text=t::accounts::profile_text()>
            <FormProblem error/>
            <PostForm action attr:class="stack">
                <Field
                    label=t::accounts::full_name()
                    name="name"
                    autocomplete="name"
                    required=true
                    value=user.name
                    error=field_error(error, "name")
                />
                <Field
                    label=t::accounts::email()
                    name="email"
                    id="account-email"
                    kind="email"
                    value=user.email
                    disabled=true
                    hint=t::accounts::email_fixed()
                />
                <div class="form-actions">
                    <Button submit=true busy=action.pending()>
                        {t::accounts::save_profile()}
                    </Button>
                </div>
            </PostForm>
        </Section>
    }
}

fn password_section(action: FormAction<ChangePassword>) -> impl IntoView {
    let error = action_error(action);
    let changed = successes(action);
    error.shows("current_password");
    error.shows("new_password");
    let fields = move || {
        view! {
            <Field
                label=t::accounts::current_password()
                name="current_password"
                kind="password"
                autocomplete="current-password"
                required=true
                error=field_error(error, "current_password")
            />
            {new_password_field(t::accounts::new_password(), "new_password", error, false)}
        }
    };
    view! {
        <Section title=t::common::password() text=t::accounts::password_text()>
            <FormProblem error/>
            <PostForm action attr:class="stack">
                // Fresh fields after each change: nothing of the passwords stays in them.
                <For each=move || [changed.get()] key=|change| *change children=move |_| fields()/>
                <div class="form-actions">
                    <Button submit=true busy=action.pending()>
                        {t::accounts::change_password()}
                    </Button>
                </div>
            </PostForm>
        </Section>
    }
}
