//! The dialogs that give or take the rights of an account, each open while the address names one.

use super::rpc::{ChangeInstanceUser, read_instance_user};
use crate::remote::FormAction;
use crate::{
    messages as t,
    ui::{DialogSize, FormDialog, ReadDialog},
};
use contract::{UserId, administration::InstanceUser};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What a dialog is about to do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Promote,
    Demote,
    Disable,
}

impl Step {
    const ALL: [Step; 3] = [Step::Promote, Step::Demote, Step::Disable];

    fn word(self) -> &'static str {
        match self {
            Step::Promote => "promote",
            Step::Demote => "demote",
            Step::Disable => "disable",
        }
    }
}

/// All of them.
#[component]
pub(super) fn UserDialogs(action: FormAction<ChangeInstanceUser>, back: Signal<String>) -> impl IntoView {
    let query = use_query_map();
    let dialogs = Step::ALL.map(|step| {
        let user = move || query.read().get_str(step.word()).and_then(|user| user.parse::<UserId>().ok());
        let of = Memo::new(move |_| user());
        let view = move |found: InstanceUser, back| dialog(step, found, action, back).into_any();
        view! { <ReadDialog of=of read=read_instance_user back view/> }
    });
    dialogs.into_iter().collect_view()
}

fn dialog(step: Step, user: InstanceUser, action: FormAction<ChangeInstanceUser>, back: String) -> impl IntoView {
    let name = user.name.as_str();
    let (title, button, field, value) = match step {
        Step::Promote => (t::administration::promote_title(name), t::administration::promote(), "super_admin", "true"),
        Step::Demote => (t::administration::demote_title(name), t::administration::demote(), "super_admin", "false"),
        Step::Disable => (t::administration::disable_title(name), t::administration::disable(), "disabled", "true"),
    };
    let text = match step {
        Step::Promote => t::administration::promote_text(&user.email),
        Step::Demote => t::administration::demote_text(&user.email),
        Step::Disable => t::administration::disable_text(&user.email, user.organization_count),
    };
    let (after, danger) = (back.clone(), step != Step::Promote);
    view! {
        <FormDialog
            id="change-user"
            title
            size=DialogSize::Small
            danger
            back
            action
            button
            let:_error
        >
            <input type="hidden" name="user" value=user.id.to_string()/>
            <input type="hidden" name=field value=value/>
            <input type="hidden" name="back" value=after/>
            <p>{text}</p>
        </FormDialog>
    }
}
