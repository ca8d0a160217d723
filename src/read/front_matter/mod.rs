//! Front matter of every form as one small tree with spans, and one schema that lays it over a briefing.
//!
//! [`split`] finds it, [`parse`] makes the tree of TOML or YAML, [`apply`] checks each value at its place and puts it where
//! it belongs. All errors of a file are collected.

mod apply;
mod check;
mod keys;
mod records;
mod taken;
#[cfg(test)]
mod tests;
mod toml;
mod value;
mod withholding;
mod yaml;

use std::ops::Range;

use crate::{
    base::{Code, Diagnostic, Noted, Span},
    read::bare,
};

pub(crate) use apply::{apply, given};
pub(crate) use keys::is_known;
pub use keys::{KEYS, Key, KeyType, may_be_number};
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
/// nothing closes. Blank lines and characters that nobody sees may stand before it where a key of ours stands in it.
pub(crate) fn split(text: &str) -> Result<Option<Split>, Span> {
    let unseen = |c: char| c.is_whitespace() || bare::is_invisible(c);
    let lead = text.len() - text.trim_start_matches(unseen).len();
    let mut lines = text.get(lead..).unwrap_or_default().split_inclusive('\n');
    let Some(first) = lines.next() else { return Ok(None) };
    let (format, fence) = match first.trim_end() {
        "+++" => (Format::Toml, "+++"),
        "---" => (Format::Yaml, "---"),
        _ => return Ok(None),
    };
    let begins = lead + first.len();
    let mut at = begins;
    for line in lines {
        let trimmed = line.trim();
        if trimmed == fence || (format == Format::Yaml && trimmed == "...") {
            let split = Split { format, inner: begins..at, body: at + line.len() };
            return Ok(Some(split).filter(|split| lead == 0 || has_key(text, split)));
        }
        at += line.len();
    }
    if lead > 0 { Ok(None) } else { Err(Span::new(0, first.trim_end().len())) }
}

/// Whether a line of it begins with a key of ours.
fn has_key(text: &str, split: &Split) -> bool {
    let inner = text.get(split.inner.clone()).unwrap_or_default();
    let keys = inner.lines().filter_map(|line| line.split_once([':', '=']));
    keys.into_iter().any(|(key, _)| is_known(key))
}

/// What an unclosed front matter says of a release, as far as the first blank line.
pub(crate) fn of_unclosed(text: &str) -> Vec<Entry> {
    let head = text.split("\n\n").next().unwrap_or_default();
    withholding::salvage(head, 0)
}

/// What front matter that stands after a heading, where none is read, says of a release; `None` if there is no such thing.
pub(crate) fn misplaced(text: &str) -> Option<(Vec<Entry>, Diagnostic)> {
    let mut at = 0;
    let mut opened: Option<(&str, usize)> = None;
    for raw in text.split_inclusive('\n').take(MISPLACED) {
        let line = raw.trim();
        match opened {
            None if matches!(line, "---" | "+++" | "----" | "---toml" | "---yaml") => opened = Some((line, at)),
            Some((fence, from)) if line == fence || line == "---" => {
                let entries = withholding::salvage(text.get(from..at).unwrap_or_default(), from);
                let first = entries.iter().find(|entry| entry.key != "slug")?;
                let note = Diagnostic::new(
                    Code::BadFrontMatter,
                    first.key_span,
                    "front matter is read at the head of the file alone",
                );
                let note = note.hint("begin the file with a line `---` or `+++`, its keys and such a line again");
                return Some((entries, note));
            }
            _ => {}
        }
        at += raw.len();
    }
    None
}

/// How far down misplaced front matter is looked for.
const MISPLACED: usize = 24;

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
