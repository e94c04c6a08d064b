use leptos::{prelude::*, web_sys};
use std::time::Duration;
use time::{Date, OffsetDateTime};

/// The time at which the server renders, microseconds UTC; the server gives it to the pages as context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now(pub i64);

/// The current time for views: the server's until hydration is done, then the browser's, moving on every half minute.
#[derive(Clone, Copy)]
struct Clock(RwSignal<i64>);

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Gives [`Time`] its clock. The first value travels inside the page, so that server and browser render the same words.
pub(crate) fn provide_clock() {
    let start = SharedValue::new(|| use_context::<Now>().map_or(0, |now| now.0)).into_inner();
    let clock = RwSignal::new(start);
    provide_context(Clock(clock));
    Effect::new(move |_| {
        clock.set(browser_time());
        let ticking = set_interval(move || clock.set(browser_time()), Duration::from_secs(30));
        on_cleanup(move || {
            if let Ok(ticking) = ticking {
                ticking.clear();
            }
        });
    });
}

/// Microseconds UTC by the browser's clock.
fn browser_time() -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for the next 285,000 years")]
    let milliseconds = web_sys::js_sys::Date::now() as i64;
    milliseconds * 1000
}

fn calendar(micros: i64) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(micros.div_euclid(1_000_000)).ok()
}

fn day(date: Date) -> String {
    let month = MONTHS.get(usize::from(u8::from(date.month())) - 1).copied().unwrap_or_default();
    format!("{} {month} {}", date.day(), date.year())
}

/// "21 Nov 2026" in UTC. Empty for a time outside the calendar.
pub(crate) fn date_text(micros: i64) -> String {
    calendar(micros).map(|at| day(at.date())).unwrap_or_default()
}

/// "21 Nov 2026, 14:02 UTC". Empty for a time outside the calendar.
pub(crate) fn full_text(micros: i64) -> String {
    calendar(micros)
        .map(|at| format!("{}, {:02}:{:02} UTC", day(at.date()), at.hour(), at.minute()))
        .unwrap_or_default()
}

/// "2026-11-21T14:02:09Z" for `datetime`.
fn machine_text(micros: i64) -> String {
    calendar(micros).map_or_else(String::new, |at| {
        let (date, month) = (at.date(), u8::from(at.month()));
        format!(
            "{:04}-{month:02}-{:02}T{:02}:{:02}:{:02}Z",
            date.year(),
            date.day(),
            at.hour(),
            at.minute(),
            at.second()
        )
    })
}

/// How far away a time is: "12 min ago", "Yesterday", "in 3 days"; the date when it is more than a week away or `now` is unknown (0).
pub(crate) fn relative_text(at: i64, now: i64) -> String {
    let (Some(then), Some(today)) = (calendar(at), calendar(now)) else { return date_text(at) };
    let seconds = then.unix_timestamp() - today.unix_timestamp();
    let days = then.date().to_julian_day() - today.date().to_julian_day();
    if now == 0 || seconds.abs() >= 7 * DAY {
        return date_text(at);
    }
    match seconds {
        -59..=59 => "Now".to_owned(),
        _ if seconds.abs() < HOUR => span(seconds, seconds.abs() / MINUTE, "min"),
        _ if seconds.abs() < DAY && days == 0 => span(seconds, seconds.abs() / HOUR, "h"),
        _ if days == -1 => "Yesterday".to_owned(),
        _ if days == 1 => "Tomorrow".to_owned(),
        _ => span(seconds, i64::from(days.abs()), "days"),
    }
}

fn span(direction: i64, count: i64, unit: &str) -> String {
    if direction < 0 { format!("{count} {unit} ago") } else { format!("in {count} {unit}") }
}

/// A point in time: relative words, the exact time in `title` and `datetime`.
///
/// Props: `at` (microseconds UTC), `date` (always the date), `exact` (date and time of day, for records).
///
/// Example: `<Time at=member.joined_at date=true/>`
#[component]
pub fn Time(
    /// Microseconds UTC.
    #[prop(into)]
    at: i64,
    /// The date, never relative.
    #[prop(optional)]
    date: bool,
    /// Date and time of day.
    #[prop(optional)]
    exact: bool,
) -> impl IntoView {
    let clock = use_context::<Clock>();
    let words = move || {
        if exact {
            full_text(at)
        } else if date {
            date_text(at)
        } else {
            relative_text(at, clock.map_or(0, |clock| clock.0.get()))
        }
    };
    view! { <time class="nowrap" datetime=machine_text(at) title=full_text(at)>{words}</time> }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 21 Nov 2026, 14:02:09 UTC.
    const NOW: i64 = 1_795_269_729 * 1_000_000;

    fn before(seconds: i64) -> String {
        relative_text(NOW - seconds * 1_000_000, NOW)
    }

    #[test]
    fn recent_times_are_relative_and_older_ones_dates() {
        assert_eq!(before(5), "Now");
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
        assert_eq!(relative_text(NOW, 0), "21 Nov 2026");
    }

    #[test]
    fn exact_texts_are_utc() {
        assert_eq!(full_text(NOW), "21 Nov 2026, 14:02 UTC");
        assert_eq!(machine_text(NOW), "2026-11-21T14:02:09Z");
        assert_eq!(full_text(i64::MAX), "");
    }
}
