//! The operations on a disk that change something, each of which may fail in a test, and the stamps of files.

use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::Path;

use rayon::prelude::*;

use super::fault::Faults;
use crate::base::FileStamp;

/// The operations that change the disk.
#[derive(Debug, Default)]
pub(super) struct Ops {
    pub(super) faults: Faults,
}

/// The bytes of a file in pieces, in order.
pub(crate) trait Pieces: IntoIterator<Item: AsRef<[u8]>> {}

impl<P: IntoIterator<Item: AsRef<[u8]>>> Pieces for P {}

impl Ops {
    /// Writes a file, given in pieces, that is not there yet; its folder is.
    pub(super) fn create(&self, place: &Path, pieces: impl Pieces) -> io::Result<FileStamp> {
        let mut file = File::create_new(place)?;
        if let Err(fault) = self.faults.step() {
            // A killed or full disk leaves a part of the file.
            let pieces: Vec<_> = pieces.into_iter().collect();
            for bytes in pieces.iter().take(pieces.len().div_ceil(2)).map(AsRef::as_ref) {
                let _ = file.write_all(bytes.get(..bytes.len() / 2).unwrap_or_default());
            }
            return Err(fault);
        }
        pieces.into_iter().try_for_each(|bytes| file.write_all(bytes.as_ref()))?;
        Ok(stamp(&file.metadata()?))
    }

    /// Makes one folder; one that is there is as good.
    pub(super) fn make_folder(&self, place: &Path) -> io::Result<()> {
        self.faults.step()?;
        match fs::create_dir(place) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            done => done,
        }
    }

    /// Makes a folder and those that hold it.
    pub(super) fn make_folders(&self, place: &Path) -> io::Result<()> {
        self.faults.step()?;
        fs::create_dir_all(place)
    }

    /// Gives a file or folder another name, over a file that has it.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.faults.step()?;
        fs::rename(from, to)
    }

    /// Puts a file in the place of another, which may then be where the first one was: on some disks an exchange is much
    /// cheaper than a rename that deletes, and the deletion can wait.
    pub(super) fn put_over(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.faults.step()?;
        let over_a_file = fs::symlink_metadata(to).is_ok_and(|found| found.is_file());
        if over_a_file && exchange(from, to)? {
            return Ok(());
        }
        fs::rename(from, to)
    }

    /// Deletes a file; one that is not there is as good as deleted.
    pub(super) fn delete(&self, place: &Path) -> io::Result<()> {
        self.faults.step()?;
        match fs::remove_file(place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    /// Deletes a folder if it is empty; whether it was.
    pub(super) fn delete_empty(&self, place: &Path) -> bool {
        self.faults.step().is_ok() && fs::remove_dir(place).is_ok()
    }

    /// Deletes a folder with all that is in it, on all threads.
    pub(super) fn delete_tree(&self, place: &Path) -> io::Result<()> {
        self.faults.step()?;
        if !is_folder(place) {
            // A link is deleted, not followed.
            return self.delete(place);
        }
        if let Ok(entries) = fs::read_dir(place) {
            let folders: Vec<_> = entries
                .filter_map(Result::ok)
                .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
                .collect();
            folders.par_iter().for_each(|folder| {
                let _ = self.delete_tree(&folder.path());
            });
        }
        match fs::remove_dir_all(place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    /// Writes a file at once or not at all, over the one that is there.
    pub(super) fn replace_with(&self, place: &Path, pieces: impl Pieces) -> io::Result<()> {
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut name = place.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.new", std::process::id()));
        let beside = place.with_file_name(name);
        let _ = fs::remove_file(&beside);
        let done = self.create(&beside, pieces).and_then(|_| self.rename(&beside, place));
        if done.is_err() {
            let _ = self.delete(&beside);
        }
        done
    }

    /// Adds to a file that has `length` bytes, and is no link; whether that is so.
    pub(super) fn add_to(&self, place: &Path, length: usize, bytes: &[u8]) -> io::Result<bool> {
        let found = fs::symlink_metadata(place)?;
        if !found.is_file() || found.len() != length as u64 {
            return Ok(false);
        }
        let mut file = File::options().append(true).open(place)?;
        if let Err(fault) = self.faults.step() {
            let _ = file.write_all(bytes.get(..bytes.len() / 2).unwrap_or_default());
            return Err(fault);
        }
        file.write_all(bytes)?;
        Ok(true)
    }

    /// Puts the folder `new` where the folder `old` is, and `old` at `aside`: at once where the system can, else by two
    /// renames.
    pub(super) fn swap(&self, new: &Path, old: &Path, aside: &Path) -> io::Result<()> {
        self.faults.step()?;
        if exchange(new, old)? {
            return Ok(());
        }
        fs::rename(old, aside)?;
        self.rename(new, old)
    }
}

/// Exchanges two files or folders at once; `false` where the system cannot.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_a: &Path, _b: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Whether a folder, and not a link to one, is there.
pub(super) fn is_folder(place: &Path) -> bool {
    fs::symlink_metadata(place).is_ok_and(|found| found.is_dir())
}

/// The stamp of a file, `None` if there is none.
pub(super) fn stamp_at(place: &Path) -> Option<FileStamp> {
    fs::symlink_metadata(place).ok().filter(Metadata::is_file).map(|found| stamp(&found))
}

/// The stamp of an output: without the time at which links to it changed, and never fresh, because we alone write it.
fn stamp(found: &Metadata) -> FileStamp {
    let modified = found.modified().ok().and_then(|time| time.duration_since(std::time::SystemTime::UNIX_EPOCH).ok());
    let modified = modified.and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(0);
    FileStamp { size: found.len(), modified, changed: 0, inode: inode(found), fresh: false }
}

/// The number of a file or folder on its file system; 0 where the system does not tell, or where there is none.
pub(super) fn inode_at(place: &Path) -> u64 {
    fs::symlink_metadata(place).map_or(0, |found| inode(&found))
}

#[cfg(unix)]
fn inode(found: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(found)
}

#[cfg(not(unix))]
fn inode(_found: &Metadata) -> u64 {
    0
}

/// Whether two folders are on one file system, so that files can be renamed from one to the other.
#[cfg(unix)]
pub(super) fn same_device(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let device = |place: &Path| fs::metadata(place).ok().map(|found| found.dev());
    device(a) == device(b)
}

#[cfg(not(unix))]
pub(super) fn same_device(_a: &Path, _b: &Path) -> bool {
    true
}

/// The system's words, lower-case and without its number.
pub(super) fn in_words(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
