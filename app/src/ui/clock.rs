use crate::{
    messages::{self as t, Locale, locale},
    remote::PackedInPage,
};
use contract::{
    Timestamp,
    time::{DAY, HOUR, MINUTE},
};
use leptos::{prelude::*, web_sys};
use std::time::Duration;
use time::Month;
use web_sys::{
    js_sys::{Array, Function, Intl::DateTimeFormat, Object, Reflect},
    wasm_bindgen::JsValue,
};

/// The time at which the server renders; the server gives it to the pages as context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now(pub Timestamp);

/// The current time for views: the server's until hydration is done, then the browser's, moving on every half minute.
#[derive(Clone, Copy)]
struct Clock {
    now: RwSignal<Option<Timestamp>>,
    /// The page is alive: exact times are told in the reader's zone.
    of_browser: RwSignal<bool>,
}

/// Gives [`Time`] its clock. The first value travels inside the page, so that server and browser render the same words.
pub(crate) fn provide_clock() {
    let start =
        SharedValue::<_, PackedInPage>::new_with_encoding(|| use_context::<Now>().map(|now| now.0)).into_inner();
    let (now, of_browser) = (RwSignal::new(start), RwSignal::new(false));
    provide_context(Clock { now, of_browser });
    Effect::new(move |_| {
        now.set(Some(browser_time()));
        of_browser.set(true);
        let ticking = set_interval(move || now.set(Some(browser_time())), Duration::from_secs(30));
        on_cleanup(move || {
            if let Ok(ticking) = ticking {
                ticking.clear();
            }
        });
    });
}

/// The current time: the server's until hydration is done, then the browser's.
pub(crate) fn now() -> Option<Timestamp> {
    use_context::<Clock>()?.now.get_untracked()
}

/// The browser's clock.
fn browser_time() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for the next 285,000 years")]
    let milliseconds = web_sys::js_sys::Date::now() as i64;
    Timestamp(milliseconds * 1000)
}

/// "Nov".
fn month_name(month: Month) -> &'static str {
    match month {
        Month::January => t::time::january(),
        Month::February => t::time::february(),
        Month::March => t::time::march(),
        Month::April => t::time::april(),
        Month::May => t::time::may(),
        Month::June => t::time::june(),
        Month::July => t::time::july(),
        Month::August => t::time::august(),
        Month::September => t::time::september(),
        Month::October => t::time::october(),
        Month::November => t::time::november(),
        Month::December => t::time::december(),
    }
}

/// "21 Nov 2026" in UTC.
pub(crate) fn date_text(at: Timestamp) -> String {
    let utc = at.to_utc();
    t::time::date(&utc.day().to_string(), month_name(utc.month()), &utc.year().to_string())
}

/// "21 Nov" in UTC.
pub(crate) fn day_text(at: Timestamp) -> String {
    let utc = at.to_utc();
    t::time::day_and_month(&utc.day().to_string(), month_name(utc.month()))
}

/// "Nov 2026" in UTC.
pub(crate) fn month_text(at: Timestamp) -> String {
    let utc = at.to_utc();
    t::time::month_and_year(month_name(utc.month()), &utc.year().to_string())
}

/// "21 Nov 2026, 14:02 UTC".
pub(crate) fn full_text(at: Timestamp) -> String {
    let utc = at.to_utc();
    t::time::date_and_time(&date_text(at), &format!("{:02}:{:02}", utc.hour(), utc.minute()))
}

/// How far away a time is: "12 min ago", "Yesterday", "in 3 days"; the date when it is more than a week away or `now` is unknown.
/// `inside` a sentence there are no capitals: "now", not "Now".
pub(crate) fn relative_text(at: Timestamp, now: Option<Timestamp>, inside: bool) -> String {
    let Some(now) = now else { return date_text(at) };
    let distance = at.0 - now.0;
    let (away, past) = (distance.abs(), distance < 0);
    let days = at.day() - now.day();
    let word =
        |alone: fn() -> &'static str, within: fn() -> &'static str| if inside { within() } else { alone() }.to_owned();
    match away {
        _ if away >= 7 * DAY => date_text(at),
        0..MINUTE => word(t::time::now, t::time::now_inside),
        MINUTE..HOUR if past => t::time::minutes_ago(away / MINUTE),
        MINUTE..HOUR => t::time::in_minutes(away / MINUTE),
        _ if days == 0 && past => t::time::hours_ago(away / HOUR),
        _ if days == 0 => t::time::in_hours(away / HOUR),
        _ if days == -1 => word(t::time::yesterday, t::time::yesterday_inside),
        _ if days == 1 => word(t::time::tomorrow, t::time::tomorrow_inside),
        _ if past => t::time::days_ago(days.abs()),
        _ => t::time::in_days(days.abs()),
    }
}

thread_local! {
    /// Writes exact times in the reader's zone; made once, because making it is slow.
    static IN_ZONE: Function = {
        let options = Object::new();
        for (name, value) in [
            ("day", "numeric"),
            ("month", "short"),
            ("year", "numeric"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("timeZoneName", "short"),
        ] {
            // Fails only for an object that is frozen.
            let _ = Reflect::set(&options, &name.into(), &value.into());
        }
        let language = match locale() {
            Locale::En => "en-GB",
            Locale::De => "de",
        };
        DateTimeFormat::new(&Array::of1(&language.into()), &options).format()
    };
}

/// "21 Nov 2026, 15:02 CET": in the zone of the browser, where it must run. UTC where the browser does not know.
fn zone_text(at: Timestamp) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of any date are whole in a float")]
    let milliseconds = (at.0 / 1000) as f64;
    let text = IN_ZONE.with(|format| format.call1(&JsValue::UNDEFINED, &milliseconds.into()));
    text.ok().and_then(|text| text.as_string()).unwrap_or_else(|| full_text(at))
}

/// A point in time: relative words, the exact time in `title` (in the reader's zone once the page is alive) and `datetime`.
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
            relative_text(at, clock.and_then(|clock| clock.now.get()), inside)
        }
    };
    let title = move || match clock {
        Some(clock) if clock.of_browser.get() => zone_text(at),
        _ => full_text(at),
    };
    view! { <time class="nowrap" datetime=at.to_string() title=title>{words}</time> }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 21 Nov 2026, 14:02:09 UTC.
    const NOW: Timestamp = Timestamp(1_795_269_729_000_000);

    fn before(distance: i64) -> String {
        relative_text(NOW.plus(-distance), Some(NOW), false)
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
    fn within_a_sentence_there_are_no_capitals_and_german_has_its_own_words() {
        assert_eq!(relative_text(NOW, Some(NOW), true), "now");
        Owner::new().with(|| {
            provide_context(crate::Locale::De);
            assert_eq!(before(20 * HOUR), "Gestern");
            assert_eq!(before(-2 * DAY), "in 2 Tagen");
            assert_eq!(full_text(NOW), "21. Nov. 2026, 14:02 UTC");
        });
    }

    #[test]
    fn without_a_clock_the_date_stands() {
        assert_eq!(relative_text(NOW, None, false), "21 Nov 2026");
    }

    #[test]
    fn exact_texts_are_utc() {
        assert_eq!(full_text(NOW), "21 Nov 2026, 14:02 UTC");
    }
}
