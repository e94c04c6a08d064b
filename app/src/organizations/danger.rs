use super::settings_rpc::{DeleteOrganization, LeaveOrganization, preview_deletion, restore_organization};
use crate::remote::FormAction;
use crate::{
    messages as t,
    ui::{
        Alert, Button, Card, Checkbox, Field, FormDialog, LinkButton, ReadDialog, Row, Toaster, Tone, Variant,
        field_error, toast_success,
    },
};
use contract::{
    ApiError, Permission,
    organizations::{OrganizationContext, OrganizationDeletion},
    permissions::OWNER,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_query_map;

/// Handing over, leaving and deleting, and the dialogs that say what is lost.
#[component]
pub(super) fn DangerZone(
    org: OrganizationContext,
    leave: FormAction<LeaveOrganization>,
    delete: FormAction<DeleteOrganization>,
) -> impl IntoView {
    let query = use_query_map();
    tell(&org, leave, delete);
    let path = format!("/o/{}/settings", org.organization.slug);
    let member = org.role != "super_admin";
    let may_delete = org.permissions.contains(Permission::OrganizationDelete);
    let leaving = Memo::new(move |_| member && query.read().get_str("leave").is_some());
    let deleting = Memo::new(move |_| may_delete && query.read().get_str("delete").is_some());
    let hand_over = (org.role == OWNER).then(|| {
        let href = format!("/o/{}/members?status=active", org.organization.slug);
        view! {
            <Row>
                <div>
                    <h2 class="small">{t::settings::hand_over()}</h2>
                    <p>{t::settings::hand_over_text()}</p>
                </div>
                <LinkButton href>{t::settings::choose_member()}</LinkButton>
            </Row>
        }
    });
    let leave_row = member.then(|| {
        let href = format!("{path}?leave=1");
        view! {
            <Row>
                <div>
                    <h2 class="small">{t::settings::leave()}</h2>
                    <p>{t::settings::leave_text()}</p>
                </div>
                <LinkButton href variant=Variant::DangerQuiet attr:data-noscroll="">
                    {t::settings::leave_button()}
                </LinkButton>
            </Row>
        }
    });
    let button = if may_delete {
        let href = format!("{path}?delete=1");
        view! {
            <LinkButton href variant=Variant::Danger attr:data-noscroll="">
                {t::settings::delete()}
            </LinkButton>
        }
        .into_any()
    } else {
        view! { <Button variant=Variant::Danger disabled=true>{t::settings::delete()}</Button> }.into_any()
    };
    let words = if may_delete { t::settings::delete_text() } else { t::settings::delete_denied() };
    let (slug, back) = (org.organization.slug.clone(), path.clone());
    let (read_slug, delete_slug, name) = (slug.clone(), slug.clone(), org.organization.name.clone());
    view! {
        <Card danger=true flush=true>
            {hand_over}
            {leave_row}
            <Row>
                <div>
                    <h2 class="small">{t::settings::delete()}</h2>
                    <p>
                        {words} " "
                        <a class="link" href="/recycle-bin">
                            {t::settings::bin()}
                        </a>
                    </p>
                </div>
                {button}
            </Row>
        </Card>
        {move || {
            leaving
                .get()
                .then(|| leave_dialog(slug.clone(), org.organization.name.clone(), back.clone(), leave))
        }}
        <ReadDialog
            of=Signal::derive(move || deleting.get().then_some(()))
            read=move |()| preview_deletion(read_slug.clone())
            back=Signal::stored(path)
            view=move |deletion, back| delete_dialog(delete_slug.clone(), &name, deletion, back, delete).into_any()
        />
    }
}

/// Says what was done on the page that comes next, and offers the way back from deleting.
fn tell(org: &OrganizationContext, leave: FormAction<LeaveOrganization>, delete: FormAction<DeleteOrganization>) {
    let (toaster, name) = (Toaster::get(), org.organization.name.clone());
    let (left, id) = (t::settings::was_left(&name), org.organization.id.to_string());
    toast_success(leave, move |()| left.clone());
    delete.on_success(move |_| {
        let id = id.clone();
        toaster.undoable(t::settings::was_deleted(&name), move || {
            let id = id.clone();
            spawn_local(async move {
                if let Err(error) = restore_organization(id).await {
                    toaster.failure(t::detail(&error));
                }
            });
        });
    });
}

fn leave_dialog(slug: String, name: String, back: String, action: FormAction<LeaveOrganization>) -> impl IntoView {
    view! {
        <FormDialog
            id="leave"
            title=t::settings::leave_title(&name)
            danger=true
            back
            action
            button=t::settings::leave()
            let:_error
        >
            <input type="hidden" name="org" value=slug/>
            <p>{t::settings::leave_loss()}</p>
        </FormDialog>
    }
}

fn delete_dialog(
    slug: String,
    name: &str,
    deletion: OrganizationDeletion,
    back: String,
    action: FormAction<DeleteOrganization>,
) -> impl IntoView + use<> {
    let label = t::settings::confirm(&slug);
    let title = t::settings::delete_title(name);
    let running = deletion.active_resources.clone();
    let active = !running.is_empty();
    view! {
        <FormDialog id="delete-org" title danger=true back action button=t::settings::delete() let:error>
            <input type="hidden" name="org" value=slug/>
            <p>{loss(&deletion)}</p>
            {(!running.is_empty())
                .then(|| {
                    view! {
                        <Alert tone=Tone::Warning title=t::settings::running()>
                            {running.join("; ")}
                        </Alert>
                    }
                })}
            {move || {
                (active || matches!(error.get(), Some(ApiError::ActiveResources { .. })))
                    .then(|| {
                        view! {
                            <Checkbox name="force" hint=t::settings::force_hint()>
                                {t::settings::force()}
                            </Checkbox>
                        }
                    })
            }}
            <Field label name="confirm" mono=true autocomplete="off" required=true error=field_error(error, "confirm")/>
        </FormDialog>
    }
}

/// What is lost, in numbers.
fn loss(deletion: &OrganizationDeletion) -> String {
    let sentence = |count: i64, words: fn(i64) -> String| (count > 0).then(|| words(count));
    let counted = [
        sentence(deletion.members, t::settings::loss_members),
        sentence(deletion.keys, t::settings::loss_keys),
        sentence(deletion.projects, t::settings::loss_projects),
    ];
    let all = counted.into_iter().flatten().chain([t::settings::loss_restore().to_owned()]);
    all.collect::<Vec<_>>().join(" ")
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
            "1,048 members lose access at once. 1 project goes with it. For 30 days it can be restored."
        );
    }

    #[test]
    fn nothing_is_deleted_without_its_name() {
        assert!(confirmed(" harbor ", "harbor").is_ok());
        assert!(confirmed("Harbor", "harbor").is_err());
    }
}
