//! Looking by the clock: at the whole site where the system does not tell of changes, else at the folders that stand in its place.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::Builder;
use std::time::Duration;

use super::watch::Change;
use crate::discover::{Difference, Glance, Ground};

/// How often one looks at all files.
const LOOKING: Duration = Duration::from_millis(500);

/// How often one looks whether the folders are still the same ones.
const GUARDING: Duration = Duration::from_secs(1);

/// Whom changes are told.
pub(super) type Tell = Arc<dyn Fn(Change) + Send + Sync>;

/// Someone who looks on a thread of its own, until dropped.
#[derive(Debug)]
pub(super) struct Lookout {
    _ends: Sender<()>,
}

impl Lookout {
    /// Tells of all that changes in the site in the folder `root`.
    pub(super) fn at_files(root: &Path, tell: Tell) -> std::io::Result<Self> {
        let root = root.to_owned();
        let mut last = Glance::at(&root, &Glance::default());
        Self::start(LOOKING, move || {
            let now = Glance::at(&root, &last);
            if let Some(difference) = now.since(&last) {
                tell(change(&root, difference));
            }
            last = now;
        })
    }

    /// Tells when another folder stands where the site, or one of its sources, stood.
    pub(super) fn at_ground(root: &Path, tell: Tell) -> std::io::Result<Self> {
        let root = root.to_owned();
        let mut last = Ground::of(&root);
        Self::start(GUARDING, move || {
            let now = Ground::of(&root);
            if now != last {
                tell(Change::unknown());
            }
            last = now;
        })
    }

    fn start(pause: Duration, mut look: impl FnMut() + Send + 'static) -> std::io::Result<Self> {
        let (ends, ended): (Sender<()>, Receiver<()>) = channel();
        let looks = move || {
            while ended.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                look();
            }
        };
        Builder::new().name("lookout".to_owned()).spawn(looks)?;
        Ok(Self { _ends: ends })
    }
}

fn change(root: &Path, difference: Difference) -> Change {
    let place = |path: &crate::base::SitePath| -> PathBuf { root.join(path.as_str()) };
    Change {
        touched: difference.edited.iter().map(place).collect(),
        gone: difference.gone.iter().map(place).collect(),
        more: difference.more,
        folders: difference.folders,
        ..Change::default()
    }
}
