//! What stands between an open page and the server: a server that cannot be reached, a session that has ended, a newer build.
//! Each is told on the page, which stays as it is with all that was typed.

mod again;
mod watch;

use super::commands;
use crate::{
    messages as t,
    routes::Later,
    ui::{Button, Icon, Size, Toaster},
};
pub(super) use again::SignInDialog;
use leptos::prelude::*;

/// The state of the connection; one for the document.
#[derive(Clone, Copy)]
pub(crate) struct Connection {
    /// The server cannot be reached.
    lost: RwSignal<bool>,
    /// The session has ended.
    ended: RwSignal<bool>,
    /// The server was updated since this page was loaded.
    newer: RwSignal<bool>,
    /// Somebody waits for an answer of the lost server.
    asking: RwSignal<bool>,
    toaster: Toaster,
}

impl Connection {
    /// Watches the connection from now on; once, at the root of the document.
    pub(crate) fn provide() {
        let [lost, ended, newer, asking] = std::array::from_fn(|_| RwSignal::new(false));
        let connection = Self { lost, ended, newer, asking, toaster: Toaster::get() };
        provide_context(connection);
        Effect::new(move |_| watch::install(connection));
    }

    fn take(self, verdict: watch::Verdict) {
        let (lost, told) = (verdict.lost, self.lost.get_untracked());
        self.asking.set(false);
        if lost != told {
            self.lost.set(lost);
        }
        if told && !lost {
            if watch::waits() {
                watch::reload();
            }
            self.toaster.success(t::frame::lost_over());
        }
        if verdict.ended {
            self.ended.set(true);
        }
        if verdict.newer {
            self.newer.set(true);
        }
    }

    /// Asks the server whether it is back.
    fn ask(self) {
        watch::probe();
    }
}

/// What there is to say about the connection, above the page, and the dialog to sign in anew. Stands once, beside the pages.
///
/// Props: none.
///
/// Example: `<Notices/>`
#[component]
pub(crate) fn Notices() -> impl IntoView {
    let Some(connection) = use_context::<Connection>() else { return ().into_any() };
    let Connection { lost, ended, newer, asking, .. } = connection;
    let ask = move |_| {
        asking.set(true);
        connection.ask();
    };
    let reload = |_| watch::reload();
    view! {
        <div class="notices" role="status">
            {move || {
                lost.get()
                    .then(|| {
                        view! {
                            <div class="notice" data-tone="danger">
                                <Icon name="wifi-off"/>
                                <p>{t::frame::lost()}</p>
                                <Button size=Size::Small icon="rotate-cw" busy=asking on:click=ask>
                                    {t::common::try_again()}
                                </Button>
                            </div>
                        }
                    })
            }}
            {move || {
                newer
                    .get()
                    .then(|| {
                        view! {
                            <div class="notice" data-tone="info">
                                <Icon name="info"/>
                                <p>{t::frame::newer()}</p>
                                <Button size=Size::Small icon="refresh-cw" on:click=reload>
                                    {t::frame::newer_reload()}
                                </Button>
                            </div>
                        }
                    })
            }}
        </div>
        {move || ended.get().then(|| view! { <Later draw=move || Box::pin(commands::sign_in_again(ended))/> })}
    }
    .into_any()
}
