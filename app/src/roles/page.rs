use super::{
    editor::{Draft, Editor, editor, new_editor},
    role_path,
    rpc::{CreateRole, DeleteRole, UpdateRole, read_role},
};
use crate::{
    frame::{Address, OrgPage, use_slug},
    ui::*,
};
use contract::{Permission, PermissionSet, organizations::OrganizationContext, roles::Role};
use leptos::prelude::*;
use leptos_router::{
    hooks::{use_params_map, use_query_map},
    params::ParamsMap,
};

/// `/o/:slug/roles/:role`: one role with what it allows, to be edited or looked at.
#[component]
pub(crate) fn RolePage() -> impl IntoView {
    let params = use_params_map();
    role_page(Memo::new(move |_| params.read().get("role").unwrap_or_default())).into_any()
}

/// `/o/:slug/roles/new`: a new role, alone, after another (`?copy=`) or in a system role's place (`?shadow=`).
#[component]
pub(crate) fn NewRolePage() -> impl IntoView {
    let query = use_query_map();
    if query.read_untracked().get("role").is_some() {
        return role_page(Memo::new(|_| "new".to_owned())).into_any();
    }
    let slug = use_slug();
    let create = ServerAction::<CreateRole>::new();
    toast_success(create, |role| format!("Role {} created", role.name));
    let template = Memo::new(move |_| {
        let query = query.read();
        query.get("shadow").map(|name| (name, true)).or_else(|| query.get("copy").map(|name| (name, false)))
    });
    let draft = Resource::new(
        move || (slug.get(), template.get()),
        |(org, template)| async move {
            match template {
                Some((name, shadow)) => read_role(org, name).await.map(|role| Draft::of(role, shadow)),
                None => Ok(Draft::default()),
            }
        },
    );
    let chosen = RwSignal::new(PermissionSet::EMPTY);
    let crumbs = Signal::derive(move || {
        vec![Crumb::link("Roles", format!("/o/{}/roles", slug.get())), Crumb::here("Create role")]
    });
    let view = move |org: OrganizationContext| {
        let org = StoredValue::new(org);
        view! {
            <Transition fallback=|| view! { <SkeletonRows label="Loading the role"/> }>
                {move || {
                    Suspend::new(async move {
                        match draft.await {
                            Ok(draft) => new_editor(&org.get_value(), draft, chosen, create),
                            Err(error) => view! { <PageHead title="Create role"/> <PageProblem error/> }.into_any(),
                        }
                    })
                }}
            </Transition>
        }
        .into_any()
    };
    view! { <OrgPage crumbs view/> }.into_any()
}

fn role_page(name: Memo<String>) -> impl IntoView {
    let (slug, query) = (use_slug(), use_query_map());
    let update = ServerAction::<UpdateRole>::new();
    let delete = ServerAction::<DeleteRole>::new();
    toast_success(update, |role| format!("Role {} saved", role.name));
    toast_success(delete, |()| "Role deleted".to_owned());
    // After a new name the address changes, and the old one is not read again.
    let saved = Memo::new(move |before: Option<&usize>| match update.value().get() {
        Some(Ok(role)) if role.name == name.get() => update.version().get(),
        _ => before.copied().unwrap_or_default(),
    });
    let role = Resource::new(move || (slug.get(), name.get(), saved.get()), |(org, role, _)| read_role(org, role));
    let chosen = RwSignal::new(PermissionSet::EMPTY);
    let crumbs =
        Signal::derive(move || vec![Crumb::link("Roles", format!("/o/{}/roles", slug.get())), Crumb::here(name.get())]);
    let actions = Editor { chosen, update, delete };
    let view = move |org: OrganizationContext| {
        let org = StoredValue::new(org);
        view! {
            <Transition fallback=|| view! { <SkeletonRows label="Loading the role"/> }>
                {move || Suspend::new(async move {
                    match role.await {
                        Ok(role) => page(&org.get_value(), query, role, actions),
                        Err(error) => view! { <PageHead title=name.get_untracked()/> <PageProblem error/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    };
    view! { <OrgPage crumbs view/> }
}

/// Follows the address only where it asks to delete: drawing the editor anew would undo what was ticked.
fn page(org: &OrganizationContext, query: Memo<ParamsMap>, role: Role, actions: Editor) -> AnyView {
    let path = role_path(&org.organization.slug, &role.name);
    let here = Address::new(path.split('?').next().unwrap_or_default(), &query.read_untracked()).without(&["delete"]);
    let may_delete = !role.is_system && org.permissions.contains(Permission::RolesDelete);
    let asks = Memo::new(move |_| may_delete && query.read().get_str("delete").is_some());
    editor(org, role, &here, asks, actions)
}
