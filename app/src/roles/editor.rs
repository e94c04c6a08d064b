use super::{
    effect::{Effects, difference},
    members,
    rpc::{CreateRole, DeleteRole, UpdateRole},
};
use crate::{
    frame::{Address, encode},
    ui::*,
};
use contract::{Permission, PermissionSet, organizations::OrganizationContext, permissions::OWNER, roles::Role};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What a new role begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Draft {
    name: String,
    description: String,
    permissions: PermissionSet,
    shadow: bool,
}

impl Draft {
    /// Begins as another role: as its copy, or under its name in its place.
    pub(super) fn of(role: Role, shadow: bool) -> Self {
        let name = if shadow { role.name } else { String::new() };
        Self { name, description: role.description, permissions: role.permissions, shadow }
    }
}

/// The state of the editor and what it can do.
#[derive(Clone, Copy)]
pub(super) struct Editor {
    pub(super) chosen: RwSignal<PermissionSet>,
    pub(super) update: ServerAction<UpdateRole>,
    pub(super) delete: ServerAction<DeleteRole>,
}

/// The page of a new role.
pub(super) fn new_editor(
    org: &OrganizationContext,
    draft: Draft,
    chosen: RwSignal<PermissionSet>,
    create: ServerAction<CreateRole>,
) -> AnyView {
    let (title, text) = if draft.shadow {
        (
            format!("Replace {}", draft.name),
            format!("Everyone with the role {} gets what you tick here as soon as you create it.", draft.name),
        )
    } else {
        (
            "Create role".to_owned(),
            "Give it a name and tick what it allows. Nobody holds it until you say so.".to_owned(),
        )
    };
    if !org.permissions.contains(Permission::RolesCreate) {
        return view! {
            <PageHead title=title/>
            <Alert tone=Tone::Warning title="You cannot create roles here">
                "You need roles.create. Ask somebody who may edit roles."
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
            <Alert tone=Tone::Warning title="Some permissions are left out">
                {format!("You do not hold {}, so you cannot give it on.", names.join(", "))}
            </Alert>
        }
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
                    "A locked box is a permission you do not hold yourself. You cannot give what you do not hold."
                </p>
                <div class="cluster" data-align="end">
                    <LinkButton href=cancel>"Cancel"</LinkButton>
                    <Button variant=Variant::Primary submit=true busy=create.pending()>
                        "Create role"
                    </Button>
                </div>
            </div>
        </PostForm>
    }
    .into_any()
}

/// The page of a role that exists.
pub(super) fn editor(
    org: &OrganizationContext,
    role: Role,
    here: &Address,
    asks: Memo<bool>,
    actions: Editor,
) -> AnyView {
    actions.chosen.set(role.permissions);
    let slug = org.organization.slug.as_str();
    let head = head(slug, &role, here, org.permissions);
    let dialog = {
        let (slug, role, back) = (slug.to_owned(), role.clone(), here.href());
        move || asks.get().then(|| delete_dialog(&slug, &role, back.clone(), actions.delete))
    };
    let body = match locked(&role, org.permissions) {
        Some(reason) => view! {
            <Alert title="You can look at this role, not change it">{reason}</Alert>
            <Matrix chosen=actions.chosen held=org.permissions readonly=true/>
        }
        .into_any(),
        None => form(slug, role, org.permissions, here.href(), actions).into_any(),
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
        let own = if role.name == OWNER {
            "Nothing can take its place."
        } else {
            "A version of your own can take its place."
        };
        return Some(format!("{} comes with the product and is the same everywhere. {own}", role.name));
    }
    if !rights.contains(Permission::RolesUpdate) {
        return Some("You need roles.update. Ask somebody who may edit roles.".to_owned());
    }
    let beyond = role.permissions.difference(rights);
    (!beyond.is_empty()).then(|| {
        let names: Vec<_> = beyond.iter().map(Permission::name).collect();
        format!("It holds {}, which you do not hold yourself.", names.join(", "))
    })
}

fn head(slug: &str, role: &Role, here: &Address, rights: PermissionSet) -> impl IntoView + use<> {
    let name = encode(&role.name);
    let dot = if role.description.is_empty() || role.description.ends_with('.') { "" } else { "." };
    let held = match role.member_count {
        0 => "Nobody holds it".to_owned(),
        count => members(count),
    };
    let text = format!("{}{dot} {held}.", role.description);
    let holders = rights.contains(Permission::UsersRead).then(|| {
        view! {
            <LinkButton href=format!("/o/{slug}/members?role={name}") icon="users">
                "See who holds it"
            </LinkButton>
        }
    });
    let shadow = (role.is_system && role.name != OWNER && rights.contains(Permission::RolesCreate)).then(|| {
        view! {
            <LinkButton href=format!("/o/{slug}/roles/new?shadow={name}") icon="layers" variant=Variant::Primary>
                "Replace with own version"
            </LinkButton>
        }
    });
    let delete = (!role.is_system && rights.contains(Permission::RolesDelete)).then(|| {
        let words = if role.shadows_system { "Bring back system role" } else { "Delete role" };
        view! {
            <LinkButton href=here.with("delete", "1").href() variant=Variant::DangerQuiet>
                {words}
            </LinkButton>
        }
    });
    view! {
        <PageHead title=role.name.clone() text=text.trim().to_owned()>
            {holders}
            {shadow}
            {delete}
        </PageHead>
    }
}

fn form(slug: &str, role: Role, held: PermissionSet, discard: String, actions: Editor) -> impl IntoView + use<> {
    let Editor { chosen, update, .. } = actions;
    let error = action_error(update);
    let (before, org, name) = (role.permissions, slug.to_owned(), role.name.clone());
    let shadowing = role.shadows_system.then(|| {
        view! {
            <Alert tone=Tone::Warning title="Takes a system role's place">
                {format!("The built-in role {} is hidden here. Delete this one to bring it back.", role.name)}
            </Alert>
        }
    });
    // The bar is what one sees after pressing its button, so it says what went wrong too.
    let changes = move || match (error.get(), difference(before, chosen.get())) {
        (Some(error), _) => view! { <span class="error">{error.detail()}</span> }.into_any(),
        (None, none) if none.is_empty() => {
            "Changes reach everyone who holds the role with their next request.".into_any()
        }
        (None, some) => format!("{some} to what it allows").into_any(),
    };
    view! {
        <FormProblem error/>
        {shadowing}
        <PostForm action=update>
            <input type="hidden" name="org" value=org/>
            <input type="hidden" name="role" value=name/>
            <div class="aside-grid">
                <div class="stack">
                    {about(role.name, role.description, false, error)}
                    <FieldProblem error field="permissions"/>
                    <Matrix chosen held before/>
                    <p class="hint">
                        "A locked box is a permission you do not hold yourself. You cannot give what you do not hold."
                    </p>
                </div>
                <aside class="stack scripted" aria-label="What changes">
                    <Effects before chosen holders=role.member_count/>
                </aside>
            </div>
            <div class="save-bar">
                <span>{changes}</span>
                <a class="button" href=discard rel="external">
                    "Discard"
                </a>
                <Button variant=Variant::Primary submit=true busy=update.pending()>
                    "Save role"
                </Button>
            </div>
        </PostForm>
    }
}

fn about(name: String, description: String, fixed: bool, error: FormError) -> impl IntoView {
    let hint = if fixed {
        "It bears the name of the role whose place it takes."
    } else {
        "Letters, digits, spaces and _ - . : are possible. Members keep the role when its name changes."
    };
    view! {
        <Card title="About">
            <Field
                label="Name"
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
                label="Description"
                name="description"
                id="role-description"
                value=description
                rows=2
                optional=true
                maxlength=300
                hint="What people with this role are here for."
                error=field_error(error, "description")
            />
        </Card>
    }
}

fn delete_dialog(slug: &str, role: &Role, back: String, delete: ServerAction<DeleteRole>) -> impl IntoView + use<> {
    let (org, name) = (slug.to_owned(), role.name.clone());
    let held = role.member_count > 0;
    let words = match (role.shadows_system, held) {
        (true, _) => format!(
            "The built-in role {name} comes back at once. {} have what that one allows from then on.",
            members(role.member_count)
        ),
        (false, true) => format!(
            "{} still {} this role, so it cannot be deleted. Give them another one first.",
            members(role.member_count),
            if role.member_count == 1 { "has" } else { "have" }
        ),
        (false, false) => "Nobody holds it. Open invitations and join codes for it end.".to_owned(),
    };
    let blocked = held && !role.shadows_system;
    let (title, button) = if role.shadows_system {
        (format!("Delete your version of {name}?"), "Bring back system role")
    } else {
        (format!("Delete {name}?"), "Delete role")
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
