//! Which pages a sitemap names, and into how many files they go.

use super::{ListKey, route};
use crate::{
    base::{Address, OutPath},
    library::{Facet, Id, Library},
};

/// A page that search engines shall know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indexed {
    /// Where it stands.
    pub address: Address,
    /// What it shows.
    pub page: IndexedPage,
}

/// What a page of a sitemap shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexedPage {
    /// A text.
    Text(Id),
    /// The home of an edition.
    Home(usize),
    /// The first page of a list of an edition.
    List(usize, ListKey),
    /// The names of a facet of an edition.
    Terms(usize, Facet),
}

/// The most addresses one sitemap may hold: sitemaps.org/protocol.html#index.
pub const SITEMAP_LIMIT: usize = 50_000;

/// All pages for search engines: homes, texts in the library's order, lists. Texts that only a preview shows are left out,
/// and so are lists that list nothing and further pages of lists, which say nothing of their own.
#[must_use]
pub fn indexed(library: &Library) -> Vec<Indexed> {
    let mut pages = Vec::with_capacity(library.entries.len() * 2);
    for (at, edition) in library.editions.iter().enumerate() {
        pages.push(Indexed { address: edition.root.clone(), page: IndexedPage::Home(at) });
    }
    let texts = (0..).zip(&library.entries).filter(|(_, entry)| entry.public.preview().is_none());
    pages.extend(texts.map(|(id, entry)| Indexed { address: entry.address.clone(), page: IndexedPage::Text(id) }));
    for (at, edition) in library.editions.iter().enumerate() {
        for list in route::keys(edition, library) {
            if route::members(library, at, list).iter().any(|id| library.entry(*id).public.preview().is_none()) {
                let address = route::list_address(library, at, list);
                pages.push(Indexed { address, page: IndexedPage::List(at, list) });
            }
        }
        for facet in edition.terms.keys() {
            let address = edition.root.join(facet.folder());
            pages.push(Indexed { address, page: IndexedPage::Terms(at, *facet) });
        }
    }
    pages
}

/// The files of the sitemap of so many pages: one, or an index and its parts.
#[must_use]
pub fn sitemap_files(pages: usize) -> Vec<OutPath> {
    let parts = if pages > SITEMAP_LIMIT { pages.div_ceil(SITEMAP_LIMIT) } else { 0 };
    let names = std::iter::once("sitemap.xml".to_owned()).chain((1..=parts).map(|part| format!("sitemap-{part}.xml")));
    names.filter_map(|name| OutPath::new(&name).ok()).collect()
}

/// Whether there is anything that a news sitemap could name.
pub(super) fn has_news(library: &Library) -> bool {
    library.briefings().any(|(_, entry)| entry.public.preview().is_none() && entry.public.card().face.date.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sitemap_is_split_above_its_limit() {
        let names = |pages| sitemap_files(pages).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(names(SITEMAP_LIMIT), ["sitemap.xml"]);
        assert_eq!(names(SITEMAP_LIMIT + 1), ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]);
    }
}
