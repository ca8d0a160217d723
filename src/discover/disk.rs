//! The door in: lists and reads the files of a site on a disk, and nothing outside it.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is the door in; it also asks the clock how fresh a file is"
)]

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::{FOLDERS, LOCK_FILE, SETTINGS_FILE, passed_over};
use crate::base::{Code, Failure, FileEntry, FileStamp, Finding, Inventory, SitePath, Sources};

/// A site's folder on a disk.
#[derive(Debug)]
pub struct DiskSources {
    /// The folder, with all links resolved.
    root: PathBuf,
    /// The folder, opened, so that the system itself refuses what leads out of it.
    #[cfg(target_os = "linux")]
    handle: fs::File,
}

impl DiskSources {
    /// Opens the folder of a site.
    ///
    /// # Errors
    /// When it is not a folder that can be read.
    pub fn open(root: &Path) -> Result<Self, Failure> {
        let canonical = root.canonicalize().map_err(|error| unreadable(root, &error))?;
        if !canonical.is_dir() {
            return Err(Failure::Unreadable { path: root.display().to_string(), cause: "not a folder".to_owned() });
        }
        Ok(Self {
            #[cfg(target_os = "linux")]
            handle: fs::File::open(&canonical).map_err(|error| unreadable(root, &error))?,
            root: canonical,
        })
    }

    /// The folder, with all links resolved.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }
}

impl DiskSources {
    /// `site.toml` with its stamp, which no inventory lists; `None` if it is not there.
    #[must_use]
    pub fn settings(&self) -> Option<FileEntry> {
        let path = SitePath::new(SETTINGS_FILE).ok()?;
        let began = SystemTime::now();
        let found = fs::metadata(self.root.join(SETTINGS_FILE)).ok()?;
        Some(FileEntry { path, stamp: stamp(&found, began) })
    }

    /// The inventory as it is now, where nothing but these files' contents is said to have changed since the last: they
    /// alone are looked at, and those that were fresh. `None` if one of them is not what it was; then all must be listed.
    #[must_use]
    pub fn refreshed(&self, last: &Inventory, touched: &[SitePath]) -> Option<Inventory> {
        let began = SystemTime::now();
        let mut now = last.clone();
        let fresh = last.files.iter().enumerate().filter(|(_, file)| file.stamp.fresh).map(|(at, _)| at);
        let at = |path: &SitePath| last.files.binary_search_by(|file| file.path.cmp(path)).ok();
        let mut places: Vec<usize> = touched.iter().map(at).collect::<Option<_>>()?;
        let touched: BTreeSet<u64> =
            places.iter().filter_map(|at| last.files.get(*at)).map(|file| file.stamp.inode).collect();
        let named =
            last.files.iter().filter(|file| file.stamp.inode != 0 && touched.contains(&file.stamp.inode)).count();
        if named > touched.len() {
            // A file stands under several names, by links, and the change was told of one.
            return None;
        }
        places.extend(fresh);
        for place in places {
            let entry = now.files.get_mut(place)?;
            let found = fs::symlink_metadata(self.root.join(entry.path.as_str())).ok().filter(Metadata::is_file)?;
            entry.stamp = stamp(&found, began);
        }
        Some(now)
    }
}

impl Sources for DiskSources {
    fn inventory(&self) -> Result<Inventory, Failure> {
        fs::read_dir(&self.root).map_err(|error| unreadable(&self.root, &error))?;
        let began = SystemTime::now();
        let mut listing = FOLDERS
            .into_par_iter()
            .chain(rayon::iter::once(LOCK_FILE))
            .map(|name| self.list_top(name))
            .reduce(Listing::default, Listing::and);
        let (files, gone): (Vec<_>, Vec<_>) =
            listing.files.into_par_iter().with_min_len(64).map(|listed| listed.stamped(began)).partition_map(|found| {
                match found {
                    Ok(entry) => rayon::iter::Either::Left(entry),
                    Err(finding) => rayon::iter::Either::Right(finding),
                }
            });
        let mut files = files;
        files.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
        listing.findings.extend(gone.into_iter().flatten());
        listing.findings.sort_by(|a, b| a.order().cmp(&b.order()));
        Ok(Inventory { files, findings: listing.findings })
    }

    fn bytes(&self, path: &SitePath) -> Result<Vec<u8>, Failure> {
        self.read(path).map_err(|error| Failure::Unreadable { path: path.to_string(), cause: in_words(&error) })
    }
}

/// What was found while walking, before anything is asked about the files.
#[derive(Default)]
struct Listing {
    files: Vec<Listed>,
    findings: Vec<Finding>,
}

struct Listed {
    path: SitePath,
    place: PathBuf,
    link: bool,
}

/// A folder being walked: where it is, under which path of the site it counts, and through which folders links led to it.
struct Branch<'a> {
    place: &'a Path,
    path: &'a str,
    via: Vec<PathBuf>,
}

/// Links that lead through more links than this are taken for a loop.
const LINKS: usize = 8;

impl Listing {
    fn and(mut self, other: Self) -> Self {
        self.files.extend(other.files);
        self.findings.extend(other.findings);
        self
    }

    fn say(&mut self, code: Code, path: &str, message: String) {
        // A name may hold what would command the terminal that shows it.
        let shown: String = path.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        self.findings.push(Finding::of_file(code, &shown, message));
    }
}

impl DiskSources {
    fn list_top(&self, name: &str) -> Listing {
        let mut listing = Listing::default();
        let place = self.root.join(name);
        match fs::symlink_metadata(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => listing.say(Code::UnreadableFile, name, format!("cannot read `{name}` ({error})")),
            Ok(found) if found.is_symlink() => self.follow(&mut listing, &place, name, &[]),
            Ok(found) if found.is_dir() == (name == LOCK_FILE) => {
                let what = if found.is_dir() { "a folder where a file" } else { "a file where a folder" };
                listing.say(Code::UnreadableFile, name, format!("`{name}` is {what} is expected"));
            }
            Ok(found) if found.is_dir() => {
                self.walk(&mut listing, &Branch { place: &place, path: name, via: Vec::new() });
            }
            Ok(_) => list_file(&mut listing, place, name, false),
        }
        listing
    }

    fn walk(&self, listing: &mut Listing, branch: &Branch<'_>) {
        let mut entries = WalkDir::new(branch.place).min_depth(1).into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    listing.findings.extend(walk_error(branch, &error));
                    continue;
                }
            };
            let folder = entry.file_type().is_dir();
            let name = entry.file_name().to_string_lossy();
            let path = path_below(branch, entry.path());
            let descend = if passed_over(&name) {
                false
            } else if entry.file_name().to_str().is_none() {
                listing.say(Code::ForeignName, &path, format!("the name `{name}` is not UTF-8"));
                false
            } else if folder && named_as_text(&path) {
                listing.say(Code::FolderAsFile, &path, format!("`{path}` is a folder, its name is that of a text"));
                false
            } else {
                self.list_entry(listing, branch, &entry, &path);
                true
            };
            if folder && !descend {
                entries.skip_current_dir();
            }
        }
    }

    fn list_entry(&self, listing: &mut Listing, branch: &Branch<'_>, entry: &walkdir::DirEntry, path: &str) {
        let kind = entry.file_type();
        if kind.is_symlink() {
            let mut via = branch.via.clone();
            via.push(entry.path().parent().unwrap_or(branch.place).to_owned());
            self.follow(listing, entry.path(), path, &via);
        } else if kind.is_file() {
            list_file(listing, entry.path().to_owned(), path, false);
        } else if !kind.is_dir() {
            listing.say(Code::UnreadableFile, path, format!("`{path}` is a pipe, a socket or a device, not a file"));
        }
    }

    /// Follows a link to a file or folder of the site; `via` are the folders in which this and earlier links stand.
    fn follow(&self, listing: &mut Listing, place: &Path, path: &str, via: &[PathBuf]) {
        let written = fs::read_link(place).map(|target| target.display().to_string()).unwrap_or_default();
        let target = match place.canonicalize() {
            Ok(target) => target,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let message = format!("the link `{path}` leads to `{written}`, which is not there");
                return listing.say(Code::UnreadableFile, path, message);
            }
            Err(error) => {
                let message = format!("the link `{path}` leads to `{written}`, which cannot be followed ({error})");
                return listing.say(Code::EscapingLink, path, message);
            }
        };
        if !target.starts_with(&self.root) {
            let message = format!("the link `{path}` leads out of the site, to `{}`", target.display());
            return listing.say(Code::EscapingLink, path, message);
        }
        if !target.is_dir() {
            return list_target(listing, target, path);
        }
        if via.len() > LINKS || via.iter().any(|folder| folder.starts_with(&target)) || target == self.root {
            let message = format!("the link `{path}` leads to `{written}`, which holds the link itself");
            return listing.say(Code::EscapingLink, path, message);
        }
        self.walk(listing, &Branch { place: &target, path, via: via.to_vec() });
    }

    #[cfg(target_os = "linux")]
    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>> {
        use rustix::fs::{Mode, OFlags, ResolveFlags, openat2};
        // Opening a pipe would wait for its other end; the system itself keeps the path inside the site.
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK;
        let inside = ResolveFlags::BENEATH | ResolveFlags::NO_MAGICLINKS;
        match openat2(&self.handle, path.as_str(), flags, Mode::empty(), inside) {
            Ok(file) => read_open(file.into()),
            Err(rustix::io::Errno::XDEV | rustix::io::Errno::NOSYS | rustix::io::Errno::PERM) => {
                self.read_checked(path)
            }
            Err(error) => Err(error.into()),
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>> {
        self.read_checked(path)
    }

    /// Reads where the system does not keep paths inside a folder, or where a link gives its target from the root.
    fn read_checked(&self, path: &SitePath) -> io::Result<Vec<u8>> {
        let place = self.root.join(path.as_str()).canonicalize()?;
        if !place.starts_with(&self.root) {
            return Err(io::Error::other("it leads out of the site"));
        }
        if !fs::metadata(&place)?.is_file() {
            return Err(io::Error::other("not a file"));
        }
        read_open(fs::File::open(place)?)
    }
}

fn read_open(file: fs::File) -> io::Result<Vec<u8>> {
    let found = file.metadata()?;
    if !found.is_file() {
        return Err(io::Error::other("not a file"));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or(0).saturating_add(1));
    // A file by itself would ask the system for its size and its place once more.
    file.take(u64::MAX).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn list_target(listing: &mut Listing, target: PathBuf, path: &str) {
    if target.is_file() {
        list_file(listing, target, path, true);
    } else {
        listing.say(Code::UnreadableFile, path, format!("the link `{path}` leads to a pipe, a socket or a device"));
    }
}

fn list_file(listing: &mut Listing, place: PathBuf, path: &str, link: bool) {
    match SitePath::new(path) {
        Ok(path) => listing.files.push(Listed { path, place, link }),
        Err(error) => listing.say(
            Code::ForeignName,
            path,
            format!("`{}` cannot be part of an address: {error}", path.escape_debug()),
        ),
    }
}

impl Listed {
    /// The file with its stamp; `Err(None)` if it is gone since.
    fn stamped(self, began: SystemTime) -> Result<FileEntry, Option<Finding>> {
        let found = if self.link { fs::metadata(&self.place) } else { fs::symlink_metadata(&self.place) };
        match found {
            Ok(found) => Ok(FileEntry { path: self.path, stamp: stamp(&found, began) }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(None),
            Err(error) => {
                let message = format!("cannot read `{}` ({})", self.path, in_words(&error));
                Err(Some(Finding::of_file(Code::UnreadableFile, self.path.as_str(), message)))
            }
        }
    }
}

/// What a name below the branch is as a path of the site, with `/` between its parts.
fn path_below(branch: &Branch<'_>, place: &Path) -> String {
    let rest = place.strip_prefix(branch.place).unwrap_or(place);
    let mut path = String::with_capacity(branch.path.len() + rest.as_os_str().len() + 1);
    path.push_str(branch.path);
    // A walk goes down by plain names alone: where these are told apart as ours are, there is nothing to take apart.
    if let Some(plain) = rest.to_str().filter(|rest| !rest.is_empty() && std::path::MAIN_SEPARATOR == '/') {
        path.extend(["/", plain]);
        return path;
    }
    for part in rest.components() {
        path.push('/');
        path.push_str(&part.as_os_str().to_string_lossy());
    }
    path
}

fn named_as_text(path: &str) -> bool {
    let extension = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, extension)| extension);
    path.starts_with("content/")
        && extension.is_some_and(|text| ["md", "markdown", "txt"].iter().any(|known| text.eq_ignore_ascii_case(known)))
}

fn walk_error(branch: &Branch<'_>, error: &walkdir::Error) -> Option<Finding> {
    let cause = error.io_error();
    if cause.is_some_and(|cause| cause.kind() == io::ErrorKind::NotFound) {
        return None;
    }
    let path = error.path().map_or_else(|| branch.path.to_owned(), |place| path_below(branch, place));
    let cause = cause.map_or_else(|| error.to_string(), in_words);
    Some(Finding::of_file(Code::UnreadableFile, &path, format!("cannot read `{path}` ({cause})")))
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::Unreadable { path: path.display().to_string(), cause: in_words(error) }
}

/// The system's words, without its number.
fn in_words(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// A change within this time before the listing may be followed by another that leaves the same stamp: clocks of file
/// systems tick some hundred times a second.
const FRESH: Duration = Duration::from_millis(100);

/// The same where a time has no part below the second: then the file system may keep none.
const FRESH_WHOLE_SECONDS: Duration = Duration::from_secs(2);

fn stamp(found: &Metadata, began: SystemTime) -> FileStamp {
    let modified = found.modified().map_or(0, nanoseconds);
    let (changed, inode) = changed_and_inode(found);
    let last = modified.max(changed);
    let window = if last % 1_000_000_000 == 0 { FRESH_WHOLE_SECONDS } else { FRESH };
    let fresh = last >= nanoseconds(began.checked_sub(window).unwrap_or(began));
    FileStamp { size: found.len(), modified, changed, inode, fresh }
}

fn nanoseconds(time: SystemTime) -> i64 {
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |nanos| -nanos),
    }
}

#[cfg(unix)]
fn changed_and_inode(found: &Metadata) -> (i64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (found.ctime().saturating_mul(1_000_000_000).saturating_add(found.ctime_nsec()), found.ino())
}

#[cfg(not(unix))]
fn changed_and_inode(_found: &Metadata) -> (i64, u64) {
    (0, 0)
}

#[cfg(test)]
mod tests;
