//! Versions of texts, as their histories count them, and translations that are behind their originals.

use jiff::civil::Date;
use serde::Serialize;

use super::Entry;
use crate::{
    base::{Code, Finding, Stamp},
    model::{Card, ChangeKind},
};

/// How far a translation is behind its original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Behind {
    /// The version of the original that was translated.
    pub of: usize,
    /// The version that the original is at now.
    pub at: usize,
}

/// How far `translation` is behind `original`: by the version that it names, else by its own latest day. `None` if it is not, or
/// that cannot be told.
pub(super) fn behind(translation: &Card, original: &Card) -> Option<Behind> {
    let named = translation.translation_of.as_ref().and_then(|named| named.version.as_deref());
    let of = match named {
        Some(version) => number(version).or_else(|| Some(version_on(original, Stamp::parse(version)?.day())))?,
        None => version_on(original, latest(translation)?),
    };
    let at = version_on(original, Date::MAX);
    (of < at).then_some(Behind { of, at })
}

/// A text is at version 1 when it is published; each later entry of its history makes a further one.
fn version_on(card: &Card, day: Date) -> usize {
    let changes = card.face.history.iter().filter(|change| change.kind != ChangeKind::Publication && change.on <= day);
    1 + changes.count()
}

/// `2`, `v2`.
fn number(version: &str) -> Option<usize> {
    version.trim().trim_start_matches(['v', 'V']).parse().ok()
}

/// The last day of which a text says that something was done to it.
fn latest(card: &Card) -> Option<Date> {
    card.face.history.iter().map(|change| change.on).chain(card.face.date.map(|date| date.day())).max()
}

/// What an editor should know of translations that are behind.
pub(super) fn stale(entries: &[Entry]) -> Vec<Finding> {
    let warn = |entry: &Entry| {
        let kin = entry.around.kin();
        let Behind { of, at } = kin.behind?;
        let original = &entries.get(kin.original? as usize)?.public.card();
        let message = format!("translation of version {of} of `{}`; the original is at {at}", original.source);
        let help = format!(
            "translate what has changed, then name the version: `translation_of = {{ id = \"{}\", version = \"{at}\" }}`",
            original.face.slug
        );
        Some(Finding::of_file(Code::StaleTranslation, entry.public.card().source.as_str(), message).hint(help))
    };
    entries.iter().filter_map(warn).collect()
}
