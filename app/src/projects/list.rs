use super::{
    project_path,
    rpc::{CreateProject, list_projects},
};
use crate::{
    frame::{Address, OrgPage, use_slug},
    ui::*,
};
use contract::{ApiError, Page, Permission, PermissionSet, organizations::OrganizationContext, projects::Project};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

/// `/o/:slug/projects`: the projects of an organization, with search and create.
#[component]
pub(crate) fn ProjectsPage() -> impl IntoView {
    let slug = use_slug();
    let query = use_query_map();
    let create = ServerAction::<CreateProject>::new();
    toast_success(create, |project| format!("Project {} created", project.name));
    let wanted = Memo::new(move |_| {
        let query = query.read();
        (slug.get(), query.get("q"), query.get("cursor"))
    });
    let projects = Resource::new(move || wanted.get(), |(org, q, cursor)| list_projects(org, q, cursor));
    let view = move |org: OrganizationContext| {
        let org = StoredValue::new(org);
        view! {
            <Transition fallback=|| view! { <SkeletonRows label="Loading projects"/> }>
                {move || {
                    let query = query.get();
                    Suspend::new(async move { page(&org.get_value(), &query, projects.await, create) })
                }}
            </Transition>
        }
        .into_any()
    };
    view! { <OrgPage crumbs=vec![Crumb::here("Projects")] view/> }
}

fn page(
    org: &OrganizationContext,
    query: &ParamsMap,
    projects: Result<Page<Project>, ApiError>,
    create: ServerAction<CreateProject>,
) -> AnyView {
    let slug = org.organization.slug.clone();
    let here = Address::new(format!("/o/{slug}/projects"), query);
    let may_create = org.permissions.contains(Permission::ProjectsCreate);
    let dialog = (may_create && query.get("create").is_some())
        .then(|| create_dialog(&slug, here.without(&["create"]).href(), create));
    let button = may_create.then(|| create_button(&here));
    view! {
        <PageHead title="Projects" text="A project holds environments, blueprints and its own keys.">
            {button}
        </PageHead>
        {match projects {
            Ok(projects) => list(&slug, &here, query, projects, org.permissions).into_any(),
            Err(error) => view! { <PageProblem error/> }.into_any(),
        }}
        {dialog}
    }
    .into_any()
}

fn create_button(here: &Address) -> impl IntoView + use<> {
    view! {
        <LinkButton href=here.with("create", "1").href() variant=Variant::Primary icon="plus">
            "Create project"
        </LinkButton>
    }
}

fn list(
    slug: &str,
    here: &Address,
    query: &ParamsMap,
    projects: Page<Project>,
    rights: PermissionSet,
) -> impl IntoView + use<> {
    let search = query.get("q").filter(|text| !text.trim().is_empty());
    let (here, keys_shown) = (here.without(&["create"]), rights.contains(Permission::ApiKeysList));
    let text = counted(projects.data.len(), projects.total, "project", "projects");
    let next = projects.next_cursor.as_deref().map(|cursor| here.with("cursor", cursor).href());
    let first = query.get("cursor").map(|_| here.without(&["cursor"]).href());
    let empty = projects.data.is_empty();
    let rows: Vec<_> = projects.data.into_iter().map(|project| row(slug, project, keys_shown)).collect();
    let body = if empty {
        let clear = here.without(&["q", "cursor"]).href();
        nothing(
            search.as_deref(),
            clear,
            rights.contains(Permission::ProjectsCreate).then(|| create_button(&here).into_any()),
        )
        .into_any()
    } else {
        let head = move || {
            view! {
                <th scope="col">"Project"</th>
                <th scope="col" class="num">"Environments"</th>
                <th scope="col" class="num">"Blueprints"</th>
                {keys_shown.then(|| view! { <th scope="col" class="num">"Keys"</th> })}
                <th scope="col">"Created"</th>
            }
        };
        view! {
            <Table caption="Projects" head>{rows}</Table>
            <Pagination text next first/>
        }
        .into_any()
    };
    view! {
        <TableCard>
            <Toolbar>
                <SearchBox label="Find project" placeholder="Find by name" value=search.unwrap_or_default()/>
            </Toolbar>
            {body}
        </TableCard>
    }
}

fn row(slug: &str, project: Project, keys_shown: bool) -> impl IntoView + use<> {
    let href = project_path(slug, &project.name);
    let sub = if project.description.is_empty() { "No description".to_owned() } else { project.description };
    let note = if project.is_default { "came with the organization" } else { "" };
    view! {
        <tr>
            <td class="cell-main">
                <Person name=project.name id=project.id.to_string() sub note href square=true/>
            </td>
            <td class="num" data-label="Environments">
                <span>{project.environment_count}</span>
            </td>
            <td class="num" data-label="Blueprints">
                <span>{project.blueprint_count}</span>
            </td>
            {keys_shown
                .then(|| {
                    view! {
                        <td class="num" data-label="Keys">
                            <span>{project.key_count}</span>
                        </td>
                    }
                })}
            <td data-label="Created">
                <Time at=project.created_at date=true/>
            </td>
        </tr>
    }
}

fn nothing(search: Option<&str>, clear: String, button: Option<AnyView>) -> impl IntoView + use<> {
    match search {
        Some(words) => view! {
            <Empty plain=true title=format!("No project contains “{words}”") text="Check the spelling, or look at all of them.">
                <LinkButton href=clear>"Clear search"</LinkButton>
            </Empty>
        }
        .into_any(),
        None => view! {
            <Empty title="No projects here" text="A project keeps the environments, blueprints and keys of one piece of work together.">
                {button}
            </Empty>
        }
        .into_any(),
    }
}

fn create_dialog(slug: &str, back: String, create: ServerAction<CreateProject>) -> impl IntoView + use<> {
    let org = slug.to_owned();
    view! {
        <FormDialog
            id="create-project"
            title="Create project"
            text="Keys and resources belong to a project, so that they can be told apart and removed together."
            back
            action=create
            button="Create project"
            let:error
        >
                <input type="hidden" name="org" value=org/>
                <Field
                    label="Name"
                    name="name"
                    id="project-name"
                    required=true
                    autofocus=true
                    maxlength=64
                    autocomplete="off"
                    hint="Letters, digits, spaces and _ - . : are possible."
                    error=field_error(error, "name")
                />
                <TextArea
                    label="Description"
                    name="description"
                    id="project-description"
                    optional=true
                    maxlength=300
                    error=field_error(error, "description")
                />
        </FormDialog>
    }
}
