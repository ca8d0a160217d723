//! Pictures in smaller sizes, kept in the site's memory from build to build; safe to delete.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::{load, ops::Ops};
use crate::base::{Digest, Store};

/// A folder of the site's memory with one file for each picture, named by its key and sealed by its digest.
#[derive(Debug)]
pub struct PictureStore {
    folder: PathBuf,
}

/// How many bytes the seal takes.
const SEAL: usize = 32;

impl PictureStore {
    /// The store of this name in a site's memory. The folder is made when something is put there.
    #[must_use]
    pub fn new(memory: &Path, name: &str) -> Self {
        Self { folder: memory.join(name) }
    }

    /// Deletes all but what is kept under these keys.
    pub fn retain(&self, keys: &BTreeSet<Digest>) {
        let names: BTreeSet<String> = keys.iter().map(|key| key.hex()).collect();
        let entries = fs::read_dir(&self.folder).into_iter().flatten().filter_map(Result::ok);
        for entry in entries.filter(|entry| entry.file_name().to_str().is_none_or(|name| !names.contains(name))) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

impl Store for PictureStore {
    fn get(&self, key: Digest) -> Option<Vec<u8>> {
        let mut bytes = load(&self.folder.join(key.hex()))?;
        let (seal, body) = bytes.split_at_checked(SEAL)?;
        if Digest::of(body).hex().as_bytes() != seal {
            return None;
        }
        bytes.drain(..SEAL);
        Some(bytes)
    }

    fn put(&self, key: Digest, bytes: &[u8]) {
        let sealed = [Digest::of(bytes).hex().as_bytes(), bytes].concat();
        let _ = Ops::default().replace_with(&self.folder.join(key.hex()), [sealed]);
    }
}
