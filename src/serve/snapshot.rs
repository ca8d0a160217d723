//! The whole site at one moment, as the server hands it out: replaced whole, never changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::base::{Digest, Finding, OutPath, SitePath, Table};
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

/// The site at one moment.
#[derive(Clone, Debug, Default)]
pub(super) struct Snapshot {
    /// The path of the base address, without a slash at its end.
    pub(super) prefix: String,
    /// Every file of the last good output.
    pub(super) files: Table<OutPath, Served>,
    /// The digests of those files that a page may refer to by a name that stays when they change.
    pub(super) assets: Arc<BTreeMap<OutPath, Digest>>,
    /// What the last good build read and made.
    pub(super) ledger: Arc<Ledger>,
    /// What is to be said of the authors' files now, in the order in which it is shown.
    pub(super) findings: Arc<Vec<Finding>>,
    /// The digest of the findings.
    pub(super) of_findings: Digest,
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
    /// The same with its assets, which are those of `before` unless one of the files `changed` is one.
    pub(super) fn with_assets<'a>(mut self, before: &Self, mut changed: impl Iterator<Item = &'a OutPath>) -> Self {
        if changed.any(is_asset) {
            let assets = self.files.iter().filter(|(path, _)| is_asset(path));
            self.assets = Arc::new(assets.map(|(path, served)| (path.clone(), served.digest)).collect());
        } else {
            self.assets = Arc::clone(&before.assets);
        }
        self
    }

    /// The same with the digests of what it says; `before` may say the very same.
    pub(super) fn digested(mut self, before: &Self) -> Self {
        self.of_findings = if Arc::ptr_eq(&self.findings, &before.findings) {
            before.of_findings
        } else {
            Digest::of_value(&self.findings)
        };
        let seconds = |at: Option<Timestamp>| at.map(Timestamp::as_second);
        self.said = Digest::of_value(&(self.current, self.of_findings, seconds(self.next_release), seconds(self.at)));
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
