use super::Icon;
use crate::messages as t;
use leptos::prelude::*;

/// One bar of a [`Chart`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Words below and in the table: "21 Nov 2026".
    pub label: String,
    /// Height.
    pub value: u64,
}

/// Bars over time, and the same numbers as a table for whoever cannot or will not read bars.
///
/// Props: `title`, `unit` (heading of the values), `over` (heading of the labels, "Day" unless said), `bars` (oldest first), `limit` (dashed line), `small` (half as high).
///
/// Example: `<Chart title="Requests a day" unit="Requests" bars=vec![Bar { label: "21 Nov".into(), value: 46_144 }]/>`
#[component]
pub fn Chart(
    /// What it shows.
    #[prop(into)]
    title: String,
    /// Heading of the values.
    #[prop(into)]
    unit: String,
    /// Heading of the labels.
    #[prop(optional, into)]
    over: Option<String>,
    /// The bars, oldest first.
    bars: Vec<Bar>,
    /// The most it can be.
    #[prop(default = None)]
    limit: Option<u64>,
    /// Half as high.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let over = over.unwrap_or_else(|| t::ui::chart_day().to_owned());
    let top = ceiling(bars.iter().map(|bar| bar.value).chain(limit).max().unwrap_or_default());
    let width = bars.len() * 10;
    let columns = bars.iter().enumerate().map(|(place, bar)| {
        let height = percent(bar.value, top);
        view! {
            <g class="chart-col">
                <rect class="chart-hit" x=(place * 10).to_string() y="0" width="10" height="100"></rect>
                <rect
                    class="chart-bar"
                    x=format!("{}.6", place * 10 + 1)
                    y=tenths(1000 - height)
                    width="6.8"
                    height=tenths(height)
                ></rect>
            </g>
        }
    });
    let ends = bars.first().map(|bar| bar.label.clone()).into_iter().chain(bars.last().map(|bar| bar.label.clone()));
    let line = |class: &'static str, y: String| {
        view! { <line class=class x1="0" x2=width.to_string() y1=y.clone() y2=y></line> }
    };
    let rows = bars.iter().map(|bar| {
        view! {
            <tr>
                <td>{bar.label.clone()}</td>
                <td class="num">{t::number(bar.value)}</td>
            </tr>
        }
    });
    view! {
        <figure class="chart">
            <div class="chart-plot" data-size=small.then_some("small")>
                <div class="chart-y" aria-hidden="true">
                    <span>{t::number(top)}</span>
                    <span>{t::number(top / 2)}</span>
                    <span>"0"</span>
                </div>
                <svg viewBox=format!("0 0 {width} 100") preserveAspectRatio="none" role="img" aria-label=title.clone()>
                    {line("chart-grid", "0".to_owned())}
                    {line("chart-grid", "50".to_owned())}
                    {columns.collect_view()}
                    {line("chart-base", "100".to_owned())}
                    {limit.map(|limit| line("chart-limit", tenths(1000 - percent(limit, top))))}
                </svg>
                <div class="chart-x" aria-hidden="true">{ends.map(|label| view! { <span>{label}</span> }).collect_view()}</div>
            </div>
            <details class="chart-table">
                <summary>
                    <Icon name="chevron-right"/>
                    {t::ui::chart_show_table()}
                </summary>
                <section tabindex="0" aria-label=title>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{over}</th>
                                <th scope="col" class="num">{unit}</th>
                            </tr>
                        </thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                </section>
            </details>
        </figure>
    }
}

/// The next round number: an even digit or 10 times a power of ten, so that half of it is whole.
fn ceiling(largest: u64) -> u64 {
    let mut power = 1_u64;
    loop {
        for step in [2, 4, 6, 8, 10] {
            let round = power.saturating_mul(step);
            if round >= largest {
                return round;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// Height in tenths of a percent.
fn percent(value: u64, top: u64) -> u64 {
    u64::try_from(u128::from(value) * 1000 / u128::from(top.max(1))).unwrap_or(1000).min(1000)
}

fn tenths(value: u64) -> String {
    format!("{}.{}", value / 10, value % 10)
}

/// How much of a limit is used, as a bar with words.
///
/// Props: `label`, `value`, `max`. Turns amber from 90 %, red when full.
///
/// Example: `<Meter label="Seats" value=48 max=50/>`
#[component]
pub fn Meter(
    /// What is used.
    #[prop(into)]
    label: String,
    /// How much.
    value: u64,
    /// Of how much.
    max: u64,
) -> impl IntoView {
    let tone = match percent(value, max) {
        1000 => Some("danger"),
        900.. => Some("warning"),
        _ => None,
    };
    view! {
        <div class="meter" data-tone=tone>
            <div>
                <span>{label.clone()}</span>
                <span>{t::ui::used_of(value, max)}</span>
            </div>
            <progress max=max.to_string() value=value.to_string() aria-label=label></progress>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{ceiling, percent, tenths};

    #[test]
    fn the_axis_ends_at_a_round_number_above_the_largest_bar() {
        let tops: Vec<_> = [0, 2, 3, 12, 46_144, u64::MAX].into_iter().map(ceiling).collect();
        assert_eq!(tops, [2, 2, 4, 20, 60_000, u64::MAX]);
    }

    #[test]
    fn heights_stay_inside_the_plot() {
        assert_eq!(tenths(percent(1, 3)), "33.3");
        assert_eq!(tenths(percent(9, 3)), "100.0");
        assert_eq!(tenths(percent(9, 0)), "100.0");
    }
}
