use super::Icon;
use leptos::prelude::*;

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
    let heading = format!("{id}-title");
    let (own, labelled) = (id.clone(), heading.clone());
    let size = match size {
        DialogSize::Small => Some("small"),
        DialogSize::Medium => None,
        DialogSize::Wide => Some("wide"),
    };
    view! {
        <dialog
            class="dialog"
            id=own
            aria-labelledby=labelled
            role=danger.then_some("alertdialog")
            data-size=size
            closedby="any"
        >
            <div class="dialog-head">
                <div>
                    <h2 id=heading>{title}</h2>
                    {text.map(|text| view! { <p>{text}</p> })}
                </div>
                <button
                    type="button"
                    class="button"
                    data-variant="ghost"
                    data-size="small"
                    data-icon
                    aria-label="Close"
                    command="close"
                    commandfor=id
                >
                    <Icon name="x"/>
                </button>
            </div>
            <div class="dialog-body">{children()}</div>
            {foot.map(|foot| view! { <div class="dialog-foot">{foot.run()}</div> })}
        </dialog>
    }
}
