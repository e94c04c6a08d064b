//! The cards of a project: what runs in it, its keys, who may do what.

use crate::{
    api_keys::{key_name, key_status},
    frame::encode,
    messages::{self as t, shown_of},
    roles::role_path,
    ui::*,
};
use contract::{
    ApiError, Page, Permission, PermissionSet,
    api_keys::ApiKey,
    projects::{Project, Resource, ResourceKind},
    roles::Role,
};
use leptos::prelude::*;

/// The environments or blueprints of a project. The host application may count some without naming them.
pub(super) fn resources(kind: ResourceKind, count: i64, all: &[Resource]) -> impl IntoView + use<> {
    let environments = kind == ResourceKind::Environment;
    let icon = if environments { "server" } else { "layers" };
    let named: Vec<_> = all.iter().filter(|resource| resource.kind == kind).collect();
    let unnamed = count - i64::try_from(named.len()).unwrap_or(count);
    let rows: Vec<_> = named
        .into_iter()
        .map(|resource| {
            let (name, since) = (resource.name.clone(), resource.created_at);
            view! {
                <Row>
                    <span class="person">
                        <Avatar name=name.clone() icon square=true/>
                        <span class="name" title=name.clone()>
                            {name.clone()}
                        </span>
                    </span>
                    <span class="small muted">
                        <Time at=since/>
                    </span>
                </Row>
            }
        })
        .collect();
    let more = (unnamed > 0).then(|| {
        let words = if rows.is_empty() { t::projects::without_names(unnamed) } else { t::projects::more(unnamed) };
        view! {
            <Row>
                <span class="small muted">{words}</span>
            </Row>
        }
    });
    let (title, none, text) = if environments {
        (t::projects::environments(), t::projects::no_environments_title(), t::projects::no_environments())
    } else {
        (t::projects::blueprints(), t::projects::no_blueprints_title(), t::projects::no_blueprints())
    };
    let empty = (count == 0).then(|| view! { <Empty plain=true title=none text/> });
    view! {
        <Card title flush=true actions=move || view! { <span class="count">{t::number(count)}</span> }>
            {empty}
            {rows}
            {more}
        </Card>
    }
}

/// The keys of a project.
pub(super) fn keys_card(slug: &str, project: &Project, keys: Result<Page<ApiKey>, ApiError>) -> AnyView {
    let all = format!("/o/{slug}/keys?project={}", encode(&project.name));
    let body = match keys {
        Err(error) => view! { <Problem error/> }.into_any(),
        Ok(keys) if keys.data.is_empty() => view! {
            <Empty plain=true title=t::projects::no_keys_title() text=t::projects::no_keys()/>
        }
        .into_any(),
        Ok(keys) => {
            let cut = keys.next_cursor.is_some().then(|| shown_of(keys.data.len(), keys.total, t::api_keys::count));
            let rest = cut.map(|words| view! { <Row><span class="small muted">{words}</span></Row> });
            let rows = keys.data.into_iter().map(|key| {
                let used = match key.last_used_at {
                    Some(at) => view! { <Time at/> }.into_any(),
                    None => t::projects::never_used().into_any(),
                };
                view! {
                    <Row>
                        {key_name(&key)}
                        {key_status(&key)}
                        <span class="small muted">{used}</span>
                    </Row>
                }
            });
            let rows = rows.collect_view();
            view! {
                {rows}
                {rest}
            }
            .into_any()
        }
    };
    view! {
        <Card
            title=t::projects::api_keys()
            flush=true
            actions=move || {
                view! {
                    <a class="link" href=all>
                        {t::projects::all_keys()}
                    </a>
                }
            }
        >
            {body}
        </Card>
    }
    .into_any()
}

/// What the roles allow in projects.
const RIGHTS: [Permission; 4] =
    [Permission::ProjectsRead, Permission::ProjectsUpdate, Permission::ProjectsDelete, Permission::ApiKeysCreate];

/// Who may do what here: rights in projects come with roles, so roles are what is listed.
pub(super) fn access(slug: &str, roles: Vec<Role>, members: bool) -> impl IntoView + use<> {
    let rows: Vec<_> = roles
        .into_iter()
        .filter(|role| role.permissions.contains(Permission::ProjectsRead))
        .map(|role| access_row(slug, role, members))
        .collect();
    let head = || {
        view! {
            <th scope="col">{t::common::role()}</th>
            <th scope="col" class="num">
                {t::projects::members()}
            </th>
            <th scope="col">{t::projects::may_see()}</th>
            <th scope="col">{t::projects::may_edit()}</th>
            <th scope="col">{t::projects::may_delete()}</th>
            <th scope="col">{t::projects::may_make_keys()}</th>
        }
    };
    view! {
        <section class="stack" data-gap="tight" aria-labelledby="access">
            <div>
                <h2 id="access">{t::projects::access()}</h2>
                <p class="small muted">{t::projects::access_text()}</p>
            </div>
            <TableCard>
                <Table caption=t::projects::access() compact=true head>
                    {rows}
                </Table>
            </TableCard>
        </section>
    }
}

fn access_row(slug: &str, role: Role, members: bool) -> impl IntoView + use<> {
    let (href, rights) = (role_path(slug, &role.name), role.permissions);
    let count = if members && role.member_count > 0 {
        let href = format!("/o/{slug}/members?role={}", encode(&role.name));
        view! {
            <a class="link" href=href>
                {t::number(role.member_count)}
            </a>
        }
        .into_any()
    } else {
        view! { <span>{t::number(role.member_count)}</span> }.into_any()
    };
    let labels =
        [t::projects::may_see(), t::projects::may_edit(), t::projects::may_delete(), t::projects::may_make_keys()];
    let cells: Vec<_> = RIGHTS
        .into_iter()
        .zip(labels)
        .map(|(right, label)| view! { <td data-label=label>{mark(rights, right)}</td> })
        .collect();
    view! {
        <tr>
            <td class="cell-main">
                <a class="link" href=href>
                    {role.name}
                </a>
            </td>
            <td class="num" data-label=t::projects::members()>
                {count}
            </td>
            {cells}
        </tr>
    }
}

fn mark(rights: PermissionSet, right: Permission) -> impl IntoView {
    let (icon, words) = match rights.contains(right) {
        true => ("check", t::projects::yes()),
        false => ("minus", t::projects::no()),
    };
    view! {
        <span>
            <Icon name=icon/>
            <span class="visually-hidden">{words}</span>
        </span>
    }
}
