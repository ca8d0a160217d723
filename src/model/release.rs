//! What an author says about when a text may be seen, and what has changed since.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::base::Instant;

/// What a text says about an embargo.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Embargo {
    /// Nothing, or that there is none.
    #[default]
    None,
    /// It ends at this instant.
    Until(Instant),
    /// There is one, and it cannot be said when it ends: held until an author says so.
    Held {
        /// Why, in words (`the zone is missing`).
        reason: String,
    },
}

/// One entry of a briefing's history.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Change {
    /// The day.
    pub on: Date,
    /// What kind of change.
    pub kind: ChangeKind,
    /// What was changed and why; for a correction, what was wrong and what is right. May be empty except for retractions.
    pub note: String,
    /// Who made it.
    pub by: Option<String>,
}

/// The kinds of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the field's and say all")]
pub enum ChangeKind {
    Publication,
    Update,
    Correction,
    Concern,
    Retraction,
}

impl ChangeKind {
    /// All kinds.
    pub const ALL: &'static [Self] =
        &[Self::Publication, Self::Update, Self::Correction, Self::Concern, Self::Retraction];

    /// Its name in front matter, JSON and class names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Publication => "publication",
            Self::Update => "update",
            Self::Correction => "correction",
            Self::Concern => "concern",
            Self::Retraction => "retraction",
        }
    }
}
