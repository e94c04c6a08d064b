//! Audit events as sentences.

use crate::{
    messages::{self as t, SLOT, around},
    ui::{Avatar, Time},
};
use contract::audit_log::AuditEvent;
use leptos::prelude::*;
use serde_json::Value;

/// What happened last, newest first.
///
/// Props: `events`.
///
/// Example: `<Activity events=overview.activity/>`
#[component]
pub(super) fn Activity(events: Vec<AuditEvent>) -> impl IntoView {
    let lines = events.into_iter().map(|event| {
        let words = sentence(&event);
        let (who, id, target) = (event.actor.name, event.actor.id, event.target.name);
        let target = words.contains(SLOT).then(|| view! { <b>{target}</b> });
        let avatar = match event.actor.kind.as_str() {
            "user" => view! { <Avatar name=who.clone() id/> }.into_any(),
            "key" => view! { <Avatar name=who.clone() id icon="key-round"/> }.into_any(),
            _ => view! { <Avatar name=who.clone() id icon="server"/> }.into_any(),
        };
        view! {
            <li>
                {avatar}
                <span>
                    <b>{who}</b>
                    " "
                    {around(&words, target)}
                </span>
                <Time at=event.at/>
            </li>
        }
    });
    view! { <ul class="feed">{lines.collect_view()}</ul> }
}

/// What was done, with the slot in the place of whom or what it was done to.
fn sentence(event: &AuditEvent) -> String {
    use t::overview as words;
    match event.action.as_str() {
        "organization.updated" => words::settings_changed(SLOT),
        "member.joined" if event.actor.id == event.target.id => words::joined().to_owned(),
        "member.joined" => words::member_added(SLOT),
        "member.role_changed" => match event.changes.get("role") {
            Some((old, new)) => words::role_changed_from(SLOT, &text(old), &text(new)),
            None => words::role_changed(SLOT),
        },
        "member.suspended" => words::suspended(SLOT),
        "member.reactivated" => words::reactivated(SLOT),
        "member.removed" => words::member_removed(SLOT),
        "member.left" => words::left().to_owned(),
        "invitation.created" => words::invited(SLOT),
        "invitation.resent" => words::invitation_resent(SLOT),
        "invitation.revoked" => words::invitation_revoked(SLOT),
        "invitation.accepted" => words::invitation_accepted(SLOT),
        "invitation.declined" => words::invitation_declined(SLOT),
        "ownership_transfer.offered" => words::ownership_offered(SLOT),
        "ownership_transfer.accepted" => words::ownership_accepted(SLOT),
        "ownership_transfer.withdrawn" => words::ownership_withdrawn(SLOT),
        "ownership_transfer.declined" => words::ownership_declined().to_owned(),
        "project.resource_registered" => words::resource_registered(SLOT),
        "project.resource_removed" => words::resource_removed(SLOT),
        other => {
            let (thing, verb) = other.split_once('.').unwrap_or((other, ""));
            words::other_change(verb, &thing.replace('_', "-"), SLOT)
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{
        EventId, Timestamp,
        audit_log::{AuditActor, AuditTarget},
    };

    fn event(action: &str, changes: &[(&str, &str, &str)]) -> AuditEvent {
        AuditEvent {
            id: "evt_0199d7a8c1f27c4e9a53b6d0e8f41c22".parse::<EventId>().unwrap(),
            at: Timestamp(0),
            actor: AuditActor { kind: "user".into(), id: "usr_1".into(), name: "Ana".into(), via_key: None },
            action: action.into(),
            target: AuditTarget { kind: "member".into(), id: "usr_2".into(), name: "Zoë".into() },
            changes: changes.iter().map(|(k, a, b)| ((*k).to_owned(), ((*a).into(), (*b).into()))).collect(),
            ip: None,
            user_agent: None,
            request_id: String::new(),
            surface: "console".into(),
        }
    }

    fn words(event: &AuditEvent) -> String {
        sentence(event).replace(SLOT, &event.target.name)
    }

    #[test]
    fn events_read_as_sentences() {
        let changed = event("member.role_changed", &[("role", "member", "admin")]);
        assert_eq!(words(&changed), "changed the role of Zoë from member to admin");
        assert_eq!(words(&event("member.joined", &[])), "added the member Zoë");
        let mut joined = event("member.joined", &[]);
        joined.target.id = joined.actor.id.clone();
        assert_eq!(words(&joined), "joined the organization");
        assert_eq!(words(&event("ownership_transfer.offered", &[])), "offered the ownership to Zoë");
        assert_eq!(words(&event("api_key.revoked", &[])), "revoked the API key Zoë");
        assert_eq!(words(&event("join_code.created", &[])), "created the join code Zoë");
        assert_eq!(words(&event("project.resource_removed", &[])), "removed a resource from the project Zoë");
    }
}
