//! What a program that builds again and again keeps of its last build: the site as it stood in memory when its last file was
//! made, so that an edit of a body need look at nothing else ([`super::again`]).
//!
//! A build gives the same artifacts with a memo and without one; the properties' test holds it to that.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use super::{attempt::Standing, house::House, shelves::Shelves};
use crate::{
    base::{Digest, Finding, Inventory, SitePath},
    library::{Entry, Id, Library},
    plan::{Ledger, Lock, Plan},
};

/// The last build; empty at first, and after a build that failed.
#[derive(Debug, Default)]
pub struct Memo(Mutex<Option<Kept>>);

/// A whole build, in which nothing was wrong that keeps it from being published.
#[derive(Debug)]
pub(super) struct Kept {
    /// Digest of all that reading depends on beside the files.
    pub(super) reading: Digest,
    pub(super) inventory: Inventory,
    pub(super) shelves: Shelves,
    pub(super) library: Library,
    /// Where each text stands in the library.
    pub(super) places: HashMap<SitePath, Id>,
    pub(super) house: House,
    /// The plan, with nothing left to be made.
    pub(super) plan: Plan,
    pub(super) lock: Lock,
    /// What was said of the site, but for what was said of one text alone and would be said of it in any site.
    pub(super) said: Vec<Finding>,
    /// What the build read and made.
    pub(super) ledger: Arc<Ledger>,
}

impl Memo {
    /// Takes the last build out.
    pub(super) fn take(&self) -> Option<Kept> {
        self.0.lock().ok()?.take()
    }

    /// Keeps a build for the next.
    pub(super) fn keep(&self, kept: Kept) {
        if let Ok(mut place) = self.0.lock() {
            *place = Some(kept);
        }
    }
}

impl Kept {
    /// A build to be kept, of which nothing is left to be made; with the site's lock, what was said of the site, and what was
    /// read and made.
    pub(super) fn new(
        standing: Standing,
        reading: Digest,
        inventory: Inventory,
        shelves: Shelves,
        (lock, said, ledger): (Lock, Vec<Finding>, Arc<Ledger>),
    ) -> Self {
        let Standing { library, house, mut plan } = standing;
        let place = |(id, entry): (Id, &Entry)| (entry.public.card().source.clone(), id);
        let places = (0..).zip(&library.entries).map(place).collect();
        plan.settle();
        Self { reading, inventory, shelves, library, places, house, plan, lock, said, ledger }
    }
}
