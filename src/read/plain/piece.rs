//! The pieces that the scan of the lines finds, before they are put together to blocks and sections.

use std::ops::Range;

use super::{mark::Mark, survey::Line};
use crate::{
    base::Span,
    model::{Block, Role},
};

/// One piece of the text, in reading order.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    /// Running text.
    Prose(Prose<'a>),
    /// An item of a list, its nested blocks ready.
    Item(Box<Item<'a>>),
    /// A block that is ready.
    Block(Block),
    /// A heading that is marked as one.
    Heading(Title<'a>),
    /// What one speaker says; the pieces after it are his until the next turn.
    Turn {
        /// The speaker as written.
        speaker: &'a str,
        /// The first paragraph, if words stand on the speaker's line.
        prose: Option<Prose<'a>>,
        /// Where it stands.
        span: Span,
    },
    /// A note under its label.
    Note {
        /// The label, without brackets.
        label: String,
        /// Its text.
        prose: Prose<'a>,
        /// Where it stands.
        span: Span,
    },
    /// The text ends here; what follows is end matter (T039).
    End(Span),
    /// A section begins here although no heading stands: end matter (T041, T095).
    Part(Role, Span),
}

/// Lines that make one paragraph.
#[derive(Clone, Debug)]
pub(super) struct Prose<'a> {
    /// The lines; never empty. The first is cut where a label or a mark was taken off.
    pub(super) lines: Vec<Line<'a>>,
    /// How line ends are read.
    pub(super) joins: Joins,
    /// Whether it stands between blank lines (or the edges of the text).
    pub(super) alone: bool,
    /// A number before it, as written, and whether a heading or a paragraph carries it.
    pub(super) number: Option<Number<'a>>,
}

/// A number before a paragraph or a heading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number<'a> {
    /// As written.
    pub(super) written: &'a str,
    /// How many numbers it has.
    pub(super) parts: u8,
    /// Whether it is a heading's.
    pub(super) of_heading: bool,
}

/// What a line end within a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joins {
    /// A space.
    Soft,
    /// Kept.
    Kept,
}

/// A heading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Title<'a> {
    /// Its line, cut to its text.
    pub(super) line: Line<'a>,
    /// From its first line to its last.
    pub(super) span: Span,
    /// Its level.
    pub(super) level: u8,
    /// Its number, as written.
    pub(super) number: Option<&'a str>,
}

/// An item of a list before the list is built.
#[derive(Debug)]
pub(super) struct Item<'a> {
    /// Its bullet or label.
    pub(super) mark: Mark<'a>,
    /// Columns before the mark.
    pub(super) indent: u32,
    /// Its first paragraph.
    pub(super) prose: Prose<'a>,
    /// Blocks below it that belong to it.
    pub(super) more: Vec<Block>,
    /// Where it stands, `more` included.
    pub(super) span: Span,
}

impl<'a> Prose<'a> {
    /// The first line.
    pub(super) fn first(&self) -> Option<&Line<'a>> {
        self.lines.first()
    }

    /// The text of its last line.
    pub(super) fn last_text(&self) -> &'a str {
        self.lines.last().map_or("", |line| line.text)
    }

    /// The only line, if there is but one.
    pub(super) fn only(&self) -> Option<&Line<'a>> {
        if self.lines.len() == 1 { self.lines.first() } else { None }
    }

    /// Where it stands.
    pub(super) fn span(&self) -> Span {
        super::survey::span_of(&self.lines)
    }
}

/// A run of lines by their places in the slice that is scanned.
pub(super) type Lines = Range<usize>;
