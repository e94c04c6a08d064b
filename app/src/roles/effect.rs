use crate::{messages as t, ui::*};
use contract::{PermissionSet, members::Member};
use leptos::prelude::*;

/// What saving a role would change, for whom: follows the boxes.
///
/// Props: `before`, `chosen`, `holders` (members of the role), `people` (some of them; empty for who may not see members).
///
/// Example: `<Effects before=role.permissions chosen holders=role.member_count people/>`
#[component]
pub(super) fn Effects(
    /// What is saved.
    before: PermissionSet,
    /// What is ticked.
    chosen: RwSignal<PermissionSet>,
    /// Members of the role.
    holders: i64,
    /// Some of them.
    people: Vec<Member>,
) -> impl IntoView {
    let list = move || {
        let now = chosen.get();
        let (gained, lost) = (now.difference(before), before.difference(now));
        if gained.is_empty() && lost.is_empty() {
            return view! { <p class="muted">{t::roles::effects_none()}</p> }.into_any();
        }
        let gains = gained.iter().map(|permission| line(true, permission.name(), holders));
        let losses = lost.iter().map(|permission| line(false, permission.name(), holders));
        view! {
            <ul class="effect">{gains.chain(losses).collect_view()}</ul>
            {(!people.is_empty()).then(|| affected(&people, holders))}
        }
        .into_any()
    };
    view! {
        <Card title=t::roles::effects()>{list}</Card>
    }
}

fn line(gain: bool, permission: &'static str, holders: i64) -> impl IntoView {
    let words = if gain { t::roles::gains(holders) } else { t::roles::loses(holders) };
    view! {
        <li>
            <span class=if gain { "gain" } else { "lose" }>
                <Icon name=if gain { "plus" } else { "minus" }/>
            </span>
            <div>
                <code class="strong">{permission}</code>
                <br/>
                <span class="muted">{words}</span>
            </div>
        </li>
    }
}

/// The faces and names of those concerned.
fn affected(people: &[Member], holders: i64) -> impl IntoView + use<> {
    let faces: Vec<_> = people
        .iter()
        .map(|member| view! { <Avatar name=member.name.clone() id=member.user_id.to_string()/> })
        .collect();
    let names: Vec<_> = people.iter().map(|member| member.name.as_str()).collect();
    let more = holders - i64::try_from(people.len()).unwrap_or(holders);
    let names = names.join(", ");
    let words = if more > 0 { t::roles::and_more(&names, more) } else { names };
    view! {
        <div class="stack" data-gap="tight">
            <h3 class="small">{t::roles::affected()}</h3>
            <div class="avatar-row">{faces}</div>
            <p class="small muted">{words}</p>
        </div>
    }
}

/// How many permissions differ.
pub(super) fn difference(before: PermissionSet, now: PermissionSet) -> usize {
    now.difference(before).len() + before.difference(now).len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Permission;

    #[test]
    fn changes_are_counted_in_both_directions() {
        let before = PermissionSet::EMPTY.with(Permission::UsersRead);
        assert_eq!(difference(before, before), 0);
        assert_eq!(difference(before, before.with(Permission::RolesRead)), 1);
        assert_eq!(difference(before, PermissionSet::EMPTY.with(Permission::RolesRead)), 2);
    }

    #[test]
    fn a_preview_says_who_gains_and_who_loses() {
        let html = Owner::new().with(|| {
            let before = PermissionSet::EMPTY.with(Permission::UsersRead);
            let chosen = RwSignal::new(PermissionSet::EMPTY.with(Permission::RolesRead));
            view! { <Effects before chosen holders=6 people=Vec::new()/> }.to_html()
        });
        assert!(html.contains("6 members gain it.") && html.contains("6 members lose it."), "{html}");
    }
}
