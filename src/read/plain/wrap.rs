//! How the document's lines are broken: wrapped at a width, one line a paragraph, or neither (T101, T107). Decided once.

use std::ops::RangeInclusive;

use super::{
    assign::{Lead, lead},
    heading,
    survey::{Line, Survey},
    words,
};

/// The vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrap {
    /// Lines end at about this width; a paragraph goes on in the next line.
    At(u32),
    /// Every line is a paragraph.
    Lines,
    /// Nothing that can be told of the document as a whole.
    Unknown,
}

/// How far a wrapped line may fall short of the longest.
pub(super) const RAGGED: u32 = 15;
/// The fewest lines that can vote.
const VOTERS: usize = 6;
/// Between these widths a text may be wrapped.
const WIDTHS: RangeInclusive<u32> = 50..=100;
/// Lines are paragraphs where their median is longer than this.
const LONG: u32 = 120;

/// Lets the lines of a document vote. `leads` are their marks.
pub(super) fn vote(survey: &Survey<'_>, lines: &[Line<'_>], leads: &[Lead<'_>]) -> Wrap {
    let votes = |at: usize| {
        lines.get(at).is_some_and(|line| votes(line, lead(leads, at)) && !(survey.has_tabs && line.text.contains('\t')))
    };
    let mut widths = Vec::new();
    let (mut count, mut sentences) = (0, 0);
    let (mut own, mut below) = (false, votes(0));
    for (at, line) in lines.iter().enumerate() {
        let above = own;
        (own, below) = (below, votes(at + 1));
        if !own {
            continue;
        }
        count += usize::from(above || below);
        if !below {
            continue;
        }
        let next = lines.get(at + 1).map_or("", |next| next.text);
        let ends = words::ends_sentence(line.text) && words::starts_upper(next);
        sentences += usize::from(ends);
        widths.push((line.width + line.indent.min(8), ends));
    }
    let goes_on = sentences * 3 < widths.len();
    if count >= VOTERS
        && let Some(width) = agreed(&widths, WIDTHS).or_else(|| scanned(&widths).filter(|_| goes_on))
    {
        return Wrap::At(width);
    }
    one_line_a_paragraph(lines)
}

fn votes(line: &Line<'_>, lead: Lead<'_>) -> bool {
    !line.is_blank()
        && matches!(lead, Lead::None | Lead::Lone(_))
        && !matches!(line.text.as_bytes().first(), Some(b'>' | b'#' | b'|'))
        && heading::row(line.text).is_none()
}

/// The width, if 70 in 100 of the non-final lines come within 15 characters of the longest. In a long text the longest few
/// lines in a hundred do not count: scanned pages have lines that ran together.
fn agreed(widths: &[(u32, bool)], allowed: RangeInclusive<u32>) -> Option<u32> {
    let mut sorted: Vec<u32> = widths.iter().map(|(width, _)| *width).collect();
    let outliers = sorted.len() / 50;
    let place = sorted.len().checked_sub(outliers + 1)?;
    let longest = nth(&mut sorted, place)?;
    let near = sorted.iter().filter(|width| **width + RAGGED >= longest).count();
    (allowed.contains(&longest) && near * 10 >= sorted.len() * 7).then_some(longest)
}

/// The width that would stand at `place` if they were sorted.
fn nth(widths: &mut [u32], place: usize) -> Option<u32> {
    (place < widths.len()).then(|| *widths.select_nth_unstable(place).1)
}

/// The width of a long text without blank lines between its paragraphs, or in narrow columns, as scanned pages have it: lines that
/// end a sentence may be a paragraph's last and have no vote, and the columns may be narrower.
fn scanned(widths: &[(u32, bool)]) -> Option<u32> {
    const LINES: usize = 30;
    let mut going: Vec<u32> = widths.iter().filter(|(_, ends)| !ends).map(|(width, _)| *width).collect();
    let place = going.len() * 19 / 20;
    let longest = nth(&mut going, place).filter(|_| going.len() >= LINES)?;
    let near = going.iter().filter(|width| **width + RAGGED >= longest).count();
    ((30..=110).contains(&longest) && near * 3 >= going.len() * 2).then_some(longest)
}

fn one_line_a_paragraph(lines: &[Line<'_>]) -> Wrap {
    let text = lines.iter().position(|line| !line.is_blank()).unwrap_or(0);
    let end = lines.iter().rposition(|line| !line.is_blank()).map_or(0, |at| at + 1);
    let inner = lines.get(text..end).unwrap_or_default();
    let mut widths: Vec<u32> = inner.iter().map(|line| line.width).collect();
    let place = widths.len() / 2;
    let median = nth(&mut widths, place).unwrap_or_default();
    let unbroken = !inner.iter().any(Line::is_blank);
    if unbroken && inner.len() > 1 && median > LONG { Wrap::Lines } else { Wrap::Unknown }
}

impl Wrap {
    /// Whether a line of this width may have been broken because it was full.
    pub(super) fn is_full(self, width: u32) -> bool {
        match self {
            Self::At(full) => width + RAGGED >= full,
            Self::Lines => false,
            Self::Unknown => WIDTHS.contains(&width),
        }
    }
}
