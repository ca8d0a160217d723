//! Facts that several outputs tell of a text: when it appeared and changed, what it is called, who wrote it.

use jiff::{Zoned, civil::Date, fmt::temporal::DateTimePrinter, tz::TimeZone};

use super::Ground;
use crate::{
    base::{OutPath, Stamp},
    config::{LanguageSettings, Site},
    library::{Entry, Facet},
    model::{Change, ChangeKind, Face, LangTag},
};

/// The moment a stamp begins, in the offset it was given in, or, for a day, in the site's zone.
pub(super) fn moment(stamp: Stamp, zone: &TimeZone) -> Zoned {
    let zone = match stamp {
        Stamp::Day(_) => zone.clone(),
        Stamp::Instant(instant) => {
            jiff::tz::Offset::from_seconds(instant.offset).map_or(TimeZone::UTC, TimeZone::fixed)
        }
    };
    stamp.begins(&zone).to_zoned(zone)
}

/// RFC 3339 to the second, with the offset.
pub(super) fn rfc3339(zoned: &Zoned) -> String {
    const PRINTER: DateTimePrinter = DateTimePrinter::new().precision(Some(0));
    let (moment, offset) = (zoned.timestamp(), zoned.offset());
    if offset.is_zero() {
        return PRINTER.timestamp_to_string(&moment);
    }
    PRINTER.timestamp_with_offset_to_string(&moment, offset)
}

/// When a text last changed: the newest of its date and its history; `None` if it has neither.
pub(super) fn updated(face: &Face, zone: &TimeZone) -> Option<Zoned> {
    let published = face.date.map(|date| moment(date, zone));
    let changed = last_change(face).map(|day| moment(Stamp::Day(day), zone));
    match (published, changed) {
        (Some(published), Some(changed)) if changed.timestamp() > published.timestamp() => Some(changed),
        (published, changed) => published.or(changed),
    }
}

/// The day of the newest entry of its history.
pub(super) fn last_change(face: &Face) -> Option<Date> {
    face.history.iter().map(|change| change.on).max()
}

/// The newest entry of its history of this kind.
pub(super) fn newest(face: &Face, kind: ChangeKind) -> Option<&Change> {
    face.history.iter().rev().filter(|change| change.kind == kind).max_by_key(|change| change.on)
}

/// Whether it was retracted.
pub(super) fn is_retracted(face: &Face) -> bool {
    face.history.iter().any(|change| change.kind == ChangeKind::Retraction)
}

/// What the site is called in an edition.
pub(super) fn site_title(ground: Ground<'_>, edition: usize) -> &str {
    let own = language_settings(ground, edition).and_then(|settings| settings.title.as_deref());
    own.unwrap_or(&ground.site.title)
}

/// What the site is about, in an edition; may be empty.
pub(super) fn site_description(ground: Ground<'_>, edition: usize) -> &str {
    let own = language_settings(ground, edition).and_then(|settings| settings.description.as_deref());
    own.or(ground.site.description.as_deref()).unwrap_or_default()
}

/// The line under the site's name, in an edition.
pub(super) fn tagline(ground: Ground<'_>, edition: usize) -> Option<&str> {
    let own = language_settings(ground, edition).and_then(|settings| settings.tagline.as_deref());
    own.or(ground.site.theme.tagline.as_deref())
}

/// The line at the foot of every page, in an edition.
pub(super) fn footer(ground: Ground<'_>, edition: usize) -> Option<&str> {
    let own = language_settings(ground, edition).and_then(|settings| settings.footer.as_deref());
    own.or(ground.site.theme.footer.as_deref())
}

/// What a name of a facet is called in a language: regions have other names in other languages.
pub(super) fn name_in<'a>(site: &'a Site, language: &LangTag, facet: Facet, name: &'a str) -> &'a str {
    let own = settings_of(site, language).filter(|_| facet == Facet::Region);
    own.and_then(|settings| settings.regions.get(name)).map_or(name, String::as_str)
}

fn language_settings(ground: Ground<'_>, edition: usize) -> Option<&LanguageSettings> {
    settings_of(ground.site, ground.language(edition))
}

fn settings_of<'a>(site: &'a Site, language: &LangTag) -> Option<&'a LanguageSettings> {
    let named = site.languages.iter().find(|(tag, _)| tag.primary() == language.primary());
    named.map(|(_, settings)| settings)
}

/// The absolute address of the page that lists a name of a facet; `None` if it reduces to nothing.
pub(super) fn facet_url(ground: Ground<'_>, edition: usize, facet: Facet, name: &str) -> Option<String> {
    ground.edition(edition).address(facet, name).map(|address| ground.absolute(&address))
}

/// The absolute address of a briefing's social card; `None` when the site makes none.
pub(super) fn card_url(ground: Ground<'_>, entry: &Entry) -> Option<String> {
    ground.site.outputs.cards.then(|| ground.absolute_file(&entry.address.file(CARD_FILE)))
}

/// The name of a social card's file beside its page.
pub(super) const CARD_FILE: &str = "card.png";

/// The absolute address of a file under `static/`.
pub(super) fn static_url(ground: Ground<'_>, file: &str) -> Option<String> {
    OutPath::new(file.trim_start_matches('/')).ok().map(|path| ground.absolute_file(&path))
}

/// The series and the number in it: `Baltic Watch, 12`.
pub(super) fn series(face: &Face) -> Option<String> {
    match (&face.series, &face.number) {
        (Some(series), Some(number)) => Some(format!("{series}, {number}")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_string()),
        (None, None) => None,
    }
}
