use super::join_rpc::{EnterCode, ForgetCode, Join, read_code};
use crate::remote::{FormAction, Remote};
use crate::{
    accounts::{
        ProblemCard,
        rpc::{SwitchAccount, Visitor},
    },
    messages as t,
    ui::{
        Avatar, AvatarSize, Button, Fact, Facts, Field, FormProblem, LinkButton, PostForm, Seal, SignButton, SignCard,
        Size, Variant, action_error, failures, field_error, toast_success,
    },
};
use contract::{ApiError, join_codes::JoinPreview};
use leptos::prelude::*;

/// The actions of the page.
#[derive(Clone, Copy)]
struct Actions {
    enter: FormAction<EnterCode>,
    forget: FormAction<ForgetCode>,
    join: FormAction<Join>,
    switch: FormAction<SwitchAccount>,
}

/// `/join`: enter a code, see what it leads to, join.
#[component]
pub(crate) fn JoinPage() -> impl IntoView {
    let actions = Actions {
        enter: FormAction::new(),
        forget: FormAction::new(),
        join: FormAction::new(),
        switch: FormAction::new(),
    };
    toast_success(actions.join, |()| t::invitations::welcome().to_owned());
    let failed = failures(actions.join);
    let seen = Remote::new(
        move || (actions.enter.version().get(), actions.forget.version().get(), failed.get()),
        |_| read_code(),
    );
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match seen.await {
                    Ok(seen) => {
                        match seen.preview {
                            Some(Ok(preview)) => offer(preview, seen.visitor, seen.shown, actions).into_any(),
                            Some(Err(error)) => enter(Some(error), seen.visitor, actions).into_any(),
                            None => enter(None, seen.visitor, actions).into_any(),
                        }
                    }
                    Err(error) => {
                        view! {
                            <ProblemCard title=t::join_codes::join_title() error/>
                        }
                            .into_any()
                    }
                }
            })}
        </Transition>
    }
}

/// What is wrong with the code, in words for its field.
pub(crate) fn code_error(error: &ApiError) -> String {
    match error {
        ApiError::NotFound { .. } => t::join_codes::unknown().to_owned(),
        other => t::detail(other),
    }
}

fn enter(problem: Option<ApiError>, visitor: Visitor, actions: Actions) -> impl IntoView {
    let error = action_error(actions.enter);
    let own = field_error(error, "code");
    let problem = problem.as_ref().map(code_error);
    let shown = Signal::derive(move || own.get().or_else(|| problem.clone()));
    view! {
        <SignCard
            title=t::join_codes::join_title()
            text=t::join_codes::join_text()
            mark=|| view! { <Seal icon="ticket"/> }
        >
            <FormProblem error=action_error(actions.join)/>
            <PostForm action=actions.enter>
                <Field
                    label=t::join_codes::code_label()
                    name="code"
                    autocomplete="off"
                    required=true
                    autofocus=true
                    mono=true
                    maxlength=64
                    error=shown
                />
                <SignButton busy=actions.enter.pending()>
                    {t::join_codes::go_on()}
                </SignButton>
            </PostForm>
            {who(visitor, actions)}
        </SignCard>
    }
}

fn offer(preview: JoinPreview, visitor: Visitor, shown: String, actions: Actions) -> impl IntoView {
    let name = preview.organization.clone();
    let mark = {
        let name = name.clone();
        move || view! { <Avatar name size=AvatarSize::Large square=true/> }
    };
    let way = if visitor.user.is_some() {
        view! {
            <PostForm action=actions.join>
                <input type="hidden" name="shown" value=shown/>
                <SignButton busy=actions.join.pending()>
                    {t::join_codes::join_button()}
                </SignButton>
            </PostForm>
        }
        .into_any()
    } else {
        let sign_up = visitor.sign_up_invited.then(|| {
            view! {
                <LinkButton href="/sign-up?next=/join" variant=Variant::Primary size=Size::Large block=true>
                    {t::invitations::create_account()}
                </LinkButton>
            }
        });
        view! {
            {sign_up}
            <LinkButton href="/sign-in?next=/join" size=Size::Large block=true>
                {t::join_codes::sign_in_to_join()}
            </LinkButton>
        }
        .into_any()
    };
    view! {
        <SignCard title=t::invitations::join(&name) text=t::join_codes::code_right() mark>
            <Facts>
                <Fact name=t::common::role()>{preview.role.clone()}</Fact>
            </Facts>
            <FormProblem error=action_error(actions.join)/>
            <div class="stack" data-gap="tight">
                {way}
                <PostForm action=actions.forget>
                    <Button size=Size::Large block=true submit=true busy=actions.forget.pending()>
                        {t::join_codes::other_code()}
                    </Button>
                </PostForm>
            </div>
            {who(visitor, actions)}
        </SignCard>
    }
}

/// As whom one joins.
fn who(visitor: Visitor, actions: Actions) -> impl IntoView {
    match visitor.user {
        Some(user) => view! {
            <FormProblem error=action_error(actions.switch)/>
            <PostForm action=actions.switch>
                <input type="hidden" name="next" value="/join"/>
                <div class="cluster" data-align="between">
                    <span class="small muted">{t::join_codes::signed_in_as(&user.email)}</span>
                    <Button variant=Variant::Ghost size=Size::Small submit=true busy=actions.switch.pending()>
                        {t::invitations::switch_account()}
                    </Button>
                </div>
            </PostForm>
        }
        .into_any(),
        None => view! {
            <p class="small muted">
                {t::join_codes::have_account()}
                " "
                <a class="link" href="/sign-in?next=/join">
                    {t::common::sign_in()}
                </a>
            </p>
        }
        .into_any(),
    }
}
