use super::rpc::CreateKey;
use crate::remote::{FormAction, Remote};
use crate::{
    frame::{OrgPage, use_slug},
    messages::{self as t, SLOT, around},
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
    let create = FormAction::<CreateKey>::new();
    let chosen = RwSignal::new(PermissionSet::EMPTY);
    let projects = Remote::new(move || slug.get(), list_project_choices);
    let crumbs = Signal::derive(move || {
        vec![Crumb::link(t::api_keys::title(), format!("/o/{}/keys", slug.get())), Crumb::here(t::api_keys::create())]
    });
    let view = move |org: OrganizationContext| {
        let org = StoredValue::new(org);
        view! {
            <Transition fallback=|| view! { <SkeletonRows label=t::api_keys::loading_projects()/> }>
                {move || {
                    let project = query.read().get("project").unwrap_or_default();
                    Suspend::new(async move {
                        let projects = match projects.await {
                            Ok(page) => page.data,
                            // Who may not see projects makes keys of the whole organization.
                            Err(ApiError::PermissionDenied(_)) => Vec::new(),
                            Err(error) => return view! { <PageHead title=t::api_keys::create_title()/> <PageProblem error/> }.into_any(),
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
    create: FormAction<CreateKey>,
) -> AnyView {
    let head = view! {
        <PageHead
            title=t::api_keys::create_title()
            text=t::api_keys::create_text()
        />
    };
    if !org.permissions.contains(Permission::ApiKeysCreate) {
        return view! {
            {head}
            <Alert tone=Tone::Warning title=t::api_keys::create_denied_title()>
                {around(&t::api_keys::create_denied(SLOT), view! { <code>"apiKeys.create"</code> })}
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
    create: FormAction<CreateKey>,
) -> impl IntoView + use<> {
    let error = action_error(create);
    let (slug, held) = (org.organization.slug.clone(), org.permissions);
    let cancel = format!("/o/{slug}/keys");
    let choices = std::iter::once(Choice::new("", t::api_keys::whole_organization()))
        .chain(projects.into_iter().map(|name| Choice::new(name.clone(), name)))
        .collect::<Vec<_>>();
    // Super admins who are no members have the role of that name.
    let may_never = org.role == OWNER || org.role == "super_admin";
    let mut ends = vec![
        Choice::new("30", t::api_keys::after_days(30_u32)),
        Choice::new("90", t::api_keys::after_days(90_u32)),
        Choice::new("365", t::api_keys::after_a_year()),
    ];
    let never = if may_never { t::time::never() } else { t::api_keys::never_for_owners() };
    ends.push(Choice { disabled: !may_never, ..Choice::new("never", never) });
    let on = field_error(error, "expires_on");
    let at = field_error(error, "expires_at");
    let on_error = Signal::derive(move || on.get().or_else(|| at.get()));
    view! {
        <PostForm action=create>
            <div class="stack">
                <FormProblem error/>
                <input type="hidden" name="org" value=slug/>
                <Card title=t::api_keys::card_key()>
                    <Field
                        label=t::common::name()
                        name="name"
                        required=true
                        autofocus=true
                        maxlength=64
                        autocomplete="off"
                        hint=t::api_keys::create_name_hint()
                        error=field_error(error, "name")
                    />
                    <ChoiceGroup legend=t::api_keys::environment()>
                        <div class="grid" data-min="medium">
                            <ChoiceCard name="env" value="live" label=t::api_keys::live() hint=t::api_keys::live_hint() checked=true/>
                            <ChoiceCard name="env" value="test" label=t::api_keys::test() hint=t::api_keys::test_hint()/>
                        </div>
                    </ChoiceGroup>
                    <Select
                        label=t::api_keys::project()
                        name="project"
                        choices
                        selected=project
                        hint=t::api_keys::project_hint()
                        error=field_error(error, "project")
                    />
                    <div class="grid" data-min="medium">
                        <Select
                            label=t::common::expires()
                            name="expires"
                            choices=ends
                            selected="90"
                            error=field_error(error, "expires")
                        />
                        <Field
                            label=t::api_keys::on_date()
                            name="expires_on"
                            kind="date"
                            optional=true
                            hint=t::api_keys::on_date_hint()
                            error=on_error
                        />
                    </div>
                </Card>
                <h2>{t::api_keys::permissions()}</h2>
                <FieldProblem error field="permissions"/>
                <Matrix chosen held/>
                <p class="hint">
                    {t::api_keys::locked_box()}
                </p>
                <div class="cluster" data-align="end">
                    <LinkButton href=cancel>{t::common::cancel()}</LinkButton>
                    <Button variant=Variant::Primary submit=true busy=create.pending()>
                        {t::api_keys::create()}
                    </Button>
                </div>
            </div>
        </PostForm>
    }
}
