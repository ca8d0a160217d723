//! The jobs: what kinds of files an output has.

use super::SearchShape;
use crate::{
    base::{Address, OutPath, SitePath},
    library::{Facet, Id},
};

/// Something to make. A job says what, its outputs say where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// A briefing's page, and its machine twins.
    Briefing(Id),
    /// A stand-alone page.
    Text(Id),
    /// The home of an edition.
    Home(usize),
    /// One page of a list.
    List(ListPage),
    /// What the list of all briefings of an edition is narrowed by.
    Filter(usize),
    /// The page that lists the terms of a facet.
    Terms {
        /// The edition.
        edition: usize,
        /// The facet.
        facet: Facet,
    },
    /// A feed.
    Feed {
        /// The edition.
        edition: usize,
        /// What it carries.
        list: ListKey,
        /// How it is written.
        format: FeedFormat,
    },
    /// `/sitemap.xml`.
    Sitemap,
    /// `/news-sitemap.xml`: what is younger than two days.
    NewsSitemap,
    /// `/robots.txt`.
    Robots,
    /// `/404.html`.
    NotFound,
    /// `/.nojekyll`, empty.
    NoJekyll,
    /// The stylesheet made of `[theme]`.
    ThemeStyle,
    /// The search page of an edition.
    Search(usize),
    /// The description of an edition's search index.
    SearchIndex {
        /// The edition.
        edition: usize,
        /// How many texts each block holds.
        sizes: Vec<usize>,
    },
    /// One block of an edition's search index.
    SearchBlock {
        /// The edition.
        edition: usize,
        /// How the index is cut.
        shape: SearchShape,
        /// The texts of the block, in their order.
        texts: Vec<Id>,
    },
    /// The social card of a briefing.
    SocialCard(Id),
    /// A page at a former address.
    Redirect {
        /// Whose former address.
        id: Id,
        /// The former address.
        from: Address,
    },
    /// A static file, under its own name and the one that carries its digest.
    Static(OutPath),
    /// A file that goes with a text.
    File(SitePath),
    /// A picture of a text in smaller sizes, one for each of its outputs.
    Picture {
        /// The picture.
        source: SitePath,
        /// Its widths in pixels, in the order of the outputs.
        widths: Vec<u32>,
    },
}

/// What a list lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub enum ListKey {
    /// All briefings of an edition.
    All,
    /// Those of a term: its facet, and its place among the facet's terms.
    Term(Facet, usize),
    /// Those with a correction, a concern or a retraction.
    Corrections,
}

/// One page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListPage {
    /// The edition.
    pub edition: usize,
    /// What is listed.
    pub list: ListKey,
    /// The page, from 1.
    pub page: usize,
    /// How many pages there are, at least 1.
    pub pages: usize,
}

/// How a feed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[expect(missing_docs, reason = "the names are the formats'")]
pub enum FeedFormat {
    Atom,
    Json,
}

/// The machine twins of a briefing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[expect(missing_docs, reason = "the names are the formats'")]
pub enum TwinFormat {
    Markdown,
    BibTex,
    Ris,
    CslJson,
}

impl FeedFormat {
    /// The name of its file.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Atom => "feed.xml",
            Self::Json => "feed.json",
        }
    }
}

impl TwinFormat {
    /// All formats, in the order of a briefing's outputs after its page.
    pub const ALL: &'static [Self] = &[Self::Markdown, Self::BibTex, Self::Ris, Self::CslJson];

    /// The name of its file.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Markdown => "index.md",
            Self::BibTex => "cite.bib",
            Self::Ris => "cite.ris",
            Self::CslJson => "cite.csl.json",
        }
    }
}
