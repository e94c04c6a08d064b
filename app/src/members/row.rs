use super::{grant::may_grant, page::Actions, pick::PickBox, rpc::SetMemberStatus};
use crate::remote::FormAction;
use crate::{
    frame::Address,
    messages as t,
    ui::{
        Badge, Button, Icon, Menu, MenuItem, MenuLine, MenuLink, Person, PostForm, Size, Status, Time, Tone, Variant,
    },
};
use contract::{
    Permission, UserId,
    members::{Member, MemberStatus},
    organizations::OrganizationContext,
    permissions::OWNER,
    roles::Role,
};
use leptos::prelude::*;

/// Whether the viewer may change or remove a member together with others: nobody does so with themselves.
pub(super) fn may_touch(org: &OrganizationContext, roles: &[Role], member: &Member, me: &UserId) -> bool {
    member.user_id != *me && may_grant(org, roles, &member.role)
}

/// One member with what the viewer may do about them.
#[component]
pub(super) fn MemberRow(
    org: OrganizationContext,
    member: Member,
    /// The viewer's own row.
    me: bool,
    roles: Vec<Role>,
    here: Address,
    /// Whether the list has boxes to tick.
    pickable: bool,
    actions: Actions,
) -> impl IntoView {
    let ahead = actions.ahead;
    let may = |permission| org.permissions.contains(permission);
    let touchable = may_grant(&org, &roles, &member.role);
    let (of_role, of_status, of_row) = (member.clone(), member.clone(), member.clone());
    let shown_role = Memo::new(move |_| ahead.role(&of_role));
    let shown_status = Memo::new(move |_| ahead.status(&of_status));
    let pick = pickable.then(|| {
        let (user, name) = (member.user_id.clone(), member.name.clone());
        view! {
            <td class="cell-check">
                <PickBox user name enabled={touchable && !me} picks=actions.picks/>
            </td>
        }
    });
    let role = if touchable && may(Permission::UsersUpdate) {
        let name = member.name.clone();
        view! {
            <a
                class="button"
                data-variant="ghost"
                data-size="small"
                data-noscroll
                data-role
                href=here.with("change", member.user_id.as_str()).href()
                aria-label=move || t::members::change_role_of(&name, &shown_role.get())
            >
                {move || shown_role.get()}
                <Icon name="chevron-down"/>
            </a>
        }
        .into_any()
    } else {
        view! { <Badge>{move || shown_role.get()}</Badge> }.into_any()
    };
    let status = move || match shown_status.get() {
        MemberStatus::Active => view! { <Status tone=Tone::Success>{t::members::active()}</Status> },
        MemberStatus::Suspended => view! { <Status tone=Tone::Warning>{t::members::suspended()}</Status> },
    };
    let last_active = match member.last_active_at {
        Some(at) => view! { <Time at/> }.into_any(),
        None => t::time::never().into_any(),
    };
    let note = if me { t::common::you() } else { "" };
    let off = move || (shown_status.get() == MemberStatus::Suspended).then_some("off");
    view! {
        <tr data-state=off>
            {pick}
            <td class="cell-main">
                <Person name=member.name.clone() id=member.user_id.as_str() sub=member.email.clone() note/>
            </td>
            <td>{role}</td>
            <td>{status}</td>
            <td data-label=t::members::last_active()>{last_active}</td>
            <td class="cell-lg" data-label=t::members::joined()>
                <Time at=member.joined_at date=true/>
            </td>
            <td class="cell-actions">{menu(&org, &of_row, me, touchable, shown_status, &here, actions)}</td>
        </tr>
    }
}

/// The row's menu; nothing for somebody who may do none of it.
fn menu(
    org: &OrganizationContext,
    member: &Member,
    me: bool,
    touchable: bool,
    shown_status: Memo<MemberStatus>,
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
    let why_not = if member.role == OWNER { t::members::protected_owner() } else { t::members::protected_rights() };
    let locked = ((update || delete) && !touchable).then(|| {
        view! { <MenuItem icon="lock" hint=why_not disabled=true>{t::members::protected()}</MenuItem> }
    });
    let change = (update && touchable).then(|| {
        view! {
            <MenuLink href=here.with("change", user).href() icon="shield" attr:data-noscroll="">
                {t::members::change_role()}
            </MenuLink>
        }
    });
    let status = (update && touchable && !me).then(|| {
        let (slug, user) = (org.organization.slug.clone(), member.user_id.to_string());
        move || status_form(slug.clone(), user.clone(), shown_status.get(), actions.set_status)
    });
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

fn status_form(slug: String, user: String, status: MemberStatus, action: FormAction<SetMemberStatus>) -> impl IntoView {
    let (status, words, hint, icon) = match status {
        MemberStatus::Active => (MemberStatus::Suspended, t::members::suspend(), t::members::suspend_hint(), "ban"),
        MemberStatus::Suspended => {
            (MemberStatus::Active, t::members::reactivate(), t::members::reactivate_hint(), "undo-2")
        }
    };
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
