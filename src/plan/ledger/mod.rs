//! The ledger: what the last build read and made, so that the next need not do it again. Safe to delete.

mod file;

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

pub use file::{Filed, Filing};

use super::Print;
use crate::{
    base::{Digest, FileStamp, Finding, OutPath, SitePath, Table},
    gate::Withheld,
    model::Card,
};

/// What one build read and made.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Digest of all that reading depends on beside the files: settings and program. Cards of another reading are not used.
    pub reading: Digest,
    /// Every file of the site that was read, by path.
    pub files: Table<SitePath, FileRecord>,
    /// What is to be said of files that are no texts, by path, if they are published.
    pub notes: BTreeMap<SitePath, Vec<Finding>>,
    /// The card of every text, withheld ones too, by path.
    pub cards: Table<SitePath, Arc<Card>>,
    /// Every file of the output, by path.
    pub outputs: Table<OutPath, OutputRecord>,
    /// Outputs whose files somebody else has changed since: they are made again, and go with their texts like the others. Known
    /// to the build that finds them alone.
    pub touched: Table<OutPath, OutputRecord>,
    /// What the build said; `None` if it was not whole, so that none can rest on it.
    pub told: Option<Told>,
}

/// What a whole build said.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Told {
    /// The instant that counted as now.
    pub now: jiff::Timestamp,
    /// Whether withheld texts were shown.
    pub drafts: bool,
    /// What was noticed.
    pub findings: Arc<Vec<Finding>>,
    /// What was withheld.
    pub withheld: Vec<Withheld>,
    /// The next instant at which the site would change by itself.
    pub next_release: Option<jiff::Timestamp>,
    /// Public briefings.
    pub briefings: usize,
    /// Files of the output.
    pub outputs: usize,
}

/// What is known of a file of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Its stamp when it was read.
    pub stamp: FileStamp,
    /// Digest of its bytes; of a drawing, as it is published.
    pub digest: Digest,
    /// What pages say of it; nothing of a text.
    pub facts: FileFacts,
}

/// What pages say of a file that goes with a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// How many bytes it has.
    pub bytes: u64,
    /// Width and height in pixels, where it is an image with a size.
    pub size: Option<(u32, u32)>,
    /// Whether it is a picture that can be made smaller.
    pub still: bool,
}

/// What is known of a file of the output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputRecord {
    /// What its bytes depended on.
    pub print: Print,
    /// Digest of its bytes.
    pub digest: Digest,
    /// Its stamp after it was written; `None` if it was kept in memory.
    pub stamp: Option<FileStamp>,
    /// The text that it belongs to and goes with.
    pub owner: Option<SitePath>,
}

impl Ledger {
    /// Every file of the output, those that somebody else has changed among them.
    pub fn all_outputs(&self) -> impl Iterator<Item = (&OutPath, &OutputRecord)> {
        self.outputs.iter().chain(self.touched.iter())
    }

    /// What is known of a file of the output.
    #[must_use]
    pub fn output(&self, path: &OutPath) -> Option<&OutputRecord> {
        self.outputs.get(path).or_else(|| self.touched.get(path))
    }
}
