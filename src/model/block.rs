//! What stands between two blank lines, and the sections that blocks stand in.

use super::inline::{Alt, Inlines};
use crate::base::Span;

/// One block of a text. Long texts have millions: what few of them hold stands in boxes.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands; all its lines belong to it.
    pub span: Span,
}

/// The kinds of blocks.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// Running text; `number` is a visible paragraph number as written (`4.`).
    Paragraph {
        /// The number as written, if it has one.
        number: Option<Box<str>>,
        /// The text.
        content: Inlines,
    },
    /// A heading inside another block (a quotation, an item); those of the text itself begin sections.
    Heading(Box<Heading>),
    /// A list.
    List(Box<List>),
    /// A quotation.
    Quote {
        /// Who said it, as written.
        attribution: Option<Box<str>>,
        /// What was said.
        blocks: Vec<Block>,
    },
    /// A table.
    Table(Box<Table>),
    /// An image of its own, with what belongs to it.
    Figure(Box<Figure>),
    /// A remark set off from the text.
    Callout(Box<Callout>),
    /// What one speaker says in a transcript.
    Turn {
        /// The speaker as written, without the colon.
        speaker: Box<str>,
        /// What is said: paragraphs.
        blocks: Vec<Block>,
    },
    /// Code.
    Code {
        /// The first word after the fence.
        language: Option<Box<str>>,
        /// The text, verbatim, with its final line end.
        text: String,
    },
    /// Text whose layout means something that was not read.
    Preformatted(String),
    /// TeX on lines of its own.
    Math(String),
    /// The author's HTML, as written.
    Html(String),
    /// Terms and what they mean.
    Definitions(Vec<Definition>),
    /// A thematic break.
    Break,
}

/// A list. A blank line between its items does not end it.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The paragraph that announces it and ends in a colon. It stands here and not before the list.
    pub lead_in: Option<Inlines>,
    /// Whether its order counts.
    pub ordered: bool,
    /// The first number, for an ordered list that gives one.
    pub start: Option<u64>,
    /// Whether items are shown without paragraphs.
    pub tight: bool,
    /// The items; never empty.
    pub items: Vec<ListItem>,
}

/// One item.
#[derive(Clone, Debug, PartialEq)]
pub struct ListItem {
    /// The label as written where it is more than a bullet (`(a)`, `3.`); kept verbatim. `None` for bullets.
    pub label: Option<String>,
    /// For a task: whether it is done.
    pub task: Option<bool>,
    /// Its text; the first is a paragraph unless the author wrote something else.
    pub blocks: Vec<Block>,
    /// Where it stands.
    pub span: Span,
}

/// A term and its meanings.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// The term.
    pub term: Inlines,
    /// Its meanings.
    pub meanings: Vec<Vec<Block>>,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The line above it that names it (`Table 1: Spending`).
    pub caption: Option<Inlines>,
    /// The heading row; empty if there is none.
    pub head: Vec<TableCell>,
    /// The rows.
    pub rows: Vec<Vec<TableCell>>,
    /// How each column is aligned.
    pub alignments: Vec<Alignment>,
    /// The line below it that says where it comes from, without `Source:`.
    pub source: Option<Inlines>,
}

/// One cell.
pub type TableCell = Inlines;

/// How a column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// As the page's direction has it.
    None,
    /// At its start.
    Start,
    /// In the middle.
    Centre,
    /// At its end, as numbers are.
    End,
}

/// An image alone in its paragraph, or a placeholder that names one.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The file or address as written; `None` for a placeholder without image.
    pub src: Option<String>,
    /// What it shows, in words.
    pub alt: Alt,
    /// What it is called.
    pub caption: Option<Inlines>,
    /// Whose it is.
    pub credit: Option<String>,
    /// Where its data come from.
    pub source: Option<Inlines>,
}

/// A remark set off from the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Callout {
    /// Its kind.
    pub kind: CalloutKind,
    /// Its own title, if the author gave one.
    pub title: Option<Inlines>,
    /// Its text.
    pub blocks: Vec<Block>,
}

/// The kinds of callouts, as GitHub names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalloutKind {
    /// Worth knowing.
    Note,
    /// Worth doing.
    Tip,
    /// Must be known.
    Important,
    /// Needs attention at once.
    Warning,
    /// Says what may go wrong.
    Caution,
}

impl CalloutKind {
    /// Its name in JSON and in class names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
        }
    }
}

/// A part of the text under one heading, up to the next of any level. Sections are flat, in reading order.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its heading; `None` for the text before the first.
    pub heading: Option<Heading>,
    /// 1 to 6; 2 for an unnumbered heading of a plain text, and for the text before the first heading.
    pub level: u8,
    /// What it is for.
    pub role: Role,
    /// Its text.
    pub blocks: Vec<Block>,
    /// From its heading to its end.
    pub span: Span,
}

/// A heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The number as written (`2.1`, `Annex A`), not repeated in the content.
    pub number: Option<Box<str>>,
    /// What it says.
    pub content: Inlines,
    /// The anchor the author gave it (`{#aims}`).
    pub id: Option<Box<str>>,
    /// Where it stands.
    pub span: Span,
}

/// A note, under its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The label as written, without brackets.
    pub label: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Where it stands.
    pub span: Span,
}

/// What a section is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the field's and say all")]
pub enum Role {
    Body,
    Summary,
    KeyDevelopments,
    Background,
    Implications,
    Impact,
    Outlook,
    Recommendations,
    Methodology,
    Notes,
    Sources,
    Glossary,
    About,
    Contact,
    Disclaimer,
}

impl Role {
    /// All roles.
    pub const ALL: &'static [Self] = &[
        Self::Body,
        Self::Summary,
        Self::KeyDevelopments,
        Self::Background,
        Self::Implications,
        Self::Impact,
        Self::Outlook,
        Self::Recommendations,
        Self::Methodology,
        Self::Notes,
        Self::Sources,
        Self::Glossary,
        Self::About,
        Self::Contact,
        Self::Disclaimer,
    ];

    /// Its name in JSON, in site.toml and in class names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Summary => "summary",
            Self::KeyDevelopments => "key_developments",
            Self::Background => "background",
            Self::Implications => "implications",
            Self::Impact => "impact",
            Self::Outlook => "outlook",
            Self::Recommendations => "recommendations",
            Self::Methodology => "methodology",
            Self::Notes => "notes",
            Self::Sources => "sources",
            Self::Glossary => "glossary",
            Self::About => "about",
            Self::Contact => "contact",
            Self::Disclaimer => "disclaimer",
        }
    }

    /// Whether it is end matter: not in excerpts, word counts or the summary of a search hit.
    #[must_use]
    pub fn is_end_matter(self) -> bool {
        matches!(self, Self::Notes | Self::Sources | Self::Glossary | Self::About | Self::Contact | Self::Disclaimer)
    }
}
