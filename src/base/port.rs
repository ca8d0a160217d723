//! The two doors as the pipeline sees them: where sources come from and where artifacts go.
//!
//! The disk stands behind both in a build; tests and the dev server put memory behind either.

use serde::{Deserialize, Serialize};

use super::{Digest, Finding, OutPath, SitePath};

/// What lies in a site, in the order of paths.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// Every file below `content/`, `templates/` and `static/`, and `despatch.lock`, sorted by path. Hidden files and editors'
    /// leavings (`.x`, `x~`, `#x#`, `x.bak`) are not among them.
    pub files: Vec<FileEntry>,
    /// What could not be listed, and why.
    pub findings: Vec<Finding>,
}

/// One file of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEntry {
    /// Its path.
    pub path: SitePath,
    /// What tells cheaply that it may have changed.
    pub stamp: FileStamp,
}

/// What a file system says of a file without reading it. Equal stamps mean equal bytes only if the stamp is not `fresh`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FileStamp {
    /// Bytes.
    pub size: u64,
    /// Last change of the content, nanoseconds since 1970.
    pub modified: i64,
    /// Last change of content or metadata, nanoseconds since 1970; 0 where the system does not tell.
    pub changed: i64,
    /// The file's number on its file system; 0 where the system does not tell.
    pub inode: u64,
    /// Whether it changed so shortly before it was looked at that a further change might not show.
    pub fresh: bool,
}

impl FileStamp {
    /// Whether a file that had the stamp `before` and has this one now surely has the same bytes.
    #[must_use]
    pub fn same_as(&self, before: &Self) -> bool {
        !before.fresh
            && self.size == before.size
            && self.modified == before.modified
            && self.changed == before.changed
            && self.inode == before.inode
    }
}

/// The door in.
pub trait Sources: Sync {
    /// Lists the site.
    ///
    /// # Errors
    /// When the site's root itself cannot be listed; what is wrong below it is a finding.
    fn inventory(&self) -> Result<Inventory, Failure>;

    /// The bytes of one file.
    ///
    /// # Errors
    /// When it cannot be read; [`Failure::Unreadable`] if it is gone or forbidden.
    fn bytes(&self, path: &SitePath) -> Result<Vec<u8>, Failure>;
}

/// The door out, as renderers see it: takes artifacts in any order and from several threads.
pub trait Sink: Sync {
    /// Takes one file of the output. Nothing is published before the whole build is done.
    ///
    /// # Errors
    /// When it cannot be kept.
    fn put(&self, path: &OutPath, bytes: Vec<u8>) -> Result<(), Failure>;

    /// Takes one file of the output that is a copy of a source: a door to a disk may copy or link it there.
    ///
    /// # Errors
    /// When the source cannot be read or the copy cannot be kept.
    fn copy(&self, path: &OutPath, source: &SitePath, sources: &dyn Sources) -> Result<(), Failure> {
        self.put(path, sources.bytes(source)?)
    }
}

/// A place that keeps what is dear to make from build to build. It may lose anything at any time: that costs time alone.
pub trait Store: Sync {
    /// What was kept under this key; `None` if it is not there, or not whole.
    fn get(&self, key: Digest) -> Option<Vec<u8>>;

    /// Keeps something, if that can be done.
    fn put(&self, key: Digest, bytes: &[u8]);
}

/// What goes wrong with the machine, not with an author's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// A file or folder cannot be read.
    Unreadable {
        /// Which, as a person would name it.
        path: String,
        /// Why, in the system's words.
        cause: String,
    },
    /// A file or folder cannot be written: the disk is full, read-only or forbidden.
    Unwritable {
        /// Which.
        path: String,
        /// Why, in the system's words.
        cause: String,
    },
    /// The output folder is not ours: it holds files and not our mark, or is the site's own.
    ForeignFolder {
        /// Which.
        path: String,
        /// Why it is refused.
        cause: String,
    },
    /// Another build of this site is at work.
    Busy {
        /// In words.
        cause: String,
    },
    /// The port or address cannot be listened on.
    Port {
        /// Which.
        address: String,
        /// Why.
        cause: String,
    },
    /// The command line or the environment is wrong.
    Usage {
        /// What, and what to type.
        message: String,
    },
    /// A source changed while it was being built.
    Changed {
        /// Which.
        path: String,
    },
}

impl Failure {
    /// The exit status: 2 for usage and for folders that are not ours, else 3.
    #[must_use]
    pub fn status(&self) -> u8 {
        match self {
            Self::Usage { .. } | Self::ForeignFolder { .. } => 2,
            _ => 3,
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable { path, cause } => write!(f, "cannot read `{path}` ({cause})"),
            Self::Unwritable { path, cause } => write!(f, "cannot write `{path}` ({cause})"),
            Self::ForeignFolder { path, cause } => write!(f, "will not write into `{path}`: {cause}"),
            Self::Busy { cause } => f.write_str(cause),
            Self::Port { address, cause } => write!(f, "cannot listen on `{address}` ({cause})"),
            Self::Usage { message } => f.write_str(message),
            Self::Changed { path } => write!(f, "`{path}` changed while the site was being built; build again"),
        }
    }
}

impl std::error::Error for Failure {}
