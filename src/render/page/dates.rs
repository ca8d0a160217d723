//! Dates as a page's language writes them.

use jiff::civil::Date;

use super::super::{locale, view::DateView};
use crate::{base::Stamp, model::LangTag};

/// A date ready to show.
#[must_use]
pub(crate) fn date(stamp: Stamp, language: &LangTag) -> DateView {
    let day = stamp.day();
    DateView { iso: stamp.iso(), text: date_text(day, language), year: day.year() }
}

/// A day as the language writes it; ISO where nothing is known of the language.
#[must_use]
pub(crate) fn date_text(day: Date, language: &LangTag) -> String {
    locale::day(day, language.as_str())
}
