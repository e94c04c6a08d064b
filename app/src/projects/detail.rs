use super::{
    parts::{access, keys_card, resources},
    project_path,
    rpc::{DeleteProject, UpdateProject, list_project_access, list_project_keys, list_project_resources, read_project},
};
use crate::remote::{FormAction, Remote};
use crate::{
    frame::{Address, OrgPage, encode, use_slug},
    messages as t,
    ui::*,
};
use contract::{
    ApiError, Page, Permission,
    api_keys::ApiKey,
    organizations::OrganizationContext,
    projects::{Project, Resource as Running, ResourceKind},
    roles::Role,
};
use leptos::prelude::*;
use leptos_router::{
    hooks::{use_location, use_params_map},
    params::ParamsMap,
};

/// What one project shows besides itself.
struct Around {
    keys: Result<Page<ApiKey>, ApiError>,
    resources: Vec<Running>,
    roles: Option<Vec<Role>>,
}

/// `/o/:slug/projects/:project`: one project with what runs in it, its keys and who may do what, and how to rename and delete it.
#[component]
pub(crate) fn ProjectPage() -> impl IntoView {
    let (slug, params, query) = (use_slug(), use_params_map(), use_location().query);
    let name = Memo::new(move |_| params.read().get("project").unwrap_or_default());
    let update = FormAction::<UpdateProject>::new();
    let delete = FormAction::<DeleteProject>::new();
    toast_success(update, |project| t::projects::saved(&project.name));
    toast_success(delete, |_| t::projects::deleted().to_owned());
    // After a new name the address changes, and the old one is not read again.
    let saved = Memo::new(move |before: Option<&usize>| match update.value().get() {
        Some(Ok(project)) if project.name == name.get() => update.version().get(),
        _ => before.copied().unwrap_or_default(),
    });
    let project =
        Remote::new(move || (slug.get(), name.get(), saved.get()), |(org, project, _)| read_project(org, project));
    let keys = Remote::new(move || (slug.get(), name.get()), |(org, project)| list_project_keys(org, project));
    let running = Remote::new(move || (slug.get(), name.get()), |(org, project)| list_project_resources(org, project));
    let roles = Remote::new(move || slug.get(), list_project_access);
    let crumbs = Signal::derive(move || {
        vec![Crumb::link(t::projects::title(), format!("/o/{}/projects", slug.get())), Crumb::here(name.get())]
    });
    let view = move |org: OrganizationContext| {
        let org = StoredValue::new(org);
        view! {
            <Transition fallback=|| view! { <SkeletonRows label=t::projects::loading()/> }>
                {move || {
                    let query = query.get();
                    Suspend::new(async move {
                        match project.await {
                            Ok(project) => {
                                let around = Around {
                                    keys: keys.await,
                                    resources: running.await.unwrap_or_default(),
                                    // Who may not see roles sees the rest.
                                    roles: roles.await.ok(),
                                };
                                page(&org.get_value(), &query, &project, around, update, delete)
                            }
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
    around: Around,
    update: FormAction<UpdateProject>,
    delete: FormAction<DeleteProject>,
) -> AnyView {
    let Around { keys, resources: running, roles } = around;
    let (slug, may) = (org.organization.slug.as_str(), |permission| org.permissions.contains(permission));
    let here = Address::new(project_path(slug, &project.name), query);
    let back = here.without(&["edit", "delete"]);
    let edit = may(Permission::ProjectsUpdate).then(|| {
        view! {
            <LinkButton href=back.with("edit", "1").href() icon="pencil">
                {t::projects::edit()}
            </LinkButton>
        }
    });
    let new_key = may(Permission::ApiKeysCreate).then(|| {
        let href = format!("/o/{slug}/keys/new?project={}", encode(&project.name));
        view! {
            <LinkButton href variant=Variant::Primary icon="plus">
                {t::projects::create_key()}
            </LinkButton>
        }
    });
    let editing = (may(Permission::ProjectsUpdate) && query.get("edit").is_some())
        .then(|| edit_dialog(slug, project, back.href(), update));
    let deleting = (may(Permission::ProjectsDelete) && !project.is_default && query.get("delete").is_some())
        .then(|| delete_dialog(slug, project, &running, back.href(), delete));
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
                {resources(ResourceKind::Environment, project.environment_count, &running)}
                {resources(ResourceKind::Blueprint, project.blueprint_count, &running)}
                {may(Permission::ApiKeysList).then(|| keys_card(slug, project, keys))}
                {roles.map(|roles| access(slug, roles, may(Permission::UsersRead)))}
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
        <Card title=t::projects::about()>
            <Facts>
                <Fact name=t::projects::id()>
                    <Id value=id/>
                </Fact>
                <Fact name=t::common::created()>
                    <Time at=created date=true/>
                    {default.then(|| format!(" {}", t::projects::with_organization()))}
                </Fact>
                <Fact name=t::projects::environments()>{environments}</Fact>
                <Fact name=t::projects::blueprints()>{blueprints}</Fact>
            </Facts>
        </Card>
    }
}

fn danger(project: &Project, back: &Address, may_delete: bool) -> impl IntoView + use<> {
    let words = if project.is_default {
        t::projects::danger_default()
    } else if !may_delete {
        t::projects::danger_denied()
    } else if project.environment_count + project.blueprint_count > 0 {
        t::projects::danger_running()
    } else {
        t::projects::danger_keys()
    };
    let button = if may_delete && !project.is_default {
        view! {
            <LinkButton href=back.with("delete", "1").href() variant=Variant::DangerQuiet>
                {t::projects::delete()}
            </LinkButton>
        }
        .into_any()
    } else {
        view! {
            <Button variant=Variant::DangerQuiet disabled=true>
                {t::projects::delete()}
            </Button>
        }
        .into_any()
    };
    view! {
        <section class="card" data-tone="danger" aria-labelledby="delete-this">
            <Row>
                <div>
                    <h2 id="delete-this" class="small">
                        {t::projects::danger_title()}
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
    update: FormAction<UpdateProject>,
) -> impl IntoView + use<> {
    let org = slug.to_owned();
    let Project { id, name, description, .. } = project.clone();
    view! {
        <FormDialog
            id="edit-project"
            title=t::projects::edit_title(&name)
            text=t::projects::edit_text()
            back
            action=update
            button=t::projects::save()
            let:error
        >
                <input type="hidden" name="org" value=org/>
                <input type="hidden" name="project" value=id.to_string()/>
                <Field
                    label=t::common::name()
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
                    label=t::projects::description()
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

/// How many resources of a kind the question before deleting names.
const NAMED: usize = 10;

fn delete_dialog(
    slug: &str,
    project: &Project,
    running: &[Running],
    back: String,
    delete: FormAction<DeleteProject>,
) -> impl IntoView + use<> {
    let (org, name) = (slug.to_owned(), project.name.clone());
    let active = project.environment_count + project.blueprint_count;
    let named = |kind: ResourceKind, words: String| {
        let names: Vec<_> = running.iter().filter(|one| one.kind == kind).map(|one| one.name.as_str()).collect();
        let shown = names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        match names.len() {
            0 => words,
            count if count > NAMED => format!("{words}: {shown} …"),
            _ => format!("{words}: {shown}"),
        }
    };
    let environments = t::projects::lost_environments(project.environment_count);
    let blueprints = t::projects::lost_blueprints(project.blueprint_count);
    let lost = [
        ("server", named(ResourceKind::Environment, environments)),
        ("layers", named(ResourceKind::Blueprint, blueprints)),
        ("key-round", t::projects::lost_keys(project.key_count)),
    ];
    let lost = lost.map(|(icon, words)| {
        view! {
            <li>
                <Icon name=icon/>
                <span>{words}</span>
            </li>
        }
    });
    let force = (active > 0).then(|| {
        view! {
            <Alert tone=Tone::Danger title=t::projects::running_title()>
                {t::projects::running()}
            </Alert>
            <Checkbox name="force" hint=t::projects::force_hint()>
                {t::projects::force()}
            </Checkbox>
        }
    });
    view! {
        <FormDialog
            id="delete-project"
            title=t::projects::delete_title(&name)
            text=t::projects::delete_text()
            danger=true
            back
            action=delete
            button=t::projects::delete()
            let:error
        >
                <input type="hidden" name="org" value=org/>
                <input type="hidden" name="project" value=name.clone()/>
                <ul class="effect">{lost.into_iter().collect_view()}</ul>
                {force}
                <Field
                    label=t::projects::confirm(&name)
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
