use super::{
    compare::{WORDS, comparison},
    may_change, may_delete, role_path,
    rpc::list_roles,
    view_path,
};
use crate::remote::Remote;
use crate::{
    frame::{OrgPage, encode, use_slug},
    messages::{self as t, SLOT, around},
    ui::*,
};
use contract::{
    ApiError, Permission, PermissionSet, organizations::OrganizationContext, permissions::OWNER, roles::Role,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// `/o/:slug/roles`: the roles in effect, and which of them stand in a system role's place.
#[component]
pub(crate) fn RolesPage() -> impl IntoView {
    let (slug, query) = (use_slug(), use_query_map());
    let roles = Remote::new(move || slug.get(), list_roles);
    let view = move |org: OrganizationContext| {
        let org = StoredValue::new(org);
        view! {
            <Transition fallback=|| view! { <SkeletonRows label=t::roles::loading_list()/> }>
                {move || {
                    let compared = WORDS.map(|word| query.read().get(word).filter(|name| !name.is_empty()));
                    Suspend::new(async move { page(&org.get_value(), roles.await, compared) })
                }}
            </Transition>
        }
        .into_any()
    };
    view! { <OrgPage crumbs=vec![Crumb::here(t::roles::title())] view/> }
}

fn page(org: &OrganizationContext, roles: Result<Vec<Role>, ApiError>, compared: [Option<String>; 2]) -> AnyView {
    let slug = org.organization.slug.clone();
    let create = org.permissions.contains(Permission::RolesCreate).then(|| {
        view! {
            <LinkButton href=format!("/o/{slug}/roles/new") variant=Variant::Primary icon="plus">
                {t::roles::create()}
            </LinkButton>
        }
    });
    let compare = format!("/o/{slug}/roles?{}=admin&{}=member", WORDS[0], WORDS[1]);
    let comparable = roles.is_ok().then(|| {
        view! {
            <LinkButton href=compare icon="contrast">
                {t::roles::compare()}
            </LinkButton>
        }
    });
    let body = match roles {
        Ok(roles) => {
            let [left, right] = compared;
            let comparison = left.map(|left| comparison(&slug, &roles, &left, &right.unwrap_or_default()));
            view! {
                {comparison}
                {list(&slug, roles, org.permissions)}
            }
            .into_any()
        }
        Err(error) => view! { <PageProblem error/> }.into_any(),
    };
    view! {
        <PageHead
            title=t::roles::title()
            text=t::roles::page_text()
        >
            {comparable}
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
            <th scope="col">{t::common::role()}</th>
            <th scope="col" class="num">
                {t::roles::column_permissions()}
            </th>
            <th scope="col" class="num">
                {t::roles::column_members()}
            </th>
            <th scope="col">{t::roles::column_kind()}</th>
            <th scope="col" class="cell-lg">
                {t::roles::column_changed()}
            </th>
            <ActionsHead/>
        }
    };
    let words = if only_system { t::roles::only_system_note() } else { t::roles::shadow_note() };
    let fixed = t::roles::owner_fixed(SLOT);
    view! {
        <TableCard>
            <Table caption=t::roles::title() head>
                {rows}
            </Table>
        </TableCard>
        <p class="small muted">{words} " " {around(&fixed, view! { <span class="mono">{OWNER}</span> })}</p>
    }
}

fn row(place: usize, slug: &str, role: Role, rights: PermissionSet) -> impl IntoView + use<> {
    let icon = if role.is_system { "lock" } else { "shield" };
    let href = role_path(slug, &role.name);
    let holders = format!("/o/{slug}/members?role={}", encode(&role.name));
    let count = role.permissions.len();
    let description = super::description(&role);
    let kind = if role.shadows_system {
        view! {
            <Badge tone=Tone::Warning icon="layers">
                {t::roles::kind_shadow()}
            </Badge>
        }
        .into_any()
    } else if role.is_system {
        view! { <Badge icon="lock">{t::roles::kind_system()}</Badge> }.into_any()
    } else {
        view! { <Badge>{t::roles::kind_custom()}</Badge> }.into_any()
    };
    let changed = match role.updated_at {
        Some(at) => view! { <Time at/> }.into_any(),
        None => view! { <span class="faint">{t::roles::built_in()}</span> }.into_any(),
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
                    <span class="sub" data-wrap>
                        {description}
                    </span>
                </span>
            </td>
            <td class="num nowrap" data-label=t::roles::column_permissions()>
                <span>
                    {count} " " <span class="faint">{t::roles::of_all(Permission::ALL.len())}</span>
                </span>
            </td>
            <td class="num" data-label=t::roles::column_members()>
                {members}
            </td>
            <td>{kind}</td>
            <td class="cell-lg nowrap">{changed}</td>
            <td class="cell-actions">{menu}</td>
        </tr>
    }
}

fn menu(place: usize, slug: &str, role: &Role, rights: PermissionSet) -> impl IntoView + use<> {
    let (id, label) = (format!("role-{place}"), t::roles::actions_for(&role.name));
    let may = |permission| rights.contains(permission);
    let path = role_path(slug, &role.name);
    let (open, icon) = match may_change(role, rights, Permission::RolesUpdate) {
        true => (t::roles::edit(), "pencil"),
        false => (t::roles::view(), "eye"),
    };
    let name = encode(&role.name);
    let view_as = view_path(slug, &role.name);
    let compare = format!("/o/{slug}/roles?{}={name}", WORDS[0]);
    let copy = may(Permission::RolesCreate).then(|| {
        view! {
            <MenuLink href=format!("/o/{slug}/roles/new?copy={name}") icon="copy">
                {t::roles::duplicate()}
            </MenuLink>
        }
    });
    let shadow = (role.is_system && may(Permission::RolesCreate)).then(|| match role.name.as_str() {
        OWNER => view! {
            <MenuItem icon="layers" disabled=true>
                {t::roles::owner_not_replaceable()}
            </MenuItem>
        }
        .into_any(),
        _ => view! {
            <MenuLink href=format!("/o/{slug}/roles/new?shadow={name}") icon="layers">
                {t::roles::replace()}
            </MenuLink>
        }
        .into_any(),
    });
    let delete = may_delete(role, rights).then(|| {
        let (icon, words) = match role.shadows_system {
            true => ("undo-2", t::roles::delete_shadow()),
            false => ("trash-2", t::roles::delete()),
        };
        let href = format!("{path}{}delete=1", if path.contains('?') { '&' } else { '?' });
        view! {
            <MenuLine/>
            <MenuLink href icon attr:data-variant="danger">
                {words}
            </MenuLink>
        }
    });
    let holders = may(Permission::UsersRead).then(|| {
        view! {
            <MenuLink href=format!("/o/{slug}/members?role={name}") icon="users">
                {t::roles::holders()}
            </MenuLink>
        }
    });
    view! {
        <Button menu=id.clone() icon="ellipsis" label=label.clone() variant=Variant::Ghost size=Size::Small/>
        <Menu id label>
            <MenuLink href=path icon>
                {open}
            </MenuLink>
            <MenuLink href=view_as icon="user">
                {t::roles::view_as()}
            </MenuLink>
            <MenuLink href=compare icon="contrast">
                {t::roles::compare_with()}
            </MenuLink>
            {copy}
            {shadow}
            {holders}
            {delete}
        </Menu>
    }
}
