//! Plain text: what editors paste, read by small named rules over one survey of the whole document.

use super::{Entry, ReadOptions};
use crate::{
    base::{Noted, SitePath, Stamp},
    model::{
        Change, Credit, Dateline, Decision, Embargo, GlossaryTerm, Inlines, LangTag, Marking, Note, Origins, Section,
        Source, Summary, Text,
    },
};

/// What front matter has already said, so that the text is not asked again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given<'a> {
    /// The title, if front matter gives one: the text's first line is then a title only where it repeats it.
    pub(super) title: Option<&'a str>,
    /// The language of the text.
    pub(super) language: &'a LangTag,
    /// Our names of all keys that front matter or the sidecar gives (`embargo`, `date`, `authors`).
    pub(super) keys: &'a [&'static str],
}

/// What a plain text says. Values that front matter gives win over these, except that the stricter marking wins.
#[derive(Clone, Debug, Default)]
pub(super) struct PlainReading {
    /// The lines of a `Key: value` preamble, to be typed by the front matter's schema; they win over the fields below.
    pub(super) preamble: Vec<Entry>,
    pub(super) title: Option<Text>,
    pub(super) short_title: Option<Text>,
    pub(super) standfirst: Option<Inlines>,
    pub(super) authors: Vec<Credit>,
    pub(super) byline: Option<Text>,
    pub(super) date: Option<Stamp>,
    pub(super) embargo: Embargo,
    pub(super) marking: Marking,
    pub(super) summary: Summary,
    pub(super) dateline: Option<Dateline>,
    pub(super) body: Vec<Section>,
    pub(super) notes: Vec<Note>,
    pub(super) sources: Vec<Source>,
    pub(super) history: Vec<Change>,
    pub(super) supersedes: Vec<Text>,
    pub(super) glossary: Vec<GlossaryTerm>,
    pub(super) credits: Vec<Text>,
    pub(super) status_note: Option<Text>,
    /// Origins of the fields above, under their JSON names.
    pub(super) origins: Origins,
    /// What was decided, in the order of the lines.
    pub(super) decisions: Vec<Decision>,
}

/// Reads the plain text that begins at byte `start` of `text`; all spans count in `text`.
pub(super) fn read_plain(
    text: &str,
    start: usize,
    path: &SitePath,
    given: Given<'_>,
    options: &ReadOptions,
) -> Noted<PlainReading> {
    let _ = (text, start, path, given, options);
    Noted::new(PlainReading::default())
}

/// Our name of a key that may stand in a `Key: value` preamble, in any case, spaces for underscores.
pub(super) fn known_key(key: &str) -> Option<&'static str> {
    let _ = key;
    None
}
