//! Which marks at line starts mean something: items, paragraph numbers and heading numbers are told apart by their neighbours
//! (T054, T055, T065–T068, T074–T076, T078).

use std::collections::BTreeSet;

use super::{
    heading,
    mark::{Form, Label, Mark, MarkKind},
    survey::Line,
    words,
};
use crate::read::{dates, portion};

/// What the mark at the beginning of a line means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead<'a> {
    /// There is none, or it is part of the text.
    None,
    /// An item of a list.
    Item(Mark<'a>),
    /// A paragraph's number.
    Number(Mark<'a>),
    /// A heading's number.
    Heading(Mark<'a>),
    /// It might have been an item and has no company: text, with a warning.
    Lone(Mark<'a>),
}

/// Lists may not be deeper in white space than this to be seen as items of one region.
const LARGEST_LABEL: u16 = 99;

/// A line in capitals of more words, its number among them, is no heading but traffic (T053).
const CAPITAL_WORDS: usize = 13;

/// The meaning of each line's mark; empty where no line has one.
pub(super) fn assign<'a>(lines: &[Line<'a>]) -> Vec<Lead<'a>> {
    let begins = |line: &Line<'_>| mark(line).is_some() || Mark::bare(line.text).is_some();
    let Some(first) = lines.iter().position(|line| !line.is_blank() && begins(line)) else { return Vec::new() };
    let mut marks: Vec<Option<Mark<'a>>> = Vec::with_capacity(lines.len());
    marks.resize(first, None);
    let rest = lines.iter().skip(first);
    marks.extend(rest.map(|line| if line.is_blank() { None } else { mark(line) }));
    let mut leads = vec![Lead::None; lines.len()];
    if marks.iter().flatten().any(|mark| mark.label().is_some()) {
        paragraph_numbers(lines, &marks, &mut leads);
        heading_numbers(lines, &marks, &mut leads);
    }
    bare_heading_numbers(lines, &mut leads);
    list_items(lines, &marks, &mut leads);
    leads
}

/// The meaning of the mark on line `at`.
pub(super) fn lead<'a>(leads: &[Lead<'a>], at: usize) -> Lead<'a> {
    leads.get(at).copied().unwrap_or(Lead::None)
}

fn mark<'a>(line: &Line<'a>) -> Option<Mark<'a>> {
    Mark::of(line.text).filter(|mark| mark.is_plain() || !super::press::is_end_mark(line.text))
}

/// Whether a number is too large to number anything: a year, a calibre (T076).
fn is_too_large(label: Label) -> bool {
    label.parts == 1 && label.decimal.is_some_and(|value| value > LARGEST_LABEL)
}

fn begins_chunk(lines: &[Line<'_>], at: usize) -> bool {
    at == 0 || lines.get(at - 1).is_none_or(Line::is_blank)
}

fn chunk_end(lines: &[Line<'_>], at: usize) -> usize {
    let rest = lines.get(at..).unwrap_or_default();
    at + rest.iter().position(Line::is_blank).unwrap_or(rest.len())
}

/// T055, T078: numbers that run through the text, across headings, before paragraphs that end in stops.
fn paragraph_numbers<'a>(lines: &[Line<'a>], marks: &[Option<Mark<'a>>], leads: &mut [Lead<'a>]) {
    let mut run: Vec<(usize, Mark<'a>)> = Vec::new();
    let mut best: Vec<(usize, Mark<'a>)> = Vec::new();
    let (mut crossed, mut heading_since) = (false, false);
    let mut capitals = true;
    let mut throughout = Throughout::default();
    let mut portioned = 0;
    let mut at = 0;
    while at < lines.len() {
        if lines.get(at).is_none_or(Line::is_blank) {
            at += 1;
            continue;
        }
        let end = traffic_end(lines, marks, at).unwrap_or_else(|| chunk_end(lines, at));
        match marks.get(at).copied().flatten().filter(|mark| numbers_a_paragraph(lines, at, end, mark)) {
            Some(mark) => {
                portioned += usize::from(has_portion_mark(lines, at, &mark));
                let follows = run.last().and_then(|(_, last)| last.label()).zip(mark.label());
                if follows.is_some_and(|(last, this)| last.is_before(this)) {
                    crossed |= heading_since;
                } else {
                    keep_longer(&mut best, &mut run, crossed || capitals || throughout.holds());
                    (crossed, capitals) = (false, true);
                    throughout.begin();
                }
                throughout.number(lines, at..end);
                capitals &= lines.get(at).is_some_and(|line| words::is_capitals(line.text) && end > at);
                run.push((at, mark));
                heading_since = false;
            }
            None => {
                let is_below =
                    lines.get(at).is_some_and(|line| line.indent > 0) || marks.get(at).is_some_and(Option::is_some);
                throughout.other(is_below);
                let is_short = || lines.get(at).is_some_and(|line| heading::is_short(line.text));
                heading_since = heading_since || end == at + 1 && is_short();
            }
        }
        at = end;
    }
    keep_longer(&mut best, &mut run, crossed || capitals || throughout.holds());
    for (at, mark) in best {
        set(leads, at, Lead::Number(mark));
    }
    if portioned > 1 {
        for (at, mark) in marks.iter().enumerate().filter_map(|(at, mark)| mark.map(|mark| (at, mark))) {
            if begins_chunk(lines, at) && has_portion_mark(lines, at, &mark) {
                set(leads, at, Lead::Number(mark));
            }
        }
    }
}

/// Message traffic in capitals has no blank lines between its paragraphs (T053): the line of the next number, if one of a text in
/// capitals stands at `at` and the next number follows it in the same piece.
fn traffic_end(lines: &[Line<'_>], marks: &[Option<Mark<'_>>], at: usize) -> Option<usize> {
    const NEAR: usize = 40;
    let label = marks.get(at).copied().flatten()?.label()?;
    let from = lines.get(at).filter(|line| words::is_capitals(line.text))?;
    let rest = lines.iter().zip(marks).skip(at + 1).take(NEAR).take_while(|(line, _)| !line.is_blank());
    let follows = |mark: Mark<'_>| mark.label().is_some_and(|next| label.is_before(next));
    let length = rest.map(|(line, mark)| (line, *mark)).position(|(line, mark)| {
        line.indent <= from.indent && words::is_capitals(line.text) && mark.is_some_and(follows)
    })?;
    Some(at + 1 + length)
}

/// Whether one run of numbers goes through a text from its beginning, before every paragraph, and these are long: the numbers of a
/// communiqué's paragraphs, not of a list.
#[derive(Default)]
struct Throughout {
    before: usize,
    begun_after: usize,
    numbers: usize,
    width: usize,
    since: usize,
    broken: bool,
}

impl Throughout {
    fn begin(&mut self) {
        self.before += self.numbers;
        *self = Self { before: self.before, begun_after: self.before, ..Self::default() };
    }

    fn number(&mut self, lines: &[Line<'_>], chunk: std::ops::Range<usize>) {
        let width: u32 = lines.get(chunk).unwrap_or_default().iter().map(|line| line.width).sum();
        self.broken |= self.since > 0;
        self.since = 0;
        self.numbers += 1;
        self.width += width as usize;
    }

    /// Another paragraph; one that is set in, or an item, belongs to the one above it.
    fn other(&mut self, is_below: bool) {
        if self.numbers == 0 {
            self.before += 1;
        } else if !is_below {
            self.since += 1;
        }
    }

    fn holds(&self) -> bool {
        const LONG: usize = 60;
        !self.broken && self.begun_after <= 1 && self.numbers > 2 && self.width >= self.numbers * LONG
    }
}

fn keep_longer<'a>(best: &mut Vec<(usize, Mark<'a>)>, run: &mut Vec<(usize, Mark<'a>)>, crossed: bool) {
    if crossed && run.len() > best.len() {
        std::mem::swap(best, run);
    }
    run.clear();
}

fn numbers_a_paragraph(lines: &[Line<'_>], at: usize, end: usize, mark: &Mark<'_>) -> bool {
    let decimal = mark.label().is_some_and(|label| {
        label.decimal.is_some() && !is_too_large_to_number(label) && matches!(label.form, Form::Stop | Form::Bare)
    });
    let last = lines.get(end - 1).map_or("", |line| line.text);
    let heads = lines.get(at).zip(lines.get(at + 1)).is_some_and(|(line, below)| {
        let rest = line.text.get(mark.skip..).unwrap_or_default();
        end > at + 1
            && words::is_capitals(rest)
            && !words::is_capitals(below.text)
            && heading::stands_on(rest, below.text)
    });
    if heads {
        return false;
    }
    let is_traffic =
        || lines.get(at).is_some_and(|line| words::is_capitals(line.text) && !words::at_most(line.text, CAPITAL_WORDS));
    let stops =
        words::ends_sentence(last) || is_traffic() || words::ends_in_colon(last) || has_portion_mark(lines, at, mark);
    decimal && stops
}

/// Paragraph numbers may be larger than item numbers: reports of committees run to several hundreds.
fn is_too_large_to_number(label: Label) -> bool {
    label.decimal.is_some_and(|value| value > 999)
}

fn has_portion_mark(lines: &[Line<'_>], at: usize, mark: &Mark<'_>) -> bool {
    let rest = lines.get(at).and_then(|line| line.text.get(mark.skip..)).unwrap_or_default();
    portion::portion(rest).is_some()
}

/// T054: a number before a short line that stands alone and has un-numbered text below it.
fn heading_numbers<'a>(lines: &[Line<'a>], marks: &[Option<Mark<'a>>], leads: &mut [Lead<'a>]) {
    let mut before: Option<Mark<'a>> = None;
    let mut counted: Option<Label> = None;
    let mut at = 0;
    while at < lines.len() {
        if lines.get(at).is_none_or(Line::is_blank) {
            at += 1;
            continue;
        }
        let end = chunk_end(lines, at);
        let mark = marks.get(at).copied().flatten().filter(|mark| may_follow(mark, counted));
        let apart = |mark: &Mark<'a>| end == at + 1 || stands_right_above(lines, marks, at, mark);
        if let Some(mark) = mark.filter(|mark| apart(mark) && leads.get(at) == Some(&Lead::None)) {
            let next = (at + 1..lines.len()).find(|&next| lines.get(next).is_some_and(|line| !line.is_blank()));
            let next_mark = next.and_then(|next| marks.get(next).copied().flatten());
            let alone =
                !before.is_some_and(|before| before.is_kin(&mark)) && !next_mark.is_some_and(|next| next.is_kin(&mark));
            if next.is_some() && alone && may_number_a_heading(lines, at, &mark) {
                set(leads, at, Lead::Heading(mark));
                counted = mark.label();
            }
        }
        // What stands above text of its own is no neighbour of the next number.
        before = mark.filter(|_| end == at + 1 || !matches!(leads.get(at), Some(Lead::Heading(_))));
        at = end;
    }
}

/// T054: `1 Introduction`, `2 Findings`: numbers without a stop, where two or more short lines that stand alone count from 1.
fn bare_heading_numbers<'a>(lines: &[Line<'a>], leads: &mut [Lead<'a>]) {
    let mut found: Vec<(usize, Mark<'a>)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if !line.text.as_bytes().first().is_some_and(u8::is_ascii_digit) || line.is_blank() || !begins_chunk(lines, at)
        {
            continue;
        }
        let alone = lines.get(at + 1).is_none_or(Line::is_blank) && at + 1 < lines.len();
        let next = found.last().map_or(1, |(_, last)| last.label().and_then(|label| label.decimal).unwrap_or(0) + 1);
        let mark = Mark::bare(line.text).filter(|mark| mark.label().and_then(|label| label.decimal) == Some(next));
        let is_day = || dates::day_at(&dates::tokens(line.text), 0).is_some();
        found.extend(
            mark.filter(|mark| alone && may_number_a_heading(lines, at, mark) && !is_day()).map(|mark| (at, mark)),
        );
    }
    if found.len() > 1 {
        for (at, mark) in found {
            set(leads, at, Lead::Heading(mark));
        }
    }
}

/// Whether a numbered line heads the text right below it: `1. INTRODUCTION`, short, in capitals or in title case (T048, T054).
fn stands_right_above(lines: &[Line<'_>], marks: &[Option<Mark<'_>>], at: usize, mark: &Mark<'_>) -> bool {
    const WIDTH: u32 = 50;
    let (Some(line), Some(below)) = (lines.get(at), lines.get(at + 1)) else { return false };
    let rest = line.text.get(mark.skip..).unwrap_or_default();
    let looks = words::is_capitals(rest) || words::is_title_case(rest) && !words::ends_in_function_word(rest);
    looks
        && line.width <= WIDTH
        && marks.get(at + 1) == Some(&None)
        && !words::is_capitals(below.text)
        && heading::stands_on(rest, below.text)
}

/// Whether a mark may be a heading's after the last that was: `36° North` is a place, `1°` and what follows it number headings.
fn may_follow(mark: &Mark<'_>, last: Option<Label>) -> bool {
    mark.label().is_none_or(|label| {
        label.form != Form::Ordinal || label.is_first() || last.is_some_and(|last| last.is_before(label))
    })
}

fn may_number_a_heading(lines: &[Line<'_>], at: usize, mark: &Mark<'_>) -> bool {
    let rest = lines.get(at).and_then(|line| line.text.get(mark.skip..)).unwrap_or_default();
    let fits = mark.label().is_some_and(|label| {
        let number = label.decimal.is_some() && !is_too_large(label);
        number && label.form != Form::Brackets || label.capital && label.form == Form::Stop
    });
    fits && heading::is_short(rest) && words::starts_upper(rest)
}

/// Marks that have company, or a colon above them, are items.
fn list_items<'a>(lines: &[Line<'a>], marks: &[Option<Mark<'a>>], leads: &mut [Lead<'a>]) {
    let mut region: Vec<(usize, Mark<'a>)> = Vec::new();
    let mut led_in = false;
    let mut last_text: Option<usize> = None;
    for (at, line) in lines.iter().enumerate() {
        if line.is_blank() {
            continue;
        }
        let taken = leads.get(at).is_some_and(|lead| *lead != Lead::None);
        match marks.get(at).copied().flatten().filter(|mark| !taken && may_be_item(mark)) {
            Some(mark) => {
                if region.is_empty() {
                    let above = last_text.and_then(|last| lines.get(last));
                    led_in = above.is_some_and(|above| words::ends_in_colon(above.text));
                }
                region.push((at, mark));
            }
            None => {
                let outside = region
                    .first()
                    .and_then(|(first, _)| lines.get(*first))
                    .is_none_or(|first| line.indent <= first.indent);
                if begins_chunk(lines, at) && outside || taken {
                    settle(lines, &mut region, led_in, leads);
                }
            }
        }
        last_text = Some(at);
    }
    settle(lines, &mut region, led_in, leads);
}

fn may_be_item(mark: &Mark<'_>) -> bool {
    mark.label().is_none_or(|label| !is_too_large(label))
}

/// Decides the marks of one region, and empties it.
fn settle<'a>(lines: &[Line<'a>], region: &mut Vec<(usize, Mark<'a>)>, led_in: bool, leads: &mut [Lead<'a>]) {
    if region.iter().all(|(_, mark)| mark.is_plain()) {
        for (at, mark) in region.drain(..) {
            set(leads, at, Lead::Item(mark));
        }
        return;
    }
    let company = company(lines, region);
    let lowest_bullet = region.iter().filter(|(_, mark)| mark.is_plain()).map(|(at, _)| indent(lines, *at)).min();
    let first = region.first().map(|(_, mark)| *mark);
    for (&(at, mark), company) in region.iter().zip(company) {
        let led = led_in && first.is_some_and(|first| first.is_kin(&mark));
        let nested = mark.kind == MarkKind::Bullet('o') && lowest_bullet.is_some_and(|low| indent(lines, at) > low);
        let counts_degrees = mark.label().is_some_and(|label| label.form == Form::Ordinal);
        let lead = match () {
            () if mark.is_plain() || company || led || nested => Lead::Item(mark),
            () if counts_degrees || lines.get(at).is_some_and(|line| portion::portion(line.text).is_some()) => {
                Lead::None
            }
            () => Lead::Lone(mark),
        };
        set(leads, at, lead);
    }
    region.clear();
}

fn indent(lines: &[Line<'_>], at: usize) -> u32 {
    lines.get(at).map_or(0, |line| line.indent)
}

/// For each mark of a region, whether another one there goes with it. Each is compared with the last few of other kinds alone.
fn company(lines: &[Line<'_>], region: &[(usize, Mark<'_>)]) -> Vec<bool> {
    const KINDS: usize = 8;
    let mut found = vec![false; region.len()];
    let mut open: Vec<usize> = Vec::new();
    for (this, (_, mark)) in region.iter().enumerate() {
        let by = |fits: &dyn Fn(&Mark<'_>) -> bool| {
            open.iter().rposition(|&other| region.get(other).is_some_and(|(_, other)| fits(other)))
        };
        let next = by(&|other| other.label().zip(mark.label()).is_some_and(|(other, mark)| other.is_before(mark)));
        let opens = mark.label().is_some_and(Label::is_first);
        let kin = next.or_else(|| if opens { None } else { by(&|other| other.leads_to(mark)) });
        if let Some(place) = kin {
            let other = open.remove(place);
            for at in [other, this] {
                if let Some(flag) = found.get_mut(at) {
                    *flag = true;
                }
            }
        }
        if open.len() == KINDS {
            open.remove(0);
        }
        open.push(this);
    }
    let flagged = region.iter().zip(&found).filter(|(_, found)| **found).map(|(entry, _)| dress(lines, entry));
    let dresses: BTreeSet<(u32, u32)> = flagged.collect();
    region.iter().zip(found).map(|(entry, found)| found || dresses.contains(&dress(lines, entry))).collect()
}

/// The indent of a mark and what it looks like: two alike belong to one list.
fn dress(lines: &[Line<'_>], (at, mark): &(usize, Mark<'_>)) -> (u32, u32) {
    let look = match mark.kind {
        MarkKind::Bullet(glyph) => u32::from(glyph),
        MarkKind::Label(label) => label.dress(),
    };
    (indent(lines, *at), look)
}

fn set<'a>(leads: &mut [Lead<'a>], at: usize, lead: Lead<'a>) {
    if let Some(slot) = leads.get_mut(at) {
        *slot = lead;
    }
}
