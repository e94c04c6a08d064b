use super::Tone;
use leptos::prelude::*;

/// A whole number in comma groups: 18,204.
pub(crate) fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

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
                {grouped(value)} {limit.map(|limit| view! { <small>{format!(" of {}", grouped(limit))}</small> })}
                {note.map(|note| view! { <div class="delta" data-tone=tone.word()><b>{note}</b></div> })}
            </dd>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn numbers_are_grouped_by_three() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(18_204), "18,204");
        assert_eq!(grouped(1_410_000), "1,410,000");
    }
}
