//! The dialog in which one signs in anew when the session has ended under an open page.

use super::watch::{reload, waits};
use crate::remote::FormAction;
use crate::{
    frame::{Reader, SignInAgain},
    messages as t,
    ui::{Button, Dialog, DialogSize, Field, FormProblem, PostForm, Toaster, Variant, action_error, dom},
};
use leptos::prelude::*;
use std::time::Duration;

/// The id of the dialog.
const DIALOG: &str = "sign-in-again";

/// The dialog. Whoever signs in as somebody else gets a fresh page: nothing of the former reader stays.
#[component]
pub(in crate::frame) fn SignInDialog(
    /// The session has ended. Closing the dialog says no.
    ended: RwSignal<bool>,
) -> impl IntoView {
    let action = FormAction::<SignInAgain>::new();
    let (reader, toaster) = (Reader::get(), Toaster::get());
    // Once it stands in the page. Without a timer the next call that is refused opens it.
    Effect::new(|_| drop(set_timeout(|| dom::show_dialog(DIALOG), Duration::ZERO)));
    Effect::new(move |_| {
        let Some(Ok(user)) = action.value().get() else { return };
        if waits() || reader.user().is_some_and(|before| before != user) {
            reload();
            return;
        }
        reader.refresh();
        toaster.success(t::frame::again_done());
        // Closing gives the focus back; what follows from it is done there.
        dom::close_dialog(DIALOG);
    });
    let error = action_error(action);
    let foot = move || {
        view! {
            <Button closes=DIALOG>{t::frame::again_later()}</Button>
            <Button variant=Variant::Primary submit=true busy=action.pending() attr:form="sign-in-again-form">
                {t::common::sign_in()}
            </Button>
        }
    };
    view! {
        <Dialog
            id=DIALOG
            title=t::frame::again_title()
            text=t::frame::again_text()
            size=DialogSize::Small
            foot
            on:close=move |_| ended.set(false)
        >
            <PostForm action attr:id="sign-in-again-form">
                <FormProblem error/>
                <Field
                    label=t::common::email()
                    name="email"
                    id="sign-in-again-email"
                    kind="email"
                    autocomplete="username"
                    required=true
                    value=reader.email()
                />
                <Field
                    label=t::common::password()
                    name="password"
                    id="sign-in-again-password"
                    kind="password"
                    autocomplete="current-password"
                    required=true
                    autofocus=true
                />
            </PostForm>
        </Dialog>
    }
}
