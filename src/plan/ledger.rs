//! The ledger: what the last build read and made, so that the next need not do it again. Safe to delete.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use rayon::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::Print;
use crate::{
    base::{Digest, FileStamp, Finding, OutPath, SitePath, Table},
    gate::Withheld,
    model::Card,
};

/// What one build read and made.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Digest of all that reading depends on beside the files: settings and program. Cards of another reading are not used.
    pub reading: Digest,
    /// Every file of the site that was read, by path.
    pub files: Table<SitePath, FileRecord>,
    /// What is to be said of files that are no texts, by path, if they are published.
    pub notes: BTreeMap<SitePath, Vec<Finding>>,
    /// The card of every text, withheld ones too, by path.
    pub cards: Table<SitePath, Arc<Card>>,
    /// Every file of the output, by path.
    pub outputs: Table<OutPath, OutputRecord>,
    /// Outputs whose files somebody else has changed since: they are made again, and go with their texts like the others. Known
    /// to the build that finds them alone.
    pub touched: Table<OutPath, OutputRecord>,
    /// What the build said; `None` if it was not whole, so that none can rest on it.
    pub told: Option<Told>,
}

/// What a whole build said.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Told {
    /// The instant that counted as now.
    pub now: jiff::Timestamp,
    /// Whether withheld texts were shown.
    pub drafts: bool,
    /// What was noticed.
    pub findings: Arc<Vec<Finding>>,
    /// What was withheld.
    pub withheld: Vec<Withheld>,
    /// The next instant at which the site would change by itself.
    pub next_release: Option<jiff::Timestamp>,
    /// Public briefings.
    pub briefings: usize,
    /// Files of the output.
    pub outputs: usize,
}

/// What is known of a file of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Its stamp when it was read.
    pub stamp: FileStamp,
    /// Digest of its bytes; of a drawing, as it is published.
    pub digest: Digest,
    /// What pages say of it; nothing of a text.
    pub facts: FileFacts,
}

/// What pages say of a file that goes with a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// How many bytes it has.
    pub bytes: u64,
    /// Width and height in pixels, where it is an image with a size.
    pub size: Option<(u32, u32)>,
    /// Whether it is a picture that can be made smaller.
    pub still: bool,
}

/// What is known of a file of the output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputRecord {
    /// What its bytes depended on.
    pub print: Print,
    /// Digest of its bytes.
    pub digest: Digest,
    /// Its stamp after it was written; `None` if it was kept in memory.
    pub stamp: Option<FileStamp>,
    /// The text that it belongs to and goes with.
    pub owner: Option<SitePath>,
}

/// The first bytes of a ledger's file: its kind and version.
const MAGIC: &[u8] = b"despatch ledger 5\n";
/// How many bytes the seal takes: a digest in hexadecimal.
const SEAL: usize = 32;

/// What a ledger holds beside its tables: the first section of its file. Each piece of a table is a section of its own, so that
/// they are written and read side by side.
#[derive(Serialize, Deserialize)]
struct Head<'a> {
    reading: Digest,
    notes: Cow<'a, BTreeMap<SitePath, Vec<Finding>>>,
    told: Cow<'a, Option<Told>>,
    /// How many sections of files follow first.
    files: usize,
    /// How many of cards come next; the others are of outputs.
    cards: usize,
}

impl Ledger {
    /// Every file of the output, those that somebody else has changed among them.
    pub fn all_outputs(&self) -> impl Iterator<Item = (&OutPath, &OutputRecord)> {
        self.outputs.iter().chain(self.touched.iter())
    }

    /// What is known of a file of the output.
    #[must_use]
    pub fn output(&self, path: &OutPath) -> Option<&OutputRecord> {
        self.outputs.get(path).or_else(|| self.touched.get(path))
    }

    /// The ledger as bytes for its file, sealed by a digest.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let files: Vec<_> = self.files.slices().collect();
        let cards: Vec<_> = self.cards.slices().collect();
        let outputs: Vec<_> = self.outputs.slices().collect();
        let head = Head {
            reading: self.reading,
            notes: Cow::Borrowed(&self.notes),
            told: Cow::Borrowed(&self.told),
            files: files.len(),
            cards: cards.len(),
        };
        let files = files.into_par_iter().map(section);
        // A card names its file itself.
        let cards = cards.into_par_iter().map(|piece| section(&piece.iter().map(|(_, card)| card).collect::<Vec<_>>()));
        let outputs = outputs.into_par_iter().map(section);
        let sections: Vec<Vec<u8>> =
            rayon::iter::once(section(&head)).chain(files).chain(cards).chain(outputs).collect();
        sealed(&sections)
    }

    /// The ledger of a file's bytes; `None` if they are not a whole ledger of this version.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (seal, body) = rest.split_at_checked(SEAL)?;
        if Digest::of(body).hex().as_bytes() != seal {
            return None;
        }
        let sections = sections(body)?;
        let (head, rest) = sections.split_first()?;
        let head: Head<'_> = postcard::from_bytes(head).ok()?;
        let (files, rest) = rest.split_at_checked(head.files)?;
        let (cards, outputs) = rest.split_at_checked(head.cards)?;
        let named = |cards: Vec<Arc<Card>>| cards.into_iter().map(|card| (card.source.clone(), card)).collect();
        let (files, (cards, outputs)) = rayon::join(
            || read(files, |files| files),
            || rayon::join(|| read(cards, named), || read(outputs, |outputs| outputs)),
        );
        Some(Self {
            reading: head.reading,
            files: files?,
            notes: head.notes.into_owned(),
            cards: cards?,
            outputs: outputs?,
            touched: Table::default(),
            told: head.told.into_owned(),
        })
    }
}

/// A section's bytes. No part of a ledger refuses to be serialised.
fn section<T: Serialize + ?Sized>(part: &T) -> Vec<u8> {
    postcard::to_stdvec(part).unwrap_or_default()
}

/// The file: kind and version, seal, and the sections, each after its length.
fn sealed(sections: &[Vec<u8>]) -> Vec<u8> {
    let length: usize = sections.iter().map(|section| section.len() + size_of::<u64>()).sum();
    let mut bytes = Vec::with_capacity(MAGIC.len() + SEAL + length);
    bytes.extend(MAGIC);
    bytes.extend([0; SEAL]);
    for section in sections {
        bytes.extend((section.len() as u64).to_le_bytes());
        bytes.extend(section);
    }
    if let Some((head, body)) = bytes.split_at_mut_checked(MAGIC.len() + SEAL) {
        let seal = Digest::of(body).hex();
        head.iter_mut().skip(MAGIC.len()).zip(seal.as_bytes()).for_each(|(to, from)| *to = *from);
    }
    bytes
}

/// The sections of a file's body; `None` if a length leads beyond its end.
fn sections(mut body: &[u8]) -> Option<Vec<&[u8]>> {
    let mut sections = Vec::new();
    while let Some((length, rest)) = body.split_first_chunk() {
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let (section, rest) = rest.split_at_checked(length)?;
        sections.push(section);
        body = rest;
    }
    body.is_empty().then_some(sections)
}

/// The table whose pieces are these sections; `entries` makes a piece of what a section holds.
fn read<T, K, V>(sections: &[&[u8]], entries: impl Fn(Vec<T>) -> Vec<(K, V)> + Sync) -> Option<Table<K, V>>
where
    T: DeserializeOwned,
    K: Ord + Send,
    V: Send,
{
    let piece = |section: &&[u8]| postcard::from_bytes(section).ok().map(&entries);
    let pieces: Option<Vec<Vec<(K, V)>>> = sections.par_iter().map(piece).collect();
    pieces.map(Table::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger() -> Ledger {
        let record = OutputRecord { print: Print::default(), digest: Digest::of(b"x"), stamp: None, owner: None };
        let path = |at: usize| OutPath::new(&format!("a/{at}/index.html")).expect("a path");
        Ledger {
            reading: Digest::of(b"reading"),
            outputs: (0..=3_000).map(|at| (path(at), record.clone())).collect(),
            ..Ledger::default()
        }
    }

    #[test]
    fn a_ledger_is_read_as_it_was_written() {
        for ledger in [Ledger::default(), ledger()] {
            let read = Ledger::from_bytes(&ledger.to_bytes()).expect("a ledger");
            assert_eq!((read.reading, read.outputs), (ledger.reading, ledger.outputs));
        }
    }

    #[test]
    fn a_ledger_that_was_cut_or_changed_anywhere_is_none() {
        let bytes = ledger().to_bytes();
        for at in (0..bytes.len()).step_by(4099).chain([bytes.len() - 1]) {
            assert!(Ledger::from_bytes(bytes.get(..at).unwrap_or_default()).is_none());
            let mut changed = bytes.clone();
            changed.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1);
            assert!(Ledger::from_bytes(&changed).is_none());
        }
    }
}
