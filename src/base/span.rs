//! Where in a text something stands: byte spans, and the lines and columns they are printed as.

use super::scan;

/// A half-open range of bytes in a decoded source text.
///
/// Spans are made while reading and turned into lines and columns when something is said of them;
/// they never enter a digest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte; never less than `start`.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`; offsets beyond 4 GiB are cut to it, a reversed pair is empty at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let cut = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: cut(start), end: cut(end.max(start)) }
    }

    /// The empty span at `at`.
    #[must_use]
    pub fn at(at: usize) -> Self {
        Self::new(at, at)
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same span in a text that begins `by` bytes earlier.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }

    /// What stands there in `text`; empty if the span lies outside it or cuts a character.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The span as a range for indexing.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A line and a column, both counted from 1; the column counts characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The character in the line, from 1.
    pub column: u32,
}

/// Where the lines of one text begin. LF, CR LF and a lone CR end a line; a form feed does not.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Within lines longer than [`STRIDE`]: bytes at which a character begins, about one a stride, with the characters of the
    /// line before it. Without them a column in a line of megabytes would cost as much each time it is asked for.
    marks: Vec<(u32, u32)>,
}

/// How far the marks within a long line are apart, in bytes.
const STRIDE: usize = 4096;

impl LineIndex {
    /// Finds the line starts of `text` in one pass.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let mut push = |at: usize| starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
        if scan::any(bytes, |byte| byte == b'\r') {
            let ends =
                |(at, byte): &(usize, &u8)| **byte == b'\n' || (**byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            bytes.iter().enumerate().filter(ends).for_each(|(at, _)| push(at));
        } else {
            scan::line_feeds(text).for_each(push);
        }
        let marks = marks(text, &starts);
        Self { starts, marks }
    }

    /// The line, from 1, that holds the byte `at`.
    #[must_use]
    pub fn line(&self, at: u32) -> u32 {
        u32::try_from(self.starts.partition_point(|start| *start <= at)).unwrap_or(u32::MAX)
    }

    /// The first and last line of a span, both from 1; the line break that ends a span does not count as a further line.
    #[must_use]
    pub fn lines(&self, span: Span) -> (u32, u32) {
        let last = if span.end > span.start { span.end - 1 } else { span.end };
        (self.line(span.start), self.line(last))
    }

    /// Line and column of the byte `at` in `text`, the text that the index was made from.
    #[must_use]
    pub fn position(&self, text: &str, at: u32) -> Position {
        let line = self.line(at);
        let start = self.start(line);
        let next = self.marks.partition_point(|(byte, _)| *byte <= at);
        let mark = next.checked_sub(1).and_then(|last| self.marks.get(last)).filter(|(byte, _)| *byte >= start);
        let (from, before) = mark.copied().unwrap_or((start, 0));
        let rest = text.get(from as usize..at as usize).map_or(0, |rest| rest.chars().count());
        Position { line, column: u32::try_from(rest).unwrap_or(u32::MAX).saturating_add(before).saturating_add(1) }
    }

    /// The byte at which `line` (from 1) begins; the last line's for one beyond the end.
    #[must_use]
    pub fn start(&self, line: u32) -> u32 {
        let at = (line.max(1) as usize - 1).min(self.starts.len() - 1);
        self.starts.get(at).copied().unwrap_or_default()
    }

    /// The text of `line` (from 1), without its line end.
    #[must_use]
    pub fn text<'a>(&self, text: &'a str, line: u32) -> &'a str {
        let start = self.start(line) as usize;
        let end = self.starts.get(line.max(1) as usize).map_or(text.len(), |next| *next as usize);
        text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }

    /// How many lines there are; an empty text has one.
    #[must_use]
    pub fn count(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }
}

fn marks(text: &str, starts: &[u32]) -> Vec<(u32, u32)> {
    let mut marks = Vec::new();
    let ends = starts.iter().skip(1).map(|end| *end as usize).chain([text.len()]);
    for (start, end) in starts.iter().map(|start| *start as usize).zip(ends) {
        let (mut at, mut characters) = (start, 0);
        while end - at > STRIDE {
            let mut next = at + STRIDE;
            while !text.is_char_boundary(next) {
                next += 1;
            }
            characters += text.get(at..next).map_or(0, |part| part.chars().count());
            at = next;
            marks.push((u32::try_from(at).unwrap_or(u32::MAX), u32::try_from(characters).unwrap_or(u32::MAX)));
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_ends_a_line_and_a_form_feed_does_not() {
        let text = "a\nb\r\nc\rd\u{c}e";
        let index = LineIndex::new(text);
        assert_eq!(index.count(), 4);
        assert_eq!(index.text(text, 2), "b");
        assert_eq!(index.text(text, 4), "d\u{c}e");
        assert_eq!(index.position(text, 9), Position { line: 4, column: 3 });
    }

    #[test]
    fn columns_count_characters() {
        let text = "é–x";
        assert_eq!(LineIndex::new(text).position(text, 5).column, 3);
    }

    #[test]
    fn columns_are_right_in_lines_of_any_length() {
        let text = format!("short\n{}\nshort", "aé–😀".repeat(4_000));
        let index = LineIndex::new(&text);
        for at in [6, 6 + 4_095, 6 + 4_100, 6 + 20_000, text.len() - 6, text.len() - 1] {
            let at = (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or_default();
            let line_start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
            let column = text.get(line_start..at).map_or(0, |before| before.chars().count()) + 1;
            let at = u32::try_from(at).unwrap_or_default();
            assert_eq!(index.position(&text, at).column as usize, column);
        }
    }

    #[test]
    fn a_span_that_ends_with_its_line_end_stays_on_its_line() {
        assert_eq!(LineIndex::new("ab\ncd").lines(Span::new(0, 3)), (1, 1));
    }
}
