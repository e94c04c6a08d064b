use crate::ui::{Card, Icon, LinkButton, Size, Variant};
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
            title: "Invite people",
            text: "A second owner can let you back in if you lose access.",
            path: "/invitations?invite=1",
            action: "Invite people",
            needs: Permission::UsersInvite,
        },
        Step {
            done: counters.projects > 1,
            title: "Make a project",
            text: "Projects keep keys and resources apart. One named “default” is there already.",
            path: "/projects",
            action: "Create project",
            needs: Permission::ProjectsCreate,
        },
        Step {
            done: keys,
            title: "Connect your first service",
            text: "Create an API key and send one request.",
            path: "/keys/new",
            action: "Create API key",
            needs: Permission::ApiKeysCreate,
        },
    ];
    let may = |step: &Step| org.permissions.contains(step.needs);
    if (people && keys) || !steps.iter().any(may) {
        return ().into_any();
    }
    let progress = format!("{} of {} done", steps.iter().filter(|step| step.done).count(), steps.len());
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
                    <span class="visually-hidden">"Done"</span>
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
            title="Set up your organization"
            flush=true
            actions=move || view! { <span class="small muted">{progress}</span> }
        >
            <ol class="checklist">{items}</ol>
        </Card>
    }
    .into_any()
}
