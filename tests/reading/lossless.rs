//! The property above all others of the plain reader: model text and removals together are the source's text, white space aside,
//! and every line stands in a node or in a decision.

use std::collections::BTreeMap;

use despatch::{
    base::{LineIndex, Span},
    model::{Block, BlockKind, Heading, Inline, Inlines},
    read::Reading,
};

/// What is missing, too much, or on no line, in words.
pub fn check(reading: &Reading) -> Result<(), String> {
    let mut balance: BTreeMap<char, i64> = BTreeMap::new();
    count(&reading.text, 1, &mut balance);
    for text in texts(reading) {
        count(&text, -1, &mut balance);
    }
    let wrong: Vec<String> =
        balance.iter().filter(|(_, count)| **count != 0).map(|(c, count)| format!("{c:?} {count:+}")).collect();
    if !wrong.is_empty() {
        return Err(format!("characters lost (+) or doubled (-): {}", wrong.join(", ")));
    }
    uncovered(reading).map_or(Ok(()), |line| Err(format!("line {line} stands in no node and no decision")))
}

fn count(text: &str, by: i64, balance: &mut BTreeMap<char, i64>) {
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        *balance.entry(c).or_default() += by;
    }
}

/// Every text of the model that stands there once, and every removal.
fn texts(reading: &Reading) -> Vec<String> {
    let briefing = &reading.briefing;
    let decided = |rule: &str| reading.decisions.iter().any(|decision| decision.rule == rule);
    // Where front matter gives another value, the text's own stands among the removals.
    let shown = |rule: &str| reading.decisions.iter().any(|found| found.rule == rule && found.dropped.is_none());
    let mut out: Vec<String> = reading.decisions.iter().filter_map(|decision| decision.dropped.clone()).collect();
    // A header that is itself in the balance may hold the title; where it does not, a line of the text is decided to be it.
    let is_line = ["title", "wrapped-title", "short-title", "standfirst"].into_iter().any(decided);
    if is_line || !(decided("cable-header") || decided("key-value-preamble")) {
        out.extend(briefing.title.clone());
    }
    out.extend(briefing.short_title.clone().filter(|_| shown("short-title")));
    out.extend(briefing.status_note.clone());
    // An agency's name stands in the dateline, which is on record as a whole.
    let of_dateline = |credit: &str| {
        let mut datelines = reading.decisions.iter().filter(|decision| decision.rule == "dateline");
        datelines.any(|decision| decision.dropped.as_deref().is_some_and(|dropped| dropped.contains(credit)))
    };
    out.extend(briefing.credits.iter().filter(|credit| !of_dateline(credit)).cloned());
    let mut see = |inlines: &Inlines| out.push(raw(inlines));
    briefing.standfirst.iter().filter(|_| shown("standfirst")).for_each(&mut see);
    briefing.summary.bluf.iter().filter(|_| decided("inline-label")).for_each(&mut see);
    briefing.summary.points.iter().filter(|_| decided("key-points")).for_each(&mut see);
    out.extend(briefing.history.iter().map(|change| change.note.clone()));
    for section in &briefing.body {
        out.extend(section.heading.iter().map(of_heading));
        section.blocks.iter().for_each(|block| of_block(block, &mut out));
    }
    for note in &briefing.notes {
        note.blocks.iter().for_each(|block| of_block(block, &mut out));
    }
    out
}

fn of_heading(heading: &Heading) -> String {
    heading.number.as_deref().unwrap_or_default().to_owned() + &raw(&heading.content)
}

fn of_block(block: &Block, out: &mut Vec<String>) {
    match &block.kind {
        BlockKind::Paragraph { number, .. } => out.extend(number.as_deref().map(str::to_owned)),
        BlockKind::Heading(heading) => out.extend(heading.number.as_deref().map(str::to_owned)),
        BlockKind::List(list) => out.extend(list.items.iter().filter_map(|item| item.label.clone())),
        BlockKind::Quote { attribution, .. } => out.extend(attribution.as_deref().map(str::to_owned)),
        BlockKind::Turn { speaker, .. } => out.push(speaker.to_string()),
        BlockKind::Code { text, .. } | BlockKind::Preformatted(text) => out.push(text.clone()),
        _ => {}
    }
    out.extend(block.inlines().map(raw));
    for inner in block.children() {
        inner.iter().for_each(|block| of_block(block, out));
    }
}

/// The text of inlines; note marks stand among the removals.
fn raw(inlines: &Inlines) -> String {
    let parts = inlines.iter().map(|inline| match inline {
        Inline::Text(text) | Inline::Code(text) => text.clone(),
        Inline::Link(link) => raw(&link.content),
        _ => String::new(),
    });
    parts.collect()
}

/// The first line with text that no section, note or decision spans.
fn uncovered(reading: &Reading) -> Option<usize> {
    let index = LineIndex::new(&reading.text);
    let briefing = &reading.briefing;
    let mut spans: Vec<Span> = reading.decisions.iter().map(|decision| decision.span).collect();
    for section in &briefing.body {
        spans.extend(section.heading.iter().map(|heading| heading.span));
        spans.extend(section.blocks.iter().map(|block| block.span));
    }
    spans.extend(briefing.notes.iter().map(|note| note.span));
    let mut covered = vec![false; index.count() as usize + 2];
    for span in spans {
        let (first, last) = index.lines(span);
        covered.get_mut(first as usize..=last as usize)?.iter_mut().for_each(|line| *line = true);
    }
    (1..=index.count())
        .find(|&line| !index.text(&reading.text, line).trim().is_empty() && !covered[line as usize])
        .map(|line| line as usize)
}
