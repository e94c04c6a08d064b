use super::{
    env_word,
    row::row,
    rpc::{KeyList, RenameKey, RevokeKey, ShownKey, SwitchKey, list_keys, take_created_key},
};
use crate::{
    frame::{Address, OrgPage, encode, use_slug},
    ui::*,
};
use contract::{ApiError, Permission, api_keys::ApiKey, organizations::OrganizationContext};
use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};

/// The words of the address that open a dialog.
const DIALOGS: [&str; 2] = ["rename", "revoke"];

#[derive(Clone, Copy)]
struct Actions {
    rename: ServerAction<RenameKey>,
    switch: ServerAction<SwitchKey>,
    revoke: ServerAction<RevokeKey>,
}

/// `/o/:slug/keys`: every key of an organization, and for a moment the secret of a new one.
#[component]
pub(crate) fn KeysPage() -> impl IntoView {
    let (slug, query) = (use_slug(), use_query_map());
    let actions = Actions { rename: ServerAction::new(), switch: ServerAction::new(), revoke: ServerAction::new() };
    toast_success(actions.rename, |key| format!("Key renamed to {}", key.name));
    toast_success(actions.switch, |key| {
        format!("Key {} {}", key.name, if key.enabled { "works again" } else { "disabled" })
    });
    toast_success(actions.revoke, |()| "Key revoked".to_owned());
    let wanted = Memo::new(move |_| {
        let query = query.read();
        (slug.get(), query.get("project"), query.get("status"), query.get("cursor"))
    });
    let (renamed, switched, revoked) =
        (successes(actions.rename), successes(actions.switch), successes(actions.revoke));
    let keys = Resource::new(
        move || (wanted.get(), renamed.get() + switched.get() + revoked.get()),
        |((org, project, status, cursor), _)| list_keys(org, project, status, cursor),
    );
    let created = Resource::new(move || slug.get(), take_created_key);
    let view = move |org: OrganizationContext| {
        let org = StoredValue::new(org);
        view! {
            <Transition fallback=|| view! { <SkeletonRows label="Loading API keys"/> }>
                {move || {
                    let query = query.get();
                    Suspend::new(async move {
                        let shown = created.await.ok().flatten();
                        let shown = shown.map(|key| created_card(&org.get_value().organization.slug, key, created));
                        page(&org.get_value(), &query, keys.await, shown.map(IntoAny::into_any), actions)
                    })
                }}
            </Transition>
        }
        .into_any()
    };
    view! { <OrgPage crumbs=vec![Crumb::here("API keys")] view/> }
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
            title="API keys"
            text="Keys act for the organization, never with more rights than whoever made them holds. Your own scripts use a personal token."
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
            "Create key"
        </LinkButton>
    }
}

/// The new key, until the page is left or it is said to be stored.
fn created_card(
    slug: &str,
    created: ShownKey,
    source: Resource<Result<Option<ShownKey>, ApiError>>,
) -> impl IntoView + use<> {
    let done = format!("/o/{slug}/keys");
    let example =
        format!("curl -H \"Authorization: Bearer $GUILDHALL_KEY\" \\\n  $GUILDHALL_URL/api/v1/organizations/{slug}");
    view! {
        <Card
            title=format!("{} is ready", created.name)
            text="Copy the key now. Only its fingerprint is kept, so it cannot be shown again."
            foot=move || {
                view! {
                    <LinkButton href=done variant=Variant::Primary on:click=move |_| source.refetch()>
                        "I have stored the key"
                    </LinkButton>
                }
            }
        >
            <Secret value=created.key label="New API key"/>
            <CodeBlock title="Try it" code=example/>
        </Card>
    }
}

fn list(org: &OrganizationContext, query: &ParamsMap, list: KeyList, actions: Actions) -> impl IntoView + use<> {
    let slug = org.organization.slug.as_str();
    let here = Address::new(format!("/o/{slug}/keys"), query).without(&DIALOGS);
    let KeyList { keys, read_at } = list;
    let (status, project) = (query.get("status").unwrap_or_default(), query.get("project"));
    let text = counted(keys.data.len(), keys.total, "key", "keys");
    let next = keys.next_cursor.as_deref().map(|cursor| here.with("cursor", cursor).href());
    let first = query.get("cursor").map(|_| here.without(&["cursor"]).href());
    let dialog = dialog(slug, query, &here, &keys.data, actions);
    let empty = keys.data.is_empty();
    let rows: Vec<_> = keys
        .data
        .into_iter()
        .enumerate()
        .map(|(place, key)| row(place, slug, &here, key, org.permissions, read_at, actions.switch))
        .collect();
    let filtered = !status.is_empty() || project.is_some();
    let body = if empty {
        let may_create = org.permissions.contains(Permission::ApiKeysCreate);
        nothing(filtered, format!("/o/{slug}/keys"), may_create.then(|| create_button(slug, query).into_any()))
            .into_any()
    } else {
        let head = || {
            view! {
                <th scope="col">"Key"</th>
                <th scope="col" class="cell-lg">
                    "Permissions"
                </th>
                <th scope="col">"Status"</th>
                <th scope="col">"Last used"</th>
                <th scope="col">"Expires"</th>
                <ActionsHead/>
            }
        };
        view! {
            <Table caption="API keys" head>
                {rows}
            </Table>
            <Pagination text next first/>
        }
        .into_any()
    };
    let statuses =
        [("", "All"), ("active", "Active"), ("disabled", "Disabled"), ("expired", "Expired"), ("revoked", "Revoked")];
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
        view! { <FilterChip label="Project" value=project href/> }
    });
    view! {
        <TableCard>
            <Toolbar>
                <Segments label="Status" segments/>
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
            <Empty plain=true title="No key matches" text="No key has this status in this project.">
                <LinkButton href=clear>"Clear filters"</LinkButton>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty
                title="No API keys yet"
                text="A key lets your own software act here. It gets only the permissions you tick, and you can revoke it at any time."
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
    if let Some(key) = find("revoke") {
        return Some(revoke_dialog(slug, key, here.href(), actions.revoke).into_any());
    }
    find("rename").map(|key| rename_dialog(slug, key, here.href(), actions.rename).into_any())
}

fn revoke_dialog(slug: &str, key: &ApiKey, back: String, revoke: ServerAction<RevokeKey>) -> impl IntoView + use<> {
    let (org, id) = (slug.to_owned(), key.id.to_string());
    let used = key.last_used_at.map(|at| {
        view! {
            <p>"It was last used: " <Time at exact=true/> "."</p>
        }
    });
    let what = format!("{} · {}…{}", env_word(key.env), key.prefix, key.last_four);
    view! {
        <FormDialog
            id="revoke-key"
            title=format!("Revoke {}?", key.name)
            size=DialogSize::Small
            danger=true
            back
            action=revoke
            button="Revoke key"
            let:_error
        >
            <input type="hidden" name="org" value=org/>
            <input type="hidden" name="id" value=id/>
            <p>"Requests with this key are refused from the next one on. This cannot be undone."</p>
            <p class="muted mono">{what}</p>
            {used}
        </FormDialog>
    }
}

fn rename_dialog(slug: &str, key: &ApiKey, back: String, rename: ServerAction<RenameKey>) -> impl IntoView + use<> {
    let (org, id, name) = (slug.to_owned(), key.id.to_string(), key.name.clone());
    view! {
        <FormDialog
            id="rename-key"
            title=format!("Rename {name}")
            size=DialogSize::Small
            back
            action=rename
            button="Save name"
            let:error
        >
            <input type="hidden" name="org" value=org/>
            <input type="hidden" name="id" value=id/>
            <Field
                label="Name"
                name="name"
                id="rename-name"
                value=name
                required=true
                autofocus=true
                maxlength=64
                autocomplete="off"
                hint="Where it is used. Shown in the audit log."
                error=field_error(error, "name")
            />
        </FormDialog>
    }
}
