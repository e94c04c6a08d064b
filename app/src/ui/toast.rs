use super::{Icon, Tone};
use crate::{
    messages as t,
    remote::{FormAction, FormFunction},
};
use leptos::{prelude::*, server_fn::serde::de::DeserializeOwned};
use std::{sync::Arc, time::Duration};

/// One message that passes by.
#[derive(Clone)]
struct Toast {
    id: u64,
    tone: Tone,
    text: String,
    undo: Option<Arc<dyn Fn() + Send + Sync>>,
}

/// Shows messages in the corner: what an action did. Take it with [`Toaster::get`] and use it in event handlers and effects.
#[derive(Clone, Copy)]
pub struct Toaster {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
}

impl Toaster {
    /// Makes the toaster; the root component calls it.
    pub(crate) fn provide() {
        provide_context(Self { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) });
    }

    /// The toaster of this page. Outside a page its messages go nowhere.
    pub fn get() -> Self {
        use_context().unwrap_or_else(|| Self { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) })
    }

    /// It worked: "Member removed".
    pub fn success(self, text: impl Into<String>) {
        self.show(Tone::Success, text.into(), None);
    }

    /// It worked, and for ten seconds it can be taken back. The message may outlive its page, so `undo` must need nothing of it.
    pub fn undoable(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        self.show(Tone::Success, text.into(), Some(Arc::new(undo)));
    }

    /// It failed: what happened, whether anything was changed, what to do. Stays until dismissed.
    pub fn failure(self, text: impl Into<String>) {
        self.show(Tone::Danger, text.into(), None);
    }

    /// It worked in part: what did not, and why. Stays until dismissed.
    pub fn partial(self, text: impl Into<String>) {
        self.show(Tone::Warning, text.into(), None);
    }

    fn show(self, tone: Tone, text: String, undo: Option<Arc<dyn Fn() + Send + Sync>>) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.shown.update(|toasts| toasts.push(Toast { id, tone, text, undo }));
    }

    /// Ends a message of success after ten seconds. Called where the message is drawn: a timer ends with the part of the
    /// page that started it, and the page that told the message may be left before.
    fn end_in_time(self, toast: &Toast) {
        let id = toast.id;
        if toast.tone == Tone::Success {
            // Without a timer the message stays until it is dismissed.
            let _ = set_timeout(move || self.dismiss(id), Duration::from_secs(10));
        }
    }

    fn dismiss(self, id: u64) {
        self.shown.update(|toasts| toasts.retain(|toast| toast.id != id));
    }
}

/// Says in a toast that an action worked, in the words that `text` finds for its result. Call it at the top of a page.
pub fn toast_success<S>(action: FormAction<S>, text: impl Fn(&S::Output) -> String + 'static)
where
    S: FormFunction + 'static,
    S::Output: DeserializeOwned + Clone + Send + Sync + 'static,
{
    let toaster = Toaster::get();
    action.on_success(move |output| toaster.success(text(&output)));
}

/// Live region at the corner that shows what [`Toaster`] is told. The root component holds one, pages need none.
///
/// Props: none.
///
/// Example: `<Toasts/>`
#[component]
pub fn Toasts() -> impl IntoView {
    let toaster = Toaster::get();
    view! {
        <div class="toasts" role="status">
            <For each=move || toaster.shown.get() key=|toast| toast.id let:toast>
                {toaster.end_in_time(&toast)}
                <div class="toast" data-tone=toast.tone.word()>
                    <Icon name=toast.tone.icon()/>
                    <p>{toast.text}</p>
                    <div class="cluster">
                        {toast
                            .undo
                            .map(|undo| {
                                view! {
                                    <button
                                        type="button"
                                        class="button"
                                        data-variant="ghost"
                                        data-size="small"
                                        on:click=move |_| {
                                            undo();
                                            toaster.dismiss(toast.id);
                                        }
                                    >
                                        {t::ui::toast_undo()}
                                    </button>
                                }
                            })}
                        <button
                            type="button"
                            class="button"
                            data-variant="ghost"
                            data-size="small"
                            data-icon
                            aria-label=t::ui::toast_dismiss()
                            on:click=move |_| toaster.dismiss(toast.id)
                        >
                            <Icon name="x"/>
                        </button>
                    </div>
                </div>
            </For>
        </div>
    }
}
