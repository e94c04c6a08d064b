use crate::messages as t;
use leptos::prelude::*;

/// One changed field of a [`Diff`]; `None` where it was or is not set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Name of the field.
    pub field: String,
    /// Value before.
    pub before: Option<String>,
    /// Value after.
    pub after: Option<String>,
}

/// Before and after of one change, field by field.
///
/// Props: `changes`.
///
/// Example: `<Diff changes=vec![Change { field: "name".into(), before: Some("A".into()), after: Some("B".into()) }]/>`
#[component]
pub fn Diff(
    /// The changed fields.
    changes: Vec<Change>,
) -> impl IntoView {
    let rows = changes.into_iter().map(|change| {
        view! {
            <div>
                <span class="mono">{change.field}</span>
                <div>
                    {change.before.map(|value| view! { <del class="mono">{value}</del> })} {change.after.map(|value| view! { <ins class="mono">{value}</ins> })}
                </div>
            </div>
        }
    });
    view! { <div class="diff" role="group" aria-label=t::ui::diff_label()>{rows.collect_view()}</div> }
}
