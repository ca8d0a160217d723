//! A glance at a site: enough to tell that something in it is other than before, for those whom the system does not tell.
//!
//! Times of files are not trusted alone: drives keep them by the second, and copying sets them back. What has changed so lately
//! that its stamp could hide another change is read.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::Path;
use std::time::SystemTime;

use super::{DiskSources, FOLDERS};
use crate::base::{Digest, FileStamp, Finding, SitePath, Sources as _};

/// A site as it was at one moment; nothing at all where its folder is gone.
#[derive(Debug, Default)]
pub struct Glance {
    ground: Ground,
    files: BTreeMap<SitePath, Seen>,
    findings: Vec<Finding>,
}

/// A file as it was seen.
#[derive(Debug)]
struct Seen {
    stamp: FileStamp,
    /// Of its bytes, where the stamp does not say enough.
    digest: Option<Digest>,
}

/// What is other between two glances.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Files that were there and have other contents.
    pub edited: Vec<SitePath>,
    /// Files that are not there any more.
    pub gone: Vec<SitePath>,
    /// Whether anything has come or gone, or can be listed no more.
    pub more: bool,
    /// Whether other folders stand where the site and its sources stood.
    pub folders: bool,
}

impl Glance {
    /// The site in the folder `root` as it is now; `before` says of which files the stamps were too young to trust.
    #[must_use]
    pub fn at(root: &Path, before: &Self) -> Self {
        let ground = Ground::of(root);
        let Ok(sources) = DiskSources::open(root) else { return Self::default() };
        let Ok(inventory) = sources.inventory() else { return Self::default() };
        let settings = sources.settings();
        let mut files = BTreeMap::new();
        for file in inventory.files.into_iter().chain(settings) {
            let young = |seen: &Seen| seen.stamp.fresh && stamp_holds(&file.stamp, &seen.stamp);
            let wanted = file.stamp.fresh || before.files.get(&file.path).is_some_and(young);
            let digest = wanted.then(|| sources.bytes(&file.path).ok().map(|bytes| Digest::of(&bytes))).flatten();
            files.insert(file.path, Seen { stamp: file.stamp, digest });
        }
        Self { ground, files, findings: inventory.findings }
    }

    /// What is other than `before`; `None` if nothing is.
    #[must_use]
    pub fn since(&self, before: &Self) -> Option<Difference> {
        let mut difference = Difference { folders: self.ground != before.ground, ..Difference::default() };
        difference.more |= self.findings != before.findings;
        for (path, seen) in &self.files {
            match before.files.get(path) {
                None => difference.more = true,
                Some(was) if seen.is_other_than(was) => difference.edited.push(path.clone()),
                Some(_) => {}
            }
        }
        difference.gone = before.files.keys().filter(|path| !self.files.contains_key(*path)).cloned().collect();
        difference.more |= !difference.gone.is_empty();
        (difference != Difference::default()).then_some(difference)
    }
}

impl Seen {
    fn is_other_than(&self, was: &Self) -> bool {
        !stamp_holds(&self.stamp, &was.stamp)
            || matches!((self.digest, was.digest), (Some(digest), Some(other)) if digest != other)
    }
}

/// Whether two stamps are the same, young or not.
fn stamp_holds(now: &FileStamp, before: &FileStamp) -> bool {
    now.same_as(&FileStamp { fresh: false, ..*before })
}

/// What tells a folder from another that stands in its place: its device, its number, its birth.
type Identity = (u64, u64, Option<SystemTime>);

/// Which folders stand where the site and its sources do: a watch on one does not see what comes in its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ground {
    root: Option<Identity>,
    folders: Vec<Option<Identity>>,
}

impl Ground {
    /// The ground of the site in the folder `root` as it is now.
    #[must_use]
    pub fn of(root: &Path) -> Self {
        Self { root: identity(root), folders: FOLDERS.iter().map(|name| identity(&root.join(name))).collect() }
    }

    /// Whether the site's folder is there at all.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.root.is_some()
    }

    /// Whether the site's folder itself is the same one.
    #[must_use]
    pub fn has_root_of(&self, other: &Self) -> bool {
        self.root == other.root
    }
}

fn identity(folder: &Path) -> Option<Identity> {
    let found = folder.metadata().ok().filter(Metadata::is_dir)?;
    let (device, number) = device_and_number(&found);
    Some((device, number, found.created().ok()))
}

#[cfg(unix)]
fn device_and_number(found: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (found.dev(), found.ino())
}

#[cfg(not(unix))]
fn device_and_number(_found: &Metadata) -> (u64, u64) {
    (0, 0)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests on real folders")]
mod tests {
    use std::fs;
    use std::time::{Duration, SystemTime};

    use super::*;

    fn site() -> tempfile::TempDir {
        let site = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(site.path().join("content")).expect("a folder");
        fs::write(site.path().join("site.toml"), "title = \"x\"\n").expect("written");
        fs::write(site.path().join("content/a.md"), "one").expect("written");
        site
    }

    fn dated(path: &Path, time: SystemTime) {
        fs::File::options().write(true).open(path).expect("open").set_modified(time).expect("dated");
    }

    #[test]
    fn edits_that_leave_the_time_or_set_it_back_are_seen() {
        let site = site();
        let file = site.path().join("content/a.md");
        let year = SystemTime::now() - Duration::from_secs(365 * 86_400);
        dated(&file, year);
        let first = Glance::at(site.path(), &Glance::default());
        assert_eq!(Glance::at(site.path(), &first).since(&first), None);
        for (text, time) in [("two", year), ("six", year - Duration::from_secs(9))] {
            let before = Glance::at(site.path(), &first);
            fs::write(&file, text).expect("written");
            dated(&file, time);
            let edited = vec![SitePath::new("content/a.md").expect("a path")];
            let now = Glance::at(site.path(), &before);
            assert_eq!(now.since(&before), Some(Difference { edited, ..Difference::default() }), "{text}");
        }
    }

    #[test]
    fn settings_new_files_and_the_loss_of_the_folder_are_seen() {
        let site = site();
        let first = Glance::at(site.path(), &Glance::default());
        fs::write(site.path().join("site.toml"), "title = \"other\"\n").expect("written");
        let second = Glance::at(site.path(), &first);
        assert!(second.since(&first).is_some_and(|found| found.edited.len() == 1 && !found.more));
        fs::write(site.path().join("content/b.md"), "b").expect("written");
        let third = Glance::at(site.path(), &second);
        assert!(third.since(&second).is_some_and(|found| found.more && found.gone.is_empty()));
        fs::remove_file(site.path().join("content/a.md")).expect("removed");
        let fourth = Glance::at(site.path(), &third);
        assert!(fourth.since(&third).is_some_and(|found| found.more && found.gone.len() == 1));
        fs::remove_dir_all(site.path()).expect("removed");
        let fifth = Glance::at(site.path(), &fourth);
        assert!(fifth.since(&fourth).is_some_and(|found| found.more && found.folders));
    }

    #[test]
    fn another_folder_in_the_place_of_one_is_another_ground() {
        let site = site();
        let first = Ground::of(site.path());
        fs::write(site.path().join("content/b.md"), "b").expect("written");
        assert_eq!(Ground::of(site.path()), first);
        fs::rename(site.path().join("content"), site.path().join("old")).expect("renamed");
        fs::create_dir(site.path().join("content")).expect("made");
        let second = Ground::of(site.path());
        assert!(second != first && second.has_root_of(&first) && second.is_there());
    }
}
