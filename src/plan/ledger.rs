//! The ledger: what the last build read and made, so that the next need not do it again. Safe to delete.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Print;
use crate::{
    base::{Digest, FileStamp, OutPath, SitePath},
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
    pub cards: BTreeMap<SitePath, Card>,
    /// Every file of the output, by path.
    pub outputs: BTreeMap<OutPath, OutputRecord>,
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
const MAGIC: &[u8] = b"despatch ledger 1\n";

impl Ledger {
    /// The ledger as bytes for its file, sealed by a digest.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        let body = postcard::to_stdvec(self).unwrap_or_default();
        bytes.extend(Digest::of(&body).hex().as_bytes());
        bytes.extend(body);
        bytes
    }

    /// The ledger of a file's bytes; `None` if they are not a whole ledger of this version.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (seal, body) = rest.split_at_checked(32)?;
        (Digest::of(body).hex().as_bytes() == seal).then(|| postcard::from_bytes(body).ok())?
    }
}
