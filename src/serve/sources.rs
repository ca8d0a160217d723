//! The site's files between two builds: listed once, then looked at where something happened.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use super::watch::Change;
use crate::base::{Failure, Inventory, SitePath, Sources};
use crate::discover::{DiskSources, SETTINGS_FILE};

/// The files of a site that is being watched.
#[derive(Debug)]
pub(super) struct WatchedSources {
    disk: DiskSources,
    /// The last inventory; none when all must be listed again.
    last: Mutex<Option<Inventory>>,
    /// What something has happened to since.
    touched: Vec<SitePath>,
}

impl WatchedSources {
    /// The files of a site of which nothing is known yet.
    pub(super) fn new(disk: DiskSources) -> Self {
        Self { disk, last: Mutex::default(), touched: Vec::new() }
    }

    /// Takes note of a change before a build, and gives the files that it touches, as far as they are known.
    pub(super) fn note(&mut self, change: &Change) -> Vec<SitePath> {
        if change.folders {
            self.reopen();
        }
        let root = self.disk.root().to_owned();
        let path = |place: &PathBuf| SitePath::new(place.strip_prefix(&root).ok()?.to_str()?).ok();
        let touched: Option<Vec<SitePath>> = change.touched.iter().map(path).collect();
        let Some(touched) = touched.filter(|_| !change.more && !change.folders) else {
            self.forget();
            return change.touched.iter().filter_map(path).collect();
        };
        self.touched.extend(touched.iter().filter(|path| path.as_str() != SETTINGS_FILE).cloned());
        touched
    }

    /// Another folder may stand where the site's did: it is entered anew. While there is none, the old one is kept.
    fn reopen(&mut self) {
        if let Ok(disk) = DiskSources::open(self.disk.root()) {
            self.disk = disk;
        }
    }

    /// Lists all files at the next build.
    pub(super) fn forget(&mut self) {
        *self.last.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
        self.touched.clear();
    }

    /// The last inventory covers all that was noted.
    pub(super) fn settle(&mut self) {
        self.touched.clear();
    }
}

impl Sources for WatchedSources {
    fn inventory(&self) -> Result<Inventory, Failure> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let refreshed = last.as_ref().and_then(|last| self.disk.refreshed(last, &self.touched));
        let now = match refreshed {
            Some(now) => now,
            None => self.disk.inventory()?,
        };
        *last = Some(now.clone());
        Ok(now)
    }

    fn bytes(&self, path: &SitePath) -> Result<Vec<u8>, Failure> {
        self.disk.bytes(path)
    }
}
