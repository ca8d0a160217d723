//! Addresses of the net, and those made harmless (T085, T110, T111).

use super::{
    inline::Found,
    record::{Guess, Record},
    survey::Line,
};
use crate::{
    base::Span,
    model::{Inline, Link},
};

/// Schemes that are linked when they stand in a text.
const SCHEMES: &[&str] = &["https", "http", "mailto"];

/// The address whose scheme ends in the colon at `colon`.
pub(super) fn address(record: &mut Record, line: &Line<'_>, colon: usize, next: Option<&Line<'_>>) -> Option<Found> {
    let before = line.text.get(..colon)?;
    let scheme = SCHEMES.iter().find(|scheme| ends_with_word(before, scheme))?;
    let after = line.text.get(colon + 1..)?;
    if !(after.starts_with("//") || *scheme == "mailto" && after.starts_with(|c: char| c.is_ascii_alphanumeric())) {
        return None;
    }
    let from = colon - scheme.len();
    let rest = line.text.get(from..)?;
    let end = trimmed(rest.get(..rest.find(ends_address).unwrap_or(rest.len()))?);
    if end.len() <= scheme.len() + 3 {
        return None;
    }
    let to = from + end.len();
    let span = Span::new(line.at + from, line.at + to);
    if let Some(next) = next.filter(|next| to == line.text.len() && goes_on(end, next.text)) {
        warn_of_broken_address(record, span.to(next.span()));
    }
    Some(found(end, from, to, span))
}

/// Whether `before` ends with the whole word `word`, in any case.
fn ends_with_word(before: &str, word: &str) -> bool {
    let Some(at) = before.len().checked_sub(word.len()) else { return false };
    let fits = before.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(word));
    fits && !before.get(..at).is_some_and(|head| head.ends_with(|c: char| c.is_alphanumeric()))
}

fn ends_address(c: char) -> bool {
    c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '|' | '\u{200b}' | '`')
}

/// Without the marks at its end that belong to the sentence; brackets stay where they are balanced (T110).
fn trimmed(address: &str) -> &str {
    let count = |c: char| address.matches(c).count();
    let mut round = count(')').saturating_sub(count('('));
    let mut square = count(']').saturating_sub(count('['));
    let mut end = address;
    loop {
        let Some(last) = end.chars().next_back() else { return end };
        match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '…' | '*' => {}
            ')' if round > 0 => round -= 1,
            ']' if square > 0 => square -= 1,
            _ => return end,
        }
        end = end.get(..end.len() - last.len_utf8()).unwrap_or_default();
    }
}

/// Whether an address at a line's end seems to go on in the next line.
fn goes_on(address: &str, next: &str) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    let looks = word.contains(['/', '=', '_', '%']) || word.contains('.') && !word.ends_with('.');
    address.ends_with(['/', '-', '_', '=', '&', '?', '%']) || looks
}

fn warn_of_broken_address(record: &mut Record, span: Span) {
    use crate::base::{Code, Diagnostic};
    let guess = Guess {
        span,
        rule: "broken-address",
        reading: "the first line's part is linked".into(),
        message: "the address may go on in the next line; its first part alone is linked".into(),
        hint: "put the whole address into `<` and `>`".into(),
    };
    record.decide(span, guess.rule, guess.reading, crate::model::Certainty::Ambiguous, None);
    record.note(Diagnostic::new(Code::BrokenUrl, span, guess.message).hint(guess.hint));
}

/// An address in angle brackets, which may go on in the next line (T111).
pub(super) fn in_angles(line: &Line<'_>, at: usize, next: Option<&Line<'_>>) -> Option<Found> {
    let rest = line.text.get(at + 1..)?;
    SCHEMES.iter().find(|known| begins_with_scheme(rest, known))?;
    let span_from = line.at + at;
    let plain = |c: char| c.is_whitespace() || c == '<';
    let end = rest.find(|c: char| plain(c) || c == '>').unwrap_or(rest.len());
    if let Some(close) = rest.get(end..).and_then(|tail| tail.starts_with('>').then_some(end)) {
        let inner = rest.get(..close)?;
        let to = at + 1 + close + 1;
        return Some(bracketed(inner.to_owned(), at, to, Span::new(span_from, line.at + to), 0));
    }
    let next = next.filter(|_| end == rest.len())?;
    let close = next.text.find(|c: char| plain(c) || c == '>')?;
    next.text.get(close..).filter(|tail| tail.starts_with('>'))?;
    let tail = next.text.get(..close)?;
    let span = Span::new(span_from, next.at + close + 1);
    Some(bracketed(format!("{rest}{tail}"), at, line.text.len(), span, close + 1))
}

fn begins_with_scheme(text: &str, scheme: &str) -> bool {
    let fits = text.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    fits && text.get(scheme.len()..).is_some_and(|rest| rest.starts_with(':'))
}

fn bracketed(target: String, from: usize, to: usize, span: Span, of_next: usize) -> Found {
    let content = vec![Inline::Text(target.clone())];
    let inline = Inline::Link(Box::new(Link { target, title: None, content, span }));
    Found { inline, more: Vec::new(), from, to, of_next, dropped: "<>".to_owned() }
}

fn found(target: &str, from: usize, to: usize, span: Span) -> Found {
    let content = vec![Inline::Text(target.to_owned())];
    let inline = Inline::Link(Box::new(Link { target: target.to_owned(), title: None, content, span }));
    Found { inline, more: Vec::new(), from, to, of_next: 0, dropped: String::new() }
}

/// An indicator that was made harmless: a word that holds `[.]`, `[:]`, `[at]` or `[dot]` (T085). The opening bracket stands at
/// `at`; the word begins before it.
pub(super) fn defanged(line: &Line<'_>, at: usize, floor: usize) -> Option<Found> {
    const MARKS: &[&str] = &["[.]", "[:]", "[://]", "[at]", "[@]", "[dot]"];
    let rest = line.text.get(at..)?;
    let fits = MARKS.iter().any(|mark| rest.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark)));
    if !fits {
        return None;
    }
    let before = line.text.get(floor..at)?;
    let head = before.rsplit(|c: char| !is_indicator(c)).next().filter(|head| !head.is_empty())?;
    let from = at - head.len();
    let word = line.text.get(from..)?;
    let word = word.get(..word.find(|c: char| !is_indicator(c)).unwrap_or(word.len()))?;
    let word = word.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    let inline = Inline::Code(word.to_owned());
    Some(Found { inline, more: Vec::new(), from, to: from + word.len(), of_next: 0, dropped: String::new() })
}

fn is_indicator(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '"' | '“' | '”' | '‘' | '’' | '(' | ')' | ',' | ';' | '<' | '>')
}
