use super::list_rpc::{ResendInvitation, RevokeInvitation};
use crate::remote::FormAction;
use crate::{
    messages::{self as t, SLOT, around},
    ui::{Avatar, Badge, Button, Menu, MenuItem, MenuLine, PostForm, Size, Status, Time, Tone, Variant},
};
use contract::{
    Permission,
    invitations::{Invitation, InvitationStatus},
    organizations::OrganizationContext,
};
use leptos::prelude::*;

/// One invitation with what the viewer may do about it.
#[component]
pub(super) fn InvitationRow(
    org: OrganizationContext,
    invitation: Invitation,
    resend: FormAction<ResendInvitation>,
    revoke: FormAction<RevokeInvitation>,
) -> impl IntoView {
    let (words, tone) = status(invitation.status);
    let pending = invitation.status == InvitationStatus::Pending;
    let open = pending || invitation.status == InvitationStatus::Expired;
    let ends = open.then(|| {
        let words = if pending { t::invitations::ends(SLOT) } else { t::invitations::ended(SLOT) };
        view! { <span class="sub">{around(&words, view! { <Time at=invitation.expires_at date=true/> })}</span> }
    });
    let menu = (open && org.permissions.contains(Permission::UsersInvite))
        .then(|| menu(org.organization.slug, &invitation, pending, resend, revoke));
    let email = invitation.email.clone();
    let title = email.clone();
    view! {
        <tr>
            <td class="cell-main">
                <span class="person">
                    <Avatar name=email.clone() icon="mail"/>
                    <span class="name" title=title>
                        {email}
                    </span>
                    {ends}
                </span>
            </td>
            <td>
                <Badge>{invitation.role}</Badge>
            </td>
            <td>
                <Status tone>{words}</Status>
            </td>
            <td class="cell-lg" data-label=t::invitations::invited_by()>
                {invitation.invited_by}
            </td>
            <td data-label=t::invitations::sent()>
                <Time at=invitation.last_sent_at/>
            </td>
            <td class="cell-actions">{menu}</td>
        </tr>
    }
}

/// A status in words.
pub(super) fn status(status: InvitationStatus) -> (&'static str, Tone) {
    match status {
        InvitationStatus::Pending => (t::invitations::pending(), Tone::Neutral),
        InvitationStatus::Accepted => (t::invitations::accepted(), Tone::Success),
        InvitationStatus::Declined => (t::invitations::declined(), Tone::Off),
        InvitationStatus::Revoked => (t::invitations::revoked(), Tone::Off),
        InvitationStatus::Expired => (t::invitations::expired(), Tone::Off),
    }
}

fn menu(
    slug: String,
    invitation: &Invitation,
    pending: bool,
    resend: FormAction<ResendInvitation>,
    revoke: FormAction<RevokeInvitation>,
) -> impl IntoView + use<> {
    let id = invitation.id.to_string();
    let label = t::common::actions_for(&invitation.email);
    let menu = format!("menu-{id}");
    let revoke = pending.then(|| {
        let (slug, id) = (slug.clone(), id.clone());
        view! {
            <MenuLine/>
            <PostForm action=revoke>
                <input type="hidden" name="org" value=slug/>
                <input type="hidden" name="id" value=id/>
                <MenuItem icon="x" danger=true hint=t::invitations::revoke_hint() submit=true>
                    {t::invitations::revoke()}
                </MenuItem>
            </PostForm>
        }
    });
    view! {
        <Button variant=Variant::Ghost size=Size::Small icon="ellipsis" label=label.clone() menu=menu.clone()/>
        <Menu id=menu label>
            <PostForm action=resend>
                <input type="hidden" name="org" value=slug/>
                <input type="hidden" name="id" value=id/>
                <MenuItem icon="send" hint=t::invitations::resend_hint() submit=true>
                    {t::invitations::resend()}
                </MenuItem>
            </PostForm>
            {revoke}
        </Menu>
    }
}
