//! A ledger's file: the whole of a ledger, and after it what later builds changed of it, each sealed by a digest. A build that
//! changed little adds little, however large the site is.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use rayon::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{FileRecord, Ledger, OutputRecord, Told};
use crate::{
    base::{Digest, Digesting, Finding, OutPath, SitePath, Table},
    model::Card,
};

/// The first bytes of the file: its kind and version.
const MAGIC: &[u8] = b"despatch ledger 9\n";
/// How many bytes a seal takes: a digest in hexadecimal.
const SEAL: usize = 32;
/// Stands where the number of a section's bytes would, after the last of a whole; its seal follows.
const END: u64 = u64::MAX;
/// How many sections are made at a time.
const AT_ONCE: usize = 16;
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
    /// By writing it anew.
    Whole,
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

/// A section of a whole, before it is written.
enum Part<'a> {
    Head(Head<'a>),
    Files(&'a [(SitePath, FileRecord)]),
    Cards(&'a [(SitePath, Arc<Card>)]),
    Outputs(&'a [(OutPath, OutputRecord)]),
}

impl Part<'_> {
    fn section(&self) -> Vec<u8> {
        match self {
            Self::Head(head) => measured(head),
            Self::Files(piece) => measured(piece),
            // A card names its file itself.
            Self::Cards(piece) => measured(&piece.iter().map(|(_, card)| card).collect::<Vec<_>>()),
            Self::Outputs(piece) => measured(piece),
        }
    }
}

/// Entries of a table with their new values; none for those that are gone.
type Changed<K, V> = Vec<(K, Option<V>)>;

impl Filed {
    /// The ledger of a file's bytes; `None` if they are not a whole ledger of this version.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let Whole { sections, sealed, seal, mut rest } = sections(bytes.strip_prefix(MAGIC)?)?;
        let is_sound = || Digest::of(sealed).hex().as_bytes() == seal;
        let (is_sound, ledger) = rayon::join(is_sound, || read_whole(&sections));
        let mut filed = Self { ledger: ledger.filter(|_| is_sound)?, length: bytes.len(), added: rest.len() };
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
        let more = sealed(&section(&Changes::between(&self.ledger, ledger)));
        if (self.added + more.len()) * ADDED > self.length - self.added {
            return Filing::Whole;
        }
        Filing::More(more)
    }
}

impl Ledger {
    /// The bytes of a file that holds this ledger, in pieces, few of which are there at a time: those of a large site are many.
    pub fn pieces(&self) -> impl Iterator<Item = Vec<u8>> {
        let parts: Vec<Part<'_>> = self.parts();
        let groups = parts.len().div_ceil(AT_ONCE);
        let group = move |at: usize| -> Vec<Vec<u8>> {
            parts.par_iter().skip(at * AT_ONCE).take(AT_ONCE).map(Part::section).collect()
        };
        let mut digesting = Some(Digesting::default());
        let mut sections = (0..groups).flat_map(group);
        let sealed = std::iter::from_fn(move || match sections.next() {
            Some(section) => {
                digesting.as_mut()?.take(&section);
                Some(section)
            }
            None => Some([&END.to_le_bytes(), digesting.take()?.digest().hex().as_bytes()].concat()),
        });
        std::iter::once(MAGIC.to_vec()).chain(sealed)
    }

    /// The sections of a file: what it holds beside its tables, then the pieces of these.
    fn parts(&self) -> Vec<Part<'_>> {
        let head = Head {
            reading: self.reading,
            notes: Cow::Borrowed(&self.notes),
            told: Cow::Borrowed(&self.told),
            files: self.files.slices().count(),
            cards: self.cards.slices().count(),
        };
        let files = self.files.slices().map(Part::Files);
        let cards = self.cards.slices().map(Part::Cards);
        let outputs = self.outputs.slices().map(Part::Outputs);
        std::iter::once(Part::Head(head)).chain(files).chain(cards).chain(outputs).collect()
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

/// These bytes behind their number and their seal.
fn sealed(body: &[u8]) -> Vec<u8> {
    [&(body.len() as u64).to_le_bytes(), Digest::of(body).hex().as_bytes(), body].concat()
}

/// The first body of these bytes, and the bytes after it; `None` if its seal is broken.
fn unsealed(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    let (seal, rest) = rest.split_at_checked(SEAL)?;
    let (body, rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    (Digest::of(body).hex().as_bytes() == seal).then_some((body, rest))
}

/// The bytes of a whole.
struct Whole<'a> {
    sections: Vec<&'a [u8]>,
    /// All of these, with their numbers.
    sealed: &'a [u8],
    /// What the digest of that should be.
    seal: &'a [u8],
    /// The bytes after it.
    rest: &'a [u8],
}

/// The whole that these bytes begin with; `None` if its end is missing.
fn sections(bytes: &[u8]) -> Option<Whole<'_>> {
    let mut sections = Vec::new();
    let mut body = bytes;
    loop {
        let (length, rest) = body.split_first_chunk()?;
        let length = u64::from_le_bytes(*length);
        if length == END {
            let (seal, rest) = rest.split_at_checked(SEAL)?;
            let sealed = bytes.get(..bytes.len() - body.len())?;
            return Some(Whole { sections, sealed, seal, rest });
        }
        let (section, rest) = rest.split_at_checked(usize::try_from(length).ok()?)?;
        sections.push(section);
        body = rest;
    }
}

fn read_whole(sections: &[&[u8]]) -> Option<Ledger> {
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
            let read = Filed::read(&ledger.pieces().flatten().collect::<Vec<u8>>()).expect("a ledger").ledger;
            assert_eq!((read.reading, read.outputs), (ledger.reading, ledger.outputs));
        }
    }

    #[test]
    fn a_ledger_that_was_cut_or_changed_anywhere_is_none() {
        let bytes = ledger().pieces().flatten().collect::<Vec<u8>>();
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
        let mut bytes = small.pieces().flatten().collect::<Vec<u8>>();
        let mut wholes = 0;
        for round in 0..150 {
            let filed = Filed::read(&bytes).expect("a ledger");
            assert_eq!(filed.length, bytes.len());
            let mut next = filed.ledger.clone();
            next.outputs.insert(path(round * 7 % 400), record(&format!("{round}")));
            next.outputs.remove(&path(round * 11 % 400));
            match filed.followed_by(&next) {
                Filing::Whole => {
                    wholes += 1;
                    bytes = next.pieces().flatten().collect();
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
        let bytes = ledger().pieces().flatten().collect::<Vec<u8>>();
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
