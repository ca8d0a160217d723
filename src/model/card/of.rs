//! Making a card of a briefing.

use std::borrow::Cow;

use super::{Card, CardSource, Claims, Face, MarkingClaim, links::links};
use crate::{
    base::{Digest, LineIndex, Span},
    model::{Anchors, Block, BlockKind, Briefing, Inline, Marking, plain_text},
};

/// Reading speed, words a minute: slow enough for policy prose.
const WORDS_A_MINUTE: u32 = 200;
/// Descriptions are cut to this many characters, at a word.
const DESCRIPTION_CHARACTERS: usize = 300;

impl Card {
    /// The card of a briefing.
    #[must_use]
    pub fn of(briefing: &Briefing, source: CardSource<'_>) -> Self {
        let links = links(briefing, &source);
        let face = face(briefing);
        Self {
            text: text(briefing),
            face_digest: Digest::of_value(&face),
            face,
            claims: Claims {
                draft: briefing.draft,
                embargo: briefing.embargo.clone(),
                marking: marking(&briefing.marking, source.text, source.lines),
                marking_override: boxed(briefing.marking_override.as_ref()),
            },
            translation_of: briefing.translation_of.clone().map(Box::new),
            language_suffix: source.language_suffix,
            supersedes: briefing.supersedes.as_slice().into(),
            former_paths: briefing.ids.former_paths.as_slice().into(),
            template: boxed(briefing.template.as_ref()),
            links,
            anchors: (&Anchors::of(briefing)).into(),
            findings: source.findings.into(),
            source: source.path,
            digest: source.digest,
            shelf: source.shelf,
        }
    }
}

/// Digest of title, standfirst, headings, blocks and notes, as plain text.
fn text(briefing: &Briefing) -> Digest {
    let mut all: Vec<Cow<'_, str>> = Vec::new();
    all.extend(briefing.title.as_deref().map(Cow::from));
    all.extend(briefing.standfirst.as_ref().map(|inlines| plain_text(inlines).into()));
    let headings = briefing.body.iter().filter_map(|section| section.heading.as_ref());
    all.extend(headings.map(|heading| Cow::from(plain_text(&heading.content))));
    briefing.visit_blocks(&mut |block| match &block.kind {
        BlockKind::Code { text, .. }
        | BlockKind::Preformatted(text)
        | BlockKind::Math(text)
        | BlockKind::Html(text) => all.push(text.as_str().into()),
        _ => all.extend(block.inlines().into_iter().map(|inlines| Cow::from(plain_text(inlines)))),
    });
    Digest::of_value(&all)
}

fn face(briefing: &Briefing) -> Face {
    Face {
        slug: briefing.slug.clone(),
        language: briefing.language.clone(),
        kind: briefing.kind,
        title: boxed(briefing.title.as_ref()).unwrap_or_default(),
        short_title: boxed(briefing.short_title.as_ref()),
        description: description(briefing).into(),
        authors: briefing.authors.as_slice().into(),
        date: briefing.date,
        subjects: briefing.subjects.clone(),
        series: boxed(briefing.series.as_ref()),
        number: boxed(briefing.number.as_ref()),
        history: briefing.history.as_slice().into(),
        minutes: words(briefing).div_ceil(WORDS_A_MINUTE).max(1),
        doi: boxed(briefing.ids.doi.as_ref()),
        extra: (!briefing.extra.is_empty()).then(|| serde_json::to_string(&briefing.extra).unwrap_or_default().into()),
    }
}

fn boxed(text: Option<&String>) -> Option<Box<str>> {
    text.map(|text| text.as_str().into())
}

fn marking(marking: &Marking, text: &str, lines: &LineIndex) -> MarkingClaim {
    let place = |span: &Span| {
        let (start, end) = (lines.position(text, span.start), lines.position(text, span.end));
        (start.line, (start.column, if end.line == start.line { end.column } else { start.column }))
    };
    match marking {
        Marking::Unmarked => MarkingClaim::Unmarked,
        Marking::Clear { found, span } => {
            let (line, columns) = place(span);
            MarkingClaim::Clear { found: found.as_str().into(), line, columns }
        }
        Marking::Official { found, span } => {
            let (line, columns) = place(span);
            MarkingClaim::Official { found: found.as_str().into(), line, columns }
        }
        Marking::Refused { found, span } => {
            let (line, columns) = place(span);
            MarkingClaim::Refused { found: found.as_str().into(), line, columns }
        }
    }
}

/// The standfirst, else the bottom line, else the first paragraph.
fn description(briefing: &Briefing) -> String {
    let given = briefing.standfirst.as_ref().or(briefing.summary.bluf.as_ref());
    let text = given.map(|inlines| plain_text(inlines)).or_else(|| first_paragraph(briefing)).unwrap_or_default();
    cut(&text.replace('\n', " "))
}

fn first_paragraph(briefing: &Briefing) -> Option<String> {
    let blocks =
        briefing.body.iter().filter(|section| !section.role.is_end_matter()).flat_map(|section| &section.blocks);
    blocks
        .filter_map(|block| match &block.kind {
            BlockKind::Paragraph { content, .. } => Some(plain_text(content)),
            BlockKind::Turn { blocks, .. } => blocks.first().and_then(|block| match &block.kind {
                BlockKind::Paragraph { content, .. } => Some(plain_text(content)),
                _ => None,
            }),
            _ => None,
        })
        .find(|text| !text.is_empty())
}

fn cut(text: &str) -> String {
    let Some((at, _)) = text.char_indices().nth(DESCRIPTION_CHARACTERS) else { return text.to_owned() };
    let head = text.get(..at).unwrap_or_default();
    let end = head.rfind(' ').unwrap_or(head.len());
    format!("{}…", head.get(..end).unwrap_or_default().trim_end_matches([',', ';', ':', ' ']))
}

fn words(briefing: &Briefing) -> u32 {
    let mut count = 0;
    for section in briefing.body.iter().filter(|section| !section.role.is_end_matter()) {
        for block in &section.blocks {
            count += words_of(block);
        }
    }
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn words_of(block: &Block) -> usize {
    let own: usize = block.inlines().into_iter().map(|inlines| count_words(inlines)).sum();
    own + block.children().into_iter().flatten().map(words_of).sum::<usize>()
}

fn count_words(inlines: &[Inline]) -> usize {
    let one = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Code(text) if text.is_ascii() => ascii_words(text.as_bytes()),
        Inline::Text(text) | Inline::Code(text) => text.split_whitespace().count(),
        Inline::Emphasis(inner)
        | Inline::Strong(inner)
        | Inline::Strikethrough(inner)
        | Inline::Superscript(inner)
        | Inline::Subscript(inner) => count_words(inner),
        Inline::Link(link) => count_words(&link.content),
        _ => 0,
    };
    inlines.iter().map(one).sum()
}

/// What `split_whitespace` counts in ASCII: a word begins at the start or after white space.
fn ascii_words(bytes: &[u8]) -> usize {
    let is_space = |byte: u8| matches!(byte, b'\t'..=b'\r' | b' ');
    let first = bytes.first().is_some_and(|byte| !is_space(*byte));
    let begins = |pair: (&u8, &u8)| u8::from(is_space(*pair.0)) & u8::from(!is_space(*pair.1));
    // Counted in bytes, of which one counts to 255: many are added at a time.
    let begun = bytes.chunks(255).zip(bytes.get(1..).unwrap_or_default().chunks(255));
    let begun = begun.map(|(bytes, next)| usize::from(bytes.iter().zip(next).map(begins).sum::<u8>()));
    usize::from(first) + begun.sum::<usize>()
}
