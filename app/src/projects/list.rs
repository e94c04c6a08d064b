use super::{
    project_path,
    rpc::{CreateProject, list_projects},
};
use crate::remote::{FormAction, Remote};
use crate::{
    frame::{Address, OrgPage, use_slug},
    messages::{self as t, shown_of},
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
    let create = FormAction::<CreateProject>::new();
    toast_success(create, |project| t::projects::created(&project.name));
    let wanted = Memo::new(move |_| {
        let query = query.read();
        (slug.get(), query.get("q"), query.get("cursor"))
    });
    let projects = Remote::new(move || wanted.get(), |(org, q, cursor)| list_projects(org, q, cursor));
    let view = move |org: OrganizationContext| {
        let org = StoredValue::new(org);
        view! {
            <Transition fallback=|| view! { <SkeletonRows label=t::projects::loading_list()/> }>
                {move || {
                    let query = query.get();
                    Suspend::new(async move { page(&org.get_value(), &query, projects.await, create) })
                }}
            </Transition>
        }
        .into_any()
    };
    view! { <OrgPage crumbs=vec![Crumb::here(t::projects::title())] view/> }
}

fn page(
    org: &OrganizationContext,
    query: &ParamsMap,
    projects: Result<Page<Project>, ApiError>,
    create: FormAction<CreateProject>,
) -> AnyView {
    let slug = org.organization.slug.clone();
    let here = Address::new(format!("/o/{slug}/projects"), query);
    let may_create = org.permissions.contains(Permission::ProjectsCreate);
    let dialog = (may_create && query.get("create").is_some())
        .then(|| create_dialog(&slug, here.without(&["create"]).href(), create));
    let button = may_create.then(|| create_button(&here));
    view! {
        <PageHead title=t::projects::title() text=t::projects::page_text()>
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
            {t::projects::create()}
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
    let text = shown_of(projects.data.len(), projects.total, t::projects::count);
    let next = projects.next_cursor.as_deref().map(|cursor| here.with("cursor", cursor).href());
    let first = query.get("cursor").map(|_| here.without(&["cursor"]).href());
    let empty = projects.data.is_empty();
    let rows: Vec<_> = projects.data.into_iter().map(|project| row(slug, project, keys_shown)).collect();
    let body = if let Some(first) = first.clone().filter(|_| empty) {
        view! { <NoMore first/> }.into_any()
    } else if empty {
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
                <th scope="col">{t::projects::column_project()}</th>
                <th scope="col" class="num">{t::projects::environments()}</th>
                <th scope="col" class="num">{t::projects::blueprints()}</th>
                {keys_shown.then(|| view! { <th scope="col" class="num">{t::projects::keys()}</th> })}
                <th scope="col">{t::common::created()}</th>
            }
        };
        view! {
            <Table caption=t::projects::title() head>{rows}</Table>
            <Pagination text next first/>
        }
        .into_any()
    };
    view! {
        <TableCard>
            <Toolbar>
                <SearchBox label=t::projects::find() placeholder=t::projects::find_placeholder() value=search.unwrap_or_default()/>
            </Toolbar>
            {body}
        </TableCard>
    }
}

fn row(slug: &str, project: Project, keys_shown: bool) -> impl IntoView + use<> {
    let href = project_path(slug, &project.name);
    let sub =
        if project.description.is_empty() { t::projects::no_description().to_owned() } else { project.description };
    let note = if project.is_default { t::projects::came_with_organization() } else { "" };
    view! {
        <tr>
            <td class="cell-main">
                <Person name=project.name id=project.id.to_string() sub note href square=true/>
            </td>
            <td class="num" data-label=t::projects::environments()>
                <span>{project.environment_count}</span>
            </td>
            <td class="num" data-label=t::projects::blueprints()>
                <span>{project.blueprint_count}</span>
            </td>
            {keys_shown
                .then(|| {
                    view! {
                        <td class="num" data-label=t::projects::keys()>
                            <span>{project.key_count}</span>
                        </td>
                    }
                })}
            <td data-label=t::common::created()>
                <Time at=project.created_at date=true/>
            </td>
        </tr>
    }
}

fn nothing(search: Option<&str>, clear: String, button: Option<AnyView>) -> impl IntoView + use<> {
    match search {
        Some(words) => view! {
            <Empty plain=true title=t::projects::none_contains(words) text=t::projects::none_contains_text()>
                <LinkButton href=clear>{t::projects::clear_search()}</LinkButton>
            </Empty>
        }
        .into_any(),
        None => view! {
            <Empty title=t::projects::none_title() text=t::projects::none()>
                {button}
            </Empty>
        }
        .into_any(),
    }
}

fn create_dialog(slug: &str, back: String, create: FormAction<CreateProject>) -> impl IntoView + use<> {
    let org = slug.to_owned();
    view! {
        <FormDialog
            id="create-project"
            title=t::projects::create()
            text=t::projects::create_text()
            back
            action=create
            button=t::projects::create()
            let:error
        >
                <input type="hidden" name="org" value=org/>
                <Field
                    label=t::common::name()
                    name="name"
                    id="project-name"
                    required=true
                    autofocus=true
                    maxlength=64
                    autocomplete="off"
                    hint=t::projects::name_hint()
                    error=field_error(error, "name")
                />
                <TextArea
                    label=t::projects::description()
                    name="description"
                    id="project-description"
                    optional=true
                    maxlength=300
                    error=field_error(error, "description")
                />
        </FormDialog>
    }
}
