//! The ledger: what the last build read and made, so that the next need not do it again. Safe to delete.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::Print;
use crate::{
    base::{Digest, FileStamp, Finding, OutPath, SitePath},
    gate::Withheld,
    model::Card,
};

/// What one build read and made.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Ledger {
    /// Digest of all that reading depends on beside the files: settings and program. Cards of another reading are not used.
    pub reading: Digest,
    /// Every file of the site that was read, by path.
    pub files: BTreeMap<SitePath, FileRecord>,
    /// The card of every text, withheld ones too, by path.
    pub cards: BTreeMap<SitePath, Arc<Card>>,
    /// Every file of the output, by path.
    pub outputs: BTreeMap<OutPath, OutputRecord>,
    /// Outputs whose files somebody else has changed since: they are made again, and go with their texts like the others. Known
    /// to the build that finds them alone.
    #[serde(skip)]
    pub touched: BTreeMap<OutPath, OutputRecord>,
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
    pub findings: Vec<Finding>,
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
    /// Digest of its bytes.
    pub digest: Digest,
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

/// The first bytes of a ledger's file: its kind and version.
const MAGIC: &[u8] = b"despatch ledger 2\n";

/// How many bytes the seal takes: a digest in hexadecimal.
const SEAL: usize = 32;

impl Ledger {
    /// Every file of the output, those that somebody else has changed among them.
    pub fn all_outputs(&self) -> impl Iterator<Item = (&OutPath, &OutputRecord)> {
        self.outputs.iter().chain(&self.touched)
    }

    /// What is known of a file of the output.
    #[must_use]
    pub fn output(&self, path: &OutPath) -> Option<&OutputRecord> {
        self.outputs.get(path).or_else(|| self.touched.get(path))
    }

    /// Rather more bytes than its file takes: a buffer that must grow is copied, and each of its pages is new once more.
    fn about(&self) -> usize {
        1536 * self.cards.len() + 64 * self.files.len() + 192 * self.outputs.len() + (1 << 16)
    }

    /// The ledger as bytes for its file, sealed by a digest.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.about());
        bytes.extend(MAGIC);
        bytes.extend([0; SEAL]);
        let mut bytes = postcard::to_extend(self, bytes).unwrap_or_default();
        if let Some((head, body)) = bytes.split_at_mut_checked(MAGIC.len() + SEAL) {
            let seal = Digest::of(body).hex();
            head.iter_mut().skip(MAGIC.len()).zip(seal.as_bytes()).for_each(|(to, from)| *to = *from);
        }
        bytes
    }

    /// The ledger of a file's bytes; `None` if they are not a whole ledger of this version.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (seal, body) = rest.split_at_checked(SEAL)?;
        (Digest::of(body).hex().as_bytes() == seal).then(|| postcard::from_bytes(body).ok())?
    }
}
