use super::users::Actions;
use crate::{
    frame::Address,
    messages as t,
    ui::{Badge, Button, Menu, MenuItem, MenuLine, MenuLink, Person, PostForm, Size, Status, Time, Tone, Variant},
};
use contract::administration::InstanceUser;
use leptos::prelude::*;

/// One account with what a super admin may do about it.
#[component]
pub(super) fn UserRow(
    user: InstanceUser,
    /// The viewer's own row.
    me: bool,
    here: Address,
    actions: Actions,
) -> impl IntoView {
    let (tone, words) = if user.disabled {
        (Tone::Off, t::administration::disabled())
    } else if user.email_verified {
        (Tone::Success, t::administration::active())
    } else {
        (Tone::Warning, t::administration::unconfirmed())
    };
    let admin = user.super_admin.then(|| {
        view! {
            <Badge tone=Tone::Accent icon="crown">
                {t::administration::super_admin()}
            </Badge>
        }
    });
    let note = if me { t::common::you() } else { "" };
    view! {
        <tr>
            <td class="cell-main">
                <Person name=user.name.clone() id=user.id.to_string() sub=user.email.clone() note/>
            </td>
            <td>
                <span class="cluster">
                    <Status tone>{words}</Status>
                    {admin}
                </span>
            </td>
            <td class="num" data-label=t::administration::organizations()>
                <span>{t::number(user.organization_count)}</span>
            </td>
            <td class="cell-lg" data-label=t::common::created()>
                <Time at=user.created_at date=true/>
            </td>
            <td class="cell-actions">{menu(&user, me, &here, actions)}</td>
        </tr>
    }
}

fn menu(user: &InstanceUser, me: bool, here: &Address, actions: Actions) -> impl IntoView + use<> {
    let id = format!("user-{}", user.id);
    let label = t::administration::actions_for(&user.name);
    let open = |dialog: &str| here.with(dialog, user.id.as_str()).href();
    let right = if user.super_admin {
        view! {
            <MenuLink href=open("demote") icon="crown" attr:data-noscroll="">
                {t::administration::demote()}
            </MenuLink>
        }
        .into_any()
    } else {
        view! {
            <MenuLink href=open("promote") icon="crown" attr:data-noscroll="">
                {t::administration::promote()}
            </MenuLink>
        }
        .into_any()
    };
    let sign_out = (!me && !user.disabled).then(|| {
        let user = user.id.to_string();
        view! {
            <PostForm action=actions.end_sessions>
                <input type="hidden" name="user" value=user/>
                <MenuItem icon="log-out" submit=true>
                    {t::administration::sign_out_everywhere()}
                </MenuItem>
            </PostForm>
        }
    });
    let access = (!me)
        .then(|| if user.disabled { enable(user, actions).into_any() } else { disable(open("disable")).into_any() });
    view! {
        <Button variant=Variant::Ghost size=Size::Small icon="ellipsis" label=label.clone() menu=id.clone()/>
        <Menu id label>
            {right}
            {sign_out}
            {access}
        </Menu>
    }
}

fn enable(user: &InstanceUser, actions: Actions) -> impl IntoView + use<> {
    let user = user.id.to_string();
    view! {
        <PostForm action=actions.enable>
            <input type="hidden" name="user" value=user/>
            <input type="hidden" name="disabled" value="false"/>
            <MenuItem icon="undo-2" hint=t::administration::enable_hint() submit=true>
                {t::administration::enable()}
            </MenuItem>
        </PostForm>
    }
}

fn disable(href: String) -> impl IntoView {
    view! {
        <MenuLine/>
        <MenuLink href icon="ban" attr:data-variant="danger" attr:data-noscroll="">
            {t::administration::disable()}
        </MenuLink>
    }
}
