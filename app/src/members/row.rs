use super::{grant::may_grant, page::Actions, rpc::SetMemberStatus};
use crate::{
    frame::Address,
    messages as t,
    ui::{Badge, Button, Menu, MenuItem, MenuLine, MenuLink, Person, PostForm, Size, Status, Time, Tone, Variant},
};
use contract::{
    Permission,
    members::{Member, MemberStatus},
    organizations::OrganizationContext,
    permissions::OWNER,
    roles::Role,
};
use leptos::prelude::*;

/// One member with what the viewer may do about them.
#[component]
pub(super) fn MemberRow(
    org: OrganizationContext,
    member: Member,
    /// The viewer's own row.
    me: bool,
    roles: Vec<Role>,
    here: Address,
    actions: Actions,
) -> impl IntoView {
    let (status, tone) = match member.status {
        MemberStatus::Active => (t::members::active(), Tone::Success),
        MemberStatus::Suspended => (t::members::suspended(), Tone::Warning),
    };
    let may = |permission| org.permissions.contains(permission);
    let touchable = may_grant(&org, &roles, &member.role);
    let role = if touchable && may(Permission::UsersUpdate) {
        view! {
            <a
                class="button"
                data-variant="ghost"
                data-size="small"
                data-noscroll
                href=here.with("change", member.user_id.as_str()).href()
                aria-label=t::members::change_role_of(&member.name, &member.role)
            >
                {member.role.clone()}
                <crate::ui::Icon name="chevron-down"/>
            </a>
        }
        .into_any()
    } else {
        let role = member.role.clone();
        view! { <Badge>{role}</Badge> }.into_any()
    };
    let last_active = match member.last_active_at {
        Some(at) => view! { <Time at/> }.into_any(),
        None => t::time::never().into_any(),
    };
    let note = if me { t::common::you() } else { "" };
    view! {
        <tr>
            <td class="cell-main">
                <Person name=member.name.clone() id=member.user_id.as_str() sub=member.email.clone() note/>
            </td>
            <td>{role}</td>
            <td>
                <Status tone>{status}</Status>
            </td>
            <td data-label=t::members::last_active()>{last_active}</td>
            <td class="cell-lg" data-label=t::members::joined()>
                <Time at=member.joined_at date=true/>
            </td>
            <td class="cell-actions">{menu(&org, &member, me, touchable, &here, actions)}</td>
        </tr>
    }
}

/// The row's menu; nothing for somebody who may do none of it.
fn menu(
    org: &OrganizationContext,
    member: &Member,
    me: bool,
    touchable: bool,
    here: &Address,
    actions: Actions,
) -> Option<impl IntoView + use<>> {
    let may = |permission| org.permissions.contains(permission);
    let (update, delete, audit) =
        (may(Permission::UsersUpdate), may(Permission::UsersDelete), may(Permission::AuditRead));
    if !update && !delete && !audit {
        return None;
    }
    let user = member.user_id.as_str();
    let id = format!("member-{user}");
    let activity = audit.then(|| {
        let href = format!("/o/{}/audit?target={}", org.organization.slug, crate::frame::encode(user));
        view! { <MenuLink href icon="history">{t::members::view_activity()}</MenuLink> }
    });
    let why_not =
        if member.role == OWNER { t::members::protected_owner() } else { t::members::protected_rights() };
    let locked = ((update || delete) && !touchable)
        .then(|| view! { <MenuItem icon="lock" hint=why_not disabled=true>{t::members::protected()}</MenuItem> });
    let change = (update && touchable).then(|| {
        view! {
            <MenuLink href=here.with("change", user).href() icon="shield" attr:data-noscroll="">
                {t::members::change_role()}
            </MenuLink>
        }
    });
    let status = (update && touchable && !me).then(|| status_form(org, member, actions.set_status));
    let offer = (org.role == OWNER && member.role != OWNER && member.status == MemberStatus::Active).then(|| {
        view! {
            <MenuLink href=here.with("offer", user).href() icon="crown" attr:data-noscroll="">
                {t::ownership::offer_button()}
            </MenuLink>
        }
    });
    let remove = (delete && touchable && !me).then(|| {
        view! {
            <MenuLine/>
            <MenuLink href=here.with("remove", user).href() icon="user-x" attr:data-variant="danger" attr:data-noscroll="">
                {t::members::remove_from_organization()}
            </MenuLink>
        }
    });
    let label = t::common::actions_for(&member.name);
    Some(view! {
        <Button variant=Variant::Ghost size=Size::Small icon="ellipsis" label=label.clone() menu=id.clone()/>
        <Menu id label>
            {activity}
            {locked}
            {change}
            {status}
            {offer}
            {remove}
        </Menu>
    })
}

fn status_form(
    org: &OrganizationContext,
    member: &Member,
    action: ServerAction<SetMemberStatus>,
) -> impl IntoView + use<> {
    let (status, words, hint, icon) = match member.status {
        MemberStatus::Active => (MemberStatus::Suspended, t::members::suspend(), t::members::suspend_hint(), "ban"),
        MemberStatus::Suspended => (MemberStatus::Active, t::members::reactivate(), t::members::reactivate_hint(), "undo-2"),
    };
    let (slug, user) = (org.organization.slug.clone(), member.user_id.to_string());
    view! {
        <PostForm action>
            <input type="hidden" name="org" value=slug/>
            <input type="hidden" name="user" value=user/>
            <input type="hidden" name="status" value=status.as_str()/>
            <MenuItem icon hint submit=true>
                {words}
            </MenuItem>
        </PostForm>
    }
}
