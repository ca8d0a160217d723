//! The card of a text: what other pages may say of it, and what the gate, the lists and the link check need of it.
//!
//! Cards are small, complete in themselves and the one part of the model that is written down: the ledger keeps them, so that
//! an unchanged file need not be read again. Whether a card's text is public is the gate's to say.

mod links;
mod of;

use std::{collections::BTreeSet, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{Anchors, Change, Credit, Embargo, Kind, LangTag, SharedTexts, Subjects, TranslationOf};
use crate::base::{Address, Digest, Finding, LineIndex, Position, SitePath, Slug, Stamp};

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
    /// Digest of that: a site of many texts asks for it at each build.
    pub face_digest: Digest,
    /// What it says about its release.
    pub claims: Claims,
    /// What it translates.
    pub translation_of: Option<Box<TranslationOf>>,
    /// The language in its file's name (`fr` of `report.fr.md`): a translation of the file without it.
    pub language_suffix: Option<LangTag>,
    /// What it replaces, as written.
    pub supersedes: Box<[String]>,
    /// Where it stood before.
    pub former_paths: Box<[Address]>,
    /// The template that the author names.
    pub template: Option<Box<str>>,
    /// Every link, image and attachment as written, in reading order.
    pub links: Box<[CardLink]>,
    /// Every anchor of its page.
    pub anchors: AnchorNames,
    /// What the reader noticed, placed.
    pub findings: Box<[Finding]>,
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
    pub title: Box<str>,
    /// A shorter title.
    pub short_title: Option<Box<str>>,
    /// The standfirst, the bottom line, or the beginning of the text: at most 300 characters, for descriptions and cards.
    pub description: Box<str>,
    /// Who wrote it.
    pub authors: Box<[Credit]>,
    /// Its date.
    pub date: Option<Stamp>,
    /// What it is about.
    pub subjects: Subjects,
    /// The series it belongs to.
    pub series: Option<Box<str>>,
    /// Its number in the series, as written.
    pub number: Option<Box<str>>,
    /// What has changed, oldest first.
    pub history: Box<[Change]>,
    /// Minutes to read the text without end matter, at least 1.
    pub minutes: u32,
    /// DOI without resolver.
    pub doi: Option<Box<str>>,
    /// `[extra]` as JSON text.
    pub extra: Option<Box<str>>,
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
    pub marking_override: Option<Box<str>>,
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

/// A marking without its span: what it is and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkingClaim {
    /// None.
    Unmarked,
    /// One that allows publication.
    Clear {
        /// As written.
        found: Box<str>,
        /// The line, from 1.
        line: u32,
        /// The columns at which it begins and ends in its line, from 1.
        columns: (u32, u32),
    },
    /// Refused unless site.toml says otherwise.
    Official {
        /// As written.
        found: Box<str>,
        /// The line, from 1.
        line: u32,
        /// The columns at which it begins and ends in its line, from 1.
        columns: (u32, u32),
    },
    /// Refused.
    Refused {
        /// As written.
        found: Box<str>,
        /// The line, from 1.
        line: u32,
        /// The columns at which it begins and ends in its line, from 1.
        columns: (u32, u32),
    },
}

/// A link as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardLink {
    /// The target.
    pub target: Arc<str>,
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

/// The anchors of a page in one piece, a line each, headings first: a long text has hundreds, and every card carries them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnchorNames(Box<str>);

impl AnchorNames {
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.lines()
    }

    /// Whether the page has this one.
    #[must_use]
    pub fn contains(&self, anchor: &str) -> bool {
        self.iter().any(|known| known == anchor)
    }
}

impl From<&Anchors> for AnchorNames {
    fn from(anchors: &Anchors) -> Self {
        let mut names = String::new();
        for anchor in anchors.all() {
            names.push_str(anchor);
            names.push('\n');
        }
        Self(names.into())
    }
}

impl Face {
    /// Shares with other texts' faces what they have in common.
    pub fn share(&mut self, texts: &mut SharedTexts) {
        let Subjects { topics, regions, places: _, actors, programme } = &mut self.subjects;
        let subjects = topics.iter_mut().chain(regions).chain(actors).chain(programme);
        subjects.for_each(|text| texts.share(text));
        for Credit { name, role, affiliation, orcid, url } in &mut self.authors {
            let given = [role, affiliation, orcid, url].into_iter().flatten();
            std::iter::once(name).chain(given).for_each(|text| texts.share(text));
        }
    }
}

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
            face_digest: _,
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
            let own: BTreeSet<&str> = anchors.iter().collect();
            other.anchors.iter().all(|anchor| own.contains(anchor))
        };
        (source, *shelf, face, claims) == (&other.source, other.shelf, &other.face, &other.claims)
            && (translation_of, language_suffix) == (&other.translation_of, &other.language_suffix)
            && (supersedes, former_paths) == (&other.supersedes, &other.former_paths)
            && *template == other.template
            && same_links()
            && has_all()
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
