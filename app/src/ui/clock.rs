use contract::{
    Timestamp,
    time::{DAY, HOUR, MINUTE},
};
use leptos::{prelude::*, web_sys};
use std::time::Duration;

/// The time at which the server renders; the server gives it to the pages as context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now(pub Timestamp);

/// The current time for views: the server's until hydration is done, then the browser's, moving on every half minute.
#[derive(Clone, Copy)]
struct Clock(RwSignal<Option<Timestamp>>);

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Gives [`Time`] its clock. The first value travels inside the page, so that server and browser render the same words.
pub(crate) fn provide_clock() {
    let start = SharedValue::new(|| use_context::<Now>().map(|now| now.0)).into_inner();
    let clock = RwSignal::new(start);
    provide_context(Clock(clock));
    Effect::new(move |_| {
        clock.set(Some(browser_time()));
        let ticking = set_interval(move || clock.set(Some(browser_time())), Duration::from_secs(30));
        on_cleanup(move || {
            if let Ok(ticking) = ticking {
                ticking.clear();
            }
        });
    });
}

/// The browser's clock.
fn browser_time() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for the next 285,000 years")]
    let milliseconds = web_sys::js_sys::Date::now() as i64;
    Timestamp(milliseconds * 1000)
}

/// "21 Nov 2026" in UTC.
pub(crate) fn date_text(at: Timestamp) -> String {
    let utc = at.to_utc();
    let month = MONTHS.get(usize::from(u8::from(utc.month())) - 1).copied().unwrap_or_default();
    format!("{} {month} {}", utc.day(), utc.year())
}

/// "21 Nov 2026, 14:02 UTC".
pub(crate) fn full_text(at: Timestamp) -> String {
    let utc = at.to_utc();
    format!("{}, {:02}:{:02} UTC", date_text(at), utc.hour(), utc.minute())
}

/// How far away a time is: "12 min ago", "Yesterday", "in 3 days"; the date when it is more than a week away or `now` is unknown.
pub(crate) fn relative_text(at: Timestamp, now: Option<Timestamp>) -> String {
    let Some(now) = now else { return date_text(at) };
    let distance = at.0 - now.0;
    let days = at.day() - now.day();
    match distance.abs() {
        _ if distance.abs() >= 7 * DAY => date_text(at),
        0..MINUTE => "Now".to_owned(),
        MINUTE..HOUR => span(distance, distance.abs() / MINUTE, "min"),
        _ if days == 0 => span(distance, distance.abs() / HOUR, "h"),
        _ if days == -1 => "Yesterday".to_owned(),
        _ if days == 1 => "Tomorrow".to_owned(),
        _ => span(distance, days.abs(), "days"),
    }
}

fn span(direction: i64, count: i64, unit: &str) -> String {
    if direction < 0 { format!("{count} {unit} ago") } else { format!("in {count} {unit}") }
}

/// A point in time: relative words, the exact time in `title` and `datetime`.
///
/// Props: `at`, `date` (always the date), `exact` (date and time of day, for records), `inside` (in the middle of a sentence).
///
/// Example: `<Time at=member.joined_at date=true/>`
#[component]
pub fn Time(
    /// When.
    at: Timestamp,
    /// The date, never relative.
    #[prop(optional)]
    date: bool,
    /// Date and time of day.
    #[prop(optional)]
    exact: bool,
    /// Stands in the middle of a sentence: "now", not "Now".
    #[prop(optional)]
    inside: bool,
) -> impl IntoView {
    let clock = use_context::<Clock>();
    let words = move || {
        if exact {
            full_text(at)
        } else if date {
            date_text(at)
        } else {
            let words = relative_text(at, clock.and_then(|clock| clock.0.get()));
            if inside && matches!(words.as_str(), "Now" | "Yesterday" | "Tomorrow") {
                words.to_lowercase()
            } else {
                words
            }
        }
    };
    view! { <time class="nowrap" datetime=at.to_string() title=full_text(at)>{words}</time> }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 21 Nov 2026, 14:02:09 UTC.
    const NOW: Timestamp = Timestamp(1_795_269_729_000_000);

    fn before(distance: i64) -> String {
        relative_text(NOW.plus(-distance), Some(NOW))
    }

    #[test]
    fn recent_times_are_relative_and_older_ones_dates() {
        assert_eq!(before(MINUTE / 2), "Now");
        assert_eq!(before(12 * MINUTE), "12 min ago");
        assert_eq!(before(3 * HOUR), "3 h ago");
        assert_eq!(before(20 * HOUR), "Yesterday");
        assert_eq!(before(3 * DAY), "3 days ago");
        assert_eq!(before(8 * DAY), "13 Nov 2026");
        assert_eq!(before(-3 * DAY), "in 3 days");
        assert_eq!(before(-DAY), "Tomorrow");
    }

    #[test]
    fn without_a_clock_the_date_stands() {
        assert_eq!(relative_text(NOW, None), "21 Nov 2026");
    }

    #[test]
    fn exact_texts_are_utc() {
        assert_eq!(full_text(NOW), "21 Nov 2026, 14:02 UTC");
    }
}
