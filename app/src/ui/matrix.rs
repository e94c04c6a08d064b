use super::{Icon, dom, post_form::kept_choice};
use crate::messages as t;
use contract::{Permission, PermissionSet};
use leptos::prelude::*;

/// Permissions in bands by group, to be ticked. Without scripts the boxes are plain checkboxes of the form around it; with
/// them, changes against `before` are tinted and carry the words added or removed.
///
/// Props: `name` of the checkboxes (`permissions`), `chosen` (what is ticked, follows the boxes), `held` (what the viewer may give; other boxes are locked and say why), `before` (what is saved; absent for something new), `readonly`.
///
/// Example: `<Matrix chosen held=org.permissions before=role.permissions/>`
#[component]
pub fn Matrix(
    /// Name of the checkboxes in the form.
    #[prop(default = "permissions")]
    name: &'static str,
    /// What is ticked.
    chosen: RwSignal<PermissionSet>,
    /// What the viewer may give.
    held: PermissionSet,
    /// What is saved.
    #[prop(optional)]
    before: Option<PermissionSet>,
    /// Shows and changes nothing.
    #[prop(optional)]
    readonly: bool,
) -> impl IntoView {
    if kept_choice(name, "").is_some() {
        let ticked = |permission: &Permission| kept_choice(name, permission.name()) == Some(true);
        chosen.set(Permission::ALL.iter().copied().filter(ticked).collect());
    }
    // What was ticked before the scripts ran stays.
    let early = StoredValue::new(if dom::is_hydrating() { dom::checked_values(name) } else { None });
    Effect::new(move |_| {
        if let Some(ticked) = early.get_value() {
            chosen.set(
                Permission::ALL.iter().copied().filter(|one| ticked.iter().any(|name| name == one.name())).collect(),
            );
        }
    });
    let mut groups: Vec<(&'static str, Vec<Permission>)> = Vec::new();
    for permission in Permission::ALL.iter().copied() {
        match groups.last_mut().filter(|(group, _)| *group == permission.group()) {
            Some((_, permissions)) => permissions.push(permission),
            None => groups.push((permission.group(), vec![permission])),
        }
    }
    let bands = groups.into_iter().map(|(group, permissions)| {
        let all: PermissionSet = permissions.iter().copied().collect();
        let changed = move || before.is_some_and(|before| before.intersection(all) != chosen.get().intersection(all));
        let boxes: Vec<_> = permissions
            .into_iter()
            .map(|permission| one(name, permission, chosen, before, readonly || !held.contains(permission), readonly))
            .collect();
        let (icon, text) = about(group);
        let title = t::sentence(group);
        view! {
            <fieldset class="matrix-group" data-changed=changed>
                <legend class="visually-hidden">{title.clone()}</legend>
                <div class="what">
                    <h2>
                        <Icon name=icon/>
                        {title}
                    </h2>
                    <p>{text}</p>
                </div>
                <div class="perms">{boxes}</div>
            </fieldset>
        }
    });
    view! { <div class="matrix">{bands.collect_view()}</div> }
}

fn one(
    name: &'static str,
    permission: Permission,
    chosen: RwSignal<PermissionSet>,
    before: Option<PermissionSet>,
    locked: bool,
    readonly: bool,
) -> impl IntoView {
    let change = Memo::new(move |_| {
        let before = before?;
        match (before.contains(permission), chosen.read().contains(permission)) {
            (false, true) => Some("add"),
            (true, false) => Some("remove"),
            _ => None,
        }
    });
    let on_change = move |event: leptos::ev::Event| {
        let on = event_target_checked(&event);
        chosen.update(|set| *set = if on { set.with(permission) } else { set.without(permission) });
    };
    let reason = (locked && !readonly).then(|| {
        view! {
            <span class="visually-hidden">{t::ui::matrix_locked()}</span>
            <Icon name="lock"/>
        }
    });
    view! {
        <label class="perm" data-change=move || change.try_get().flatten() title=t::sentence(permission.description())>
            <input
                class="check"
                type="checkbox"
                name=name
                value=permission.name()
                checked=chosen.get_untracked().contains(permission)
                prop:checked=move || chosen.read().contains(permission)
                disabled=locked
                on:change=on_change
            />
            <span title=permission.name()>{t::sentence(permission.title())}</span>
            {move || match change.try_get().flatten() {
                Some("add") => Some(view! { <span class="mark">{t::ui::matrix_added()}</span> }),
                Some(_) => Some(view! { <span class="mark">{t::ui::matrix_removed()}</span> }),
                None => None,
            }}
            {reason}
        </label>
    }
}

/// Icon and words of a band.
fn about(group: &str) -> (&'static str, &'static str) {
    match group {
        "Organization" => ("building-2", t::ui::matrix_organization()),
        "People" => ("users", t::ui::matrix_people()),
        "Roles" => ("shield", t::ui::matrix_roles()),
        "Projects" => ("boxes", t::ui::matrix_projects()),
        "API keys" => ("key-round", t::ui::matrix_keys()),
        "Insight" => ("layout-dashboard", t::ui::matrix_insight()),
        _ => ("link", t::ui::matrix_integrations()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(before: Option<PermissionSet>, chosen: PermissionSet, held: PermissionSet) -> String {
        Owner::new().with(|| {
            let chosen = RwSignal::new(chosen);
            match before {
                Some(before) => view! { <Matrix chosen held before/> }.to_html(),
                None => view! { <Matrix chosen held/> }.to_html(),
            }
        })
    }

    #[test]
    fn what_the_viewer_lacks_is_locked_and_says_why() {
        let held = PermissionSet::ALL.without(Permission::UsersDelete);
        let html = html(None, PermissionSet::EMPTY, held);
        assert_eq!(html.matches("type=\"checkbox\"").count(), Permission::ALL.len());
        assert_eq!(html.matches("You do not hold this permission yourself").count(), 1, "{html}");
        assert_eq!(html.matches(" disabled").count(), 1, "{html}");
    }

    #[test]
    fn a_change_is_named_in_words() {
        let before = PermissionSet::EMPTY.with(Permission::UsersRead);
        let html = html(Some(before), PermissionSet::EMPTY.with(Permission::AuditRead), PermissionSet::ALL);
        assert!(html.contains("added") && html.contains("removed"), "{html}");
        assert_eq!(html.matches("data-changed").count(), 2, "{html}");
    }
}
