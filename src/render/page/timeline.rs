//! The timeline of a list: how many briefings fall on each month, quarter or year, as bars of a drawing.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::view::{BarView, TickView, TimelineView};

/// The drawing's width and height in its own units, about; bars have whole widths.
const WIDTH: usize = 720;
const HEIGHT: usize = 120;

/// Years that are named at most.
const NAMED: usize = 6;

/// The timeline of some days; `None` for fewer than two.
pub(super) fn timeline(days: &[Date]) -> Option<TimelineView> {
    let first = days.iter().map(|day| day.year()).min().filter(|_| days.len() > 1)?;
    let last = days.iter().map(|day| day.year()).max()?;
    let years = usize::from(last.abs_diff(first)) + 1;
    let months = months_a_bar(years);
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for day in days {
        let month = usize::from(day.year().abs_diff(first)) * 12 + usize::from(day.month().unsigned_abs()) - 1;
        *counts.entry(month / months).or_default() += 1;
    }
    let slot = (WIDTH * months / (years * 12)).max(2);
    let most = counts.values().copied().max().unwrap_or(1);
    let bar = |(at, count): (usize, usize)| {
        let height = (HEIGHT * count / most).max(1);
        let (x, width) = (at * slot + slot / 8, slot - slot / 4);
        BarView { x, y: HEIGHT - height, width, height, label: label(first, at, months), count }
    };
    let every = years.div_ceil(NAMED);
    let tick = |(at, year): (usize, i16)| TickView {
        x: at * 12 / months * slot,
        text: if at.is_multiple_of(every) { year.to_string() } else { String::new() },
    };
    Some(TimelineView {
        width: slot * years * 12 / months,
        height: HEIGHT,
        bars: counts.into_iter().map(bar).collect(),
        ticks: (first..=last).enumerate().map(tick).collect(),
    })
}

/// Months for a few years, quarters for some more, then years.
fn months_a_bar(years: usize) -> usize {
    match years {
        0..=3 => 1,
        4..=8 => 3,
        _ => 12,
    }
}

/// The stretch of time that the bar at this place stands for.
fn label(first: i16, at: usize, months: usize) -> String {
    let begin = at * months;
    let year = i64::from(first) + i64::try_from(begin / 12).unwrap_or_default();
    let month = begin % 12 + 1;
    match months {
        1 => format!("{year}-{month:02}"),
        3 => format!("{year}-{month:02}/{:02}", month + 2),
        _ => year.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn bars(days: &[Date]) -> Vec<(usize, String, usize)> {
        let timeline = timeline(days).expect("a timeline");
        timeline.bars.into_iter().map(|bar| (bar.x, bar.label, bar.count)).collect()
    }

    #[test]
    fn few_years_are_counted_by_month_and_many_by_year() {
        let near = [date(2025, 1, 3), date(2026, 3, 1), date(2026, 3, 31)];
        assert_eq!(bars(&near), [(3, "2025-01".into(), 1), (423, "2026-03".into(), 2)]);
        let far = [date(2019, 5, 1), date(2024, 12, 31)];
        assert_eq!(bars(&far), [(33, "2019-04/06".into(), 1), (693, "2024-10/12".into(), 1)]);
        let older = [date(1999, 5, 1), date(2024, 12, 31)];
        assert_eq!(bars(&older).first(), Some(&(3, "1999".into(), 1)));
    }

    #[test]
    fn the_highest_bar_is_as_high_as_the_drawing_and_all_lie_within() {
        for years in 1..60_i16 {
            let days = [date(1970, 1, 1), date(1969 + years, 12, 31), date(1969 + years, 12, 1)];
            let timeline = timeline(&days).expect("a timeline");
            assert!(timeline.bars.iter().any(|bar| bar.height == timeline.height), "{years}");
            assert!(timeline.bars.iter().all(|bar| bar.x + bar.width <= timeline.width), "{years}");
            assert!(timeline.ticks.iter().filter(|tick| !tick.text.is_empty()).count() <= NAMED, "{years}");
        }
    }

    #[test]
    fn one_day_makes_no_timeline() {
        assert!(timeline(&[date(2026, 1, 1)]).is_none());
    }
}
