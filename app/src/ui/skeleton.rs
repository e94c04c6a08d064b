use leptos::prelude::*;

/// A grey bar where text will be. Its container says `aria-busy="true"` and what is loading.
///
/// Props: `width` 1 to 3 (48, 96, 160 px; 0 as wide as possible), `shape` (`avatar` or `number`).
///
/// Example: `<Skeleton width=2/>`
#[component]
pub fn Skeleton(
    /// 0 to 3.
    #[prop(optional)]
    width: u8,
    /// `avatar` or `number`.
    #[prop(optional)]
    shape: Option<&'static str>,
) -> impl IntoView {
    let width = (width > 0).then(|| width.to_string());
    view! { <span class="skeleton" data-w=width data-shape=shape></span> }
}

/// A list that is loading: as many rows as will come, so that nothing jumps.
///
/// Props: `label` (what is loading), `rows` (8 unless said).
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
) -> impl IntoView {
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
    view! { <div class="card" role="status" aria-busy="true" aria-label=label>{rows.collect_view()}</div> }
}
