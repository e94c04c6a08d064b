use super::members;
use crate::ui::*;
use contract::PermissionSet;
use leptos::prelude::*;

/// What saving a role would change, for how many people: follows the boxes.
///
/// Props: `before`, `chosen`, `holders` (members of the role).
///
/// Example: `<Effects before=role.permissions chosen holders=role.member_count/>`
#[component]
pub(super) fn Effects(
    /// What is saved.
    before: PermissionSet,
    /// What is ticked.
    chosen: RwSignal<PermissionSet>,
    /// Members of the role.
    holders: i64,
) -> impl IntoView {
    let list = move || {
        let now = chosen.get();
        let (gained, lost) = (now.difference(before), before.difference(now));
        if gained.is_empty() && lost.is_empty() {
            return view! { <p class="muted">"Nothing yet. Tick or untick a permission to see whom it reaches."</p> }
                .into_any();
        }
        let gains = gained.iter().map(|permission| line(true, permission.name(), holders));
        let losses = lost.iter().map(|permission| line(false, permission.name(), holders));
        view! { <ul class="effect">{gains.chain(losses).collect_view()}</ul> }.into_any()
    };
    view! {
        <Card title="What changes">{list}</Card>
    }
}

fn line(gain: bool, permission: &'static str, holders: i64) -> impl IntoView {
    let who = members(holders);
    let words = match (gain, holders) {
        (true, 1) => format!("{who} gains it."),
        (true, _) => format!("{who} gain it."),
        (false, 1) => format!("{who} loses it."),
        (false, _) => format!("{who} lose it."),
    };
    let words = if holders == 0 { "Nobody holds this role yet.".to_owned() } else { words };
    view! {
        <li>
            <span class=if gain { "gain" } else { "lose" }>
                <Icon name=if gain { "plus" } else { "minus" }/>
            </span>
            <div>
                <strong>{permission}</strong>
                <br/>
                <span class="muted">{words}</span>
            </div>
        </li>
    }
}

/// How many permissions differ, in words; empty when none does.
pub(super) fn difference(before: PermissionSet, now: PermissionSet) -> String {
    match now.difference(before).len() + before.difference(now).len() {
        0 => String::new(),
        1 => "1 change".to_owned(),
        count => format!("{count} changes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Permission;

    #[test]
    fn changes_are_counted_in_both_directions() {
        let before = PermissionSet::EMPTY.with(Permission::UsersRead);
        assert_eq!(difference(before, before), "");
        assert_eq!(difference(before, before.with(Permission::RolesRead)), "1 change");
        assert_eq!(difference(before, PermissionSet::EMPTY.with(Permission::RolesRead)), "2 changes");
    }
}
