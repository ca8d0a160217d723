//! Files beside texts: whose they are, and where they go.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::{Entry, Id, Withheld, hidden::Hold};
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

/// The folders that belong to one text, those with an `index.*`; and the files that are withheld wherever they lie.
pub(super) struct Owners<'a> {
    folders: HashMap<&'a str, Option<Id>>,
    pub(super) hold: Hold,
}

impl<'a> Owners<'a> {
    /// A folder that a public text shares with a withheld one is the public one's, but for what is the withheld one's by name.
    pub(super) fn of(entries: &'a [Entry], withheld: &'a Withheld) -> Self {
        let mut folders: HashMap<&str, Option<Id>> = HashMap::default();
        for path in withheld.keys().filter(|path| is_index(path)) {
            folders.insert(path.folder(), None);
        }
        for (id, entry) in (0..).zip(entries) {
            let source = &entry.public.card().source;
            if is_index(source) {
                let owner = folders.entry(source.folder()).or_insert(Some(id));
                *owner = owner.or(Some(id));
            }
        }
        Self { folders, hold: Hold::of(entries, withheld) }
    }

    pub(super) fn owner(&self, file: &SitePath) -> Owner {
        if self.hold.holds(file) {
            return Owner::Withheld;
        }
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
}

pub(super) fn is_index(path: &SitePath) -> bool {
    path.stem().split('.').next() == Some("index")
}

/// Where `file` goes when it goes with `entry`: below the entry's address, as it lies below the entry's folder.
pub(super) fn beside(entry: &Entry, file: &SitePath) -> OutPath {
    let folder = entry.public.card().source.folder();
    let own = is_index(&entry.public.card().source);
    let rest = file.below(folder).filter(|_| own).unwrap_or_else(|| file.name());
    entry.address.file(rest)
}

/// Every file in the own folder of a public text, for each language of the text. A folder within it that is another text's own
/// is not its.
pub(super) fn of_folders(
    entries: &[Entry],
    files: &BTreeSet<SitePath>,
    owners: &Owners<'_>,
) -> BTreeMap<OutPath, SitePath> {
    let mut by_folder: HashMap<&str, Vec<&SitePath>> = HashMap::default();
    for file in files {
        if let Owner::Public(id) = owners.owner(file) {
            by_folder.entry(entries[id as usize].public.card().source.folder()).or_default().push(file);
        }
    }
    let own = entries.iter().filter(|entry| is_index(&entry.public.card().source));
    own.flat_map(|entry| {
        let card = entry.public.card();
        let files = by_folder.get(card.source.folder()).into_iter().flatten();
        files.map(|file| (beside(entry, file), (*file).clone()))
    })
    .collect()
}
