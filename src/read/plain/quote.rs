//! Quotations with `>` before each line (T105).

use super::{
    build,
    piece::Piece,
    record::Record,
    scan::{DEEPEST, Scan},
    survey::Line,
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
    let inner: Vec<Line<'a>> = (at..end).map(|at| strip(scan.line(at), deepest, &mut marks)).collect();
    let span = scan.span(at..end);
    record.dropped(span, "quote-marks", "quotation", marks);
    let blocks = build::inner(scan.context, record, &inner, scan.depth + 1);
    pieces.push(Piece::Block(Block { kind: BlockKind::Quote { attribution: None, blocks }, span }));
    end
}

/// The line without its first `>`; at the deepest level without all of them.
fn strip<'a>(line: Line<'a>, all: bool, marks: &mut String) -> Line<'a> {
    let count = if all { line.text.find(|c: char| c != '>' && c != ' ').unwrap_or(line.text.len()) } else { 1 };
    marks.extend(line.text.chars().take(count).filter(|c| *c == '>'));
    let count = if line.text.get(count..).is_some_and(|rest| rest.starts_with(' ')) { count + 1 } else { count };
    line.inside(count)
}
