use super::{DialogSize, Icon};
use leptos::{html, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// A dialog that stands open because the address says so (`?remove=usr_…`): its link opens it with and without scripts, an
/// error after a plain form post finds it open again, and what it shows may be read from the server first.
///
/// Props: `id`, `title`, `text`, `size`, `danger`, `back` (the address without the dialog), `foot` (a `LinkButton` to `back`, then the main button with `attr:form="form-id"`); children are the body.
///
/// Example: `<OpenDialog id="remove" title="Remove Ana?" back="/o/harbor/members" danger=true foot=|| view! {..}>..</OpenDialog>`
#[component]
pub fn OpenDialog(
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
    /// Where closing leads: the same page without the dialog.
    #[prop(into)]
    back: String,
    /// Buttons below the body.
    #[prop(optional, into)]
    foot: Option<ViewFnOnce>,
    /// The body.
    children: Children,
) -> impl IntoView {
    let heading = format!("{id}-title");
    let labelled = heading.clone();
    let node = NodeRef::<html::Dialog>::new();
    let navigate = use_navigate();
    let size = match size {
        DialogSize::Small => Some("small"),
        DialogSize::Medium => None,
        DialogSize::Wide => Some("wide"),
    };
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            // Written open for browsers without scripts; with them it becomes modal. Neither step fails on a connected element.
            let _ = dialog.remove_attribute("open");
            let _ = dialog.show_modal();
        }
    });
    let close = back.clone();
    let on_close = move |_| {
        navigate(&close, NavigateOptions { scroll: false, replace: true, ..NavigateOptions::default() });
    };
    view! {
        <dialog
            class="dialog"
            id=id
            aria-labelledby=labelled
            role=danger.then_some("alertdialog")
            data-size=size
            closedby="any"
            open=true
            node_ref=node
            on:close=on_close
        >
            <div class="dialog-head">
                <div>
                    <h2 id=heading>{title}</h2>
                    {text.map(|text| view! { <p>{text}</p> })}
                </div>
                <a class="button" data-variant="ghost" data-size="small" data-icon aria-label="Close" href=back data-noscroll>
                    <Icon name="x"/>
                </a>
            </div>
            <div class="dialog-body">{children()}</div>
            {foot.map(|foot| view! { <div class="dialog-foot">{foot.run()}</div> })}
        </dialog>
    }
}
