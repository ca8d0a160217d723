//! Quotations with `>` before each line (T105).

use super::{
    assign::{Lead, lead},
    build, heading,
    piece::Piece,
    record::Record,
    scan::{DEEPEST, Scan},
    special,
    survey::Line,
    words,
};
use crate::model::{Block, BlockKind};

/// Reads the lines with `>` that begin at `at`.
pub(super) fn read<'a>(scan: &Scan<'_, 'a>, record: &mut Record, at: usize, pieces: &mut Vec<Piece<'a>>) -> usize {
    let mut end = at;
    while scan.line(end).text.starts_with('>') && !scan.line(end).is_blank() {
        end += 1;
    }
    let deepest = scan.depth + 1 >= DEEPEST;
    let mut marks = String::new();
    let inner: Vec<Line<'a>> = (at..end).map(|at| strip(*scan.line(at), deepest, &mut marks)).collect();
    let span = scan.span(at..end);
    record.dropped(span, "quote-marks", "quotation", marks);
    let blocks = build::inner(scan.context, record, &inner, scan.depth + 1);
    let by = attribution(scan.line(end)).filter(|_| !deepest && scan.line(end + 1).is_blank());
    let after = end + usize::from(by.is_some());
    let attribution = by.map(|by| by_line(record, scan.line(end), by));
    let span = scan.span(at..after);
    pieces.push(Piece::Block(Block { kind: BlockKind::Quote { attribution, blocks }, span }));
    after
}

/// The most words of an attribution (T069).
const WORDS: usize = 8;

/// The name after a dash, of at most eight words.
fn attribution<'a>(line: &Line<'a>) -> Option<&'a str> {
    let rest = ["— ", "– ", "-- ", "- ", "―", "—"].iter().find_map(|dash| line.text.strip_prefix(dash))?.trim_start();
    let fits = words::at_most(rest, WORDS) && words::starts_upper(rest) && !words::ends_in_stop(rest);
    (!line.is_blank() && fits).then_some(rest)
}

fn by_line(record: &mut Record, line: &Line<'_>, by: &str) -> Box<str> {
    let dash = line.text.get(..line.text.len() - by.len()).unwrap_or_default().trim();
    record.dropped(line.span(), "attribution", "attribution of the quotation", dash);
    words::squeezed(by).into()
}

/// T069: a paragraph in quotation marks with a dash and a name right below it.
pub(super) fn attributed<'a>(
    scan: &Scan<'_, 'a>,
    record: &mut Record,
    at: usize,
    pieces: &mut Vec<Piece<'a>>,
) -> Option<usize> {
    let first = scan.line(at);
    if !heading::opens_quotation(first.text) || !scan.begins_chunk(at) {
        return None;
    }
    let end = scan.text_end(at);
    let line = scan.line(end.checked_sub(1)?);
    let quoted = scan.line(end.saturating_sub(2));
    let Some(by) = attribution(line).filter(|_| end >= at + 2 && closes_quotation(quoted)) else {
        return attributed_below(scan, record, at..end, pieces);
    };
    let inner: Vec<Line<'a>> = scan.lines.get(at..end - 1).unwrap_or_default().to_vec();
    let attribution = Some(by_line(record, line, by));
    let blocks = build::inner(scan.context, record, &inner, DEEPEST);
    pieces.push(Piece::Block(Block { kind: BlockKind::Quote { attribution, blocks }, span: scan.span(at..end) }));
    Some(end)
}

fn closes_quotation(line: &Line<'_>) -> bool {
    words::before_note_marks(line.text).ends_with(['”', '"', '’', '»', '“', '\''])
}

/// T069: the name may stand alone below a blank line; a hyphen or two lines with dashes are more likely items.
fn attributed_below<'a>(
    scan: &Scan<'_, 'a>,
    record: &mut Record,
    lines: std::ops::Range<usize>,
    pieces: &mut Vec<Piece<'a>>,
) -> Option<usize> {
    let below = lines.end + 1;
    let line = scan.line(below);
    let alone = scan.line(lines.end).is_blank() && scan.line(below + 1).is_blank();
    let dashed = line.text.starts_with(['—', '–', '―']) || line.text.starts_with("-- ");
    if !alone || !dashed || matches!(scan.lead(below), Lead::Item(_)) {
        return None;
    }
    let by = attribution(line).filter(|_| closes_quotation(scan.line(lines.end.saturating_sub(1))))?;
    let inner: Vec<Line<'a>> = scan.lines.get(lines.clone()).unwrap_or_default().to_vec();
    let attribution = Some(by_line(record, line, by));
    let blocks = build::inner(scan.context, record, &inner, DEEPEST);
    let span = scan.span(lines.start..below + 1);
    pieces.push(Piece::Block(Block { kind: BlockKind::Quote { attribution, blocks }, span }));
    Some(below + 1)
}

/// Columns of white space that set a block in (T104).
const INDENT: u32 = 4;

/// T104: a block between blank lines whose every line is indented: a quotation, or preformatted where its layout means something.
pub(super) fn indented<'a>(
    scan: &Scan<'_, 'a>,
    record: &mut Record,
    at: usize,
    pieces: &mut Vec<Piece<'a>>,
) -> Option<usize> {
    if !scan.context.is_flush || scan.depth > 0 || !scan.begins_chunk(at) || scan.line(at).indent < INDENT {
        return None;
    }
    let mut end = at;
    while !scan.line(end).is_blank() {
        let plain = scan.line(end).indent >= INDENT && matches!(scan.lead(end), Lead::None | Lead::Lone(_));
        if !plain {
            return None;
        }
        end += 1;
    }
    let lines = scan.lines.get(at..end).unwrap_or_default();
    if end == at + 1 && scan.line(at).indent >= 2 * INDENT && heading::looks_like_one(scan.line(at).text) {
        return None;
    }
    let span = scan.span(at..end);
    let kind = if means_layout(lines) {
        record.certain(span, "kept-layout", "preformatted: its gaps or signs mean something");
        BlockKind::Preformatted(special::raw_text(lines))
    } else {
        record.certain(span, "indented-block", "quotation: every line is indented");
        let flat: Vec<Line<'a>> = lines.iter().map(|line| Line { indent: 0, ..*line }).collect();
        BlockKind::Quote { attribution: None, blocks: build::inner(scan.context, record, &flat, DEEPEST) }
    };
    pieces.push(Piece::Block(Block { kind, span }));
    Some(end)
}

/// Whether lines hold runs of three spaces or more, twice, or signs of code.
fn means_layout(lines: &[Line<'_>]) -> bool {
    let gaps = |line: &Line<'_>| {
        let mut runs = 0;
        let mut spaces = 0;
        for c in line.text.chars() {
            spaces = if c == ' ' { spaces + 1 } else { 0 };
            runs += usize::from(spaces == 3);
        }
        runs
    };
    let code = |line: &Line<'_>| {
        line.text.ends_with(['{', '}', ';']) && line.text.contains(['{', '}', '(', '=', '['])
            || line.text.contains("();")
            || line.text.starts_with("$ ")
            || line.text.contains(" = ") && line.text.contains(['"', '(', '['])
    };
    lines.iter().map(gaps).sum::<usize>() >= 2 || lines.iter().any(code)
}

/// Whether most blocks of plain text begin at the margin.
pub(super) fn is_flush(lines: &[Line<'_>], leads: &[Lead<'_>]) -> bool {
    let (mut flush, mut set_in) = (0usize, 0usize);
    let mut begins = true;
    for (at, line) in lines.iter().enumerate() {
        if line.is_blank() {
            begins = true;
            continue;
        }
        if begins && matches!(lead(leads, at), Lead::None | Lead::Number(_) | Lead::Heading(_)) {
            if line.indent < INDENT { flush += 1 } else { set_in += 1 }
        }
        begins = false;
    }
    flush > 0 && flush * 2 >= set_in
}

/// The line without its first `>`; at the deepest level without all of them.
fn strip<'a>(line: Line<'a>, all: bool, marks: &mut String) -> Line<'a> {
    let count = if all { line.text.find(|c: char| c != '>' && c != ' ').unwrap_or(line.text.len()) } else { 1 };
    marks.extend(line.text.chars().take(count).filter(|c| *c == '>'));
    let count = if line.text.get(count..).is_some_and(|rest| rest.starts_with(' ')) { count + 1 } else { count };
    line.inside(count)
}
