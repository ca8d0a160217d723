//! The parts of the search index: what a browser loads one by one, the newest first.

use std::collections::BTreeMap;

use crate::library::{Id, Library};

/// How many briefings one part holds at most: so few that the first is soon there, and that one edit makes little anew.
const PART: usize = 200;

/// A part of an edition's index: up to 200 briefings of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchPart {
    /// Its name in addresses (`2026-1`): the year, and its place in the year from the oldest, so that a new briefing touches the
    /// newest part alone.
    pub name: String,
    /// Its briefings, the newest first.
    pub briefings: Vec<Id>,
}

/// The parts of an edition's index, the newest first, the undated last.
#[must_use]
pub fn search_parts(library: &Library, edition: usize) -> Vec<SearchPart> {
    let mut years: BTreeMap<Option<i16>, Vec<Id>> = BTreeMap::new();
    for id in &library.editions[edition].briefings {
        let date = library.entry(*id).public.card().face.date;
        years.entry(date.map(|date| date.day().year())).or_default().push(*id);
    }
    years.into_iter().rev().flat_map(|(year, ids)| parts_of(year, &ids)).collect()
}

fn parts_of(year: Option<i16>, newest_first: &[Id]) -> Vec<SearchPart> {
    let year = year.map_or_else(|| "undated".to_owned(), |year| year.to_string());
    let part = |(at, briefings): (usize, &[Id])| SearchPart {
        name: format!("{year}-{}", at + 1),
        briefings: briefings.to_vec(),
    };
    let mut parts: Vec<SearchPart> = newest_first.rchunks(PART).enumerate().map(part).collect();
    parts.reverse();
    parts
}
