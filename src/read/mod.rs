//! Reading: the bytes of one file become a briefing. Markdown and plain text meet in one model here.
//!
//! Promises: pure (no clock, no disk, no settings but [`ReadOptions`]); never fails, never panics, linear in the input
//! whatever it is; what is wrong becomes a diagnostic with a byte span; every line of the source is in the span of a node or
//! of a decision. Must not know: templates, pages, other files.

mod bare;
mod bytes;
mod dates;
mod embargo;
mod finish;
mod front_matter;
mod glossary;
mod markdown;
mod marking;
mod matter;
mod name;
mod overruled;
mod plain;
mod portion;
mod role;
mod summary;

use std::collections::BTreeMap;

use crate::{
    base::{Diagnostic, Noted, SitePath, ZoneName},
    model::{Briefing, Decision, Kind, LangTag, Origin, Role},
};

use matter::Matter;

pub use bytes::Encoding;
pub(crate) use front_matter::Entry;
pub use front_matter::{KEYS, Key, KeyType, may_be_number};
pub use markdown::{Dialect, blocks as markdown_blocks};

/// One file to read.
#[derive(Clone, Copy, Debug)]
pub struct SourceFile<'a> {
    /// Its path: the extension says which reader takes it, the stem gives the slug.
    pub path: &'a SitePath,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The bytes of the `.toml` beside it that holds its front matter.
    pub sidecar: Option<&'a [u8]>,
}

/// What reading needs to know of the site.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// The language of a text that does not say.
    pub language: LangTag,
    /// The kind of a text that does not say.
    pub kind: Kind,
    /// How `03/04/2026` is read; `None` makes it an error.
    pub date_order: Option<DateOrder>,
    /// The site's time zone, for suggestions about embargoes; never applied to one.
    pub zone: ZoneName,
    /// What becomes of a key that is not ours.
    pub unknown_keys: UnknownKeys,
    /// Foreign front matter keys and ours that they mean.
    pub keys: BTreeMap<String, String>,
    /// Headings of the site's own and the role they give, lower-case.
    pub roles: BTreeMap<String, Role>,
    /// Whether straight quotes and `--` in Markdown become typographic.
    pub smart_punctuation: bool,
}

/// The order of a numeric date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// Day, month, year.
    DayMonth,
    /// Month, day, year.
    MonthDay,
}

/// What becomes of a front matter key that is not ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownKeys {
    /// An error with a suggestion.
    Error,
    /// A warning; the value goes to `extra`.
    Warn,
    /// The value goes to `extra`.
    Extra,
}

/// What was understood of one file.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The briefing.
    pub briefing: Briefing,
    /// What was decided about lines that were not plain, in their order.
    pub decisions: Vec<Decision>,
    /// How the bytes were decoded.
    pub encoding: Encoding,
    /// The decoded text that all spans count in.
    pub text: String,
    /// What is wrong with the sidecar; spans count in its own text.
    pub sidecar_notes: Vec<Diagnostic>,
}

/// What a body reader makes of a text. Front matter is laid over it afterwards and wins.
pub(crate) struct Body {
    /// The briefing, begun by [`read`] with what its file's name gives and filled from the text.
    pub(crate) briefing: Briefing,
    /// The `Key: value` lines of a plain text's preamble, as written; the schema of front matter reads them.
    pub(crate) entries: Vec<Entry>,
    /// What was decided about lines that were not plain, in their order.
    pub(crate) decisions: Vec<Decision>,
    /// What was noticed. Not about a missing title, date, author, source or body: [`read`] says that when all is known.
    pub(crate) notes: Vec<Diagnostic>,
}

/// Reads one file. The extension decides: `.md` and `.markdown` are Markdown, everything else is plain text.
#[must_use]
pub fn read(source: SourceFile<'_>, options: &ReadOptions) -> Noted<Reading> {
    let decoded = bytes::decode(source.bytes);
    let (text, encoding) = decoded.value;
    let markdown = matches!(source.path.extension().to_ascii_lowercase().as_str(), "md" | "markdown");
    let name = name::of(source.path);
    let mut notes = decoded.notes;
    let matter = Matter::find(&text, source.sidecar, markdown, &mut notes);

    let mut begun = Briefing::new(options.kind, options.language.clone(), name.slug);
    begun.origins.extend([("kind", Origin::Default), ("language", Origin::Default), ("slug", Origin::Derived)]);
    if let Some(language) = matter.language(options).or(name.language) {
        begun.language = language;
        begun.origins.insert("language", Origin::Derived);
    }
    let title = matter.title(options);
    let given = matter.keys(options);
    let given = plain::Given { title: title.as_deref(), keys: &given };
    let mut body = if markdown {
        markdown::read_markdown(begun, &text, matter.body, given, options)
    } else {
        plain::read_plain(begun, &text, matter.body, source.path, given, options)
    };

    let found = marking::detect(&text, matter.body);
    notes.extend(found.notes);
    body.briefing.marking = marking::stricter(std::mem::take(&mut body.briefing.marking), found.value);
    notes.append(&mut body.notes);
    if markdown && !given.keys.contains(&"embargo") {
        let found = embargo::detect(&text, matter.body, &options.zone);
        notes.extend(found.notes);
        body.briefing.embargo = found.value;
    }
    let sidecar_notes = matter.lay_over(&mut body, &mut notes, options);
    notes.extend(bytes::lint(&text, &body.briefing.language));
    finish::finish(&mut body.briefing, source.path, &mut notes);
    body.decisions.extend(matter.decision());
    body.decisions.sort_by_key(|decision| decision.span);
    notes.sort_by_key(|note| note.span);
    let (briefing, decisions) = (body.briefing, body.decisions);
    Noted { value: Reading { briefing, decisions, encoding, text, sidecar_notes }, notes }
}

/// The language that a file's name gives (`fr` of `report.fr.md`).
#[must_use]
pub fn language_in_name(path: &SitePath) -> Option<LangTag> {
    name::language(path)
}

/// The text of a file's bytes as [`read`] decodes them, for showing its lines.
#[must_use]
pub fn decoded(bytes: &[u8]) -> String {
    bytes::decode(bytes).value.0
}

#[cfg(test)]
mod tests;
