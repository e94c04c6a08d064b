use super::{Icon, dom};
use crate::messages as t;
use leptos::{html, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// Width of a [`Dialog`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogSize {
    /// 416 px: questions.
    Small,
    /// 544 px: forms.
    #[default]
    Medium,
    /// 768 px: tables and previews.
    Wide,
}

/// A question or form above the page. Any `<Button opens="id">` opens it, also before the Wasm arrives.
///
/// Props: `id`, `title`, `text`, `size`, `danger` (asks before destroying: give Cancel `attr:autofocus=true`), `foot` (Cancel, then the main button). The form is a child with an id; the button in the foot submits it by `attr:form="that-id"`.
///
/// Example: `<Dialog id="revoke" title="Revoke warehouse-sync?" danger=true foot=|| view! {..}>"It stops working at once."</Dialog>`
#[component]
pub fn Dialog(
    /// Id, unique on the page.
    #[prop(into)]
    id: String,
    /// Words of the heading.
    #[prop(into)]
    title: String,
    /// One sentence on what will happen.
    #[prop(optional, into)]
    text: Option<String>,
    /// Width.
    #[prop(optional)]
    size: DialogSize,
    /// Destroys something.
    #[prop(optional)]
    danger: bool,
    /// Buttons below the body.
    #[prop(optional, into)]
    foot: Option<ViewFnOnce>,
    /// The body.
    children: Children,
) -> impl IntoView {
    let close = view! {
        <button
            type="button"
            class="button"
            data-variant="ghost"
            data-size="small"
            data-icon
            aria-label=t::common::close()
            command="close"
            commandfor=id.clone()
        >
            <Icon name="x"/>
        </button>
    };
    element(Around { id, title, text, size, danger }, close.into_any(), foot, children(), None)
}

/// What a dialog is called and how it looks.
pub(super) struct Around {
    /// Id, unique on the page.
    pub(super) id: String,
    /// Words of the heading.
    pub(super) title: String,
    /// One sentence on what will happen.
    pub(super) text: Option<String>,
    /// Width.
    pub(super) size: DialogSize,
    /// Destroys something.
    pub(super) danger: bool,
}

/// The element of a dialog; `close` is the button or link in the corner. With `leave` it stands open from the beginning, and
/// calls that when it is closed.
fn element(
    around: Around,
    close: AnyView,
    foot: Option<ViewFnOnce>,
    body: AnyView,
    leave: Option<Callback<()>>,
) -> AnyView {
    let Around { id, title, text, size, danger } = around;
    let heading = format!("{id}-title");
    let labelled = heading.clone();
    let size = match size {
        DialogSize::Small => Some("small"),
        DialogSize::Medium => None,
        DialogSize::Wide => Some("wide"),
    };
    let node = NodeRef::<html::Dialog>::new();
    let open = leave.is_some();
    Effect::new(move |_| {
        if let Some(dialog) = node.get().filter(|_| open) {
            dom::when_connected(dialog, |dialog| {
                // Written open for browsers without scripts; with them it becomes modal. Neither step fails on a connected
                // element.
                let _ = dialog.remove_attribute("open");
                let _ = dialog.show_modal();
            });
        }
    });
    let on_close = move |_| {
        if let Some(leave) = leave {
            leave.run(());
        }
    };
    view! {
        <dialog
            class="dialog"
            id=id
            aria-labelledby=labelled
            role=danger.then_some("alertdialog")
            data-size=size
            closedby="any"
            open=open
            node_ref=node
            on:close=on_close
        >
            <div class="dialog-head">
                <div>
                    <h2 id=heading>{title}</h2>
                    {text.map(|text| view! { <p>{text}</p> })}
                </div>
                {close}
            </div>
            <div class="dialog-body">{body}</div>
            {foot.map(|foot| view! { <div class="dialog-foot">{foot.run()}</div> })}
        </dialog>
    }
    .into_any()
}

/// A dialog that stands open because the address says so. Closing leads to `back`, the address without it.
pub(super) fn open_dialog(
    around: Around,
    back: String,
    foot: Option<ViewFnOnce>,
    body: Box<dyn FnOnce() -> AnyView + Send>,
) -> AnyView {
    let navigate = use_navigate();
    let leave = back.clone();
    let leave = Callback::new(move |()| {
        navigate(&leave, NavigateOptions { scroll: false, replace: true, ..NavigateOptions::default() });
    });
    let close = view! {
        <a class="button" data-variant="ghost" data-size="small" data-icon aria-label=t::common::close() href=back data-noscroll>
            <Icon name="x"/>
        </a>
    };
    element(around, close.into_any(), foot, body(), Some(leave))
}
