//! Usage of an organization: principals against the plan, requests a day, people active a month.

mod page;
pub mod rpc;

pub(crate) use page::UsagePage;

use crate::ui::clock::{day_text, month_text};
use contract::Timestamp;

/// The choices of the charts, in days.
pub(crate) const RANGES: [i64; 3] = [7, 30, 90];

/// The range that an address asks for.
pub(crate) fn range(asked: Option<&str>) -> i64 {
    asked.and_then(|days| days.parse().ok()).filter(|days| RANGES.contains(days)).unwrap_or(30)
}

/// "2026-11-21" as "21 Nov".
pub(crate) fn day_words(date: &str) -> String {
    words(date, &format!("{date}T00:00:00Z"), day_text)
}

/// "2026-11" as "Nov 2026".
fn month_words(month: &str) -> String {
    words(month, &format!("{month}-01T00:00:00Z"), month_text)
}

fn words(text: &str, start: &str, of: fn(Timestamp) -> String) -> String {
    start.parse().map_or_else(|_| text.to_owned(), of)
}

/// A count as charts take it.
pub(crate) fn count(value: i64) -> u64 {
    u64::try_from(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_are_written_short() {
        assert_eq!(day_words("2026-11-21"), "21 Nov");
        assert_eq!(day_words("2026-01-02"), "2 Jan");
        assert_eq!(month_words("2026-11"), "Nov 2026");
        assert_eq!(day_words("nonsense"), "nonsense");
    }

    #[test]
    fn an_address_chooses_among_the_ranges() {
        assert_eq!([None, Some("7"), Some("8"), Some("week")].map(range), [30, 7, 30, 30]);
    }
}
