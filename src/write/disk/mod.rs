//! The door out: an output folder on a disk, opened, repaired, staged into and committed to.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is the door out")]

mod apply;
mod commit;
mod fault;
mod folder;
mod journal;
mod list;
mod ops;
mod stage;
mod store;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use self::ops::Ops;
pub use self::stage::Stage;
pub use self::store::PictureStore;
use super::Remembering;
use crate::base::{Failure, FileStamp, OutPath};

/// An output folder that is ours to write into. As long as it lives, no other build of the same site gets at it.
#[derive(Debug)]
pub struct Output {
    /// The folder with all links resolved; it need not be there yet.
    folder: PathBuf,
    /// The folder as it was named, for messages.
    shown: String,
    /// The file that lists what we wrote into it; `None` when nothing is remembered.
    list: Option<PathBuf>,
    ops: Ops,
    /// The site's folder, locked.
    _lock: Option<File>,
}

/// How long a second build of a site waits for the first.
const PATIENCE: Duration = Duration::from_secs(30);

impl Output {
    /// Opens an output folder for the site in the folder `site`, waits for another build of that site to end, and finishes
    /// or discards what a killed build left behind. The folder itself is made by the first commit.
    ///
    /// # Errors
    /// [`Failure::ForeignFolder`] for a folder that may not be an output: the site itself, what holds it or its sources, the
    /// home folder, a folder with files and without our mark. [`Failure::Busy`] when another build does not end.
    pub fn open(folder: &Path, site: &Path, remembering: Remembering) -> Result<Self, Failure> {
        Self::open_with(folder, site, remembering, Ops::default())
    }

    fn open_with(named: &Path, site: &Path, remembering: Remembering, ops: Ops) -> Result<Self, Failure> {
        let folder = folder::checked(named, site)?;
        let lock = lock(site, PATIENCE)?;
        let list = match remembering {
            Remembering::Kept => Some(list::place(site, &folder)),
            Remembering::Off => None,
        };
        let output = Self { folder, shown: named.display().to_string(), list, ops, _lock: lock };
        output.recover()?;
        Ok(output)
    }

    /// The stamps of files of the output, in the order asked; `None` for what is not there or is no file. The time of the
    /// last change of metadata is left out of them, because linking a file changes it.
    #[must_use]
    pub fn stamps(&self, paths: &[OutPath]) -> Vec<Option<FileStamp>> {
        paths.par_iter().with_min_len(64).map(|path| ops::stamp_at(&self.folder.join(path.as_str()))).collect()
    }

    /// A place to put new artifacts, beside the output; nothing of it is seen before [`Stage::commit`].
    #[must_use]
    pub fn stage(&self) -> Stage<'_> {
        Stage::new(self)
    }

    fn unwritable(&self, path: &str, error: &std::io::Error) -> Failure {
        let path =
            if path.is_empty() { self.shown.clone() } else { format!("{}/{path}", self.shown.trim_end_matches('/')) };
        Failure::Unwritable { path, cause: ops::in_words(error) }
    }
}

/// Locks a site's folder against other builds; a system without such locks goes without.
fn lock(site: &Path, patience: Duration) -> Result<Option<File>, Failure> {
    let Ok(folder) = File::open(site) else { return Ok(None) };
    let until = Instant::now() + patience;
    loop {
        match folder.try_lock() {
            Ok(()) => return Ok(Some(folder)),
            Err(std::fs::TryLockError::Error(_)) => return Ok(None),
            Err(std::fs::TryLockError::WouldBlock) if Instant::now() >= until => {
                let cause = "another build of this site is at work; wait for it to end, or end it".to_owned();
                return Err(Failure::Busy { cause });
            }
            // A lock that is waited for without an end cannot be given up in time, and nothing tells when it is free.
            Err(std::fs::TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(10)),
        }
    }
}

/// The bytes of a file of the site's memory, such as the ledger; `None` if it is not there or cannot be read.
#[must_use]
pub fn load(path: &Path) -> Option<Vec<u8>> {
    std::fs::read(path).ok()
}

/// Writes a file of the site's memory, given in pieces, at once or not at all, and makes the folder that holds it.
///
/// # Errors
/// When it cannot be written; the old file then stays.
pub fn save(path: &Path, pieces: impl IntoIterator<Item: AsRef<[u8]>>) -> Result<(), Failure> {
    Ops::default()
        .replace_with(path, pieces)
        .map_err(|error| Failure::Unwritable { path: path.display().to_string(), cause: ops::in_words(&error) })
}

/// Adds to a file of the site's memory that has `length` bytes; whether it had, and could be added to. A program that is killed
/// meanwhile leaves a part of what was to be added.
#[must_use]
pub fn add(path: &Path, length: usize, bytes: &[u8]) -> bool {
    Ops::default().add_to(path, length, bytes).unwrap_or_default()
}
