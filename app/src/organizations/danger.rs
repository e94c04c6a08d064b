use super::settings_rpc::{DeleteOrganization, LeaveOrganization, preview_deletion};
use crate::ui::{
    Button, Card, Checkbox, Field, FormProblem, LinkButton, OpenDialog, PageProblem, Row, Variant, action_error,
    field_error, grouped, since_opened,
};
use contract::{
    ApiError, Permission,
    organizations::{OrganizationContext, OrganizationDeletion},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Leaving and deleting, and the dialogs that say what is lost.
#[component]
pub(super) fn DangerZone(
    org: OrganizationContext,
    leave: ServerAction<LeaveOrganization>,
    delete: ServerAction<DeleteOrganization>,
) -> impl IntoView {
    let query = use_query_map();
    let path = format!("/o/{}/settings", org.organization.slug);
    let member = org.role != "super_admin";
    let may_delete = org.permissions.contains(Permission::OrganizationDelete);
    let leaving = Memo::new(move |_| member && query.read().get_str("leave").is_some());
    let deleting = Memo::new(move |_| may_delete && query.read().get_str("delete").is_some());
    let leave_row = member.then(|| {
        let href = format!("{path}?leave=1");
        view! {
            <Row>
                <div>
                    <h2 class="small">"Leave organization"</h2>
                    <p>"Your keys and open invitations here end with your membership."</p>
                </div>
                <LinkButton href variant=Variant::DangerQuiet attr:data-noscroll="">
                    "Leave"
                </LinkButton>
            </Row>
        }
    });
    let button = if may_delete {
        let href = format!("{path}?delete=1");
        view! {
            <LinkButton href variant=Variant::Danger attr:data-noscroll="">
                "Delete organization"
            </LinkButton>
        }
        .into_any()
    } else {
        view! { <Button variant=Variant::Danger disabled=true>"Delete organization"</Button> }.into_any()
    };
    let words = if may_delete {
        "It can be restored for 30 days, then it is erased for good."
    } else {
        "Only roles with organization.delete can do this. Ask an owner."
    };
    let (slug, back) = (org.organization.slug.clone(), path.clone());
    view! {
        <Card danger=true flush=true>
            {leave_row}
            <Row>
                <div>
                    <h2 class="small">"Delete organization"</h2>
                    <p>{words}</p>
                </div>
                {button}
            </Row>
        </Card>
        {move || {
            leaving
                .get()
                .then(|| leave_dialog(slug.clone(), org.organization.name.clone(), back.clone(), leave))
        }}
        <DeleteDialog slug=org_slug(&path) open=deleting action=delete back=path/>
    }
}

fn org_slug(path: &str) -> String {
    path.trim_start_matches("/o/").trim_end_matches("/settings").to_owned()
}

fn leave_dialog(slug: String, name: String, back: String, action: ServerAction<LeaveOrganization>) -> impl IntoView {
    let error = since_opened(action, action_error(action));
    let busy = action.pending();
    let cancel = back.clone();
    view! {
        <OpenDialog
            id="leave"
            title=format!("Leave {name}?")
            danger=true
            back
            foot=move || {
                view! {
                    <LinkButton href=cancel attr:autofocus="" attr:data-noscroll="">"Cancel"</LinkButton>
                    <Button submit=true variant=Variant::Danger busy attr:form="leave-form">
                        "Leave organization"
                    </Button>
                }
            }
        >
            <ActionForm action attr:id="leave-form">
                <FormProblem error/>
                <input type="hidden" name="org" value=slug/>
                <p>"You lose access at once. Somebody has to invite you to come back."</p>
            </ActionForm>
        </OpenDialog>
    }
}

#[component]
fn DeleteDialog(
    slug: String,
    open: Memo<bool>,
    action: ServerAction<DeleteOrganization>,
    back: String,
) -> impl IntoView {
    let org = slug.clone();
    let preview = Resource::new(
        move || open.get(),
        move |open| {
            let org = org.clone();
            async move { if open { preview_deletion(org).await.map(Some) } else { Ok(None) } }
        },
    );
    view! {
        <Transition>
            {move || {
                let (slug, back) = (slug.clone(), back.clone());
                Suspend::new(async move {
                    match preview.await {
                        Ok(Some(deletion)) => delete_dialog(slug, deletion, back, action).into_any(),
                        Ok(None) => ().into_any(),
                        Err(error) => view! { <PageProblem error/> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}

fn delete_dialog(
    slug: String,
    deletion: OrganizationDeletion,
    back: String,
    action: ServerAction<DeleteOrganization>,
) -> impl IntoView {
    let error = since_opened(action, action_error(action));
    let busy = action.pending();
    let cancel = back.clone();
    let runs = move || matches!(error.get(), Some(ApiError::ActiveResources { .. }));
    let force = move || {
        runs().then(|| {
            view! {
                <Checkbox name="force" hint="What runs there is cut off.">
                    "Delete although something still runs"
                </Checkbox>
            }
        })
    };
    let label = format!("Type {slug} to confirm");
    view! {
        <OpenDialog
            id="delete-org"
            title=format!("Delete {slug}?")
            danger=true
            back
            foot=move || {
                view! {
                    <LinkButton href=cancel attr:autofocus="" attr:data-noscroll="">"Cancel"</LinkButton>
                    <Button submit=true variant=Variant::Danger busy attr:form="delete-org-form">
                        "Delete organization"
                    </Button>
                }
            }
        >
            <ActionForm action attr:id="delete-org-form">
                <FormProblem error/>
                <input type="hidden" name="org" value=slug/>
                <p>{loss(&deletion)}</p>
                {force}
                <Field label name="confirm" mono=true autocomplete="off" required=true error=field_error(error, "confirm")/>
            </ActionForm>
        </OpenDialog>
    }
}

/// What is lost, in numbers.
fn loss(deletion: &OrganizationDeletion) -> String {
    let count = |number: i64, one: &str, many: &str| match number {
        1 => format!("1 {one}"),
        number => format!("{} {many}", grouped(u64::try_from(number).unwrap_or_default())),
    };
    format!(
        "{} access at once, {} working and {} with it. For 30 days it can be restored.",
        count(deletion.members, "member loses", "members lose"),
        count(deletion.keys, "API key stops", "API keys stop"),
        count(deletion.projects, "project goes", "projects go"),
    )
}

/// Refuses a deletion whose name was not repeated.
#[cfg(any(feature = "ssr", test))]
pub(super) fn confirmed(typed: &str, slug: &str) -> Result<(), ApiError> {
    if typed.trim() == slug {
        return Ok(());
    }
    Err(ApiError::invalid("confirm", "invalid_format", format!("Type {slug} exactly. Nothing was deleted.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loss_is_said_in_numbers() {
        let deletion = OrganizationDeletion {
            members: 1_048,
            projects: 1,
            keys: 0,
            active_resources: Vec::new(),
            restorable_until: None,
        };
        assert_eq!(
            loss(&deletion),
            "1,048 members lose access at once, 0 API keys stop working and 1 project goes with it. For 30 days it can be restored."
        );
    }

    #[test]
    fn nothing_is_deleted_without_its_name() {
        assert!(confirmed(" harbor ", "harbor").is_ok());
        assert!(confirmed("Harbor", "harbor").is_err());
    }
}
