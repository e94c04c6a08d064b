//! Audit events as sentences.

use crate::ui::{Avatar, Time};
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
        let (before, name, after) = sentence(&event);
        let (who, id) = (event.actor.name, event.actor.id);
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
                    {format!(" {before} ")}
                    <b>{name}</b>
                    {after}
                </span>
                <Time at=event.at/>
            </li>
        }
    });
    view! { <ul class="feed">{lines.collect_view()}</ul> }
}

/// What was done, to whom, and the rest of the sentence.
fn sentence(event: &AuditEvent) -> (String, String, String) {
    let target = event.target.name.clone();
    let say = |before: &str| (before.to_owned(), target.clone(), String::new());
    let alone = |words: &str| (words.to_owned(), String::new(), String::new());
    match event.action.as_str() {
        "organization.updated" => say("changed the settings of"),
        "member.joined" if event.actor.id == event.target.id => alone("joined the organization"),
        "member.joined" => say("added the member"),
        "member.role_changed" => {
            let change = event.changes.get("role");
            let words = change.map(|(old, new)| format!(" from {} to {}", text(old), text(new)));
            ("changed the role of".to_owned(), target, words.unwrap_or_default())
        }
        "member.suspended" => say("suspended"),
        "member.reactivated" => say("reactivated"),
        "member.left" => alone("left the organization"),
        "invitation.created" => say("invited"),
        "invitation.resent" => say("resent the invitation to"),
        "invitation.revoked" => say("revoked the invitation to"),
        "invitation.accepted" => say("accepted the invitation to"),
        "invitation.declined" => say("declined the invitation to"),
        "ownership_transfer.offered" => say("offered the ownership to"),
        "ownership_transfer.accepted" => say("took over the ownership of"),
        "ownership_transfer.withdrawn" => say("withdrew the offer of ownership to"),
        "ownership_transfer.declined" => alone("declined the ownership"),
        other => match other.split_once('.') {
            Some((thing, verb)) => say(&format!("{} the {}", verb.replace('_', " "), thing_words(thing))),
            None => say(other),
        },
    }
}

fn thing_words(thing: &str) -> String {
    match thing {
        "api_key" => "API key".to_owned(),
        other => other.replace('_', " "),
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
        let (before, name, after) = sentence(event);
        format!("{before} {name}{after}")
    }

    #[test]
    fn events_read_as_sentences() {
        let changed = event("member.role_changed", &[("role", "member", "admin")]);
        assert_eq!(words(&changed), "changed the role of Zoë from member to admin");
        assert_eq!(words(&event("member.joined", &[])), "added the member Zoë");
        let mut joined = event("member.joined", &[]);
        joined.target.id = joined.actor.id.clone();
        assert_eq!(words(&joined).trim(), "joined the organization");
        assert_eq!(words(&event("ownership_transfer.offered", &[])), "offered the ownership to Zoë");
        assert_eq!(words(&event("api_key.revoked", &[])), "revoked the API key Zoë");
        assert_eq!(words(&event("join_code.created", &[])), "created the join code Zoë");
    }
}
