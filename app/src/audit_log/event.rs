use super::{kind_words, words};
use crate::{frame::Address, messages as t, ui::*};
use contract::audit_log::AuditEvent;
use leptos::prelude::*;

/// One line of the log, which opens to everything that is known about the change.
pub(super) fn event(here: &Address, event: AuditEvent) -> impl IntoView + use<> {
    let by = here.without(&["cursor"]).with("actor", &event.actor.id).href();
    let about = here.without(&["cursor"]).with("target", &event.target.id).href();
    let person = event.actor.kind == "user";
    let icon = match event.actor.kind.as_str() {
        "user" => None,
        "key" => Some("key-round"),
        _ => Some("server"),
    };
    let avatar = match icon {
        None => {
            let (name, id) = (event.actor.name.clone(), event.actor.id.clone());
            view! { <Avatar name id size=AvatarSize::Small/> }.into_any()
        }
        Some(icon) => {
            view! { <Avatar name=event.actor.name.clone() icon square=true size=AvatarSize::Small/> }.into_any()
        }
    };
    let kind = (!person).then(|| {
        let word = match event.actor.kind.as_str() {
            "key" => t::audit_log::key(),
            "admin" => t::audit_log::administration(),
            _ => t::audit_log::system(),
        };
        view! { <Badge>{word}</Badge> }
    });
    let changes: Vec<_> = event
        .changes
        .iter()
        .map(|(field, (before, after))| Change { field: field.clone(), before: words(before), after: words(after) })
        .collect();
    let diff = (!changes.is_empty()).then(|| view! { <Diff changes/> });
    let via = event.actor.via_key.clone().map(|key| {
        view! {
            <Fact name=t::audit_log::through_key()>
                <Id value=key/>
            </Fact>
        }
    });
    let from = match (event.ip.clone(), event.user_agent.clone()) {
        (None, None) => t::audit_log::unknown_client().to_owned(),
        (Some(ip), None) => ip,
        (None, Some(client)) => client,
        (Some(ip), Some(client)) => format!("{ip}, {client}"),
    };
    let target_name = if event.target.name.is_empty() { event.target.id.clone() } else { event.target.name.clone() };
    let (short_target, actor_name) = (target_name.clone(), event.actor.name.clone());
    let (target_id, actor_id) = (event.target.id.clone(), event.actor.id.clone());
    view! {
        <li>
            <details class="log-event">
                <summary>
                    <Icon name="chevron-right"/>
                    <code class="strong">{event.action}</code>
                    <span class="log-who">
                        {avatar}
                        <span class="clip">{actor_name.clone()}</span>
                        {kind}
                    </span>
                    <span class="clip">{short_target}</span>
                    <Time at=event.at exact=true/>
                </summary>
                <div class="stack">
                    <Facts>
                        <Fact name=t::audit_log::by()>
                            {actor_name} " " <Id value=actor_id/>
                        </Fact>
                        {via}
                        <Fact name=t::audit_log::on()>
                            {format!("{} {target_name} ", kind_words(&event.target.kind))}
                            {(target_id != target_name).then(|| view! { <Id value=target_id/> })}
                        </Fact>
                        <Fact name=t::audit_log::through()>{t::audit_log::surface(&event.surface)}</Fact>
                        <Fact name=t::audit_log::client()>{from}</Fact>
                        <Fact name=t::audit_log::request()>
                            <Id value=event.request_id/>
                        </Fact>
                        <Fact name=t::audit_log::event()>
                            <Id value=event.id.to_string()/>
                        </Fact>
                    </Facts>
                    {diff}
                    <div class="cluster">
                        <LinkButton href=by size=Size::Small icon="list-filter">
                            {t::audit_log::all_by_them()}
                        </LinkButton>
                        <LinkButton href=about size=Size::Small icon="list-filter">
                            {t::audit_log::all_about_this()}
                        </LinkButton>
                    </div>
                </div>
            </details>
        </li>
    }
}
