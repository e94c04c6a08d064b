use super::Tone;
use crate::messages as t;
use leptos::prelude::*;

/// Counters side by side.
///
/// Props: children are [`Stat`]s.
///
/// Example: `<Stats><Stat label="Members" value=48/></Stats>`
#[component]
pub fn Stats(
    /// The counters.
    children: Children,
) -> impl IntoView {
    view! { <dl class="stats">{children()}</dl> }
}

/// One counter of [`Stats`].
///
/// Props: `label`, `value`, `limit` ("of 50"), `note` (below, e.g. "2 left"), `tone` of the note.
///
/// Example: `<Stat label="Seats" value=48 limit=50 note="2 left" tone=Tone::Warning/>`
#[component]
pub fn Stat(
    /// What is counted.
    #[prop(into)]
    label: String,
    /// The number.
    value: u64,
    /// The most it can be.
    #[prop(optional)]
    limit: Option<u64>,
    /// Words below.
    #[prop(optional, into)]
    note: Option<String>,
    /// Colour of the note.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    view! {
        <div class="stat">
            <dt>{label}</dt>
            <dd>
                {t::number(value)} {limit.map(|limit| view! { <small>" " {t::ui::stat_limit(limit)}</small> })}
                {note.map(|note| view! { <div class="delta" data-tone=tone.word()><b>{note}</b></div> })}
            </dd>
        </div>
    }
}
