use super::LinkButton;
use crate::messages as t;
use leptos::prelude::*;

/// What stands where a list would be: what will be here, why it is useful, one action. Nothing found: `plain`, and offer to clear filters.
///
/// Props: `title`, `text`, `plain` (smaller, without the drawing); children are the action.
///
/// Example: `<Empty title="No join codes yet" text="A code lets people join by themselves."><Button ..>"Create code"</Button></Empty>`
#[component]
pub fn Empty(
    /// Words of the heading.
    #[prop(into)]
    title: String,
    /// One or two sentences.
    #[prop(optional, into)]
    text: Option<String>,
    /// Smaller, without the drawing.
    #[prop(optional)]
    plain: bool,
    /// The action.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty" data-size=plain.then_some("small")>
            {(!plain).then(street)}
            <h2>{title}</h2>
            {text.map(|text| view! { <p>{text}</p> })}
            {children.map(|children| view! { <div class="cluster">{children()}</div> })}
        </div>
    }
}

/// What stands on a later page of a list when all of it has gone meanwhile, with the way to the first page.
///
/// Props: `first` (the address of the first page).
///
/// Example: `<NoMore first=here.without(&["cursor"]).href()/>`
#[component]
pub fn NoMore(
    /// The address of the first page.
    first: String,
) -> impl IntoView {
    view! {
        <Empty plain=true title=t::ui::no_more() text=t::ui::no_more_text()>
            <LinkButton href=first>{t::ui::page_first()}</LinkButton>
        </Empty>
    }
}

/// A street of gables with one house lit.
fn street() -> impl IntoView {
    view! {
        <svg viewBox="0 0 176 84" width="176" height="84" aria-hidden="true">
            <path class="ground" d="M0 78h176"/>
            <g>
            <path d="M8 78V47h4.32v-5h4.32v-5h4.32v-5h10.08v5h4.32v5h4.32v5h4.32V78z"/>
            <path d="M21 78V68a5 5 0 0 1 10 0v10M17.36 53v6M26 53v6M34.64 53v6"/>
            </g>
            <g>
            <path d="M52 78V34h4.32v-5h4.32v-5h4.32v-5h4.32v-5h13.44v5h4.32v5h4.32v5h4.32v5h4.32V78z"/>
            <path d="M71 78V68a5 5 0 0 1 10 0v10M64.48 53v6M76 53v6M87.52 53v6M64.48 40v6M76 40v6M87.52 40v6"/>
            </g>
            <g>
            <path d="M108 78V48h5.04v-5h5.04v-5h7.84v5h5.04v5h5.04V78z"/>
            <path d="M117 78V68a5 5 0 0 1 10 0v10M115.28 53v6M122 53v6M128.72 53v6"/>
            </g>
            <g class="lit">
            <path
            d="M142 78V45h3.12v-5h3.12v-5h3.12v-5h7.28v5h3.12v5h3.12v5h3.12V78z"
            />
            <path d="M150 78V68a5 5 0 0 1 10 0v10M148.76 53v6M155 53v6M161.24 53v6"/>
            </g>
        </svg>
    }
}
