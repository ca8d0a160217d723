//! Markdown: the parser's events become our tree, and the tree a briefing.
//!
//! pulldown-cmark enters here and nowhere else in reading. Time is linear in the text; depth is capped.

mod arrange;
mod foreign;
mod frame;
mod sections;
mod text;
mod tree;

use pulldown_cmark::{Options, Parser};

use super::{Body, ReadOptions, embargo, marking, plain::Given, summary};
use crate::{
    base::{Code, Diagnostic, Span, ZoneName},
    model::{Block, BlockKind, Briefing, Certainty, Decision, Embargo, Inline, Note, Origin, plain_text},
};

/// Which Markdown is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// CommonMark 0.31 and nothing else.
    CommonMark,
    /// With GitHub's tables, strikethrough, task lists and bare addresses.
    Gfm,
    /// All that a briefing may use, and what belongs together put together.
    Briefing,
}

/// The blocks of a text, headings among them, as `dialect` has them.
#[must_use]
pub fn blocks(text: &str, dialect: Dialect) -> Vec<Block> {
    build(text, 0, dialect, options_of(dialect)).0.blocks
}

/// Reads the Markdown that begins at byte `start` of `text`, filling `begun`; `given` is what front matter has said.
pub(super) fn read_markdown(
    begun: Briefing,
    text: &str,
    start: usize,
    given: Given<'_>,
    options: &ReadOptions,
) -> Body {
    let mut body = Body { briefing: begun, entries: Vec::new(), decisions: Vec::new(), notes: Vec::new() };
    let mut settings = options_of(Dialect::Briefing);
    settings.set(Options::ENABLE_SMART_PUNCTUATION, options.smart_punctuation);
    let (tree, definitions) = build(text, start, Dialect::Briefing, settings);
    body.decisions.extend(definitions);
    body.notes = tree.found;
    let mut blocks = tree.blocks;
    dropped_lines(text, start, &blocks, &tree.notes, &mut body);
    take_banners(&mut blocks, &mut body);
    take_embargo(&mut blocks, &mut body, (text, start), given, &options.zone);
    take_title(&mut blocks, &mut body, given.title);
    take_banners(&mut blocks, &mut body);
    body.notes.extend(unmatched(&blocks, &tree.notes));
    body.decisions.extend(tree.notes.iter().map(note_decision));
    body.briefing.notes = tree.notes;
    body.briefing.body = sections::sections(blocks, &options.roles);
    if !given.keys.contains(&"bluf") {
        body.decisions.extend(summary::take_label(&mut body.briefing));
    }
    body.briefing.sources = sections::sources(&body.briefing.body);
    body
}

fn options_of(dialect: Dialect) -> Options {
    let gfm = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM;
    match dialect {
        Dialect::CommonMark => Options::empty(),
        Dialect::Gfm => gfm,
        Dialect::Briefing => {
            gfm | Options::ENABLE_FOOTNOTES
                | Options::ENABLE_HEADING_ATTRIBUTES
                | Options::ENABLE_DEFINITION_LIST
                | Options::ENABLE_MATH
                | Options::ENABLE_SUPERSCRIPT
                | Options::ENABLE_SUBSCRIPT
        }
    }
}

/// The tree of what stands from `start` on, and a decision for each definition of a link.
fn build(text: &str, start: usize, dialect: Dialect, options: Options) -> (tree::Tree, Vec<Decision>) {
    let source = text.get(start..).unwrap_or_default();
    let mut builder = tree::Builder::new(text, start, dialect);
    let mut foreign = foreign::Foreign::new(text, start);
    let mut events = Parser::new_ext(source, options).into_offset_iter();
    for (event, range) in events.by_ref() {
        foreign.see(&event, &range);
        builder.take(event, range.start + start..range.end + start);
    }
    let mut definitions: Vec<_> = events
        .reference_definitions()
        .iter()
        .map(|(label, definition)| Decision {
            span: Span::from(definition.span.clone()).shifted(start),
            rule: "link-definition",
            reading: format!("the target of `[{label}]`").into(),
            certainty: Certainty::Certain,
            dropped: None,
        })
        .collect();
    definitions.sort_by_key(|decision| decision.span);
    let mut tree = builder.finish();
    tree.found.extend(foreign.warnings());
    (tree, definitions)
}

/// What stands between blocks, notes and definitions is a second target for a label, which the parser passes over.
fn dropped_lines(text: &str, start: usize, blocks: &[Block], notes: &[Note], body: &mut Body) {
    let mut spans: Vec<Span> = blocks.iter().map(|block| block.span).collect();
    spans.extend(notes.iter().map(|note| note.span).chain(body.decisions.iter().map(|decision| decision.span)));
    spans.sort_unstable();
    spans.push(Span::at(text.len()));
    let mut done = start;
    for span in spans {
        let gap = text.get(done..span.start as usize).unwrap_or_default();
        let lead = gap.len() - gap.trim_start().len();
        let dropped = gap.trim();
        if !dropped.is_empty() {
            let place = Span::new(done + lead, done + lead + dropped.len());
            body.decisions.push(Decision {
                span: place,
                rule: "repeated-link-definition",
                reading: "dropped: the label has a target already".into(),
                certainty: Certainty::Ambiguous,
                dropped: Some(dropped.to_owned()),
            });
            let message = "a second target for one label; the first counts";
            body.notes
                .push(Diagnostic::new(Code::AmbiguousReading, place, message).hint("give each target its own label"));
        }
        done = done.max(span.end as usize);
    }
}

/// The lines of a note stand at the end of the page, not where they are written.
fn note_decision(note: &Note) -> Decision {
    Decision {
        span: note.span,
        rule: "note-definition",
        reading: format!("the note `[^{}]`", note.label).into(),
        certainty: Certainty::Certain,
        dropped: None,
    }
}

/// Takes the markings out that stand as whole lines at head and foot; what they mean is judged on the text itself.
fn take_banners(blocks: &mut Vec<Block>, body: &mut Body) {
    let head = blocks.iter().map_while(banner_line).count();
    let foot = blocks.iter().skip(head).rev().map_while(banner_line).count();
    let texts = head..blocks.len() - foot;
    let taken = blocks.iter().take(texts.start).chain(blocks.iter().skip(texts.end));
    body.decisions.extend(taken.filter_map(|block| {
        Some(Decision {
            span: block.span,
            rule: "marking-banner",
            reading: "a marking, judged and not shown".into(),
            certainty: Certainty::Certain,
            dropped: Some(banner_line(block)?.to_owned()),
        })
    }));
    blocks.truncate(texts.end);
    blocks.drain(..texts.start);
}

/// The line of a block that is a marking and nothing else.
fn banner_line(block: &Block) -> Option<&str> {
    let BlockKind::Paragraph { content, .. } = &block.kind else { return None };
    let [Inline::Text(line)] = content.as_slice() else { return None };
    marking::banner(line, block.span).map(|_| line.as_str())
}

/// How many blocks at the head of a text may stand above the line that says its embargo, its title among them.
const HEAD: usize = 4;

/// Takes the paragraphs out that say at the head of the text until when it is embargoed: after its release nobody needs them. The
/// embargo itself is judged on the text.
fn take_embargo(
    blocks: &mut Vec<Block>,
    body: &mut Body,
    (text, start): (&str, usize),
    given: Given<'_>,
    zone: &ZoneName,
) {
    // No further than where embargoes are looked for: what is not judged is not taken away.
    let seen = marking::head_lines(text, start).last().map_or(start, |(_, span)| span.end as usize);
    let mut at = 0;
    for _ in 0..2 * HEAD {
        let Some(Block { kind, span }) = blocks.get(at).filter(|_| at < HEAD) else { return };
        let (written, span) = match kind {
            BlockKind::Paragraph { content, .. } => (plain_text(content), *span),
            BlockKind::Heading(_) | BlockKind::Break => (String::new(), *span),
            _ => return,
        };
        match embargo::of_paragraph(&written, zone).filter(|_| span.end as usize <= seen + 1) {
            Some(said) => {
                let reading = match said {
                    _ if given.keys.contains(&"embargo") => "dropped: front matter gives the embargo".into(),
                    Embargo::None => "embargo: none".into(),
                    Embargo::Until(instant) => format!("embargo until {}", instant.rfc3339()).into(),
                    Embargo::Held { reason } => format!("held: {reason}").into(),
                };
                let (rule, dropped) = ("embargo-line", Some(written));
                body.decisions.push(Decision { span, rule, reading, certainty: Certainty::Certain, dropped });
                blocks.remove(at);
            }
            None if marking::is_running_text(&written) => return,
            None => at += 1,
        }
    }
}

/// The first `#` heading is the title where it is the first block and the front matter has none, or the same.
fn take_title(blocks: &mut Vec<Block>, body: &mut Body, given: Option<&str>) {
    let Some(Block { kind: BlockKind::Heading(heading), span }) = blocks.first() else { return };
    if heading.level != 1 {
        return;
    }
    let (span, text) = (*span, plain_text(&heading.content).replace('\n', " "));
    let (rule, reading, dropped) = match given {
        None => ("title-heading", "the title".into(), None),
        Some(title) if fold(title) == fold(&text) => {
            ("repeated-title", "dropped: repeats the title of the front matter".into(), Some(text.clone()))
        }
        Some(_) => return,
    };
    blocks.remove(0);
    body.decisions.push(Decision { span, rule, reading, certainty: Certainty::Certain, dropped });
    if given.is_none() && !text.is_empty() {
        body.briefing.title = Some(text);
        body.briefing.origins.insert("title", Origin::Given);
    }
}

/// Letters and digits alone, lower-case: what two spellings of one title share.
fn fold(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Notes that nothing refers to, and second notes of one label.
fn unmatched(blocks: &[Block], notes: &[Note]) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    if notes.is_empty() {
        return out;
    }
    let mut marks = std::collections::BTreeSet::new();
    visit(blocks, &mut |inlines| collect_marks(inlines, &mut marks));
    for note in notes {
        visit(&note.blocks, &mut |inlines| collect_marks(inlines, &mut marks));
    }
    let mut seen = std::collections::BTreeSet::new();
    for note in notes {
        if !seen.insert(note.label.as_str()) {
            out.push(tree::duplicate_note(&note.label, note.span));
        } else if !marks.contains(note.label.as_str()) {
            let message = format!("nothing refers to the note `[^{}]`", note.label);
            let help = format!("put `[^{}]` where it belongs, or delete the note", note.label);
            out.push(Diagnostic::new(Code::UnmatchedNote, note.span, message).hint(help));
        }
    }
    out
}

fn visit<'a>(blocks: &'a [Block], take: &mut dyn FnMut(&'a [Inline])) {
    for block in blocks {
        block.inlines().for_each(|inlines| take(inlines));
        block.children().for_each(|inner| visit(inner, take));
    }
}

fn collect_marks<'a>(inlines: &'a [Inline], marks: &mut std::collections::BTreeSet<&'a str>) {
    for inline in inlines {
        match inline {
            Inline::NoteRef { label, .. } => {
                marks.insert(label);
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner) => collect_marks(inner, marks),
            Inline::Link(link) => collect_marks(&link.content, marks),
            _ => {}
        }
    }
}
