//! The card of a text: what other pages may say of it, and what the gate, the lists and the link check need of it.
//!
//! Cards are small, complete in themselves and the one part of the model that is written down: the ledger keeps them, so that
//! an unchanged file need not be read again. Whether a card's text is public is the gate's to say.

use serde::{Deserialize, Serialize};

use super::{Change, Credit, Embargo, Kind, LangTag, Subjects, TranslationOf};
use crate::base::{Address, Digest, Finding, Position, SitePath, Slug, Stamp};

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
    /// Where it stands.
    pub shelf: Shelf,
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
    /// One or two sentences, as plain text.
    pub standfirst: Option<String>,
    /// The standfirst, the bottom line, or the beginning of the text: at most 300 characters, for descriptions and cards.
    pub description: String,
    /// Who wrote it.
    pub authors: Vec<Credit>,
    /// What it says about its release.
    pub claims: Claims,
    /// What it is about.
    pub subjects: Subjects,
    /// The series it belongs to.
    pub series: Option<String>,
    /// Its number in the series, as written.
    pub number: Option<String>,
    /// What has changed, oldest first.
    pub history: Vec<Change>,
    /// What it translates.
    pub translation_of: Option<TranslationOf>,
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
    /// Words of the text without end matter.
    pub words: u32,
    /// `[extra]` as JSON text.
    pub extra: Option<String>,
    /// What the reader noticed, placed.
    pub findings: Vec<Finding>,
}

/// What a text says about whether it may be seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// `draft = true`.
    pub draft: bool,
    /// Its embargo.
    pub embargo: Embargo,
    /// Its date.
    pub date: Option<Stamp>,
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
    /// Where it begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

/// An anchor of a page, without `#`.
pub type Anchor = Box<str>;

impl Claims {
    /// What they come to at the instant `now`, days beginning in `zone`. Markings are not considered.
    #[must_use]
    pub fn judge(&self, now: jiff::Timestamp, zone: &jiff::tz::TimeZone) -> ReleaseClaim {
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
        let date = self.date.map(|date| date.begins(zone));
        match embargo.max(date).filter(|until| *until > now) {
            Some(until) => ReleaseClaim::Embargoed { until },
            None => ReleaseClaim::Published { at: self.date },
        }
    }
}
