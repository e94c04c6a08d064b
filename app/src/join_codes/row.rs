use super::list_rpc::RevokeJoinCode;
use crate::remote::FormAction;
use crate::{
    messages::{self as t, SLOT, around},
    ui::{Avatar, Badge, Button, CopyButton, Menu, MenuItem, Meter, PostForm, Size, Status, Time, Tone, Variant},
};
use contract::join_codes::{JoinCode, JoinedBy};
use leptos::prelude::*;

/// One join code, who used it, and what may be done with it.
#[component]
pub(super) fn JoinCodeRow(
    slug: String,
    code: JoinCode,
    /// The code behind this is a link.
    link: String,
    revoke: FormAction<RevokeJoinCode>,
) -> impl IntoView {
    let active = code.status == "active";
    let (status, tone) = match code.status.as_str() {
        "active" => (t::join_codes::open(), Tone::Success),
        "used_up" => (t::join_codes::used_up(), Tone::Off),
        "expired" => (t::join_codes::ended(), Tone::Off),
        _ => (t::join_codes::revoked(), Tone::Off),
    };
    let hidden = code.code.is_empty();
    let shown = if hidden { t::join_codes::hidden().to_owned() } else { code.code.clone() };
    let mut note: Vec<AnyView> = Vec::new();
    if hidden {
        note.push(t::join_codes::hidden_hint().into_any());
    } else if let Some(domain) = &code.email_domain {
        note.push(t::join_codes::only_for(domain).into_any());
    }
    if let Some(at) = code.expires_at.filter(|_| active) {
        let words = if note.is_empty() { t::join_codes::ends(SLOT) } else { t::join_codes::and_ends(SLOT) };
        note.push(around(&words, view! { <Time at date=true/> }).into_any());
    }
    let note = (!note.is_empty()).then(|| view! { <span class="sub">{note}</span> });
    let copy = (active && !hidden).then(|| {
        let text = format!("{link}{}", code.code);
        view! { <CopyButton text label=t::join_codes::copy_link()/> }
    });
    let menu = active.then(|| revoke_menu(slug, &code, revoke));
    let (uses, most) = (u64::try_from(code.use_count).unwrap_or_default(), code.max_uses);
    // The meter bears its own name.
    let (used, label) = match most.and_then(|most| u64::try_from(most).ok()) {
        Some(max) => (view! { <Meter label=t::join_codes::uses() value=uses max/> }.into_any(), None),
        None => (t::join_codes::no_limit(uses).into_any(), Some(t::join_codes::used())),
    };
    view! {
        <tr>
            <td class="cell-main">
                <span class="person">
                    <Avatar name="code" icon="ticket" square=true/>
                    <span class="name mono">{shown}</span>
                    {note}
                </span>
            </td>
            <td>
                <Badge>{code.role}</Badge>
            </td>
            <td data-label=label>{used} {joined(code.joined)}</td>
            <td>
                <Status tone>{status}</Status>
            </td>
            <td class="cell-lg" data-label=t::common::created()>
                <Time at=code.created_at/>
                " "
                <span class="faint">{t::join_codes::created_by(&code.created_by)}</span>
            </td>
            <td class="cell-actions">
                <div class="cluster">{copy} {menu}</div>
            </td>
        </tr>
    }
}

/// Who joined, folded.
fn joined(people: Vec<JoinedBy>) -> Option<impl IntoView> {
    let latest = match people.len() {
        0 => return None,
        1 => t::join_codes::who_joined().to_owned(),
        count => t::join_codes::latest(count),
    };
    let people: Vec<_> = people
        .into_iter()
        .map(|person| {
            view! {
                <li>
                    {person.name}
                    " "
                    <span class="faint">
                        <Time at=person.at/>
                    </span>
                </li>
            }
        })
        .collect();
    Some(view! {
        <details class="chart-table small">
            <summary>
                <crate::ui::Icon name="chevron-right"/>
                {latest}
            </summary>
            <ul>{people}</ul>
        </details>
    })
}

fn revoke_menu(slug: String, code: &JoinCode, action: FormAction<RevokeJoinCode>) -> impl IntoView + use<> {
    let id = code.id.to_string();
    let menu = format!("menu-{id}");
    let name = if code.code.is_empty() { &code.role } else { &code.code };
    let label = t::common::actions_for(name);
    view! {
        <Button variant=Variant::Ghost size=Size::Small icon="ellipsis" label=label.clone() menu=menu.clone()/>
        <Menu id=menu label>
            <PostForm action>
                <input type="hidden" name="org" value=slug/>
                <input type="hidden" name="id" value=id/>
                <MenuItem icon="ban" danger=true hint=t::join_codes::revoke_hint() submit=true>
                    {t::join_codes::revoke()}
                </MenuItem>
            </PostForm>
        </Menu>
    }
}
