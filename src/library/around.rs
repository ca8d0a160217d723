//! What is around a briefing: its neighbours, its relatives, what links to it, its translations.

use std::{cmp::Reverse, collections::BTreeSet};

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use super::{
    Behind, Edition, Entry, Facet, Id,
    link::{Index, Linked},
    version,
};
use crate::{
    base::{Code, Finding},
    model::{ChangeKind, Shelf},
};

/// The neighbours of one text; ids of the library that holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// The older neighbour: in its series if it has one, else by date.
    pub previous: Option<Id>,
    /// The newer neighbour.
    pub next: Option<Id>,
    /// Up to five related briefings, the nearest first.
    pub related: Box<[Id]>,
    /// Briefings that link here, in the library's order.
    pub backlinks: Vec<Id>,
    /// Its other states, where it has any; see [`Self::kin`].
    pub(crate) kin: Option<Box<Kin>>,
}

/// The texts that are another state of one text. Most texts have none, so that an [`Around`] has room for a pointer alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kin {
    /// The same text in other languages, in the library's order; the original among them.
    pub translations: Vec<Id>,
    /// The original, where this is a translation.
    pub original: Option<Id>,
    /// How far it is behind its original.
    pub behind: Option<Behind>,
    /// What it replaces.
    pub supersedes: Vec<Id>,
    /// What replaces it.
    pub superseded_by: Vec<Id>,
}

/// Those of a text that has none.
static NO_KIN: Kin = Kin::new();

impl Kin {
    const fn new() -> Self {
        Self {
            translations: Vec::new(),
            original: None,
            behind: None,
            supersedes: Vec::new(),
            superseded_by: Vec::new(),
        }
    }
}

impl Around {
    /// Its other states.
    #[must_use]
    pub fn kin(&self) -> &Kin {
        self.kin.as_deref().unwrap_or(&NO_KIN)
    }

    fn kin_mut(&mut self) -> &mut Kin {
        self.kin.get_or_insert_with(|| Box::new(Kin::new()))
    }
}

/// How many related briefings a page shows.
const RELATED: usize = 5;
/// How far on each side of a briefing in the list of one of its terms relatives are looked for: keeps the search linear.
const REACH: usize = 16;

/// The surroundings of every entry, in the entries' order.
pub(super) fn arounds(entries: &[Entry], editions: &[Edition], linked: &[Linked], index: &Index<'_>) -> Vec<Around> {
    let mut arounds = vec![Around::default(); entries.len()];
    neighbours(entries, editions, &mut arounds);
    relatives(entries, editions, &mut arounds);
    for (id, linked) in (0..).zip(linked) {
        for to in linked.leads_to.iter().filter(|to| **to != id) {
            if entries[id as usize].public.card().shelf == Shelf::Briefings {
                arounds[*to as usize].backlinks.push(id);
            }
        }
    }
    translations(entries, index, &mut arounds);
    successions(entries, index, &mut arounds);
    arounds
}

fn neighbours(entries: &[Entry], editions: &[Edition], arounds: &mut [Around]) {
    for edition in editions {
        chain(&edition.briefings, arounds);
        for series in edition.terms.get(&Facet::Series).into_iter().flatten() {
            for &id in &series.briefings {
                (arounds[id as usize].previous, arounds[id as usize].next) = (None, None);
            }
            let mut ordered = series.briefings.clone();
            ordered.sort_by_cached_key(|id| (Reverse(number(&entries[*id as usize])), *id));
            chain(&ordered, arounds);
        }
    }
}

/// The digits of a number in a series, for putting `2026/9` before `2026/10`; empty numbers leave the order by date.
fn number(entry: &Entry) -> Vec<u64> {
    let number = entry.public.card().face.number.as_deref().unwrap_or_default();
    number.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// Links a newest-first list to its neighbours.
fn chain(newest_first: &[Id], arounds: &mut [Around]) {
    for pair in newest_first.windows(2) {
        if let [newer, older] = pair {
            arounds[*newer as usize].previous = Some(*older);
            arounds[*older as usize].next = Some(*newer);
        }
    }
}

/// The briefings of a term, and what sharing it counts for.
type Weighed<'a> = (&'a [Id], u32);
/// Where a briefing stands: the term's place among all, and its own among the term's.
type Standing = (u32, u32);

fn relatives(entries: &[Entry], editions: &[Edition], arounds: &mut [Around]) {
    let mut terms: Vec<Weighed<'_>> = Vec::new();
    for (facet, of_facet) in editions.iter().flat_map(|edition| &edition.terms) {
        if let Some(weight) = weight(*facet) {
            terms.extend(of_facet.iter().map(|term| (term.briefings.as_slice(), weight)));
        }
    }
    let mut standings: Vec<Vec<Standing>> = vec![Vec::new(); entries.len()];
    for (term, (briefings, _)) in (0..).zip(&terms) {
        for (at, id) in (0..).zip(*briefings) {
            standings[*id as usize].push((term, at));
        }
    }
    let retracted: HashSet<Id> =
        (0..).zip(entries).filter(|(_, entry)| is_retracted(entry)).map(|(id, _)| id).collect();
    let paired = arounds.par_iter_mut().zip(&standings).enumerate();
    paired.for_each_init(
        || Scores::of(entries.len()),
        |scores, (own, (around, standings))| {
            let lists = standings.iter().filter_map(|(term, at)| Some((*terms.get(*term as usize)?, *at as usize)));
            around.related = nearest(own, lists, &retracted, scores);
        },
    );
}

/// What sharing a name of this facet counts for; kinds, years and authors make no relatives.
fn weight(facet: Facet) -> Option<u32> {
    match facet {
        Facet::Topic => Some(4),
        Facet::Series => Some(3),
        Facet::Actor | Facet::Region => Some(2),
        Facet::Author | Facet::Kind | Facet::Year => None,
    }
}

/// What each entry has in common with one of them; a place for every entry, so that adding up is no search.
struct Scores {
    of: Vec<u32>,
    touched: Vec<Id>,
}

impl Scores {
    fn of(entries: usize) -> Self {
        Self { of: vec![0; entries], touched: Vec::new() }
    }

    fn add(&mut self, id: Id, weight: u32) {
        if let Some(score) = self.of.get_mut(id as usize) {
            if *score == 0 {
                self.touched.push(id);
            }
            *score += weight;
        }
    }

    /// The entries that have most in common, of equals the first; none has anything in common afterwards.
    fn take(&mut self, without: &HashSet<Id>) -> Box<[Id]> {
        let mut best: Vec<(Reverse<u32>, Id)> = Vec::with_capacity(RELATED + 1);
        for id in self.touched.drain(..) {
            let score = self.of.get_mut(id as usize).map(std::mem::take).unwrap_or_default();
            let one = (Reverse(score), id);
            let is_near = best.len() < RELATED || best.last().is_some_and(|last| one < *last);
            if is_near && !without.contains(&id) {
                best.insert(best.partition_point(|other| *other < one), one);
                best.truncate(RELATED);
            }
        }
        best.into_iter().map(|(_, id)| id).collect()
    }
}

fn nearest<'a>(
    own: usize,
    lists: impl Iterator<Item = (Weighed<'a>, usize)>,
    retracted: &HashSet<Id>,
    scores: &mut Scores,
) -> Box<[Id]> {
    for ((ids, weight), at) in lists {
        let near = ids.get(at.saturating_sub(REACH)..(at + REACH + 1).min(ids.len())).unwrap_or_default();
        near.iter().filter(|id| **id as usize != own).for_each(|id| scores.add(*id, weight));
    }
    scores.take(retracted)
}

fn is_retracted(entry: &Entry) -> bool {
    entry.public.card().face.history.iter().any(|change| change.kind == ChangeKind::Retraction)
}

/// Texts that name the same original, or whose files differ in their language suffix alone, are translations of one another.
fn translations(entries: &[Entry], index: &Index<'_>, arounds: &mut [Around]) {
    let mut groups: HashMap<Id, BTreeSet<Id>> = HashMap::default();
    for (id, entry) in (0..).zip(entries) {
        let card = entry.public.card();
        let named = card.translation_of.as_ref().and_then(|of| index.text(&card.source, &of.id));
        let beside = card.language_suffix.as_ref().and_then(|_| index.without_suffix(&card.source));
        if let Some(original) = named.or(beside).filter(|original| *original != id) {
            let kin = arounds[id as usize].kin_mut();
            kin.original = Some(original);
            kin.behind = version::behind(card, entries[original as usize].public.card());
            groups.entry(original).or_default().extend([original, id]);
        }
    }
    let groups: std::collections::BTreeMap<_, _> = groups.into_iter().collect();
    for group in groups.values() {
        for id in group {
            arounds[*id as usize].kin_mut().translations = group.iter().filter(|other| *other != id).copied().collect();
        }
    }
}

/// Translations of texts that are not there: a misspelt name would keep a translation from going with its original.
pub(super) fn unknown_originals(entries: &[Entry], index: &Index<'_>) -> Vec<Finding> {
    let unknown = |entry: &Entry| {
        let card = entry.public.card();
        let id = &card.translation_of.as_ref()?.id;
        let message = format!("`translation_of` names `{id}`, and there is no such text");
        let finding = Finding::of_file(Code::UnknownReference, card.source.as_str(), message);
        let is_unknown = index.text(&card.source, id).is_none();
        is_unknown.then(|| finding.hint("name the original by its slug, its file or its address"))
    };
    entries.iter().filter_map(unknown).collect()
}

fn successions(entries: &[Entry], index: &Index<'_>, arounds: &mut [Around]) {
    for (id, entry) in (0..).zip(entries) {
        let card = entry.public.card();
        for old in card.supersedes.iter().filter_map(|old| index.text(&card.source, old)) {
            arounds[id as usize].kin_mut().supersedes.push(old);
            arounds[old as usize].kin_mut().superseded_by.push(id);
        }
    }
}
