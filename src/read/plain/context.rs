//! What the rules of the body know of the document as a whole: the votes, taken once.

use std::collections::{BTreeMap, BTreeSet};

use super::{broken::BrokenWords, survey::Survey, transcript::Speakers, wrap::Wrap};
use crate::model::Role;

/// The votes of the document, and what the site says.
pub(super) struct Context<'a> {
    /// The lines.
    pub(super) survey: &'a Survey<'a>,
    /// How its lines are broken.
    pub(super) wrap: Wrap,
    /// Whether its paragraphs stand at the margin, so that an indented block means something (T104).
    pub(super) is_flush: bool,
    /// Who speaks in it.
    pub(super) speakers: Speakers,
    /// The labels of the notes that stand in it.
    pub(super) labels: NoteLabels,
    /// The site's own section roles.
    pub(super) roles: &'a BTreeMap<String, Role>,
    /// Whether the bottom line is given, so that none is taken from the text.
    pub(super) gives_bluf: bool,
    /// The words that hyphens at lines' ends break.
    pub(super) broken: BrokenWords,
}

/// The labels of notes by the way in which they may be referred to.
#[derive(Debug, Default)]
pub(super) struct NoteLabels {
    /// Labels of entries in square brackets (T087).
    pub(super) bracketed: BTreeSet<String>,
    /// Labels of entries in a section of notes, however they are dressed (T088, T089).
    pub(super) listed: BTreeSet<String>,
    /// Whether the text has a mark for one of the listed entries; without, a section of notes holds a list.
    pub(super) marked: bool,
    /// The first line of a section of notes, its heading.
    pub(super) first_line: Option<usize>,
}
