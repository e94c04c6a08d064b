use super::{
    project_path,
    rpc::{DeleteProject, UpdateProject, list_project_keys, read_project},
};
use crate::{
    api_keys::{key_name, key_status},
    frame::{Address, OrgPage, encode, use_slug},
    ui::*,
};
use contract::{ApiError, Page, Permission, api_keys::ApiKey, organizations::OrganizationContext, projects::Project};
use leptos::prelude::*;
use leptos_router::{
    hooks::{use_params_map, use_query_map},
    params::ParamsMap,
};

/// `/o/:slug/projects/:project`: one project, its keys, and how to rename and delete it.
#[component]
pub(crate) fn ProjectPage() -> impl IntoView {
    let (slug, params, query) = (use_slug(), use_params_map(), use_query_map());
    let name = Memo::new(move |_| params.read().get("project").unwrap_or_default());
    let update = ServerAction::<UpdateProject>::new();
    let delete = ServerAction::<DeleteProject>::new();
    toast_success(update, |project| format!("Project {} saved", project.name));
    toast_success(delete, |_| "Project deleted".to_owned());
    // After a new name the address changes, and the old one is not read again.
    let saved = Memo::new(move |before: Option<&usize>| match update.value().get() {
        Some(Ok(project)) if project.name == name.get() => update.version().get(),
        _ => before.copied().unwrap_or_default(),
    });
    let project =
        Resource::new(move || (slug.get(), name.get(), saved.get()), |(org, project, _)| read_project(org, project));
    let keys = Resource::new(move || (slug.get(), name.get()), |(org, project)| list_project_keys(org, project));
    let crumbs = Signal::derive(move || {
        vec![Crumb::link("Projects", format!("/o/{}/projects", slug.get())), Crumb::here(name.get())]
    });
    let view = move |org: OrganizationContext| {
        let org = StoredValue::new(org);
        view! {
            <Transition fallback=|| view! { <SkeletonRows label="Loading the project"/> }>
                {move || {
                    let query = query.get();
                    Suspend::new(async move {
                        match project.await {
                            Ok(project) => page(&org.get_value(), &query, &project, keys.await, update, delete),
                            Err(error) => view! { <PageHead title=name.get_untracked()/> <PageProblem error/> }.into_any(),
                        }
                    })
                }}
            </Transition>
        }
        .into_any()
    };
    view! { <OrgPage crumbs view/> }
}

fn page(
    org: &OrganizationContext,
    query: &ParamsMap,
    project: &Project,
    keys: Result<Page<ApiKey>, ApiError>,
    update: ServerAction<UpdateProject>,
    delete: ServerAction<DeleteProject>,
) -> AnyView {
    let (slug, may) = (org.organization.slug.as_str(), |permission| org.permissions.contains(permission));
    let here = Address::new(project_path(slug, &project.name), query);
    let back = here.without(&["edit", "delete"]);
    let edit = may(Permission::ProjectsUpdate).then(|| {
        view! {
            <LinkButton href=back.with("edit", "1").href() icon="pencil">
                "Edit"
            </LinkButton>
        }
    });
    let new_key = may(Permission::ApiKeysCreate).then(|| {
        let href = format!("/o/{slug}/keys/new?project={}", encode(&project.name));
        view! {
            <LinkButton href variant=Variant::Primary icon="plus">
                "Create key"
            </LinkButton>
        }
    });
    let editing = (may(Permission::ProjectsUpdate) && query.get("edit").is_some())
        .then(|| edit_dialog(slug, project, back.href(), update));
    let deleting = (may(Permission::ProjectsDelete) && !project.is_default && query.get("delete").is_some())
        .then(|| delete_dialog(slug, project, back.href(), delete));
    let head = view! {
        <PageHead title=project.name.clone() text=project.description.clone()>
            {edit}
            {new_key}
        </PageHead>
    };
    view! {
        {head}
        <div class="aside-grid">
            <div class="stack" data-gap="wide">
                {may(Permission::ApiKeysList).then(|| keys_card(slug, project, keys))}
                {danger(project, &back, may(Permission::ProjectsDelete))}
            </div>
            {about(project)}
        </div>
        {editing}
        {deleting}
    }
    .into_any()
}

fn about(project: &Project) -> impl IntoView + use<> {
    let (id, created, default) = (project.id.to_string(), project.created_at, project.is_default);
    let (environments, blueprints) = (project.environment_count, project.blueprint_count);
    view! {
        <Card title="About">
            <Facts>
                <Fact name="ID">
                    <Id value=id/>
                </Fact>
                <Fact name="Created">
                    <Time at=created date=true/>
                    {default.then_some(" with the organization")}
                </Fact>
                <Fact name="Environments">{environments}</Fact>
                <Fact name="Blueprints">{blueprints}</Fact>
            </Facts>
        </Card>
    }
}

fn keys_card(slug: &str, project: &Project, keys: Result<Page<ApiKey>, ApiError>) -> AnyView {
    let all = format!("/o/{slug}/keys?project={}", encode(&project.name));
    let body = match keys {
        Err(error) => view! { <Problem error/> }.into_any(),
        Ok(keys) if keys.data.is_empty() => view! {
            <Empty plain=true title="No keys yet" text="A key of this project can do nothing outside it."/>
        }
        .into_any(),
        Ok(keys) => keys
            .data
            .into_iter()
            .map(|key| {
                let used = match key.last_used_at {
                    Some(at) => view! { <Time at/> }.into_any(),
                    None => "Never used".into_any(),
                };
                view! {
                    <Row>
                        {key_name(&key)}
                        {key_status(&key)}
                        <span class="small muted">{used}</span>
                    </Row>
                }
            })
            .collect_view()
            .into_any(),
    };
    view! {
        <Card
            title="API keys"
            flush=true
            actions=move || {
                view! {
                    <a class="link" href=all>
                        "All with actions"
                    </a>
                }
            }
        >
            {body}
        </Card>
    }
    .into_any()
}

fn danger(project: &Project, back: &Address, may_delete: bool) -> impl IntoView + use<> {
    let words = if project.is_default {
        "It came with the organization and stays as long as the organization does."
    } else if !may_delete {
        "You need projects.delete for it."
    } else if project.environment_count + project.blueprint_count > 0 {
        "Refused while something runs there, unless you force it. Its keys stop working."
    } else {
        "Its keys stop working at once."
    };
    let button = if may_delete && !project.is_default {
        view! {
            <LinkButton href=back.with("delete", "1").href() variant=Variant::DangerQuiet>
                "Delete project"
            </LinkButton>
        }
        .into_any()
    } else {
        view! {
            <Button variant=Variant::DangerQuiet disabled=true>
                "Delete project"
            </Button>
        }
        .into_any()
    };
    view! {
        <section class="card" data-tone="danger" aria-labelledby="delete-this">
            <Row>
                <div>
                    <h2 id="delete-this" class="small">
                        "Delete this project"
                    </h2>
                    <p>{words}</p>
                </div>
                {button}
            </Row>
        </section>
    }
}

fn edit_dialog(
    slug: &str,
    project: &Project,
    back: String,
    update: ServerAction<UpdateProject>,
) -> impl IntoView + use<> {
    let org = slug.to_owned();
    let Project { id, name, description, .. } = project.clone();
    view! {
        <FormDialog
            id="edit-project"
            title=format!("Edit {name}")
            text="Links to the old name stop working. Keys and resources stay."
            back
            action=update
            button="Save project"
            let:error
        >
                <input type="hidden" name="org" value=org/>
                <input type="hidden" name="project" value=id.to_string()/>
                <Field
                    label="Name"
                    name="name"
                    id="edit-name"
                    value=name
                    required=true
                    autofocus=true
                    maxlength=64
                    autocomplete="off"
                    error=field_error(error, "name")
                />
                <TextArea
                    label="Description"
                    name="description"
                    id="edit-description"
                    value=description
                    optional=true
                    maxlength=300
                    error=field_error(error, "description")
                />
        </FormDialog>
    }
}

fn delete_dialog(
    slug: &str,
    project: &Project,
    back: String,
    delete: ServerAction<DeleteProject>,
) -> impl IntoView + use<> {
    let (org, name) = (slug.to_owned(), project.name.clone());
    let running = project.environment_count + project.blueprint_count;
    let lost = [
        ("server", number(project.environment_count, "environment", "environments")),
        ("layers", number(project.blueprint_count, "blueprint", "blueprints")),
        ("key-round", number(project.key_count, "key, which stops working", "keys, which stop working")),
    ];
    let lost = lost.map(|(icon, words)| {
        view! {
            <li>
                <Icon name=icon/>
                <span>{words}</span>
            </li>
        }
    });
    let force = (running > 0).then(|| {
        view! {
            <Alert tone=Tone::Danger title="Something still runs there">
                "A project with active resources is not deleted unless you force it."
            </Alert>
            <Checkbox name="force" hint="Guildhall forgets them. What runs on your side you stop yourself.">
                "Delete anyway"
            </Checkbox>
        }
    });
    view! {
        <FormDialog
            id="delete-project"
            title=format!("Delete {name}?")
            text="This cannot be undone."
            danger=true
            back
            action=delete
            button="Delete project"
            let:error
        >
                <input type="hidden" name="org" value=org/>
                <input type="hidden" name="project" value=name.clone()/>
                <ul class="effect">{lost.into_iter().collect_view()}</ul>
                {force}
                <Field
                    label=format!("Type {name} to confirm")
                    name="confirm"
                    id="delete-confirm"
                    required=true
                    mono=true
                    autocomplete="off"
                    error=field_error(error, "confirm")
                />
        </FormDialog>
    }
}

fn number(count: i64, one: &str, many: &str) -> String {
    match count {
        0 => format!("No {}", many.split(',').next().unwrap_or(many)),
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    }
}
