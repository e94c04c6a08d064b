use leptos::prelude::*;

/// One bordered surface: head, body and foot.
///
/// Props: `title` (heading of the head), `text` (below the title), `actions` (right in the head), `foot`, `flush` (the body holds [`Row`]s and has no padding), `danger` (red edge); children are the body.
///
/// Example: `<Card title="Name" foot=|| view! { <Button submit=true>"Save"</Button> }><Field ../></Card>`
#[component]
pub fn Card(
    /// Words of the heading.
    #[prop(optional, into)]
    title: Option<String>,
    /// Sentence below the heading.
    #[prop(optional, into)]
    text: Option<String>,
    /// Links or buttons at the end of the head.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// What stands below the body.
    #[prop(optional, into)]
    foot: Option<ViewFnOnce>,
    /// No padding: the body holds rows.
    #[prop(optional)]
    flush: bool,
    /// Red edge.
    #[prop(optional)]
    danger: bool,
    /// The body.
    children: Children,
) -> impl IntoView {
    let head = title.clone().map(|title| {
        view! {
            <header class="card-head">
                <div>
                    <h2>{title}</h2>
                    {text.map(|text| view! { <p>{text}</p> })}
                </div>
                {actions.map(|actions| view! { <div class="cluster">{actions.run()}</div> })}
            </header>
        }
    });
    let body = if flush { children() } else { view! { <div class="card-body stack">{children()}</div> }.into_any() };
    view! {
        <section class="card" aria-label=title data-tone=danger.then_some("danger")>
            {head}
            {body}
            {foot.map(|foot| view! { <footer class="card-foot">{foot.run()}</footer> })}
        </section>
    }
}

/// A row of a flush [`Card`]: the thing first, its action last.
///
/// Props: only children.
///
/// Example: `<Card title="Sessions" flush=true><Row><span>..</span><Button>"Sign out"</Button></Row></Card>`
#[component]
pub fn Row(
    /// Thing and action.
    children: Children,
) -> impl IntoView {
    view! { <div class="row">{children()}</div> }
}

/// A card that is one link, for grids of things.
///
/// Props: `title`, `href`; children stand below the title. Put tiles into `<div class="grid">`.
///
/// Example: `<Tile title="Harbor Labs" href="/o/harbor-labs"><Badge>"owner"</Badge></Tile>`
#[component]
pub fn Tile(
    /// Words of the heading.
    #[prop(into)]
    title: String,
    /// Where it goes.
    #[prop(into)]
    href: String,
    /// What stands below the heading.
    children: Children,
) -> impl IntoView {
    view! {
        <article class="tile">
            <h2>
                <a href=href>{title}</a>
            </h2>
            {children()}
        </article>
    }
}
