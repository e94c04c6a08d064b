use super::{
    editor::{Draft, Editor, PREVIEW, Planned, editor, new_editor},
    may_delete, role_path,
    rpc::{CreateRole, DeleteRole, UpdateRole, list_holders, read_role},
};
use crate::remote::{FormAction, Remote};
use crate::{
    frame::{Address, OrgPage, use_slug},
    messages as t,
    ui::*,
};
use contract::{Permission, PermissionSet, members::Member, organizations::OrganizationContext, roles::Role};
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
    let create = FormAction::<CreateRole>::new();
    toast_success(create, |role| t::roles::created(&role.name));
    let template = Memo::new(move |_| {
        let query = query.read();
        query.get("shadow").map(|name| (name, true)).or_else(|| query.get("copy").map(|name| (name, false)))
    });
    let draft = Remote::new(
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
        vec![Crumb::link(t::roles::title(), format!("/o/{}/roles", slug.get())), Crumb::here(t::roles::create())]
    });
    let view = move |org: OrganizationContext| {
        let org = StoredValue::new(org);
        view! {
            <Transition fallback=|| view! { <SkeletonRows label=t::roles::loading()/> }>
                {move || {
                    Suspend::new(async move {
                        match draft.await {
                            Ok(draft) => new_editor(&org.get_value(), draft, chosen, create),
                            Err(error) => view! { <PageHead title=t::roles::create()/> <PageProblem error/> }.into_any(),
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
    let update = FormAction::<UpdateRole>::new();
    let delete = FormAction::<DeleteRole>::new();
    toast_success(update, |role| t::roles::saved(&role.name));
    toast_success(delete, |()| t::roles::deleted().to_owned());
    // After a new name the address changes, and the old one is not read again.
    let saved = Memo::new(move |before: Option<&usize>| match update.value().get() {
        Some(Ok(role)) if role.name == name.get() => update.version().get(),
        _ => before.copied().unwrap_or_default(),
    });
    let role = Remote::new(move || (slug.get(), name.get(), saved.get()), |(org, role, _)| read_role(org, role));
    let people = Remote::new(move || (slug.get(), name.get()), |(org, role)| list_holders(org, role));
    let chosen = RwSignal::new(PermissionSet::EMPTY);
    let crumbs = Signal::derive(move || {
        vec![Crumb::link(t::roles::title(), format!("/o/{}/roles", slug.get())), Crumb::here(name.get())]
    });
    let actions = Editor { chosen, update, delete };
    let view = move |org: OrganizationContext| {
        let org = StoredValue::new(org);
        view! {
            <Transition fallback=|| view! { <SkeletonRows label=t::roles::loading()/> }>
                {move || Suspend::new(async move {
                    match role.await {
                        Ok(role) => {
                            // Who may not see members sees numbers only.
                            let people = people.await.map(|page| page.data).unwrap_or_default();
                            page(&org.get_value(), query, role, people, actions)
                        }
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
fn page(
    org: &OrganizationContext,
    query: Memo<ParamsMap>,
    role: Role,
    people: Vec<Member>,
    actions: Editor,
) -> AnyView {
    let path = role_path(&org.organization.slug, &role.name);
    let planned = planned(&query.read_untracked(), org.permissions);
    let here = Address::new(path.split('?').next().unwrap_or_default(), &query.read_untracked());
    let here = here.without(&["delete", PREVIEW, "org", "name", "description", "permissions"]);
    // The address of a role named "new" needs the word.
    let here = if role.name == "new" { here } else { here.without(&["role"]) };
    let may_delete = may_delete(&role, org.permissions);
    let asks = Memo::new(move |_| may_delete && query.read().get_str("delete").is_some());
    editor(org, role, people, planned, &here, asks, actions)
}

/// The change that the address holds. Boxes that are locked are not sent, so what the reader lacks is not ticked.
fn planned(query: &ParamsMap, held: PermissionSet) -> Option<Planned> {
    query.get_str(PREVIEW)?;
    let permissions = query.get_all("permissions").unwrap_or_default();
    let permissions = permissions.iter().filter_map(|name| name.parse::<Permission>().ok()).collect::<PermissionSet>();
    Some(Planned {
        name: query.get("name").unwrap_or_default(),
        description: query.get("description").unwrap_or_default(),
        permissions: permissions.intersection(held),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_looked_at_before_it_is_saved() {
        let words = [("preview", "1"), ("name", "desk"), ("permissions", "users.read"), ("permissions", "users.fly")];
        let mut query = ParamsMap::new();
        for (word, value) in words {
            query.insert(word, value.to_owned());
        }
        let found = planned(&query, PermissionSet::ALL).unwrap();
        assert_eq!((found.name.as_str(), found.permissions.len()), ("desk", 1));
        assert_eq!(planned(&query, PermissionSet::EMPTY).map(|found| found.permissions.len()), Some(0));
        assert_eq!(planned(&ParamsMap::new(), PermissionSet::ALL), None);
    }
}
