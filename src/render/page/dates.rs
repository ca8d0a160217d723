//! Dates as a page's language writes them.

use jiff::civil::Date;

use super::super::view::DateView;
use crate::{base::Stamp, model::LangTag};

/// Month names by language. Sources: the languages' usage as in Unicode CLDR, long format dates.
const MONTHS: &[(&str, [&str; 12])] = &[
    (
        "en",
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    ),
    (
        "fr",
        [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
    ),
    (
        "de",
        [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
    ),
    (
        "uk",
        [
            "січня",
            "лютого",
            "березня",
            "квітня",
            "травня",
            "червня",
            "липня",
            "серпня",
            "вересня",
            "жовтня",
            "листопада",
            "грудня",
        ],
    ),
];

/// A date ready to show.
#[must_use]
pub(crate) fn date(stamp: Stamp, language: &LangTag) -> DateView {
    let day = stamp.day();
    DateView { iso: stamp.iso(), text: date_text(day, language), year: day.year() }
}

/// A day as the language writes it; ISO where the language is not among ours.
#[must_use]
pub(crate) fn date_text(day: Date, language: &LangTag) -> String {
    let months = MONTHS.iter().find(|(tag, _)| *tag == language.primary()).map(|(_, months)| months);
    let month = months.and_then(|months| months.get(usize::from(day.month().unsigned_abs()).saturating_sub(1)));
    let Some(month) = month else { return day.to_string() };
    let (number, year) = (day.day(), day.year());
    match (language.primary(), language.as_str()) {
        ("en", "en-US") => format!("{month} {number}, {year}"),
        ("fr", _) if number == 1 => format!("1er {month} {year}"),
        ("de", _) => format!("{number}. {month} {year}"),
        ("uk", _) => format!("{number} {month} {year} р."),
        _ => format!("{number} {month} {year}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_dates_its_own_way() {
        let day = jiff::civil::date(2026, 3, 1);
        let text = |tag| date_text(day, &LangTag::parse(tag).expect("a tag"));
        assert_eq!(text("en-GB"), "1 March 2026");
        assert_eq!(text("en-US"), "March 1, 2026");
        assert_eq!(text("fr"), "1er mars 2026");
        assert_eq!(text("de"), "1. März 2026");
        assert_eq!(text("uk"), "1 березня 2026 р.");
        assert_eq!(text("fi"), "2026-03-01");
    }
}
