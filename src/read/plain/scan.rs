//! The scan: line after line is given to the first rule that wants it, and becomes a piece.

use super::{
    assign::{Lead, lead},
    context::Context,
    furniture, heading,
    piece::{Item, Number, Piece, Prose, Title},
    prose, quote,
    record::{Guess, Record},
    settle::Taker,
    special,
    survey::{Line, span_of},
    table, words,
};
use crate::{
    base::Span,
    model::{Block, BlockKind},
};

/// Quotations and lists are not read deeper than this; what is deeper stays at this depth.
pub(super) const DEEPEST: u8 = 6;

/// Where the scan is: the lines, what their marks mean, and how deep they lie.
pub(super) struct Scan<'s, 'a> {
    /// The document's votes.
    pub(super) context: &'s Context<'a>,
    /// The lines of this level.
    pub(super) lines: &'s [Line<'a>],
    /// What their marks mean.
    pub(super) leads: &'s [Lead<'a>],
    /// How many blocks they lie in.
    pub(super) depth: u8,
    /// The last line that closes a fence, so that nobody looks for one in vain.
    pub(super) last_fence: usize,
    /// The blank line that stands beyond the end.
    beyond: Line<'a>,
}

/// Reads the lines of one level, with what their marks mean, into pieces, and hands each to `take`. The last one is held back:
/// the next may belong to it, as a table to the line that names it.
pub(super) fn scan<'a>(
    context: &Context<'a>,
    record: &mut Record,
    (lines, leads): (&[Line<'a>], &[Lead<'a>]),
    depth: u8,
    take: Taker<'_, 'a>,
) {
    let last_fence = lines.iter().rposition(Line::closes_fence).unwrap_or(0);
    let beyond = Line::new("", context.survey.text.len());
    let scan = Scan { context, lines, leads, depth, last_fence, beyond };
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        at = if scan.line(at).is_blank() { at + 1 } else { scan.step(record, at, &mut pieces).max(at + 1) };
        match pieces.len() {
            0 | 1 => {}
            2 => take(record, pieces.swap_remove(0)),
            many => pieces.drain(..many - 1).for_each(|piece| take(record, piece)),
        }
    }
    pieces.into_iter().for_each(|piece| take(record, piece));
}

impl<'a> Scan<'_, 'a> {
    /// The line at `at`; a blank one beyond the end.
    pub(super) fn line(&self, at: usize) -> &Line<'a> {
        self.lines.get(at).unwrap_or(&self.beyond)
    }

    /// The text of the line at `at`; none beyond the end.
    pub(super) fn text_at(&self, at: usize) -> &'a str {
        self.lines.get(at).map_or("", |line| line.text)
    }

    /// What the mark at `at` means.
    pub(super) fn lead(&self, at: usize) -> Lead<'a> {
        lead(self.leads, at)
    }

    /// Whether an item with a bullet that is none of anything else begins at `at`.
    pub(super) fn has_plain_bullet(&self, at: usize) -> bool {
        matches!(self.leads.get(at), Some(Lead::Item(mark)) if mark.is_plain())
    }

    /// Whether a blank line or the edge stands above `at`.
    pub(super) fn begins_chunk(&self, at: usize) -> bool {
        at == 0 || self.lines.get(at - 1).is_none_or(Line::is_blank)
    }

    /// Reads what begins at `at`; gives the line after it.
    fn step(&self, record: &mut Record, at: usize, pieces: &mut Vec<Piece<'a>>) -> usize {
        let special = special::read(self, record, at, pieces);
        if let Some(next) = special.or_else(|| table::read(self, record, at, pieces)) {
            return next;
        }
        if let Some(next) = self.numbered_and_underlined(record, at, pieces) {
            return next;
        }
        match self.lead(at) {
            Lead::Item(mark) => return self.item(record, at, mark, pieces),
            Lead::Number(mark) | Lead::Heading(mark) => return self.numbered(record, at, mark, pieces),
            Lead::Lone(_) | Lead::None => {}
        }
        let line = self.line(at);
        if let Some((level, skip)) = heading::hashes(line.text) {
            let written = line.text.get(..skip).unwrap_or_default().trim();
            record.dropped(line.span(), "hash-heading", "heading", written);
            let title = without_closing_hashes(record, line.inside(skip));
            pieces.push(Piece::Heading(Title { line: title, span: line.span(), level, number: None }));
            return at + 1;
        }
        if heading::row(line.text).is_some() {
            return self.rule(record, at, pieces);
        }
        if line.text.starts_with('>') {
            return quote::read(self, record, at, pieces);
        }
        if let Some(next) =
            quote::indented(self, record, at, pieces).or_else(|| quote::attributed(self, record, at, pieces))
        {
            return next;
        }
        self.text(record, at, pieces)
    }

    /// T109: a row of signs with a blank line above it is a thematic break.
    fn rule(&self, record: &mut Record, at: usize, pieces: &mut Vec<Piece<'a>>) -> usize {
        let line = self.line(at);
        record.dropped(line.span(), "thematic-break", "thematic break", line.text);
        pieces.push(Piece::Block(Block { kind: BlockKind::Break, span: line.span() }));
        at + 1
    }

    /// The lines of the text that begins at `at`: up to a blank line or to one that another rule begins with.
    pub(super) fn text_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        while end < self.lines.len() && !self.begins_something(end) {
            end += 1;
        }
        end
    }

    fn begins_something(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else { return true };
        line.is_blank()
            || matches!(self.lead(at), Lead::Item(_) | Lead::Number(_))
            || special::begins(self, at, line.text)
            || table::begins(self, at)
            // No letter and no digit begins a mark.
            || !line.text.starts_with(|c: char| c.is_ascii_alphanumeric())
                && (line.text.starts_with('>')
                    || heading::hashes(line.text).is_some()
                    || heading::row(line.text).is_some())
    }

    fn text(&self, record: &mut Record, at: usize, pieces: &mut Vec<Piece<'a>>) -> usize {
        let end = self.text_end(at);
        if let Some(next) = self.underlined(record, at, end, pieces) {
            return next;
        }
        self.warn_of_lone_mark(record, at, end);
        let lines = self.lines.get(at..end).unwrap_or_default();
        let edges = self.begins_chunk(at) && self.line(end).is_blank();
        if let [line] = lines {
            let prose = Prose { lines: vec![*line], joins: super::piece::Joins::Soft, alone: edges, number: None };
            pieces.push(Piece::Prose(prose));
            return end;
        }
        for mut prose in prose::split(self.context, record, lines) {
            prose.alone &= edges;
            pieces.push(Piece::Prose(prose));
        }
        end
    }

    /// T056: one line with a row right below it that is as long.
    fn underlined(&self, record: &mut Record, at: usize, end: usize, pieces: &mut Vec<Piece<'a>>) -> Option<usize> {
        let (line, row) = (self.line(at), self.line(end));
        let fits = end == at + 1 && heading::underlines(row.text, line.text);
        if !fits {
            return None;
        }
        record.dropped(row.span(), "underlined-heading", "underline of the heading above it", row.text);
        let span = line.span().to(row.span());
        pieces.push(Piece::Heading(Title { line: *line, span, level: 2, number: None }));
        Some(end + 1)
    }

    /// T054, T056: `1. Ports` with a row right below it is a heading whatever its number would be without.
    fn numbered_and_underlined(&self, record: &mut Record, at: usize, pieces: &mut Vec<Piece<'a>>) -> Option<usize> {
        let (Lead::Item(mark) | Lead::Number(mark) | Lead::Heading(mark) | Lead::Lone(mark)) = self.lead(at) else {
            return None;
        };
        let (line, row) = (self.line(at), self.line(at + 1));
        let label = mark.label().filter(|_| self.begins_chunk(at) && !row.is_blank())?;
        if !heading::underlines(row.text, line.text) || label.letter.is_some() && label.roman.is_none() {
            return None;
        }
        record.dropped(row.span(), "underlined-heading", "underline of the heading above it", row.text);
        let (span, level) = (line.span().to(row.span()), label.parts.saturating_add(1).min(6));
        pieces.push(Piece::Heading(Title { line: line.inside(mark.skip), span, level, number: Some(mark.written) }));
        Some(at + 2)
    }

    /// T067, T076: a mark without company is text, and that may be wrong.
    fn warn_of_lone_mark(&self, record: &mut Record, at: usize, end: usize) {
        for at in at..end {
            let Lead::Lone(mark) = self.lead(at) else { continue };
            if !self.begins_chunk(at) || furniture::page_number(self.line(at).text).is_some() {
                continue;
            }
            record.ambiguous(Guess {
                span: self.line(at).span(),
                rule: "lone-mark",
                reading: "paragraph".into(),
                message: format!("`{}` may begin a list of one item or a sentence; read as a paragraph", mark.written),
                hint: "end the line above it with a colon, or use `•`, to make it an item".into(),
            });
        }
    }

    /// A paragraph or a heading with its number (T054, T055).
    fn numbered(
        &self,
        record: &mut Record,
        at: usize,
        mark: super::mark::Mark<'a>,
        pieces: &mut Vec<Piece<'a>>,
    ) -> usize {
        let of_heading = matches!(self.lead(at), Lead::Heading(_));
        let end = self.text_end(at);
        let mut lines = self.lines.get(at..end).unwrap_or_default().to_vec();
        if let Some(first) = lines.first_mut() {
            *first = first.inside(mark.skip);
        }
        let number = Number { written: mark.written, parts: mark.label().map_or(1, |label| label.parts), of_heading };
        if lines.len() == 1 {
            let prose = Prose { lines, joins: super::piece::Joins::Soft, alone: true, number: Some(number) };
            pieces.push(Piece::Prose(prose));
            return end;
        }
        // A heading is one line, whatever the lines below it would make together with it.
        let below = if of_heading { lines.split_off(1.min(lines.len())) } else { Vec::new() };
        let mut all = prose::split(self.context, record, &lines);
        if !below.is_empty() {
            all.extend(prose::split(self.context, record, &below));
        }
        if let Some(first) = all.first_mut() {
            first.number = Some(number);
        }
        pieces.extend(all.into_iter().map(Piece::Prose));
        end
    }

    /// T065–T075: an item with its continuation lines (T070, T071) and the indented paragraphs below it.
    fn item(&self, record: &mut Record, at: usize, mark: super::mark::Mark<'a>, pieces: &mut Vec<Piece<'a>>) -> usize {
        let first = self.line(at);
        let mut lines = vec![first.inside(mark.skip)];
        let mut end = at + 1;
        while end < self.lines.len() && !self.begins_something(end) {
            if !self.continues(end - 1, end, first.indent) {
                self.warn_of_lazy_line(record, end);
                break;
            }
            lines.push(*self.line(end));
            end += 1;
        }
        let (more, end) = self.below(record, first.indent, end);
        let span = first.span().to(span_of(self.lines.get(at..end).unwrap_or_default()));
        let prose = Prose { lines, joins: super::piece::Joins::Soft, alone: false, number: None };
        pieces.push(Piece::Item(Box::new(Item { mark, indent: first.indent, prose, more, span })));
        end
    }

    fn continues(&self, before: usize, at: usize, indent: u32) -> bool {
        let (before, line) = (self.line(before), self.line(at));
        let lazy = self.context.wrap.is_full(before.width + before.indent) && words::starts_lower(line.text);
        line.indent > indent || lazy
    }

    /// T071: an unindented line right below an item, not a full line's continuation.
    fn warn_of_lazy_line(&self, record: &mut Record, at: usize) {
        record.ambiguous(Guess {
            span: self.line(at).span(),
            rule: "line-below-item",
            reading: "new paragraph".into(),
            message: "a line right below an item may belong to it; read as a new paragraph".into(),
            hint: "indent the line to make it part of the item, or put a blank line above it".into(),
        });
    }

    /// The paragraphs below an item that are indented deeper than its mark.
    fn below(&self, record: &mut Record, indent: u32, from: usize) -> (Vec<Block>, usize) {
        let mut end = from;
        let mut at = from;
        while at < self.lines.len() {
            let line = self.line(at);
            if line.is_blank() {
                at += 1;
                continue;
            }
            let belongs = line.indent > indent && at > end && matches!(self.lead(at), Lead::None | Lead::Lone(_))
                || at == end && end > from && line.indent > indent && !matches!(self.lead(at), Lead::Item(_));
            if !belongs {
                break;
            }
            at += 1;
            end = at;
        }
        if end == from || self.depth >= DEEPEST {
            return (Vec::new(), from);
        }
        let lines: Vec<Line<'a>> = self.lines.get(from..end).unwrap_or_default().to_vec();
        (super::build::inner(self.context, record, &lines, self.depth + 1), end)
    }

    /// Where the lines of `range` stand.
    pub(super) fn span(&self, range: std::ops::Range<usize>) -> Span {
        span_of(self.lines.get(range).unwrap_or_default())
    }
}

/// `#### Costs ####`: the hashes that close a heading are none of it (T057).
fn without_closing_hashes<'a>(record: &mut Record, line: Line<'a>) -> Line<'a> {
    let open = line.text.trim_end_matches('#');
    let text = open.trim_end();
    if open.len() == line.text.len() || text.len() == open.len() {
        return line;
    }
    let hashes = line.text.get(open.len()..).unwrap_or_default();
    record.dropped(Span::new(line.at + open.len(), line.end()), "hash-heading", "hashes behind a heading", hashes);
    Line { text, ..line }
}
