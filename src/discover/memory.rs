//! A site in memory, for tests and for texts that stand in no file.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::passed_over;
use crate::base::{Failure, FileEntry, FileStamp, Inventory, SitePath, Sources};

/// The files of a site, held in memory. Every change of a file gives it a new stamp, as a disk with an exact clock would.
#[derive(Clone, Debug, Default)]
pub struct MemorySources {
    files: BTreeMap<SitePath, (Arc<[u8]>, FileStamp)>,
    ticks: i64,
}

impl MemorySources {
    /// An empty site.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes a file, over the one that is there.
    pub fn write(&mut self, path: SitePath, bytes: impl Into<Arc<[u8]>>) {
        let bytes = bytes.into();
        let stamp = self.stamp(&bytes);
        self.files.insert(path, (bytes, stamp));
    }

    /// Gives a file a new stamp and leaves its bytes; nothing if it is not there.
    pub fn touch(&mut self, path: &SitePath) {
        if let Some((bytes, _)) = self.files.get(path).cloned() {
            self.write(path.clone(), bytes);
        }
    }

    /// Deletes a file; whether it was there.
    pub fn remove(&mut self, path: &SitePath) -> bool {
        self.files.remove(path).is_some()
    }

    /// Gives a file another path and keeps its stamp, as a disk does; whether it was there.
    pub fn rename(&mut self, from: &SitePath, to: SitePath) -> bool {
        let Some(file) = self.files.remove(from) else { return false };
        self.files.insert(to, file);
        true
    }

    /// The paths of all files, in order.
    pub fn paths(&self) -> impl Iterator<Item = &SitePath> {
        self.files.keys()
    }

    fn stamp(&mut self, bytes: &[u8]) -> FileStamp {
        self.ticks += 1;
        let size = bytes.len() as u64;
        FileStamp { size, modified: self.ticks, changed: self.ticks, inode: self.ticks.unsigned_abs(), fresh: false }
    }
}

impl<P: AsRef<str>, B: AsRef<[u8]>> FromIterator<(P, B)> for MemorySources {
    /// Takes paths and bytes; a text that is no path of a site is left out.
    fn from_iter<I: IntoIterator<Item = (P, B)>>(files: I) -> Self {
        let mut sources = Self::new();
        for (path, bytes) in files {
            if let Ok(path) = SitePath::new(path.as_ref()) {
                sources.write(path, bytes.as_ref());
            }
        }
        sources
    }
}

impl Sources for MemorySources {
    fn inventory(&self) -> Result<Inventory, Failure> {
        let listed = |path: &SitePath| {
            let top = path.as_str().split('/').next().unwrap_or_default();
            (super::FOLDERS.contains(&top) && path.as_str() != top && !path.as_str().split('/').any(passed_over))
                || path.as_str() == super::LOCK_FILE
        };
        let files = self.files.iter().filter(|(path, _)| listed(path));
        let files = files.map(|(path, (_, stamp))| FileEntry { path: path.clone(), stamp: *stamp }).collect();
        Ok(Inventory { files, findings: Vec::new() })
    }

    fn bytes(&self, path: &SitePath) -> Result<Vec<u8>, Failure> {
        match self.files.get(path) {
            Some((bytes, _)) => Ok(bytes.to_vec()),
            None => Err(Failure::Unreadable { path: path.to_string(), cause: "no such file".to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_lists_what_a_disk_would_list() {
        let sites: MemorySources = [
            ("site.toml", ""),
            ("content/b.md", "b"),
            ("content/a.md", "a"),
            ("content/.x.md", ""),
            ("despatch.lock", ""),
        ]
        .into_iter()
        .collect();
        let files = sites.inventory().expect("memory is listed").files;
        let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["content/a.md", "content/b.md", "despatch.lock"]);
    }

    #[test]
    fn a_touch_changes_the_stamp_and_a_rename_does_not() {
        let path = |text| SitePath::new(text).expect("a path");
        let mut site: MemorySources = [("content/a.md", "a")].into_iter().collect();
        let stamp = |site: &MemorySources| site.inventory().expect("listed").files.first().map(|file| file.stamp);
        let first = stamp(&site);
        site.rename(&path("content/a.md"), path("content/b.md"));
        assert_eq!(stamp(&site), first);
        site.touch(&path("content/b.md"));
        assert_ne!(stamp(&site), first);
    }
}
