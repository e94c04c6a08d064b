use super::{
    env_word, idle, rotatable,
    rotate::rotate_dialog,
    row::row,
    rpc::{KeyList, RenameKey, RevokeKey, RotateKey, ShownKey, SwitchKey, list_keys, take_created_key},
};
use crate::remote::{FormAction, Remote};
use crate::{
    frame::{Address, OrgPage, encode, use_slug},
    messages::{self as t, SLOT, around, shown_of},
    ui::*,
};
use contract::{ApiError, Permission, api_keys::ApiKey, organizations::OrganizationContext};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

/// The words of the address that open a dialog.
const DIALOGS: [&str; 3] = ["rename", "rotate", "revoke"];

#[derive(Clone, Copy)]
struct Actions {
    rename: FormAction<RenameKey>,
    rotate: FormAction<RotateKey>,
    switch: FormAction<SwitchKey>,
    revoke: FormAction<RevokeKey>,
}

/// `/o/:slug/keys`: every key of an organization, and for a moment the secret of a new one.
#[component]
pub(crate) fn KeysPage() -> impl IntoView {
    let (slug, query) = (use_slug(), use_query_map());
    let actions = Actions {
        rename: FormAction::new(),
        rotate: FormAction::new(),
        switch: FormAction::new(),
        revoke: FormAction::new(),
    };
    toast_success(actions.rename, |key| t::api_keys::renamed(&key.name));
    toast_success(actions.switch, |key| {
        if key.enabled { t::api_keys::works_again(&key.name) } else { t::api_keys::switched_off(&key.name) }
    });
    toast_success(actions.revoke, |()| t::api_keys::revoked().to_owned());
    let wanted = Memo::new(move |_| {
        let query = query.read();
        (slug.get(), query.get("project"), query.get("status"), query.get("cursor"))
    });
    let (renamed, rotated) = (successes(actions.rename), successes(actions.rotate));
    let (switched, revoked) = (successes(actions.switch), successes(actions.revoke));
    let keys = Remote::new(
        move || (wanted.get(), renamed.get() + rotated.get() + switched.get() + revoked.get()),
        |((org, project, status, cursor), _)| list_keys(org, project, status, cursor),
    );
    let created = Remote::new(move || (slug.get(), rotated.get()), |(org, _)| take_created_key(org));
    let view = move |org: OrganizationContext| {
        let org = StoredValue::new(org);
        view! {
            <Transition fallback=|| view! { <SkeletonRows label=t::api_keys::loading()/> }>
                {move || {
                    let query = query.get();
                    Suspend::new(async move {
                        let shown = created.await.ok().flatten();
                        let shown = shown.map(|key| created_card(&org.get_value().organization.slug, &query, key, created));
                        page(&org.get_value(), &query, keys.await, shown.map(IntoAny::into_any), actions)
                    })
                }}
            </Transition>
        }
        .into_any()
    };
    view! { <OrgPage crumbs=vec![Crumb::here(t::api_keys::title())] view/> }
}

fn page(
    org: &OrganizationContext,
    query: &ParamsMap,
    keys: Result<KeyList, ApiError>,
    created: Option<AnyView>,
    actions: Actions,
) -> AnyView {
    let slug = org.organization.slug.as_str();
    let create = org.permissions.contains(Permission::ApiKeysCreate).then(|| create_button(slug, query));
    let body = match keys {
        Ok(keys) => list(org, query, keys, actions).into_any(),
        Err(error) => view! { <PageProblem error/> }.into_any(),
    };
    view! {
        <PageHead
            title=t::api_keys::title()
            text=t::api_keys::page_text()
        >
            {create}
        </PageHead>
        <div class="stack">
            <FormProblem error=action_error(actions.switch)/>
            {created}
            {body}
        </div>
    }
    .into_any()
}

fn create_button(slug: &str, query: &ParamsMap) -> impl IntoView + use<> {
    let project = query.get("project").map(|project| format!("?project={}", encode(&project))).unwrap_or_default();
    view! {
        <LinkButton href=format!("/o/{slug}/keys/new{project}") variant=Variant::Primary icon="plus">
            {t::api_keys::create()}
        </LinkButton>
    }
}

/// The new key, until the page is left or it is said to be stored.
fn created_card(
    slug: &str,
    query: &ParamsMap,
    created: ShownKey,
    source: Remote<Option<ShownKey>>,
) -> impl IntoView + use<> {
    let done = Address::new(format!("/o/{slug}/keys"), query).without(&DIALOGS).href();
    let example =
        format!("curl -H \"Authorization: Bearer $GUILDHALL_KEY\" \\\n  $GUILDHALL_URL/api/v1/organizations/{slug}");
    view! {
        <Card
            title=t::api_keys::ready(&created.name)
            text=t::api_keys::ready_text()
            foot=move || {
                view! {
                    <LinkButton href=done variant=Variant::Primary on:click=move |_| source.refetch()>
                        {t::api_keys::stored()}
                    </LinkButton>
                }
            }
        >
            <Secret value=created.key label=t::api_keys::new_key()/>
            <CodeBlock title=t::api_keys::try_it() code=example/>
        </Card>
    }
}

fn list(org: &OrganizationContext, query: &ParamsMap, list: KeyList, actions: Actions) -> impl IntoView + use<> {
    let slug = org.organization.slug.as_str();
    let here = Address::new(format!("/o/{slug}/keys"), query).without(&DIALOGS);
    let KeyList { keys, read_at } = list;
    let (status, project) = (query.get("status").unwrap_or_default(), query.get("project"));
    let text = shown_of(keys.data.len(), keys.total, t::api_keys::count);
    let next = keys.next_cursor.as_deref().map(|cursor| here.with("cursor", cursor).href());
    let first = query.get("cursor").map(|_| here.without(&["cursor"]).href());
    let dialog = dialog(slug, query, &here, &keys.data, actions);
    let empty = keys.data.is_empty();
    let unused = keys.data.iter().filter(|key| idle(key, read_at)).count();
    let unused = (unused > 0 && org.permissions.contains(Permission::ApiKeysRevoke)).then(|| {
        view! {
            <Alert tone=Tone::Warning title=t::api_keys::unused_title(unused)>
                {t::api_keys::unused_text()}
            </Alert>
        }
    });
    let rows: Vec<_> = keys
        .data
        .into_iter()
        .enumerate()
        .map(|(place, key)| row(place, slug, &here, key, org.permissions, read_at, actions.switch))
        .collect();
    let filtered = !status.is_empty() || project.is_some();
    let body = if let Some(first) = first.clone().filter(|_| empty) {
        view! { <NoMore first/> }.into_any()
    } else if empty {
        let may_create = org.permissions.contains(Permission::ApiKeysCreate);
        nothing(filtered, format!("/o/{slug}/keys"), may_create.then(|| create_button(slug, query).into_any()))
            .into_any()
    } else {
        let head = || {
            view! {
                <th scope="col">{t::api_keys::column_key()}</th>
                <th scope="col" class="cell-lg">
                    {t::api_keys::column_permissions()}
                </th>
                <th scope="col">{t::common::status()}</th>
                <th scope="col">{t::api_keys::column_used()}</th>
                <th scope="col">{t::common::expires()}</th>
                <ActionsHead/>
            }
        };
        view! {
            <Table caption=t::api_keys::title() head>
                {rows}
            </Table>
            <Pagination text next first/>
        }
        .into_any()
    };
    let statuses = [
        ("", t::api_keys::all()),
        ("active", t::api_keys::active()),
        ("disabled", t::api_keys::disabled()),
        ("expired", t::api_keys::expired()),
        ("revoked", t::api_keys::status_revoked()),
    ];
    let segments = statuses
        .into_iter()
        .map(|(value, label)| {
            let base = here.without(&["status", "cursor"]);
            let href = if value.is_empty() { base.href() } else { base.with("status", value).href() };
            Segment { label: label.to_owned(), href, current: status == value }
        })
        .collect::<Vec<_>>();
    let chip = project.map(|project| {
        let href = here.without(&["project", "cursor"]).href();
        view! { <FilterChip label=t::api_keys::project() value=project href/> }
    });
    view! {
        {unused}
        <TableCard>
            <Toolbar>
                <Segments label=t::common::status() segments/>
                {chip}
            </Toolbar>
            {body}
        </TableCard>
        {dialog}
    }
}

fn nothing(filtered: bool, clear: String, button: Option<AnyView>) -> impl IntoView {
    if filtered {
        view! {
            <Empty plain=true title=t::api_keys::none_match_title() text=t::api_keys::none_match()>
                <LinkButton href=clear>{t::common::clear_filters()}</LinkButton>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty
                title=t::api_keys::none_title()
                text=t::api_keys::none()
            >
                {button}
            </Empty>
        }
        .into_any()
    }
}

/// The dialog that the address asks for, about a key of this page that can still change.
fn dialog(slug: &str, query: &ParamsMap, here: &Address, keys: &[ApiKey], actions: Actions) -> Option<AnyView> {
    let find = |word: &str| {
        let id = query.get(word)?;
        keys.iter().find(|key| key.id.to_string() == id && key.status != "revoked")
    };
    if let Some(key) = find("rotate").filter(|key| rotatable(key)) {
        return Some(rotate_dialog(slug, key, here.href(), actions.rotate).into_any());
    }
    if let Some(key) = find("revoke") {
        return Some(revoke_dialog(slug, key, here.href(), actions.revoke).into_any());
    }
    find("rename").map(|key| rename_dialog(slug, key, here.href(), actions.rename).into_any())
}

fn revoke_dialog(slug: &str, key: &ApiKey, back: String, revoke: FormAction<RevokeKey>) -> impl IntoView + use<> {
    let (org, id, after) = (slug.to_owned(), key.id.to_string(), back.clone());
    let used = key.last_used_at.map(|at| {
        view! {
            <p>{around(&t::api_keys::last_used(SLOT), view! { <Time at exact=true/> })}</p>
        }
    });
    let what = format!("{} · {}…{}", env_word(key.env), key.prefix, key.last_four);
    view! {
        <FormDialog
            id="revoke-key"
            title=t::api_keys::revoke_title(&key.name)
            size=DialogSize::Small
            danger=true
            back
            action=revoke
            button=t::api_keys::revoke_button()
            let:_error
        >
            <input type="hidden" name="org" value=org/>
            <input type="hidden" name="id" value=id/>
            <input type="hidden" name="back" value=after/>
            <p>{t::api_keys::revoke_text()}</p>
            <p class="muted mono">{what}</p>
            {used}
        </FormDialog>
    }
}

fn rename_dialog(slug: &str, key: &ApiKey, back: String, rename: FormAction<RenameKey>) -> impl IntoView + use<> {
    let (org, id, name, after) = (slug.to_owned(), key.id.to_string(), key.name.clone(), back.clone());
    view! {
        <FormDialog
            id="rename-key"
            title=t::api_keys::rename_title(&name)
            size=DialogSize::Small
            back
            action=rename
            button=t::api_keys::save_name()
            let:error
        >
            <input type="hidden" name="org" value=org/>
            <input type="hidden" name="id" value=id/>
            <input type="hidden" name="back" value=after/>
            <Field
                label=t::common::name()
                name="name"
                id="rename-name"
                value=name
                required=true
                autofocus=true
                maxlength=64
                autocomplete="off"
                hint=t::api_keys::name_hint()
                error=field_error(error, "name")
            />
        </FormDialog>
    }
}
