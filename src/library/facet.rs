//! Facets: the names by which briefings are listed, each with its page.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use super::{Edition, Entry, Id, LibraryOptions};
use crate::{
    base::{Address, Code, Finding, Slug},
    model::{Kind, LangTag},
};

/// The facets, in the order in which a site shows them. Countries are listed among the regions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the field's and say all")]
pub enum Facet {
    Topic,
    Region,
    Actor,
    Author,
    Series,
    Kind,
    Year,
}

/// One name of a facet with its briefings.
#[derive(Clone, Debug)]
pub struct Term {
    /// The name as first written, in the library's order.
    pub name: String,
    /// The page that lists its briefings.
    pub address: Address,
    /// Its briefings, in the library's order; never empty.
    pub briefings: Vec<Id>,
}

impl Facet {
    /// All facets.
    pub const ALL: &'static [Self] =
        &[Self::Topic, Self::Region, Self::Actor, Self::Author, Self::Series, Self::Kind, Self::Year];

    /// Its name in views.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Region => "region",
            Self::Actor => "actor",
            Self::Author => "author",
            Self::Series => "series",
            Self::Kind => "kind",
            Self::Year => "year",
        }
    }

    /// The first part of its addresses.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Topic => "topics",
            Self::Region => "regions",
            Self::Actor => "actors",
            Self::Author => "authors",
            Self::Series => "series",
            Self::Kind => "kinds",
            Self::Year => "archive",
        }
    }

    /// Whether each of its terms has feeds of its own.
    #[must_use]
    pub fn has_feeds(self) -> bool {
        !matches!(self, Self::Kind | Self::Year)
    }

    /// The address of the page of one of its names in an edition; `None` if the name reduces to nothing.
    pub(super) fn address(self, root: &Address, name: &str) -> Option<Address> {
        let slug = match self {
            Self::Kind => Slug::parse(name)?,
            _ => Slug::from_name(name)?,
        };
        Some(root.join(&format!("{}/{slug}", self.folder())))
    }
}

/// The names of one briefing, in each facet; countries in the language of its edition.
pub(super) fn names<'a>(
    entry: &'a Entry,
    language: &LangTag,
    options: &'a LibraryOptions,
) -> Vec<(Facet, Cow<'a, str>)> {
    let face = &entry.public.card().face;
    let subjects = &face.subjects;
    let mut names = Vec::new();
    let mut add = |facet, name: Cow<'a, str>| {
        if !names.iter().any(|(other, known)| *other == facet && *known == name) {
            names.push((facet, name));
        }
    };
    subjects.topics.iter().for_each(|name| add(Facet::Topic, name.as_str().into()));
    subjects.regions.iter().for_each(|name| add(Facet::Region, name.as_str().into()));
    for place in &subjects.places {
        for (region, countries) in &options.regions {
            if countries.contains(place) {
                add(Facet::Region, region.into());
            }
        }
        add(Facet::Region, place.name_in(language).into());
    }
    subjects.actors.iter().for_each(|name| add(Facet::Actor, name.as_str().into()));
    face.authors.iter().for_each(|author| add(Facet::Author, author.name.as_str().into()));
    face.series.iter().for_each(|name| add(Facet::Series, (&**name).into()));
    add(Facet::Kind, face.kind.name().into());
    if let Some(date) = face.date {
        add(Facet::Year, date.day().year().to_string().into());
    }
    names
}

/// The address of each name, as it is written, by facet.
pub(super) type Named = BTreeMap<Facet, HashMap<String, Address>>;

/// The terms of an edition by facet, each facet's by name, kinds in their own order; and the address of each name.
pub(super) fn terms(
    edition: &Edition,
    entries: &[Entry],
    options: &LibraryOptions,
    findings: &mut Vec<Finding>,
) -> (BTreeMap<Facet, Vec<Term>>, Named) {
    let mut found: BTreeMap<Facet, Found<'_>> = BTreeMap::new();
    for &id in &edition.briefings {
        let entry = &entries[id as usize];
        for (facet, name) in names(entry, &edition.language, options) {
            let of_facet = found.entry(facet).or_default();
            let Some(at) = of_facet.place(facet, &name, &edition.root) else {
                findings.push(nothing_left(entry, facet, &name));
                continue;
            };
            let Some(term) = of_facet.terms.get_mut(at) else { continue };
            if term.name != *name {
                findings.push(same_slug(entry, facet, &name, term, entries));
            }
            term.briefings.push(id);
            of_facet.names.entry(name).or_insert(at);
        }
    }
    let (mut terms, mut named) = (BTreeMap::new(), Named::new());
    for (facet, found) in found {
        let address = |at: usize| found.terms.get(at).map(|term| term.address.clone());
        let names = found.names.into_iter().filter_map(|(name, at)| Some((name.into_owned(), address(at)?)));
        named.insert(facet, names.collect());
        terms.insert(facet, ordered(facet, found.terms));
    }
    (terms, named)
}

/// The terms of one facet while they are gathered.
#[derive(Default)]
struct Found<'a> {
    terms: Vec<Term>,
    /// The term of each name as it is written.
    names: HashMap<Cow<'a, str>, usize>,
    addresses: HashMap<Address, usize>,
}

impl Found<'_> {
    /// The place of a name's term, begun if it is new; `None` if the name reduces to nothing.
    fn place(&mut self, facet: Facet, name: &str, root: &Address) -> Option<usize> {
        if let Some(at) = self.names.get(name) {
            return Some(*at);
        }
        let address = facet.address(root, name)?;
        let terms = &mut self.terms;
        Some(*self.addresses.entry(address).or_insert_with_key(|address| {
            terms.push(Term { name: name.to_owned(), address: address.clone(), briefings: vec![] });
            terms.len() - 1
        }))
    }
}

fn ordered(facet: Facet, mut terms: Vec<Term>) -> Vec<Term> {
    match facet {
        Facet::Kind => terms.sort_by_key(|term| Kind::ALL.iter().position(|kind| kind.name() == term.name)),
        _ => terms.sort_by_cached_key(|term| (crate::base::words(&term.name), term.name.clone())),
    }
    terms
}

fn nothing_left(entry: &Entry, facet: Facet, name: &str) -> Finding {
    let message = format!("the {} `{name}` has no letter or digit to make an address of", facet.name());
    Finding::of_file(Code::EmptySlug, entry.public.card().source.as_str(), message)
}

fn same_slug(entry: &Entry, facet: Facet, name: &str, term: &Term, entries: &[Entry]) -> Finding {
    let first = term.briefings.first().map(|id| entries[*id as usize].public.card().source.to_string());
    let message =
        format!("the {} `{name}` and `{}` would share the address `{}`", facet.name(), term.name, term.address);
    let finding = Finding::of_file(Code::EmptySlug, entry.public.card().source.as_str(), message);
    finding
        .hint(format!("write both the same way, such as `{}`", term.name))
        .with(&first.unwrap_or_default(), format!("`{}` stands here", term.name))
}
