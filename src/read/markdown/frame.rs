//! The open elements of a text: what each tag opens, and what gathers in it until it closes.

use std::ops::Range;

use pulldown_cmark::{Alignment as Aligned, BlockQuoteKind, CodeBlockKind, HeadingLevel, LinkType, Tag};

use super::arrange;
use crate::model::{Alignment, Block, BlockKind, CalloutKind, Definition, Inline, Inlines, ListItem, Table, TableCell};

/// An open element.
pub(super) struct Frame {
    pub(super) open: Open,
    pub(super) from: usize,
    pub(super) blocks: Vec<Block>,
    pub(super) inlines: Inlines,
    /// Where the inlines that stand in it without a paragraph begin and end.
    loose: Range<usize>,
}

/// What is open, with what it has gathered that is neither blocks nor inlines.
pub(super) enum Open {
    Root,
    Paragraph,
    Heading { level: u8, id: Option<Box<str>> },
    Quote(Option<CalloutKind>),
    Code { language: Option<Box<str>>, text: String },
    Html(String),
    List { ordered: bool, start: Option<u64>, next: u64, tight: bool, items: Vec<ListItem> },
    Item { label: Option<String>, task: Option<bool>, tight: bool },
    Note { label: String },
    Definitions(Vec<Definition>),
    Term,
    Meaning,
    Table(Box<Table>),
    Head(Vec<TableCell>),
    Row(Vec<TableCell>),
    Cell,
    Emphasis,
    Strong,
    Strikethrough,
    Superscript,
    Subscript,
    Link { target: String, title: Option<String> },
    Image { src: String, title: Option<String> },
}

impl Open {
    /// Whether blocks stand in it.
    pub(super) fn holds_blocks(&self) -> bool {
        matches!(self, Self::Root | Self::Quote(_) | Self::Item { .. } | Self::Note { .. } | Self::Meaning)
    }

    /// What a tag opens; `label` is that of an item.
    pub(super) fn of(tag: Tag<'_>, label: Option<String>) -> Self {
        match tag {
            Tag::Paragraph | Tag::MetadataBlock(_) => Self::Paragraph,
            Tag::Heading { level, id, .. } => Self::Heading { level: number_of(level), id: id.map(|id| (&*id).into()) },
            Tag::BlockQuote(kind) => Self::Quote(kind.map(callout)),
            Tag::CodeBlock(kind) => Self::Code { language: language(&kind), text: String::new() },
            Tag::HtmlBlock => Self::Html(String::new()),
            Tag::List(start) => Self::List {
                ordered: start.is_some(),
                start,
                next: start.unwrap_or_default(),
                tight: false,
                items: Vec::new(),
            },
            Tag::Item => Self::Item { label, task: None, tight: false },
            Tag::FootnoteDefinition(label) => Self::Note { label: label.into_string() },
            Tag::DefinitionList => Self::Definitions(Vec::new()),
            Tag::DefinitionListTitle => Self::Term,
            Tag::DefinitionListDefinition => Self::Meaning,
            Tag::Table(columns) => Self::Table(Box::new(Table {
                caption: None,
                head: Vec::new(),
                rows: Vec::new(),
                alignments: columns.into_iter().map(alignment).collect(),
                source: None,
            })),
            Tag::TableHead => Self::Head(Vec::new()),
            Tag::TableRow => Self::Row(Vec::new()),
            Tag::TableCell => Self::Cell,
            Tag::Emphasis => Self::Emphasis,
            Tag::Strong => Self::Strong,
            Tag::Strikethrough => Self::Strikethrough,
            Tag::Superscript => Self::Superscript,
            Tag::Subscript => Self::Subscript,
            Tag::Link { link_type, dest_url, title, .. } => {
                let mail = link_type == LinkType::Email;
                let target = if mail { format!("mailto:{dest_url}") } else { dest_url.into_string() };
                Self::Link { target, title: given(&title) }
            }
            Tag::Image { dest_url, title, .. } => Self::Image { src: dest_url.into_string(), title: given(&title) },
        }
    }
}

impl Frame {
    pub(super) fn new(open: Open, from: usize) -> Self {
        Self { open, from, blocks: Vec::new(), inlines: Vec::new(), loose: from..from }
    }

    /// Says that something stands in it without a paragraph.
    pub(super) fn widen(&mut self, range: &Range<usize>) {
        if self.inlines.is_empty() {
            self.loose = range.clone();
        } else {
            self.loose.end = range.end;
        }
    }

    /// Inlines that stand in a block without a paragraph, as in the items of a tight list, become one.
    pub(super) fn wrap_loose(&mut self, arranged: bool) {
        if self.inlines.is_empty() {
            return;
        }
        if let Open::Item { tight, .. } = &mut self.open {
            *tight = true;
        }
        let span = self.loose.clone().into();
        let content = std::mem::take(&mut self.inlines);
        self.push(Block { kind: BlockKind::Paragraph { number: None, content }, span }, arranged);
    }

    /// Adds a block, put together with what belongs to it where the text is `arranged`.
    pub(super) fn push(&mut self, block: Block, arranged: bool) {
        if self.blocks.is_empty() {
            self.blocks.reserve_exact(1);
        }
        if arranged {
            let kept = usize::from(matches!(self.open, Open::Item { .. }));
            arrange::push(&mut self.blocks, block, kept);
        } else {
            self.blocks.push(block);
        }
    }
}

/// Whether what the tag opens can lose its mark-up and keep its text.
pub(super) fn may_skip(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::DefinitionList
            | Tag::FootnoteDefinition(_)
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// Whether it ends a block.
pub(super) fn is_block(tag: pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd as End;
    !matches!(
        tag,
        End::Emphasis
            | End::Strong
            | End::Strikethrough
            | End::Superscript
            | End::Subscript
            | End::Link
            | End::Image
            | End::TableCell
    )
}

/// Whether white space stands in it.
pub(super) fn has_space(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Text(text) => text.contains(char::is_whitespace),
        Inline::SoftBreak | Inline::LineBreak => true,
        _ => false,
    })
}

fn given(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn number_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn language(kind: &CodeBlockKind<'_>) -> Option<Box<str>> {
    match kind {
        CodeBlockKind::Fenced(info) => info.split(' ').next().filter(|word| !word.is_empty()).map(Box::from),
        CodeBlockKind::Indented => None,
    }
}

fn callout(kind: BlockQuoteKind) -> CalloutKind {
    match kind {
        BlockQuoteKind::Note => CalloutKind::Note,
        BlockQuoteKind::Tip => CalloutKind::Tip,
        BlockQuoteKind::Important => CalloutKind::Important,
        BlockQuoteKind::Warning => CalloutKind::Warning,
        BlockQuoteKind::Caution => CalloutKind::Caution,
    }
}

fn alignment(aligned: Aligned) -> Alignment {
    match aligned {
        Aligned::None => Alignment::None,
        Aligned::Left => Alignment::Start,
        Aligned::Center => Alignment::Centre,
        Aligned::Right => Alignment::End,
    }
}
