//! An output in memory: for tests, and for the dev server, which never writes to a disk.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::base::{Failure, OutPath, Sink};

/// Takes artifacts and keeps them in memory.
#[derive(Debug, Default)]
pub struct MemorySink {
    files: Mutex<BTreeMap<OutPath, Arc<[u8]>>>,
}

impl MemorySink {
    /// An empty output.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// All that was put, by path.
    #[must_use]
    pub fn into_files(self) -> BTreeMap<OutPath, Arc<[u8]>> {
        self.files.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for MemorySink {
    fn put(&self, path: &OutPath, bytes: Vec<u8>) -> Result<(), Failure> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), bytes.into());
        Ok(())
    }
}
