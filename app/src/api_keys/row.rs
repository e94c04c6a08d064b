use super::{ends_soon, env_word, idle, kind_word, rotatable, rpc::SwitchKey};
use crate::remote::FormAction;
use crate::{frame::Address, messages as t, ui::*};
use contract::{Permission, PermissionSet, Timestamp, api_keys::ApiKey};
use leptos::prelude::*;

/// A key's name over what one recognizes it by.
pub(crate) fn key_name(key: &ApiKey) -> impl IntoView + use<> {
    let kind = kind_word(key.kind).map(str::to_owned);
    let about = [Some(env_word(key.env).to_owned()), kind, key.project_name.clone()];
    let about: Vec<String> = about.into_iter().flatten().collect();
    let name = key.name.clone();
    view! {
        <span class="person">
            <Avatar name=name.clone() icon="key-round" square=true/>
            <span class="name" title=name.clone()>
                {name.clone()}
            </span>
            <span class="sub">
                <span class="mono">{format!("{}…{}", key.prefix, key.last_four)}</span>
                {format!(" · {}", about.join(" · "))}
            </span>
        </span>
    }
}

/// The state a key is in.
pub(crate) fn key_status(key: &ApiKey) -> impl IntoView + use<> {
    let (tone, word) = match key.status.as_str() {
        "active" => (Tone::Success, t::api_keys::active()),
        "disabled" => (Tone::Off, t::api_keys::disabled()),
        "expired" => (Tone::Off, t::api_keys::expired()),
        _ => (Tone::Danger, t::api_keys::status_revoked()),
    };
    view! { <Status tone>{word}</Status> }
}

/// One line of the list.
pub(super) fn row(
    place: usize,
    slug: &str,
    here: &Address,
    key: ApiKey,
    rights: PermissionSet,
    now: Timestamp,
    switch: FormAction<SwitchKey>,
) -> impl IntoView + use<> {
    let unused = idle(&key, now);
    let status = if ends_soon(&key, now) {
        view! { <Status tone=Tone::Warning>{t::api_keys::expires_soon()}</Status> }.into_any()
    } else {
        key_status(&key).into_any()
    };
    let used = match key.last_used_at {
        Some(at) => view! { <Time at/> }.into_any(),
        None => view! { <span class="faint">{t::time::never()}</span> }.into_any(),
    };
    let expires = match key.expires_at {
        Some(at) => view! { <Time at date=true/> }.into_any(),
        None => view! { <span class="faint">{t::time::never()}</span> }.into_any(),
    };
    let over = matches!(key.status.as_str(), "revoked" | "expired" | "disabled");
    let name = key_name(&key);
    let permissions = permissions(key.permissions);
    let menu = menu(place, slug, here, &key, rights, switch);
    view! {
        <tr data-state=over.then_some("off")>
            <td class="cell-main">{name}</td>
            <td class="cell-lg">{permissions}</td>
            <td>{status}</td>
            <td data-label=t::api_keys::column_used()>
                <span class="cluster">
                    {used}
                    {unused.then(|| view! { <Badge tone=Tone::Warning icon="clock">{t::api_keys::unused()}</Badge> })}
                </span>
            </td>
            <td data-label=t::common::expires()>{expires}</td>
            <td class="cell-actions">{menu}</td>
        </tr>
    }
}

/// The first permission and how many more there are; all of them on hover.
fn permissions(set: PermissionSet) -> impl IntoView {
    let names: Vec<&str> = set.iter().map(Permission::name).collect();
    match names.split_first() {
        None => view! { <span class="faint">{t::api_keys::no_permissions()}</span> }.into_any(),
        Some((first, more)) => {
            let first = (*first).to_owned();
            let count = (!more.is_empty()).then(|| view! { <span class="count">{format!("+{}", more.len())}</span> });
            view! {
                <span class="cluster" data-wrap="no" title=names.join(", ")>
                    <code class="chip-code">{first}</code>
                    {count}
                </span>
            }
            .into_any()
        }
    }
}

fn menu(
    place: usize,
    slug: &str,
    here: &Address,
    key: &ApiKey,
    rights: PermissionSet,
    switch: FormAction<SwitchKey>,
) -> Option<AnyView> {
    let revoked = key.status == "revoked";
    let may = |permission| rights.contains(permission);
    let id = key.id.to_string();
    let activity = may(Permission::AuditRead).then(|| {
        let href = format!("/o/{slug}/audit?target={id}");
        view! {
            <MenuLink href icon="history">
                {t::api_keys::view_activity()}
            </MenuLink>
        }
    });
    let rename = (!revoked && may(Permission::ApiKeysCreate)).then(|| {
        let href = here.with("rename", &id).href();
        view! {
            <MenuLink href icon="pencil">
                {t::api_keys::rename()}
            </MenuLink>
        }
    });
    let rotate = (rotatable(key) && may(Permission::ApiKeysCreate)).then(|| {
        let href = here.with("rotate", &id).href();
        view! {
            <MenuLink href icon="rotate-cw">
                {t::api_keys::rotate()}
            </MenuLink>
        }
    });
    let needed = if key.enabled { Permission::ApiKeysRevoke } else { Permission::ApiKeysCreate };
    let (icon, words) = if key.enabled { ("ban", t::api_keys::disable()) } else { ("check", t::api_keys::enable()) };
    let (org, key_id, enabled) = (slug.to_owned(), id.clone(), (!key.enabled).to_string());
    let switching = (!revoked && may(needed)).then(|| {
        view! {
            <PostForm action=switch>
                <input type="hidden" name="org" value=org/>
                <input type="hidden" name="id" value=key_id/>
                <input type="hidden" name="enabled" value=enabled/>
                <MenuItem icon submit=true>
                    {words}
                </MenuItem>
            </PostForm>
        }
    });
    let revoke = (!revoked && may(Permission::ApiKeysRevoke)).then(|| {
        let href = here.with("revoke", &id).href();
        view! {
            <MenuLine/>
            <MenuLink href icon="trash-2" attr:data-variant="danger">
                {t::api_keys::revoke()}
            </MenuLink>
        }
    });
    let none = activity.is_none() && rename.is_none() && rotate.is_none() && switching.is_none() && revoke.is_none();
    let (menu_id, label) = (format!("key-{place}"), t::api_keys::actions_for(&key.name));
    (!none).then(|| {
        view! {
            <Button
                menu=menu_id.clone()
                icon="ellipsis"
                label=label.clone()
                variant=Variant::Ghost
                size=Size::Small
            />
            <Menu id=menu_id label>
                {activity}
                {rename}
                {rotate}
                {switching}
                {revoke}
            </Menu>
        }
        .into_any()
    })
}
