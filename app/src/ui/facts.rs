use leptos::prelude::*;

/// Names left, values right: the facts of one thing.
///
/// Props: children are [`Fact`]s.
///
/// Example: `<Facts><Fact name="Role">"auditor"</Fact></Facts>`
#[component]
pub fn Facts(
    /// The facts.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One line of [`Facts`].
///
/// Props: `name`; children are the value.
///
/// Example: `<Fact name="Expires"><Time at=expires date=true/></Fact>`
#[component]
pub fn Fact(
    /// What it is.
    #[prop(into)]
    name: String,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! {
        <dt>{name}</dt>
        <dd>{children()}</dd>
    }
}
