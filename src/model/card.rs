//! The card of a text: what other pages may say of it, and what the gate, the lists and the link check need of it.
//!
//! Cards are small, complete in themselves and the one part of the model that is written down: the ledger keeps them, so that
//! an unchanged file need not be read again. Whether a card's text is public is the gate's to say.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Anchors, BlockKind, Briefing, Change, Credit, Embargo, Inline, Inlines, Kind, LangTag, Marking, Subjects,
    TranslationOf, html_addresses, plain_text,
};
use crate::base::{Address, Digest, Finding, LineIndex, Position, SitePath, Slug, Span, Stamp};

/// The id of a text: its slug, with the language before it for a translation (`fr/baltic-air-policing`).
pub type DocId = String;

/// Which folder of `content/` a text belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Shelf {
    /// `content/briefings/`.
    Briefings,
    /// `content/pages/`: stand-alone pages.
    Pages,
}

/// What may be said of a text without its body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Its file.
    pub source: SitePath,
    /// Digest of all bytes that it is read from: the file, and its sidecar where there is one.
    pub digest: Digest,
    /// Digest of what a reader reads of it: title, standfirst and text, without mark-up and front matter.
    pub text: Digest,
    /// Where it stands.
    pub shelf: Shelf,
    /// What other pages show of it.
    pub face: Face,
    /// What it says about its release.
    pub claims: Claims,
    /// What it translates.
    pub translation_of: Option<TranslationOf>,
    /// The language in its file's name (`fr` of `report.fr.md`): a translation of the file without it.
    pub language_suffix: Option<LangTag>,
    /// What it replaces, as written.
    pub supersedes: Vec<String>,
    /// Where it stood before.
    pub former_paths: Vec<Address>,
    /// The template that the author names.
    pub template: Option<String>,
    /// Every link, image and attachment as written, in reading order.
    pub links: Vec<CardLink>,
    /// Every anchor of its page, in reading order.
    pub anchors: Vec<Anchor>,
    /// What the reader noticed, placed.
    pub findings: Vec<Finding>,
}

/// What other pages show of a text: its cards in lists, neighbours and feeds are made of this and nothing else, so that its
/// digest tells whether they must be made again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Face {
    /// The last part of its address.
    pub slug: Slug,
    /// Its language.
    pub language: LangTag,
    /// What kind of text it is.
    pub kind: Kind,
    /// The title; empty if there is none, which is an error.
    pub title: String,
    /// A shorter title.
    pub short_title: Option<String>,
    /// The standfirst, the bottom line, or the beginning of the text: at most 300 characters, for descriptions and cards.
    pub description: String,
    /// Who wrote it.
    pub authors: Vec<Credit>,
    /// Its date.
    pub date: Option<Stamp>,
    /// What it is about.
    pub subjects: Subjects,
    /// The series it belongs to.
    pub series: Option<String>,
    /// Its number in the series, as written.
    pub number: Option<String>,
    /// What has changed, oldest first.
    pub history: Vec<Change>,
    /// Minutes to read the text without end matter, at least 1.
    pub minutes: u32,
    /// DOI without resolver.
    pub doi: Option<String>,
    /// `[extra]` as JSON text.
    pub extra: Option<String>,
}

/// What a text says about whether it may be seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// `draft = true`.
    pub draft: bool,
    /// Its embargo.
    pub embargo: Embargo,
    /// Its marking.
    pub marking: MarkingClaim,
    /// The reason for publishing in spite of a refused marking.
    pub marking_override: Option<String>,
}

/// When a text may be seen, as judged at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReleaseClaim {
    /// A draft.
    Draft,
    /// Held, and why.
    Held {
        /// In words.
        reason: String,
    },
    /// Withheld until then.
    Embargoed {
        /// The instant from which it is public.
        until: jiff::Timestamp,
    },
    /// Public since then; `None` if undated.
    Published {
        /// Its date.
        at: Option<Stamp>,
    },
}

/// A marking without its span: what it is and on which line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkingClaim {
    /// None.
    Unmarked,
    /// One that allows publication.
    Clear {
        /// As written.
        found: String,
        /// The line, from 1.
        line: u32,
    },
    /// Refused unless site.toml says otherwise.
    Official {
        /// As written.
        found: String,
        /// The line, from 1.
        line: u32,
    },
    /// Refused.
    Refused {
        /// As written.
        found: String,
        /// The line, from 1.
        line: u32,
    },
}

/// A link as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardLink {
    /// The target.
    pub target: String,
    /// Whether it is an image or an attachment: a file that must be there and goes with the text.
    pub is_file: bool,
    /// Whether it is an image that the page shows.
    pub is_image: bool,
    /// Where it begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

/// An anchor of a page, without `#`.
pub type Anchor = Box<str>;

impl Claims {
    /// What they and the text's `date` come to at the instant `now`, days beginning in `zone`. Markings are not considered.
    #[must_use]
    pub fn judge(&self, date: Option<Stamp>, now: jiff::Timestamp, zone: &jiff::tz::TimeZone) -> ReleaseClaim {
        if self.draft {
            return ReleaseClaim::Draft;
        }
        if let Embargo::Held { reason } = &self.embargo {
            return ReleaseClaim::Held { reason: reason.clone() };
        }
        let embargo = match &self.embargo {
            Embargo::Until(instant) => Some(instant.at),
            _ => None,
        };
        let begins = date.map(|date| date.begins(zone));
        match embargo.max(begins).filter(|until| *until > now) {
            Some(until) => ReleaseClaim::Embargoed { until },
            None => ReleaseClaim::Published { at: date },
        }
    }

    /// Whether it is the embargo that ends at `until`, and not the date that begins there.
    #[must_use]
    pub fn is_embargoed_until(&self, until: jiff::Timestamp) -> bool {
        matches!(&self.embargo, Embargo::Until(instant) if instant.at == until)
    }
}

/// What a card takes from its file and not from the briefing.
#[derive(Clone, Debug)]
pub struct CardSource<'a> {
    /// The file.
    pub path: SitePath,
    /// Digest of all its bytes.
    pub digest: Digest,
    /// Where it stands.
    pub shelf: Shelf,
    /// The language in its name.
    pub language_suffix: Option<LangTag>,
    /// The decoded text that spans count in.
    pub text: &'a str,
    /// Its lines.
    pub lines: &'a LineIndex,
    /// Whether HTML in it is HTML on its page, so that what it links to is linked to.
    pub html_links: bool,
    /// What the reader noticed, placed.
    pub findings: Vec<Finding>,
}

/// Reading speed, words a minute: slow enough for policy prose.
const WORDS_A_MINUTE: u32 = 200;
/// Descriptions are cut to this many characters, at a word.
const DESCRIPTION_CHARACTERS: usize = 300;

impl Card {
    /// Whether both differ in nothing but their bytes, the places of their links, and what the reader noticed; it may have
    /// anchors that the other has not.
    #[must_use]
    pub fn stands_for(&self, other: &Self) -> bool {
        let Self {
            source,
            digest: _,
            text: _,
            shelf,
            face,
            claims,
            translation_of,
            language_suffix,
            supersedes,
            former_paths,
            template,
            links,
            anchors,
            findings: _,
        } = self;
        let same_links = || {
            let written = |link: &CardLink| (link.target.clone(), link.is_file);
            links.iter().map(written).eq(other.links.iter().map(written))
        };
        let has_all = || {
            let own: BTreeSet<&Anchor> = anchors.iter().collect();
            other.anchors.iter().all(|anchor| own.contains(anchor))
        };
        (source, *shelf, face, claims) == (&other.source, other.shelf, &other.face, &other.claims)
            && (translation_of, language_suffix) == (&other.translation_of, &other.language_suffix)
            && (supersedes, former_paths) == (&other.supersedes, &other.former_paths)
            && *template == other.template
            && same_links()
            && has_all()
    }

    /// The card of a briefing.
    #[must_use]
    pub fn of(briefing: &Briefing, source: CardSource<'_>) -> Self {
        let links = links(briefing, &source);
        Self {
            text: text(briefing),
            face: face(briefing),
            claims: Claims {
                draft: briefing.draft,
                embargo: briefing.embargo.clone(),
                marking: marking(&briefing.marking, source.lines),
                marking_override: briefing.marking_override.clone(),
            },
            translation_of: briefing.translation_of.clone(),
            language_suffix: source.language_suffix,
            supersedes: briefing.supersedes.clone(),
            former_paths: briefing.ids.former_paths.clone(),
            template: briefing.template.clone(),
            links,
            anchors: Anchors::of(briefing).all(),
            findings: source.findings,
            source: source.path,
            digest: source.digest,
            shelf: source.shelf,
        }
    }
}

/// Digest of title, standfirst, headings, blocks and notes, as plain text.
fn text(briefing: &Briefing) -> Digest {
    let mut all = Pieces::default();
    briefing.title.iter().for_each(|title| all.push(title));
    briefing.standfirst.iter().for_each(|inlines| all.push(&plain_text(inlines)));
    let headings = briefing.body.iter().filter_map(|section| section.heading.as_ref());
    headings.for_each(|heading| all.push(&plain_text(&heading.content)));
    briefing.visit_blocks(&mut |block| match &block.kind {
        BlockKind::Code { text, .. }
        | BlockKind::Preformatted(text)
        | BlockKind::Math(text)
        | BlockKind::Html(text) => {
            all.push(text);
        }
        _ => block.inlines().into_iter().for_each(|inlines| all.push(&plain_text(inlines))),
    });
    all.digest()
}

/// Texts one after the other, as a digest takes them: the digest is that of the list of them.
#[derive(Default)]
struct Pieces {
    count: usize,
    bytes: Vec<u8>,
}

impl Pieces {
    fn push(&mut self, text: &str) {
        self.count += 1;
        self.length(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// A number as a varint: seven bits a byte, the least first.
    fn length(&mut self, mut number: usize) {
        while number > 0x7f {
            self.bytes.push(0x80 | u8::try_from(number & 0x7f).unwrap_or_default());
            number >>= 7;
        }
        self.bytes.push(u8::try_from(number).unwrap_or_default());
    }

    fn digest(mut self) -> Digest {
        let texts = std::mem::take(&mut self.bytes);
        self.length(self.count);
        self.bytes.extend(texts);
        Digest::of(&self.bytes)
    }
}

fn face(briefing: &Briefing) -> Face {
    Face {
        slug: briefing.slug.clone(),
        language: briefing.language.clone(),
        kind: briefing.kind,
        title: briefing.title.clone().unwrap_or_default(),
        short_title: briefing.short_title.clone(),
        description: description(briefing),
        authors: briefing.authors.clone(),
        date: briefing.date,
        subjects: briefing.subjects.clone(),
        series: briefing.series.clone(),
        number: briefing.number.clone(),
        history: briefing.history.clone(),
        minutes: words(briefing).div_ceil(WORDS_A_MINUTE).max(1),
        doi: briefing.ids.doi.clone(),
        extra: (!briefing.extra.is_empty()).then(|| serde_json::to_string(&briefing.extra).unwrap_or_default()),
    }
}

fn marking(marking: &Marking, lines: &LineIndex) -> MarkingClaim {
    let line = |span: &Span| lines.line(span.start);
    match marking {
        Marking::Unmarked => MarkingClaim::Unmarked,
        Marking::Clear { found, span } => MarkingClaim::Clear { found: found.clone(), line: line(span) },
        Marking::Official { found, span } => MarkingClaim::Official { found: found.clone(), line: line(span) },
        Marking::Refused { found, span } => MarkingClaim::Refused { found: found.clone(), line: line(span) },
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

fn words_of(block: &super::Block) -> usize {
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

fn links(briefing: &Briefing, source: &CardSource<'_>) -> Vec<CardLink> {
    let mut found = Vec::new();
    for inlines in briefing.standfirst.iter().chain(&briefing.summary.bluf).chain(&briefing.summary.points) {
        links_of(inlines, &mut found);
    }
    for judgement in &briefing.judgements {
        links_of(&judgement.text, &mut found);
    }
    for heading in briefing.body.iter().filter_map(|section| section.heading.as_ref()) {
        links_of(&heading.content, &mut found);
    }
    briefing.visit_blocks(&mut |block| {
        let mut at = block.span.start;
        match &block.kind {
            BlockKind::Figure(figure) => {
                found.extend(figure.src.iter().map(|src| (src.clone(), Use::Image, block.span)))
            }
            BlockKind::Html(html) if source.html_links => {
                links_of_html(html, block.span, &mut at, source.text, &mut found);
            }
            _ => {}
        }
        for inlines in block.inlines() {
            links_of(inlines, &mut found);
            if source.html_links {
                links_of_inline_html(inlines, block.span, &mut at, source.text, &mut found);
            }
        }
    });
    found.extend(briefing.attachments.iter().map(|attachment| (attachment.file.clone(), Use::File, attachment.span)));
    let place = |at: u32| source.lines.position(source.text, at);
    let card = |(target, used, span): (String, Use, Span)| CardLink {
        target,
        is_file: used != Use::Link,
        is_image: used == Use::Image,
        start: place(span.start),
        end: place(span.end),
    };
    found.into_iter().map(card).collect()
}

type Found = Vec<(String, Use, Span)>;

/// What a link is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Link,
    Image,
    File,
}

/// The links of author HTML that stands in `span` of `text` at or after `at`. An anchor of the page itself is the author's own
/// affair.
fn links_of_html(html: &str, span: Span, at: &mut u32, text: &str, found: &mut Found) {
    for address in html_addresses(html).into_iter().filter(|address| !address.target.starts_with('#')) {
        let written = html.get(address.range).unwrap_or_default();
        let place = text.get(*at as usize..span.end as usize).and_then(|rest| rest.find(written));
        let place = place.map(|found| Span::new(*at as usize + found, *at as usize + found + written.len()));
        *at = place.map_or(span.end, |place| place.end);
        found.push((address.target, if address.is_file { Use::File } else { Use::Link }, place.unwrap_or(span)));
    }
}

fn links_of_inline_html(inlines: &Inlines, span: Span, at: &mut u32, text: &str, found: &mut Found) {
    for inline in inlines {
        match inline {
            Inline::Html(html) => links_of_html(html, span, at, text, found),
            Inline::Emphasis(inner) | Inline::Strong(inner) => links_of_inline_html(inner, span, at, text, found),
            _ => {}
        }
    }
}

fn links_of(inlines: &Inlines, found: &mut Found) {
    for inline in inlines {
        match inline {
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner) => links_of(inner, found),
            Inline::Link(link) => {
                found.push((link.target.clone(), Use::Link, link.span));
                links_of(&link.content, found);
            }
            Inline::Image(image) => found.push((image.src.clone(), Use::Image, image.span)),
            _ => {}
        }
    }
}

/// A file's stem without a leading date (`2026-03-12-`), which is for the editor's order and no part of an address.
#[must_use]
pub fn undated(stem: &str) -> &str {
    let bytes = stem.as_bytes();
    let dated = bytes.len() > 11
        && bytes.iter().take(11).enumerate().all(|(at, byte)| match at {
            4 | 7 | 10 => *byte == b'-' || (at == 10 && *byte == b'_'),
            _ => byte.is_ascii_digit(),
        });
    if dated { stem.get(11..).unwrap_or(stem) } else { stem }
}
