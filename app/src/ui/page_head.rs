use leptos::prelude::*;
use leptos_meta::Title;

/// Title of a page, one sentence, and its actions. Sets the title of the browser tab too.
///
/// Props: `title`, `text`; children are the actions, the main one last.
///
/// Example: `<PageHead title="Members" text="People who can sign in."><Button opens="invite">"Invite people"</Button></PageHead>`
#[component]
pub fn PageHead(
    /// Words of the `h1`.
    #[prop(into)]
    title: String,
    /// One sentence below it.
    #[prop(optional, into)]
    text: Option<String>,
    /// The actions.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <Title text=title.clone()/>
        <header class="page-head">
            <div>
                <h1>{title}</h1>
                {text.map(|text| view! { <p>{text}</p> })}
            </div>
            {children.map(|children| view! { <div class="cluster">{children()}</div> })}
        </header>
    }
}
