//! The stage that writes: artifacts go in, a receipt of what changed on the disk comes out.
//!
//! Promises: nothing is published before all of it is ready; whenever the program is killed, each page is the last good one
//! or the new one, never half of one, and the next [`Output::open`] repairs what was begun; only our own files are ever
//! overwritten or deleted, and only in a folder that carries our mark or is empty. It knows nothing of what is in a file.

mod disk;
mod memory;

pub use disk::{Output, PictureStore, Stage, add, load, save};
pub use memory::MemorySink;

use crate::base::{FileStamp, Finding, OutPath};

/// The file that marks a folder as an output of ours. It is empty: it names nothing.
pub const MARK: &str = ".despatch-output";

/// The folder of a site in which despatch remembers what it did; safe to delete.
pub const MEMORY: &str = ".despatch";

/// Whether the door out keeps a list of the files it wrote, in the site's [`MEMORY`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remembering {
    /// It does, so that later builds tell our files from foreign ones.
    Kept,
    /// It neither reads nor writes it. Without the list all of a marked folder counts as ours, but for what is hidden and
    /// `CNAME` at its root.
    Off,
}

/// What a commit did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// The files that were written, with the stamps under which [`Output::stamps`] finds them again, in the order of paths.
    pub written: Vec<(OutPath, FileStamp)>,
    /// The files that were deleted because the plan no longer names them, in the order of paths.
    pub pruned: Vec<OutPath>,
    /// Foreign files in the output, in the order of paths.
    pub findings: Vec<Finding>,
}
