//! Front matter of every form as one small tree with spans, and one schema that lays it over a briefing.
//!
//! [`split`] finds it, [`parse`] makes the tree of TOML or YAML, [`apply`] checks each value at its place and puts it where
//! it belongs. All errors of a file are collected.

mod apply;
mod check;
mod keys;
mod records;
mod taken;
mod toml;
mod value;
mod yaml;

use std::ops::Range;

use crate::base::{Code, Diagnostic, Noted, Span};

pub(crate) use apply::{apply, given};
pub(crate) use keys::is_known;
pub use keys::{KEYS, Key, KeyType};
pub(crate) use value::{Data, Entry, Value};

/// How front matter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Between `+++` lines, or a sidecar.
    Toml,
    /// Between `---` lines.
    Yaml,
    /// `Key: value` lines at the head of a plain text.
    Lines,
}

/// Where the front matter of a text stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Split {
    /// How it is written.
    pub(crate) format: Format,
    /// What stands between its lines.
    pub(crate) inner: Range<usize>,
    /// Where the body begins.
    pub(crate) body: usize,
}

/// Finds front matter: line 1 is `+++` or `---` alone, and such a line closes it. `Err` is the span of an opening line that
/// nothing closes.
pub(crate) fn split(text: &str) -> Result<Option<Split>, Span> {
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next() else { return Ok(None) };
    let (format, fence) = match first.trim_end() {
        "+++" => (Format::Toml, "+++"),
        "---" => (Format::Yaml, "---"),
        _ => return Ok(None),
    };
    let mut at = first.len();
    for line in lines {
        let trimmed = line.trim_end();
        if trimmed == fence || (format == Format::Yaml && trimmed == "...") {
            return Ok(Some(Split { format, inner: first.len()..at, body: at + line.len() }));
        }
        at += line.len();
    }
    Err(Span::new(0, first.trim_end().len()))
}

/// The error of front matter that never closes.
pub(crate) fn unclosed(opening: Span, fence: &str) -> Diagnostic {
    Diagnostic::new(Code::UnclosedFrontMatter, opening, "the front matter that begins here is never closed")
        .hint(format!("end it with a line `{fence}`"))
}

/// The entries of front matter that stands at `inner` of `text`.
pub(crate) fn parse(text: &str, split: &Split) -> Noted<Vec<Entry>> {
    let inner = text.get(split.inner.clone()).unwrap_or_default();
    match split.format {
        Format::Yaml => yaml::parse(inner, split.inner.start),
        Format::Toml | Format::Lines => toml::parse(inner, split.inner.start),
    }
}

/// The entries of a sidecar; spans count in its own text.
pub(crate) fn parse_sidecar(text: &str) -> Noted<Vec<Entry>> {
    toml::parse(text, 0)
}

/// The text of a key that must be known before the body is read (`title`, `language`), as the front matter gives it.
pub(crate) fn peek<'a>(
    entries: &'a [Entry],
    name: &str,
    foreign: &std::collections::BTreeMap<String, String>,
) -> Option<&'a str> {
    let entry =
        entries.iter().find(|entry| entry.key == name || foreign.get(&entry.key).is_some_and(|ours| ours == name))?;
    match &entry.value.data {
        Data::Text(text) | Data::Line(text) => Some(text.trim()).filter(|text| !text.is_empty()),
        _ => None,
    }
}
