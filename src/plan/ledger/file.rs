//! A ledger's file: the whole of a ledger, and after it what later builds changed of it, each sealed by a digest. A build that
//! changed little adds little, however large the site is.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use rayon::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{FileRecord, Ledger, OutputRecord, Told};
use crate::{
    base::{Digest, Finding, OutPath, SitePath, Table},
    model::Card,
};

/// The first bytes of the file: its kind and version.
const MAGIC: &[u8] = b"despatch ledger 7\n";
/// How many bytes a seal takes: a digest in hexadecimal.
const SEAL: usize = 32;
/// The file is written anew when what was added would be more than this part of the whole.
const ADDED: usize = 4;

/// A ledger as its file has it.
#[derive(Clone, Debug)]
pub struct Filed {
    /// The ledger.
    pub ledger: Ledger,
    /// Bytes of the file.
    pub length: usize,
    /// How many of them were added to the whole.
    added: usize,
}

/// How the file of a ledger comes to be that of a later one.
#[derive(Debug)]
pub enum Filing {
    /// By writing it anew: its bytes in pieces.
    Whole(Vec<Vec<u8>>),
    /// By adding to it.
    More(Vec<u8>),
}

/// What a ledger holds beside its tables: the first section of the whole. Each piece of a table is a section of its own, so that
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

/// What one ledger has otherwise than another.
#[derive(Serialize, Deserialize)]
struct Changes {
    reading: Digest,
    notes: Option<BTreeMap<SitePath, Vec<Finding>>>,
    told: Option<Told>,
    /// Whether what was told as findings is what was told before; `told` then has none.
    same_findings: bool,
    files: Changed<SitePath, FileRecord>,
    cards: Changed<SitePath, Arc<Card>>,
    outputs: Changed<OutPath, OutputRecord>,
}

/// Entries of a table with their new values; none for those that are gone.
type Changed<K, V> = Vec<(K, Option<V>)>;

impl Filed {
    /// The ledger of a file's bytes; `None` if they are not a whole ledger of this version.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (whole, mut rest) = unsealed(bytes.strip_prefix(MAGIC)?)?;
        let mut filed = Self { ledger: read_whole(whole)?, length: bytes.len(), added: rest.len() };
        while !rest.is_empty() {
            let (changes, beyond) = unsealed(rest)?;
            filed.ledger.change(postcard::from_bytes(changes).ok()?);
            rest = beyond;
        }
        Some(filed)
    }

    /// How this file becomes that of `ledger`.
    #[must_use]
    pub fn followed_by(&self, ledger: &Ledger) -> Filing {
        let more = sealed(&[], vec![section(&Changes::between(&self.ledger, ledger))]).concat();
        if (self.added + more.len()) * ADDED > self.length - self.added {
            return Filing::Whole(ledger.to_bytes());
        }
        Filing::More(more)
    }
}

impl Ledger {
    /// The bytes of a file that holds this ledger, in pieces: those of a large site are many.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<Vec<u8>> {
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
        let files = files.into_par_iter().map(measured);
        // A card names its file itself.
        let cards =
            cards.into_par_iter().map(|piece| measured(&piece.iter().map(|(_, card)| card).collect::<Vec<_>>()));
        let outputs = outputs.into_par_iter().map(measured);
        sealed(MAGIC, rayon::iter::once(measured(&head)).chain(files).chain(cards).chain(outputs).collect())
    }

    fn change(&mut self, changes: Changes) {
        let findings = self.told.take().map(|told| told.findings).filter(|_| changes.same_findings);
        self.told = changes.told.map(|told| Told { findings: findings.unwrap_or(told.findings), ..told });
        self.reading = changes.reading;
        if let Some(notes) = changes.notes {
            self.notes = notes;
        }
        apply(&mut self.files, changes.files);
        apply(&mut self.cards, changes.cards);
        apply(&mut self.outputs, changes.outputs);
    }
}

impl Changes {
    fn between(before: &Ledger, now: &Ledger) -> Self {
        let findings = |ledger: &Ledger| ledger.told.as_ref().map(|told| Arc::clone(&told.findings));
        let same_findings = findings(before).is_some_and(|before| Some(before) == findings(now));
        let told = now.told.clone().map(|told| {
            let findings = if same_findings { Arc::default() } else { told.findings };
            Told { findings, ..told }
        });
        Self {
            reading: now.reading,
            notes: (before.notes != now.notes).then(|| now.notes.clone()),
            told,
            same_findings,
            files: changed(&before.files, &now.files, PartialEq::eq),
            cards: changed(&before.cards, &now.cards, Arc::ptr_eq),
            outputs: changed(&before.outputs, &now.outputs, PartialEq::eq),
        }
    }
}

fn changed<K: Ord + Clone, V: Clone>(
    before: &Table<K, V>,
    now: &Table<K, V>,
    same: impl Fn(&V, &V) -> bool,
) -> Changed<K, V> {
    let is_same = |was: Option<&V>, now: Option<&V>| matches!((was, now), (Some(was), Some(now)) if same(was, now));
    let changes = now.since(before).into_iter().filter(|(_, was, now)| !is_same(*was, *now));
    changes.map(|(key, _, now)| (key.clone(), now.cloned())).collect()
}

fn apply<K: Ord + Clone, V: Clone>(table: &mut Table<K, V>, changed: Changed<K, V>) {
    for (key, value) in changed {
        match value {
            Some(value) => table.insert(key, value),
            None => table.remove(&key),
        }
    }
}

/// A section's bytes. No part of a ledger refuses to be serialised.
fn section<T: Serialize + ?Sized>(part: &T) -> Vec<u8> {
    postcard::to_stdvec(part).unwrap_or_default()
}

/// A section's bytes behind their number.
fn measured<T: Serialize + ?Sized>(part: &T) -> Vec<u8> {
    let mut bytes = postcard::to_extend(part, vec![0; size_of::<u64>()]).unwrap_or_default();
    let length = (bytes.len().saturating_sub(size_of::<u64>()) as u64).to_le_bytes();
    bytes.iter_mut().zip(length).for_each(|(to, from)| *to = from);
    bytes
}

/// These bytes, and after them a body behind its length and its seal; all in pieces.
fn sealed(before: &[u8], mut body: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    let length: usize = body.iter().map(Vec::len).sum();
    let seal = Digest::of_pieces(&body).hex();
    body.insert(0, [before, &(length as u64).to_le_bytes(), seal.as_bytes()].concat());
    body
}

/// The first body of these bytes, and the bytes after it; `None` if its seal is broken.
fn unsealed(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    let (seal, rest) = rest.split_at_checked(SEAL)?;
    let (body, rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    (Digest::of(body).hex().as_bytes() == seal).then_some((body, rest))
}

fn read_whole(body: &[u8]) -> Option<Ledger> {
    let sections = sections(body)?;
    let (head, rest) = sections.split_first()?;
    let head: Head<'_> = postcard::from_bytes(head).ok()?;
    let (files, rest) = rest.split_at_checked(head.files)?;
    let (cards, outputs) = rest.split_at_checked(head.cards)?;
    let named = |cards: Vec<Arc<Card>>| cards.into_iter().map(|card| (card.source.clone(), card)).collect();
    let (files, (cards, outputs)) = rayon::join(
        || table(files, |files| files),
        || rayon::join(|| table(cards, named), || table(outputs, |outputs| outputs)),
    );
    Some(Ledger {
        reading: head.reading,
        files: files?,
        notes: head.notes.into_owned(),
        cards: cards?,
        outputs: outputs?,
        touched: Table::default(),
        told: head.told.into_owned(),
    })
}

/// The sections of a body; `None` if a length leads beyond its end.
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
fn table<T, K, V>(sections: &[&[u8]], entries: impl Fn(Vec<T>) -> Vec<(K, V)> + Sync) -> Option<Table<K, V>>
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

    fn path(at: usize) -> OutPath {
        OutPath::new(&format!("a/{at}/index.html")).expect("a path")
    }

    fn record(text: &str) -> OutputRecord {
        OutputRecord {
            print: crate::plan::Print::default(),
            digest: Digest::of(text.as_bytes()),
            stamp: None,
            owner: None,
        }
    }

    fn ledger() -> Ledger {
        Ledger {
            reading: Digest::of(b"reading"),
            outputs: (0..=3_000).map(|at| (path(at), record("x"))).collect(),
            ..Ledger::default()
        }
    }

    #[test]
    fn a_ledger_is_read_as_it_was_written() {
        for ledger in [Ledger::default(), ledger()] {
            let read = Filed::read(&ledger.to_bytes().concat()).expect("a ledger").ledger;
            assert_eq!((read.reading, read.outputs), (ledger.reading, ledger.outputs));
        }
    }

    #[test]
    fn a_ledger_that_was_cut_or_changed_anywhere_is_none() {
        let bytes = ledger().to_bytes().concat();
        for at in (0..bytes.len()).step_by(4099).chain([bytes.len() - 1]) {
            assert!(Filed::read(bytes.get(..at).unwrap_or_default()).is_none());
            let mut changed = bytes.clone();
            changed.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1);
            assert!(Filed::read(&changed).is_none());
        }
    }

    /// Little is added for a small change, until so much was added that the whole is written.
    #[test]
    fn a_file_grows_by_what_changed_and_is_written_anew_at_last() {
        let small = Ledger { outputs: (0..300).map(|at| (path(at), record("x"))).collect(), ..Ledger::default() };
        let mut bytes = small.to_bytes().concat();
        let mut wholes = 0;
        for round in 0..150 {
            let filed = Filed::read(&bytes).expect("a ledger");
            assert_eq!(filed.length, bytes.len());
            let mut next = filed.ledger.clone();
            next.outputs.insert(path(round * 7 % 400), record(&format!("{round}")));
            next.outputs.remove(&path(round * 11 % 400));
            match filed.followed_by(&next) {
                Filing::Whole(whole) => {
                    wholes += 1;
                    bytes = whole.concat();
                }
                Filing::More(more) => {
                    assert!(more.len() < 1_000, "{}", more.len());
                    bytes.extend(more);
                }
            }
            let read = Filed::read(&bytes).expect("a ledger").ledger;
            assert_eq!((read.reading, read.outputs), (next.reading, next.outputs));
        }
        assert!((1..15).contains(&wholes), "{wholes}");
    }

    /// What was added and cut short is no ledger, and a site is then built cleanly.
    #[test]
    fn a_file_cut_in_what_was_added_is_none() {
        let bytes = ledger().to_bytes().concat();
        let filed = Filed::read(&bytes).expect("a ledger");
        let mut next = filed.ledger.clone();
        next.outputs.insert(path(5), record("y"));
        let Filing::More(more) = filed.followed_by(&next) else { panic!("a small change is added") };
        for end in 1..more.len() {
            let cut = [&bytes, more.get(..end).unwrap_or_default()].concat();
            assert!(Filed::read(&cut).is_none(), "{end}");
        }
    }
}
