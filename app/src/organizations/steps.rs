use crate::{
    messages as t,
    ui::{Card, Icon, LinkButton, Size, Variant},
};
use contract::{
    Permission,
    organizations::{Dashboard, OrganizationContext},
};
use leptos::prelude::*;

/// One step of a new organization.
struct Step {
    done: bool,
    title: &'static str,
    text: &'static str,
    path: &'static str,
    action: &'static str,
    needs: Permission,
}

/// What a new organization does first. Gone once it has a second member and a key, and for those who may do none of it.
#[component]
pub(super) fn FirstSteps(org: OrganizationContext, counters: Dashboard) -> impl IntoView {
    let (people, keys) = (counters.total_users > 1, counters.active_keys > 0);
    let steps = [
        Step {
            done: people || counters.pending_invitations > 0,
            title: t::overview::invite(),
            text: t::overview::invite_text(),
            path: "/invitations?invite=1",
            action: t::overview::invite(),
            needs: Permission::UsersInvite,
        },
        Step {
            done: counters.projects > 1,
            title: t::overview::project_step(),
            text: t::overview::project_text(),
            path: "/projects",
            action: t::overview::create_project(),
            needs: Permission::ProjectsCreate,
        },
        Step {
            done: keys,
            title: t::overview::key_step(),
            text: t::overview::key_text(),
            path: "/keys/new",
            action: t::overview::create_key(),
            needs: Permission::ApiKeysCreate,
        },
    ];
    let may = |step: &Step| org.permissions.contains(step.needs);
    if (people && keys) || !steps.iter().any(may) {
        return ().into_any();
    }
    let progress = t::overview::steps_done(steps.iter().filter(|step| step.done).count(), steps.len());
    let next = steps.iter().position(|step| !step.done && may(step));
    let base = format!("/o/{}", org.organization.slug);
    let items: Vec<_> = steps
        .into_iter()
        .enumerate()
        .map(|(place, step)| {
            let is_next = next == Some(place);
            let tick = if step.done {
                view! {
                    <Icon name="check"/>
                    <span class="visually-hidden">{t::overview::done()}</span>
                }
                .into_any()
            } else {
                (place + 1).to_string().into_any()
            };
            let button = (!step.done && may(&step)).then(|| {
                let variant = if is_next { Variant::Primary } else { Variant::Plain };
                let href = format!("{base}{}", step.path);
                view! {
                    <LinkButton href variant size=Size::Small>
                        {step.action}
                    </LinkButton>
                }
            });
            view! {
                <li data-done=step.done data-next=is_next>
                    <span class="tick">{tick}</span>
                    <div>
                        <h3>{step.title}</h3>
                        {(!step.done).then(|| view! { <p>{step.text}</p> })}
                    </div>
                    {button}
                </li>
            }
        })
        .collect();
    view! {
        <Card
            title=t::overview::steps()
            flush=true
            actions=move || view! { <span class="small muted">{progress}</span> }
        >
            <ol class="checklist">{items}</ol>
        </Card>
    }
    .into_any()
}
