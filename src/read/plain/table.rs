//! Tables: by tabs, by bars, by plus signs, and by columns of spaces (T091, T096–T099).

use super::{
    assign::Lead,
    heading, inline,
    piece::Piece,
    record::{Guess, Record},
    scan::Scan,
    special,
    survey::Line,
    words,
};
use crate::{
    base::Span,
    model::{Alignment, Block, BlockKind, Inlines, Table},
};

/// A cell by its place.
#[derive(Clone, Copy, Debug)]
struct Cell<'a> {
    text: &'a str,
    at: usize,
}

/// The rows of a table before its inlines are read.
#[derive(Debug, Default)]
struct Grid<'a> {
    rows: Vec<Vec<Cell<'a>>>,
    /// Whether a line of its own marks the first row as the head.
    has_head: bool,
    alignments: Vec<Alignment>,
    /// Lines and signs that draw the table.
    drawn: String,
}

/// Whether a table may begin at `at`: the text above it ends there.
pub(super) fn begins(scan: &Scan<'_, '_>, at: usize) -> bool {
    let Some(line) = scan.lines.get(at) else { return false };
    let may_be_drawn = line.text.starts_with(['|', '+']);
    if !may_be_drawn && heads_bare_rows(scan, at) {
        return true;
    }
    let is_tabbed = |at: usize| is_tabbed(scan, at);
    if !may_be_drawn && !is_tabbed(at) {
        return false;
    }
    let above = at.wrapping_sub(1);
    let tabs = is_tabbed(at) && !is_tabbed(above) && !matches!(scan.lead(at), Lead::Item(_));
    tabs && is_tabbed(at + 1) || is_drawn(line) && !is_drawn(scan.line(above))
}

/// Whether the line is a row between bars, or a border.
fn is_drawn(line: &Line<'_>) -> bool {
    line.text.starts_with(['|', '+'])
        && !line.is_blank()
        && (line.text.len() > 1 && line.text.starts_with('|') && line.text.ends_with('|') || is_border(line.text))
}

/// Reads the table that begins at `at`, with the caption above it and the source below it.
pub(super) fn read<'a>(
    scan: &Scan<'_, 'a>,
    record: &mut Record,
    at: usize,
    pieces: &mut Vec<Piece<'a>>,
) -> Option<usize> {
    if let Some((grid, end)) = tabbed(scan, at).or_else(|| drawn(scan, at)).or_else(|| bare(scan, at)) {
        return Some(finish(scan, record, at, end, grid, pieces));
    }
    spaced(scan, record, at, pieces)
}

/// T096: two lines or more with equally many tabs.
fn tabbed<'a>(scan: &Scan<'_, 'a>, at: usize) -> Option<(Grid<'a>, usize)> {
    if !is_tabbed(scan, at) {
        return None;
    }
    let tabs = count_tabs(scan.line(at));
    let above = at.wrapping_sub(1);
    if is_tabbed(scan, above) && count_tabs(scan.line(above)) == tabs {
        return None;
    }
    if tabs == 1 && matches!(scan.lead(at), Lead::Item(_)) {
        return None;
    }
    let mut end = at;
    while is_tabbed(scan, end) && count_tabs(scan.line(end)) == tabs {
        end += 1;
    }
    let uneven = is_tabbed(scan, end);
    if end < at + 2 || uneven {
        return None;
    }
    let rows: Vec<Vec<Cell<'a>>> = (at..end).map(|at| tab_cells(scan.line(at))).collect();
    let has_head = is_head(&rows);
    Some((Grid { rows, has_head, ..Grid::default() }, end))
}

/// Whether tabs part the text of the line at `at`.
fn is_tabbed(scan: &Scan<'_, '_>, at: usize) -> bool {
    scan.context.survey.has_tabs && scan.lines.get(at).is_some_and(|line| !line.is_blank() && line.text.contains('\t'))
}

fn count_tabs(line: &Line<'_>) -> usize {
    row_text(line).matches('\t').count()
}

/// The line with the tabs at its beginning, which stand for empty cells; spaces at its ends do not count.
fn row_text<'a>(line: &Line<'a>) -> &'a str {
    line.raw.trim_matches([' ', '\u{c}', '\r'])
}

fn tab_cells<'a>(line: &Line<'a>) -> Vec<Cell<'a>> {
    let row = row_text(line);
    let lead = line.at - (row.len() - row.trim_start().len());
    let mut at = lead;
    row.split('\t')
        .map(|part| {
            let from = at + part.len() - part.trim_start().len();
            at += part.len() + 1;
            Cell { text: part.trim(), at: from }
        })
        .collect()
}

/// Whether the first row names the columns: it holds no numbers; years count as names where the column below holds no years.
fn is_head(rows: &[Vec<Cell<'_>>]) -> bool {
    let Some((first, rest)) = rows.split_first() else { return false };
    let named = first.iter().any(|cell| cell.text.chars().any(char::is_alphabetic))
        || first.iter().all(|cell| is_year(cell.text) || cell.text.is_empty());
    let names = first.iter().enumerate().all(|(column, cell)| {
        let years = rest.iter().filter_map(|row| row.get(column)).any(|cell| is_year(cell.text));
        !is_numeric(cell.text) || is_year(cell.text) && !years
    });
    named && names && !rest.is_empty()
}

fn is_year(text: &str) -> bool {
    let digits = text.trim_end_matches(['e', 'f', 'p', '*']);
    digits.len() == 4 && digits.parse::<u16>().is_ok_and(|year| (1800..=2200).contains(&year))
}

/// Whether a cell looks like a number, for alignment: `1.234,5`, `2024e`, `<0.1`, `–`, `n/a`.
fn is_numeric(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    digits > 0 && letters <= 2 && letters < digits.max(2)
}

fn is_border(text: &str) -> bool {
    text.len() >= 3
        && text.starts_with('+')
        && text.ends_with('+')
        && text.chars().all(|c| matches!(c, '+' | '-' | '=' | ':'))
}

/// T098: rows between bars, with a row of hyphens below the head or borders of plus signs.
fn drawn<'a>(scan: &Scan<'_, 'a>, at: usize) -> Option<(Grid<'a>, usize)> {
    let bars = |line: &Line<'_>| {
        !line.is_blank() && line.text.starts_with('|') && line.text.len() > 1 && line.text.ends_with('|')
    };
    if !is_drawn(scan.line(at)) || is_drawn(scan.line(at.wrapping_sub(1))) {
        return None;
    }
    let mut grid = Grid::default();
    let mut end = at;
    let mut rules = 0;
    loop {
        let line = scan.line(end);
        if line.is_blank() {
            break;
        }
        if is_border(line.text) || bars(line) && is_delimiter(line.text) {
            rules += 1;
            grid.has_head |= grid.rows.len() == 1;
            if bars(line) {
                grid.alignments = alignments(line.text);
            }
            grid.drawn.push_str(line.text);
        } else if bars(line) {
            grid.rows.push(bar_cells(line));
            grid.drawn.extend(line.text.chars().filter(|c| *c == '|'));
        } else {
            break;
        }
        end += 1;
    }
    let enough = rules > 0 && !grid.rows.is_empty() || grid.rows.len() > 1;
    let width = grid.rows.first().map_or(0, Vec::len);
    let even = grid.rows.iter().all(|row| row.len() == width);
    (enough && even).then_some((grid, end))
}

/// Whether a row of cells between bars stands here, without bars at its ends, and a row of hyphens with as many cells below it.
fn heads_bare_rows(scan: &Scan<'_, '_>, at: usize) -> bool {
    let Some(below) = scan.lines.get(at + 1) else { return false };
    if !matches!(below.text.as_bytes().first(), Some(b'-' | b':'))
        || below.is_blank()
        || !below.text.contains('|')
        || !is_delimiter(below.text)
    {
        return false;
    }
    let line = scan.line(at);
    !line.is_blank() && line.text.contains('|') && cells_of(line.text, line.at).len() == cells_of(below.text, 0).len()
}

/// T098: the same without bars at the ends of the lines.
fn bare<'a>(scan: &Scan<'_, 'a>, at: usize) -> Option<(Grid<'a>, usize)> {
    if !heads_bare_rows(scan, at) {
        return None;
    }
    let (head, rule) = (scan.line(at), scan.line(at + 1));
    let mut grid = Grid { has_head: true, alignments: alignments(rule.text), ..Grid::default() };
    grid.rows.push(cells_of(head.text, head.at));
    let width = cells_of(head.text, head.at).len();
    let mut end = at + 2;
    while !scan.line(end).is_blank() && scan.line(end).text.contains('|') {
        let line = scan.line(end);
        let cells = cells_of(line.text, line.at);
        if cells.len() != width {
            break;
        }
        grid.rows.push(cells);
        end += 1;
    }
    grid.drawn.push_str(rule.text);
    grid.drawn.extend(
        (at..end).filter(|line| *line != at + 1).flat_map(|at| scan.line(at).text.chars()).filter(|c| *c == '|'),
    );
    (grid.rows.len() > 1).then_some((grid, end))
}

fn is_delimiter(text: &str) -> bool {
    text.contains('-') && text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+' | '='))
}

fn alignments(text: &str) -> Vec<Alignment> {
    let cells = text.trim_matches('|').split('|').map(str::trim);
    let of = |cell: &str| match (cell.starts_with(':'), cell.ends_with(':')) {
        (true, true) => Alignment::Centre,
        (true, false) => Alignment::Start,
        (false, true) => Alignment::End,
        (false, false) => Alignment::None,
    };
    cells.map(of).collect()
}

fn bar_cells<'a>(line: &Line<'a>) -> Vec<Cell<'a>> {
    cells_of(line.text.get(1..line.text.len() - 1).unwrap_or_default(), line.at + 1)
}

/// The cells between the bars of `row`, which begins at byte `from`.
fn cells_of(row: &str, from: usize) -> Vec<Cell<'_>> {
    let mut at = from;
    row.split('|')
        .map(|part| {
            let from = at + part.len() - part.trim_start().len();
            at += part.len() + 1;
            Cell { text: part.trim(), at: from }
        })
        .collect()
}

/// T097: columns by spaces: a table where the gaps line up over three rows, else preformatted.
fn spaced<'a>(scan: &Scan<'_, 'a>, record: &mut Record, at: usize, pieces: &mut Vec<Piece<'a>>) -> Option<usize> {
    if !scan.context.survey.has_gaps {
        return None;
    }
    let above = scan.text_at(at.saturating_sub(1));
    let begins = scan.begins_chunk(at) || is_caption(above) || heading::row(above).is_some();
    if !begins || !has_gap(scan.line(at)) {
        return None;
    }
    let mut end = at;
    while has_gap(scan.line(end)) || end > at && is_rule_of_a_table(scan, end) {
        end += 1;
    }
    let closed = scan.line(end).is_blank() || is_source(scan.line(end).text);
    if end < at + 2 || !closed {
        return None;
    }
    let lines = scan.lines.get(at..end).unwrap_or_default();
    let (rules, rowed): (Vec<Line<'a>>, Vec<Line<'a>>) =
        lines.iter().partition(|line| heading::row(line.text).is_some());
    if let Some(rows) = columns(&rowed).filter(|rows| rows.len() >= 3) {
        let has_head = is_head(&rows) || lines.get(1).is_some_and(|line| heading::row(line.text).is_some());
        let drawn = rules.iter().map(|line| line.text).collect();
        return Some(finish(scan, record, at, end, Grid { rows, has_head, drawn, ..Grid::default() }, pieces));
    }
    if rules.len() == lines.len() - 1 {
        return None;
    }
    let span = scan.span(at..end);
    record.ambiguous(Guess {
        span,
        rule: "columns-by-spaces",
        reading: "preformatted".into(),
        message: "lines with wide gaps may be a table whose columns do not line up, or text; shown as they are".into(),
        hint: "part the cells by tabs, or write `| cell | cell |`".into(),
    });
    pieces.push(Piece::Block(Block { kind: BlockKind::Preformatted(special::raw_text(lines)), span }));
    Some(end)
}

/// Whether a row of hyphens or the like stands between the rows of a table by spaces, or below its last.
fn is_rule_of_a_table(scan: &Scan<'_, '_>, at: usize) -> bool {
    let (above, line, below) = (scan.line(at - 1), scan.line(at), scan.line(at + 1));
    let ruled = !line.is_blank() && heading::row(line.text).is_some() && has_gap(above);
    ruled && (has_gap(below) || below.is_blank() || is_source(below.text))
}

/// Whether two spaces or more stand between words, and not after a stop.
fn has_gap(line: &Line<'_>) -> bool {
    if line.is_blank() || line.width > 200 || !words::has_two_spaces(line.text) {
        return false;
    }
    line.text
        .match_indices("  ")
        .any(|(at, _)| !line.text.get(..at).is_some_and(|before| before.ends_with(['.', '!', '?', ':', ' '])))
}

/// The cells of the lines, if there is a column of spaces between any two of them that runs through all lines.
fn columns<'a>(lines: &[Line<'a>]) -> Option<Vec<Vec<Cell<'a>>>> {
    let width = lines.iter().map(|line| line.width + line.indent).max()? as usize;
    let mut filled = vec![false; width];
    for line in lines {
        for (at, c) in line.text.chars().enumerate() {
            if c != ' '
                && let Some(slot) = filled.get_mut(at + line.indent as usize)
            {
                *slot = true;
            }
        }
    }
    let bounds = bounds(&filled);
    let rows: Vec<Vec<Cell<'a>>> = lines.iter().map(|line| cut(line, &bounds)).collect();
    let first = rows.first()?.iter().filter(|cell| !cell.text.is_empty()).count();
    let ragged = |cell: &Cell<'_>| cell.text.contains("  ");
    let whole = bounds.len() > 1
        && first >= 2
        && rows.iter().all(|row| {
            row.iter().filter(|cell| !cell.text.is_empty()).count() * 2 > bounds.len() && !row.iter().any(ragged)
        });
    whole.then_some(rows)
}

/// The columns between gaps of two spaces or more.
fn bounds(filled: &[bool]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, _) in filled.iter().enumerate().filter(|(_, filled)| **filled) {
        match found.last_mut() {
            Some((_, end)) if at < *end + 2 => *end = at + 1,
            _ => found.push((at, at + 1)),
        }
    }
    found
}

fn cut<'a>(line: &Line<'a>, bounds: &[(usize, usize)]) -> Vec<Cell<'a>> {
    let places: Vec<usize> = line.text.char_indices().map(|(at, _)| at).chain([line.text.len()]).collect();
    let byte = |column: usize| {
        let at = column.saturating_sub(line.indent as usize).min(places.len() - 1);
        places.get(at).copied().unwrap_or(line.text.len())
    };
    bounds
        .iter()
        .map(|&(from, to)| {
            let (from, to) = (byte(from), byte(to));
            let part = line.text.get(from..to).unwrap_or_default();
            Cell { text: part.trim(), at: line.at + from + part.len() - part.trim_start().len() }
        })
        .collect()
}

/// T091: `Source: NATO, 2025`.
fn is_source(text: &str) -> bool {
    source_skip(text).is_some()
}

fn source_skip(text: &str) -> Option<usize> {
    let rest =
        ["Source:", "Sources:", "SOURCE:", "SOURCES:", "Source :"].iter().find_map(|label| text.strip_prefix(label))?;
    let body = rest.trim_start();
    (!body.is_empty()).then(|| text.len() - body.len())
}

/// `Table 1: Spending`, `Figure 2. Losses`.
pub(super) fn is_caption(text: &str) -> bool {
    let rest = ["table ", "tab. ", "tableau "].iter().find_map(|label| words::after(text, label));
    let numbered = rest.is_some_and(|rest| {
        let number = rest.split([':', '.', ' ', '–', '—']).next().unwrap_or_default();
        (1..=4).contains(&number.len()) && number.chars().any(|c| c.is_ascii_digit() || c.is_ascii_alphabetic())
    });
    (numbered || words::begins(text, "table:")) && words::at_most(text, 40)
}

fn finish<'a>(
    scan: &Scan<'_, 'a>,
    record: &mut Record,
    at: usize,
    end: usize,
    grid: Grid<'a>,
    pieces: &mut Vec<Piece<'a>>,
) -> usize {
    let caption_line = pieces.pop_if(|piece| is_caption_piece(piece, scan, at));
    let caption_line = match caption_line {
        Some(Piece::Prose(prose)) => prose.first().copied(),
        _ => None,
    };
    let (source_line, after) = source_below(scan, end);
    let last = if source_line.is_some() { after } else { end };
    let own = scan.span(at..last);
    let span = caption_line.map_or(own, |line| line.span().to(own));
    if !grid.drawn.is_empty() {
        record.dropped(span, "drawn-table", "table", grid.drawn.as_str());
    } else {
        record.certain(span, "table", "table");
    }
    let source = source_line.map(|line| {
        let skip = source_skip(line.text).unwrap_or(0);
        record.dropped(
            line.span(),
            "source-line",
            "source of the table",
            line.text.get(..skip).unwrap_or_default().trim_end(),
        );
        inline::read_one(scan.context, record, &line.inside(skip))
    });
    let caption = caption_line.map(|line| inline::read_one(scan.context, record, &line));
    let block = table(scan, record, grid, caption, source, span);
    pieces.push(Piece::Block(block));
    last
}

/// Whether the piece is a line that names the table right below it, or with one blank line between.
fn is_caption_piece(piece: &Piece<'_>, scan: &Scan<'_, '_>, at: usize) -> bool {
    let Piece::Prose(prose) = piece else { return false };
    let near =
        |line: &Line<'_>| (1..=2).any(|up| at.checked_sub(up).is_some_and(|above| scan.line(above).at == line.at));
    prose.only().is_some_and(|line| is_caption(line.text) && near(line))
}

/// The source line right below a table, or with one blank line between, and the line after it.
fn source_below<'a>(scan: &Scan<'_, 'a>, end: usize) -> (Option<Line<'a>>, usize) {
    for at in end..end + 2 {
        let line = scan.line(at);
        if !line.is_blank() {
            let below = scan.line(at + 1);
            let ends = below.is_blank() || at == end && words::starts_upper(below.text);
            return (Some(*line).filter(|line| ends && is_source(line.text)), at + 1);
        }
    }
    (None, end)
}

fn table(
    scan: &Scan<'_, '_>,
    record: &mut Record,
    grid: Grid<'_>,
    caption: Option<Inlines>,
    source: Option<Inlines>,
    span: Span,
) -> Block {
    let columns = grid.rows.first().map_or(0, Vec::len);
    let body_from = usize::from(grid.has_head);
    let alignments = if grid.alignments.is_empty() {
        (0..columns).map(|column| by_numbers(grid.rows.get(body_from..).unwrap_or_default(), column)).collect()
    } else {
        grid.alignments
    };
    let mut rows = grid.rows.into_iter().map(|row| {
        let cell = |cell: Cell<'_>| inline::read_one(scan.context, record, &Line::new(cell.text, cell.at));
        row.into_iter().map(cell).collect::<Vec<Inlines>>()
    });
    let head = if grid.has_head { rows.next().unwrap_or_default() } else { Vec::new() };
    let rows: Vec<Vec<Inlines>> = rows.collect();
    Block { kind: BlockKind::Table(Box::new(Table { caption, head, rows, alignments, source })), span }
}

/// T099: a column is set to the right where most of its cells look like numbers.
fn by_numbers(rows: &[Vec<Cell<'_>>], column: usize) -> Alignment {
    let cells = rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.text.is_empty());
    let (all, numbers) =
        cells.fold((0, 0), |(all, numbers), cell| (all + 1, numbers + usize::from(is_numeric(cell.text))));
    if numbers * 2 > all { Alignment::End } else { Alignment::None }
}
