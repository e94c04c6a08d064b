use super::{role_path, rpc::list_roles};
use crate::{
    frame::{OrgPage, encode, use_slug},
    ui::*,
};
use contract::{
    ApiError, Permission, PermissionSet, organizations::OrganizationContext, permissions::OWNER, roles::Role,
};
use leptos::prelude::*;

/// `/o/:slug/roles`: the roles in effect, and which of them stand in a system role's place.
#[component]
pub(crate) fn RolesPage() -> impl IntoView {
    let slug = use_slug();
    let roles = Resource::new(move || slug.get(), list_roles);
    let view = move |org: OrganizationContext| {
        let org = StoredValue::new(org);
        view! {
            <Transition fallback=|| view! { <SkeletonRows label="Loading roles"/> }>
                {move || Suspend::new(async move { page(&org.get_value(), roles.await) })}
            </Transition>
        }
        .into_any()
    };
    view! { <OrgPage crumbs=vec![Crumb::here("Roles")] view/> }
}

fn page(org: &OrganizationContext, roles: Result<Vec<Role>, ApiError>) -> AnyView {
    let slug = org.organization.slug.clone();
    let create = org.permissions.contains(Permission::RolesCreate).then(|| {
        view! {
            <LinkButton href=format!("/o/{slug}/roles/new") variant=Variant::Primary icon="plus">
                "Create role"
            </LinkButton>
        }
    });
    let body = match roles {
        Ok(roles) => list(&slug, roles, org.permissions).into_any(),
        Err(error) => view! { <PageProblem error/> }.into_any(),
    };
    view! {
        <PageHead
            title="Roles"
            text="A role is a name and a set of permissions. Changes reach everyone who holds it with their next request."
        >
            {create}
        </PageHead>
        <div class="stack">{body}</div>
    }
    .into_any()
}

fn list(slug: &str, roles: Vec<Role>, rights: PermissionSet) -> impl IntoView + use<> {
    // The organization's own first: they are what one comes here for.
    let (system, own): (Vec<_>, Vec<_>) = roles.into_iter().partition(|role| role.is_system);
    let only_system = own.is_empty();
    let rows: Vec<_> =
        own.into_iter().chain(system).enumerate().map(|(place, role)| row(place, slug, role, rights)).collect();
    let head = || {
        view! {
            <th scope="col">"Role"</th>
            <th scope="col" class="num">
                "Permissions"
            </th>
            <th scope="col" class="num">
                "Members"
            </th>
            <th scope="col">"Kind"</th>
            <th scope="col" class="cell-lg">
                "Changed"
            </th>
            <ActionsHead/>
        }
    };
    let words = if only_system {
        "These three come with every organization. Make a role of your own for anything between them."
    } else {
        "A role with the name of a system role takes its place here. Delete it to bring the system role back."
    };
    view! {
        <TableCard>
            <Table caption="Roles" head>
                {rows}
            </Table>
        </TableCard>
        <p class="small muted">{words} " " <span class="mono">{OWNER}</span> " cannot be replaced."</p>
    }
}

fn row(place: usize, slug: &str, role: Role, rights: PermissionSet) -> impl IntoView + use<> {
    let icon = if role.is_system { "lock" } else { "shield" };
    let href = role_path(slug, &role.name);
    let holders = format!("/o/{slug}/members?role={}", encode(&role.name));
    let count = role.permissions.len();
    let kind = if role.shadows_system {
        view! {
            <Badge tone=Tone::Warning icon="layers">
                "Replaces system role"
            </Badge>
        }
        .into_any()
    } else if role.is_system {
        view! { <Badge icon="lock">"System"</Badge> }.into_any()
    } else {
        view! { <Badge>"Custom"</Badge> }.into_any()
    };
    let changed = match role.updated_at {
        Some(at) => view! { <Time at/> }.into_any(),
        None => view! { <span class="faint">"Built in"</span> }.into_any(),
    };
    let members = if rights.contains(Permission::UsersRead) && role.member_count > 0 {
        view! {
            <a class="link" href=holders>
                {role.member_count}
            </a>
        }
        .into_any()
    } else {
        view! { <span>{role.member_count}</span> }.into_any()
    };
    let menu = menu(place, slug, &role, rights);
    view! {
        <tr>
            <td class="cell-main">
                <span class="person">
                    <Avatar name=role.name.clone() icon square=true/>
                    <a class="name" href=href>
                        {role.name}
                    </a>
                    <span class="sub">{role.description}</span>
                </span>
            </td>
            <td class="num nowrap" data-label="Permissions">
                <span>
                    {count} " " <span class="faint">{format!("of {}", Permission::ALL.len())}</span>
                </span>
            </td>
            <td class="num" data-label="Members">
                {members}
            </td>
            <td>{kind}</td>
            <td class="cell-lg nowrap">{changed}</td>
            <td class="cell-actions">{menu}</td>
        </tr>
    }
}

fn menu(place: usize, slug: &str, role: &Role, rights: PermissionSet) -> impl IntoView + use<> {
    let (id, label) = (format!("role-{place}"), format!("Actions for {}", role.name));
    let may = |permission| rights.contains(permission);
    let path = role_path(slug, &role.name);
    let (open, icon) = match !role.is_system && may(Permission::RolesUpdate) {
        true => ("Edit", "pencil"),
        false => ("View", "eye"),
    };
    let name = encode(&role.name);
    let copy = may(Permission::RolesCreate).then(|| {
        view! {
            <MenuLink href=format!("/o/{slug}/roles/new?copy={name}") icon="copy">
                "Duplicate"
            </MenuLink>
        }
    });
    let shadow = (role.is_system && may(Permission::RolesCreate)).then(|| match role.name.as_str() {
        OWNER => view! {
            <MenuItem icon="layers" disabled=true>
                "Owner cannot be replaced"
            </MenuItem>
        }
        .into_any(),
        _ => view! {
            <MenuLink href=format!("/o/{slug}/roles/new?shadow={name}") icon="layers">
                "Replace with own version"
            </MenuLink>
        }
        .into_any(),
    });
    let delete = (!role.is_system && may(Permission::RolesDelete)).then(|| {
        let (icon, words) =
            if role.shadows_system { ("undo-2", "Delete, bring back system role") } else { ("trash-2", "Delete role") };
        let href = format!("{path}{}delete=1", if path.contains('?') { '&' } else { '?' });
        view! {
            <MenuLine/>
            <MenuLink href icon>
                {words}
            </MenuLink>
        }
    });
    let holders = may(Permission::UsersRead).then(|| {
        view! {
            <MenuLink href=format!("/o/{slug}/members?role={name}") icon="users">
                "See who holds it"
            </MenuLink>
        }
    });
    view! {
        <Button menu=id.clone() icon="ellipsis" label=label.clone() variant=Variant::Ghost size=Size::Small/>
        <Menu id label>
            <MenuLink href=path icon>
                {open}
            </MenuLink>
            {copy}
            {shadow}
            {holders}
            {delete}
        </Menu>
    }
}
