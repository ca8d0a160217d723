//! The library: all public texts of a site, in one fixed order, with everything between them resolved.
//!
//! Promises: pure and the same for the same cards, whatever order they come in; knows public cards alone, so that no count,
//! neighbour or facet can tell of a withheld text; no pass costs more than the number of texts times a constant. Must not
//! know: bodies, templates, outputs.

mod around;
mod edition;
mod facet;
mod file;
mod hidden;
mod link;
mod version;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::tz::TimeZone;
use rayon::prelude::*;

use crate::{
    base::{Address, Digest, Finding, OutPath, SitePath},
    gate::Public,
    model::{Country, DocId, LangTag, Shelf},
};

pub use around::{Around, Kin};
pub use edition::Edition;
pub use facet::{Facet, Term};
pub use hidden::{Hidden, Withheld};
pub use link::{Links, Target};
pub use version::Behind;

/// The place of a text in [`Library::entries`].
pub type Id = u32;

/// What the library needs to know of the site.
#[derive(Clone, Debug)]
pub struct LibraryOptions {
    /// The main language.
    pub language: LangTag,
    /// Further languages that site.toml names.
    pub languages: Vec<LangTag>,
    /// The zone in which a day begins.
    pub zone: TimeZone,
    /// Regions and the countries they hold.
    pub regions: BTreeMap<String, Vec<Country>>,
}

/// What else there is in the site that a text may refer to.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// Every file below `content/` that is no text, and every file below `static/`.
    pub files: &'a BTreeSet<SitePath>,
    /// The texts that are withheld.
    pub withheld: &'a Withheld,
}

/// All public texts of a site.
#[derive(Debug)]
pub struct Library {
    /// Briefings by date, newest first, undated ones last, then by address; after them the stand-alone pages by address.
    pub entries: Vec<Entry>,
    /// The site's languages, the main one first; never empty.
    pub editions: Vec<Edition>,
    /// Files that go with public texts: where to, where from.
    pub files: BTreeMap<OutPath, SitePath>,
    /// Dead links, missing files, names that reduce to nothing: in the order of files.
    pub findings: Vec<Finding>,
}

/// One public text with what is around it.
#[derive(Debug)]
pub struct Entry {
    /// Its card.
    pub public: Public,
    /// Its id.
    pub id: DocId,
    /// Its address.
    pub address: Address,
    /// Its language's place in [`Library::editions`].
    pub edition: usize,
    /// Digest of its address and of what other pages show of it.
    pub face: Digest,
    /// Its neighbours.
    pub around: Around,
    /// Where each link leads.
    pub links: Links,
}

impl Library {
    /// The entry of an id of this library.
    #[must_use]
    pub fn entry(&self, id: Id) -> &Entry {
        &self.entries[id as usize]
    }

    /// Puts a card in the place of one that it stands for.
    pub fn renew(&mut self, id: Id, public: Public) {
        if let Some(entry) = self.entries.get_mut(id as usize) {
            entry.public = public;
        }
    }

    /// All briefings, in order.
    pub fn briefings(&self) -> impl Iterator<Item = (Id, &Entry)> {
        self.of_shelf(Shelf::Briefings)
    }

    /// All stand-alone pages, in order.
    pub fn pages(&self) -> impl Iterator<Item = (Id, &Entry)> {
        self.of_shelf(Shelf::Pages)
    }

    fn of_shelf(&self, shelf: Shelf) -> impl Iterator<Item = (Id, &Entry)> {
        (0..).zip(&self.entries).filter(move |(_, entry)| entry.public.card().shelf == shelf)
    }
}

/// Makes the library of all public texts.
#[must_use]
pub fn library(public: Vec<Public>, options: &LibraryOptions, surroundings: Surroundings<'_>) -> Library {
    let mut editions = edition::editions(&public, options);
    let mut entries = entries(public, &editions, options);
    let mut findings = Vec::new();
    for (id, entry) in (0..).zip(&entries) {
        if entry.public.card().shelf == Shelf::Briefings {
            editions[entry.edition].briefings.push(id);
        }
    }
    let owners = file::Owners::of(&entries, surroundings.withheld);
    let terms = |edition: &mut Edition| {
        let mut findings = Vec::new();
        (edition.terms, edition.named) = facet::terms(edition, &entries, options, &mut findings);
        findings
    };
    let links = || {
        let index = link::Index::of(&entries, surroundings, &owners);
        let linked: Vec<_> = entries.par_iter().map(|entry| link::resolve(entry, &entries, &index)).collect();
        (index, linked)
    };
    let (of_terms, (index, linked)) =
        rayon::join(|| editions.par_iter_mut().flat_map_iter(terms).collect::<Vec<_>>(), links);
    findings.extend(of_terms);
    let arounds = around::arounds(&entries, &editions, &linked, &index);
    findings.extend(owners.hold.exposed(surroundings.withheld, surroundings.files));
    findings.extend(around::unknown_originals(&entries, &index));
    let mut files = file::of_folders(&entries, surroundings.files, &owners);
    for ((entry, linked), around) in entries.iter_mut().zip(linked).zip(arounds) {
        files.extend(linked.files);
        findings.extend(linked.findings);
        entry.links = linked.targets;
        entry.around = around;
    }
    findings.extend(version::stale(&entries));
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    Library { entries, editions, files, findings }
}

fn entries(public: Vec<Public>, editions: &[Edition], options: &LibraryOptions) -> Vec<Entry> {
    let places: HashMap<&str, usize> =
        editions.iter().enumerate().map(|(at, edition)| (edition.language.primary(), at)).collect();
    let entry = |public: Public| {
        let edition = edition::language_of(public.card(), options)
            .and_then(|language| places.get(language.primary()).copied())
            .unwrap_or_default();
        let (id, address) = edition::address(public.card(), &editions[edition]);
        let face = Digest::of_value(&(public.card().face_digest, &address, public.preview()));
        Entry { public, id, address, edition, face, around: Around::default(), links: Links::default() }
    };
    let mut entries: Vec<Entry> = public.into_par_iter().map(entry).collect();
    let key = |entry: &Entry| {
        let card = entry.public.card();
        let begins = card.face.date.map(|date| date.begins(&options.zone));
        let dated = if card.shelf == Shelf::Briefings { begins } else { None };
        (card.shelf, dated.is_none(), std::cmp::Reverse(dated), entry.address.clone(), card.source.clone())
    };
    entries.sort_by_cached_key(key);
    entries
}
