use super::{
    account_rpc::{
        ChangePassword, CreateToken, RevokeOtherSessions, RevokeSession, RevokeToken, UpdateProfile, read_ways,
        take_new_token,
    },
    ways,
};
use crate::accounts::fields::new_password_field;
use crate::{
    frame::PersonalPage,
    theme::Theme,
    ui::{
        Alert, Button, ChoiceCard, Crumb, Field, FormProblem, LinkButton, PageHead, PageProblem, PostForm, Size,
        SkeletonRows, Tone, action_error, field_error, successes, toast_success,
    },
};
use contract::accounts::{Me, User};
use leptos::prelude::*;

/// `/account`: name, appearance, password, sessions and personal tokens.
#[component]
pub(crate) fn AccountPage() -> impl IntoView {
    let profile = ServerAction::<UpdateProfile>::new();
    let password = ServerAction::<ChangePassword>::new();
    let actions = ways::Actions {
        revoke_session: ServerAction::<RevokeSession>::new(),
        revoke_others: ServerAction::<RevokeOtherSessions>::new(),
        create_token: ServerAction::<CreateToken>::new(),
        revoke_token: ServerAction::<RevokeToken>::new(),
    };
    toast_success(profile, |()| "Profile saved".to_owned());
    toast_success(password, |()| "Password changed".to_owned());
    actions.say_what_was_done();
    let (changed, changes) = (successes(password), actions.changes());
    let list = Resource::new_blocking(move || (changed.get(), changes.get()), |_| read_ways());
    let made = successes(actions.create_token);
    let secret = Resource::new_blocking(move || made.get(), |_| take_new_token());
    let content = move |me: Me| {
        view! {
            <PageHead title="Account" text="Yours alone, across all organizations."/>
            {(!me.user.email_verified).then(unproved)}
            {profile_section(me.user, profile)}
            <AppearanceSection/>
            {password_section(password)}
            <Transition fallback=|| view! { <SkeletonRows label="Loading sessions and tokens" rows=3/> }>
                {move || Suspend::new(async move {
                    let secret = secret.await.ok().flatten().map(ways::new_token);
                    match list.await {
                        Ok(ways) => ways::sections(ways, secret.map(IntoAny::into_any), actions).into_any(),
                        Err(error) => view! { {secret} <PageProblem error/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    };
    view! { <PersonalPage crumbs=vec![Crumb::here("Account")] view=content/> }
}

fn unproved() -> impl IntoView {
    view! {
        <Alert
            tone=Tone::Warning
            title="Your address is not confirmed yet"
            actions=|| {
                view! {
                    <LinkButton href="/verify" size=Size::Small>
                        "Confirm address"
                    </LinkButton>
                }
            }
        >
            "Invitations to it show once it is."
        </Alert>
    }
}

/// One row of the page: words left, controls right.
#[component]
pub(super) fn Section(
    /// Words of the heading.
    title: &'static str,
    /// What stands below it.
    #[prop(into)]
    text: ViewFnOnce,
    /// The controls.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="split" aria-label=title>
            <div>
                <h2 class="small">{title}</h2>
                <p>{text.run()}</p>
            </div>
            <div class="stack">{children()}</div>
        </section>
    }
}

fn profile_section(user: User, action: ServerAction<UpdateProfile>) -> impl IntoView {
    let error = action_error(action);
    view! {
        <Section title="Profile" text=|| "How others see you.">
            <FormProblem error/>
            <PostForm action attr:class="stack">
                <Field
                    label="Full name"
                    name="name"
                    autocomplete="name"
                    required=true
                    value=user.name
                    error=field_error(error, "name")
                />
                <Field
                    label="Email"
                    name="email"
                    id="account-email"
                    kind="email"
                    value=user.email
                    disabled=true
                    hint="You sign in with it. It cannot be changed here."
                />
                <div class="form-actions">
                    <Button submit=true busy=action.pending()>
                        "Save profile"
                    </Button>
                </div>
            </PostForm>
        </Section>
    }
}

/// Light, dark or the system's colours. Without scripts a button sends the choice.
#[component]
fn AppearanceSection() -> impl IntoView {
    let now = use_context::<Theme>().unwrap_or_else(Theme::of_document);
    let card = move |theme: Theme, label: &'static str| {
        view! { <ChoiceCard name="theme" value=theme.as_str() label checked=now == theme/> }
    };
    view! {
        <Section title="Appearance" text=|| "Kept on this device.">
            <form
                class="stack"
                method="post"
                action="/theme"
                on:change=|event| Theme::parse(&event_target_value(&event)).apply()
            >
                <fieldset class="grid" data-min="small">
                    <legend class="visually-hidden">"Theme"</legend>
                    {card(Theme::System, "Same as system")}
                    {card(Theme::Light, "Light")}
                    {card(Theme::Dark, "Dark")}
                </fieldset>
                <div class="form-actions unscripted">
                    <Button submit=true>"Save appearance"</Button>
                </div>
            </form>
        </Section>
    }
}

fn password_section(action: ServerAction<ChangePassword>) -> impl IntoView {
    let error = action_error(action);
    let changed = successes(action);
    error.shows("current_password");
    error.shows("new_password");
    let fields = move || {
        view! {
            <Field
                label="Current password"
                name="current_password"
                kind="password"
                autocomplete="current-password"
                required=true
                error=field_error(error, "current_password")
            />
            {new_password_field("New password", "new_password", error, false)}
        }
    };
    view! {
        <Section title="Password" text=|| "Changing it signs out every other device.">
            <FormProblem error/>
            <PostForm action attr:class="stack">
                // Fresh fields after each change: nothing of the passwords stays in them.
                <For each=move || [changed.get()] key=|change| *change children=move |_| fields()/>
                <div class="form-actions">
                    <Button submit=true busy=action.pending()>
                        "Change password"
                    </Button>
                </div>
            </PostForm>
        </Section>
    }
}
