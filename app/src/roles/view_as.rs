use super::{description, role_path, rpc::read_role};
use crate::remote::Remote;
use crate::{
    frame::{OrgPage, navigation, use_slug},
    messages::{self as t, sentence},
    ui::*,
};
use contract::{Permission, PermissionSet, organizations::OrganizationContext, roles::Role};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// `/o/:slug/roles/:role/view`: what the console and the API allow somebody with a role. To look at only.
#[component]
pub(crate) fn ViewAsPage() -> impl IntoView {
    let (slug, params) = (use_slug(), use_params_map());
    let name = Memo::new(move |_| params.read().get("role").unwrap_or_default());
    let role = Remote::new(move || (slug.get(), name.get()), |(org, role)| read_role(org, role));
    let crumbs = Signal::derive(move || {
        let (slug, name) = (slug.get(), name.get());
        vec![
            Crumb::link(t::roles::title(), format!("/o/{slug}/roles")),
            Crumb::link(name.clone(), role_path(&slug, &name)),
            Crumb::here(t::roles::view_as()),
        ]
    });
    let view = move |org: OrganizationContext| {
        let org = StoredValue::new(org);
        view! {
            <Transition fallback=|| view! { <SkeletonRows label=t::roles::loading()/> }>
                {move || Suspend::new(async move {
                    match role.await {
                        Ok(role) => page(&org.get_value(), &role).into_any(),
                        Err(error) => view! { <PageHead title=name.get_untracked()/> <PageProblem error/> }.into_any(),
                    }
                })}
            </Transition>
        }
        .into_any()
    };
    view! { <OrgPage crumbs view/> }
}

fn page(org: &OrganizationContext, role: &Role) -> impl IntoView + use<> {
    let (slug, rights) = (org.organization.slug.as_str(), role.permissions);
    let back = role_path(slug, &role.name);
    let about = description(role);
    view! {
        <PageHead title=t::roles::view_as_title(&role.name) text=about>
            <LinkButton href=back icon="arrow-left">
                {t::roles::back_to_role()}
            </LinkButton>
        </PageHead>
        <div class="stack" data-gap="wide">
            <Alert tone=Tone::Info title=t::roles::view_as_note_title()>
                {t::roles::view_as_note()}
            </Alert>
            <div class="half-grid">{console(slug, rights)} {api(rights)}</div>
            {permissions(rights)}
        </div>
    }
}

/// The destinations of the sidebar, those that stay hidden too.
fn console(slug: &str, rights: PermissionSet) -> impl IntoView + use<> {
    let base = format!("/o/{slug}");
    let visible: Vec<String> =
        navigation(&base, rights).into_iter().flat_map(|group| group.items).map(|item| item.href).collect();
    let rows: Vec<_> = navigation(&base, PermissionSet::ALL)
        .into_iter()
        .flat_map(|group| group.items)
        .map(|item| {
            let (tone, words) = match visible.contains(&item.href) {
                true => (Tone::Success, t::roles::visible()),
                false => (Tone::Off, t::roles::hidden()),
            };
            view! {
                <Row>
                    <span class="cluster">
                        <Icon name=item.icon/>
                        {item.label}
                    </span>
                    <Status tone>{words}</Status>
                </Row>
            }
        })
        .collect();
    view! {
        <Card title=t::roles::in_console() flush=true>
            {rows}
        </Card>
    }
}

fn api(rights: PermissionSet) -> impl IntoView {
    let may = |permission| if rights.contains(permission) { t::roles::yes() } else { t::roles::no() };
    let keys = may(Permission::ApiKeysCreate);
    let gives = if rights.contains(Permission::RolesCreate) || rights.contains(Permission::UsersUpdate) {
        t::roles::gives_own()
    } else {
        t::roles::no()
    };
    view! {
        <Card title=t::roles::in_api()>
            <p>{t::roles::api_text(rights.len(), Permission::ALL.len())}</p>
            <Facts>
                <Fact name=t::roles::fact_keys()>{keys}</Fact>
                <Fact name=t::roles::fact_gives()>{gives}</Fact>
                <Fact name=t::roles::fact_refused()>
                    <code>"403 permission_denied"</code>
                </Fact>
            </Facts>
        </Card>
    }
}

fn permissions(rights: PermissionSet) -> impl IntoView {
    let rows: Vec<_> = Permission::ALL
        .iter()
        .copied()
        .map(|permission| {
            let allowed = rights.contains(permission);
            let (tone, words) =
                if allowed { (Tone::Success, t::roles::allowed()) } else { (Tone::Off, t::roles::refused()) };
            view! {
                <tr>
                    <td class="cell-main">
                        {sentence(permission.title())} " " <code class="xsmall faint">{permission.name()}</code>
                        <br/>
                        <span class="small muted">{sentence(permission.description())}</span>
                    </td>
                    <td>{sentence(permission.group())}</td>
                    <td>
                        <Status tone>{words}</Status>
                    </td>
                </tr>
            }
        })
        .collect();
    let head = || {
        view! {
            <th scope="col">{t::roles::column_permission()}</th>
            <th scope="col">{t::roles::column_group()}</th>
            <th scope="col">{t::roles::column_verdict()}</th>
        }
    };
    view! {
        <TableCard>
            <Table caption=t::roles::column_permissions() head>
                {rows}
            </Table>
        </TableCard>
    }
}
