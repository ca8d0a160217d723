//! Files beside texts: whose they are, and where they go.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Entry, Id};
use crate::base::{OutPath, SitePath};

/// Whose a file is: that of the text whose own folder it lies in.
pub(super) enum Owner {
    /// A public text's: it goes where the text goes.
    Public(Id),
    /// A withheld text's: it goes nowhere.
    Withheld,
    /// In a flat folder: public when a text that is public uses it.
    Nobody,
}

/// The folders that belong to one text: those with an `index.*`.
pub(super) struct Owners {
    folders: HashMap<String, Option<Id>>,
    withheld_addresses: BTreeSet<String>,
}

impl Owners {
    pub(super) fn of(entries: &[Entry], withheld: &BTreeSet<SitePath>) -> Self {
        let mut folders: HashMap<String, Option<Id>> = HashMap::new();
        for path in withheld.iter().filter(|path| is_index(path)) {
            folders.insert(path.folder().to_owned(), None);
        }
        for (id, entry) in (0..).zip(entries) {
            let source = &entry.public.card().source;
            if is_index(source) {
                let owner = folders.entry(source.folder().to_owned()).or_insert(Some(id));
                *owner = owner.or(Some(id));
            }
        }
        let withheld_addresses = withheld.iter().filter_map(likely_address).collect();
        Self { folders, withheld_addresses }
    }

    pub(super) fn owner(&self, file: &SitePath) -> Owner {
        let mut folder = file.folder();
        loop {
            match self.folders.get(folder) {
                Some(Some(id)) => return Owner::Public(*id),
                Some(None) => return Owner::Withheld,
                None => {}
            }
            match folder.rsplit_once('/') {
                Some((above, _)) => folder = above,
                None => return Owner::Nobody,
            }
        }
    }

    pub(super) fn is_withheld_address(&self, path: &str) -> bool {
        self.withheld_addresses.contains(path.trim_matches('/'))
    }
}

/// Where a withheld text would stand if its file's name gave the address.
fn likely_address(path: &SitePath) -> Option<String> {
    let name = if is_index(path) { path.folder().rsplit('/').next()? } else { path.stem() };
    let slug = crate::base::words(crate::model::undated(name));
    Some(match path.below("content/pages") {
        Some(_) => slug,
        None => format!("briefings/{slug}"),
    })
}

fn is_index(path: &SitePath) -> bool {
    path.stem().split('.').next() == Some("index")
}

/// Where `file` goes when it goes with `entry`: below the entry's address, as it lies below the entry's folder.
pub(super) fn beside(entry: &Entry, file: &SitePath) -> OutPath {
    let folder = entry.public.card().source.folder();
    let own = is_index(&entry.public.card().source);
    let rest = file.below(folder).filter(|_| own).unwrap_or_else(|| file.name());
    entry.address.file(rest)
}

/// Every file in the own folder of a public text, for each language of the text.
pub(super) fn of_folders(entries: &[Entry], files: &BTreeSet<SitePath>) -> BTreeMap<OutPath, SitePath> {
    let mut by_folder: HashMap<&str, Vec<&SitePath>> = HashMap::new();
    for file in files {
        let mut folder = file.folder();
        while !folder.is_empty() {
            by_folder.entry(folder).or_default().push(file);
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }
    let own = entries.iter().filter(|entry| is_index(&entry.public.card().source));
    own.flat_map(|entry| {
        let files = by_folder.get(entry.public.card().source.folder()).cloned().unwrap_or_default();
        files.into_iter().map(|file| (beside(entry, file), file.clone()))
    })
    .collect()
}
