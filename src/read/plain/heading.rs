//! What a heading looks like (T047–T054, T056, T057, T060).

use super::{
    context::Context,
    piece::{Joins, Piece, Prose, Title},
    record::{Guess, Record},
    survey::Line,
    words,
    wrap::Wrap,
};
use crate::base::Span;

/// The most words of an unmarked heading (T047).
const WORDS: usize = 12;
/// The most characters of an unmarked heading (T047).
const CHARACTERS: u32 = 80;
/// The most words of a heading with text right below it (T048).
const TIGHT_WORDS: usize = 8;
/// The fewest characters of the line right below a heading (T048).
const TIGHT_NEXT: u32 = 40;
/// The most words of a heading that ends in a colon (T051).
const COLON_WORDS: usize = 5;

/// Whether `text` is short and ends in nothing that a heading does not end in (T047, T049).
pub(super) fn is_short(text: &str) -> bool {
    text.len() <= 4 * CHARACTERS as usize
        && words::characters(text) <= CHARACTERS
        && words::at_most(text, WORDS)
        && !words::ends_in_stop(text)
        && !matches!(words::last_sign(text), Some(';' | ',' | ':'))
}

/// Whether `text`, standing alone between blank lines, looks like a heading.
pub(super) fn looks_like_one(text: &str) -> bool {
    is_short(text) && words::starts_upper(text) && !is_something_else(text)
}

/// Whether `text` looks like a heading that ends in a colon (T051): up to five words.
pub(super) fn ends_in_colon(text: &str) -> bool {
    text.ends_with(':') && words::at_most(text, COLON_WORDS) && words::starts_upper(text) && !is_salutation(text)
}

/// Whether `text`, with `next` right below it, is a heading without a blank line (T048).
pub(super) fn stands_on(text: &str, next: &str) -> bool {
    looks_like_one(text)
        && !holds_a_sentence(text)
        && !(words::is_capitals(text) && words::is_capitals(next))
        && words::at_most(text, TIGHT_WORDS)
        && words::characters(next) >= TIGHT_NEXT
        && words::starts_upper(next)
}

/// Whether a sentence ends within the line: `RESPECT. ADMIRAL` is no heading, `Mr. Price` and `U.S. Policy` may be.
fn holds_a_sentence(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default().rsplit(char::is_whitespace).next().unwrap_or_default();
        before.chars().filter(|c| c.is_alphabetic()).count() > 3
    })
}

/// Whether the line says something about the text: `Subjects: Australian Army`.
fn is_about_the_text(text: &str) -> bool {
    const KEYS: &[&str] =
        &["subject(s)", "subjects", "venue", "location", "e&oe", "proof only", "contact", "tel", "phone", "enquiries"];
    let Some((key, _)) = text.split_once(':') else { return false };
    KEYS.contains(&key.trim().to_lowercase().as_str()) || crate::read::front_matter::is_known(key)
}

/// Short lines that are no headings: `E&OE`, remarks in brackets, numbers, addresses of the net.
fn is_something_else(text: &str) -> bool {
    let bracketed = text.starts_with(['(', '[']) && text.ends_with([')', ']']);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let errors_excepted = words::folded(text).replace(' ', "");
    bracketed
        || letters < 2
        || matches!(errors_excepted.as_str(), "eoe" | "eandoe" | "errorsandomissionsexcepted" | "errorsexcepted")
        || text.contains("://")
        || text.contains('@')
        || is_salutation(text)
        || begins_with_turn(text)
        || is_about_the_text(text)
}

/// Whether a question or an answer of an interview stands here: too few for a transcript, and no heading all the same (T046).
fn begins_with_turn(text: &str) -> bool {
    text.starts_with("Q: ") || text.starts_with("A: ")
}

/// Whether a speech or a letter greets somebody here.
pub(super) fn is_salutation(text: &str) -> bool {
    const GREETINGS: &[&str] =
        &["dear ", "fellow ", "friends and ", "ladies and gentlemen", "my fellow", "excellencies"];
    let lower = text.to_lowercase();
    text.ends_with([':', ',', '!']) && GREETINGS.iter().any(|greeting| lower.starts_with(greeting))
}

/// The level and the text of a heading with hashes, as `(level, bytes before the text)` (T057).
pub(super) fn hashes(text: &str) -> Option<(u8, usize)> {
    let level = text.bytes().take_while(|b| *b == b'#').count();
    let rest = text.get(level..)?;
    let body = rest.trim_start();
    let fits = (1..=6).contains(&level) && body.len() < rest.len() && !body.trim_end_matches('#').is_empty();
    fits.then(|| (u8::try_from(level).unwrap_or(6), text.len() - body.len()))
}

/// Whether `text` is a row of one character of `-=_*~#^+.` that may be a rule or an underline, and of which.
pub(super) fn row(text: &str) -> Option<char> {
    let first = text.chars().next().filter(|c| "-=_*~–—".contains(*c))?;
    let mut count = 0usize;
    for c in text.chars() {
        match c {
            c if c == first => count += 1,
            ' ' | '\t' => {}
            _ => return None,
        }
    }
    (count >= 3).then_some(first)
}

/// Whether `row` underlines `text`: no spaces in it, and as long to three characters (T056).
pub(super) fn underlines(row_text: &str, text: &str) -> bool {
    let unbroken = !row_text.contains([' ', '\t']);
    unbroken && row(row_text).is_some() && words::characters(row_text).abs_diff(words::characters(text)) <= 3
}

/// The number of a heading in words and the bytes up to its text: `Annex A: Sources`, `Part II – Findings`. A heading that is
/// its number alone keeps it as its text.
pub(super) fn worded_number(text: &str) -> Option<(usize, usize)> {
    const WORDS: &[&str] = &["annex", "appendix", "chapter", "part", "section", "annexe", "chapitre", "partie"];
    let (word, rest) = text.split_once(' ')?;
    if !WORDS.contains(&word.to_lowercase().as_str()) {
        return None;
    }
    let number = rest.split([' ', ':', '.', '–', '—']).next().unwrap_or_default();
    let is_number = number.bytes().all(|b| b.is_ascii_digit())
        || super::mark::roman(number).is_some() && number.bytes().all(|b| b.is_ascii_uppercase())
        || number.len() == 1 && number.bytes().all(|b| b.is_ascii_uppercase());
    let end = word.len() + 1 + number.len();
    let after = text.get(end..)?;
    let body = after.trim_start_matches([' ', ':', '.', '–', '—', '-']);
    let parted = after.trim_start().starts_with([':', '.', '–', '—', '-']);
    (is_number && !number.is_empty() && parted && !body.is_empty()).then(|| (end, text.len() - body.len()))
}

/// Decides which short lines are headings, by what stands beside them (T047, T048, T051, T059, T060).
pub(super) fn settle<'a>(context: &Context<'a>, record: &mut Record, pieces: Vec<Piece<'a>>) -> Vec<Piece<'a>> {
    let first_turn = pieces.iter().position(|piece| matches!(piece, Piece::Turn { .. })).unwrap_or(pieces.len());
    let kinds: Vec<Shape> = pieces
        .iter()
        .enumerate()
        .map(|(at, piece)| if at > first_turn { Shape::Other } else { shape(context, piece, pieces.get(at + 1)) })
        .collect();
    let mut settled = Vec::with_capacity(pieces.len());
    let mut rest = pieces.into_iter();
    let mut at = 0;
    while at < kinds.len() {
        let run = kinds.iter().skip(at).take_while(|kind| **kind == Shape::Short).count();
        let followed = at + run < kinds.len();
        let taken: Vec<Piece<'a>> = rest.by_ref().take(run.max(1)).collect();
        match (run, kinds.get(at)) {
            (0, Some(Shape::Heading)) => settled.extend(taken.into_iter().map(|piece| promote(record, piece, 2))),
            (0, _) => settled.extend(taken),
            (1 | 2, _) => headings(record, taken, followed, &mut settled),
            _ => settled.push(verse(record, taken)),
        }
        at += run.max(1);
    }
    settled
}

/// What a piece looks like from outside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A short line between blanks, for its neighbours to decide.
    Short,
    /// A heading whatever stands beside it.
    Heading,
    /// Anything else.
    Other,
}

fn shape(context: &Context<'_>, piece: &Piece<'_>, next: Option<&Piece<'_>>) -> Shape {
    let Piece::Prose(prose) = piece else { return Shape::Other };
    if let Some(number) = prose.number {
        return if number.of_heading && next.is_some() { Shape::Heading } else { Shape::Other };
    }
    let Some(line) = prose.only().filter(|line| !begins_with_bullet(line.text)) else { return Shape::Other };
    let next_prose = match next {
        Some(Piece::Prose(next)) => Some(next),
        _ => None,
    };
    if prose.alone {
        let before_prose = next_prose
            .is_some_and(|next| next.number.is_none() && next.first().is_some_and(|line| !opens_quotation(line.text)));
        return match () {
            () if looks_like_one(line.text) => Shape::Short,
            () if ends_in_colon(line.text) && before_prose => Shape::Heading,
            () => Shape::Other,
        };
    }
    let below = next_prose.and_then(|next| next.first());
    let tight = context.wrap != Wrap::Lines
        && below.is_some_and(|below| is_next_line(line, below) && stands_on(line.text, below.text));
    if tight { Shape::Heading } else { Shape::Other }
}

/// Whether a bullet without company stands before the text (T067).
fn begins_with_bullet(text: &str) -> bool {
    super::mark::Mark::of(text).is_some_and(|mark| mark.label().is_none())
}

fn is_next_line(line: &Line<'_>, below: &Line<'_>) -> bool {
    below.at > line.end() && below.at - line.end() <= 1 + below.indent as usize * 4
}

/// Whether a quotation begins here.
pub(super) fn opens_quotation(text: &str) -> bool {
    text.starts_with(['“', '"', '«', '„', '‘', '>'])
}

/// One or two short lines: headings where something follows, the second nested (T060); the last line of a text is none (T059).
fn headings<'a>(record: &mut Record, short: Vec<Piece<'a>>, followed: bool, settled: &mut Vec<Piece<'a>>) {
    let count = short.len();
    for (at, piece) in short.into_iter().enumerate() {
        let last = at + 1 == count;
        if last && !followed {
            if let Piece::Prose(prose) = &piece {
                record.ambiguous(Guess {
                    span: prose.span(),
                    rule: "short-last-line",
                    reading: "paragraph: nothing follows".into(),
                    message: "a short line without a stop ends the text: a heading without content or a paragraph; read as a paragraph".into(),
                    hint: "end it with a stop, or write `## ` before it".into(),
                });
            }
            settled.push(piece);
        } else {
            settled.push(promote(record, piece, if at == 0 { 2 } else { 3 }));
        }
    }
}

/// Makes a heading of a short line; numbered ones take their level from their number.
fn promote<'a>(record: &mut Record, piece: Piece<'a>, level: u8) -> Piece<'a> {
    let Piece::Prose(prose) = piece else { return piece };
    let Some(line) = prose.first().copied() else { return Piece::Prose(prose) };
    let number = prose.number.map(|number| number.written);
    let level = prose.number.map_or(level, |number| number.parts.saturating_add(1).min(6));
    let lead = number.map_or(0, |number| number.len() + 1);
    let span = Span::new(line.at.saturating_sub(lead), line.end());
    let mut line = line;
    if let Some(text) = line.text.strip_suffix(':') {
        record.dropped(span, "heading-with-colon", "heading", ":");
        line.text = text.trim_end();
    }
    Piece::Heading(Title { line, span, level, number })
}

/// Three short lines or more in a row: verse or an address, its line breaks kept (T060).
fn verse<'a>(record: &mut Record, short: Vec<Piece<'a>>) -> Piece<'a> {
    let mut lines = Vec::new();
    for piece in short {
        if let Piece::Prose(prose) = piece {
            lines.extend(prose.lines);
        }
    }
    let prose = Prose { lines, joins: Joins::Kept, alone: true, number: None };
    record.probable(Guess {
        span: prose.span(),
        rule: "short-lines-kept",
        reading: "one paragraph with its line breaks kept".into(),
        message: "short lines in a row may be headings, verse or an address; their line breaks are kept".into(),
        hint: "write `## ` before a line to make it a heading".into(),
    });
    Piece::Prose(prose)
}
