//! Days and numbers as a language writes them, by the Unicode Consortium's own data (CLDR).

use std::{cell::RefCell, collections::HashMap};

use icu_calendar::{Date, Gregorian};
use icu_datetime::{FixedCalendarDateTimeFormatter, fieldsets::YMD};
use icu_decimal::{
    DecimalFormatter,
    input::Decimal,
    options::{DecimalFormatterOptions, GroupingStrategy},
};
use icu_locale_core::Locale;
use jiff::civil;

/// A day as the language writes it in full, in the calendar of the civil year; ISO where nothing is known of the language.
#[must_use]
pub(super) fn day(day: civil::Date, language: &str) -> String {
    written(day, language).unwrap_or_else(|| day.to_string())
}

/// How a language writes days and numbers.
struct Forms {
    days: Option<FixedCalendarDateTimeFormatter<Gregorian, YMD>>,
    numbers: Option<DecimalFormatter>,
    /// Whether it is French, whose print counts the first of a month and no other day: the data leaves that to its readers.
    french: bool,
}

impl Forms {
    fn of(language: &str) -> Self {
        let locale = locale(language);
        let mut options = DecimalFormatterOptions::default();
        options.grouping_strategy = Some(GroupingStrategy::Min2);
        Self {
            days: locale
                .clone()
                .and_then(|locale| FixedCalendarDateTimeFormatter::try_new(locale.into(), YMD::long()).ok()),
            numbers: locale.and_then(|locale| DecimalFormatter::try_new(locale.into(), options).ok()),
            french: language.split('-').next() == Some("fr"),
        }
    }
}

/// What `write` makes with the forms of a language, which each thread gathers once: finding them takes longer than using them.
fn with_forms<T>(language: &str, write: impl FnOnce(&Forms) -> T) -> T {
    thread_local! {
        static KNOWN: RefCell<HashMap<String, Forms>> = RefCell::new(HashMap::new());
    }
    KNOWN.with_borrow_mut(|known| match known.get(language) {
        Some(forms) => write(forms),
        None => write(known.entry(language.to_owned()).or_insert_with(|| Forms::of(language))),
    })
}

fn written(day: civil::Date, language: &str) -> Option<String> {
    let (text, french) = with_forms(language, |forms| Some((formatted(day, forms)?, forms.french)))?;
    // A language that the data does not name is written as none is: `2026 M03 1`.
    let is_known = !text.starts_with(&day.year().to_string())
        || Some(&text) != with_forms("und", |forms| formatted(day, forms)).as_ref();
    let is_first = day.day() == 1 && french;
    is_known.then(|| match text.strip_prefix("1 ") {
        Some(rest) if is_first => format!("1er {rest}"),
        _ => text,
    })
}

fn formatted(day: civil::Date, forms: &Forms) -> Option<String> {
    let (year, month, number) = (day.year(), day.month().unsigned_abs(), day.day().unsigned_abs());
    Some(forms.days.as_ref()?.format(&Date::try_new_gregorian(year.into(), month, number).ok()?).to_string())
}

/// A whole number with its digits in groups. One of four digits is read at a glance and has none.
#[must_use]
pub(super) fn number(number: i128, language: &str) -> String {
    let grouped = |forms: &Forms| Some(forms.numbers.as_ref()?.format_to_string(&Decimal::from(number)));
    with_forms(language, grouped).unwrap_or_else(|| number.to_string())
}

/// The language for the data.
fn locale(language: &str) -> Option<Locale> {
    // English that does not say whose is that of this site's readers, day before month.
    let language = if language == "en" { "en-GB" } else { language };
    language.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_days_its_own_way() {
        let first = civil::date(2026, 3, 1);
        for (language, expected) in [
            ("en", "1 March 2026"),
            ("en-GB", "1 March 2026"),
            ("en-US", "March 1, 2026"),
            ("fr", "1er mars 2026"),
            ("fr-CA", "1er mars 2026"),
            ("de", "1. März 2026"),
            ("uk", "1 березня 2026\u{202f}р."),
            ("pl", "1 marca 2026"),
            ("es", "1 de marzo de 2026"),
            ("et", "1 märts 2026"),
            ("lv", "2026. gada 1. marts"),
            ("fi", "1. maaliskuuta 2026"),
            ("th", "1 มีนาคม ค.ศ. 2026"),
            ("und", "2026-03-01"),
            ("x-own", "2026-03-01"),
        ] {
            assert_eq!(day(first, language), expected, "{language}");
        }
        assert_eq!(day(civil::date(2026, 8, 11), "fr"), "11 août 2026");
    }

    #[test]
    fn every_month_has_its_name_in_the_languages_of_the_theme() {
        for (language, months) in [
            ("en", "January February March April May June July August September October November December"),
            ("fr", "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
            ("de", "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
            ("uk", "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"),
        ] {
            for (month, name) in (1..).zip(months.split(' ')) {
                let text = day(civil::date(2026, month, 15), language);
                assert!(text.contains(name) && text.contains("15") && text.contains("2026"), "{text}");
            }
        }
    }

    #[test]
    fn numbers_stand_in_groups_from_ten_thousand_on() {
        for (language, expected) in [
            ("en", "-1,234,567"),
            ("de", "-1.234.567"),
            ("fr", "-1\u{202f}234\u{202f}567"),
            ("uk", "-1\u{a0}234\u{a0}567"),
            ("de-CH", "-1'234'567"),
        ] {
            assert_eq!(number(-1_234_567, language), expected, "{language}");
        }
        assert_eq!((number(1_234, "en"), number(12_345, "en")), ("1234".into(), "12,345".into()));
        assert_eq!(number(12, "x-own"), "12");
    }
}
