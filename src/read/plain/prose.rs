//! Running text: where one paragraph ends and the next begins (T048, T101, T103, T107, T108).

use super::{
    context::Context,
    heading,
    piece::{Joins, Lines, Prose},
    record::{Guess, Record},
    survey::{Line, span_of},
    words,
    wrap::{RAGGED, Wrap},
};

/// Lines shorter than this may be an address or verse (T108).
const SHORT: u32 = 45;
/// A line of a text that is not wrapped may still have been broken when it is so long.
const FULL: u32 = 50;

/// Splits adjacent lines without marks into paragraphs.
pub(super) fn split<'a>(context: &Context<'a>, record: &mut Record, lines: &[Line<'a>]) -> Vec<Prose<'a>> {
    if let [line] = lines {
        return vec![Prose { lines: vec![*line], joins: Joins::Soft, alone: true, number: None }];
    }
    let runs = if context.wrap == Wrap::Lines {
        let starts: Vec<usize> = (0..lines.len()).filter(|&at| at == 0 || !goes_on_from_page(lines, at)).collect();
        ranges(&starts, lines.len())
    } else if lines.len() == 2 && goes_on_from_page(lines, 1) {
        vec![(0..2, Joins::Soft)]
    } else if is_verse(lines, context.wrap) {
        record.certain(span_of(lines), "kept-line-breaks", "short lines: their breaks are kept");
        vec![(0..lines.len(), Joins::Kept)]
    } else if let Wrap::At(width) = context.wrap {
        wrapped(lines, width)
    } else {
        unwrapped(record, lines)
    };
    let single = runs.len() == 1;
    let prose = |(range, joins): (Lines, Joins)| Prose {
        lines: lines.get(range).unwrap_or_default().to_vec(),
        joins,
        alone: single,
        number: None,
    };
    runs.into_iter().map(prose).filter(|prose| !prose.lines.is_empty()).collect()
}

/// Whether the line at `at` goes on with what a page break cuts (T009).
fn goes_on_from_page(lines: &[Line<'_>], at: usize) -> bool {
    lines.get(at).is_some_and(|line| line.page)
}

/// T108: three lines or more, all of them short, none of which is the end of a longer sentence.
fn is_verse(lines: &[Line<'_>], wrap: Wrap) -> bool {
    let most = match wrap {
        Wrap::At(width) => SHORT.min(width.saturating_sub(RAGGED)),
        _ => SHORT,
    };
    lines.len() >= 3 && lines.iter().all(|line| line.width < most)
}

/// T101: lines of one width are joined. A heading may stand on the first (T048), an indented line begins a paragraph (T103), and
/// a line that ends a sentence well before the width ends a paragraph.
fn wrapped(lines: &[Line<'_>], width: u32) -> Vec<(Lines, Joins)> {
    let mut starts = vec![0];
    for (at, pair) in lines.windows(2).enumerate() {
        let [this, next] = pair else { continue };
        let short = this.width + this.indent + RAGGED < width;
        let heads = short && starts.last() == Some(&at) && heading::stands_on(this.text, next.text);
        let indented = next.indent >= this.indent + 2 && words::ends_sentence(this.text);
        let ended = lines.len() > 3
            && (this.width + this.indent) * 4 < width * 3
            && words::ends_sentence(this.text)
            && words::starts_upper(next.text);
        if heads || indented || ended {
            starts.push(at + 1);
        }
    }
    ranges(&starts, lines.len())
}

fn ranges(starts: &[usize], end: usize) -> Vec<(Lines, Joins)> {
    let ends = starts.iter().skip(1).copied().chain([end]);
    starts.iter().zip(ends).map(|(&from, to)| (from..to, Joins::Soft)).collect()
}

/// A text that is not wrapped: each line end is looked at for itself.
fn unwrapped(record: &mut Record, lines: &[Line<'_>]) -> Vec<(Lines, Joins)> {
    if is_wrapped_by_itself(lines) {
        return vec![(0..lines.len(), Joins::Soft)];
    }
    if is_address(lines) {
        record.ambiguous(Guess {
            span: span_of(lines),
            rule: "short-lines-joined",
            reading: "paragraph: short lines joined".into(),
            message: "short lines may be an address or a broken paragraph; read as one paragraph".into(),
            hint: "put each line into a paragraph of its own, or make it three short lines to keep the breaks".into(),
        });
        return vec![(0..lines.len(), Joins::Soft)];
    }
    if let Some(width) = is_broken(lines) {
        record.ambiguous(Guess {
            span: span_of(lines),
            rule: "broken-lines-joined",
            reading: "lines joined to paragraphs".into(),
            message: "most of these lines end without a stop: broken lines or lines of their own; read as broken"
                .into(),
            hint: "put a blank line between lines that are paragraphs of their own".into(),
        });
        return wrapped(lines, width);
    }
    let mut starts = vec![0];
    for (at, pair) in lines.windows(2).enumerate() {
        let [this, next] = pair else { continue };
        let full =
            words::starts_lower(next.text) && !words::ends_in_stop(this.text) && (this.width >= FULL || next.page);
        let broken = ends_in_hyphen(this.text) && next.text.starts_with(char::is_alphabetic)
            || opens_an_address(this.text) && next.text.contains('>');
        if full || broken {
            continue;
        }
        let first = starts.last() == Some(&at);
        starts.push(at + 1);
        let heads = first && heading::stands_on(this.text, next.text);
        if !heads && !words::ends_sentence(this.text) && !words::ends_in_colon(this.text) {
            record.ambiguous(Guess {
                span: this.span().to(next.span()),
                rule: "line-without-blank",
                reading: "two paragraphs".into(),
                message: "a line without a stop may be a heading or the first part of a paragraph; read as a paragraph"
                    .into(),
                hint: "write `## ` before it to make it a heading, or join the two lines".into(),
            });
        }
    }
    ranges(&starts, lines.len())
}

/// Whether the last word is broken by a hyphen, so that the next line goes on with it (T102).
fn ends_in_hyphen(text: &str) -> bool {
    text.strip_suffix('-').is_some_and(|before| before.ends_with(char::is_alphabetic))
}

/// Whether an address in angle brackets is still open at the end (T111).
fn opens_an_address(text: &str) -> bool {
    text.rsplit_once('<').is_some_and(|(_, open)| open.contains("://") && !open.contains(['>', ' ']))
}

/// The width at which a long run of lines was probably broken: few of them end a sentence, and most are of one length.
fn is_broken(lines: &[Line<'_>]) -> Option<u32> {
    const LINES: usize = 6;
    let ends = lines.iter().filter(|line| words::ends_sentence(line.text)).count();
    let mut widths: Vec<u32> = lines.iter().map(|line| line.width).collect();
    widths.sort_unstable();
    let longest = widths.get(widths.len() * 9 / 10).copied()?;
    let near = widths.iter().filter(|width| **width * 3 >= longest * 2).count();
    (lines.len() >= LINES && ends * 3 < lines.len() && near * 2 > lines.len() && longest <= 120).then_some(longest)
}

/// Whether the lines of this one paragraph were broken at one width, although the document is too short to vote.
fn is_wrapped_by_itself(lines: &[Line<'_>]) -> bool {
    let Some((last, full)) = lines.split_last() else { return false };
    let longest = full.iter().map(|line| line.width).max().unwrap_or_default();
    let even = full.iter().all(|line| line.width + RAGGED >= longest) && last.width <= longest + RAGGED;
    let goes_on = full.iter().filter(|line| !words::ends_sentence(line.text)).count() * 2 > full.len();
    (50..=100).contains(&longest) && even && goes_on
}

/// Whether short lines without stops stand together, too few or too long to be surely an address (T108).
fn is_address(lines: &[Line<'_>]) -> bool {
    let Some((last, full)) = lines.split_last() else { return false };
    let short = |line: &Line<'_>| {
        line.width < SHORT + 20 && !words::ends_sentence(line.text) && !words::ends_in_colon(line.text)
    };
    let enumerated = full.iter().all(|line| short(line) && line.text.ends_with(','));
    let first = lines.first().map_or("", |line| line.text);
    enumerated && last.width < SHORT + 20 || lines.iter().all(short) && !heading::stands_on(first, last.text)
}
