//! The whole site at one moment, as the server hands it out: replaced whole, never changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::base::{Digest, Finding, OutPath, SitePath};
use crate::gate::Withheld;
use crate::plan::Ledger;

/// A file of the output.
#[derive(Clone, Debug)]
pub(super) struct Served {
    /// Its bytes.
    pub(super) bytes: Arc<[u8]>,
    /// Their digest.
    pub(super) digest: Digest,
}

impl Served {
    /// A file of these bytes.
    #[cfg(test)]
    pub(super) fn new(bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        Self { digest: Digest::of(&bytes), bytes }
    }
}

/// Files by their paths. The paths are shared by snapshots that have the same ones, as most have.
#[derive(Clone, Debug, Default)]
pub(super) struct Files {
    paths: Arc<Vec<OutPath>>,
    /// One for each path.
    served: Vec<Served>,
}

impl Files {
    /// The file at a path.
    pub(super) fn get(&self, path: &OutPath) -> Option<&Served> {
        self.served.get(self.paths.binary_search(path).ok()?)
    }

    /// All files, in the order of their paths.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&OutPath, &Served)> {
        self.paths.iter().zip(&self.served)
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.served.is_empty()
    }

    /// Those of these files that `stays` keeps.
    pub(super) fn retained(&self, stays: impl Fn(&OutPath) -> bool) -> Self {
        self.iter().filter(|(path, _)| stays(path)).map(|(path, served)| (path.clone(), served.clone())).collect()
    }

    /// The files at `paths`, in their order: made by `make` from those that stood there before, and left out where it gives none.
    pub(super) fn followed_by<'a, T>(
        &self,
        paths: impl Iterator<Item = (&'a OutPath, T)>,
        mut make: impl FnMut(&'a OutPath, T, Option<&Served>) -> Option<Served>,
    ) -> Self {
        let mut before = self.iter().peekable();
        let (mut named, mut served) = (Vec::new(), Vec::with_capacity(self.served.len()));
        for (path, given) in paths {
            while before.next_if(|(earlier, _)| *earlier < path).is_some() {}
            let stood = before.next_if(|(same, _)| *same == path).map(|(_, served)| served);
            if let Some(made) = make(path, given, stood) {
                named.push(path);
                served.push(made);
            }
        }
        let same = named.len() == self.paths.len() && named.iter().zip(&*self.paths).all(|(new, old)| *new == old);
        let paths = if same { self.paths.clone() } else { Arc::new(named.into_iter().cloned().collect()) };
        Self { paths, served }
    }
}

/// From files in the order of their paths.
impl FromIterator<(OutPath, Served)> for Files {
    fn from_iter<I: IntoIterator<Item = (OutPath, Served)>>(files: I) -> Self {
        let (paths, served): (Vec<OutPath>, Vec<Served>) =
            files.into_iter().collect::<BTreeMap<_, _>>().into_iter().unzip();
        Self { paths: Arc::new(paths), served }
    }
}

/// The site at one moment.
#[derive(Clone, Debug, Default)]
pub(super) struct Snapshot {
    /// The path of the base address, without a slash at its end.
    pub(super) prefix: String,
    /// Every file of the last good output.
    pub(super) files: Files,
    /// The digests of those files that a page may refer to by a name that stays when they change.
    pub(super) assets: Arc<BTreeMap<OutPath, Digest>>,
    /// What the last good build read and made.
    pub(super) ledger: Arc<Ledger>,
    /// What is to be said of the authors' files now, in the order in which it is shown.
    pub(super) findings: Vec<Finding>,
    /// The digest of all that the overlay and the bar say.
    pub(super) said: Digest,
    /// Whether the files are those of the authors' files as they are now; if not, the findings say why.
    pub(super) current: bool,
    /// What the public does not see, and why.
    pub(super) withheld: Vec<Withheld>,
    /// The next instant at which the site changes by itself.
    pub(super) next_release: Option<Timestamp>,
    /// The instant at which the site is looked at, if it is not now.
    pub(super) at: Option<Timestamp>,
    /// The page that the last change is to be seen on.
    pub(super) newest: Option<OutPath>,
}

impl Snapshot {
    /// The same with its assets, for all who listen.
    pub(super) fn with_assets(mut self) -> Self {
        let assets = self.files.iter().filter(|(path, _)| is_asset(path));
        self.assets = Arc::new(assets.map(|(path, served)| (path.clone(), served.digest)).collect());
        self
    }

    /// The same with the digest of what it says.
    pub(super) fn digested(mut self) -> Self {
        let seconds = |at: Option<Timestamp>| at.map(Timestamp::as_second);
        self.said = Digest::of_value(&(self.current, &self.findings, seconds(self.next_release), seconds(self.at)));
        self
    }

    /// The text that a file of the output belongs to.
    pub(super) fn owner(&self, path: &OutPath) -> Option<&SitePath> {
        self.ledger.outputs.get(path)?.owner.as_ref()
    }

    /// The digest of a file; `None` if there is none.
    pub(super) fn digest(&self, path: &OutPath) -> Option<Digest> {
        self.files.get(path).map(|served| served.digest)
    }
}

fn is_asset(path: &OutPath) -> bool {
    let extension = path.name().rsplit_once('.').map_or("", |(_, extension)| extension);
    matches!(extension, "css" | "js" | "svg" | "png" | "jpg" | "jpeg" | "webp" | "gif" | "avif")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> OutPath {
        OutPath::new(text).expect("a path")
    }

    #[test]
    fn files_follow_files_and_share_their_paths_where_they_are_the_same() {
        let all = ["a.html", "b.html", "d.html"].map(|text| (path(text), Served::new(text.as_bytes())));
        let first: Files = all.into_iter().collect();
        let next = |paths: &[&str]| {
            let paths: Vec<OutPath> = paths.iter().map(|text| path(text)).collect();
            let make = |path: &OutPath, (), before: Option<&Served>| {
                let fresh = (path.as_str() == "c.html").then(|| Served::new(&b"new"[..]));
                before.cloned().or(fresh)
            };
            first.followed_by(paths.iter().map(|path| (path, ())), make)
        };
        assert!(Arc::ptr_eq(&next(&["a.html", "b.html", "d.html"]).paths, &first.paths));
        let other = next(&["a.html", "c.html", "d.html", "e.html"]);
        let names: Vec<&str> = other.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(names, ["a.html", "c.html", "d.html"]);
        assert_eq!(other.get(&path("c.html")).map(|served| &*served.bytes), Some(&b"new"[..]));
        assert!(other.get(&path("b.html")).is_none() && !other.is_empty());
        assert_eq!(first.retained(|path| path.as_str() == "b.html").iter().count(), 1);
    }
}
