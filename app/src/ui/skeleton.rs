use leptos::prelude::*;

/// A grey bar where text will be. Its container says `aria-busy="true"` and what is loading.
///
/// Props: `width` 1 to 3 (48, 96, 160 px; 0 as wide as possible), `shape` (`avatar`, `number`, `title`, `control` or `block`).
///
/// Example: `<Skeleton width=2/>`
#[component]
pub fn Skeleton(
    /// 0 to 3.
    #[prop(optional)]
    width: u8,
    /// What comes, when it is no line of text.
    #[prop(optional)]
    shape: Option<&'static str>,
) -> impl IntoView {
    let width = (width > 0).then(|| width.to_string());
    view! { <span class="skeleton" data-w=width data-shape=shape></span> }
}

/// A list that is loading: as many rows as will come, so that nothing jumps. Shows itself when loading takes a while only.
///
/// Props: `label` (what is loading), `rows` (8 unless said), `toolbar` (a search stands above, unless `false`).
///
/// Example: `<Transition fallback=|| view! { <SkeletonRows label="Loading members"/> }>..</Transition>`
#[component]
pub fn SkeletonRows(
    /// What is loading.
    #[prop(into)]
    label: String,
    /// Number of rows.
    #[prop(default = 8)]
    rows: usize,
    /// A search stands above the list.
    #[prop(default = true)]
    toolbar: bool,
) -> impl IntoView {
    view! {
        <div class="table-card loading" role="status" aria-busy="true" aria-label=label>
            {toolbar
                .then(|| {
                    view! {
                        <div class="toolbar">
                            <Skeleton shape="control"/>
                        </div>
                    }
                })}
            {skeleton_rows(rows)}
        </div>
    }
}

fn skeleton_rows(rows: usize) -> impl IntoView {
    let rows = (0..rows).map(|_| {
        view! {
            <div class="row">
                <span class="person">
                    <Skeleton shape="avatar"/>
                    <Skeleton width=3/>
                </span>
                <Skeleton width=2/>
            </div>
        }
    });
    rows.collect_view()
}

/// A form that is loading: labels above controls.
///
/// Props: `label` (what is loading), `fields` (4 unless said).
///
/// Example: `<Transition fallback=|| view! { <SkeletonForm label="Loading settings"/> }>..</Transition>`
#[component]
pub fn SkeletonForm(
    /// What is loading.
    #[prop(into)]
    label: String,
    /// Number of fields.
    #[prop(default = 4)]
    fields: usize,
) -> impl IntoView {
    let fields = (0..fields).map(|_| {
        view! {
            <div class="field">
                <Skeleton width=2/>
                <Skeleton shape="control"/>
            </div>
        }
    });
    view! {
        <div class="card loading" role="status" aria-busy="true" aria-label=label>
            <div class="card-body stack">{fields.collect_view()}</div>
        </div>
    }
}

/// An overview that is loading: counters, then a large surface beside a list.
///
/// Props: `label` (what is loading).
///
/// Example: `<Transition fallback=|| view! { <SkeletonOverview label="Loading the overview"/> }>..</Transition>`
#[component]
pub fn SkeletonOverview(
    /// What is loading.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let counters = (0..4).map(|_| {
        view! {
            <div class="stat">
                <Skeleton width=2/>
                <Skeleton shape="number"/>
            </div>
        }
    });
    view! {
        <div class="stack loading" role="status" aria-busy="true" aria-label=label>
            <div class="stats">{counters.collect_view()}</div>
            <div class="aside-grid">
                <div class="card">
                    <Skeleton shape="block"/>
                </div>
                <div class="card">{skeleton_rows(4)}</div>
            </div>
        </div>
    }
}

/// A whole page that is loading: its head and a list.
///
/// Props: `label` (what is loading).
///
/// Example: `<SkeletonPage label="Loading the page"/>`
#[component]
pub fn SkeletonPage(
    /// What is loading.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! {
        <div class="page-head loading" aria-hidden="true">
            <div class="stack" data-gap="tight">
                <Skeleton shape="title"/>
                <Skeleton width=3/>
            </div>
        </div>
        <SkeletonRows label/>
    }
}
