use super::list_rpc::RevokeJoinCode;
use crate::ui::{
    Avatar, Badge, Button, CopyButton, Menu, MenuItem, Meter, PostForm, Size, Status, Time, Tone, Variant, grouped,
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
    revoke: ServerAction<RevokeJoinCode>,
) -> impl IntoView {
    let active = code.status == "active";
    let (status, tone) = match code.status.as_str() {
        "active" => ("Open", Tone::Success),
        "used_up" => ("Used up", Tone::Off),
        "expired" => ("Ended", Tone::Off),
        _ => ("Revoked", Tone::Off),
    };
    let hidden = code.code.is_empty();
    let shown = if hidden { "Hidden".to_owned() } else { code.code.clone() };
    let mut note: Vec<AnyView> = Vec::new();
    if hidden {
        note.push("Its role holds more than yours".into_any());
    } else if let Some(domain) = &code.email_domain {
        note.push(format!("Only for @{domain}").into_any());
    }
    if let Some(at) = code.expires_at.filter(|_| active) {
        let before = if note.is_empty() { "Ends " } else { ", ends " };
        note.push(view! { {before} <Time at date=true/> }.into_any());
    }
    let note = (!note.is_empty()).then(|| view! { <span class="sub">{note}</span> });
    let copy = (active && !hidden).then(|| {
        let text = format!("{link}{}", code.code);
        view! { <CopyButton text label="Copy link"/> }
    });
    let menu = active.then(|| revoke_menu(slug, &code, revoke));
    let (uses, most) = (u64::try_from(code.use_count).unwrap_or_default(), code.max_uses);
    // The meter bears its own name.
    let (used, label) = match most.and_then(|most| u64::try_from(most).ok()) {
        Some(max) => (view! { <Meter label="Uses" value=uses max/> }.into_any(), None),
        None => (format!("{}, no limit", grouped(uses)).into_any(), Some("Used")),
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
            <td class="cell-lg" data-label="Created">
                <Time at=code.created_at/>
                " "
                <span class="faint">{format!("by {}", code.created_by)}</span>
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
        1 => "Who joined".to_owned(),
        count => format!("The latest {count}"),
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

fn revoke_menu(slug: String, code: &JoinCode, action: ServerAction<RevokeJoinCode>) -> impl IntoView + use<> {
    let id = code.id.to_string();
    let menu = format!("menu-{id}");
    let name = if code.code.is_empty() { &code.role } else { &code.code };
    let label = format!("Actions for {name}");
    view! {
        <Button variant=Variant::Ghost size=Size::Small icon="ellipsis" label=label.clone() menu=menu.clone()/>
        <Menu id=menu label>
            <PostForm action>
                <input type="hidden" name="org" value=slug/>
                <input type="hidden" name="id" value=id/>
                <MenuItem icon="ban" danger=true hint="For good; people who joined stay" submit=true>
                    "Revoke code"
                </MenuItem>
            </PostForm>
        </Menu>
    }
}
