//! Ticked rows, and the bar that does something with all of them. Without scripts the bar is always there and its form sends
//! the ticks; with scripts it takes the place of the toolbar while something is ticked.

use super::grant::role_choices;
use crate::{
    frame::Address,
    messages as t,
    ui::{Button, Menu, MenuItem, MenuLabel, Size, Variant},
};
use contract::{Permission, UserId, organizations::OrganizationContext, roles::Role};
use leptos::{ev::SubmitEvent, prelude::*, web_sys};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use std::collections::BTreeSet;
use web_sys::wasm_bindgen::JsCast;

/// The form that the boxes in the rows belong to.
const FORM: &str = "members-batch";

/// The members that are ticked, among those on the page.
#[derive(Clone, Copy)]
pub(super) struct Picks {
    ticked: RwSignal<BTreeSet<UserId>>,
    /// Those on the page who can be ticked.
    offered: RwSignal<Vec<UserId>>,
}

impl Picks {
    /// Nobody is ticked, except in boxes that were before the scripts ran.
    pub(super) fn new() -> Self {
        let picks = Self { ticked: RwSignal::new(BTreeSet::new()), offered: RwSignal::new(Vec::new()) };
        let before = StoredValue::new(if is_browser() { ticked_boxes() } else { BTreeSet::new() });
        Effect::new(move |_| {
            let before = before.get_value();
            if !before.is_empty() {
                picks.ticked.update(|ticked| ticked.extend(before));
            }
        });
        picks
    }

    /// A page of the list is shown: whoever is not on it is ticked no more.
    pub(super) fn offer(self, users: Vec<UserId>) {
        self.ticked.update(|ticked| ticked.retain(|user| users.contains(user)));
        self.offered.set(users);
    }

    /// How many are ticked.
    pub(super) fn count(self) -> usize {
        self.ticked.read().len()
    }

    /// Unticks all.
    pub(super) fn clear(self) {
        self.ticked.update(BTreeSet::clear);
    }

    fn has(self, user: &UserId) -> bool {
        self.ticked.read().contains(user)
    }

    fn all(self) -> bool {
        let (ticked, offered) = (self.ticked.read(), self.offered.read());
        !offered.is_empty() && offered.iter().all(|user| ticked.contains(user))
    }

    /// Some are ticked, not all.
    fn some(self) -> bool {
        self.count() > 0 && !self.all()
    }

    fn tick_all(self, on: bool) {
        self.ticked.set(if on { self.offered.read_untracked().iter().cloned().collect() } else { BTreeSet::new() });
    }

    fn tick(self, user: &UserId, on: bool) {
        self.ticked.update(|ticked| {
            if on {
                ticked.insert(user.clone());
            } else {
                ticked.remove(user);
            }
        });
    }

    /// As the address and forms have it.
    fn text(self) -> String {
        self.ticked.read_untracked().iter().map(UserId::as_str).collect::<Vec<_>>().join(",")
    }
}

/// The users whose boxes are ticked in the document.
fn ticked_boxes() -> BTreeSet<UserId> {
    let Ok(boxes) = document().query_selector_all(&format!("input[form={FORM}]:checked")) else {
        return BTreeSet::new();
    };
    let values = (0..boxes.length()).filter_map(|place| {
        let input: web_sys::HtmlInputElement = boxes.get(place)?.dyn_into().ok()?;
        input.value().parse().ok()
    });
    values.collect()
}

/// The users whose ticks an address holds: one list, or a word for each as a plain form sends them.
pub(super) fn picked(words: &[String]) -> Vec<UserId> {
    words.iter().flat_map(|word| word.split(',')).filter_map(|user| user.parse().ok()).collect()
}

/// The box of a row.
#[component]
pub(super) fn PickBox(
    /// Who.
    user: UserId,
    /// The name.
    name: String,
    /// Whether the viewer may do anything about them.
    enabled: bool,
    /// What is ticked.
    picks: Picks,
) -> impl IntoView {
    let (of_state, of_change) = (user.clone(), user.clone());
    view! {
        <input
            class="check"
            type="checkbox"
            name="pick"
            value=user.to_string()
            form=FORM
            aria-label=t::members::select(&name)
            disabled=!enabled
            prop:checked=move || picks.has(&of_state)
            on:change=move |event| picks.tick(&of_change, event_target_checked(&event))
        />
    }
}

/// The box that ticks the whole page.
#[component]
pub(super) fn PickAll(
    /// What is ticked.
    picks: Picks,
) -> impl IntoView {
    view! {
        <input
            class="check scripted"
            type="checkbox"
            aria-label=t::members::select_all()
            prop:checked=move || picks.all()
            prop:indeterminate=move || picks.some()
            on:change=move |event| picks.tick_all(event_target_checked(&event))
        />
    }
}

/// The bar. Its buttons lead to the preview of what they would do.
#[component]
pub(super) fn BatchBar(
    /// Where.
    org: OrganizationContext,
    /// The roles in effect.
    roles: Vec<Role>,
    /// The address of the list.
    here: Address,
    /// What is ticked.
    picks: Picks,
) -> impl IntoView {
    let may = |permission| org.permissions.contains(permission);
    let navigate = use_navigate();
    let kept = ["q", "role", "status", "sort", "cursor"];
    let kept = kept.into_iter().filter_map(|key| Some((key, here.get(key)?.to_owned())));
    let kept = kept.map(|(key, value)| view! { <input type="hidden" name=key value=value/> }).collect_view();
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(action) = event.submitter().and_then(|button| button.get_attribute("value")) {
            let there = here.with("batch", &action).with("pick", &picks.text());
            navigate(&there.href(), NavigateOptions { scroll: false, ..NavigateOptions::default() });
        }
    };
    let update = may(Permission::UsersUpdate).then(|| {
        let items = role_choices(&org, &roles).into_iter().map(|role| {
            let value = format!("role:{}", role.value);
            view! {
                <MenuItem submit=true attr:name="batch" attr:value=value attr:data-role="">
                    {role.label}
                </MenuItem>
            }
        });
        let items = items.collect_view();
        view! {
            <Button size=Size::Small icon="shield" menu="members-batch-role">
                {t::members::change_role()}
            </Button>
            <Menu id="members-batch-role" label=t::members::new_role()>
                <MenuLabel>{t::members::new_role()}</MenuLabel>
                {items}
            </Menu>
            <Button submit=true size=Size::Small icon="ban" attr:name="batch" attr:value="suspend">
                {t::members::suspend()}
            </Button>
            <Button submit=true size=Size::Small icon="undo-2" attr:name="batch" attr:value="reactivate">
                {t::members::reactivate()}
            </Button>
        }
    });
    let delete = may(Permission::UsersDelete).then(|| {
        view! {
            <Button
                submit=true
                size=Size::Small
                variant=Variant::DangerQuiet
                icon="user-x"
                attr:name="batch"
                attr:value="remove"
            >
                {t::members::remove()}
            </Button>
        }
    });
    let words = move || match picks.count() {
        0 => t::members::with_ticked().to_owned(),
        count => t::members::selected(count),
    };
    view! {
        <form
            class="bulk-bar"
            id=FORM
            method="get"
            aria-label=t::members::selected_members()
            data-empty=move || picks.count() == 0
            on:submit=on_submit
        >
            {kept}
            <strong aria-live="polite">{words}</strong>
            <span class="push"></span>
            {update}
            {delete}
            <span class="scripted">
                <Button variant=Variant::Ghost size=Size::Small on:click=move |_| picks.clear()>
                    {t::members::clear()}
                </Button>
            </span>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_come_as_one_list_or_one_word_each() {
        let list = picked(&["a,b,c".to_owned()]);
        assert_eq!(list.len(), 3);
        assert_eq!(picked(&["a".to_owned(), "b,c".to_owned(), String::new()]), list);
    }
}
