//! Changes that rows show before the server has answered, and the way back from them.

use super::{
    batch,
    page::Actions,
    rpc::{change_role, set_member_status},
};
use crate::{
    frame::{Address, Reader, reauthenticate_path},
    messages as t,
    ui::Toaster,
};
use contract::{
    ApiError, UserId,
    members::{Member, MemberStatus},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use std::collections::HashMap;

/// What one row shows instead of what was read.
#[derive(Clone)]
struct Change {
    /// The member as read.
    before: Member,
    role: Option<String>,
    status: Option<MemberStatus>,
    /// The server has confirmed it; the next reading of the list has it.
    confirmed: bool,
}

/// What rows show instead of what was read, by member.
#[derive(Clone, Copy)]
pub(super) struct Ahead {
    changes: RwSignal<HashMap<UserId, Change>>,
    /// The rows as read.
    listed: StoredValue<Vec<Member>>,
}

impl Ahead {
    pub(super) fn new() -> Self {
        Self { changes: RwSignal::new(HashMap::new()), listed: StoredValue::new(Vec::new()) }
    }

    /// The role that a row shows.
    pub(super) fn role(self, member: &Member) -> String {
        let changes = self.changes.read();
        let ahead = changes.get(&member.user_id).and_then(|change| change.role.clone());
        ahead.unwrap_or_else(|| member.role.clone())
    }

    /// The status that a row shows.
    pub(super) fn status(self, member: &Member) -> MemberStatus {
        self.changes.read().get(&member.user_id).and_then(|change| change.status).unwrap_or(member.status)
    }

    /// The list was read: it has what the server had confirmed.
    pub(super) fn settle(self, listed: Vec<Member>) {
        self.listed.set_value(listed);
        self.changes.update(|changes| changes.retain(|_, change| !change.confirmed));
    }

    /// A change that was asked for. Somebody who is not on the page has no row to show it.
    fn begin(self, user: &UserId, role: Option<String>, status: Option<MemberStatus>) {
        let listed = self.listed.with_value(|listed| listed.iter().find(|member| member.user_id == *user).cloned());
        let Some(before) = listed else { return };
        let change = Change { before, role, status, confirmed: false };
        self.changes.update(|changes| drop(changes.insert(change.before.user_id.clone(), change)));
    }

    /// The member as before a change that the server has confirmed.
    fn confirm(self, user: &UserId) -> Option<Member> {
        self.changes.try_update(|changes| {
            let change = changes.get_mut(user)?;
            change.confirmed = true;
            Some(change.before.clone())
        })?
    }

    fn fall_back(self) {
        self.changes.update(|changes| changes.retain(|_, change| change.confirmed));
    }
}

/// Takes changes back when a message is told to. The message may outlive the page, so nothing here needs it.
#[derive(Clone, Copy)]
pub(super) struct Undoing {
    pub(super) toaster: Toaster,
    /// Grows when the list is to be read again.
    reread: RwSignal<usize>,
}

impl Undoing {
    /// Runs the opposite of a change, and tells in the words of `told` what became of it.
    pub(super) fn run<T: 'static>(
        self,
        undo: impl Future<Output = Result<T, ApiError>> + 'static,
        told: impl FnOnce(&T) -> String + 'static,
    ) {
        spawn_local(async move {
            match undo.await {
                Ok(done) => self.toaster.success(told(&done)),
                Err(error) => self.toaster.failure(failed(&error)),
            }
            // A page that was left has no list.
            let _ = self.reread.try_update(|times| *times += 1);
        });
    }
}

fn told_role(member: &Member) -> String {
    t::members::role_changed(&member.name, &member.role)
}

fn told_status(member: &Member) -> String {
    match member.status {
        MemberStatus::Active => t::members::was_reactivated(&member.name),
        MemberStatus::Suspended => t::members::was_suspended(&member.name),
    }
}

/// Lets rows run ahead of the server while a role or status changes, tells what became of it, and offers the way back.
/// `here` is the address of the list; `reread` grows when the list is to be read again. What was sent or answered before this
/// was called is dealt with as well.
pub(super) fn run_ahead(actions: Actions, slug: Memo<String>, here: Signal<Address>, reread: RwSignal<usize>) {
    let ahead = actions.ahead;
    let navigate = use_navigate();
    let go = move |address: Address| {
        navigate(&address.href(), NavigateOptions { scroll: false, replace: true, ..NavigateOptions::default() });
    };
    let asked = StoredValue::new(None::<(UserId, String)>);
    let close = go.clone();
    let sent = actions.change_role.sent();
    Effect::new(move |_| {
        let Some((user, role)) = sent.get().and_then(|fields| Some((fields.parse("user")?, fields.text("role"))))
        else {
            return;
        };
        ahead.begin(&user, Some(role.clone()), None);
        asked.set_value(Some((user, role)));
        close(here.get_untracked());
    });
    let sent = actions.set_status.sent();
    Effect::new(move |_| {
        if let Some((user, status)) = sent.get().and_then(|fields| fields.parse("user").zip(fields.parse("status"))) {
            ahead.begin(&user, None, Some(status));
        }
    });
    let undoing = Undoing { toaster: Toaster::get(), reread };
    let toaster = undoing.toaster;
    let reader = Reader::get();
    let value = actions.change_role.value();
    Effect::new(move |_| {
        let Some(result) = value.get() else { return };
        let member = match result {
            Ok(member) => member,
            Err(error) => {
                ahead.fall_back();
                // The dialog opens again, with what was chosen and why it could not be.
                if let Some((user, role)) = asked.get_value() {
                    let dialog = here.get_untracked().with("change", user.as_str());
                    match error {
                        ApiError::ReauthenticationRequired => enter_password(&dialog),
                        _ => go(dialog.with("to", &role)),
                    }
                }
                return;
            }
        };
        // The form that would say so was closed with its dialog, and the role may be the reader's own.
        reader.refresh();
        let words = told_role(&member);
        match ahead.confirm(&member.user_id).filter(|before| before.role != member.role) {
            Some(Member { user_id, role, .. }) => {
                let slug = slug.get_untracked();
                toaster.undoable(words, move || {
                    let (user, none) = (user_id.clone(), String::new);
                    undoing.run(change_role(slug.clone(), user, role.clone(), none(), none()), told_role);
                });
            }
            None => toaster.success(words),
        }
    });
    let set_status = actions.set_status;
    let value = set_status.value();
    Effect::new(move |_| {
        let Some(result) = value.get() else { return };
        let member = match result {
            Ok(member) => member,
            Err(error) => {
                ahead.fall_back();
                // An error that a plain form post brought along stands on the page.
                if set_status.version().get_untracked() > 0 && error != ApiError::ReauthenticationRequired {
                    toaster.failure(failed(&error));
                }
                return;
            }
        };
        ahead.confirm(&member.user_id);
        let opposite = match member.status {
            MemberStatus::Active => MemberStatus::Suspended,
            MemberStatus::Suspended => MemberStatus::Active,
        };
        let slug = slug.get_untracked();
        toaster.undoable(told_status(&member), move || {
            undoing.run(set_member_status(slug.clone(), member.user_id.clone(), opposite), told_status);
        });
    });
    let value = actions.batch.value();
    Effect::new(move |_| {
        if let Some(Ok(outcome)) = value.get() {
            actions.picks.clear();
            batch::tell(slug.get_untracked(), &outcome, undoing);
        }
    });
}

fn failed(error: &ApiError) -> String {
    t::members::failed(&t::title(error), &t::detail(error))
}

/// Leads to where the password is entered again, and from there to this address.
fn enter_password(back: &Address) {
    // Fails only for an address that is none.
    let _ = window().location().assign(&reauthenticate_path(&back.href()));
}
