//! What stands in a line: addresses, note marks, indicators; everything else is text (T085, T087–T090, T102, T110–T113).

use super::{
    broken,
    context::Context,
    link, note_mark,
    piece::{Joins, Prose},
    record::{Guess, Record},
    survey::Line,
};
use crate::{
    base::{Span, scan},
    model::{Inline, Inlines},
};

/// The inlines of one paragraph as they are gathered.
pub(super) struct Gathering {
    /// What is ready.
    pub(super) inlines: Inlines,
    /// Marks that stand nowhere in the model.
    pub(super) dropped: String,
}

/// The inlines of a paragraph.
pub(super) fn read(context: &Context<'_>, record: &mut Record, prose: &Prose<'_>) -> Inlines {
    if let [line] = prose.lines.as_slice()
        && scan::position(line.text.as_bytes(), may_start).is_none()
    {
        return vec![Inline::Text(line.text.to_owned())];
    }
    // Most lines are one text, parted from the next by a break.
    let usual = (2 * prose.lines.len()).saturating_sub(1);
    let mut gathering = Gathering { inlines: Vec::with_capacity(usual), dropped: String::new() };
    let mut lines = prose.lines.iter().peekable();
    let mut skip = 0;
    while let Some(line) = lines.next() {
        let line = line.inside_exact(skip);
        let next = lines.peek().copied();
        skip = read_line(context, record, &mut gathering, &line, next);
        if next.is_none() || skip > 0 {
            continue;
        }
        join(context, record, &mut gathering, &line, next, prose.joins);
    }
    if !gathering.dropped.is_empty() {
        record.dropped(prose.span(), "inline-marks", "note marks and brackets of addresses", gathering.dropped);
    }
    gathering.inlines
}

/// The inlines of one line that is a paragraph, a heading or a cell by itself.
pub(super) fn read_one(context: &Context<'_>, record: &mut Record, line: &Line<'_>) -> Inlines {
    let prose = Prose { lines: vec![*line], joins: Joins::Soft, alone: true, number: None };
    read(context, record, &prose)
}

/// Reads one line; gives the bytes of the next line that were read with it (an address in angle brackets, T111).
fn read_line(
    context: &Context<'_>,
    record: &mut Record,
    out: &mut Gathering,
    line: &Line<'_>,
    next: Option<&Line<'_>>,
) -> usize {
    let text = line.text;
    let mut plain = 0;
    let mut at = 0;
    while let Some(step) = text.as_bytes().get(at..).and_then(|rest| scan::position(rest, may_start)) {
        at += step;
        let Some(found) = special(context, record, line, (plain, at), next).filter(|found| found.from >= plain) else {
            at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            continue;
        };
        let before = text.get(plain..found.from).unwrap_or_default();
        // `towers (2).` is `towers.` without its mark.
        let closes = matches!(found.inline, Inline::NoteRef { .. })
            && text.get(found.to..).is_some_and(|rest| rest.starts_with(['.', ',', ';', ':', '!', '?']));
        out.push_text(if closes { before.trim_end_matches(' ') } else { before });
        out.inlines.push(found.inline);
        out.inlines.extend(found.more);
        out.dropped.push_str(&found.dropped);
        if found.of_next > 0 {
            return found.of_next;
        }
        at = found.to;
        plain = found.to;
    }
    out.push_text(text.get(plain..).unwrap_or_default());
    0
}

/// Something in a line that is not text.
pub(super) struct Found {
    /// What it is.
    pub(super) inline: Inline,
    /// What stands in it beside that: the further marks of `[2, 3]`.
    pub(super) more: Inlines,
    /// Where in the line it begins.
    pub(super) from: usize,
    /// Where in the line it ends.
    pub(super) to: usize,
    /// Bytes of the next line that belong to it.
    pub(super) of_next: usize,
    /// Marks that stand nowhere in the model.
    pub(super) dropped: String,
}

/// Bytes at which something other than text may begin, raised digits by their first. Words that matter are found by a character
/// within them.
#[inline]
fn may_start(byte: u8) -> bool {
    scan::is_one_of(byte, *b"[(:<\xc2\xe2")
}

fn special(
    context: &Context<'_>,
    record: &mut Record,
    line: &Line<'_>,
    (floor, at): (usize, usize),
    next: Option<&Line<'_>>,
) -> Option<Found> {
    match line.text.as_bytes().get(at)? {
        b'[' => note_mark::bracketed(context, line, at)
            .or_else(|| note_mark::several(context, line, at))
            .or_else(|| link::defanged(line, at, floor)),
        b'(' => note_mark::in_parentheses(context, line, at),
        b':' => link::address(record, line, at, next),
        b'<' => link::in_angles(line, at, next),
        _ => note_mark::raised(context, line, at),
    }
}

impl Gathering {
    fn push_text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.inlines.last_mut() {
            Some(Inline::Text(last)) => last.push_str(text),
            _ => self.inlines.push(Inline::Text(text.to_owned())),
        }
    }

    fn last_text(&mut self) -> Option<&mut String> {
        match self.inlines.last_mut() {
            Some(Inline::Text(text)) => Some(text),
            _ => None,
        }
    }
}

/// Joins a line to the next (T101, T102).
fn join(
    context: &Context<'_>,
    record: &mut Record,
    out: &mut Gathering,
    line: &Line<'_>,
    next: Option<&Line<'_>>,
    joins: Joins,
) {
    if joins == Joins::Kept {
        out.inlines.push(Inline::LineBreak);
        return;
    }
    let hyphen = next.and_then(|next| broken::word(line.text, next.text));
    let Some(word) = hyphen else {
        out.inlines.push(Inline::SoftBreak);
        return;
    };
    let span = Span::new(line.end().saturating_sub(1), line.end());
    if context.broken.stand_whole(context.survey, &word) {
        if let Some(text) = out.last_text() {
            text.pop();
        }
        record.dropped(span, "wrapped-hyphen", format!("joined: `{word}` stands elsewhere in the text"), "-");
    } else {
        record.probable(Guess {
            span,
            rule: "kept-hyphen",
            reading: "hyphen kept, lines joined without a space".into(),
            message: "a hyphen at the line's end may belong to the word or come from wrapping; it was kept".into(),
            hint: "write the word on one line".into(),
        });
    }
}
