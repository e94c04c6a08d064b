use super::rpc::CreateKey;
use crate::{
    frame::{OrgPage, use_slug},
    projects::rpc::list_project_choices,
    ui::*,
};
use contract::{ApiError, Permission, PermissionSet, organizations::OrganizationContext, permissions::OWNER};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// `/o/:slug/keys/new`: a new key, with what it may do and when it ends.
#[component]
pub(crate) fn CreateKeyPage() -> impl IntoView {
    let (slug, query) = (use_slug(), use_query_map());
    let create = ServerAction::<CreateKey>::new();
    let chosen = RwSignal::new(PermissionSet::EMPTY);
    let projects = Resource::new(move || slug.get(), list_project_choices);
    let crumbs = Signal::derive(move || {
        vec![Crumb::link("API keys", format!("/o/{}/keys", slug.get())), Crumb::here("Create key")]
    });
    let view = move |org: OrganizationContext| {
        let org = StoredValue::new(org);
        view! {
            <Transition fallback=|| view! { <SkeletonRows label="Loading projects"/> }>
                {move || {
                    let project = query.read().get("project").unwrap_or_default();
                    Suspend::new(async move {
                        let projects = match projects.await {
                            Ok(page) => page.data,
                            // Who may not see projects makes keys of the whole organization.
                            Err(ApiError::PermissionDenied(_)) => Vec::new(),
                            Err(error) => return view! { <PageHead title="Create API key"/> <PageProblem error/> }.into_any(),
                        };
                        let names = projects.into_iter().map(|project| project.name).collect();
                        page(&org.get_value(), names, project, chosen, create)
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
    projects: Vec<String>,
    project: String,
    chosen: RwSignal<PermissionSet>,
    create: ServerAction<CreateKey>,
) -> AnyView {
    let head = view! {
        <PageHead
            title="Create API key"
            text="The key acts for the organization with the permissions you tick, and at no time with more than you hold yourself."
        />
    };
    if !org.permissions.contains(Permission::ApiKeysCreate) {
        return view! {
            {head}
            <Alert tone=Tone::Warning title="You cannot create keys here">
                "You need apiKeys.create. Ask somebody who may edit roles."
            </Alert>
        }
        .into_any();
    }
    view! {
        {head}
        {form(org, projects, project, chosen, create)}
    }
    .into_any()
}

fn form(
    org: &OrganizationContext,
    projects: Vec<String>,
    project: String,
    chosen: RwSignal<PermissionSet>,
    create: ServerAction<CreateKey>,
) -> impl IntoView + use<> {
    let error = action_error(create);
    let (slug, held) = (org.organization.slug.clone(), org.permissions);
    let cancel = format!("/o/{slug}/keys");
    let choices = std::iter::once(Choice::new("", "The whole organization"))
        .chain(projects.into_iter().map(|name| Choice::new(name.clone(), name)))
        .collect::<Vec<_>>();
    // Super admins who are no members have the role of that name.
    let may_never = org.role == OWNER || org.role == "super_admin";
    let mut ends = vec![
        Choice::new("30", "After 30 days"),
        Choice::new("90", "After 90 days"),
        Choice::new("365", "After 1 year"),
    ];
    let never = if may_never { "Never" } else { "Never (only owners)" };
    ends.push(Choice { disabled: !may_never, ..Choice::new("never", never) });
    let on = field_error(error, "expires_on");
    let at = field_error(error, "expires_at");
    let on_error = Signal::derive(move || on.get().or_else(|| at.get()));
    view! {
        <PostForm action=create>
            <div class="stack">
                <FormProblem error/>
                <input type="hidden" name="org" value=slug/>
                <Card title="Key">
                    <Field
                        label="Name"
                        name="name"
                        required=true
                        autofocus=true
                        maxlength=64
                        autocomplete="off"
                        hint="Where it will be used. Shown in the audit log."
                        error=field_error(error, "name")
                    />
                    <ChoiceGroup legend="Environment">
                        <div class="grid" data-min="medium">
                            <ChoiceCard name="env" value="live" label="Live" hint="For real use" checked=true/>
                            <ChoiceCard name="env" value="test" label="Test" hint="The same rights, marked as test"/>
                        </div>
                    </ChoiceGroup>
                    <Select
                        label="Project"
                        name="project"
                        choices
                        selected=project
                        hint="A key of a project can do nothing outside it."
                        error=field_error(error, "project")
                    />
                    <div class="grid" data-min="medium">
                        <Select
                            label="Expires"
                            name="expires"
                            choices=ends
                            selected="90"
                            error=field_error(error, "expires")
                        />
                        <Field
                            label="Or on a date"
                            name="expires_on"
                            kind="date"
                            optional=true
                            hint="Works to the end of that day, UTC. At most two years."
                            error=on_error
                        />
                    </div>
                </Card>
                <h2>"Permissions"</h2>
                <FieldProblem error field="permissions"/>
                <Matrix chosen held/>
                <p class="hint">
                    "A locked box is a permission that you do not hold yourself. A key of a project takes only permissions about projects and keys."
                </p>
                <div class="cluster" data-align="end">
                    <LinkButton href=cancel>"Cancel"</LinkButton>
                    <Button variant=Variant::Primary submit=true busy=create.pending()>
                        "Create key"
                    </Button>
                </div>
            </div>
        </PostForm>
    }
}
