use super::Icon;
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
    let around = Around { id, title, text, size, danger };
    let shape = Shape::of(&around);
    let inside = inside(around, close.into_any(), foot, children());
    view! {
        <dialog
            class="dialog"
            id=shape.id
            aria-labelledby=shape.heading
            role=shape.role
            data-size=shape.size
            closedby="any"
        >
            {inside}
        </dialog>
    }
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

/// The attributes of a dialog's element.
struct Shape {
    id: String,
    heading: String,
    role: Option<&'static str>,
    size: Option<&'static str>,
}

impl Shape {
    fn of(around: &Around) -> Self {
        Self {
            id: around.id.clone(),
            heading: heading(&around.id),
            role: around.danger.then_some("alertdialog"),
            size: match around.size {
                DialogSize::Small => Some("small"),
                DialogSize::Medium => None,
                DialogSize::Wide => Some("wide"),
            },
        }
    }
}

/// The id of a dialog's heading.
fn heading(id: &str) -> String {
    format!("{id}-title")
}

/// Head, body and foot; `close` is the button or link in the corner.
fn inside(around: Around, close: AnyView, foot: Option<ViewFnOnce>, body: impl IntoView + 'static) -> AnyView {
    let Around { id, title, text, .. } = around;
    view! {
        <div class="dialog-head">
            <div>
                <h2 id=heading(&id)>{title}</h2>
                {text.map(|text| view! { <p>{text}</p> })}
            </div>
            {close}
        </div>
        <div class="dialog-body">{body}</div>
        {foot.map(|foot| view! { <div class="dialog-foot">{foot.run()}</div> })}
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
    let node = NodeRef::<html::Dialog>::new();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            // Written open for browsers without scripts; with them it becomes modal. Neither step fails on a connected element.
            let _ = dialog.remove_attribute("open");
            let _ = dialog.show_modal();
        }
    });
    let leave = back.clone();
    let on_close = move |_| {
        navigate(&leave, NavigateOptions { scroll: false, replace: true, ..NavigateOptions::default() });
    };
    let close = view! {
        <a class="button" data-variant="ghost" data-size="small" data-icon aria-label=t::common::close() href=back data-noscroll>
            <Icon name="x"/>
        </a>
    };
    let shape = Shape::of(&around);
    let inside = inside(around, close.into_any(), foot, body());
    view! {
        <dialog
            class="dialog"
            id=shape.id
            aria-labelledby=shape.heading
            role=shape.role
            data-size=shape.size
            closedby="any"
            open=true
            node_ref=node
            on:close=on_close
        >
            {inside}
        </dialog>
    }
    .into_any()
}
