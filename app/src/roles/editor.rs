use super::{
    description,
    effect::{Effects, difference},
    may_delete,
    rpc::{CreateRole, DeleteRole, UpdateRole},
    view_path,
};
use crate::remote::FormAction;
use crate::{
    frame::{Address, encode},
    messages::{self as t, SLOT, around, detail},
    ui::*,
};
use contract::{
    Permission, PermissionSet, members::Member, organizations::OrganizationContext, permissions::OWNER, roles::Role,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The word of the address that asks to look at a change before it is saved.
pub(super) const PREVIEW: &str = "preview";

/// What a new role begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Draft {
    name: String,
    description: String,
    permissions: PermissionSet,
    shadow: bool,
    /// Who holds the role whose place it takes.
    holders: i64,
}

impl Draft {
    /// Begins as another role: as its copy, or under its name in its place.
    pub(super) fn of(role: Role, shadow: bool) -> Self {
        let name = if shadow { role.name } else { String::new() };
        let holders = if shadow { role.member_count } else { 0 };
        Self { name, description: role.description, permissions: role.permissions, shadow, holders }
    }
}

/// The state of the editor and what it can do.
#[derive(Clone, Copy)]
pub(super) struct Editor {
    pub(super) chosen: RwSignal<PermissionSet>,
    pub(super) update: FormAction<UpdateRole>,
    pub(super) delete: FormAction<DeleteRole>,
}

/// The page of a new role.
pub(super) fn new_editor(
    org: &OrganizationContext,
    draft: Draft,
    chosen: RwSignal<PermissionSet>,
    create: FormAction<CreateRole>,
) -> AnyView {
    let (title, text) = if draft.shadow {
        (t::roles::replace_title(&draft.name), t::roles::replace_text(&draft.name))
    } else {
        (t::roles::create().to_owned(), t::roles::create_text().to_owned())
    };
    if !org.permissions.contains(Permission::RolesCreate) {
        return view! {
            <PageHead title=title/>
            <Alert tone=Tone::Warning title=t::roles::create_denied_title()>
                {around(&t::roles::create_denied(SLOT), view! { <code>"roles.create"</code> })}
            </Alert>
        }
        .into_any();
    }
    // Locked boxes are not sent, so they must not look ticked.
    chosen.set(draft.permissions.intersection(org.permissions));
    let (slug, held) = (org.organization.slug.clone(), org.permissions);
    let cancel = format!("/o/{slug}/roles");
    let error = action_error(create);
    let dropped = draft.permissions.difference(held);
    let note = (!dropped.is_empty()).then(|| {
        let names: Vec<_> = dropped.iter().map(Permission::name).collect();
        view! {
            <Alert tone=Tone::Warning title=t::roles::dropped_title()>
                {t::roles::dropped(&names.join(", "))}
            </Alert>
        }
    });
    // The holders of the role whose place it takes get what is ticked here.
    let effects = draft.shadow.then(|| {
        view! { <Effects before=draft.permissions chosen holders=draft.holders people=Vec::new()/> }
    });
    view! {
        <PageHead title text/>
        <PostForm action=create>
            <div class="stack">
                <FormProblem error/>
                {note}
                <input type="hidden" name="org" value=slug/>
                {about(draft.name, draft.description, draft.shadow, error)}
                <FieldProblem error field="permissions"/>
                <Matrix chosen held/>
                <p class="hint">
                    {t::roles::locked_box()}
                </p>
                {effects}
                <div class="cluster" data-align="end">
                    <LinkButton href=cancel>{t::common::cancel()}</LinkButton>
                    <Button variant=Variant::Primary submit=true busy=create.pending()>
                        {t::roles::create()}
                    </Button>
                </div>
            </div>
        </PostForm>
    }
    .into_any()
}

/// A change of a role that the address holds, to be looked at before it is saved: so it is where no scripts run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Planned {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) permissions: PermissionSet,
}

/// The page of a role that exists; `people` are some of those who hold it.
pub(super) fn editor(
    org: &OrganizationContext,
    role: Role,
    people: Vec<Member>,
    planned: Option<Planned>,
    here: &Address,
    asks: Memo<bool>,
    actions: Editor,
) -> AnyView {
    // Told only when it is news: the view before this one still listens, and what it asks is gone.
    let wanted = planned.as_ref().map_or(role.permissions, |planned| planned.permissions);
    if actions.chosen.get_untracked() != wanted {
        actions.chosen.set(wanted);
    }
    let slug = org.organization.slug.as_str();
    let head = head(slug, &role, here, org.permissions);
    let dialog = {
        let (slug, role, back) = (slug.to_owned(), role.clone(), here.href());
        move || asks.get().then(|| delete_dialog(&slug, &role, back.clone(), actions.delete))
    };
    let body = match locked(&role, org.permissions) {
        Some(reason) => view! {
            <Alert title=t::roles::locked_title()>{reason}</Alert>
            <Matrix chosen=actions.chosen held=org.permissions readonly=true/>
        }
        .into_any(),
        None => form(slug, role, people, planned, org.permissions, here.href(), actions).into_any(),
    };
    view! {
        {head}
        <div class="stack">{body}</div>
        {dialog}
    }
    .into_any()
}

/// Why a role cannot be changed by the viewer.
fn locked(role: &Role, rights: PermissionSet) -> Option<String> {
    if role.is_system {
        let words = if role.name == OWNER { t::roles::locked_owner } else { t::roles::locked_system };
        return Some(words(&role.name));
    }
    if !rights.contains(Permission::RolesUpdate) {
        return Some(t::roles::locked_permission().to_owned());
    }
    let beyond = role.permissions.difference(rights);
    (!beyond.is_empty()).then(|| {
        let names: Vec<_> = beyond.iter().map(Permission::name).collect();
        t::roles::locked_beyond(&names.join(", "))
    })
}

fn head(slug: &str, role: &Role, here: &Address, rights: PermissionSet) -> impl IntoView + use<> {
    let name = encode(&role.name);
    let about = description(role);
    let dot = if about.is_empty() || about.ends_with('.') { "" } else { "." };
    let text = format!("{about}{dot} {}", t::roles::held_by(role.member_count));
    let holders = rights.contains(Permission::UsersRead).then(|| {
        view! {
            <LinkButton href=format!("/o/{slug}/members?role={name}") icon="users">
                {t::roles::holders()}
            </LinkButton>
        }
    });
    let shadow = (role.is_system && role.name != OWNER && rights.contains(Permission::RolesCreate)).then(|| {
        view! {
            <LinkButton href=format!("/o/{slug}/roles/new?shadow={name}") icon="layers" variant=Variant::Primary>
                {t::roles::replace()}
            </LinkButton>
        }
    });
    let delete = may_delete(role, rights).then(|| {
        let words = if role.shadows_system { t::roles::bring_back() } else { t::roles::delete() };
        view! {
            <LinkButton href=here.with("delete", "1").href() variant=Variant::DangerQuiet>
                {words}
            </LinkButton>
        }
    });
    let view_as = view_path(slug, &role.name);
    view! {
        <PageHead title=role.name.clone() text=text.trim().to_owned()>
            <LinkButton href=view_as icon="user">
                {t::roles::view_as()}
            </LinkButton>
            {holders}
            {shadow}
            {delete}
        </PageHead>
    }
}

fn form(
    slug: &str,
    role: Role,
    people: Vec<Member>,
    planned: Option<Planned>,
    held: PermissionSet,
    discard: String,
    actions: Editor,
) -> impl IntoView + use<> {
    let Editor { chosen, update, .. } = actions;
    let error = action_error(update);
    let (before, org, name) = (role.permissions, slug.to_owned(), role.name.clone());
    let shadowing = role.shadows_system.then(|| {
        let words = t::roles::shadowing(&role.name);
        view! {
            <Alert tone=Tone::Warning title=t::roles::shadowing_title()>
                {words}
            </Alert>
        }
    });
    // The bar is what one sees after pressing its button, so it says what went wrong too.
    let changes = move || match (error.get(), difference(before, chosen.get())) {
        (Some(error), _) => view! { <span class="error">{detail(&error)}</span> }.into_any(),
        (None, 0) => view! { <span>{t::roles::no_changes().to_owned()}</span> }.into_any(),
        (None, count) => view! { <span>{t::roles::changes(count)}</span> }.into_any(),
    };
    let (aside, preview) = (if planned.is_some() { "stack" } else { "stack scripted" }, discard.clone());
    let Planned { name: typed, description, .. } = planned.unwrap_or_else(|| Planned {
        name: role.name.clone(),
        description: role.description,
        permissions: role.permissions,
    });
    view! {
        <FormProblem error/>
        {shadowing}
        <PostForm action=update>
            <input type="hidden" name="org" value=org/>
            <input type="hidden" name="role" value=name/>
            <div class="aside-grid">
                <div class="stack">
                    {about(typed, description, false, error)}
                    <FieldProblem error field="permissions"/>
                    <Matrix chosen held before/>
                    <p class="hint">
                        {t::roles::locked_box()}
                    </p>
                </div>
                <aside class=aside aria-label=t::roles::effects()>
                    <Effects before chosen holders=role.member_count people/>
                </aside>
            </div>
            <div class="save-bar">
                <span>{changes}</span>
                <a class="button" href=discard rel="external">
                    {t::roles::discard()}
                </a>
                <span class="unscripted">
                    <Button submit=true attr:formmethod="get" attr:formaction=preview attr:name=PREVIEW attr:value="1">
                        {t::roles::preview()}
                    </Button>
                </span>
                <Button variant=Variant::Primary submit=true busy=update.pending()>
                    {t::roles::save()}
                </Button>
            </div>
        </PostForm>
    }
}

fn about(name: String, description: String, fixed: bool, error: FormError) -> impl IntoView {
    let hint = if fixed { t::roles::name_hint_fixed() } else { t::roles::name_hint() };
    view! {
        <Card title=t::roles::about()>
            <Field
                label=t::common::name()
                name="name"
                id="role-name"
                value=name
                required=true
                readonly=fixed
                maxlength=64
                autocomplete="off"
                mono=true
                hint
                error=field_error(error, "name")
            />
            <TextArea
                label=t::roles::description()
                name="description"
                id="role-description"
                value=description
                rows=2
                optional=true
                maxlength=300
                hint=t::roles::description_hint()
                error=field_error(error, "description")
            />
        </Card>
    }
}

fn delete_dialog(slug: &str, role: &Role, back: String, delete: FormAction<DeleteRole>) -> impl IntoView + use<> {
    let (org, name) = (slug.to_owned(), role.name.clone());
    let held = role.member_count > 0;
    let words = match (role.shadows_system, held) {
        (true, _) => t::roles::delete_shadow_text(&name, role.member_count),
        (false, true) => t::roles::delete_blocked(role.member_count),
        (false, false) => t::roles::delete_text().to_owned(),
    };
    let blocked = held && !role.shadows_system;
    let (title, button) = if role.shadows_system {
        (t::roles::delete_shadow_title(&name), t::roles::bring_back())
    } else {
        (t::roles::delete_title(&name), t::roles::delete())
    };
    view! {
        <FormDialog
            id="delete-role"
            title
            size=DialogSize::Small
            danger=true
            back
            action=delete
            button
            blocked
            let:_error
        >
            <input type="hidden" name="org" value=org/>
            <input type="hidden" name="role" value=name/>
            <p>{words}</p>
        </FormDialog>
    }
}
