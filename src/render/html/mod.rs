//! The HTML writer: trees become HTML as the theme expects it (`render/view/mod.rs` has the table). Pure; escapes everything.
//!
//! The author's own HTML passes, is sanitised or is shown as text, as the site says. Targets of other schemes than the model
//! allows lose their link. The depth of trees is capped by their readers.

mod blocks;
mod escape;
mod inlines;
mod math;
mod sanitise;

use std::{borrow::Cow, collections::BTreeMap};

pub use escape::{escape, escape_into};
pub(super) use escape::{escape_to, number_into};
pub use sanitise::removed;

use crate::{
    gate::PublicBody,
    model::{Anchor, Anchors, Block, BlockKind, Briefing, Inline, Inlines, Note, Role, Section},
};

/// What the writer must ask others: where links lead, how large images are, how code is coloured, the interface's words.
pub trait Resolver {
    /// The address of a link's target as pages have it; empty if it leads nowhere or may not be linked.
    fn link<'a>(&'a self, target: &'a str) -> Cow<'a, str>;

    /// An image as pages have it.
    fn image<'a>(&'a self, src: &'a str) -> Shown<'a>;

    /// The inside of a `code` element, coloured; `None` to print it plain.
    fn code(&self, language: &str, text: &str) -> Option<String>;

    /// One of the interface's words in the page's language (`callout_note`, `source`, `table`).
    fn word(&self, key: &str) -> Cow<'_, str>;
}

/// An image as pages have it.
#[derive(Clone, Debug, Default)]
pub struct Shown<'a> {
    /// Its address.
    pub address: Cow<'a, str>,
    /// Its width and height in pixels, where they are known.
    pub size: Option<(u32, u32)>,
    /// Addresses of the image in smaller sizes, as WebP, and their widths in pixels.
    pub sizes: Vec<(String, u32)>,
}

/// Everything as the author wrote it, and words in English: for texts without a site.
#[derive(Clone, Copy, Debug)]
pub struct AsWritten;

impl Resolver for AsWritten {
    fn link<'a>(&'a self, target: &'a str) -> Cow<'a, str> {
        target.into()
    }

    fn image<'a>(&'a self, src: &'a str) -> Shown<'a> {
        Shown { address: src.into(), ..Shown::default() }
    }

    fn code(&self, _: &str, _: &str) -> Option<String> {
        None
    }

    fn word(&self, key: &str) -> Cow<'_, str> {
        match key {
            "callout_note" => "Note",
            "callout_tip" => "Tip",
            "callout_important" => "Important",
            "callout_warning" => "Warning",
            "callout_caution" => "Caution",
            "source" => "Source",
            "credit" => "Credit",
            "table" => "Table",
            _ => "",
        }
        .into()
    }
}

/// What becomes of author HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorHtml {
    /// What could do harm is taken out.
    Sanitise,
    /// It passes as it is.
    Trusted,
    /// It is shown as text.
    Escape,
}

/// A text as HTML.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// All sections but those of notes and of sources that stand in [`Briefing::notes`] and [`Briefing::sources`], and but a
    /// section of role `summary` that fills the summary.
    pub body: String,
    /// Each note's HTML without links back, and the ids of its marks in the text, in reading order.
    pub notes: Vec<(String, Vec<String>)>,
}

/// Writes a text.
#[must_use]
pub fn write(body: &PublicBody, anchors: &Anchors, resolver: &dyn Resolver, html: AuthorHtml) -> Written {
    written(body.briefing(), anchors, resolver, html)
}

fn written(briefing: &Briefing, anchors: &Anchors, resolver: &dyn Resolver, html: AuthorHtml) -> Written {
    let mut writer = Writer::new(resolver, html, Shape::Page);
    for ((note, anchor), shown) in briefing.notes.iter().zip(&anchors.notes).zip(note_marks(&briefing.notes)) {
        writer.notes.entry(note.label.as_str()).or_insert_with(|| Mark { note, anchor, shown, written: Vec::new() });
    }
    let mut parts: Vec<u8> = Vec::new();
    for (at, section) in briefing.body.iter().enumerate() {
        while parts.last().is_some_and(|level| *level >= section.level) {
            parts.pop();
            writer.out.push_str("</section>\n");
        }
        if stands_elsewhere(section, briefing) {
            continue;
        }
        let heading = anchors.headings.get(at).and_then(Option::as_deref);
        let paragraphs = anchors.paragraphs.get(at).map(Vec::as_slice).unwrap_or_default();
        if section.role != Role::Body && section.heading.is_some() {
            parts.push(section.level);
            writer.open_part(section.role, heading);
        }
        writer.section(section, heading, paragraphs);
    }
    parts.iter().for_each(|_| writer.out.push_str("</section>\n"));
    let body = writer.take();
    let texts: Vec<String> = briefing.notes.iter().map(|note| writer.whole(&note.blocks)).collect();
    let marks =
        |note: &Note| writer.notes.get(note.label.as_str()).map(|mark| mark.written.clone()).unwrap_or_default();
    let notes = briefing.notes.iter().zip(texts).map(|(note, text)| (text, marks(note))).collect();
    Written { body, notes }
}

/// What readers see as the marks of notes: the labels as written where all of them are marks (`3`, `*`, `a`); where one is a
/// word, a name that the author uses, their numbers.
#[must_use]
pub fn note_marks(notes: &[Note]) -> Vec<String> {
    let is_mark = |label: &str| label.chars().count() == 1 || label.chars().all(|c| !c.is_alphabetic());
    if notes.iter().all(|note| is_mark(&note.label)) {
        return notes.iter().map(|note| note.label.clone()).collect();
    }
    (1..=notes.len()).map(|number| number.to_string()).collect()
}

/// Writes one run of inlines.
#[must_use]
pub fn inlines(inlines: &Inlines, resolver: &dyn Resolver, html: AuthorHtml) -> String {
    let mut writer = Writer::new(resolver, html, Shape::Page);
    writer.write_inlines(inlines);
    writer.take()
}

/// Writes a run of blocks without anchors.
#[must_use]
pub fn blocks(blocks: &[Block], resolver: &dyn Resolver, html: AuthorHtml) -> String {
    Writer::new(resolver, html, Shape::Page).whole(blocks)
}

/// Writes blocks as the CommonMark specification has them, author HTML as it is: for its suite.
#[must_use]
pub fn commonmark(blocks: &[Block]) -> String {
    Writer::new(&AsWritten, AuthorHtml::Trusted, Shape::CommonMark).whole(blocks)
}

/// For what the text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// A page of the site, or a feed.
    Page,
    /// The plain HTML of the CommonMark specification.
    CommonMark,
}

/// A note and the marks that lead to it.
struct Mark<'a> {
    note: &'a Note,
    anchor: &'a Anchor,
    shown: String,
    written: Vec<String>,
}

struct Writer<'a> {
    resolver: &'a dyn Resolver,
    html: AuthorHtml,
    shape: Shape,
    notes: BTreeMap<&'a str, Mark<'a>>,
    out: String,
    /// How many tables have a caption so far.
    tables: u32,
    /// How many pictures there are so far.
    pictures: u32,
    in_link: bool,
    /// Whether author HTML has been written that is still to be sanitised.
    foreign: bool,
}

impl<'a> Writer<'a> {
    fn new(resolver: &'a dyn Resolver, html: AuthorHtml, shape: Shape) -> Self {
        Self {
            resolver,
            html,
            shape,
            notes: BTreeMap::new(),
            out: String::new(),
            tables: 0,
            pictures: 0,
            in_link: false,
            foreign: false,
        }
    }

    fn whole(&mut self, blocks: &[Block]) -> String {
        self.write_blocks(blocks);
        self.take()
    }

    fn take(&mut self) -> String {
        let written = std::mem::take(&mut self.out);
        if std::mem::take(&mut self.foreign) { sanitise::sanitise(&written) } else { written }
    }

    fn plain(&self) -> bool {
        self.shape == Shape::CommonMark
    }
}

/// Whether a section stands in the text that [`write()`] gives.
#[must_use]
pub fn is_shown(section: &Section, briefing: &Briefing) -> bool {
    !stands_elsewhere(section, briefing)
}

/// Whether all that a section says is shown elsewhere on the page: in the summary, among the notes or the sources.
fn stands_elsewhere(section: &Section, briefing: &Briefing) -> bool {
    let summary = &briefing.summary;
    match section.role {
        Role::Summary => {
            let holds = |content: &[Inline]| {
                summary.bluf.as_deref() == Some(content) || summary.points.iter().any(|point| point == content)
            };
            !section.blocks.is_empty() && every_line(&section.blocks, &holds)
        }
        Role::Notes => {
            let own = |note: &Note| note.span.start >= section.span.start && note.span.end <= section.span.end;
            let empty = section.blocks.is_empty() && !briefing.notes.is_empty();
            empty || (!briefing.notes.is_empty() && briefing.notes.iter().all(own))
        }
        Role::Sources => {
            let holds =
                |content: &[Inline]| briefing.sources.iter().any(|source| source.text.as_deref() == Some(content));
            !briefing.sources.is_empty() && every_line(&section.blocks, &holds)
        }
        _ => false,
    }
}

/// Whether the blocks are paragraphs and items of one paragraph that all satisfy `holds`.
fn every_line(blocks: &[Block], holds: &dyn Fn(&[Inline]) -> bool) -> bool {
    blocks.iter().all(|block| match &block.kind {
        BlockKind::Paragraph { content, .. } => holds(content),
        BlockKind::List(list) => list.items.iter().all(|item| match item.blocks.as_slice() {
            [Block { kind: BlockKind::Paragraph { content, .. }, .. }] => holds(content),
            _ => false,
        }),
        _ => false,
    })
}

#[cfg(test)]
mod tests;
