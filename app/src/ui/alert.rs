use super::{Icon, Tone};
use leptos::prelude::*;

/// A message that belongs to the page. `Danger` is announced at once, the others politely.
///
/// Props: `tone`, `title`, `actions` (buttons at the end), `banner` (full width, without side edges); children are sentences.
///
/// Example: `<Alert tone=Tone::Danger title="Email or password is not right">"You have 3 more tries."</Alert>`
#[component]
pub fn Alert(
    /// Colour and icon.
    #[prop(optional)]
    tone: Tone,
    /// Strong first line.
    #[prop(optional, into)]
    title: Option<String>,
    /// Buttons at the end.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// Full width.
    #[prop(optional)]
    banner: bool,
    /// The sentences.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let role = if tone == Tone::Danger { "alert" } else { "status" };
    view! {
        <div class="alert" data-tone=tone.word() data-shape=banner.then_some("banner") role=role>
            <Icon name=tone.icon()/>
            <div>
                {title.map(|title| view! { <p class="alert-title">{title}</p> })}
                {children.map(|children| view! { <p>{children()}</p> })}
            </div>
            {actions.map(|actions| view! { <div class="cluster">{actions.run()}</div> })}
        </div>
    }
}
