//! Note marks in running text: `[12]`, `(1)`, `¹²` (T087–T089).

use super::{context::Context, inline::Found, survey::Line};
use crate::{base::Span, model::Inline};

/// `[12]`, or `[^12]` as Markdown has it, where it marks a note: a number in square brackets that is glued to a word or a stop, or that a note answers (T087).
pub(super) fn bracketed(context: &Context<'_>, line: &Line<'_>, at: usize) -> Option<Found> {
    let caret = usize::from(line.text.as_bytes().get(at + 1) == Some(&b'^'));
    let (label, to) = number_between(line.text, at + caret, ']')?;
    let before = line.text.get(..at)?;
    let glued = before.chars().next_back().is_some_and(|c| !c.is_whitespace());
    let answered = context.labels.bracketed.contains(label) || context.labels.listed.contains(label);
    (glued || answered).then(|| found(line, label, at, to))
}

/// `[2, 3]`, `[2; 3]`, `[2–4]` where a note answers each number (T087).
pub(super) fn several(context: &Context<'_>, line: &Line<'_>, at: usize) -> Option<Found> {
    const LONGEST: usize = 24;
    let rest = line.text.get(at + 1..)?;
    let end = rest.bytes().take(LONGEST).position(|byte| byte == b']')?;
    let labels = numbers(rest.get(..end)?)?;
    let answered = |label: &String| context.labels.bracketed.contains(label) || context.labels.listed.contains(label);
    if labels.len() < 2 || !labels.iter().all(answered) {
        return None;
    }
    let to = at + 1 + end + 1;
    let (first, further) = labels.split_first()?;
    let span = Span::new(line.at + at, line.at + to);
    let more = further.iter().map(|label| Inline::NoteRef { label: label.clone(), span }).collect();
    Some(Found { more, ..found(line, first, at, to) })
}

/// The numbers of `2, 3` and `2–4`.
fn numbers(text: &str) -> Option<Vec<String>> {
    const MOST: u16 = 20;
    let mut found = Vec::new();
    for part in text.split([',', ';']) {
        let (first, last) = part.split_once(['–', '-']).unwrap_or((part, part));
        let (first, last): (u16, u16) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        if last < first || last - first > MOST || last > 999 {
            return None;
        }
        found.extend((first..=last).map(|number| number.to_string()));
    }
    Some(found)
}

/// `(1)` where a section of notes has that number (T088); at a sentence's or word's end, not before text of an enumeration.
pub(super) fn in_parentheses(context: &Context<'_>, line: &Line<'_>, at: usize) -> Option<Found> {
    let (label, to) = number_between(line.text, at, ')')?;
    let before = line.text.get(..at)?.trim_end();
    let counts =
        before.is_empty() || before.ends_with([':', ';', ',']) || before.ends_with(" and") || before.ends_with(" or");
    (context.labels.listed.contains(label) && !counts).then(|| found(line, label, at, to))
}

/// `¹²` after a letter or a stop, where a note answers it (T089).
pub(super) fn raised(context: &Context<'_>, line: &Line<'_>, at: usize) -> Option<Found> {
    let rest = line.text.get(at..)?;
    lowered(rest.chars().next()?)?;
    let digits: String = rest.chars().take(4).map_while(lowered).collect();
    let length: usize = rest.chars().take(4).take_while(|c| lowered(*c).is_some()).map(char::len_utf8).sum();
    let unit = matches!(digits.as_str(), "2" | "3") && is_measure(line.text.get(..at)?);
    let known = context.labels.listed.contains(&digits) || context.labels.bracketed.contains(&digits);
    let before = line.text.get(..at)?.chars().next_back()?;
    let fits = before.is_alphabetic()
        || matches!(before, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '”' | '’' | '"' | '»');
    (known && fits && !unit).then(|| found(line, &digits, at, at + length))
}

/// Whether `before` ends in a number and a unit of length, so that a raised 2 or 3 is its power: `40 km²`.
fn is_measure(before: &str) -> bool {
    const UNITS: &[&str] = &["mm", "cm", "dm", "m", "km", "ft", "in", "yd", "mi", "nm"];
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let rest = before.strip_suffix(word).unwrap_or(before).trim_end();
    let amount = rest.ends_with(|c: char| c.is_ascii_digit());
    UNITS.contains(&word) && (amount || matches!(word, "km" | "cm" | "mm"))
}

/// The digit that a raised one means.
pub(super) fn lowered(c: char) -> Option<char> {
    match c {
        '¹' => Some('1'),
        '²' => Some('2'),
        '³' => Some('3'),
        '⁰' | '⁴'..='⁹' => char::from_digit(u32::from(c) - u32::from('⁰'), 10),
        _ => None,
    }
}

fn number_between(text: &str, at: usize, close: char) -> Option<(&str, usize)> {
    let rest = text.get(at + 1..)?;
    let end = rest.get(..rest.len().min(5)).unwrap_or(rest.get(..4).unwrap_or_default()).find(close)?;
    let label = rest.get(..end)?;
    let fits = !label.is_empty() && label.len() <= 3 && label.bytes().all(|b| b.is_ascii_digit());
    fits.then_some((label, at + 1 + end + 1))
}

fn found(line: &Line<'_>, label: &str, from: usize, to: usize) -> Found {
    let span = Span::new(line.at + from, line.at + to);
    let inline = Inline::NoteRef { label: label.to_owned(), span };
    Found {
        inline,
        more: Vec::new(),
        from,
        to,
        of_next: 0,
        dropped: line.text.get(from..to).unwrap_or_default().to_owned(),
    }
}
