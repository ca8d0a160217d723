//! The site's files between two builds: listed once, then looked at where something happened.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use super::watch::Change;
use crate::base::{Failure, Inventory, SitePath, Sources};
use crate::discover::DiskSources;

/// The files of a site that is being watched.
#[derive(Debug)]
pub(super) struct WatchedSources {
    disk: DiskSources,
    /// The last inventory; none when all must be listed again.
    last: Mutex<Option<Inventory>>,
    /// The files whose contents may have changed since.
    edited: Vec<SitePath>,
}

impl WatchedSources {
    /// The files of a site of which nothing is known yet.
    pub(super) fn new(disk: DiskSources) -> Self {
        Self { disk, last: Mutex::default(), edited: Vec::new() }
    }

    /// Takes note of a change before a build.
    pub(super) fn note(&mut self, change: &Change) {
        let root = self.disk.root();
        let path = |place: &PathBuf| SitePath::new(place.strip_prefix(root).ok()?.to_str()?).ok();
        let sources = change.edited.iter().filter(|place| !place.ends_with("site.toml"));
        match sources.map(path).collect::<Option<Vec<_>>>() {
            Some(edited) if !change.more => self.edited.extend(edited),
            _ => self.forget(),
        }
    }

    /// Lists all files at the next build.
    pub(super) fn forget(&mut self) {
        *self.last.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
        self.edited.clear();
    }

    /// The last inventory covers all that was noted.
    pub(super) fn settle(&mut self) {
        self.edited.clear();
    }
}

impl Sources for WatchedSources {
    fn inventory(&self) -> Result<Inventory, Failure> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let refreshed = last.as_ref().and_then(|last| self.disk.refreshed(last, &self.edited));
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
