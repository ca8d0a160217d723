//! Portion marks: `(U)`, `(S//NF)` before a paragraph, after its number where it has one (T078).

use super::bare;
use crate::base::{Span, scan};

/// Marks that stand for a level alone.
const LEVELS: &[&str] = &["U", "R", "C", "S", "TS", "NU", "NR", "NC", "NS", "CTS", "FOUO", "CUI", "SBU", "OS"];
/// Those that are nothing else: a lone `(C)` may be an enumerator or ©.
const PLAIN: &[&str] = &["TS", "NR", "CTS", "FOUO", "CUI", "SBU"];
/// No portion mark is longer than this.
const LONGEST: usize = 60;

/// The portion marks of a text that refuse it, in the order of lines: all above `(U)`. A mark that may be something else counts
/// where another stands in the text.
pub(super) fn refusing(text: &str, start: usize) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    let body = text.get(start..).unwrap_or_default();
    let (mut bare, mut says_unclassified) = (0, false);
    for (at, raw) in lines_that_open(body) {
        let line = raw.trim();
        if let Some((mark, is_bare)) = of_line(line) {
            bare += usize::from(is_bare);
            says_unclassified |= mark == "(U)";
            let from = start + at + raw.len() - raw.trim_start().len();
            let (within, length) = line.find(mark.as_str()).map_or((0, line.len()), |within| (within, mark.len()));
            found.push((mark, Span::new(from + within, from + within + length), is_bare));
        }
    }
    // Letters in brackets alone may number a list; `(U)` beside another level does not.
    found.retain(|(_, _, is_bare)| !is_bare || says_unclassified && bare > 1);
    let mut found: Vec<(String, Span)> = found.into_iter().map(|(mark, span, _)| (mark, span)).collect();
    if matches!(found.as_slice(), [(only, _)] if !is_plain(only)) {
        return Vec::new();
    }
    found.retain(|(mark, _)| mark != "(U)");
    found
}

/// Whether a bracket, or a wide one by its first byte, begins with `byte`.
#[inline]
fn opens(byte: u8) -> bool {
    matches!(byte, b'(' | 0xef)
}

/// Whether a bracket stands in `text`: without one there is no mark.
fn may_open(text: &str) -> bool {
    scan::any(text.as_bytes(), opens)
}

/// The lines of `text` in which a bracket stands, with the byte at which each begins.
fn lines_that_open(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..)?;
        let bracket = scan::position(rest.as_bytes(), opens)?;
        let before = rest.as_bytes().get(..bracket)?;
        let begin = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |feed| feed + 1);
        let after = rest.as_bytes().get(bracket..)?;
        let end = bracket + scan::position(after, |byte| byte == b'\n').unwrap_or(after.len());
        let line = (from + begin, rest.get(begin..end)?);
        from += end;
        Some(line)
    })
}

/// The mark of a line that begins with a paragraph's number and one, or with one alone; and whether it stands alone and may be
/// something else.
fn of_line(line: &str) -> Option<(String, bool)> {
    let head = line.get(..line.len().min(200)).unwrap_or(line);
    if !may_open(head) {
        return None;
    }
    let seen = bare::seen(head);
    let seen: String = seen.chars().filter(|c| !matches!(c, '*' | '_')).collect();
    let body = seen.trim_start_matches(['>', '-', '•', '+', '#', ' ']);
    let numbered = after_number(body).and_then(|rest| portion(rest.trim_start()));
    let bare = || portion(body).map(|mark| (mark.to_owned(), !is_plain(mark)));
    numbered.map(|mark| (mark.to_owned(), false)).or_else(bare)
}

/// What follows a paragraph's number: `1.`, `(1)`, `2.1`, `a.`, `b)`.
fn after_number(line: &str) -> Option<&str> {
    let opened = line.strip_prefix('(');
    let inner = opened.unwrap_or(line);
    let digits = inner.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let letter = usize::from(inner.starts_with(|c: char| c.is_ascii_alphabetic()));
    let length = if digits > 0 { digits } else { letter };
    let rest = inner.get(length..).filter(|_| (1..=8).contains(&length))?;
    let closed = rest.trim_start_matches(['.', ')']);
    let is_dressed = closed.len() < rest.len();
    let stands_apart = closed.starts_with(char::is_whitespace);
    let is_number = if opened.is_some() { is_dressed } else { is_dressed || digits > 0 };
    (is_number && stands_apart).then_some(closed)
}

/// The portion mark that `text` begins with (`(U)`, `(NR)`, `(S//REL TO USA, GBR)`), as written, if it is one.
pub(super) fn portion(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('(')?.split(')').next().filter(|inner| inner.len() < LONGEST)?;
    let (level, caveats) = inner.split_once('/').unwrap_or((inner, ""));
    let is_caveat = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '/' | ' ' | ',' | '-');
    let known = LEVELS.contains(&level.trim()) && caveats.chars().all(is_caveat);
    text.get(..inner.len() + 2).filter(|mark| known && mark.ends_with(')'))
}

fn is_plain(mark: &str) -> bool {
    let inner = mark.trim_matches(['(', ')']);
    inner.contains("//") || PLAIN.contains(&inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        refusing(text, 0).into_iter().map(|(mark, _)| mark).collect()
    }

    #[test]
    fn marks_after_numbers_refuse_from_two_on() {
        assert_eq!(found("1. (U) One.\n2. (S) Two."), ["(S)"]);
        assert_eq!(found("1. **(U)** One.\n\n2. **(C)** Two."), ["(C)"]);
        assert_eq!(found("(1) (U) One.\n(2) (NR) Two."), ["(NR)"]);
        assert_eq!(found("a. (U) One.\nb. (S//REL TO USA, GBR) Two."), ["(S//REL TO USA, GBR)"]);
        assert_eq!(found("1\\. (U) One.\n\n2\\. (S) Two."), ["(S)"]);
        assert_eq!(found("2.1 (C) One.\n2.2 (C) Two."), ["(C)", "(C)"]);
        assert!(found("1. (U) One.\n2. (U) Two.").is_empty());
    }

    #[test]
    fn lines_with_brackets_are_found_wherever_they_stand() {
        for text in ["", "(", "a\n(b\n", "(\n(\n\n(", "a\nb (c) (d)\ne\n（f", "é\n\n(é) é\né"] {
            let expected: Vec<_> = scan::lines(text).filter(|(_, line)| may_open(line)).collect();
            assert_eq!(lines_that_open(text).collect::<Vec<_>>(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_lone_mark_counts_if_it_is_nothing_else() {
        assert_eq!(found("1. One.\n2. (S//NF) Two."), ["(S//NF)"]);
        assert_eq!(found("(TS//SI//NF) A paragraph without a number."), ["(TS//SI//NF)"]);
        assert!(found("1. (C) 2024 The Institute.").is_empty());
        assert!(found("(C) 2024 The Institute.\n\n(R) is a mark of trade.").is_empty());
        assert_eq!(found("(U) One.\n\n(C) Two.\n\n- (S) Three."), ["(C)", "(S)"]);
        assert!(found("(A) One.\n(B) Two.\n(C) Three.\n(R) Four.\n(S) Five.").is_empty());
        assert!(found("(a) one\n(b) two\n(c) three").is_empty());
        assert!(found("(S/PV.9000) is a meeting record of the Council.").is_empty());
    }
}
