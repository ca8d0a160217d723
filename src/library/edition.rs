//! The site in one of its languages, and the addresses of the texts in it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Facet, Id, LibraryOptions, Term, facet};
use crate::{
    base::Address,
    gate::Public,
    model::{Card, DocId, LangTag, Shelf},
};

/// The site in one language: its texts, lists and feeds.
#[derive(Debug)]
pub struct Edition {
    /// Its language.
    pub language: LangTag,
    /// The address below which it stands: `/`, or `/fr/`.
    pub root: Address,
    /// Its briefings, in the library's order.
    pub briefings: Vec<Id>,
    /// The terms of each facet that has any, by name.
    pub terms: BTreeMap<Facet, Vec<Term>>,
    /// The page of each name that occurs, as it is written there.
    pub(super) named: facet::Named,
}

impl Edition {
    /// The address of the page of a facet's name; `None` if the name reduces to nothing.
    #[must_use]
    pub fn address(&self, facet: Facet, name: &str) -> Option<Address> {
        let known = self.named.get(&facet).and_then(|names| names.get(name));
        known.cloned().or_else(|| facet.address(&self.root, name))
    }
}

/// The languages there are, the main one first, then by tag.
pub(super) fn editions(public: &[Public], options: &LibraryOptions) -> Vec<Edition> {
    let mut others: BTreeSet<LangTag> = options.languages.iter().cloned().collect();
    for public in public {
        let known = |tag: &LangTag| others.iter().any(|other| other.primary() == tag.primary());
        if let Some(language) = language_of(public.card(), options)
            && !known(&language)
        {
            others.insert(language);
        }
    }
    others.retain(|other| other.primary() != options.language.primary());
    let edition = |language: LangTag, root| Edition {
        language,
        root,
        briefings: Vec::new(),
        terms: BTreeMap::new(),
        named: facet::Named::new(),
    };
    let main = edition(options.language.clone(), Address::home());
    let others = others.into_iter().map(|language| {
        let root = Address::home().join(language.primary());
        edition(language, root)
    });
    std::iter::once(main).chain(others).collect()
}

/// The language among whose texts this one stands, where it is not the main one: a translation's, or one that site.toml names.
pub(super) fn language_of(card: &Card, options: &LibraryOptions) -> Option<LangTag> {
    let own = &card.face.language;
    let foreign = own.primary() != options.language.primary();
    let translation = card.translation_of.is_some() || card.language_suffix.is_some();
    let named = options.languages.iter().any(|language| language.primary() == own.primary());
    (foreign && (translation || named)).then(|| own.clone())
}

/// Where a text stands in its edition, and its id.
pub(super) fn address(card: &Card, edition: &Edition) -> (DocId, Address) {
    let slug = card.face.slug.as_str();
    let place = place(card);
    let id = match edition.root.as_str().trim_matches('/') {
        "" => slug.to_owned(),
        language => format!("{language}/{slug}"),
    };
    (id, edition.root.join(&place))
}

/// Where a text stands below the root of its edition.
pub(super) fn place(card: &Card) -> String {
    match card.shelf {
        Shelf::Briefings => format!("briefings/{}", card.face.slug),
        Shelf::Pages => page_place(card),
    }
}

/// A page stands where its folders below `content/pages/` say.
fn page_place(card: &Card) -> String {
    let slug = card.face.slug.as_str();
    let folder = card.source.below("content/pages").and_then(|rest| rest.rsplit_once('/')).map(|(folder, _)| folder);
    let Some(folder) = folder else { return slug.to_owned() };
    let parts: Vec<String> = folder.split('/').map(crate::base::words).filter(|part| !part.is_empty()).collect();
    let own = card.source.stem().split('.').next() == Some("index");
    match (parts.last(), own) {
        (Some(last), true) if last == slug => parts.join("/"),
        (Some(_), true) => parts.split_last().map_or_else(String::new, |(_, above)| above.join("/") + "/") + slug,
        (Some(_), false) => parts.join("/") + "/" + slug,
        (None, _) => slug.to_owned(),
    }
}
