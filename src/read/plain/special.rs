//! Lines and paragraphs that are more than text: end marks, signatures, credits, corrections, labels, figures, end matter
//! (T039–T045, T063, T086, T093–T095, T100, T106).

use std::borrow::Cow;

use jiff::civil::Date;

use super::{
    inline, military, notes,
    piece::{Joins, Piece, Prose},
    press, prose,
    record::Record,
    scan::Scan,
    survey::Line,
    words,
};
use crate::{
    base::{Code, Diagnostic, Stamp},
    model::{Alt, Block, BlockKind, Change, ChangeKind, Figure, Origin, Role},
    read::dates::{self, TextualDate},
};

/// Whether a text above ends because something of this file begins with `text`, the line at `at`.
pub(super) fn begins(scan: &Scan<'_, '_>, at: usize, text: &str) -> bool {
    if !may_begin(scan, text) {
        return false;
    }
    let speaks = scan.depth == 0 && scan.context.speakers.turn(text).is_some();
    let notes = scan.depth == 0 && note_at(scan, at).is_some();
    speaks
        || notes
        || press::is_end_mark(text)
        || is_figure(text)
        || text.starts_with("```")
        || text.starts_with("MSGID/")
}

/// Whether the first character allows a rule of this file to want a line that does not follow a blank one.
fn may_begin(scan: &Scan<'_, '_>, text: &str) -> bool {
    let Some(first) = text.as_bytes().first() else { return false };
    !first.is_ascii_lowercase() && (!first.is_ascii_alphabetic() || matches!(first, b'E' | b'F' | b'M'))
        || scan.context.speakers.speak()
}

/// Reads what begins at `at` if a rule of this file wants it; gives the line after it.
pub(super) fn read<'a>(
    scan: &Scan<'_, 'a>,
    record: &mut Record,
    at: usize,
    pieces: &mut Vec<Piece<'a>>,
) -> Option<usize> {
    if !scan.begins_chunk(at) && !may_begin(scan, scan.text_at(at)) || scan.has_plain_bullet(at) {
        return None;
    }
    if let Some((end, code)) = military::region(scan.lines, at, scan.last_fence) {
        return Some(preformatted(scan, record, at, end, code, pieces));
    }
    let line = scan.line(at);
    if is_figure(line.text) {
        pieces.push(Piece::Block(figure(record, line)));
        return Some(at + 1);
    }
    if scan.depth > 0 {
        return None;
    }
    if press::is_end_mark(line.text) {
        record.dropped(line.span(), "end-mark", "end of the text", line.text);
        pieces.push(Piece::End(line.span()));
        return Some(at + 1);
    }
    if let Some(end) = signature(scan, at) {
        // A line that another rule has taken, such as a marking, is not dropped twice.
        let lines = scan.lines.iter().take(end).skip(at).filter(|line| !line.is_blank());
        let text = lines.map(|line| line.text).collect::<Vec<_>>().join("\n");
        record.dropped_with_info(scan.span(at..end), "signature", "signature of a mail; removed", &text);
        return Some(end);
    }
    if let Some(end) = note(scan, record, at, pieces).or_else(|| turn(scan, record, at, pieces)) {
        return Some(end);
    }
    if !scan.begins_chunk(at) {
        return None;
    }
    paragraph(scan, record, at, pieces)
}

/// A note's entry that begins at `at`: its label, as written, and the bytes up to its text.
fn note_at<'a>(scan: &Scan<'_, 'a>, at: usize) -> Option<(String, &'a str, usize)> {
    let text = scan.text_at(at);
    let labels = &scan.context.labels;
    if let Some(entry) = notes::bracketed(text).filter(|entry| labels.bracketed.contains(entry.label)) {
        return Some((entry.label.to_owned(), entry.written, entry.skip));
    }
    labels.first_line.filter(|first| labels.marked && at > *first)?;
    if let Some(entry) = notes::listed(text).filter(|entry| labels.listed.contains(entry.label)) {
        return Some((entry.label.to_owned(), entry.written, entry.skip));
    }
    let (label, length, skip) = notes::raised(text)?;
    labels.listed.contains(&label).then(|| (label, text.get(..length).unwrap_or_default(), skip))
}

/// T087–T089: a note, up to a blank line or the next note.
fn note<'a>(scan: &Scan<'_, 'a>, record: &mut Record, at: usize, pieces: &mut Vec<Piece<'a>>) -> Option<usize> {
    let (label, written, skip) = note_at(scan, at)?;
    let end = scan.text_end(at);
    let span = scan.span(at..end);
    let prose = cut(scan, at, end, skip);
    record.dropped(scan.line(at).span(), "note", format!("note {label}"), written);
    pieces.push(Piece::Note { label, prose, span });
    Some(end)
}

/// T046: a turn, its first paragraph up to a blank line or the next turn.
fn turn<'a>(scan: &Scan<'_, 'a>, record: &mut Record, at: usize, pieces: &mut Vec<Piece<'a>>) -> Option<usize> {
    let line = scan.line(at);
    let (speaker, skip) = scan.context.speakers.turn(line.text)?;
    let end = scan.text_end(at);
    let mut lines = scan.lines.get(at..end).unwrap_or_default().to_vec();
    if let Some(first) = lines.first_mut() {
        *first = first.inside(skip);
    }
    lines.retain(|line| !line.text.is_empty());
    let (first, further) = match lines.len() {
        1 => (Some(Prose { lines, joins: Joins::Soft, alone: true, number: None }), Vec::new().into_iter()),
        _ => {
            let mut all = prose::split(scan.context, record, &lines).into_iter();
            (all.next(), all)
        }
    };
    let mark = line.text.get(speaker.len()..skip).unwrap_or(":").trim();
    record.dropped(line.span(), "speaker-turn", format!("turn of {speaker}"), mark);
    pieces.push(Piece::Turn { speaker, prose: first, span: scan.span(at..end) });
    pieces.extend(further.map(Piece::Prose));
    Some(end)
}

/// Rules for whole paragraphs, known by how they begin.
fn paragraph<'a>(scan: &Scan<'_, 'a>, record: &mut Record, at: usize, pieces: &mut Vec<Piece<'a>>) -> Option<usize> {
    let line = scan.line(at);
    let text = line.text;
    if let Some(skip) = bluf(text).filter(|_| !scan.context.gives_bluf && record.briefing.summary.bluf.is_none()) {
        let end = scan.text_end(at);
        let prose = cut(scan, at, end, skip);
        record.dropped(
            prose.span(),
            "inline-label",
            "bottom line up front",
            text.get(..skip).unwrap_or_default().trim_end(),
        );
        record.briefing.summary.bluf = Some(inline::read(scan.context, record, &prose));
        record.origin("summary", Origin::Given);
        return Some(end);
    }
    if let Some(end) = credits(scan, record, at) {
        return Some(end);
    }
    if let Some((on, skip)) = correction(text) {
        let end = scan.text_end(at);
        let prose = cut(scan, at, end, skip);
        record.dropped(
            scan.span(at..end),
            "correction-line",
            "correction",
            text.get(..skip).unwrap_or_default().trim_end(),
        );
        let note = crate::model::plain_text(&inline::read(scan.context, record, &prose));
        record.briefing.history.push(Change { on, kind: ChangeKind::Correction, note, by: None });
        record.origin("history", Origin::Given);
        return Some(end);
    }
    supersedes(record, line);
    if press::is_contact(text) {
        record.certain(line.span(), "contact-line", "contact");
        pieces.push(Piece::Part(Role::Contact, line.span()));
    } else if press::is_disclaimer(text) && is_tail(scan, at) {
        record.certain(line.span(), "disclaimer", "end matter: rights and disclaimer");
        pieces.push(Piece::Part(Role::Disclaimer, line.span()));
    }
    None
}

/// The lines of a paragraph, the first cut by `skip` bytes.
fn cut<'a>(scan: &Scan<'_, 'a>, at: usize, end: usize, skip: usize) -> Prose<'a> {
    let mut lines = scan.lines.get(at..end).unwrap_or_default().to_vec();
    if let Some(first) = lines.first_mut() {
        *first = first.inside(skip);
    }
    Prose { lines, joins: Joins::Soft, alone: true, number: None }
}

fn preformatted<'a>(
    scan: &Scan<'_, 'a>,
    record: &mut Record,
    at: usize,
    end: usize,
    code: Option<Code>,
    pieces: &mut Vec<Piece<'a>>,
) -> usize {
    let lines = scan.lines.get(at..end).unwrap_or_default();
    let span = scan.span(at..end);
    if let Some(code) = code {
        let message = "formatted message traffic is shown as it is and not interpreted";
        record.note(Diagnostic::new(code, span, message).hint("write what it says in words"));
    }
    let kind = match lines {
        [open, inner @ .., close] if open.text.starts_with("```") => {
            let fences = format!("{} {}", open.text, close.text);
            record.dropped(span, "fenced-code", "code between fences", fences);
            let language = open.text.trim_start_matches('`').split_whitespace().next();
            BlockKind::Code { language: language.map(Box::from), text: raw_text(inner) + "\n" }
        }
        lines => {
            record.certain(span, "kept-layout", "preformatted: shown as it is");
            BlockKind::Preformatted(raw_text(lines))
        }
    };
    pieces.push(Piece::Block(Block { kind, span }));
    end
}

/// The lines as they are, without white space at their ends, the indent that all share, and those that another rule has taken.
pub(super) fn raw_text(lines: &[Line<'_>]) -> String {
    let shared = lines.iter().filter(|line| !line.text.is_empty()).map(|line| lead(line)).min().unwrap_or(0);
    let kept = lines.iter().filter(|line| !line.taken);
    let rows = kept.flat_map(|line| {
        let row = line.raw.get(shared..).unwrap_or_default().trim_end();
        std::iter::once(row).chain(std::iter::repeat_n("", line.more as usize))
    });
    rows.collect::<Vec<_>>().join("\n")
}

fn lead(line: &Line<'_>) -> usize {
    line.raw.len() - line.raw.trim_start_matches([' ', '\t']).len()
}

/// T100: `[MAP 1: Front line, 12 March 2026]`.
fn is_figure(text: &str) -> bool {
    caption(text).is_some()
}

fn caption(text: &str) -> Option<&str> {
    const KINDS: &[&str] = &[
        "MAP",
        "FIGURE",
        "FIG",
        "CHART",
        "GRAPH",
        "PHOTO",
        "IMAGE",
        "PICTURE",
        "ILLUSTRATION",
        "GRAPHIC",
        "INFOGRAPHIC",
        "DIAGRAM",
        "CARTE",
        "SCHÉMA",
        "GRAPHIQUE",
    ];
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    let order = ["insert ", "INSERT ", "Insert "].iter().find_map(|word| inner.strip_prefix(word));
    let parted = inner.find([':', '.', '–', '—']).filter(|_| order.is_none());
    let (head, rest) = parted.and_then(|at| inner.split_at_checked(at)).unwrap_or((order.unwrap_or(inner), ""));
    let is_number = |word: &&str| word.chars().any(|c| c.is_ascii_digit()) || word.len() == 1;
    let mut words = head.split_whitespace().peekable();
    let kind = words.next()?;
    let number = words.next_if(is_number).is_some();
    let more = words.collect::<Vec<&str>>().join(" ").to_lowercase();
    let said = rest.trim_start_matches([':', '.', '–', '—', ' ']);
    let captioned = more.is_empty()
        && !said.is_empty()
        && (number || rest.starts_with(':') || said.starts_with(|c: char| c.is_ascii_digit()));
    let announced = parted.is_none()
        && (number && more.is_empty() || matches!(more.as_str(), "about here" | "near here" | "goes here" | "here"));
    let known = KINDS.iter().any(|known| known.eq_ignore_ascii_case(kind));
    (known && (captioned || announced)).then_some(inner)
}

fn figure(record: &mut Record, line: &Line<'_>) -> Block {
    let caption = caption(line.text).unwrap_or_default();
    let span = line.span();
    record.dropped(span, "figure-placeholder", "figure without image", "[]");
    let message = "a figure is announced here, and no image is attached";
    let hint = "attach it in Markdown: `![what it shows](file.png)`, or delete the line";
    record.note(Diagnostic::new(Code::UnattachedFigure, span, message).hint(hint));
    let caption = Some(vec![crate::model::Inline::Text(words::squeezed(caption))]);
    let figure = Figure { src: None, alt: Alt::Missing, caption, credit: None, source: None };
    Block { kind: BlockKind::Figure(Box::new(figure)), span }
}

/// T106: `-- ` alone, with at most twelve lines to the end.
fn signature(scan: &Scan<'_, '_>, at: usize) -> Option<usize> {
    const LINES: usize = 12;
    let mark = scan.line(at);
    if mark.text != "--" || !scan.begins_chunk(at) {
        return None;
    }
    let inner = scan.lines.get(at + 1..).unwrap_or_default();
    let texts = inner.iter().filter(|line| !line.is_blank()).take(LINES + 1).count();
    let last = (1..=LINES).contains(&texts).then(|| inner.iter().rposition(|line| !line.is_blank()))??;
    Some(at + 1 + last + 1)
}

/// T063: `BLUF:` and its long forms.
fn bluf(text: &str) -> Option<usize> {
    const LABELS: &[&str] = &[
        "BLUF",
        "Bottom line up front",
        "Bottom line",
        "Bottom Line Up Front",
        "Bottom Line",
        "BOTTOM LINE",
        "BOTTOM LINE UP FRONT",
    ];
    if !text.starts_with('B') {
        return None;
    }
    let (label, rest) = text.split_once(':')?;
    let body = rest.trim_start();
    (LABELS.contains(&label.trim()) && !body.is_empty()).then(|| text.len() - body.len())
}

/// T045: the credits of an agency, a paragraph of its own.
fn credits(scan: &Scan<'_, '_>, record: &mut Record, at: usize) -> Option<usize> {
    if !scan.text_at(at).starts_with(['(', '[', 'R', 'W', 'E', 'A', 'C', 'É']) {
        return None;
    }
    let end = scan.text_end(at);
    if end > at + 4 || !scan.line(end).is_blank() {
        return None;
    }
    let text = if end == at + 1 {
        Cow::Borrowed(scan.text_at(at))
    } else {
        (at..end).map(|at| scan.line(at).text).collect::<Vec<_>>().join(" ").into()
    };
    let inner = press::credits(&text)?;
    let brackets = text.replace(inner, "");
    record.dropped(scan.span(at..end), "credits", "credits", brackets);
    record.briefing.credits.push(inner.to_owned());
    record.origin("credits", Origin::Given);
    Some(end)
}

/// `14 March 2026: …`, `: 14 March 2026. …`: the day before the first sign that parts it from the text.
fn day_before_sign(rest: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 60;
    let rest = rest.trim_start_matches([',', ' ', '–', '—', '-', ':', '\u{a0}', '\u{202f}']);
    let head = rest.char_indices().take(LONGEST).last().and_then(|(at, _)| rest.get(..at))?;
    [":", " – ", " — ", " - ", ". "].iter().find_map(|sign| {
        let (day, _) = head.split_once(sign)?;
        dates::parse_textual(day.trim(), None)?;
        Some((day, rest.get(day.len() + sign.len()..)?))
    })
}

/// T093: `Correction (14 March 2026): An earlier version said…`; the day and the bytes up to the text.
fn correction(text: &str) -> Option<(Date, usize)> {
    const WORDS: &[&str] = &[
        "Corrections",
        "Correction",
        "CORRECTION",
        "Corrected",
        "Rectificatif",
        "Rectification",
        "Erratum",
        "ERRATUM",
    ];
    if !text.starts_with(['C', 'R', 'E']) {
        return None;
    }
    let rest = WORDS.iter().find_map(|word| text.strip_prefix(word))?.trim_start();
    let rest = rest.strip_prefix("du ").unwrap_or(rest);
    let brackets = [('(', ')'), ('[', ']')];
    let (day, after) = match brackets.iter().find_map(|(open, close)| rest.strip_prefix(*open)?.split_once(*close)) {
        Some(found) => found,
        None => day_before_sign(rest)?,
    };
    let after = after.trim_start().strip_prefix([':', '—', '–']).unwrap_or(after).trim_start();
    let Some(TextualDate::Stamp(stamp)) = dates::parse_textual(day.trim(), None) else { return None };
    (!after.is_empty()).then(|| (Stamp::day(stamp), text.len() - after.len()))
}

/// T094: `This updates a previous edition, of September 2016: PE 586.659.` The paragraph stays; the number is what it replaces.
fn supersedes(record: &mut Record, line: &Line<'_>) {
    const BEGIN: &[&str] = &[
        "this updates a previous edition",
        "this updates an earlier edition",
        "this is an update of",
        "this supersedes",
        "this replaces",
        "this is an updated edition of",
        "this document supersedes",
        "this briefing supersedes",
        "this briefing replaces",
        "this paper supersedes",
        "this paper replaces",
        "this edition replaces",
        "this edition supersedes",
        "supersedes:",
        "replaces:",
        "this briefing updates",
        "this updates",
        "this note supersedes",
        "this note replaces",
        "this report supersedes",
        "this report replaces",
    ];
    if line.width > 200 || !["this ", "supersedes:", "replaces:"].iter().any(|begin| words::begins(line.text, begin)) {
        return;
    }
    if !BEGIN.iter().any(|begin| words::begins(line.text, begin)) {
        return;
    }
    let Some((_, id)) = line.text.rsplit_once(": ") else { return };
    let id = id.trim().trim_end_matches('.').trim();
    if id.is_empty() || id.split_whitespace().count() > 6 || !id.chars().any(|c| c.is_ascii_digit()) {
        return;
    }
    record.certain(line.span(), "supersedes-line", format!("replaces {id}"));
    record.briefing.supersedes.push(id.to_owned());
    record.origin("supersedes", Origin::Derived);
}

/// Whether the paragraph at `at` stands in the tail of the text: few paragraphs follow.
fn is_tail(scan: &Scan<'_, '_>, at: usize) -> bool {
    const PARAGRAPHS: usize = 4;
    let mut count = 0;
    let mut blank = true;
    for line in scan.lines.get(at..).unwrap_or_default() {
        if blank && !line.is_blank() {
            count += 1;
            if count > PARAGRAPHS {
                return false;
            }
        }
        blank = line.is_blank();
    }
    true
}

/// The lines of `range` as a preformatted block.
pub(super) fn kept(survey: &super::survey::Survey<'_>, range: std::ops::Range<usize>) -> Block {
    let span = survey.span(range.clone());
    let lines = survey.lines.get(range).unwrap_or_default();
    Block { kind: BlockKind::Preformatted(raw_text(lines)), span }
}
