//! What Markdown leaves literal in a line: bare addresses, `H~2~O`, `x^2^`, and marks of notes that are not there.

use std::ops::Range;

use super::Dialect;
use crate::{
    base::{Code, Diagnostic, Span, scan},
    model::{Inline, Inlines, Link},
};

/// The text node that is being put together from the parser's pieces.
#[derive(Default)]
pub(super) struct Pending {
    text: String,
    range: Range<usize>,
    /// Offsets in `text` of characters that a backslash makes literal.
    literal: Vec<usize>,
    /// Whether a byte that may begin something stands in it.
    marked: bool,
    /// Whether two `w` stand side by side in it.
    hosts: bool,
    /// How many marks of notes that are not there were found in the texts so far.
    lost: usize,
    /// Whether offsets in `text` are offsets from `range.start` in the source.
    straight: bool,
}

/// Where a text node stands.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) source: &'a str,
    pub(super) dialect: Dialect,
    pub(super) in_link: bool,
}

impl Pending {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    pub(super) fn push(&mut self, piece: &str, range: Range<usize>, source: &str) {
        if self.text.is_empty() {
            self.range = range.clone();
            self.straight = range.len() == piece.len();
            self.note_marks(piece, range.start, source);
            // What comes in pieces comes in small ones; less is not to be had.
            self.text.reserve_exact(piece.len().max(size_of::<usize>()));
            self.text.push_str(piece);
            return;
        }
        self.straight &= range.len() == piece.len() && range.start == self.range.start + self.text.len();
        self.range.end = range.end;
        self.note_marks(piece, range.start, source);
        self.text.push_str(piece);
    }

    /// Remembers whether something may begin in a piece, and whether a backslash makes its first character literal.
    fn note_marks(&mut self, piece: &str, start: usize, source: &str) {
        let begins = piece.as_bytes().first().copied().unwrap_or_default();
        if (begins_something(begins) || begins == b'w') && start > 0 && source.as_bytes().get(start - 1) == Some(&b'\\')
        {
            self.literal.push(self.text.len());
        }
        let bytes = piece.as_bytes();
        if let [byte] = bytes {
            self.marked |= begins_something(*byte);
        } else {
            self.marked |= scan::any(bytes, begins_something);
            self.hosts |= scan::any_pair(bytes, |byte, next| byte == b'w' && next == b'w');
        }
    }

    /// Puts the text into `out`, taken apart where something stands in it, and is empty again.
    pub(super) fn finish(&mut self, context: Context<'_>, out: &mut Inlines, found: &mut Vec<Diagnostic>) {
        let text = std::mem::take(&mut self.text);
        let is_cut = (self.marked || self.hosts) && context.dialect != Dialect::CommonMark && {
            let (hosts, cursor) = (self.hosts && text.contains("www."), Some(self.range.start));
            let mut cut = Cut { pending: self, context, text: &text, done: 0, cursor, lost: 0, out, found };
            let is_cut = cut.run(hosts);
            let lost = cut.lost;
            self.lost += lost;
            is_cut
        };
        if !is_cut {
            append(out, text);
        }
        self.literal.clear();
        (self.marked, self.hosts) = (false, false);
    }

    /// Says how many marks of notes that are not there were not spoken of one by one.
    pub(super) fn rest(&self) -> Option<Diagnostic> {
        let more = self.lost.checked_sub(MOST_LOST).filter(|more| *more > 0)?;
        let plural = if more == 1 { "" } else { "s" };
        Some(Diagnostic::whole(Code::UnmatchedNote, format!("{more} more mark{plural} of notes that are not there")))
    }
}

/// Whether something may begin at a byte, but for the `w` of `www.`.
#[inline]
fn begins_something(byte: u8) -> bool {
    scan::is_one_of(byte, *b"~^@/[")
}

struct Cut<'a> {
    pending: &'a Pending,
    context: Context<'a>,
    text: &'a str,
    /// Everything before it stands in `out`.
    done: usize,
    /// Where the next piece is looked for in the source; `None` once one was not found.
    cursor: Option<usize>,
    /// How many marks of notes that are not there were found.
    lost: usize,
    out: &'a mut Inlines,
    found: &'a mut Vec<Diagnostic>,
}

impl Cut<'_> {
    /// Puts the text into `out` in its pieces; `false` if it is one, which stays out.
    fn run(&mut self, hosts: bool) -> bool {
        let bytes = self.text.as_bytes();
        let begins = |byte| begins_something(byte) | (hosts & byte.eq(&b'w'));
        let mut at = 0;
        while let Some(found) = bytes.get(at..).and_then(|rest| scan::position(rest, begins)) {
            at += found;
            let next = bytes.get(at).and_then(|byte| self.mark(*byte, at));
            at = next.unwrap_or(at + 1);
        }
        let is_cut = self.done > 0;
        if is_cut {
            self.plain(self.text.len());
        }
        is_cut
    }

    /// What begins at `at`; where it ends, if it is something.
    fn mark(&mut self, byte: u8, at: usize) -> Option<usize> {
        if self.context.dialect == Dialect::Briefing {
            match byte {
                b'~' | b'^' => return self.raised(byte, at),
                b'[' => return self.lost_note(at),
                _ => {}
            }
        }
        if self.context.in_link {
            return None;
        }
        match byte {
            b'w' => self.address(at, at),
            b'/' => self.scheme(at),
            b'@' => self.mail(at),
            _ => None,
        }
    }

    fn raised(&mut self, byte: u8, at: usize) -> Option<usize> {
        let rest = self.text.as_bytes().get(at + 1..)?;
        let length = rest.iter().take(LONGEST_RAISED).position(|b| *b == byte || b.is_ascii_whitespace())?;
        let end = at + 1 + length;
        let inner = self.text.get(at + 1..end)?;
        let closes = rest.get(length) == Some(&byte) && rest.get(length + 1) != Some(&byte);
        let literal = self.literal(at) || self.literal(end);
        if inner.is_empty() || !closes || literal {
            return None;
        }
        self.plain(at);
        let content = vec![Inline::Text(inner.to_owned())];
        self.out.push(if byte == b'^' { Inline::Superscript(content) } else { Inline::Subscript(content) });
        self.done = end + 1;
        Some(end + 1)
    }

    /// `[^label]` that is still text: there is no such note.
    fn lost_note(&mut self, at: usize) -> Option<usize> {
        if self.text.as_bytes().get(at + 1) != Some(&b'^') {
            return None;
        }
        let label = self.text.get(at..)?.strip_prefix("[^")?;
        let length = label.bytes().take(LONGEST_LABEL).position(|b| matches!(b, b']' | b'[' | b' '))?;
        if length == 0 || label.as_bytes().get(length) != Some(&b']') || self.literal(at) {
            return None;
        }
        let end = at + 2 + length + 1;
        let label = label.get(..length)?;
        self.lost += 1;
        if self.pending.lost + self.lost > MOST_LOST {
            return Some(end);
        }
        let note = Diagnostic::new(Code::UnmatchedNote, self.span(at, end), format!("there is no note `[^{label}]`"))
            .hint(format!("write `[^{label}]: …` on a line of its own, or `\\[^{label}]` for the text"));
        self.found.push(note);
        Some(end)
    }

    /// An address whose `//` stands at `at`.
    fn scheme(&mut self, at: usize) -> Option<usize> {
        let before = self.text.get(self.done..at)?;
        // A page may not link to `ftp://`, which browsers no longer open; the specification does.
        let specified = self.context.dialect == Dialect::Gfm;
        let name = ["https:", "http:", "ftp:"].into_iter().take(if specified { 3 } else { 2 }).find(|name| {
            before.len() >= name.len()
                && before.get(before.len() - name.len()..).is_some_and(|tail| tail.eq_ignore_ascii_case(name))
        })?;
        if self.text.as_bytes().get(at + 1) != Some(&b'/') {
            return None;
        }
        self.address(at - name.len(), at + 2)
    }

    /// An address from `from` whose host begins at `host`.
    fn address(&mut self, from: usize, host: usize) -> Option<usize> {
        let bare = from == host;
        let free = self.text.get(..from)?.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '/');
        let rest = self.text.get(host..)?;
        if !free || (bare && !rest.starts_with("www.")) {
            return None;
        }
        let names =
            rest.bytes().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_') || b >= 0x80));
        let names = rest.get(..names.unwrap_or(rest.len()))?;
        if names.trim_end_matches('.').matches('.').count() < 1 || names.starts_with('.') {
            return None;
        }
        let whole = self.text.get(from..)?;
        let end =
            whole.find(|c: char| c.is_whitespace() || matches!(c, '<' | '“' | '”' | '«' | '»')).unwrap_or(whole.len());
        let shown = trim_address(whole.get(..end)?);
        if shown.contains("[.]") {
            return Some(from + end);
        }
        if shown.len() <= host - from {
            return None;
        }
        let target = if bare { format!("http://{shown}") } else { shown.to_owned() };
        Some(self.link(from, from + shown.len(), target))
    }

    fn mail(&mut self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let local = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+');
        let before = bytes.get(self.done..at)?.iter().rev().take(LONGEST_LOCAL).take_while(|b| local(b)).count();
        let from = at - before;
        let after = bytes
            .get(at + 1..)?
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
            .count();
        let domain = self.text.get(at + 1..at + 1 + after)?.trim_end_matches('.');
        let ends_well = domain.ends_with(|c: char| c.is_ascii_alphanumeric());
        let free = self.text.get(..from)?.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '/');
        if before == 0 || !free || !ends_well || !domain.contains('.') {
            return None;
        }
        let end = at + 1 + domain.len();
        let target = format!("mailto:{}", self.text.get(from..end)?);
        Some(self.link(from, end, target))
    }

    fn link(&mut self, from: usize, end: usize, target: String) -> usize {
        self.plain(from);
        let content = vec![Inline::Text(self.text.get(from..end).unwrap_or_default().to_owned())];
        let span = self.span(from, end);
        self.out.push(Inline::Link(Box::new(Link { target, title: None, content, span })));
        self.done = end;
        end
    }

    fn plain(&mut self, until: usize) {
        if let Some(text) = self.text.get(self.done..until).filter(|text| !text.is_empty()) {
            append(self.out, text.to_owned());
        }
        self.done = until;
    }

    fn literal(&self, at: usize) -> bool {
        self.pending.literal.binary_search(&at).is_ok()
    }

    /// Where a piece of the text stands in the source; the whole text where that cannot be told.
    fn span(&mut self, from: usize, end: usize) -> Span {
        let range = &self.pending.range;
        if self.pending.straight {
            return Span::new(range.start + from, range.start + end);
        }
        let piece = self.text.get(from..end).unwrap_or_default();
        let found = self.cursor.and_then(|cursor| {
            let rest = self.context.source.get(cursor..range.end)?;
            rest.find(piece).map(|at| cursor + at)
        });
        self.cursor = found.map(|at| at + piece.len());
        found.map_or(range.clone().into(), |at| Span::new(at, at + piece.len()))
    }
}

/// Of marks of notes that are not there so many are spoken of one by one.
const MOST_LOST: usize = 100;
const LONGEST_RAISED: usize = 40;
const LONGEST_LABEL: usize = 100;
const LONGEST_LOCAL: usize = 64;
const LONGEST_ENTITY: usize = 32;

/// Adjacent texts are one.
fn append(out: &mut Inlines, text: String) {
    match out.last_mut() {
        Some(Inline::Text(last)) => last.push_str(&text),
        last => {
            if last.is_none() {
                out.reserve_exact(1);
            }
            out.push(Inline::Text(text));
        }
    }
}

/// An address without the punctuation of the sentence it stands in: closing brackets stay as long as they are opened in it.
fn trim_address(address: &str) -> &str {
    let mut out = address;
    let mut surplus = address.matches(')').count().saturating_sub(address.matches('(').count());
    loop {
        let Some(last) = out.chars().next_back() else { return out };
        let cut = match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' | '’' | '…' => true,
            ')' if surplus > 0 => {
                surplus -= 1;
                true
            }
            ';' => {
                let name = out.bytes().rev().skip(1).take(LONGEST_ENTITY).take_while(u8::is_ascii_alphanumeric).count();
                let before = out.len() - 1 - name;
                if name > 0 && out.as_bytes().get(before.saturating_sub(1)) == Some(&b'&') {
                    out = out.get(..before - 1).unwrap_or_default();
                    continue;
                }
                true
            }
            _ => false,
        };
        if !cut {
            return out;
        }
        out = out.get(..out.len() - last.len_utf8()).unwrap_or_default();
    }
}
