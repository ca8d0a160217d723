//! What the library is told of withheld texts, so that links to them are refused and their files stay back: names alone.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, edition, file, link};
use crate::{
    base::{Address, Code, Finding, SitePath},
    model::Card,
};

/// The texts that are withheld, by their files.
pub type Withheld = BTreeMap<SitePath, Hidden>;

/// A text that is withheld: nothing of what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Where it would stand in its language, without slashes at the ends.
    place: String,
    /// Where it stood before.
    former: Vec<Address>,
    /// The files that it may mean by what it links, shows and attaches.
    files: BTreeSet<SitePath>,
}

impl Hidden {
    /// What the library is told of a card that the gate has withheld.
    #[must_use]
    pub fn of(card: &Card) -> Self {
        let files = named_files(card).collect();
        Self { place: edition::place(card), former: card.former_paths.to_vec(), files }
    }

    /// Whether an address, written without prefix, is one of its own; in whatever language it would stand.
    pub(super) fn stands_at(&self, address: &str) -> bool {
        let inner = address.trim_matches('/');
        let in_language = inner.split_once('/').filter(|(language, _)| matches!(language.len(), 2..=3));
        let own = |place: &str| !place.is_empty() && place == self.place;
        own(inner) || in_language.is_some_and(|(_, rest)| own(rest)) || self.is_former(inner)
    }

    fn is_former(&self, inner: &str) -> bool {
        self.former.iter().any(|former| former.as_str().trim_matches('/') == inner)
    }
}

/// The files that are withheld wherever they lie: those that withheld texts name and no public text does, and those whose names
/// carry the language of a withheld translation that shares its folder with a public text.
pub(super) struct Hold {
    named: BTreeSet<SitePath>,
    languages: BTreeSet<(String, String)>,
    /// What public texts name; filled only where there are `languages`.
    public: BTreeSet<SitePath>,
}

impl Hold {
    pub(super) fn of(entries: &[Entry], withheld: &Withheld) -> Self {
        let mut named: BTreeSet<SitePath> = withheld.values().flat_map(|hidden| hidden.files.iter().cloned()).collect();
        let languages: BTreeSet<_> = withheld.keys().filter_map(own_language).collect();
        let mut public = BTreeSet::new();
        if !named.is_empty() || !languages.is_empty() {
            public = entries.iter().flat_map(|entry| named_files(entry.public.card())).collect();
            named.retain(|file| !public.contains(file));
        }
        Self { named, languages, public }
    }

    /// Static files that withheld texts alone name: they are public all the same, and their authors should know.
    pub(super) fn exposed(&self, withheld: &Withheld, files: &BTreeSet<SitePath>) -> Vec<Finding> {
        let exposed =
            |file: &&SitePath| file.below("static").is_some() && self.named.contains(*file) && files.contains(*file);
        let of_text = |(source, hidden): (&SitePath, &Hidden)| -> Vec<Finding> {
            let warn = |file: &SitePath| {
                let message =
                    format!("the text is withheld, and `{file}`, which it names, is public like all static files");
                Finding::of_file(Code::PublicFile, source.as_str(), message)
                    .hint("put the file beside the text: it then goes with it, or nowhere")
            };
            hidden.files.iter().filter(exposed).map(warn).collect()
        };
        withheld.iter().flat_map(of_text).collect()
    }

    pub(super) fn holds(&self, file: &SitePath) -> bool {
        self.named.contains(file) || self.is_of_language(file)
    }

    fn is_of_language(&self, file: &SitePath) -> bool {
        if self.languages.is_empty() || self.public.contains(file) {
            return false;
        }
        let Some((_, language)) = file.stem().rsplit_once('.') else { return false };
        let folders = std::iter::successors(Some(file.folder()), |folder| Some(folder.rsplit_once('/')?.0));
        folders.into_iter().any(|folder| self.languages.contains(&(folder.to_owned(), language.to_lowercase())))
    }
}

/// The folder and the language of a text such as `folder/index.fr.md`.
fn own_language(path: &SitePath) -> Option<(String, String)> {
    let (_, language) = path.stem().rsplit_once('.').filter(|_| file::is_index(path))?;
    Some((path.folder().to_owned(), language.to_lowercase()))
}

/// The files of the site that a text may mean by what it links, shows and attaches.
fn named_files(card: &Card) -> impl Iterator<Item = SitePath> {
    card.links.iter().flat_map(|link| link::files_of(&card.source, &link.target))
}
