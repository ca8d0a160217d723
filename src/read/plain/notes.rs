//! Notes and their marks: which entries there are, which marks they answer, and what is left over (T087–T090, T092).

use std::collections::{BTreeMap, BTreeSet};

use super::{
    context::NoteLabels,
    heading,
    mark::Mark,
    note_mark,
    record::Record,
    survey::{Line, Survey},
    words,
};
use crate::{
    base::{Code, Diagnostic, Span, scan},
    model::{Briefing, Inline, Inlines, Role},
    read::role,
};

/// An entry of a note at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoteEntry<'a> {
    /// The label, without brackets.
    pub(super) label: &'a str,
    /// As written.
    pub(super) written: &'a str,
    /// Bytes up to the note's text.
    pub(super) skip: usize,
}

/// The entry `[12] Text` that `text` begins with, or `[^12]: Text` as Markdown has it.
pub(super) fn bracketed(text: &str) -> Option<NoteEntry<'_>> {
    let inner = text.strip_prefix('[')?;
    let (label, rest) = inner.split_once(']')?;
    let label = label.strip_prefix('^').unwrap_or(label);
    let digits = !label.is_empty() && label.len() <= 3 && label.bytes().all(|b| b.is_ascii_digit());
    let after = rest.strip_prefix(':').unwrap_or(rest);
    let body = after.trim_start();
    let parted = body.len() < after.len() && !body.is_empty();
    (digits && parted).then(|| NoteEntry {
        label,
        written: text.get(..text.len() - after.len()).unwrap_or_default(),
        skip: text.len() - body.len(),
    })
}

/// An entry of a section of notes in another dress: `12. Text`, `(12) Text`, `12) Text`.
pub(super) fn listed(text: &str) -> Option<NoteEntry<'_>> {
    if let Some(entry) = bracketed(text) {
        return Some(entry);
    }
    let mark = Mark::of(text)?;
    mark.label().filter(|label| label.decimal.is_some() && label.parts == 1)?;
    let label = mark.written.trim_matches(['(', ')', '.']);
    Some(NoteEntry { label, written: mark.written, skip: mark.skip })
}

/// An entry that begins with raised digits: `¹² Text`.
pub(super) fn raised(text: &str) -> Option<(String, usize, usize)> {
    // No raised digit is ASCII; most lines end here.
    if text.as_bytes().first().is_none_or(u8::is_ascii) {
        return None;
    }
    let digits: String = text.chars().take(4).map_while(note_mark::lowered).collect();
    let length: usize = text.chars().take(4).take_while(|c| note_mark::lowered(*c).is_some()).map(char::len_utf8).sum();
    let rest = text.get(length..)?;
    let body = rest.trim_start();
    (!digits.is_empty() && digits.len() <= 3 && !body.is_empty()).then(|| (digits, length, text.len() - body.len()))
}

/// The labels of all entries of the document, and whether marks of each kind stand in its text.
pub(super) fn labels(survey: &Survey<'_>, lines: &[Line<'_>], roles: &BTreeMap<String, Role>) -> NoteLabels {
    let mut labels = NoteLabels::default();
    let mut in_notes = false;
    let mut begins = true;
    let (mut in_entries, mut at_foot) = (false, false);
    for (at, line) in lines.iter().enumerate() {
        if line.is_blank() {
            begins = true;
            continue;
        }
        if begins {
            in_entries = bracketed(line.text).is_some();
            at_foot = at > 0 && raised(line.text).is_some();
            let alone = || lines.get(at + 1).is_none_or(Line::is_blank);
            in_notes = heads_notes(line.text, roles) || in_notes && !(alone() && heads_something_else(line.text));
        }
        begins = false;
        if !(in_entries || at_foot || in_notes) {
            continue;
        }
        if let Some(entry) = bracketed(line.text).filter(|_| in_entries) {
            labels.bracketed.insert(entry.label.to_owned());
        }
        if let Some((label, ..)) = raised(line.text).filter(|_| at_foot && !in_notes) {
            labels.first_line.get_or_insert(at - 1);
            labels.listed.insert(label);
        }
        if in_notes {
            labels.first_line.get_or_insert(at);
            if let Some(entry) = listed(line.text) {
                labels.listed.insert(entry.label.to_owned());
            } else if let Some((label, ..)) = raised(line.text) {
                labels.listed.insert(label);
            }
        }
    }
    labels.marked = is_any_marked(survey.text, &labels.listed);
    labels
}

/// Whether a short line opens a section of notes.
fn heads_notes(text: &str, roles: &BTreeMap<String, Role>) -> bool {
    const WORDS: usize = 6;
    const LONGEST: usize = 160;
    let bare = without_hashes(text);
    bare.len() <= LONGEST && role::holds_notes(bare, roles) && words::at_most(bare, WORDS)
}

/// Whether a line that stands alone closes one: a heading that is no note.
fn heads_something_else(text: &str) -> bool {
    heading::looks_like_one(without_hashes(text)) && listed(text).is_none()
}

fn without_hashes(text: &str) -> &str {
    let bare = heading::hashes(text).and_then(|(_, skip)| text.get(skip..)).unwrap_or(text);
    bare.trim_end_matches(':')
}

/// Whether `(n)`, `[n]` or a raised n of one of the labels stands somewhere in the text after a word. One pass.
fn is_any_marked(text: &str, labels: &BTreeSet<String>) -> bool {
    if labels.is_empty() {
        return false;
    }
    let mut before = '\n';
    for (at, c) in text.char_indices() {
        if before != '\n' {
            let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
            let label: String = match c {
                '(' | '[' => rest.chars().take(4).take_while(char::is_ascii_digit).collect(),
                _ if !c.is_ascii() && note_mark::lowered(c).is_some() => {
                    text.get(at..).unwrap_or_default().chars().take(4).map_while(note_mark::lowered).collect()
                }
                _ => String::new(),
            };
            let closed = !matches!(c, '(' | '[')
                || rest.get(label.len()..).is_some_and(|rest| rest.starts_with([')', ']']))
                || c == '[' && rest.get(label.len()..).is_some_and(|rest| rest.starts_with([',', ';', '–', '-']));
            if !label.is_empty() && closed && labels.contains(&label) {
                return true;
            }
        }
        before = c;
    }
    false
}

/// Says which marks have no note and which notes no mark; and warns of numbers glued to words and of `ibid.`.
pub(super) fn check(survey: &Survey<'_>, record: &mut Record, labels: &NoteLabels) {
    let is_any = !(labels.bracketed.is_empty() && labels.listed.is_empty() && record.briefing.notes.is_empty());
    if !is_any && !scan::any(survey.text.as_bytes(), |byte| byte == b'[') {
        return;
    }
    let marks = marks(&record.briefing);
    let entries: BTreeMap<String, Span> =
        record.briefing.notes.iter().map(|note| (note.label.clone(), note.span)).collect();
    let mut said = BTreeSet::new();
    for (label, span) in &marks {
        if !entries.contains_key(label) && said.insert(label.clone()) {
            let message = format!("note mark `{label}` has no note");
            let help = format!("write the note on a line of its own: `[{label}] …`");
            record.note(Diagnostic::new(Code::UnmatchedNote, *span, message).hint(help));
        }
    }
    let marked: BTreeSet<&String> = marks.iter().map(|(label, _)| label).collect();
    let mut found = Vec::new();
    for (label, span) in entries.iter().filter(|(label, _)| !marked.contains(label)) {
        let message = format!("note `{label}` has no mark in the text");
        let help = format!("put `[{label}]` where it belongs, or delete the note");
        found.push(Diagnostic::new(Code::UnmatchedNote, *span, message).hint(help));
    }
    for note in &record.briefing.notes {
        if let Some(word) = ibid(note.span.slice(survey.text)) {
            let message = format!("`{word}` breaks when notes are moved or linked");
            found.push(Diagnostic::new(Code::Ibid, note.span, message).hint("name the source again"));
        }
    }
    for diagnostic in found {
        record.note(diagnostic);
    }
    glued(survey, record, labels);
}

/// All note marks of the body, with their places.
fn marks(briefing: &Briefing) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    let mut see = |inlines: &Inlines| {
        for inline in inlines {
            if let Inline::NoteRef { label, span } = inline {
                found.push((label.clone(), *span));
            }
        }
    };
    briefing.visit_blocks(&mut |block| block.inlines().for_each(&mut see));
    briefing.body.iter().filter_map(|section| section.heading.as_ref()).for_each(|heading| see(&heading.content));
    briefing.standfirst.iter().chain(&briefing.summary.bluf).chain(&briefing.summary.points).for_each(see);
    found
}

/// T092: the word that points to another note.
fn ibid(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    ["ibid.", "ibid", "op. cit.", "op cit", "loc. cit.", "idem,"].into_iter().find(|word| {
        lower.match_indices(word).any(|(at, _)| {
            let before = lower.get(..at).and_then(|before| before.chars().next_back());
            let after = lower.get(at + word.len()..).and_then(|after| after.chars().next());
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    })
}

/// T090: `deployed.12 The`, where a note 12 exists. The text is left as it is.
fn glued(survey: &Survey<'_>, record: &mut Record, labels: &NoteLabels) {
    if labels.listed.is_empty() && labels.bracketed.is_empty() {
        return;
    }
    for line in survey.lines.iter().filter(|line| !line.is_blank()) {
        let bytes = line.text.as_bytes();
        for at in 1..bytes.len() {
            let stop = bytes.get(at).is_some_and(|b| matches!(b, b'.' | b',' | b';'));
            let word = bytes.get(at - 1).is_some_and(|b| b.is_ascii_alphabetic() || *b > 0x7f);
            if !stop || !word {
                continue;
            }
            let digits = bytes.get(at + 1..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count();
            let label = line.text.get(at + 1..at + 1 + digits).unwrap_or_default();
            let known = labels.listed.contains(label) || labels.bracketed.contains(label);
            let ends = bytes.get(at + 1 + digits).is_none_or(u8::is_ascii_whitespace);
            if digits > 0 && known && ends {
                let span = Span::new(line.at + at + 1, line.at + at + 1 + digits);
                let message =
                    format!("`{label}` is glued to a word and may be the mark of note {label}; it is left as text");
                record
                    .note(Diagnostic::new(Code::GluedNote, span, message).hint(format!("write `[{label}]` if it is")));
            }
        }
    }
}
