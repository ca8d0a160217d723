//! The survey: every line of the document with its place and shape, seen once before any rule speaks.

use std::ops::Range;

use super::words;
use crate::base::{Span, scan};

/// Of blank lines in a row so many are kept, which is more than any rule looks at; the rest is counted.
const BLANK: u32 = 3;
/// How many columns a tab is worth at the start of a line.
const TAB: u32 = 4;

/// One line, or what is left of one after the marks of an enclosing block are taken away.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// The text without the white space at its ends; empty for a blank line.
    pub(super) text: &'a str,
    /// The byte at which `text` begins in the document.
    pub(super) at: usize,
    /// The whole line without its line end.
    pub(super) raw: &'a str,
    /// Columns of white space before the text.
    pub(super) indent: u32,
    /// Characters of `text`.
    pub(super) width: u32,
    /// Whether a form feed stands on the line: a page begins. Once the furniture is cleared, also whether it goes on with a sentence
    /// that a page break cuts, where it follows a line of text (T009).
    pub(super) page: bool,
    /// Blank lines below it that are counted instead of kept.
    pub(super) more: u32,
    /// Whether some rule has already taken it: nobody else reads it.
    pub(super) taken: bool,
}

impl<'a> Line<'a> {
    /// The line `raw` that begins at byte `at`.
    pub(super) fn new(raw: &'a str, at: usize) -> Self {
        Self { page: raw.as_bytes().contains(&b'\x0c'), ..Self::within_page(raw, at) }
    }

    /// The line `raw` that begins at byte `at` and has no form feed.
    fn within_page(raw: &'a str, at: usize) -> Self {
        let (lead, text) = words::trim(raw);
        let indent = if lead > 0 { columns(raw.get(..lead).unwrap_or_default()) } else { 0 };
        Self {
            text,
            at: at + if text.is_empty() { 0 } else { lead },
            raw,
            indent,
            width: words::characters(text),
            page: false,
            more: 0,
            taken: false,
        }
    }

    /// Whether nothing stands on it that is still to be read.
    pub(super) fn is_blank(&self) -> bool {
        self.taken || self.text.is_empty()
    }

    /// Whether code between fences ends here.
    pub(super) fn closes_fence(&self) -> bool {
        self.text == "```" && !self.taken
    }

    /// Where its text stands.
    pub(super) fn span(&self) -> Span {
        Span::new(self.at, self.end())
    }

    /// One past the last byte of its text.
    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// The line without the first `bytes` of its text, as a line of an inner block.
    pub(super) fn inside(&self, bytes: usize) -> Self {
        let (rest, at) = (self.text.get(bytes..).unwrap_or_default(), self.at + bytes);
        // Within a line without a form feed stands none.
        if self.page { Self::new(rest, at) } else { Self::within_page(rest, at) }
    }

    /// The line without the first `bytes` of its text, white space kept: some rule has read them.
    pub(super) fn inside_exact(&self, bytes: usize) -> Self {
        Self { text: self.text.get(bytes..).unwrap_or_default(), at: self.at + bytes, ..*self }
    }
}

fn columns(blank: &str) -> u32 {
    blank.chars().fold(0, |column, c| match c {
        '\t' => column / TAB * TAB + TAB,
        '\u{c}' => 0,
        _ => column + 1,
    })
}

/// What is true of the document as a whole.
#[derive(Debug)]
pub(super) struct Survey<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    /// All lines from where the body begins.
    pub(super) lines: Vec<Line<'a>>,
    /// The byte at which the body begins.
    pub(super) start: usize,
    /// Whether a tab stands somewhere in it.
    pub(super) has_tabs: bool,
    /// Whether two spaces stand side by side somewhere in it.
    pub(super) has_gaps: bool,
}

impl<'a> Survey<'a> {
    /// Looks at `text` from byte `start` on.
    pub(super) fn new(text: &'a str, start: usize) -> Self {
        let body = text.get(start..).unwrap_or_default();
        let mut lines = Vec::with_capacity(scan::count(body.as_bytes(), b'\n') + 1);
        let line = if body.as_bytes().contains(&b'\x0c') { Line::new } else { Line::within_page };
        let mut blank = 0;
        for (at, raw) in scan::lines(body) {
            let line = line(raw, start + at);
            blank = if line.text.is_empty() && !line.page { blank + 1 } else { 0 };
            match lines.last_mut() {
                Some(Line { more, .. }) if blank > BLANK => *more += 1,
                _ => lines.push(line),
            }
        }
        let has_tabs = scan::any(body.as_bytes(), |byte| byte == b'\t');
        Self { text, lines, start, has_tabs, has_gaps: words::has_two_spaces(body) }
    }

    /// The first line at or after `from` on which something is left.
    pub(super) fn next_text(&self, from: usize) -> Option<usize> {
        (from..self.lines.len()).find(|&at| self.lines.get(at).is_some_and(|line| !line.is_blank()))
    }

    /// The run of adjacent lines from `from` up to the next blank one.
    pub(super) fn chunk(&self, from: usize) -> Range<usize> {
        let rest = self.lines.get(from..).unwrap_or_default();
        from..from + rest.iter().position(Line::is_blank).unwrap_or(rest.len())
    }

    /// Whether nothing stands right below `at`.
    pub(super) fn is_alone(&self, at: usize) -> bool {
        self.line(at + 1).is_blank()
    }

    /// The line at `at`; a blank one beyond the end.
    pub(super) fn line(&self, at: usize) -> Line<'a> {
        self.lines.get(at).copied().unwrap_or_else(|| Line::new("", self.text.len()))
    }

    /// The number of the line at `at` in its file, counted from 1.
    pub(super) fn number(&self, at: usize) -> usize {
        1 + scan::count(self.text.as_bytes().get(..self.line(at).at).unwrap_or_default(), b'\n')
    }

    /// Where the lines of `range` stand, from the first text to the last.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        span_of(self.lines.get(range).unwrap_or_default())
    }

    /// What is left of the lines of `range`: what another rule has taken between them is on record there.
    pub(super) fn written(&self, range: Range<usize>) -> String {
        let lines = self.lines.get(range).unwrap_or_default().iter().filter(|line| !line.is_blank());
        lines.map(|line| line.text).collect::<Vec<_>>().join("\n")
    }

    /// Takes the lines of `range` out of the text.
    pub(super) fn take(&mut self, range: Range<usize>) {
        for line in self.lines.get_mut(range).unwrap_or_default() {
            line.taken = true;
        }
    }

    /// Whether what stands at `span`, within one line, is of a line that is still kept.
    pub(super) fn stands_on_a_line(&self, span: Span) -> bool {
        let (from, to) = (span.start as usize, span.end as usize);
        let below = self.lines.partition_point(|line| line.at <= from);
        below.checked_sub(1).and_then(|at| self.lines.get(at)).is_some_and(|line| to <= line.end())
    }
}

/// Where `lines` stand, from the first text to the last; lines without text at the ends do not count.
pub(super) fn span_of(lines: &[Line<'_>]) -> Span {
    let mut with_text = lines.iter().filter(|line| !line.text.is_empty());
    let Some(first) = with_text.next() else {
        return Span::at(lines.first().map_or(0, |line| line.at));
    };
    first.span().to(with_text.next_back().unwrap_or(first).span())
}
